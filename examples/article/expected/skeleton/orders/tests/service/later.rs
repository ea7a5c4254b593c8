//! What becomes of accepted requests: here with the queue in a temporary folder and no broker. Yours: written
//! once, never overwritten.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use axum::response::Response;
use tower::ServiceExt;

use orders::generated::inbound::router;
use orders::generated::later;
use orders::generated::runtime::accepted::{Accepted, State, Status};
use orders::generated::runtime::messaging::Messaging;
use orders::generated::runtime::shutdown::CancellationToken;
use orders::generated::runtime::status::{self, Operation};
use orders::generated::runtime::store::Store;
use orders::generated::start::Resources;
use orders::handlers::Handlers;

/// An operation that goes on after its answer: method, path, and how the status is found.
type Case = (&'static str, &'static str, &'static Operation);

#[rustfmt::skip]
const SERVICE: &str = "orders";

#[rustfmt::skip]
const CASES: &[Case] = &[
    ("POST", "/Process", &later::PROCESS),
];

/// A process of this service, in a folder that outlives it.
struct World {
    folder: Arc<tempfile::TempDir>,
    store: Store,
    handlers: Arc<Handlers>,
}

impl World {
    async fn new(down: Down) -> Self {
        let folder = tempfile::tempdir().expect("temporary folders can be made");
        Self::of(Arc::new(folder), down).await
    }

    /// What the last process in this folder has left.
    async fn of(folder: Arc<tempfile::TempDir>, down: Down) -> Self {
        let url = format!("sqlite://{}/store.db?mode=rwc", folder.path().display());
        let store = Store::open(&url).await.expect("the store opens");
        let prepared = status::prepare(&store).await;
        prepared.expect("the tables are made");
        let handlers = handlers(&store, down).await;
        Self {
            folder,
            store,
            handlers,
        }
    }

    async fn ask(&self, method: &str, path: &str, key: Option<&str>) -> Response {
        let mut request = Request::builder().method(method).uri(path);
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        let request = request.body(Body::empty()).expect("the request is valid");
        let Ok(response) = router(Arc::clone(&self.handlers)).oneshot(request).await;
        response
    }

    async fn accept(&self, (method, path, _): Case, key: Option<&str>) -> (String, Accepted) {
        let response = self.ask(method, path, key).await;
        assert_eq!(response.status(), StatusCode::ACCEPTED, "{method} {path}");
        assert!(response.headers().contains_key(header::RETRY_AFTER));
        let location = response.headers()[header::LOCATION].to_str();
        let location = location.expect("a path is text").to_owned();
        (location, read(response).await)
    }

    async fn status(&self, location: &str) -> Status {
        let response = self.ask("GET", location, None).await;
        assert_eq!(response.status(), StatusCode::OK, "{location}");
        read(response).await
    }

    async fn until(&self, location: &str, ends: &[State]) -> Status {
        let waited = async {
            loop {
                let status = self.status(location).await;
                if ends.contains(&status.status) {
                    return status;
                }
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        let reached = tokio::time::timeout(Duration::from_secs(20), waited).await;
        reached.expect("it ends in time")
    }

    /// Relays and consumes what later steps need until the token is cancelled; steps are tried three times, quickly.
    fn run(&self) -> CancellationToken {
        let queue = self.folder.path().join("queue.db");
        let queue = format!("sqlite://{}?mode=rwc", queue.display());
        let messaging = Messaging::new(self.store.clone(), &queue, SERVICE);
        let mut messaging = messaging.relays_every(Duration::from_millis(20));
        for (mut consumption, handler) in later::consumers(&self.store, &self.handlers) {
            consumption.subscription.max_deliveries = 3;
            consumption.backoff = Duration::from_millis(10);
            messaging = messaging.consumes(consumption, handler);
        }
        let stop = CancellationToken::new();
        drop(messaging.start(stop.clone(), Duration::from_secs(5)));
        stop
    }
}

async fn read<T: serde::de::DeserializeOwned>(response: Response) -> T {
    let body = to_bytes(response.into_body(), usize::MAX).await;
    let body = body.expect("the body is read");
    serde_json::from_slice(&body).expect("the body is what it should be")
}

#[tokio::test]
async fn what_is_accepted_is_completed() {
    for case in CASES {
        let world = World::new(None).await;
        let (location, accepted) = world.accept(*case, None).await;
        assert_eq!(accepted.status, State::Pending);
        assert_eq!(world.status(&location).await.status, State::Pending);
        let stop = world.run();
        let status = world.until(&location, &[State::Completed]).await;
        stop.cancel();
        assert_eq!(status.id, accepted.id);
    }
}

#[tokio::test]
async fn a_crash_after_the_answer_loses_nothing() {
    for case in CASES {
        let world = World::new(None).await;
        let (location, _) = world.accept(*case, None).await;
        let world = World::of(world.folder, None).await;
        let stop = world.run();
        world.until(&location, &[State::Completed]).await;
        stop.cancel();
    }
}

#[tokio::test]
async fn one_idempotency_key_is_one_operation() {
    for case in CASES {
        let world = World::new(None).await;
        let first = world.accept(*case, Some("key")).await;
        let again = world.accept(*case, Some("key")).await;
        assert_eq!(first, again);
        let other = world.accept(*case, Some("other")).await;
        assert_ne!(first.1.id, other.1.id);
    }
}

#[tokio::test]
async fn an_unknown_status_is_not_found() {
    for (_, _, operation) in CASES {
        let world = World::new(None).await;
        let path = format!("{}/unknown", operation.path);
        let response = world.ask("GET", &path, None).await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND);
    }
}

/// Method and path of the call that fails, below a prefix for its callee.
type Down = Option<(&'static str, &'static str)>;

async fn handlers(store: &Store, _: Down) -> Arc<Handlers> {
    let store = store.clone();
    Arc::new(Handlers::new(Resources { store }))
}

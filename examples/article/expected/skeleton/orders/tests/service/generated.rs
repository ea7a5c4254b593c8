//! Does the generated part do what the architecture declares? Follows the architecture; change nothing here by hand.

use std::sync::{Arc, LazyLock};

use axum::body::Body;
use axum::http::{Request, StatusCode};
use orders::generated::inbound;
use orders::generated::runtime::failure::Failure;
use orders::generated::runtime::health::{Dependencies, Pace};
use orders::generated::runtime::metrics;
use orders::generated::runtime::serve::Limit;
use orders::generated::runtime::status::{self, Accept};
use orders::generated::runtime::store::{Store, StoreError};
use orders::generated::settings::Settings;
use orders::generated::start;
use orders::payload;
use tower::ServiceExt;

/// A database in memory, with the tables of accepted requests.
fn nowhere() -> &'static Store {
    static RUNTIME: LazyLock<tokio::runtime::Runtime> =
        LazyLock::new(|| tokio::runtime::Runtime::new().expect("a runtime starts"));
    static NOWHERE: LazyLock<Store> = LazyLock::new(|| {
        let opened = std::thread::spawn(|| {
            RUNTIME.block_on(async {
                let store = Store::open("sqlite::memory:").await?;
                status::prepare(&store).await?;
                Ok::<_, StoreError>(store)
            })
        });
        opened.join().expect("it opens").expect("a database in memory opens")
    });
    &NOWHERE
}

/// Takes requests and never answers them.
struct Stuck;

impl inbound::Operations for Stuck {
    fn store(&self) -> &Store {
        nowhere()
    }
    async fn create(
        &self,
        _request: payload::CreateRequest,
    ) -> Result<payload::CreateResponse, Failure> {
        std::future::pending().await
    }
    async fn get_operation(
        &self,
        _request: payload::GetOperationRequest,
    ) -> Result<payload::GetOperationResponse, Failure> {
        std::future::pending().await
    }
    async fn process(
        &self,
        _request: payload::ProcessRequest,
        _accept: &mut Accept,
    ) -> Result<(), Failure> {
        std::future::pending().await
    }
}

fn request(method: &str, path: &str) -> Request<Body> {
    Request::builder().method(method).uri(path).body(Body::empty()).expect("the request is valid")
}

#[tokio::test]
async fn health_answers() {
    for path in ["/health/live", "/health/ready", "/metrics"] {
        let health = Dependencies::default().watch(Pace::default());
        let response = start::service(Arc::new(Stuck), health).oneshot(request("GET", path)).await;
        assert_eq!(response.map(|response| response.status()), Ok(StatusCode::OK), "{path}");
    }
}

/// Answers at once.
struct Quick;

impl inbound::Operations for Quick {
    fn store(&self) -> &Store {
        nowhere()
    }
    async fn create(
        &self,
        _request: payload::CreateRequest,
    ) -> Result<payload::CreateResponse, Failure> {
        Ok(Default::default())
    }
    async fn get_operation(
        &self,
        _request: payload::GetOperationRequest,
    ) -> Result<payload::GetOperationResponse, Failure> {
        Ok(Default::default())
    }
    async fn process(
        &self,
        _request: payload::ProcessRequest,
        accept: &mut Accept,
    ) -> Result<(), Failure> {
        accept.begin().await?;
        Ok(())
    }
}

/// The body of an answer.
async fn text(service: axum::Router, path: &str) -> (StatusCode, String) {
    let response = service.oneshot(request("GET", path)).await.expect("a router answers");
    let status = response.status();
    let body = axum::body::to_bytes(response.into_body(), 1 << 20).await.expect("the body is whole");
    (status, String::from_utf8_lossy(&body).into_owned())
}

#[tokio::test]
async fn metrics_tell_of_a_request() {
    metrics::install(start::NAME, &[]).expect("nobody else records");
    let service = start::service(Arc::new(Quick), Dependencies::default().watch(Pace::default()));
    let asked = service.clone().oneshot(request("POST", "/Create")).await;
    assert!(asked.is_ok_and(|response| response.status().is_success()));
    let (_, shown) = text(service, "/metrics").await;
    let operation = "Create".replace('\\', "\\\\").replace('"', "\\\"");
    let counted = |line: &str| {
        line.starts_with("server_request_duration_seconds_count{")
            && line.contains(&format!("operation=\"{operation}\""))
            && line.contains("outcome=\"ok\"")
            && !line.ends_with(" 0")
    };
    assert!(shown.lines().any(counted), "{shown}");
}

#[test]
fn the_limit_is_the_declared_one() {
    let declared: Option<Limit> = None;
    assert_eq!(inbound::LIMIT, declared);
}

#[test]
fn settings_name_every_missing_variable() {
    assert!(Settings::read(|_| None).is_ok());
    assert!(Settings::read(|_| Some("nowhere".into())).is_err());
}

//! Does the generated part do what the architecture declares? Follows the architecture; change nothing here by hand.

use std::sync::{Arc, LazyLock};

use axum::body::Body;
use axum::http::{Request, StatusCode};
use orders::generated::inbound;
use orders::generated::runtime::failure::Failure;
use orders::generated::runtime::health::{Dependencies, Pace};
use orders::generated::runtime::serve::Limit;
use orders::generated::runtime::status::Accept;
use orders::generated::runtime::store::Store;
use orders::generated::settings::Settings;
use orders::generated::start;
use orders::payload;
use tower::ServiceExt;

/// Takes requests and never answers them.
struct Stuck;

impl inbound::Operations for Stuck {
    fn store(&self) -> &Store {
        static NOWHERE: LazyLock<Store> = LazyLock::new(|| {
            let opened = std::thread::spawn(|| {
                let runtime = tokio::runtime::Runtime::new().expect("a runtime starts");
                runtime.block_on(Store::open("sqlite::memory:"))
            });
            opened.join().expect("it opens").expect("a database in memory opens")
        });
        &NOWHERE
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

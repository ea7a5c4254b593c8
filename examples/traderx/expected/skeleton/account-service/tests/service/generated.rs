//! Does the generated part do what the architecture declares? Follows the architecture; change nothing here by hand.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use account_service::generated::inbound;
use account_service::generated::outbound;
use account_service::generated::runtime::call::{Call, CallError};
use account_service::generated::runtime::failure::Failure;
use account_service::generated::settings::Settings;
use account_service::payload;
use tower::ServiceExt;

use super::double::Double;

/// Takes requests and never answers them.
struct Stuck;

impl inbound::Operations for Stuck {
    async fn get_account(
        &self,
        _request: payload::GetAccountRequest,
    ) -> Result<payload::GetAccountResponse, Failure> {
        std::future::pending().await
    }
    async fn get_account_id(
        &self,
        _request: payload::GetAccountIdRequest,
    ) -> Result<payload::GetAccountIdResponse, Failure> {
        std::future::pending().await
    }
    async fn get_accountuser(
        &self,
        _request: payload::GetAccountuserRequest,
    ) -> Result<payload::GetAccountuserResponse, Failure> {
        std::future::pending().await
    }
    async fn post_account(
        &self,
        _request: payload::PostAccountRequest,
    ) -> Result<payload::PostAccountResponse, Failure> {
        std::future::pending().await
    }
    async fn post_accountuser(
        &self,
        _request: payload::PostAccountuserRequest,
    ) -> Result<payload::PostAccountuserResponse, Failure> {
        std::future::pending().await
    }
}

fn request(method: &str, path: &str) -> Request<Body> {
    Request::builder().method(method).uri(path).body(Body::empty()).expect("the request is valid")
}

#[tokio::test]
async fn health_answers() {
    for path in ["/health/live", "/health/ready"] {
        let response = inbound::router(Arc::new(Stuck)).oneshot(request("GET", path)).await;
        assert_eq!(response.map(|response| response.status()), Ok(StatusCode::OK), "{path}");
    }
}

#[test]
fn the_limit_is_the_declared_one() {
    assert_eq!(inbound::CONCURRENCY, None);
}

#[test]
fn settings_name_every_missing_variable() {
    let error = Settings::read(|_| None).expect_err("no address is known").to_string();
    assert!(error.contains("PEOPLE_SERVICE_URL"), "{error}");
    assert!(Settings::read(|_| Some("ftp://127.0.0.1".into())).is_err());
    assert!(Settings::read(|name| (name != "BIND").then(|| "http://127.0.0.1".into())).is_ok());
}

/// Asserts how often a call is attempted when the callee is out of service.
async fn is_attempted<Q: serde::Serialize + Sync>(call: &Call, request: &Q, attempts: usize) {
    let double = Double::start(|_, _| Some(503)).await;
    let quick = Call { timeout: Some(Duration::from_secs(20)), backoff: None, ..call.clone() };
    let outcome = double.peer("").send::<Q, serde_json::Value>(&quick, request).await;
    assert!(matches!(outcome, Err(CallError::Refused { .. })), "{outcome:?}");
    let seen = double.seen();
    assert_eq!(seen.len(), attempts);
    assert!(seen.iter().all(|one| one.key.is_some() == call.idempotency_key && *one == seen[0]), "{seen:?}");
}

#[test]
fn a_late_callee_is_told_apart_from_a_broken_one() {
    let timeout = CallError::Timeout { interaction: "any", timeout: Duration::ZERO };
    let refused = CallError::Refused { interaction: "any", status: reqwest::StatusCode::INTERNAL_SERVER_ERROR };
    assert_eq!(Failure::from(timeout).status(), StatusCode::GATEWAY_TIMEOUT);
    assert_eq!(Failure::from(refused).status(), StatusCode::BAD_GATEWAY);
}

#[tokio::test]
async fn a_refusal_that_will_not_pass_is_not_repeated() {
    let double = Double::start(|_, _| Some(400)).await;
    let call = Call { attempts: 3, ..outbound::people_service::CHECK_PERSON.clone() };
    let request = payload::CheckPersonRequest::default();
    let outcome = double.peer("").send::<_, serde_json::Value>(&call, &request).await;
    assert!(matches!(outcome, Err(CallError::Refused { .. })), "{outcome:?}");
    assert_eq!(double.seen().len(), 1);
}

#[tokio::test]
async fn check_person_is_attempted_as_declared() {
    let call = outbound::people_service::CHECK_PERSON;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::CheckPersonRequest::default(), 1).await;
}

//! Does the generated part do what the architecture declares? Follows the architecture; change nothing here by hand.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use account_service::generated::inbound;
use account_service::generated::outbound;
use account_service::generated::runtime::call::{CallError, Caller, Cause, Policy, Refusal};
use account_service::generated::runtime::failure::Failure;
use account_service::generated::runtime::health::{Dependencies, Pace};
use account_service::generated::runtime::http::Route;
use account_service::generated::runtime::serve::Limit;
use account_service::generated::settings::Settings;
use account_service::generated::start;
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
    let error = Settings::read(|_| None).expect_err("no address is known").to_string();
    assert!(error.contains("PEOPLE_SERVICE_URL"), "{error}");
    assert!(Settings::read(|_| Some("ftp://127.0.0.1".into())).is_err());
    assert!(Settings::read(|name| (name != "BIND").then(|| "http://127.0.0.1".into())).is_ok());
}

/// Asserts how often a call is attempted when the callee is out of service; nothing but the policy's own attempts counts.
async fn is_attempted<Q: serde::Serialize + Sync>(policy: Policy, route: &Route, request: &Q, attempts: usize) {
    let double = Double::start(|_, _| Some(503)).await;
    let timeout = Some(Duration::from_secs(20));
    let quick = Policy { timeout, backoff: None, retry_budget: None, breaker: None, ..policy };
    let outcome = double.peer("").send::<Q, serde_json::Value>(&Caller::new(quick), route, request).await;
    assert_eq!(outcome.expect_err("it is refused").refusal(), Some(Refusal::Unavailable));
    let seen = double.seen();
    assert_eq!(seen.len(), attempts);
    assert!(seen.iter().all(|one| one.key.is_some() == policy.idempotency_key && *one == seen[0]), "{seen:?}");
}

#[test]
fn a_late_callee_is_told_apart_from_a_broken_one() {
    let error = |cause| CallError { interaction: "any", callee: "any", attempts: 1, cause };
    let refused = Cause::Refused { refusal: Refusal::Failed, answer: "500".into() };
    assert_eq!(Failure::from(error(Cause::Timeout(Duration::ZERO))).status(), StatusCode::GATEWAY_TIMEOUT);
    assert_eq!(Failure::from(error(refused)).status(), StatusCode::BAD_GATEWAY);
    assert_eq!(Failure::from(error(Cause::Open)).status(), StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn check_person_is_attempted_as_declared() {
    let policy = outbound::people_service::CHECK_PERSON;
    assert_eq!((policy.attempts, policy.timeout), (1, None));
    let request = payload::CheckPersonRequest::default();
    is_attempted(policy, &outbound::people_service::CHECK_PERSON_ROUTE, &request, 1).await;
}

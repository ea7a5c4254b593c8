//! Does the generated part do what the architecture declares? Follows the architecture; change nothing here by hand.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use productpage::generated::inbound;
use productpage::generated::outbound;
use productpage::generated::runtime::call::{Call, CallError};
use productpage::generated::runtime::failure::Failure;
use productpage::generated::settings::Settings;
use productpage::payload;
use tower::ServiceExt;

use super::double::Double;

/// Takes requests and never answers them.
struct Stuck;

impl inbound::Operations for Stuck {
    async fn get_productpage(
        &self,
        _request: payload::GetProductpageRequest,
    ) -> Result<payload::GetProductpageResponse, Failure> {
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
    assert!(error.contains("DETAILS_URL"), "{error}");
    assert!(error.contains("REVIEWS_URL"), "{error}");
    assert!(Settings::read(|_| Some("ftp://127.0.0.1".into())).is_err());
    assert!(Settings::read(|name| (name != "BIND").then(|| "http://127.0.0.1".into())).is_ok());
}

/// Asserts that a call to a silent callee took the declared time, on the test's own clock.
async fn gives_up<A: std::fmt::Debug>(
    call: impl Future<Output = Result<A, CallError>>,
    at_least: Duration,
    at_most: Duration,
) {
    let started = tokio::time::Instant::now();
    let outcome = call.await;
    let took = started.elapsed();
    assert!(matches!(outcome, Err(CallError::Timeout { .. })), "{outcome:?}");
    assert!(at_least <= took && took <= at_most, "took {took:?}, not between {at_least:?} and {at_most:?}");
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
    let call = Call { attempts: 3, ..outbound::details::GET_DETAILS.clone() };
    let request = payload::GetDetailsRequest::default();
    let outcome = double.peer("").send::<_, serde_json::Value>(&call, &request).await;
    assert!(matches!(outcome, Err(CallError::Refused { .. })), "{outcome:?}");
    assert_eq!(double.seen().len(), 1);
}

#[tokio::test]
async fn get_details_fills_its_path() {
    let double = Double::start(|_, _| Some(200)).await;
    let request = serde_json::json!({ "id": "a/b" });
    let outcome = double.peer("").send::<_, serde_json::Value>(&outbound::details::GET_DETAILS, &request).await;
    assert!(outcome.is_ok(), "{outcome:?}");
    assert_eq!(double.seen()[0].path, "/details/a%2Fb");
}

#[tokio::test]
async fn get_details_is_attempted_as_declared() {
    let call = outbound::details::GET_DETAILS;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::GetDetailsRequest::default(), 1).await;
}

#[tokio::test(start_paused = true)]
async fn get_reviews_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::reviews::Client::new(silent.peer(""));
    let request = payload::GetReviewsRequest::default();
    gives_up(client.get_reviews(&request), Duration::from_secs(6), Duration::from_millis(6008)).await;
}

#[tokio::test]
async fn get_reviews_fills_its_path() {
    let double = Double::start(|_, _| Some(200)).await;
    let request = serde_json::json!({ "id": "a/b" });
    let outcome = double.peer("").send::<_, serde_json::Value>(&outbound::reviews::GET_REVIEWS, &request).await;
    assert!(outcome.is_ok(), "{outcome:?}");
    assert_eq!(double.seen()[0].path, "/reviews/a%2Fb");
}

#[tokio::test]
async fn get_reviews_is_attempted_as_declared() {
    let call = outbound::reviews::GET_REVIEWS;
    assert_eq!((call.attempts, call.timeout), (2, Some(Duration::from_secs(3))));
    is_attempted(&call, &payload::GetReviewsRequest::default(), 2).await;
}

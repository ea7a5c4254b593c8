//! Does the generated part do what the architecture declares? Follows the architecture; change nothing here by hand.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use orders::generated::inbound;
use orders::generated::outbound;
use orders::generated::runtime::call::{Call, CallError};
use orders::generated::runtime::failure::Failure;
use orders::generated::settings::Settings;
use orders::payload;
use tower::ServiceExt;

use super::double::Double;

/// Takes requests and never answers them.
struct Stuck;

impl inbound::Operations for Stuck {
    async fn get_operation(
        &self,
        _request: payload::GetOperationRequest,
    ) -> Result<payload::GetOperationResponse, Failure> {
        std::future::pending().await
    }
    async fn place(
        &self,
        _request: payload::PlaceRequest,
    ) -> Result<payload::PlaceResponse, Failure> {
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
    assert_eq!(inbound::CONCURRENCY, Some(50));
}

#[test]
fn settings_name_every_missing_variable() {
    let error = Settings::read(|_| None).expect_err("no address is known").to_string();
    assert!(error.contains("INVENTORY_URL"), "{error}");
    assert!(error.contains("LOYALTY_URL"), "{error}");
    assert!(error.contains("MAILER_URL"), "{error}");
    assert!(error.contains("PAYMENT_URL"), "{error}");
    assert!(Settings::read(|_| Some("ftp://127.0.0.1".into())).is_err());
    assert!(Settings::read(|name| (name != "BIND").then(|| "http://127.0.0.1".into())).is_ok());
}

#[tokio::test]
async fn a_full_service_refuses_at_once_and_stays_alive() {
    let limit = 2;
    let service = inbound::limited(inbound::routes(Arc::new(Stuck)), Some(limit)).merge(inbound::health());
    let hold = || service.clone().oneshot(request("POST", "/Get"));
    let ask = || service.clone().oneshot(request("POST", "/Place"));
    let held: Vec<_> = (0..limit).map(|_| tokio::spawn(hold())).collect();
    tokio::task::yield_now().await;
    let refused = tokio::time::timeout(Duration::from_secs(5), ask()).await.expect("it does not wait");
    assert_eq!(refused.map(|response| response.status()), Ok(StatusCode::SERVICE_UNAVAILABLE));
    let health = service.clone().oneshot(request("GET", "/health/live")).await;
    assert_eq!(health.map(|response| response.status()), Ok(StatusCode::OK));
    held.iter().for_each(tokio::task::JoinHandle::abort);
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
    let call = Call { attempts: 3, ..outbound::inventory::RESERVE_STOCK.clone() };
    let request = payload::ReserveStockRequest::default();
    let outcome = double.peer("").send::<_, serde_json::Value>(&call, &request).await;
    assert!(matches!(outcome, Err(CallError::Refused { .. })), "{outcome:?}");
    assert_eq!(double.seen().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn reserve_stock_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::inventory::Client::new(silent.peer(""));
    let request = payload::ReserveStockRequest::default();
    gives_up(client.reserve_stock(&request), Duration::from_millis(300), Duration::from_millis(304)).await;
}

#[tokio::test]
async fn reserve_stock_is_attempted_as_declared() {
    let call = outbound::inventory::RESERVE_STOCK;
    assert_eq!((call.attempts, call.timeout), (1, Some(Duration::from_millis(300))));
    is_attempted(&call, &payload::ReserveStockRequest::default(), 1).await;
}

#[tokio::test(start_paused = true)]
async fn credit_points_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::loyalty::Client::new(silent.peer(""));
    let request = payload::CreditPointsRequest::default();
    gives_up(client.credit_points(&request), Duration::from_secs(5), Duration::from_millis(5004)).await;
}

#[tokio::test]
async fn credit_points_is_attempted_as_declared() {
    let call = outbound::loyalty::CREDIT_POINTS;
    assert_eq!((call.attempts, call.timeout), (1, Some(Duration::from_secs(5))));
    is_attempted(&call, &payload::CreditPointsRequest::default(), 1).await;
}

#[tokio::test(start_paused = true)]
async fn send_confirmation_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::mailer::Client::new(silent.peer(""));
    let request = payload::SendConfirmationRequest::default();
    gives_up(client.send_confirmation(&request), Duration::from_secs(5), Duration::from_millis(5004)).await;
}

#[tokio::test]
async fn send_confirmation_is_attempted_as_declared() {
    let call = outbound::mailer::SEND_CONFIRMATION;
    assert_eq!((call.attempts, call.timeout), (1, Some(Duration::from_secs(5))));
    is_attempted(&call, &payload::SendConfirmationRequest::default(), 1).await;
}

#[tokio::test(start_paused = true)]
async fn request_payment_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::payment::Client::new(silent.peer(""));
    let request = payload::RequestPaymentRequest::default();
    gives_up(client.request_payment(&request), Duration::from_secs(90), Duration::from_millis(90412)).await;
}

#[tokio::test]
async fn request_payment_is_attempted_as_declared() {
    let call = outbound::payment::REQUEST_PAYMENT;
    assert_eq!((call.attempts, call.timeout), (3, Some(Duration::from_secs(30))));
    is_attempted(&call, &payload::RequestPaymentRequest::default(), 3).await;
}

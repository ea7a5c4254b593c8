//! Does the generated part do what the architecture declares? Follows the architecture; change nothing here by hand.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use payment::generated::inbound;
use payment::generated::outbound;
use payment::generated::runtime::call::{Call, CallError};
use payment::generated::runtime::failure::Failure;
use payment::generated::settings::Settings;
use payment::payload;
use tower::ServiceExt;

use super::double::Double;

/// Takes requests and never answers them.
struct Stuck;

impl inbound::Operations for Stuck {
    async fn post_pay_id(
        &self,
        _request: payload::PostPayIdRequest,
    ) -> Result<payload::PostPayIdResponse, Failure> {
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
    assert_eq!(inbound::CONCURRENCY, Some(1));
}

#[test]
fn settings_name_every_missing_variable() {
    let error = Settings::read(|_| None).expect_err("no address is known").to_string();
    assert!(error.contains("CART_URL"), "{error}");
    assert!(error.contains("PAYMENT_PROVIDER_URL"), "{error}");
    assert!(error.contains("USER_URL"), "{error}");
    assert!(Settings::read(|_| Some("ftp://127.0.0.1".into())).is_err());
    assert!(Settings::read(|name| (name != "BIND").then(|| "http://127.0.0.1".into())).is_ok());
}

#[tokio::test]
async fn a_full_service_refuses_at_once_and_stays_alive() {
    let limit = 2;
    let service = inbound::limited(inbound::routes(Arc::new(Stuck)), Some(limit)).merge(inbound::health());
    let hold = || service.clone().oneshot(request("POST", "/pay/1"));
    let ask = || service.clone().oneshot(request("POST", "/pay/1"));
    let held: Vec<_> = (0..limit).map(|_| tokio::spawn(hold())).collect();
    tokio::task::yield_now().await;
    let refused = tokio::time::timeout(Duration::from_secs(5), ask()).await.expect("it does not wait");
    assert_eq!(refused.map(|response| response.status()), Ok(StatusCode::SERVICE_UNAVAILABLE));
    let health = service.clone().oneshot(request("GET", "/health/live")).await;
    assert_eq!(health.map(|response| response.status()), Ok(StatusCode::OK));
    held.iter().for_each(tokio::task::JoinHandle::abort);
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
    let call = Call { attempts: 3, ..outbound::cart::PAY_DELETE_CART.clone() };
    let request = payload::PayDeleteCartRequest::default();
    let outcome = double.peer("").send::<_, serde_json::Value>(&call, &request).await;
    assert!(matches!(outcome, Err(CallError::Refused { .. })), "{outcome:?}");
    assert_eq!(double.seen().len(), 1);
}

#[tokio::test]
async fn pay_delete_cart_fills_its_path() {
    let double = Double::start(|_, _| Some(200)).await;
    let request = serde_json::json!({ "id": "a/b" });
    let outcome = double.peer("").send::<_, serde_json::Value>(&outbound::cart::PAY_DELETE_CART, &request).await;
    assert!(outcome.is_ok(), "{outcome:?}");
    assert_eq!(double.seen()[0].path, "/cart/a%2Fb");
}

#[tokio::test]
async fn pay_delete_cart_is_attempted_as_declared() {
    let call = outbound::cart::PAY_DELETE_CART;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::PayDeleteCartRequest::default(), 1).await;
}

#[tokio::test]
async fn pay_charge_is_attempted_as_declared() {
    let call = outbound::payment_provider::PAY_CHARGE;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::PayChargeRequest::default(), 1).await;
}

#[tokio::test]
async fn pay_check_user_fills_its_path() {
    let double = Double::start(|_, _| Some(200)).await;
    let request = serde_json::json!({ "id": "a/b" });
    let outcome = double.peer("").send::<_, serde_json::Value>(&outbound::user::PAY_CHECK_USER, &request).await;
    assert!(outcome.is_ok(), "{outcome:?}");
    assert_eq!(double.seen()[0].path, "/check/a%2Fb");
}

#[tokio::test]
async fn pay_check_user_is_attempted_as_declared() {
    let call = outbound::user::PAY_CHECK_USER;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::PayCheckUserRequest::default(), 1).await;
}

#[tokio::test]
async fn pay_record_order_fills_its_path() {
    let double = Double::start(|_, _| Some(200)).await;
    let request = serde_json::json!({ "id": "a/b" });
    let outcome = double.peer("").send::<_, serde_json::Value>(&outbound::user::PAY_RECORD_ORDER, &request).await;
    assert!(outcome.is_ok(), "{outcome:?}");
    assert_eq!(double.seen()[0].path, "/order/a%2Fb");
}

#[tokio::test]
async fn pay_record_order_is_attempted_as_declared() {
    let call = outbound::user::PAY_RECORD_ORDER;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::PayRecordOrderRequest::default(), 1).await;
}

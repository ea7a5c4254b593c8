//! Does the generated part do what the architecture declares? Follows the architecture; change nothing here by hand.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use payment::generated::inbound;
use payment::generated::outbound;
use payment::generated::runtime::call::{CallError, Caller, Cause, Policy, Refusal};
use payment::generated::runtime::failure::Failure;
use payment::generated::runtime::health::{Dependencies, Pace};
use payment::generated::runtime::health::{Need, connects};
use payment::generated::runtime::http::Route;
use payment::generated::runtime::metrics;
use payment::generated::runtime::serve::Limit;
use payment::generated::runtime::serve::guarded;
use payment::generated::settings::Settings;
use payment::generated::start;
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
    for path in ["/health/live", "/health/ready", "/metrics"] {
        let health = Dependencies::default().watch(Pace::default());
        let response = start::service(Arc::new(Stuck), health).oneshot(request("GET", path)).await;
        assert_eq!(response.map(|response| response.status()), Ok(StatusCode::OK), "{path}");
    }
}

/// Answers at once.
struct Quick;

impl inbound::Operations for Quick {
    async fn post_pay_id(
        &self,
        _request: payload::PostPayIdRequest,
    ) -> Result<payload::PostPayIdResponse, Failure> {
        Ok(Default::default())
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
    let asked = service.clone().oneshot(request("POST", "/pay/1")).await;
    assert!(asked.is_ok_and(|response| response.status().is_success()));
    let (_, shown) = text(service, "/metrics").await;
    let operation = "POST /pay/{id}".replace('\\', "\\\\").replace('"', "\\\"");
    let counted = |line: &str| {
        line.starts_with("server_request_duration_seconds_count{")
            && line.contains(&format!("operation=\"{operation}\""))
            && line.contains("outcome=\"ok\"")
            && !line.ends_with(" 0")
    };
    assert!(shown.lines().any(counted), "{shown}");
}

#[tokio::test]
async fn a_callee_that_is_gone_is_told_and_takes_nothing_down() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("loopback has free ports");
    let gone = format!("http://{}", listener.local_addr().expect("a bound listener has an address"));
    drop(listener);
    let dependencies = Dependencies::default()
        .with("cart", Need::Hard, connects(&gone))
        .with("payment-provider", Need::Hard, connects(&gone))
        .with("user", Need::Hard, connects(&gone))
        ;
    let service = start::service(Arc::new(Quick), dependencies.watch(Pace::default()));
    let told = async {
        loop {
            let (status, body) = text(service.clone(), "/health/ready").await;
            if body.contains("\"degraded\"") {
                return status;
            }
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
    };
    let told = tokio::time::timeout(std::time::Duration::from_secs(10), told).await;
    assert_eq!(told, Ok(StatusCode::OK), "what others lack takes no instance out of service");
    assert_eq!(text(service, "/health/live").await.0, StatusCode::OK);
}

#[test]
fn the_limit_is_the_declared_one() {
    let declared: Option<Limit> = Some(Limit { requests: 1, sheds: true });
    assert_eq!(inbound::LIMIT, declared);
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
    let limit = Some(Limit { requests: 2, sheds: true });
    let routes = guarded(inbound::routes(Arc::new(Stuck)), inbound::OPERATIONS, limit);
    let service = routes.merge(Dependencies::default().watch(Pace::default()).router());
    let hold = || service.clone().oneshot(request("POST", "/pay/1"));
    let ask = || service.clone().oneshot(request("POST", "/pay/1"));
    let held: Vec<_> = (0..2).map(|_| tokio::spawn(hold())).collect();
    tokio::task::yield_now().await;
    let refused = tokio::time::timeout(Duration::from_secs(5), ask()).await.expect("it does not wait");
    assert_eq!(refused.map(|response| response.status()), Ok(StatusCode::SERVICE_UNAVAILABLE));
    let health = service.clone().oneshot(request("GET", "/health/live")).await;
    assert_eq!(health.map(|response| response.status()), Ok(StatusCode::OK));
    held.iter().for_each(tokio::task::JoinHandle::abort);
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
async fn pay_delete_cart_fills_its_path() {
    let double = Double::start(|_, _| Some(200)).await;
    let request = serde_json::json!({ "id": "a/b" });
    let outcome = double.peer("").send::<_, serde_json::Value>(
        &Caller::new(outbound::cart::PAY_DELETE_CART),
        &outbound::cart::PAY_DELETE_CART_ROUTE,
        &request,
    ).await;
    assert!(outcome.is_ok(), "{outcome:?}");
    assert_eq!(double.seen()[0].path, "/cart/a%2Fb");
}

#[tokio::test]
async fn pay_delete_cart_is_attempted_as_declared() {
    let policy = outbound::cart::PAY_DELETE_CART;
    assert_eq!((policy.attempts, policy.timeout), (1, None));
    let request = payload::PayDeleteCartRequest::default();
    is_attempted(policy, &outbound::cart::PAY_DELETE_CART_ROUTE, &request, 1).await;
}

#[tokio::test]
async fn pay_charge_is_attempted_as_declared() {
    let policy = outbound::payment_provider::PAY_CHARGE;
    assert_eq!((policy.attempts, policy.timeout), (1, None));
    let request = payload::PayChargeRequest::default();
    is_attempted(policy, &outbound::payment_provider::PAY_CHARGE_ROUTE, &request, 1).await;
}

#[tokio::test]
async fn pay_check_user_fills_its_path() {
    let double = Double::start(|_, _| Some(200)).await;
    let request = serde_json::json!({ "id": "a/b" });
    let outcome = double.peer("").send::<_, serde_json::Value>(
        &Caller::new(outbound::user::PAY_CHECK_USER),
        &outbound::user::PAY_CHECK_USER_ROUTE,
        &request,
    ).await;
    assert!(outcome.is_ok(), "{outcome:?}");
    assert_eq!(double.seen()[0].path, "/check/a%2Fb");
}

#[tokio::test]
async fn pay_check_user_is_attempted_as_declared() {
    let policy = outbound::user::PAY_CHECK_USER;
    assert_eq!((policy.attempts, policy.timeout), (1, None));
    let request = payload::PayCheckUserRequest::default();
    is_attempted(policy, &outbound::user::PAY_CHECK_USER_ROUTE, &request, 1).await;
}

#[tokio::test]
async fn pay_record_order_fills_its_path() {
    let double = Double::start(|_, _| Some(200)).await;
    let request = serde_json::json!({ "id": "a/b" });
    let outcome = double.peer("").send::<_, serde_json::Value>(
        &Caller::new(outbound::user::PAY_RECORD_ORDER),
        &outbound::user::PAY_RECORD_ORDER_ROUTE,
        &request,
    ).await;
    assert!(outcome.is_ok(), "{outcome:?}");
    assert_eq!(double.seen()[0].path, "/order/a%2Fb");
}

#[tokio::test]
async fn pay_record_order_is_attempted_as_declared() {
    let policy = outbound::user::PAY_RECORD_ORDER;
    assert_eq!((policy.attempts, policy.timeout), (1, None));
    let request = payload::PayRecordOrderRequest::default();
    is_attempted(policy, &outbound::user::PAY_RECORD_ORDER_ROUTE, &request, 1).await;
}

//! Does the generated part do what the architecture declares? Follows the architecture; change nothing here by hand.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use orders::generated::inbound;
use orders::generated::outbound;
use orders::generated::runtime::call::{CallError, Caller, Cause, Policy, Refusal};
use orders::generated::runtime::failure::Failure;
use orders::generated::runtime::health::{Dependencies, Pace};
use orders::generated::runtime::http::Route;
use orders::generated::runtime::metrics;
use orders::generated::runtime::serve::Limit;
use orders::generated::runtime::serve::guarded;
use orders::generated::settings::Settings;
use orders::generated::start;
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

/// A request to a procedure, with a message without fields.
fn procedure(path: &str) -> Request<Body> {
    let request = Request::post(path).header("content-type", "application/grpc");
    request.body(Body::from(vec![0; 5])).expect("the request is valid")
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
    async fn get_operation(
        &self,
        _request: payload::GetOperationRequest,
    ) -> Result<payload::GetOperationResponse, Failure> {
        Ok(Default::default())
    }
    async fn place(
        &self,
        _request: payload::PlaceRequest,
    ) -> Result<payload::PlaceResponse, Failure> {
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
    metrics::install(start::NAME, start::BOUNDS).expect("nobody else records");
    let service = start::service(Arc::new(Quick), Dependencies::default().watch(Pace::default()));
    let asked = service.clone().oneshot(procedure("/orders.Orders/Get")).await;
    assert!(asked.is_ok_and(|response| response.status().is_success()));
    let (_, shown) = text(service, "/metrics").await;
    let operation = "Get".replace('\\', "\\\\").replace('"', "\\\"");
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
    let settings = Settings::read(|name| (name != "BIND").then(|| gone.clone())).expect("all is set");
    let dependencies = start::dependencies(&settings);
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
    let declared: Option<Limit> = Some(Limit { requests: 50, sheds: true });
    assert_eq!(inbound::LIMIT, declared);
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
    let limit = Some(Limit { requests: 2, sheds: true });
    let routes = guarded(inbound::routes(Arc::new(Stuck)), inbound::OPERATIONS, limit);
    let service = routes.merge(Dependencies::default().watch(Pace::default()).router());
    let hold = || service.clone().oneshot(procedure("/orders.Orders/Get"));
    let ask = || service.clone().oneshot(procedure("/orders.Orders/Place"));
    let held: Vec<_> = (0..2).map(|_| tokio::spawn(hold())).collect();
    tokio::task::yield_now().await;
    let refused = tokio::time::timeout(Duration::from_secs(5), ask()).await.expect("it does not wait");
    let refused = refused.map(|response| response.headers().get("grpc-status").cloned());
    assert_eq!(refused, Ok(Some("8".parse().expect("it is a header"))), "RESOURCE_EXHAUSTED");
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
    assert!(matches!(&outcome, Err(error) if matches!(error.cause, Cause::Timeout(_))), "{outcome:?}");
    assert!(at_least <= took && took <= at_most, "took {took:?}, not between {at_least:?} and {at_most:?}");
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

/// The same for a procedure.
async fn procedure_is_attempted<Q>(policy: Policy, path: &'static str, request: &Q, attempts: usize)
where
    Q: prost::Message + Clone + 'static,
{
    let double = Double::start(|_, _| Some(503)).await;
    let timeout = Some(Duration::from_secs(20));
    let quick = Policy { timeout, backoff: None, retry_budget: None, breaker: None, ..policy };
    let outcome = double.procedures().send::<Q, ()>(&Caller::new(quick), path, request).await;
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

#[tokio::test(start_paused = true)]
async fn reserve_stock_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::inventory::Client::new(silent.procedures());
    let request = payload::ReserveStockRequest::default();
    gives_up(client.reserve_stock(&request), Duration::from_millis(300), Duration::from_millis(304)).await;
}

#[tokio::test]
async fn reserve_stock_is_attempted_as_declared() {
    let policy = outbound::inventory::RESERVE_STOCK;
    assert_eq!((policy.attempts, policy.timeout), (1, Some(Duration::from_millis(300))));
    let request = payload::ReserveStockRequest::default();
    procedure_is_attempted(policy, outbound::inventory::RESERVE_STOCK_PATH, &request, 1).await;
}

#[tokio::test(start_paused = true)]
async fn credit_points_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::loyalty::Client::new(silent.procedures());
    let request = payload::CreditPointsRequest::default();
    gives_up(client.credit_points(&request), Duration::from_secs(5), Duration::from_millis(5004)).await;
}

#[tokio::test]
async fn credit_points_is_attempted_as_declared() {
    let policy = outbound::loyalty::CREDIT_POINTS;
    assert_eq!((policy.attempts, policy.timeout), (1, Some(Duration::from_secs(5))));
    let request = payload::CreditPointsRequest::default();
    procedure_is_attempted(policy, outbound::loyalty::CREDIT_POINTS_PATH, &request, 1).await;
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
    let policy = outbound::mailer::SEND_CONFIRMATION;
    assert_eq!((policy.attempts, policy.timeout), (1, Some(Duration::from_secs(5))));
    let request = payload::SendConfirmationRequest::default();
    is_attempted(policy, &outbound::mailer::SEND_CONFIRMATION_ROUTE, &request, 1).await;
}

#[tokio::test(start_paused = true)]
async fn request_payment_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::payment::Client::new(silent.procedures());
    let request = payload::RequestPaymentRequest::default();
    gives_up(client.request_payment(&request), Duration::from_secs(90), Duration::from_millis(90412)).await;
}

#[tokio::test]
async fn request_payment_is_attempted_as_declared() {
    let policy = outbound::payment::REQUEST_PAYMENT;
    assert_eq!((policy.attempts, policy.timeout), (3, Some(Duration::from_secs(30))));
    let request = payload::RequestPaymentRequest::default();
    procedure_is_attempted(policy, outbound::payment::REQUEST_PAYMENT_PATH, &request, 3).await;
}

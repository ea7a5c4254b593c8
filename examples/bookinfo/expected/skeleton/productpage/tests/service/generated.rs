//! Does the generated part do what the architecture declares? Follows the architecture; change nothing here by hand.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use productpage::generated::inbound;
use productpage::generated::outbound;
use productpage::generated::runtime::call::{CallError, Caller, Cause, Policy, Refusal};
use productpage::generated::runtime::failure::Failure;
use productpage::generated::runtime::health::{Dependencies, Pace};
use productpage::generated::runtime::http::Route;
use productpage::generated::runtime::metrics;
use productpage::generated::runtime::serve::Limit;
use productpage::generated::settings::Settings;
use productpage::generated::start;
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
    for path in ["/health/live", "/health/ready", "/metrics"] {
        let health = Dependencies::default().watch(Pace::default());
        let response = start::service(Arc::new(Stuck), health).oneshot(request("GET", path)).await;
        assert_eq!(response.map(|response| response.status()), Ok(StatusCode::OK), "{path}");
    }
}

/// Answers at once.
struct Quick;

impl inbound::Operations for Quick {
    async fn get_productpage(
        &self,
        _request: payload::GetProductpageRequest,
    ) -> Result<payload::GetProductpageResponse, Failure> {
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
    let asked = service.clone().oneshot(request("GET", "/productpage")).await;
    assert!(asked.is_ok_and(|response| response.status().is_success()));
    let (_, shown) = text(service, "/metrics").await;
    let operation = "GET /productpage".replace('\\', "\\\\").replace('"', "\\\"");
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
    let declared: Option<Limit> = None;
    assert_eq!(inbound::LIMIT, declared);
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

#[test]
fn a_late_callee_is_told_apart_from_a_broken_one() {
    let error = |cause| CallError { interaction: "any", callee: "any", attempts: 1, cause };
    let refused = Cause::Refused { refusal: Refusal::Failed, answer: "500".into() };
    assert_eq!(Failure::from(error(Cause::Timeout(Duration::ZERO))).status(), StatusCode::GATEWAY_TIMEOUT);
    assert_eq!(Failure::from(error(refused)).status(), StatusCode::BAD_GATEWAY);
    assert_eq!(Failure::from(error(Cause::Open)).status(), StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn get_details_fills_its_path() {
    let double = Double::start(|_, _| Some(200)).await;
    let request = serde_json::json!({ "id": "a/b" });
    let outcome = double.peer("").send::<_, serde_json::Value>(
        &Caller::new(outbound::details::GET_DETAILS),
        &outbound::details::GET_DETAILS_ROUTE,
        &request,
    ).await;
    assert!(outcome.is_ok(), "{outcome:?}");
    assert_eq!(double.seen()[0].path, "/details/a%2Fb");
}

#[tokio::test]
async fn get_details_is_attempted_as_declared() {
    let policy = outbound::details::GET_DETAILS;
    assert_eq!((policy.attempts, policy.timeout), (1, None));
    let request = payload::GetDetailsRequest::default();
    is_attempted(policy, &outbound::details::GET_DETAILS_ROUTE, &request, 1).await;
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
    let outcome = double.peer("").send::<_, serde_json::Value>(
        &Caller::new(outbound::reviews::GET_REVIEWS),
        &outbound::reviews::GET_REVIEWS_ROUTE,
        &request,
    ).await;
    assert!(outcome.is_ok(), "{outcome:?}");
    assert_eq!(double.seen()[0].path, "/reviews/a%2Fb");
}

#[tokio::test]
async fn get_reviews_is_attempted_as_declared() {
    let policy = outbound::reviews::GET_REVIEWS;
    assert_eq!((policy.attempts, policy.timeout), (2, Some(Duration::from_secs(3))));
    let request = payload::GetReviewsRequest::default();
    is_attempted(policy, &outbound::reviews::GET_REVIEWS_ROUTE, &request, 2).await;
}

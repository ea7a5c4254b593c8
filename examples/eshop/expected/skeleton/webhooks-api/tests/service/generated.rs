//! Does the generated part do what the architecture declares? Follows the architecture; change nothing here by hand.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use webhooks_api::generated::inbound;
use webhooks_api::generated::outbound;
use webhooks_api::generated::runtime::call::{CallError, Caller, Cause, Policy, Refusal};
use webhooks_api::generated::runtime::failure::Failure;
use webhooks_api::generated::runtime::health::{Dependencies, Pace};
use webhooks_api::generated::runtime::health::{Need, connects};
use webhooks_api::generated::runtime::http::Route;
use webhooks_api::generated::runtime::metrics;
use webhooks_api::generated::runtime::serve::Limit;
use webhooks_api::generated::settings::Settings;
use webhooks_api::generated::start;
use webhooks_api::payload;
use tower::ServiceExt;

use super::double::Double;

/// Takes requests and never answers them.
struct Stuck;

impl inbound::Operations for Stuck {
    async fn get_api_webhooks(
        &self,
        _request: payload::GetApiWebhooksRequest,
    ) -> Result<payload::GetApiWebhooksResponse, Failure> {
        std::future::pending().await
    }
    async fn post_api_webhooks(
        &self,
        _request: payload::PostApiWebhooksRequest,
    ) -> Result<payload::PostApiWebhooksResponse, Failure> {
        std::future::pending().await
    }
    async fn load_signing_keys(
        &self,
        _request: payload::LoadSigningKeysRequest,
    ) -> Result<payload::LoadSigningKeysResponse, Failure> {
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
    async fn get_api_webhooks(
        &self,
        _request: payload::GetApiWebhooksRequest,
    ) -> Result<payload::GetApiWebhooksResponse, Failure> {
        Ok(Default::default())
    }
    async fn post_api_webhooks(
        &self,
        _request: payload::PostApiWebhooksRequest,
    ) -> Result<payload::PostApiWebhooksResponse, Failure> {
        Ok(Default::default())
    }
    async fn load_signing_keys(
        &self,
        _request: payload::LoadSigningKeysRequest,
    ) -> Result<payload::LoadSigningKeysResponse, Failure> {
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
    let asked = service.clone().oneshot(request("GET", "/api/webhooks")).await;
    assert!(asked.is_ok_and(|response| response.status().is_success()));
    let (_, shown) = text(service, "/metrics").await;
    let operation = "GET /api/webhooks".replace('\\', "\\\\").replace('"', "\\\"");
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
        .with("identity-api", Need::Hard, connects(&gone))
        .with("subscriber", Need::Soft, connects(&gone))
        .with("webhooksclient", Need::Hard, connects(&gone))
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
    let declared: Option<Limit> = None;
    assert_eq!(inbound::LIMIT, declared);
}

#[test]
fn settings_name_every_missing_variable() {
    let error = Settings::read(|_| None).expect_err("no address is known").to_string();
    assert!(error.contains("IDENTITY_API_URL"), "{error}");
    assert!(error.contains("SUBSCRIBER_URL"), "{error}");
    assert!(error.contains("WEBHOOKSCLIENT_URL"), "{error}");
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
async fn webhooks_read_keys_is_attempted_as_declared() {
    let policy = outbound::identity_api::WEBHOOKS_READ_KEYS;
    assert_eq!((policy.attempts, policy.timeout), (1, None));
    let request = payload::WebhooksReadKeysRequest::default();
    is_attempted(policy, &outbound::identity_api::WEBHOOKS_READ_KEYS_ROUTE, &request, 1).await;
}

#[tokio::test(start_paused = true)]
async fn send_paid_webhooks_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::subscriber::Client::new(silent.peer(""));
    let request = payload::SendPaidWebhooksRequest::default();
    gives_up(client.send_paid_webhooks(&request), Duration::from_secs(10), Duration::from_millis(10004)).await;
}

#[tokio::test]
async fn send_paid_webhooks_is_attempted_as_declared() {
    let policy = outbound::subscriber::SEND_PAID_WEBHOOKS;
    assert_eq!((policy.attempts, policy.timeout), (4, Some(Duration::from_secs(10))));
    // Nothing declared makes a repetition harmless: what may have arrived is not sent again.
    let request = payload::SendPaidWebhooksRequest::default();
    is_attempted(policy, &outbound::subscriber::SEND_PAID_WEBHOOKS_ROUTE, &request, 1).await;
}

#[tokio::test(start_paused = true)]
async fn send_shipped_webhooks_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::subscriber::Client::new(silent.peer(""));
    let request = payload::SendShippedWebhooksRequest::default();
    gives_up(client.send_shipped_webhooks(&request), Duration::from_secs(10), Duration::from_millis(10004)).await;
}

#[tokio::test]
async fn send_shipped_webhooks_is_attempted_as_declared() {
    let policy = outbound::subscriber::SEND_SHIPPED_WEBHOOKS;
    assert_eq!((policy.attempts, policy.timeout), (4, Some(Duration::from_secs(10))));
    // Nothing declared makes a repetition harmless: what may have arrived is not sent again.
    let request = payload::SendShippedWebhooksRequest::default();
    is_attempted(policy, &outbound::subscriber::SEND_SHIPPED_WEBHOOKS_ROUTE, &request, 1).await;
}

#[tokio::test(start_paused = true)]
async fn check_grant_url_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::webhooksclient::Client::new(silent.peer(""));
    let request = payload::CheckGrantUrlRequest::default();
    gives_up(client.check_grant_url(&request), Duration::from_secs(40), Duration::from_millis(40016)).await;
}

#[tokio::test]
async fn check_grant_url_is_attempted_as_declared() {
    let policy = outbound::webhooksclient::CHECK_GRANT_URL;
    assert_eq!((policy.attempts, policy.timeout), (4, Some(Duration::from_secs(10))));
    let request = payload::CheckGrantUrlRequest::default();
    is_attempted(policy, &outbound::webhooksclient::CHECK_GRANT_URL_ROUTE, &request, 4).await;
}

#[tokio::test(start_paused = true)]
async fn send_paid_to_client_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::webhooksclient::Client::new(silent.peer(""));
    let request = payload::SendPaidToClientRequest::default();
    gives_up(client.send_paid_to_client(&request), Duration::from_secs(10), Duration::from_millis(10004)).await;
}

#[tokio::test]
async fn send_paid_to_client_is_attempted_as_declared() {
    let policy = outbound::webhooksclient::SEND_PAID_TO_CLIENT;
    assert_eq!((policy.attempts, policy.timeout), (4, Some(Duration::from_secs(10))));
    // Nothing declared makes a repetition harmless: what may have arrived is not sent again.
    let request = payload::SendPaidToClientRequest::default();
    is_attempted(policy, &outbound::webhooksclient::SEND_PAID_TO_CLIENT_ROUTE, &request, 1).await;
}

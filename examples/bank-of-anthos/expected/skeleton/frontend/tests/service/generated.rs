//! Does the generated part do what the architecture declares? Follows the architecture; change nothing here by hand.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use frontend::generated::inbound;
use frontend::generated::outbound;
use frontend::generated::runtime::call::{CallError, Caller, Cause, Policy, Refusal};
use frontend::generated::runtime::failure::Failure;
use frontend::generated::runtime::health::{Dependencies, Pace};
use frontend::generated::runtime::http::Route;
use frontend::generated::runtime::metrics;
use frontend::generated::runtime::serve::Limit;
use frontend::generated::runtime::serve::guarded;
use frontend::generated::settings::Settings;
use frontend::generated::start;
use frontend::payload;
use tower::ServiceExt;

use super::double::Double;

/// Takes requests and never answers them.
struct Stuck;

impl inbound::Operations for Stuck {
    async fn get_home(
        &self,
        _request: payload::GetHomeRequest,
    ) -> Result<payload::GetHomeResponse, Failure> {
        std::future::pending().await
    }
    async fn post_deposit(
        &self,
        _request: payload::PostDepositRequest,
    ) -> Result<payload::PostDepositResponse, Failure> {
        std::future::pending().await
    }
    async fn post_login(
        &self,
        _request: payload::PostLoginRequest,
    ) -> Result<payload::PostLoginResponse, Failure> {
        std::future::pending().await
    }
    async fn post_payment(
        &self,
        _request: payload::PostPaymentRequest,
    ) -> Result<payload::PostPaymentResponse, Failure> {
        std::future::pending().await
    }
    async fn post_signup(
        &self,
        _request: payload::PostSignupRequest,
    ) -> Result<payload::PostSignupResponse, Failure> {
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
    async fn get_home(
        &self,
        _request: payload::GetHomeRequest,
    ) -> Result<payload::GetHomeResponse, Failure> {
        Ok(Default::default())
    }
    async fn post_deposit(
        &self,
        _request: payload::PostDepositRequest,
    ) -> Result<payload::PostDepositResponse, Failure> {
        Ok(Default::default())
    }
    async fn post_login(
        &self,
        _request: payload::PostLoginRequest,
    ) -> Result<payload::PostLoginResponse, Failure> {
        Ok(Default::default())
    }
    async fn post_payment(
        &self,
        _request: payload::PostPaymentRequest,
    ) -> Result<payload::PostPaymentResponse, Failure> {
        Ok(Default::default())
    }
    async fn post_signup(
        &self,
        _request: payload::PostSignupRequest,
    ) -> Result<payload::PostSignupResponse, Failure> {
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
    let asked = service.clone().oneshot(request("GET", "/home")).await;
    assert!(asked.is_ok_and(|response| response.status().is_success()));
    let (_, shown) = text(service, "/metrics").await;
    let operation = "GET /home".replace('\\', "\\\\").replace('"', "\\\"");
    let counted = |line: &str| {
        line.starts_with("server_request_duration_seconds_count{")
            && line.contains(&format!("operation=\"{operation}\""))
            && line.contains("outcome=\"ok\"")
            && !line.ends_with(" 0")
    };
    assert!(shown.lines().any(counted), "{shown}");
    let (_, bound): (metrics::Metric, std::time::Duration) =
        (metrics::SERVER_REQUEST_DURATION, std::time::Duration::from_secs(1));
    assert!(shown.contains(&format!("le=\"{}\"", bound.as_secs_f64())), "{bound:?}: {shown}");
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
    let declared: Option<Limit> = Some(Limit { requests: 4, sheds: true });
    assert_eq!(inbound::LIMIT, declared);
}

#[test]
fn settings_name_every_missing_variable() {
    let error = Settings::read(|_| None).expect_err("no address is known").to_string();
    assert!(error.contains("BALANCEREADER_URL"), "{error}");
    assert!(error.contains("CONTACTS_URL"), "{error}");
    assert!(error.contains("LEDGERWRITER_URL"), "{error}");
    assert!(error.contains("TRANSACTIONHISTORY_URL"), "{error}");
    assert!(error.contains("USERSERVICE_URL"), "{error}");
    assert!(Settings::read(|_| Some("ftp://127.0.0.1".into())).is_err());
    assert!(Settings::read(|name| (name != "BIND").then(|| "http://127.0.0.1".into())).is_ok());
}

#[tokio::test]
async fn a_full_service_refuses_at_once_and_stays_alive() {
    let limit = Some(Limit { requests: 2, sheds: true });
    let routes = guarded(inbound::routes(Arc::new(Stuck)), inbound::OPERATIONS, limit);
    let service = routes.merge(Dependencies::default().watch(Pace::default()).router());
    let hold = || service.clone().oneshot(request("GET", "/home"));
    let ask = || service.clone().oneshot(request("POST", "/signup"));
    let held: Vec<_> = (0..2).map(|_| tokio::spawn(hold())).collect();
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

#[tokio::test(start_paused = true)]
async fn home_get_balance_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::balancereader::Client::new(silent.peer(""));
    let request = payload::HomeGetBalanceRequest::default();
    gives_up(client.home_get_balance(&request), Duration::from_secs(4), Duration::from_millis(4004)).await;
}

#[tokio::test]
async fn home_get_balance_fills_its_path() {
    let double = Double::start(|_, _| Some(200)).await;
    let request = serde_json::json!({ "account": "a/b" });
    let outcome = double.peer("").send::<_, serde_json::Value>(
        &Caller::new(outbound::balancereader::HOME_GET_BALANCE),
        &outbound::balancereader::HOME_GET_BALANCE_ROUTE,
        &request,
    ).await;
    assert!(outcome.is_ok(), "{outcome:?}");
    assert_eq!(double.seen()[0].path, "/balances/a%2Fb");
}

#[tokio::test]
async fn home_get_balance_is_attempted_as_declared() {
    let policy = outbound::balancereader::HOME_GET_BALANCE;
    assert_eq!((policy.attempts, policy.timeout), (1, Some(Duration::from_secs(4))));
    let request = payload::HomeGetBalanceRequest::default();
    is_attempted(policy, &outbound::balancereader::HOME_GET_BALANCE_ROUTE, &request, 1).await;
}

#[tokio::test(start_paused = true)]
async fn deposit_add_contact_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::contacts::Client::new(silent.peer(""));
    let request = payload::DepositAddContactRequest::default();
    gives_up(client.deposit_add_contact(&request), Duration::from_secs(4), Duration::from_millis(4004)).await;
}

#[tokio::test]
async fn deposit_add_contact_fills_its_path() {
    let double = Double::start(|_, _| Some(200)).await;
    let request = serde_json::json!({ "user": "a/b" });
    let outcome = double.peer("").send::<_, serde_json::Value>(
        &Caller::new(outbound::contacts::DEPOSIT_ADD_CONTACT),
        &outbound::contacts::DEPOSIT_ADD_CONTACT_ROUTE,
        &request,
    ).await;
    assert!(outcome.is_ok(), "{outcome:?}");
    assert_eq!(double.seen()[0].path, "/contacts/a%2Fb");
}

#[tokio::test]
async fn deposit_add_contact_is_attempted_as_declared() {
    let policy = outbound::contacts::DEPOSIT_ADD_CONTACT;
    assert_eq!((policy.attempts, policy.timeout), (1, Some(Duration::from_secs(4))));
    let request = payload::DepositAddContactRequest::default();
    is_attempted(policy, &outbound::contacts::DEPOSIT_ADD_CONTACT_ROUTE, &request, 1).await;
}

#[tokio::test(start_paused = true)]
async fn home_get_contacts_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::contacts::Client::new(silent.peer(""));
    let request = payload::HomeGetContactsRequest::default();
    gives_up(client.home_get_contacts(&request), Duration::from_secs(4), Duration::from_millis(4004)).await;
}

#[tokio::test]
async fn home_get_contacts_fills_its_path() {
    let double = Double::start(|_, _| Some(200)).await;
    let request = serde_json::json!({ "user": "a/b" });
    let outcome = double.peer("").send::<_, serde_json::Value>(
        &Caller::new(outbound::contacts::HOME_GET_CONTACTS),
        &outbound::contacts::HOME_GET_CONTACTS_ROUTE,
        &request,
    ).await;
    assert!(outcome.is_ok(), "{outcome:?}");
    assert_eq!(double.seen()[0].path, "/contacts/a%2Fb");
}

#[tokio::test]
async fn home_get_contacts_is_attempted_as_declared() {
    let policy = outbound::contacts::HOME_GET_CONTACTS;
    assert_eq!((policy.attempts, policy.timeout), (1, Some(Duration::from_secs(4))));
    let request = payload::HomeGetContactsRequest::default();
    is_attempted(policy, &outbound::contacts::HOME_GET_CONTACTS_ROUTE, &request, 1).await;
}

#[tokio::test(start_paused = true)]
async fn payment_add_contact_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::contacts::Client::new(silent.peer(""));
    let request = payload::PaymentAddContactRequest::default();
    gives_up(client.payment_add_contact(&request), Duration::from_secs(4), Duration::from_millis(4004)).await;
}

#[tokio::test]
async fn payment_add_contact_fills_its_path() {
    let double = Double::start(|_, _| Some(200)).await;
    let request = serde_json::json!({ "user": "a/b" });
    let outcome = double.peer("").send::<_, serde_json::Value>(
        &Caller::new(outbound::contacts::PAYMENT_ADD_CONTACT),
        &outbound::contacts::PAYMENT_ADD_CONTACT_ROUTE,
        &request,
    ).await;
    assert!(outcome.is_ok(), "{outcome:?}");
    assert_eq!(double.seen()[0].path, "/contacts/a%2Fb");
}

#[tokio::test]
async fn payment_add_contact_is_attempted_as_declared() {
    let policy = outbound::contacts::PAYMENT_ADD_CONTACT;
    assert_eq!((policy.attempts, policy.timeout), (1, Some(Duration::from_secs(4))));
    let request = payload::PaymentAddContactRequest::default();
    is_attempted(policy, &outbound::contacts::PAYMENT_ADD_CONTACT_ROUTE, &request, 1).await;
}

#[tokio::test(start_paused = true)]
async fn deposit_write_transaction_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::ledgerwriter::Client::new(silent.peer(""));
    let request = payload::DepositWriteTransactionRequest::default();
    gives_up(client.deposit_write_transaction(&request), Duration::from_secs(4), Duration::from_millis(4004)).await;
}

#[tokio::test]
async fn deposit_write_transaction_is_attempted_as_declared() {
    let policy = outbound::ledgerwriter::DEPOSIT_WRITE_TRANSACTION;
    assert_eq!((policy.attempts, policy.timeout), (1, Some(Duration::from_secs(4))));
    let request = payload::DepositWriteTransactionRequest::default();
    is_attempted(policy, &outbound::ledgerwriter::DEPOSIT_WRITE_TRANSACTION_ROUTE, &request, 1).await;
}

#[tokio::test(start_paused = true)]
async fn payment_write_transaction_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::ledgerwriter::Client::new(silent.peer(""));
    let request = payload::PaymentWriteTransactionRequest::default();
    gives_up(client.payment_write_transaction(&request), Duration::from_secs(4), Duration::from_millis(4004)).await;
}

#[tokio::test]
async fn payment_write_transaction_is_attempted_as_declared() {
    let policy = outbound::ledgerwriter::PAYMENT_WRITE_TRANSACTION;
    assert_eq!((policy.attempts, policy.timeout), (1, Some(Duration::from_secs(4))));
    let request = payload::PaymentWriteTransactionRequest::default();
    is_attempted(policy, &outbound::ledgerwriter::PAYMENT_WRITE_TRANSACTION_ROUTE, &request, 1).await;
}

#[tokio::test(start_paused = true)]
async fn home_get_history_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::transactionhistory::Client::new(silent.peer(""));
    let request = payload::HomeGetHistoryRequest::default();
    gives_up(client.home_get_history(&request), Duration::from_secs(4), Duration::from_millis(4004)).await;
}

#[tokio::test]
async fn home_get_history_fills_its_path() {
    let double = Double::start(|_, _| Some(200)).await;
    let request = serde_json::json!({ "account": "a/b" });
    let outcome = double.peer("").send::<_, serde_json::Value>(
        &Caller::new(outbound::transactionhistory::HOME_GET_HISTORY),
        &outbound::transactionhistory::HOME_GET_HISTORY_ROUTE,
        &request,
    ).await;
    assert!(outcome.is_ok(), "{outcome:?}");
    assert_eq!(double.seen()[0].path, "/transactions/a%2Fb");
}

#[tokio::test]
async fn home_get_history_is_attempted_as_declared() {
    let policy = outbound::transactionhistory::HOME_GET_HISTORY;
    assert_eq!((policy.attempts, policy.timeout), (1, Some(Duration::from_secs(4))));
    let request = payload::HomeGetHistoryRequest::default();
    is_attempted(policy, &outbound::transactionhistory::HOME_GET_HISTORY_ROUTE, &request, 1).await;
}

#[tokio::test(start_paused = true)]
async fn login_check_password_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::userservice::Client::new(silent.peer(""));
    let request = payload::LoginCheckPasswordRequest::default();
    gives_up(client.login_check_password(&request), Duration::from_secs(8), Duration::from_millis(8004)).await;
}

#[tokio::test]
async fn login_check_password_is_attempted_as_declared() {
    let policy = outbound::userservice::LOGIN_CHECK_PASSWORD;
    assert_eq!((policy.attempts, policy.timeout), (1, Some(Duration::from_secs(8))));
    let request = payload::LoginCheckPasswordRequest::default();
    is_attempted(policy, &outbound::userservice::LOGIN_CHECK_PASSWORD_ROUTE, &request, 1).await;
}

#[tokio::test(start_paused = true)]
async fn signup_create_user_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::userservice::Client::new(silent.peer(""));
    let request = payload::SignupCreateUserRequest::default();
    gives_up(client.signup_create_user(&request), Duration::from_secs(4), Duration::from_millis(4004)).await;
}

#[tokio::test]
async fn signup_create_user_is_attempted_as_declared() {
    let policy = outbound::userservice::SIGNUP_CREATE_USER;
    assert_eq!((policy.attempts, policy.timeout), (1, Some(Duration::from_secs(4))));
    let request = payload::SignupCreateUserRequest::default();
    is_attempted(policy, &outbound::userservice::SIGNUP_CREATE_USER_ROUTE, &request, 1).await;
}

#[tokio::test(start_paused = true)]
async fn signup_log_in_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::userservice::Client::new(silent.peer(""));
    let request = payload::SignupLogInRequest::default();
    gives_up(client.signup_log_in(&request), Duration::from_secs(8), Duration::from_millis(8004)).await;
}

#[tokio::test]
async fn signup_log_in_is_attempted_as_declared() {
    let policy = outbound::userservice::SIGNUP_LOG_IN;
    assert_eq!((policy.attempts, policy.timeout), (1, Some(Duration::from_secs(8))));
    let request = payload::SignupLogInRequest::default();
    is_attempted(policy, &outbound::userservice::SIGNUP_LOG_IN_ROUTE, &request, 1).await;
}

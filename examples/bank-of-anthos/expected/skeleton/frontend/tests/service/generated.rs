//! Does the generated part do what the architecture declares? Follows the architecture; change nothing here by hand.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use frontend::generated::inbound;
use frontend::generated::outbound;
use frontend::generated::runtime::call::{Call, CallError};
use frontend::generated::runtime::failure::Failure;
use frontend::generated::settings::Settings;
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
    for path in ["/health/live", "/health/ready"] {
        let response = inbound::router(Arc::new(Stuck)).oneshot(request("GET", path)).await;
        assert_eq!(response.map(|response| response.status()), Ok(StatusCode::OK), "{path}");
    }
}

#[test]
fn the_limit_is_the_declared_one() {
    assert_eq!(inbound::CONCURRENCY, Some(4));
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
    let limit = 2;
    let service = inbound::limited(inbound::routes(Arc::new(Stuck)), Some(limit)).merge(inbound::health());
    let hold = || service.clone().oneshot(request("GET", "/home"));
    let ask = || service.clone().oneshot(request("POST", "/signup"));
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
    let call = Call { attempts: 3, ..outbound::balancereader::HOME_GET_BALANCE.clone() };
    let request = payload::HomeGetBalanceRequest::default();
    let outcome = double.peer("").send::<_, serde_json::Value>(&call, &request).await;
    assert!(matches!(outcome, Err(CallError::Refused { .. })), "{outcome:?}");
    assert_eq!(double.seen().len(), 1);
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
    let outcome = double.peer("").send::<_, serde_json::Value>(&outbound::balancereader::HOME_GET_BALANCE, &request).await;
    assert!(outcome.is_ok(), "{outcome:?}");
    assert_eq!(double.seen()[0].path, "/balances/a%2Fb");
}

#[tokio::test]
async fn home_get_balance_is_attempted_as_declared() {
    let call = outbound::balancereader::HOME_GET_BALANCE;
    assert_eq!((call.attempts, call.timeout), (1, Some(Duration::from_secs(4))));
    is_attempted(&call, &payload::HomeGetBalanceRequest::default(), 1).await;
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
    let outcome = double.peer("").send::<_, serde_json::Value>(&outbound::contacts::DEPOSIT_ADD_CONTACT, &request).await;
    assert!(outcome.is_ok(), "{outcome:?}");
    assert_eq!(double.seen()[0].path, "/contacts/a%2Fb");
}

#[tokio::test]
async fn deposit_add_contact_is_attempted_as_declared() {
    let call = outbound::contacts::DEPOSIT_ADD_CONTACT;
    assert_eq!((call.attempts, call.timeout), (1, Some(Duration::from_secs(4))));
    is_attempted(&call, &payload::DepositAddContactRequest::default(), 1).await;
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
    let outcome = double.peer("").send::<_, serde_json::Value>(&outbound::contacts::HOME_GET_CONTACTS, &request).await;
    assert!(outcome.is_ok(), "{outcome:?}");
    assert_eq!(double.seen()[0].path, "/contacts/a%2Fb");
}

#[tokio::test]
async fn home_get_contacts_is_attempted_as_declared() {
    let call = outbound::contacts::HOME_GET_CONTACTS;
    assert_eq!((call.attempts, call.timeout), (1, Some(Duration::from_secs(4))));
    is_attempted(&call, &payload::HomeGetContactsRequest::default(), 1).await;
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
    let outcome = double.peer("").send::<_, serde_json::Value>(&outbound::contacts::PAYMENT_ADD_CONTACT, &request).await;
    assert!(outcome.is_ok(), "{outcome:?}");
    assert_eq!(double.seen()[0].path, "/contacts/a%2Fb");
}

#[tokio::test]
async fn payment_add_contact_is_attempted_as_declared() {
    let call = outbound::contacts::PAYMENT_ADD_CONTACT;
    assert_eq!((call.attempts, call.timeout), (1, Some(Duration::from_secs(4))));
    is_attempted(&call, &payload::PaymentAddContactRequest::default(), 1).await;
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
    let call = outbound::ledgerwriter::DEPOSIT_WRITE_TRANSACTION;
    assert_eq!((call.attempts, call.timeout), (1, Some(Duration::from_secs(4))));
    is_attempted(&call, &payload::DepositWriteTransactionRequest::default(), 1).await;
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
    let call = outbound::ledgerwriter::PAYMENT_WRITE_TRANSACTION;
    assert_eq!((call.attempts, call.timeout), (1, Some(Duration::from_secs(4))));
    is_attempted(&call, &payload::PaymentWriteTransactionRequest::default(), 1).await;
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
    let outcome = double.peer("").send::<_, serde_json::Value>(&outbound::transactionhistory::HOME_GET_HISTORY, &request).await;
    assert!(outcome.is_ok(), "{outcome:?}");
    assert_eq!(double.seen()[0].path, "/transactions/a%2Fb");
}

#[tokio::test]
async fn home_get_history_is_attempted_as_declared() {
    let call = outbound::transactionhistory::HOME_GET_HISTORY;
    assert_eq!((call.attempts, call.timeout), (1, Some(Duration::from_secs(4))));
    is_attempted(&call, &payload::HomeGetHistoryRequest::default(), 1).await;
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
    let call = outbound::userservice::LOGIN_CHECK_PASSWORD;
    assert_eq!((call.attempts, call.timeout), (1, Some(Duration::from_secs(8))));
    is_attempted(&call, &payload::LoginCheckPasswordRequest::default(), 1).await;
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
    let call = outbound::userservice::SIGNUP_CREATE_USER;
    assert_eq!((call.attempts, call.timeout), (1, Some(Duration::from_secs(4))));
    is_attempted(&call, &payload::SignupCreateUserRequest::default(), 1).await;
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
    let call = outbound::userservice::SIGNUP_LOG_IN;
    assert_eq!((call.attempts, call.timeout), (1, Some(Duration::from_secs(8))));
    is_attempted(&call, &payload::SignupLogInRequest::default(), 1).await;
}

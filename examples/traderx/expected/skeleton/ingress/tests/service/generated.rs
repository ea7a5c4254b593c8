//! Does the generated part do what the architecture declares? Follows the architecture; change nothing here by hand.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use ingress::generated::inbound;
use ingress::generated::settings::Settings;
use ingress::generated::call::{Call, CallError};
use ingress::generated::outbound;
use ingress::generated::failure::Failure;
use ingress::payload;
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
    async fn get_account_service_account(
        &self,
        _request: payload::GetAccountServiceAccountRequest,
    ) -> Result<payload::GetAccountServiceAccountResponse, Failure> {
        std::future::pending().await
    }
    async fn get_account_service_accountuser(
        &self,
        _request: payload::GetAccountServiceAccountuserRequest,
    ) -> Result<payload::GetAccountServiceAccountuserResponse, Failure> {
        std::future::pending().await
    }
    async fn get_people_service_people_get_matching_people(
        &self,
        _request: payload::GetPeopleServicePeopleGetMatchingPeopleRequest,
    ) -> Result<payload::GetPeopleServicePeopleGetMatchingPeopleResponse, Failure> {
        std::future::pending().await
    }
    async fn get_people_service_people_get_person(
        &self,
        _request: payload::GetPeopleServicePeopleGetPersonRequest,
    ) -> Result<payload::GetPeopleServicePeopleGetPersonResponse, Failure> {
        std::future::pending().await
    }
    async fn get_position_service_positions(
        &self,
        _request: payload::GetPositionServicePositionsRequest,
    ) -> Result<payload::GetPositionServicePositionsResponse, Failure> {
        std::future::pending().await
    }
    async fn get_position_service_positions_account_id(
        &self,
        _request: payload::GetPositionServicePositionsAccountIdRequest,
    ) -> Result<payload::GetPositionServicePositionsAccountIdResponse, Failure> {
        std::future::pending().await
    }
    async fn get_position_service_trades(
        &self,
        _request: payload::GetPositionServiceTradesRequest,
    ) -> Result<payload::GetPositionServiceTradesResponse, Failure> {
        std::future::pending().await
    }
    async fn get_position_service_trades_account_id(
        &self,
        _request: payload::GetPositionServiceTradesAccountIdRequest,
    ) -> Result<payload::GetPositionServiceTradesAccountIdResponse, Failure> {
        std::future::pending().await
    }
    async fn get_reference_data_stocks(
        &self,
        _request: payload::GetReferenceDataStocksRequest,
    ) -> Result<payload::GetReferenceDataStocksResponse, Failure> {
        std::future::pending().await
    }
    async fn post_account_service_account(
        &self,
        _request: payload::PostAccountServiceAccountRequest,
    ) -> Result<payload::PostAccountServiceAccountResponse, Failure> {
        std::future::pending().await
    }
    async fn post_account_service_accountuser(
        &self,
        _request: payload::PostAccountServiceAccountuserRequest,
    ) -> Result<payload::PostAccountServiceAccountuserResponse, Failure> {
        std::future::pending().await
    }
    async fn post_trade_processor_tradeservice_order(
        &self,
        _request: payload::PostTradeProcessorTradeserviceOrderRequest,
    ) -> Result<payload::PostTradeProcessorTradeserviceOrderResponse, Failure> {
        std::future::pending().await
    }
    async fn post_trade_service_trade(
        &self,
        _request: payload::PostTradeServiceTradeRequest,
    ) -> Result<payload::PostTradeServiceTradeResponse, Failure> {
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
    assert!(error.contains("ACCOUNT_SERVICE_URL"), "{error}");
    assert!(error.contains("PEOPLE_SERVICE_URL"), "{error}");
    assert!(error.contains("POSITION_SERVICE_URL"), "{error}");
    assert!(error.contains("REFERENCE_DATA_URL"), "{error}");
    assert!(error.contains("TRADE_PROCESSOR_URL"), "{error}");
    assert!(error.contains("TRADE_SERVICE_URL"), "{error}");
    assert!(error.contains("WEB_FRONT_END_URL"), "{error}");
    assert!(Settings::read(|_| Some("ftp://127.0.0.1".into())).is_err());
    assert!(Settings::read(|name| (name != "BIND").then(|| "http://127.0.0.1".into())).is_ok());
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
    let call = Call { attempts: 3, ..outbound::account_service::INGRESS_ADD_ACCOUNT.clone() };
    let request = payload::IngressAddAccountRequest::default();
    let outcome = double.peer("").send::<_, serde_json::Value>(&call, &request).await;
    assert!(matches!(outcome, Err(CallError::Refused { .. })), "{outcome:?}");
    assert_eq!(double.seen().len(), 1);
}

#[tokio::test]
async fn ingress_add_account_is_attempted_as_declared() {
    let call = outbound::account_service::INGRESS_ADD_ACCOUNT;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::IngressAddAccountRequest::default(), 1).await;
}

#[tokio::test]
async fn ingress_add_account_user_is_attempted_as_declared() {
    let call = outbound::account_service::INGRESS_ADD_ACCOUNT_USER;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::IngressAddAccountUserRequest::default(), 1).await;
}

#[tokio::test]
async fn ingress_list_account_users_is_attempted_as_declared() {
    let call = outbound::account_service::INGRESS_LIST_ACCOUNT_USERS;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::IngressListAccountUsersRequest::default(), 1).await;
}

#[tokio::test]
async fn ingress_list_accounts_is_attempted_as_declared() {
    let call = outbound::account_service::INGRESS_LIST_ACCOUNTS;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::IngressListAccountsRequest::default(), 1).await;
}

#[tokio::test]
async fn ingress_find_people_is_attempted_as_declared() {
    let call = outbound::people_service::INGRESS_FIND_PEOPLE;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::IngressFindPeopleRequest::default(), 1).await;
}

#[tokio::test]
async fn ingress_get_person_is_attempted_as_declared() {
    let call = outbound::people_service::INGRESS_GET_PERSON;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::IngressGetPersonRequest::default(), 1).await;
}

#[tokio::test]
async fn ingress_list_all_positions_is_attempted_as_declared() {
    let call = outbound::position_service::INGRESS_LIST_ALL_POSITIONS;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::IngressListAllPositionsRequest::default(), 1).await;
}

#[tokio::test]
async fn ingress_list_all_trades_is_attempted_as_declared() {
    let call = outbound::position_service::INGRESS_LIST_ALL_TRADES;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::IngressListAllTradesRequest::default(), 1).await;
}

#[tokio::test]
async fn ingress_list_positions_fills_its_path() {
    let double = Double::start(|_, _| Some(200)).await;
    let request = serde_json::json!({ "accountId": "a/b" });
    let outcome = double.peer("").send::<_, serde_json::Value>(&outbound::position_service::INGRESS_LIST_POSITIONS, &request).await;
    assert!(outcome.is_ok(), "{outcome:?}");
    assert_eq!(double.seen()[0].path, "/positions/a%2Fb");
}

#[tokio::test]
async fn ingress_list_positions_is_attempted_as_declared() {
    let call = outbound::position_service::INGRESS_LIST_POSITIONS;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::IngressListPositionsRequest::default(), 1).await;
}

#[tokio::test]
async fn ingress_list_trades_fills_its_path() {
    let double = Double::start(|_, _| Some(200)).await;
    let request = serde_json::json!({ "accountId": "a/b" });
    let outcome = double.peer("").send::<_, serde_json::Value>(&outbound::position_service::INGRESS_LIST_TRADES, &request).await;
    assert!(outcome.is_ok(), "{outcome:?}");
    assert_eq!(double.seen()[0].path, "/trades/a%2Fb");
}

#[tokio::test]
async fn ingress_list_trades_is_attempted_as_declared() {
    let call = outbound::position_service::INGRESS_LIST_TRADES;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::IngressListTradesRequest::default(), 1).await;
}

#[tokio::test]
async fn ingress_list_stocks_is_attempted_as_declared() {
    let call = outbound::reference_data::INGRESS_LIST_STOCKS;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::IngressListStocksRequest::default(), 1).await;
}

#[tokio::test]
async fn ingress_book_directly_is_attempted_as_declared() {
    let call = outbound::trade_processor::INGRESS_BOOK_DIRECTLY;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::IngressBookDirectlyRequest::default(), 1).await;
}

#[tokio::test]
async fn ingress_submit_trade_is_attempted_as_declared() {
    let call = outbound::trade_service::INGRESS_SUBMIT_TRADE;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::IngressSubmitTradeRequest::default(), 1).await;
}

#[tokio::test]
async fn ingress_application_is_attempted_as_declared() {
    let call = outbound::web_front_end::INGRESS_APPLICATION;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::IngressApplicationRequest::default(), 1).await;
}

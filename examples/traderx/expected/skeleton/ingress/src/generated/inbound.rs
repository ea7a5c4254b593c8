//! How others call `ingress`: one route per operation, the limit on requests in flight, and the health of the process.

use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::routing;

use axum::Json;
use axum::extract::State;

use super::failure::Failure;
use super::input::Input;
use crate::payload;

/// Requests in flight: the architecture declares no `concurrency`, so nothing limits them.
pub const CONCURRENCY: Option<usize> = None;

/// What this service does for others; `handlers` implements it.
pub trait Operations: Send + Sync + 'static {
    /// `GET /`.
    /// By `browser-application` from `browser`. Evidence: `specs/006-messaging-nats-replacement/system/architecture.model.json:88`.
    fn get_operation(
        &self,
        request: payload::GetOperationRequest,
    ) -> impl Future<Output = Result<payload::GetOperationResponse, Failure>> + Send;
    /// `GET /account-service/account/`.
    /// By `browser-list-accounts` from `browser`. Evidence: `templates/web-front-end/angular/main/app/service/account.service.ts:23`, `templates/web-front-end/angular/main/app/trade/trade.component.ts:36`.
    fn get_account_service_account(
        &self,
        request: payload::GetAccountServiceAccountRequest,
    ) -> impl Future<Output = Result<payload::GetAccountServiceAccountResponse, Failure>> + Send;
    /// `GET /account-service/accountuser/`.
    /// By `browser-list-account-users` from `browser`. Evidence: `templates/web-front-end/angular/main/app/service/account.service.ts:51`, `templates/web-front-end/angular/main/app/accounts/account.component.ts:72`.
    fn get_account_service_accountuser(
        &self,
        request: payload::GetAccountServiceAccountuserRequest,
    ) -> impl Future<Output = Result<payload::GetAccountServiceAccountuserResponse, Failure>> + Send;
    /// `GET /people-service/People/GetMatchingPeople`.
    /// By `browser-find-people` from `browser`. Evidence: `templates/web-front-end/angular/main/app/service/user.service.ts:22`, `templates/web-front-end/angular/main/app/accounts/user/assign-user.component.ts:31`.
    fn get_people_service_people_get_matching_people(
        &self,
        request: payload::GetPeopleServicePeopleGetMatchingPeopleRequest,
    ) -> impl Future<Output = Result<payload::GetPeopleServicePeopleGetMatchingPeopleResponse, Failure>> + Send;
    /// `GET /people-service/People/GetPerson`.
    /// By `browser-get-person` from `browser`. Evidence: `templates/web-front-end/angular/main/app/service/user.service.ts:35`, `templates/web-front-end/angular/main/app/accounts/account.component.ts:79`.
    fn get_people_service_people_get_person(
        &self,
        request: payload::GetPeopleServicePeopleGetPersonRequest,
    ) -> impl Future<Output = Result<payload::GetPeopleServicePeopleGetPersonResponse, Failure>> + Send;
    /// `GET /position-service/positions/`.
    /// By `browser-list-all-positions` from `browser`. Evidence: `templates/web-front-end/angular/main/app/service/position.service.ts:35`, `templates/web-front-end/angular/main/app/trade/position-blotter/position-blotter.component.ts:150`.
    fn get_position_service_positions(
        &self,
        request: payload::GetPositionServicePositionsRequest,
    ) -> impl Future<Output = Result<payload::GetPositionServicePositionsResponse, Failure>> + Send;
    /// `GET /position-service/positions/{accountId}`.
    /// By `browser-list-positions` from `browser`. Evidence: `templates/web-front-end/angular/main/app/service/position.service.ts:29`, `templates/web-front-end/angular/main/app/trade/position-blotter/position-blotter.component.ts:135`.
    fn get_position_service_positions_account_id(
        &self,
        request: payload::GetPositionServicePositionsAccountIdRequest,
    ) -> impl Future<Output = Result<payload::GetPositionServicePositionsAccountIdResponse, Failure>> + Send;
    /// `GET /position-service/trades/`.
    /// By `browser-list-all-trades` from `browser`. Evidence: `templates/web-front-end/angular/main/app/service/position.service.ts:23`, `templates/web-front-end/angular/main/app/trade/trade-blotter/trade-blotter.component.ts:126`.
    fn get_position_service_trades(
        &self,
        request: payload::GetPositionServiceTradesRequest,
    ) -> impl Future<Output = Result<payload::GetPositionServiceTradesResponse, Failure>> + Send;
    /// `GET /position-service/trades/{accountId}`.
    /// By `browser-list-trades` from `browser`. Evidence: `templates/web-front-end/angular/main/app/service/position.service.ts:17`, `templates/web-front-end/angular/main/app/trade/trade-blotter/trade-blotter.component.ts:150`.
    fn get_position_service_trades_account_id(
        &self,
        request: payload::GetPositionServiceTradesAccountIdRequest,
    ) -> impl Future<Output = Result<payload::GetPositionServiceTradesAccountIdResponse, Failure>> + Send;
    /// `GET /reference-data/stocks`.
    /// By `browser-list-stocks` from `browser`. Evidence: `templates/web-front-end/angular/main/app/service/symbols.service.ts:18`, `templates/web-front-end/angular/main/app/trade/trade.component.ts:47`.
    fn get_reference_data_stocks(
        &self,
        request: payload::GetReferenceDataStocksRequest,
    ) -> impl Future<Output = Result<payload::GetReferenceDataStocksResponse, Failure>> + Send;
    /// `POST /account-service/account/`.
    /// By `browser-add-account` from `browser`. Evidence: `templates/web-front-end/angular/main/app/service/account.service.ts:33`, `templates/web-front-end/angular/main/app/accounts/edit/edit.component.ts:33`.
    fn post_account_service_account(
        &self,
        request: payload::PostAccountServiceAccountRequest,
    ) -> impl Future<Output = Result<payload::PostAccountServiceAccountResponse, Failure>> + Send;
    /// `POST /account-service/accountuser/`.
    /// By `browser-add-account-user` from `browser`. Evidence: `templates/web-front-end/angular/main/app/service/account.service.ts:42`, `templates/web-front-end/angular/main/app/accounts/user/assign-user.component.ts:53`.
    fn post_account_service_accountuser(
        &self,
        request: payload::PostAccountServiceAccountuserRequest,
    ) -> impl Future<Output = Result<payload::PostAccountServiceAccountuserResponse, Failure>> + Send;
    /// `POST /trade-processor/tradeservice/order`.
    /// No interaction arrives here; a journey, or the `during` of a call, names it.
    fn post_trade_processor_tradeservice_order(
        &self,
        request: payload::PostTradeProcessorTradeserviceOrderRequest,
    ) -> impl Future<Output = Result<payload::PostTradeProcessorTradeserviceOrderResponse, Failure>> + Send;
    /// `POST /trade-service/trade/`.
    /// By `browser-submit-trade` from `browser`. Evidence: `templates/web-front-end/angular/main/app/service/symbols.service.ts:25`, `templates/web-front-end/angular/main/app/trade/trade.component.ts:72`.
    fn post_trade_service_trade(
        &self,
        request: payload::PostTradeServiceTradeRequest,
    ) -> impl Future<Output = Result<payload::PostTradeServiceTradeResponse, Failure>> + Send;
}

/// The whole service.
pub fn router<H: Operations>(handlers: Arc<H>) -> Router {
    limited(routes(handlers), CONCURRENCY).merge(health())
}

/// The operations, without limit and health.
pub fn routes<H: Operations>(handlers: Arc<H>) -> Router {
    Router::new()
        .route("/", routing::get(get_operation::<H>))
        .route("/account-service/account/", routing::get(get_account_service_account::<H>))
        .route("/account-service/accountuser/", routing::get(get_account_service_accountuser::<H>))
        .route("/people-service/People/GetMatchingPeople", routing::get(get_people_service_people_get_matching_people::<H>))
        .route("/people-service/People/GetPerson", routing::get(get_people_service_people_get_person::<H>))
        .route("/position-service/positions/", routing::get(get_position_service_positions::<H>))
        .route("/position-service/positions/{accountId}", routing::get(get_position_service_positions_account_id::<H>))
        .route("/position-service/trades/", routing::get(get_position_service_trades::<H>))
        .route("/position-service/trades/{accountId}", routing::get(get_position_service_trades_account_id::<H>))
        .route("/reference-data/stocks", routing::get(get_reference_data_stocks::<H>))
        .route("/account-service/account/", routing::post(post_account_service_account::<H>))
        .route("/account-service/accountuser/", routing::post(post_account_service_accountuser::<H>))
        .route("/trade-processor/tradeservice/order", routing::post(post_trade_processor_tradeservice_order::<H>))
        .route("/trade-service/trade/", routing::post(post_trade_service_trade::<H>))
        .with_state(handlers)
}

/// Where a limit would stand.
pub fn limited(routes: Router, _concurrency: Option<usize>) -> Router {
    routes
}

/// `live`: the process runs. `ready`: it serves; the state of its dependencies is not part of it yet.
pub fn health() -> Router {
    let fine = || async { StatusCode::OK };
    Router::new().route("/health/live", routing::get(fine)).route("/health/ready", routing::get(fine))
}

async fn get_operation<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::GetOperationRequest>,
) -> Result<Json<payload::GetOperationResponse>, Failure> {
    handlers.get_operation(request).await.map(Json)
}

async fn get_account_service_account<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::GetAccountServiceAccountRequest>,
) -> Result<Json<payload::GetAccountServiceAccountResponse>, Failure> {
    handlers.get_account_service_account(request).await.map(Json)
}

async fn get_account_service_accountuser<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::GetAccountServiceAccountuserRequest>,
) -> Result<Json<payload::GetAccountServiceAccountuserResponse>, Failure> {
    handlers.get_account_service_accountuser(request).await.map(Json)
}

async fn get_people_service_people_get_matching_people<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::GetPeopleServicePeopleGetMatchingPeopleRequest>,
) -> Result<Json<payload::GetPeopleServicePeopleGetMatchingPeopleResponse>, Failure> {
    handlers.get_people_service_people_get_matching_people(request).await.map(Json)
}

async fn get_people_service_people_get_person<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::GetPeopleServicePeopleGetPersonRequest>,
) -> Result<Json<payload::GetPeopleServicePeopleGetPersonResponse>, Failure> {
    handlers.get_people_service_people_get_person(request).await.map(Json)
}

async fn get_position_service_positions<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::GetPositionServicePositionsRequest>,
) -> Result<Json<payload::GetPositionServicePositionsResponse>, Failure> {
    handlers.get_position_service_positions(request).await.map(Json)
}

async fn get_position_service_positions_account_id<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::GetPositionServicePositionsAccountIdRequest>,
) -> Result<Json<payload::GetPositionServicePositionsAccountIdResponse>, Failure> {
    handlers.get_position_service_positions_account_id(request).await.map(Json)
}

async fn get_position_service_trades<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::GetPositionServiceTradesRequest>,
) -> Result<Json<payload::GetPositionServiceTradesResponse>, Failure> {
    handlers.get_position_service_trades(request).await.map(Json)
}

async fn get_position_service_trades_account_id<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::GetPositionServiceTradesAccountIdRequest>,
) -> Result<Json<payload::GetPositionServiceTradesAccountIdResponse>, Failure> {
    handlers.get_position_service_trades_account_id(request).await.map(Json)
}

async fn get_reference_data_stocks<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::GetReferenceDataStocksRequest>,
) -> Result<Json<payload::GetReferenceDataStocksResponse>, Failure> {
    handlers.get_reference_data_stocks(request).await.map(Json)
}

async fn post_account_service_account<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::PostAccountServiceAccountRequest>,
) -> Result<Json<payload::PostAccountServiceAccountResponse>, Failure> {
    handlers.post_account_service_account(request).await.map(Json)
}

async fn post_account_service_accountuser<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::PostAccountServiceAccountuserRequest>,
) -> Result<Json<payload::PostAccountServiceAccountuserResponse>, Failure> {
    handlers.post_account_service_accountuser(request).await.map(Json)
}

async fn post_trade_processor_tradeservice_order<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::PostTradeProcessorTradeserviceOrderRequest>,
) -> Result<Json<payload::PostTradeProcessorTradeserviceOrderResponse>, Failure> {
    handlers.post_trade_processor_tradeservice_order(request).await.map(Json)
}

async fn post_trade_service_trade<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::PostTradeServiceTradeRequest>,
) -> Result<Json<payload::PostTradeServiceTradeResponse>, Failure> {
    handlers.post_trade_service_trade(request).await.map(Json)
}

//! How others call `account-service`: one route per operation, and the limit on requests in flight.

use std::sync::Arc;

use axum::Router;
use axum::routing;
use axum::Json;
use axum::extract::State;

use super::runtime::failure::Failure;
use super::runtime::input::Input;
use super::runtime::serve::{Limit, Operation, guarded};
use crate::payload;

/// Requests in flight: the architecture declares no `concurrency`, so nothing limits them.
pub const LIMIT: Option<Limit> = None;

/// The operations as metrics and traces name them.
pub const OPERATIONS: &[Operation] = &[
    Operation { method: "GET", route: "/account/", name: "GET /account/" },
    Operation { method: "GET", route: "/account/{id}", name: "GET /account/{id}" },
    Operation { method: "GET", route: "/accountuser/", name: "GET /accountuser/" },
    Operation { method: "POST", route: "/account/", name: "POST /account/" },
    Operation { method: "POST", route: "/accountuser/", name: "POST /accountuser/" },
];

/// What this service does for others; `handlers` implements it.
pub trait Operations: Send + Sync + 'static {
    /// `GET /account/`.
    /// By `ingress-list-accounts` from `ingress`. Evidence: `specs/004-containerized-compose-runtime/system/ingress-nginx.conf.template:58`, `templates/account-service-specfirst/src/main/java/finos/traderx/accountservice/controller/AccountController.java:45`. Decided in ADR-0001.
    fn get_account(
        &self,
        request: payload::GetAccountRequest,
    ) -> impl Future<Output = Result<payload::GetAccountResponse, Failure>> + Send;
    /// `GET /account/{id}`.
    /// By `check-account` from `trade-service`. Evidence: `templates/trade-service-specfirst/src/main/java/finos/traderx/tradeservice/controller/TradeOrderController.java:81`, `templates/trade-service-specfirst/src/main/java/finos/traderx/tradeservice/controller/TradeOrderController.java:49`, `templates/trade-service-specfirst/src/main/java/finos/traderx/tradeservice/controller/TradeOrderController.java:29`. Decided in ADR-0001.
    fn get_account_id(
        &self,
        request: payload::GetAccountIdRequest,
    ) -> impl Future<Output = Result<payload::GetAccountIdResponse, Failure>> + Send;
    /// `GET /accountuser/`.
    /// By `ingress-list-account-users` from `ingress`. Evidence: `specs/004-containerized-compose-runtime/system/ingress-nginx.conf.template:58`, `templates/account-service-specfirst/src/main/java/finos/traderx/accountservice/controller/AccountUserController.java:54`. Decided in ADR-0001.
    fn get_accountuser(
        &self,
        request: payload::GetAccountuserRequest,
    ) -> impl Future<Output = Result<payload::GetAccountuserResponse, Failure>> + Send;
    /// `POST /account/`.
    /// By `ingress-add-account` from `ingress`. Evidence: `specs/004-containerized-compose-runtime/system/ingress-nginx.conf.template:58`, `templates/account-service-specfirst/src/main/java/finos/traderx/accountservice/controller/AccountController.java:35`. Decided in ADR-0001.
    fn post_account(
        &self,
        request: payload::PostAccountRequest,
    ) -> impl Future<Output = Result<payload::PostAccountResponse, Failure>> + Send;
    /// `POST /accountuser/`.
    /// By `ingress-add-account-user` from `ingress`. Evidence: `specs/004-containerized-compose-runtime/system/ingress-nginx.conf.template:58`, `templates/account-service-specfirst/src/main/java/finos/traderx/accountservice/controller/AccountUserController.java:41`. Decided in ADR-0001.
    fn post_accountuser(
        &self,
        request: payload::PostAccountuserRequest,
    ) -> impl Future<Output = Result<payload::PostAccountuserResponse, Failure>> + Send;
}

/// The operations, measured, within the limit and by their deadline.
pub fn router<H: Operations>(handlers: Arc<H>) -> Router {
    guarded(routes(handlers), OPERATIONS, LIMIT)
}

/// The operations alone.
pub fn routes<H: Operations>(handlers: Arc<H>) -> Router {
    Router::new()
        .route("/account/", routing::get(get_account::<H>))
        .route("/account/{id}", routing::get(get_account_id::<H>))
        .route("/accountuser/", routing::get(get_accountuser::<H>))
        .route("/account/", routing::post(post_account::<H>))
        .route("/accountuser/", routing::post(post_accountuser::<H>))
        .with_state(handlers)
}

async fn get_account<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::GetAccountRequest>,
) -> Result<Json<payload::GetAccountResponse>, Failure> {
    handlers.get_account(request).await.map(Json)
}

async fn get_account_id<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::GetAccountIdRequest>,
) -> Result<Json<payload::GetAccountIdResponse>, Failure> {
    handlers.get_account_id(request).await.map(Json)
}

async fn get_accountuser<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::GetAccountuserRequest>,
) -> Result<Json<payload::GetAccountuserResponse>, Failure> {
    handlers.get_accountuser(request).await.map(Json)
}

async fn post_account<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::PostAccountRequest>,
) -> Result<Json<payload::PostAccountResponse>, Failure> {
    handlers.post_account(request).await.map(Json)
}

async fn post_accountuser<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::PostAccountuserRequest>,
) -> Result<Json<payload::PostAccountuserResponse>, Failure> {
    handlers.post_accountuser(request).await.map(Json)
}

//! How others call `frontend`: one route per operation, the limit on requests in flight, and the health of the process.

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
    /// By `load-home` from `loadgenerator`. Evidence: `src/loadgenerator/Dockerfile:52`, `src/loadgenerator/locustfile.py:35`.
    fn get_operation(
        &self,
        request: payload::GetOperationRequest,
    ) -> impl Future<Output = Result<payload::GetOperationResponse, Failure>> + Send;
    /// `GET /cart`.
    /// By `load-view-cart` from `loadgenerator`. Evidence: `src/loadgenerator/Dockerfile:52`, `src/loadgenerator/locustfile.py:46`.
    fn get_cart(
        &self,
        request: payload::GetCartRequest,
    ) -> impl Future<Output = Result<payload::GetCartResponse, Failure>> + Send;
    /// `GET /product/{id}`.
    /// By `load-product` from `loadgenerator`. Evidence: `src/loadgenerator/Dockerfile:52`, `src/loadgenerator/locustfile.py:43`.
    fn get_product_id(
        &self,
        request: payload::GetProductIdRequest,
    ) -> impl Future<Output = Result<payload::GetProductIdResponse, Failure>> + Send;
    /// `POST /cart`.
    /// By `load-add-to-cart` from `loadgenerator`. Evidence: `src/loadgenerator/Dockerfile:52`, `src/loadgenerator/locustfile.py:51`.
    fn post_cart(
        &self,
        request: payload::PostCartRequest,
    ) -> impl Future<Output = Result<payload::PostCartResponse, Failure>> + Send;
    /// `POST /cart/checkout`.
    /// By `load-place-order` from `loadgenerator`. Evidence: `src/loadgenerator/Dockerfile:52`, `src/loadgenerator/locustfile.py:61`.
    fn post_cart_checkout(
        &self,
        request: payload::PostCartCheckoutRequest,
    ) -> impl Future<Output = Result<payload::PostCartCheckoutResponse, Failure>> + Send;
    /// `POST /cart/empty`.
    /// No interaction arrives here; a journey, or the `during` of a call, names it.
    fn post_cart_empty(
        &self,
        request: payload::PostCartEmptyRequest,
    ) -> impl Future<Output = Result<payload::PostCartEmptyResponse, Failure>> + Send;
    /// `POST /setCurrency`.
    /// By `load-set-currency` from `loadgenerator`. Evidence: `src/loadgenerator/Dockerfile:52`, `src/loadgenerator/locustfile.py:39`.
    fn post_set_currency(
        &self,
        request: payload::PostSetCurrencyRequest,
    ) -> impl Future<Output = Result<payload::PostSetCurrencyResponse, Failure>> + Send;
}

/// The whole service.
pub fn router<H: Operations>(handlers: Arc<H>) -> Router {
    limited(routes(handlers), CONCURRENCY).merge(health())
}

/// The operations, without limit and health.
pub fn routes<H: Operations>(handlers: Arc<H>) -> Router {
    Router::new()
        .route("/", routing::get(get_operation::<H>))
        .route("/cart", routing::get(get_cart::<H>))
        .route("/product/{id}", routing::get(get_product_id::<H>))
        .route("/cart", routing::post(post_cart::<H>))
        .route("/cart/checkout", routing::post(post_cart_checkout::<H>))
        .route("/cart/empty", routing::post(post_cart_empty::<H>))
        .route("/setCurrency", routing::post(post_set_currency::<H>))
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

async fn get_cart<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::GetCartRequest>,
) -> Result<Json<payload::GetCartResponse>, Failure> {
    handlers.get_cart(request).await.map(Json)
}

async fn get_product_id<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::GetProductIdRequest>,
) -> Result<Json<payload::GetProductIdResponse>, Failure> {
    handlers.get_product_id(request).await.map(Json)
}

async fn post_cart<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::PostCartRequest>,
) -> Result<Json<payload::PostCartResponse>, Failure> {
    handlers.post_cart(request).await.map(Json)
}

async fn post_cart_checkout<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::PostCartCheckoutRequest>,
) -> Result<Json<payload::PostCartCheckoutResponse>, Failure> {
    handlers.post_cart_checkout(request).await.map(Json)
}

async fn post_cart_empty<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::PostCartEmptyRequest>,
) -> Result<Json<payload::PostCartEmptyResponse>, Failure> {
    handlers.post_cart_empty(request).await.map(Json)
}

async fn post_set_currency<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::PostSetCurrencyRequest>,
) -> Result<Json<payload::PostSetCurrencyResponse>, Failure> {
    handlers.post_set_currency(request).await.map(Json)
}

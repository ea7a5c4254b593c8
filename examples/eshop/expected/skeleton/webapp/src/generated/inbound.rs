//! How others call `webapp`: one route per operation, the limit on requests in flight, and the health of the process.

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
    /// No interaction arrives here; a journey, or the `during` of a call, names it.
    fn get_operation(
        &self,
        request: payload::GetOperationRequest,
    ) -> impl Future<Output = Result<payload::GetOperationResponse, Failure>> + Send;
    /// `GET /cart`.
    /// No interaction arrives here; a journey, or the `during` of a call, names it.
    fn get_cart(
        &self,
        request: payload::GetCartRequest,
    ) -> impl Future<Output = Result<payload::GetCartResponse, Failure>> + Send;
    /// `GET /item/{id}`.
    /// No interaction arrives here; a journey, or the `during` of a call, names it.
    fn get_item_id(
        &self,
        request: payload::GetItemIdRequest,
    ) -> impl Future<Output = Result<payload::GetItemIdResponse, Failure>> + Send;
    /// `GET /product-images/{id}`.
    /// No interaction arrives here; a journey, or the `during` of a call, names it.
    fn get_product_images_id(
        &self,
        request: payload::GetProductImagesIdRequest,
    ) -> impl Future<Output = Result<payload::GetProductImagesIdResponse, Failure>> + Send;
    /// `GET /user/orders`.
    /// No interaction arrives here; a journey, or the `during` of a call, names it.
    fn get_user_orders(
        &self,
        request: payload::GetUserOrdersRequest,
    ) -> impl Future<Output = Result<payload::GetUserOrdersResponse, Failure>> + Send;
    /// `POST /cart`.
    /// No interaction arrives here; a journey, or the `during` of a call, names it.
    fn post_cart(
        &self,
        request: payload::PostCartRequest,
    ) -> impl Future<Output = Result<payload::PostCartResponse, Failure>> + Send;
    /// `POST /checkout`.
    /// No interaction arrives here; a journey, or the `during` of a call, names it.
    fn post_checkout(
        &self,
        request: payload::PostCheckoutRequest,
    ) -> impl Future<Output = Result<payload::PostCheckoutResponse, Failure>> + Send;
    /// `POST /item/{id}`.
    /// No interaction arrives here; a journey, or the `during` of a call, names it.
    fn post_item_id(
        &self,
        request: payload::PostItemIdRequest,
    ) -> impl Future<Output = Result<payload::PostItemIdResponse, Failure>> + Send;
    /// `sign in`: `POST /sign%20in`.
    /// No interaction arrives here; a journey, or the `during` of a call, names it.
    fn sign_in(
        &self,
        request: payload::SignInRequest,
    ) -> impl Future<Output = Result<payload::SignInResponse, Failure>> + Send;
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
        .route("/item/{id}", routing::get(get_item_id::<H>))
        .route("/product-images/{id}", routing::get(get_product_images_id::<H>))
        .route("/user/orders", routing::get(get_user_orders::<H>))
        .route("/cart", routing::post(post_cart::<H>))
        .route("/checkout", routing::post(post_checkout::<H>))
        .route("/item/{id}", routing::post(post_item_id::<H>))
        .route("/sign%20in", routing::post(sign_in::<H>))
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

async fn get_item_id<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::GetItemIdRequest>,
) -> Result<Json<payload::GetItemIdResponse>, Failure> {
    handlers.get_item_id(request).await.map(Json)
}

async fn get_product_images_id<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::GetProductImagesIdRequest>,
) -> Result<Json<payload::GetProductImagesIdResponse>, Failure> {
    handlers.get_product_images_id(request).await.map(Json)
}

async fn get_user_orders<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::GetUserOrdersRequest>,
) -> Result<Json<payload::GetUserOrdersResponse>, Failure> {
    handlers.get_user_orders(request).await.map(Json)
}

async fn post_cart<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::PostCartRequest>,
) -> Result<Json<payload::PostCartResponse>, Failure> {
    handlers.post_cart(request).await.map(Json)
}

async fn post_checkout<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::PostCheckoutRequest>,
) -> Result<Json<payload::PostCheckoutResponse>, Failure> {
    handlers.post_checkout(request).await.map(Json)
}

async fn post_item_id<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::PostItemIdRequest>,
) -> Result<Json<payload::PostItemIdResponse>, Failure> {
    handlers.post_item_id(request).await.map(Json)
}

async fn sign_in<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::SignInRequest>,
) -> Result<Json<payload::SignInResponse>, Failure> {
    handlers.sign_in(request).await.map(Json)
}

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
    /// `DELETE /api/cart`.
    /// By `proxy-empty-cart` from `frontend-proxy`. Evidence: `src/frontend-proxy/envoy.tmpl.yaml:81`, `src/frontend-proxy/envoy.tmpl.yaml:184`.
    fn delete_api_cart(
        &self,
        request: payload::DeleteApiCartRequest,
    ) -> impl Future<Output = Result<payload::DeleteApiCartResponse, Failure>> + Send;
    /// `GET /`.
    /// By `proxy-home` from `frontend-proxy`. Evidence: `src/frontend-proxy/envoy.tmpl.yaml:81`, `src/frontend-proxy/envoy.tmpl.yaml:184`.
    fn get_operation(
        &self,
        request: payload::GetOperationRequest,
    ) -> impl Future<Output = Result<payload::GetOperationResponse, Failure>> + Send;
    /// `GET /api/cart`.
    /// By `proxy-cart` from `frontend-proxy`. Evidence: `src/frontend-proxy/envoy.tmpl.yaml:81`, `src/frontend-proxy/envoy.tmpl.yaml:184`.
    fn get_api_cart(
        &self,
        request: payload::GetApiCartRequest,
    ) -> impl Future<Output = Result<payload::GetApiCartResponse, Failure>> + Send;
    /// `GET /api/currency`.
    /// By `proxy-currencies` from `frontend-proxy`. Evidence: `src/frontend-proxy/envoy.tmpl.yaml:81`, `src/frontend-proxy/envoy.tmpl.yaml:184`.
    fn get_api_currency(
        &self,
        request: payload::GetApiCurrencyRequest,
    ) -> impl Future<Output = Result<payload::GetApiCurrencyResponse, Failure>> + Send;
    /// `GET /api/data`.
    /// By `proxy-ads` from `frontend-proxy`. Evidence: `src/frontend-proxy/envoy.tmpl.yaml:81`, `src/frontend-proxy/envoy.tmpl.yaml:184`.
    fn get_api_data(
        &self,
        request: payload::GetApiDataRequest,
    ) -> impl Future<Output = Result<payload::GetApiDataResponse, Failure>> + Send;
    /// `GET /api/products`.
    /// By `proxy-products` from `frontend-proxy`. Evidence: `src/frontend-proxy/envoy.tmpl.yaml:81`, `src/frontend-proxy/envoy.tmpl.yaml:184`.
    fn get_api_products(
        &self,
        request: payload::GetApiProductsRequest,
    ) -> impl Future<Output = Result<payload::GetApiProductsResponse, Failure>> + Send;
    /// `GET /api/products/{id}`.
    /// By `proxy-product` from `frontend-proxy`. Evidence: `src/frontend-proxy/envoy.tmpl.yaml:81`, `src/frontend-proxy/envoy.tmpl.yaml:184`.
    fn get_api_products_id(
        &self,
        request: payload::GetApiProductsIdRequest,
    ) -> impl Future<Output = Result<payload::GetApiProductsIdResponse, Failure>> + Send;
    /// `GET /api/recommendations`.
    /// By `proxy-recommendations` from `frontend-proxy`. Evidence: `src/frontend-proxy/envoy.tmpl.yaml:81`, `src/frontend-proxy/envoy.tmpl.yaml:184`.
    fn get_api_recommendations(
        &self,
        request: payload::GetApiRecommendationsRequest,
    ) -> impl Future<Output = Result<payload::GetApiRecommendationsResponse, Failure>> + Send;
    /// `GET /api/shipping`.
    /// By `proxy-shipping` from `frontend-proxy`. Evidence: `src/frontend-proxy/envoy.tmpl.yaml:81`, `src/frontend-proxy/envoy.tmpl.yaml:184`.
    fn get_api_shipping(
        &self,
        request: payload::GetApiShippingRequest,
    ) -> impl Future<Output = Result<payload::GetApiShippingResponse, Failure>> + Send;
    /// `POST /api/cart`.
    /// By `proxy-add-item` from `frontend-proxy`. Evidence: `src/frontend-proxy/envoy.tmpl.yaml:81`, `src/frontend-proxy/envoy.tmpl.yaml:184`.
    fn post_api_cart(
        &self,
        request: payload::PostApiCartRequest,
    ) -> impl Future<Output = Result<payload::PostApiCartResponse, Failure>> + Send;
    /// `POST /api/checkout`.
    /// By `proxy-place-order` from `frontend-proxy`. Evidence: `src/frontend-proxy/envoy.tmpl.yaml:81`, `src/frontend-proxy/envoy.tmpl.yaml:184`.
    fn post_api_checkout(
        &self,
        request: payload::PostApiCheckoutRequest,
    ) -> impl Future<Output = Result<payload::PostApiCheckoutResponse, Failure>> + Send;
}

/// The whole service.
pub fn router<H: Operations>(handlers: Arc<H>) -> Router {
    limited(routes(handlers), CONCURRENCY).merge(health())
}

/// The operations, without limit and health.
pub fn routes<H: Operations>(handlers: Arc<H>) -> Router {
    Router::new()
        .route("/api/cart", routing::delete(delete_api_cart::<H>))
        .route("/", routing::get(get_operation::<H>))
        .route("/api/cart", routing::get(get_api_cart::<H>))
        .route("/api/currency", routing::get(get_api_currency::<H>))
        .route("/api/data", routing::get(get_api_data::<H>))
        .route("/api/products", routing::get(get_api_products::<H>))
        .route("/api/products/{id}", routing::get(get_api_products_id::<H>))
        .route("/api/recommendations", routing::get(get_api_recommendations::<H>))
        .route("/api/shipping", routing::get(get_api_shipping::<H>))
        .route("/api/cart", routing::post(post_api_cart::<H>))
        .route("/api/checkout", routing::post(post_api_checkout::<H>))
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

async fn delete_api_cart<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::DeleteApiCartRequest>,
) -> Result<Json<payload::DeleteApiCartResponse>, Failure> {
    handlers.delete_api_cart(request).await.map(Json)
}

async fn get_operation<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::GetOperationRequest>,
) -> Result<Json<payload::GetOperationResponse>, Failure> {
    handlers.get_operation(request).await.map(Json)
}

async fn get_api_cart<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::GetApiCartRequest>,
) -> Result<Json<payload::GetApiCartResponse>, Failure> {
    handlers.get_api_cart(request).await.map(Json)
}

async fn get_api_currency<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::GetApiCurrencyRequest>,
) -> Result<Json<payload::GetApiCurrencyResponse>, Failure> {
    handlers.get_api_currency(request).await.map(Json)
}

async fn get_api_data<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::GetApiDataRequest>,
) -> Result<Json<payload::GetApiDataResponse>, Failure> {
    handlers.get_api_data(request).await.map(Json)
}

async fn get_api_products<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::GetApiProductsRequest>,
) -> Result<Json<payload::GetApiProductsResponse>, Failure> {
    handlers.get_api_products(request).await.map(Json)
}

async fn get_api_products_id<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::GetApiProductsIdRequest>,
) -> Result<Json<payload::GetApiProductsIdResponse>, Failure> {
    handlers.get_api_products_id(request).await.map(Json)
}

async fn get_api_recommendations<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::GetApiRecommendationsRequest>,
) -> Result<Json<payload::GetApiRecommendationsResponse>, Failure> {
    handlers.get_api_recommendations(request).await.map(Json)
}

async fn get_api_shipping<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::GetApiShippingRequest>,
) -> Result<Json<payload::GetApiShippingResponse>, Failure> {
    handlers.get_api_shipping(request).await.map(Json)
}

async fn post_api_cart<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::PostApiCartRequest>,
) -> Result<Json<payload::PostApiCartResponse>, Failure> {
    handlers.post_api_cart(request).await.map(Json)
}

async fn post_api_checkout<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::PostApiCheckoutRequest>,
) -> Result<Json<payload::PostApiCheckoutResponse>, Failure> {
    handlers.post_api_checkout(request).await.map(Json)
}

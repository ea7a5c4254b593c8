//! How others call `orders`: one route per operation, the limit on requests in flight, and the health of the process.

use std::sync::Arc;

use axum::Router;
use axum::BoxError;
use axum::error_handling::HandleErrorLayer;
use axum::http::StatusCode;
use axum::routing;
use tower::ServiceBuilder;
use tower::limit::GlobalConcurrencyLimitLayer;
use tower::load_shed::LoadShedLayer;

use axum::Json;
use axum::extract::State;

use super::runtime::failure::Failure;
use super::runtime::input::Input;
use crate::payload;

/// Requests in flight, as declared with `concurrency`. Further ones get 503 at once.
pub const CONCURRENCY: Option<usize> = Some(50);

/// What this service does for others; `handlers` implements it.
pub trait Operations: Send + Sync + 'static {
    /// `Get`: `POST /Get`.
    /// By `get-order` from `storefront`. Decided in ADR-0001. Declared as gRPC; JSON over HTTP until protobuf is generated.
    fn get_operation(
        &self,
        request: payload::GetOperationRequest,
    ) -> impl Future<Output = Result<payload::GetOperationResponse, Failure>> + Send;
    /// `Place`: `POST /Place`.
    /// By `place-order` from `storefront`. Decided in ADR-0004. Declared as gRPC; JSON over HTTP until protobuf is generated.
    fn place(
        &self,
        request: payload::PlaceRequest,
    ) -> impl Future<Output = Result<payload::PlaceResponse, Failure>> + Send;
}

/// The whole service.
pub fn router<H: Operations>(handlers: Arc<H>) -> Router {
    limited(routes(handlers), CONCURRENCY).merge(health())
}

/// The operations, without limit and health.
pub fn routes<H: Operations>(handlers: Arc<H>) -> Router {
    Router::new()
        .route("/Get", routing::post(get_operation::<H>))
        .route("/Place", routing::post(place::<H>))
        .with_state(handlers)
}

/// One limit for all routes together. Health stays outside, so that a full service is not taken for a dead one.
pub fn limited(routes: Router, concurrency: Option<usize>) -> Router {
    let Some(concurrency) = concurrency else { return routes };
    let layers = ServiceBuilder::new()
        .layer(HandleErrorLayer::new(full))
        .layer(LoadShedLayer::new())
        .layer(GlobalConcurrencyLimitLayer::new(concurrency));
    routes.layer(layers)
}

async fn full(_: BoxError) -> StatusCode {
    StatusCode::SERVICE_UNAVAILABLE
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

async fn place<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::PlaceRequest>,
) -> Result<Json<payload::PlaceResponse>, Failure> {
    handlers.place(request).await.map(Json)
}

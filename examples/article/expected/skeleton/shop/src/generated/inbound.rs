//! How others call `shop`: one route per operation, the limit on requests in flight, and the health of the process.

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
    /// `GET /orders/{id}`.
    /// No interaction arrives here; a journey, or the `during` of a call, names it.
    fn get_orders_id(
        &self,
        request: payload::GetOrdersIdRequest,
    ) -> impl Future<Output = Result<payload::GetOrdersIdResponse, Failure>> + Send;
    /// `POST /orders`.
    /// No interaction arrives here; a journey, or the `during` of a call, names it.
    fn post_orders(
        &self,
        request: payload::PostOrdersRequest,
    ) -> impl Future<Output = Result<payload::PostOrdersResponse, Failure>> + Send;
}

/// The whole service.
pub fn router<H: Operations>(handlers: Arc<H>) -> Router {
    limited(routes(handlers), CONCURRENCY).merge(health())
}

/// The operations, without limit and health.
pub fn routes<H: Operations>(handlers: Arc<H>) -> Router {
    Router::new()
        .route("/orders/{id}", routing::get(get_orders_id::<H>))
        .route("/orders", routing::post(post_orders::<H>))
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

async fn get_orders_id<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::GetOrdersIdRequest>,
) -> Result<Json<payload::GetOrdersIdResponse>, Failure> {
    handlers.get_orders_id(request).await.map(Json)
}

async fn post_orders<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::PostOrdersRequest>,
) -> Result<Json<payload::PostOrdersResponse>, Failure> {
    handlers.post_orders(request).await.map(Json)
}

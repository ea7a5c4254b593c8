//! How others call `checkout`: one route per operation, the limit on requests in flight, and the health of the process.

use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::routing;

use axum::Json;
use axum::extract::State;

use super::runtime::failure::Failure;
use super::runtime::input::Input;
use crate::payload;

/// Requests in flight: the architecture declares no `concurrency`, so nothing limits them.
pub const CONCURRENCY: Option<usize> = None;

/// What this service does for others; `handlers` implements it.
pub trait Operations: Send + Sync + 'static {
    /// `PlaceOrder`: `POST /PlaceOrder`.
    /// By `order-place-order` from `frontend`. Evidence: `src/frontend/gateways/rpc/Checkout.gateway.ts:14`, `src/frontend/pages/api/checkout.ts:18`, `src/checkout/main.go:334`. Decided in ADR-0004. Declared as gRPC; JSON over HTTP until protobuf is generated.
    fn place_order(
        &self,
        request: payload::PlaceOrderRequest,
    ) -> impl Future<Output = Result<payload::PlaceOrderResponse, Failure>> + Send;
}

/// The whole service.
pub fn router<H: Operations>(handlers: Arc<H>) -> Router {
    limited(routes(handlers), CONCURRENCY).merge(health())
}

/// The operations, without limit and health.
pub fn routes<H: Operations>(handlers: Arc<H>) -> Router {
    Router::new()
        .route("/PlaceOrder", routing::post(place_order::<H>))
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

async fn place_order<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::PlaceOrderRequest>,
) -> Result<Json<payload::PlaceOrderResponse>, Failure> {
    handlers.place_order(request).await.map(Json)
}

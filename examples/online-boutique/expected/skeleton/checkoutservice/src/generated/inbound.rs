//! How others call `checkoutservice`: one route per operation or procedure, and the limit on requests in flight.

use std::sync::Arc;

use axum::Router;
use axum::routing;
use axum::extract::Request;
use axum::extract::State;
use axum::response::Response;

use super::runtime::failure::Failure;
use super::runtime::grpc_serve::unary;
use super::runtime::serve::{Limit, Operation, guarded};
use crate::payload;

/// Requests in flight: the architecture declares no `concurrency`, so nothing limits them.
pub const LIMIT: Option<Limit> = None;

/// The operations as metrics and traces name them.
pub const OPERATIONS: &[Operation] = &[
    Operation { method: "POST", route: "/checkoutservice.Checkoutservice/PlaceOrder", name: "PlaceOrder" },
];

/// What this service does for others; `handlers` implements it.
pub trait Operations: Send + Sync + 'static {
    /// `PlaceOrder`: `gRPC /checkoutservice.Checkoutservice/PlaceOrder`.
    /// By `order-place-order` from `frontend`. Evidence: `src/frontend/handlers.go:355`, `src/checkoutservice/main.go:233`. Decided in ADR-0004.
    fn place_order(
        &self,
        request: payload::PlaceOrderRequest,
    ) -> impl Future<Output = Result<payload::PlaceOrderResponse, Failure>> + Send;
}

/// The operations, measured, within the limit and by their deadline.
pub fn router<H: Operations>(handlers: Arc<H>) -> Router {
    guarded(routes(handlers), OPERATIONS, LIMIT)
}

/// The operations alone.
pub fn routes<H: Operations>(handlers: Arc<H>) -> Router {
    Router::new()
        .route("/checkoutservice.Checkoutservice/PlaceOrder", routing::post(place_order::<H>))
        .with_state(handlers)
}

async fn place_order<H: Operations>(State(handlers): State<Arc<H>>, request: Request) -> Response {
    unary(request, |request| handlers.place_order(request)).await
}

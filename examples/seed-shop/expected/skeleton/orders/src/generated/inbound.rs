//! How others call `orders`: one route per operation or procedure, and the limit on requests in flight.

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

/// Requests in flight, as declared with `concurrency`. Further ones get 503 at once.
pub const LIMIT: Option<Limit> = Some(Limit { requests: 50, sheds: true });

/// The operations as metrics and traces name them.
pub const OPERATIONS: &[Operation] = &[
    Operation { method: "POST", route: "/orders.Orders/Get", name: "Get" },
    Operation { method: "POST", route: "/orders.Orders/Place", name: "Place" },
];

/// What this service does for others; `handlers` implements it.
pub trait Operations: Send + Sync + 'static {
    /// `Get`: `gRPC /orders.Orders/Get`.
    /// By `get-order` from `storefront`. Decided in ADR-0001.
    fn get_operation(
        &self,
        request: payload::GetOperationRequest,
    ) -> impl Future<Output = Result<payload::GetOperationResponse, Failure>> + Send;
    /// `Place`: `gRPC /orders.Orders/Place`.
    /// By `place-order` from `storefront`. Decided in ADR-0004.
    fn place(
        &self,
        request: payload::PlaceRequest,
    ) -> impl Future<Output = Result<payload::PlaceResponse, Failure>> + Send;
}

/// The operations, measured, within the limit and by their deadline.
pub fn router<H: Operations>(handlers: Arc<H>) -> Router {
    guarded(routes(handlers), OPERATIONS, LIMIT)
}

/// The operations alone.
pub fn routes<H: Operations>(handlers: Arc<H>) -> Router {
    Router::new()
        .route("/orders.Orders/Get", routing::post(get_operation::<H>))
        .route("/orders.Orders/Place", routing::post(place::<H>))
        .with_state(handlers)
}

async fn get_operation<H: Operations>(State(handlers): State<Arc<H>>, request: Request) -> Response {
    unary(request, |request| handlers.get_operation(request)).await
}

async fn place<H: Operations>(State(handlers): State<Arc<H>>, request: Request) -> Response {
    unary(request, |request| handlers.place(request)).await
}

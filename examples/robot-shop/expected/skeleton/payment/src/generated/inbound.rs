//! How others call `payment`: one route per operation, and the limit on requests in flight.

use std::sync::Arc;

use axum::Router;
use axum::routing;
use axum::Json;
use axum::extract::State;

use super::runtime::failure::Failure;
use super::runtime::input::Input;
use super::runtime::serve::{Limit, Operation, guarded};
use crate::payload;

/// Requests in flight, as declared with `concurrency`. Further ones get 503 at once.
pub const LIMIT: Option<Limit> = Some(Limit { requests: 1, sheds: true });

/// The operations as metrics and traces name them.
pub const OPERATIONS: &[Operation] = &[
    Operation { method: "POST", route: "/pay/{id}", name: "POST /pay/{id}" },
];

/// What this service does for others; `handlers` implements it.
pub trait Operations: Send + Sync + 'static {
    /// `POST /pay/{id}`.
    /// By `web-pay` from `web`. Evidence: `web/default.conf.template:77`. Decided in ADR-0005.
    fn post_pay_id(
        &self,
        request: payload::PostPayIdRequest,
    ) -> impl Future<Output = Result<payload::PostPayIdResponse, Failure>> + Send;
}

/// The operations, measured, within the limit and by their deadline.
pub fn router<H: Operations>(handlers: Arc<H>) -> Router {
    guarded(routes(handlers), OPERATIONS, LIMIT)
}

/// The operations alone.
pub fn routes<H: Operations>(handlers: Arc<H>) -> Router {
    Router::new()
        .route("/pay/{id}", routing::post(post_pay_id::<H>))
        .with_state(handlers)
}

async fn post_pay_id<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::PostPayIdRequest>,
) -> Result<Json<payload::PostPayIdResponse>, Failure> {
    handlers.post_pay_id(request).await.map(Json)
}

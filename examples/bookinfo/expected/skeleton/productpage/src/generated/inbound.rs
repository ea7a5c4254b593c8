//! How others call `productpage`: one route per operation, and the limit on requests in flight.

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
    Operation { method: "GET", route: "/productpage", name: "GET /productpage" },
];

/// What this service does for others; `handlers` implements it.
pub trait Operations: Send + Sync + 'static {
    /// `GET /productpage`.
    /// By `open-page` from `browser`.
    fn get_productpage(
        &self,
        request: payload::GetProductpageRequest,
    ) -> impl Future<Output = Result<payload::GetProductpageResponse, Failure>> + Send;
}

/// The operations, measured, within the limit and by their deadline.
pub fn router<H: Operations>(handlers: Arc<H>) -> Router {
    guarded(routes(handlers), OPERATIONS, LIMIT)
}

/// The operations alone.
pub fn routes<H: Operations>(handlers: Arc<H>) -> Router {
    Router::new()
        .route("/productpage", routing::get(get_productpage::<H>))
        .with_state(handlers)
}

async fn get_productpage<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::GetProductpageRequest>,
) -> Result<Json<payload::GetProductpageResponse>, Failure> {
    handlers.get_productpage(request).await.map(Json)
}

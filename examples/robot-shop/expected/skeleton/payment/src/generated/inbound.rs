//! How others call `payment`: one route per operation, the limit on requests in flight, and the health of the process.

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
pub const CONCURRENCY: Option<usize> = Some(1);

/// What this service does for others; `handlers` implements it.
pub trait Operations: Send + Sync + 'static {
    /// `POST /pay/{id}`.
    /// By `web-pay` from `web`. Evidence: `web/default.conf.template:77`. Decided in ADR-0005.
    fn post_pay_id(
        &self,
        request: payload::PostPayIdRequest,
    ) -> impl Future<Output = Result<payload::PostPayIdResponse, Failure>> + Send;
}

/// The whole service.
pub fn router<H: Operations>(handlers: Arc<H>) -> Router {
    limited(routes(handlers), CONCURRENCY).merge(health())
}

/// The operations, without limit and health.
pub fn routes<H: Operations>(handlers: Arc<H>) -> Router {
    Router::new()
        .route("/pay/{id}", routing::post(post_pay_id::<H>))
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

async fn post_pay_id<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::PostPayIdRequest>,
) -> Result<Json<payload::PostPayIdResponse>, Failure> {
    handlers.post_pay_id(request).await.map(Json)
}

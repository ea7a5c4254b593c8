//! How others call `webhooks-api`: one route per operation, the limit on requests in flight, and the health of the process.

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
    /// `GET /api/webhooks`.
    /// By `list-webhooks` from `webhooksclient`. Evidence: `src/WebhookClient/Services/WebHooksClient.cs:12`, `src/WebhookClient/Components/Pages/Home/RegisteredHooks.razor:25`, `src/WebhookClient/Extensions/Extensions.cs:19` and 1 more. Decided in ADR-0001. `circuit-breaker = true` is declared; not generated yet.
    fn get_api_webhooks(
        &self,
        request: payload::GetApiWebhooksRequest,
    ) -> impl Future<Output = Result<payload::GetApiWebhooksResponse, Failure>> + Send;
    /// `POST /api/webhooks`.
    /// By `register-webhook` from `webhooksclient`. Evidence: `src/WebhookClient/Services/WebHooksClient.cs:7`, `src/WebhookClient/Components/Pages/AddWebhook.razor:55`, `src/Webhooks.API/Apis/WebHooksApi.cs:45` and 1 more. Decided in ADR-0001. `circuit-breaker = true` is declared; not generated yet.
    fn post_api_webhooks(
        &self,
        request: payload::PostApiWebhooksRequest,
    ) -> impl Future<Output = Result<payload::PostApiWebhooksResponse, Failure>> + Send;
    /// `load signing keys`: `POST /load%20signing%20keys`.
    /// No interaction arrives here; a journey, or the `during` of a call, names it.
    fn load_signing_keys(
        &self,
        request: payload::LoadSigningKeysRequest,
    ) -> impl Future<Output = Result<payload::LoadSigningKeysResponse, Failure>> + Send;
}

/// The whole service.
pub fn router<H: Operations>(handlers: Arc<H>) -> Router {
    limited(routes(handlers), CONCURRENCY).merge(health())
}

/// The operations, without limit and health.
pub fn routes<H: Operations>(handlers: Arc<H>) -> Router {
    Router::new()
        .route("/api/webhooks", routing::get(get_api_webhooks::<H>))
        .route("/api/webhooks", routing::post(post_api_webhooks::<H>))
        .route("/load%20signing%20keys", routing::post(load_signing_keys::<H>))
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

async fn get_api_webhooks<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::GetApiWebhooksRequest>,
) -> Result<Json<payload::GetApiWebhooksResponse>, Failure> {
    handlers.get_api_webhooks(request).await.map(Json)
}

async fn post_api_webhooks<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::PostApiWebhooksRequest>,
) -> Result<Json<payload::PostApiWebhooksResponse>, Failure> {
    handlers.post_api_webhooks(request).await.map(Json)
}

async fn load_signing_keys<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::LoadSigningKeysRequest>,
) -> Result<Json<payload::LoadSigningKeysResponse>, Failure> {
    handlers.load_signing_keys(request).await.map(Json)
}

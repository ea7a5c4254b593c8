//! How others call `webhooks-api`: one route per operation, and the limit on requests in flight.

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
    Operation { method: "GET", route: "/api/webhooks", name: "GET /api/webhooks" },
    Operation { method: "POST", route: "/api/webhooks", name: "POST /api/webhooks" },
    Operation { method: "POST", route: "/load%20signing%20keys", name: "load signing keys" },
];

/// What this service does for others; `handlers` implements it.
pub trait Operations: Send + Sync + 'static {
    /// `GET /api/webhooks`.
    /// By `list-webhooks` from `webhooksclient`. Evidence: `src/WebhookClient/Services/WebHooksClient.cs:12`, `src/WebhookClient/Components/Pages/Home/RegisteredHooks.razor:25`, `src/WebhookClient/Extensions/Extensions.cs:19` and 1 more. Decided in ADR-0001.
    fn get_api_webhooks(
        &self,
        request: payload::GetApiWebhooksRequest,
    ) -> impl Future<Output = Result<payload::GetApiWebhooksResponse, Failure>> + Send;
    /// `POST /api/webhooks`.
    /// By `register-webhook` from `webhooksclient`. Evidence: `src/WebhookClient/Services/WebHooksClient.cs:7`, `src/WebhookClient/Components/Pages/AddWebhook.razor:55`, `src/Webhooks.API/Apis/WebHooksApi.cs:45` and 1 more. Decided in ADR-0001.
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

/// The operations, measured, within the limit and by their deadline.
pub fn router<H: Operations>(handlers: Arc<H>) -> Router {
    guarded(routes(handlers), OPERATIONS, LIMIT)
}

/// The operations alone.
pub fn routes<H: Operations>(handlers: Arc<H>) -> Router {
    Router::new()
        .route("/api/webhooks", routing::get(get_api_webhooks::<H>))
        .route("/api/webhooks", routing::post(post_api_webhooks::<H>))
        .route("/load%20signing%20keys", routing::post(load_signing_keys::<H>))
        .with_state(handlers)
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

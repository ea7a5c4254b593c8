//! Calls to `webhooksclient`.
//!
//! - `check-grant-url`. Evidence: `src/Webhooks.API/Services/GrantUrlTesterService.cs:21`, `src/Webhooks.API/Apis/WebHooksApi.cs:41`, `src/WebhookClient/Components/Pages/AddWebhook.razor:44` and 1 more. Decided in ADR-0001. `circuit-breaker = true` is declared; not generated yet.
//! - `send-paid-to-client`. Evidence: `src/Webhooks.API/Services/WebhooksSender.cs:10`, `src/Webhooks.API/Services/WebhooksSender.cs:32`, `src/WebhookClient/Components/Pages/AddWebhook.razor:45` and 2 more. Decided in ADR-0015. `circuit-breaker = true` is declared; not generated yet.

use std::time::Duration;

use reqwest::Method;

use crate::generated::runtime::call::{Call, CallError, Peer};
use crate::payload;

/// Per attempt of `check-grant-url`.
pub const CHECK_GRANT_URL_TIMEOUT: Option<Duration> = Some(Duration::from_secs(10));

/// `check-grant-url`: `OPTIONS /check` at `webhooksclient`; the operation fails with it.
/// Evidence: `src/Webhooks.API/Services/GrantUrlTesterService.cs:21`, `src/Webhooks.API/Apis/WebHooksApi.cs:41`, `src/WebhookClient/Components/Pages/AddWebhook.razor:44` and 1 more.
/// Decided in ADR-0001.
/// `circuit-breaker = true` is declared; not generated yet.
pub const CHECK_GRANT_URL: Call = Call {
    interaction: "check-grant-url",
    method: Method::OPTIONS,
    path: "/check",
    timeout: CHECK_GRANT_URL_TIMEOUT,
    attempts: 4,
    backoff: None,
    jitter: true,
    idempotency_key: false,
};

/// Per attempt of `send-paid-to-client`.
pub const SEND_PAID_TO_CLIENT_TIMEOUT: Option<Duration> = Some(Duration::from_secs(10));

/// `send-paid-to-client`: `POST /webhook-received` at `webhooksclient`; its failure is logged and changes nothing.
/// Evidence: `src/Webhooks.API/Services/WebhooksSender.cs:10`, `src/Webhooks.API/Services/WebhooksSender.cs:32`, `src/WebhookClient/Components/Pages/AddWebhook.razor:45` and 2 more.
/// Decided in ADR-0015.
/// `circuit-breaker = true` is declared; not generated yet.
pub const SEND_PAID_TO_CLIENT: Call = Call {
    interaction: "send-paid-to-client",
    method: Method::POST,
    path: "/webhook-received",
    timeout: SEND_PAID_TO_CLIENT_TIMEOUT,
    attempts: 4,
    backoff: None,
    jitter: true,
    idempotency_key: false,
};

/// The calls to `webhooksclient` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: Peer,
}

impl Client {
    /// A client of the callee at `peer`.
    pub fn new(peer: Peer) -> Self {
        Self { peer }
    }

    /// Sends `check-grant-url` as [`CHECK_GRANT_URL`] says.
    pub async fn check_grant_url(
        &self,
        request: &payload::CheckGrantUrlRequest,
    ) -> Result<payload::CheckGrantUrlResponse, CallError> {
        self.peer.send(&CHECK_GRANT_URL, request).await
    }

    /// Sends `send-paid-to-client` as [`SEND_PAID_TO_CLIENT`] says.
    pub async fn send_paid_to_client(
        &self,
        request: &payload::SendPaidToClientRequest,
    ) -> Result<payload::SendPaidToClientResponse, CallError> {
        self.peer.send(&SEND_PAID_TO_CLIENT, request).await
    }
}

//! Calls to `webhooksclient`.
//!
//! - `check-grant-url`. Evidence: `src/Webhooks.API/Services/GrantUrlTesterService.cs:21`, `src/Webhooks.API/Apis/WebHooksApi.cs:41`, `src/WebhookClient/Components/Pages/AddWebhook.razor:44` and 1 more. Decided in ADR-0001.
//! - `send-paid-to-client`. Evidence: `src/Webhooks.API/Services/WebhooksSender.cs:10`, `src/Webhooks.API/Services/WebhooksSender.cs:32`, `src/WebhookClient/Components/Pages/AddWebhook.razor:45` and 2 more. Decided in ADR-0015.

use std::time::Duration;

use reqwest::Method;

use crate::generated::runtime::breaker::Threshold;
use crate::generated::runtime::call::{CallError, Caller, Policy};
use crate::generated::runtime::http::{self, Route};
use crate::payload;

/// Per attempt of `check-grant-url`.
pub const CHECK_GRANT_URL_TIMEOUT: Option<Duration> = Some(Duration::from_secs(10));

/// `check-grant-url`: `OPTIONS /check` at `webhooksclient`; the operation fails with it.
/// Evidence: `src/Webhooks.API/Services/GrantUrlTesterService.cs:21`, `src/Webhooks.API/Apis/WebHooksApi.cs:41`, `src/WebhookClient/Components/Pages/AddWebhook.razor:44` and 1 more.
/// Decided in ADR-0001.
pub const CHECK_GRANT_URL: Policy = Policy {
    interaction: "check-grant-url",
    callee: "webhooksclient",
    timeout: CHECK_GRANT_URL_TIMEOUT,
    attempts: 4,
    backoff: None,
    jitter: true,
    repeatable: true,
    retry_budget: None,
    breaker: Some(Threshold::HYSTRIX),
    bulkhead: None,
    idempotency_key: false,
    passes_deadline: false,
};

/// Where `check-grant-url` arrives.
pub const CHECK_GRANT_URL_ROUTE: Route = Route { method: Method::OPTIONS, path: "/check" };

/// Per attempt of `send-paid-to-client`.
pub const SEND_PAID_TO_CLIENT_TIMEOUT: Option<Duration> = Some(Duration::from_secs(10));

/// `send-paid-to-client`: `POST /webhook-received` at `webhooksclient`; its failure is logged and changes nothing.
/// Evidence: `src/Webhooks.API/Services/WebhooksSender.cs:10`, `src/Webhooks.API/Services/WebhooksSender.cs:32`, `src/WebhookClient/Components/Pages/AddWebhook.razor:45` and 2 more.
/// Decided in ADR-0015.
pub const SEND_PAID_TO_CLIENT: Policy = Policy {
    interaction: "send-paid-to-client",
    callee: "webhooksclient",
    timeout: SEND_PAID_TO_CLIENT_TIMEOUT,
    attempts: 4,
    backoff: None,
    jitter: true,
    repeatable: false,
    retry_budget: None,
    breaker: Some(Threshold::HYSTRIX),
    bulkhead: None,
    idempotency_key: false,
    passes_deadline: false,
};

/// Where `send-paid-to-client` arrives.
pub const SEND_PAID_TO_CLIENT_ROUTE: Route = Route { method: Method::POST, path: "/webhook-received" };

/// The calls to `webhooksclient` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: http::Peer,
    check_grant_url: Caller,
    send_paid_to_client: Caller,
}

impl Client {
    /// A client of the callee at the given end of the connection.
    pub fn new(peer: http::Peer) -> Self {
        Self {
            peer,
            check_grant_url: Caller::new(CHECK_GRANT_URL),
            send_paid_to_client: Caller::new(SEND_PAID_TO_CLIENT),
        }
    }

    /// Sends `check-grant-url` as [`CHECK_GRANT_URL`] says.
    pub async fn check_grant_url(
        &self,
        request: &payload::CheckGrantUrlRequest,
    ) -> Result<payload::CheckGrantUrlResponse, CallError> {
        self.peer.send(&self.check_grant_url, &CHECK_GRANT_URL_ROUTE, request).await
    }

    /// Sends `send-paid-to-client` as [`SEND_PAID_TO_CLIENT`] says.
    pub async fn send_paid_to_client(
        &self,
        request: &payload::SendPaidToClientRequest,
    ) -> Result<payload::SendPaidToClientResponse, CallError> {
        self.peer.send(&self.send_paid_to_client, &SEND_PAID_TO_CLIENT_ROUTE, request).await
    }
}

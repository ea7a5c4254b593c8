//! Calls to `subscriber`.
//!
//! - `send-paid-webhooks`. Evidence: `src/Webhooks.API/Services/WebhooksSender.cs:10`, `src/Webhooks.API/Services/WebhooksSender.cs:32`, `src/Webhooks.API/IntegrationEvents/OrderStatusChangedToPaidIntegrationEventHandler.cs:16` and 1 more. Decided in ADR-0016. `circuit-breaker = true` is declared; not generated yet.
//! - `send-shipped-webhooks`. Evidence: `src/Webhooks.API/Services/WebhooksSender.cs:10`, `src/Webhooks.API/Services/WebhooksSender.cs:32`, `src/Webhooks.API/IntegrationEvents/OrderStatusChangedToShippedIntegrationEventHandler.cs:16` and 1 more. Decided in ADR-0017. `circuit-breaker = true` is declared; not generated yet.

use std::time::Duration;

use reqwest::Method;

use crate::generated::runtime::call::{Call, CallError, Peer};
use crate::payload;

/// Per attempt of `send-paid-webhooks`.
pub const SEND_PAID_WEBHOOKS_TIMEOUT: Option<Duration> = Some(Duration::from_secs(10));

/// `send-paid-webhooks`: `POST /POST%20webhook` at `subscriber`; its failure is logged and changes nothing.
/// Evidence: `src/Webhooks.API/Services/WebhooksSender.cs:10`, `src/Webhooks.API/Services/WebhooksSender.cs:32`, `src/Webhooks.API/IntegrationEvents/OrderStatusChangedToPaidIntegrationEventHandler.cs:16` and 1 more.
/// Decided in ADR-0016.
/// `circuit-breaker = true` is declared; not generated yet.
pub const SEND_PAID_WEBHOOKS: Call = Call {
    interaction: "send-paid-webhooks",
    method: Method::POST,
    path: "/POST%20webhook",
    timeout: SEND_PAID_WEBHOOKS_TIMEOUT,
    attempts: 4,
    backoff: None,
    jitter: true,
    idempotency_key: false,
};

/// Per attempt of `send-shipped-webhooks`.
pub const SEND_SHIPPED_WEBHOOKS_TIMEOUT: Option<Duration> = Some(Duration::from_secs(10));

/// `send-shipped-webhooks`: `POST /POST%20webhook` at `subscriber`; its failure is logged and changes nothing.
/// Evidence: `src/Webhooks.API/Services/WebhooksSender.cs:10`, `src/Webhooks.API/Services/WebhooksSender.cs:32`, `src/Webhooks.API/IntegrationEvents/OrderStatusChangedToShippedIntegrationEventHandler.cs:16` and 1 more.
/// Decided in ADR-0017.
/// `circuit-breaker = true` is declared; not generated yet.
pub const SEND_SHIPPED_WEBHOOKS: Call = Call {
    interaction: "send-shipped-webhooks",
    method: Method::POST,
    path: "/POST%20webhook",
    timeout: SEND_SHIPPED_WEBHOOKS_TIMEOUT,
    attempts: 4,
    backoff: None,
    jitter: true,
    idempotency_key: false,
};

/// The calls to `subscriber` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: Peer,
}

impl Client {
    /// A client of the callee at `peer`.
    pub fn new(peer: Peer) -> Self {
        Self { peer }
    }

    /// Sends `send-paid-webhooks` as [`SEND_PAID_WEBHOOKS`] says.
    pub async fn send_paid_webhooks(
        &self,
        request: &payload::SendPaidWebhooksRequest,
    ) -> Result<payload::SendPaidWebhooksResponse, CallError> {
        self.peer.send(&SEND_PAID_WEBHOOKS, request).await
    }

    /// Sends `send-shipped-webhooks` as [`SEND_SHIPPED_WEBHOOKS`] says.
    pub async fn send_shipped_webhooks(
        &self,
        request: &payload::SendShippedWebhooksRequest,
    ) -> Result<payload::SendShippedWebhooksResponse, CallError> {
        self.peer.send(&SEND_SHIPPED_WEBHOOKS, request).await
    }
}

//! Calls to `subscriber`.
//!
//! - `send-paid-webhooks`. Evidence: `src/Webhooks.API/Services/WebhooksSender.cs:10`, `src/Webhooks.API/Services/WebhooksSender.cs:32`, `src/Webhooks.API/IntegrationEvents/OrderStatusChangedToPaidIntegrationEventHandler.cs:16` and 1 more. Decided in ADR-0016.
//! - `send-shipped-webhooks`. Evidence: `src/Webhooks.API/Services/WebhooksSender.cs:10`, `src/Webhooks.API/Services/WebhooksSender.cs:32`, `src/Webhooks.API/IntegrationEvents/OrderStatusChangedToShippedIntegrationEventHandler.cs:16` and 1 more. Decided in ADR-0017.

use std::time::Duration;

use reqwest::Method;

use crate::generated::runtime::breaker::Threshold;
use crate::generated::runtime::call::{CallError, Caller, Policy};
use crate::generated::runtime::http::{self, Route};
use crate::payload;

/// Per attempt of `send-paid-webhooks`.
pub const SEND_PAID_WEBHOOKS_TIMEOUT: Option<Duration> = Some(Duration::from_secs(10));

/// `send-paid-webhooks`: `POST /POST%20webhook` at `subscriber`; its failure is logged and changes nothing.
/// Evidence: `src/Webhooks.API/Services/WebhooksSender.cs:10`, `src/Webhooks.API/Services/WebhooksSender.cs:32`, `src/Webhooks.API/IntegrationEvents/OrderStatusChangedToPaidIntegrationEventHandler.cs:16` and 1 more.
/// Decided in ADR-0016.
pub const SEND_PAID_WEBHOOKS: Policy = Policy {
    interaction: "send-paid-webhooks",
    callee: "subscriber",
    timeout: SEND_PAID_WEBHOOKS_TIMEOUT,
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

/// Where `send-paid-webhooks` arrives.
pub const SEND_PAID_WEBHOOKS_ROUTE: Route = Route { method: Method::POST, path: "/POST%20webhook" };

/// Per attempt of `send-shipped-webhooks`.
pub const SEND_SHIPPED_WEBHOOKS_TIMEOUT: Option<Duration> = Some(Duration::from_secs(10));

/// `send-shipped-webhooks`: `POST /POST%20webhook` at `subscriber`; its failure is logged and changes nothing.
/// Evidence: `src/Webhooks.API/Services/WebhooksSender.cs:10`, `src/Webhooks.API/Services/WebhooksSender.cs:32`, `src/Webhooks.API/IntegrationEvents/OrderStatusChangedToShippedIntegrationEventHandler.cs:16` and 1 more.
/// Decided in ADR-0017.
pub const SEND_SHIPPED_WEBHOOKS: Policy = Policy {
    interaction: "send-shipped-webhooks",
    callee: "subscriber",
    timeout: SEND_SHIPPED_WEBHOOKS_TIMEOUT,
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

/// Where `send-shipped-webhooks` arrives.
pub const SEND_SHIPPED_WEBHOOKS_ROUTE: Route = Route { method: Method::POST, path: "/POST%20webhook" };

/// The calls to `subscriber` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: http::Peer,
    send_paid_webhooks: Caller,
    send_shipped_webhooks: Caller,
}

impl Client {
    /// A client of the callee at the given end of the connection.
    pub fn new(peer: http::Peer) -> Self {
        Self {
            peer,
            send_paid_webhooks: Caller::new(SEND_PAID_WEBHOOKS),
            send_shipped_webhooks: Caller::new(SEND_SHIPPED_WEBHOOKS),
        }
    }

    /// Sends `send-paid-webhooks` as [`SEND_PAID_WEBHOOKS`] says.
    pub async fn send_paid_webhooks(
        &self,
        request: &payload::SendPaidWebhooksRequest,
    ) -> Result<payload::SendPaidWebhooksResponse, CallError> {
        self.peer.send(&self.send_paid_webhooks, &SEND_PAID_WEBHOOKS_ROUTE, request).await
    }

    /// Sends `send-shipped-webhooks` as [`SEND_SHIPPED_WEBHOOKS`] says.
    pub async fn send_shipped_webhooks(
        &self,
        request: &payload::SendShippedWebhooksRequest,
    ) -> Result<payload::SendShippedWebhooksResponse, CallError> {
        self.peer.send(&self.send_shipped_webhooks, &SEND_SHIPPED_WEBHOOKS_ROUTE, request).await
    }
}

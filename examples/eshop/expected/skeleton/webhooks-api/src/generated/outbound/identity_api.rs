//! Calls to `identity-api`.
//!
//! - `webhooks-read-keys`. Evidence: `src/eShop.AppHost/Program.cs:56`, `src/eShop.ServiceDefaults/AuthenticationExtensions.cs:38`. Decided in ADR-0001.

use std::time::Duration;

use reqwest::Method;

use crate::generated::runtime::call::{CallError, Caller, Policy};
use crate::generated::runtime::http::{self, Route};
use crate::payload;

/// The architecture declares no timeout for `webhooks-read-keys`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const WEBHOOKS_READ_KEYS_TIMEOUT: Option<Duration> = None;

/// `webhooks-read-keys`: `POST /signing%20keys` at `identity-api`; no `on-failure` is declared, so the operation fails with it.
/// Evidence: `src/eShop.AppHost/Program.cs:56`, `src/eShop.ServiceDefaults/AuthenticationExtensions.cs:38`.
/// Decided in ADR-0001.
pub const WEBHOOKS_READ_KEYS: Policy = Policy {
    interaction: "webhooks-read-keys",
    callee: "identity-api",
    timeout: WEBHOOKS_READ_KEYS_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    repeatable: true,
    retry_budget: None,
    breaker: None,
    bulkhead: None,
    idempotency_key: false,
    passes_deadline: false,
};

/// Where `webhooks-read-keys` arrives.
pub const WEBHOOKS_READ_KEYS_ROUTE: Route = Route { method: Method::POST, path: "/signing%20keys" };

/// The calls to `identity-api` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: http::Peer,
    webhooks_read_keys: Caller,
}

impl Client {
    /// A client of the callee at the given end of the connection.
    pub fn new(peer: http::Peer) -> Self {
        Self {
            peer,
            webhooks_read_keys: Caller::new(WEBHOOKS_READ_KEYS),
        }
    }

    /// Sends `webhooks-read-keys` as [`WEBHOOKS_READ_KEYS`] says.
    pub async fn webhooks_read_keys(
        &self,
        request: &payload::WebhooksReadKeysRequest,
    ) -> Result<payload::WebhooksReadKeysResponse, CallError> {
        self.peer.send(&self.webhooks_read_keys, &WEBHOOKS_READ_KEYS_ROUTE, request).await
    }
}

//! Calls to `mailer`.
//!
//! - `send-confirmation`. Decided in ADR-0006.

use std::time::Duration;

use reqwest::Method;

use crate::generated::runtime::call::{CallError, Caller, Policy};
use crate::generated::runtime::http::{self, Route};
use crate::payload;

/// Per attempt of `send-confirmation`.
pub const SEND_CONFIRMATION_TIMEOUT: Option<Duration> = Some(Duration::from_secs(5));

/// `send-confirmation`: `POST /Send` at `mailer`; the operation fails with it.
/// Decided in ADR-0006.
pub const SEND_CONFIRMATION: Policy = Policy {
    interaction: "send-confirmation",
    callee: "mailer",
    timeout: SEND_CONFIRMATION_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    repeatable: true,
    retry_budget: None,
    breaker: None,
    bulkhead: None,
    idempotency_key: true,
    passes_deadline: false,
};

/// Where `send-confirmation` arrives.
pub const SEND_CONFIRMATION_ROUTE: Route = Route { method: Method::POST, path: "/Send" };

/// The calls to `mailer` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: http::Peer,
    send_confirmation: Caller,
}

impl Client {
    /// A client of the callee at the given end of the connection.
    pub fn new(peer: http::Peer) -> Self {
        Self {
            peer,
            send_confirmation: Caller::new(SEND_CONFIRMATION),
        }
    }

    /// Sends `send-confirmation` as [`SEND_CONFIRMATION`] says.
    pub async fn send_confirmation(
        &self,
        request: &payload::SendConfirmationRequest,
    ) -> Result<payload::SendConfirmationResponse, CallError> {
        self.peer.send(&self.send_confirmation, &SEND_CONFIRMATION_ROUTE, request).await
    }
}

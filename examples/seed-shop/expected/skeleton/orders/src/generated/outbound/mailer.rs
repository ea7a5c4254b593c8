//! Calls to `mailer`.
//!
//! - `send-confirmation`. Decided in ADR-0006.

use std::time::Duration;

use reqwest::Method;

use crate::generated::runtime::call::{Call, CallError, Peer};
use crate::payload;

/// Per attempt of `send-confirmation`.
pub const SEND_CONFIRMATION_TIMEOUT: Option<Duration> = Some(Duration::from_secs(5));

/// `send-confirmation`: `POST /Send` at `mailer`; the operation fails with it.
/// Decided in ADR-0006.
pub const SEND_CONFIRMATION: Call = Call {
    interaction: "send-confirmation",
    method: Method::POST,
    path: "/Send",
    timeout: SEND_CONFIRMATION_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: true,
};

/// The calls to `mailer` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: Peer,
}

impl Client {
    /// A client of the callee at `peer`.
    pub fn new(peer: Peer) -> Self {
        Self { peer }
    }

    /// Sends `send-confirmation` as [`SEND_CONFIRMATION`] says.
    pub async fn send_confirmation(
        &self,
        request: &payload::SendConfirmationRequest,
    ) -> Result<payload::SendConfirmationResponse, CallError> {
        self.peer.send(&SEND_CONFIRMATION, request).await
    }
}

//! Calls to `email`.
//!
//! - `checkout-send-confirmation`. Evidence: `src/checkout/main.go:595`, `src/checkout/main.go:406`, `src/email/email_server.rb:73` and 1 more. Decided in ADR-0003.

use std::time::Duration;

use reqwest::Method;

use crate::generated::runtime::call::{Call, CallError, Peer};
use crate::payload;

/// The architecture says `timeout = "none"` for `checkout-send-confirmation`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const CHECKOUT_SEND_CONFIRMATION_TIMEOUT: Option<Duration> = None;

/// `checkout-send-confirmation`: `POST /send_order_confirmation` at `email`; its failure is logged and changes nothing.
/// Evidence: `src/checkout/main.go:595`, `src/checkout/main.go:406`, `src/email/email_server.rb:73` and 1 more.
/// Decided in ADR-0003.
pub const CHECKOUT_SEND_CONFIRMATION: Call = Call {
    interaction: "checkout-send-confirmation",
    method: Method::POST,
    path: "/send_order_confirmation",
    timeout: CHECKOUT_SEND_CONFIRMATION_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The calls to `email` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: Peer,
}

impl Client {
    /// A client of the callee at `peer`.
    pub fn new(peer: Peer) -> Self {
        Self { peer }
    }

    /// Sends `checkout-send-confirmation` as [`CHECKOUT_SEND_CONFIRMATION`] says.
    pub async fn checkout_send_confirmation(
        &self,
        request: &payload::CheckoutSendConfirmationRequest,
    ) -> Result<payload::CheckoutSendConfirmationResponse, CallError> {
        self.peer.send(&CHECKOUT_SEND_CONFIRMATION, request).await
    }
}

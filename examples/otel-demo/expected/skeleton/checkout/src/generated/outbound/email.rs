//! Calls to `email`.
//!
//! - `checkout-send-confirmation`. Evidence: `src/checkout/main.go:595`, `src/checkout/main.go:406`, `src/email/email_server.rb:73` and 1 more. Decided in ADR-0003.

use std::time::Duration;

use reqwest::Method;

use crate::generated::runtime::call::{CallError, Caller, Policy};
use crate::generated::runtime::http::{self, Route};
use crate::payload;

/// The architecture says `timeout = "none"` for `checkout-send-confirmation`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const CHECKOUT_SEND_CONFIRMATION_TIMEOUT: Option<Duration> = None;

/// `checkout-send-confirmation`: `POST /send_order_confirmation` at `email`; its failure is logged and changes nothing.
/// Evidence: `src/checkout/main.go:595`, `src/checkout/main.go:406`, `src/email/email_server.rb:73` and 1 more.
/// Decided in ADR-0003.
pub const CHECKOUT_SEND_CONFIRMATION: Policy = Policy {
    interaction: "checkout-send-confirmation",
    callee: "email",
    timeout: CHECKOUT_SEND_CONFIRMATION_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    repeatable: false,
    retry_budget: None,
    breaker: None,
    bulkhead: None,
    idempotency_key: false,
    passes_deadline: false,
};

/// Where `checkout-send-confirmation` arrives.
pub const CHECKOUT_SEND_CONFIRMATION_ROUTE: Route = Route { method: Method::POST, path: "/send_order_confirmation" };

/// The calls to `email` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: http::Peer,
    checkout_send_confirmation: Caller,
}

impl Client {
    /// A client of the callee at the given end of the connection.
    pub fn new(peer: http::Peer) -> Self {
        Self {
            peer,
            checkout_send_confirmation: Caller::new(CHECKOUT_SEND_CONFIRMATION),
        }
    }

    /// Sends `checkout-send-confirmation` as [`CHECKOUT_SEND_CONFIRMATION`] says.
    pub async fn checkout_send_confirmation(
        &self,
        request: &payload::CheckoutSendConfirmationRequest,
    ) -> Result<payload::CheckoutSendConfirmationResponse, CallError> {
        self.peer.send(&self.checkout_send_confirmation, &CHECKOUT_SEND_CONFIRMATION_ROUTE, request).await
    }
}

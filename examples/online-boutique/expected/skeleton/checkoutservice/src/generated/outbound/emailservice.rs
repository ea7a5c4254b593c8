//! Calls to `emailservice`.
//!
//! - `checkout-send-confirmation`. Evidence: `src/checkoutservice/main.go:380`, `src/checkoutservice/main.go:273`. Decided in ADR-0003. Declared as gRPC; JSON over HTTP until protobuf is generated.

use std::time::Duration;

use reqwest::Method;

use crate::generated::runtime::call::{CallError, Caller, Policy};
use crate::generated::runtime::http::{Peer, Route};
use crate::payload;

/// The architecture says `timeout = "none"` for `checkout-send-confirmation`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const CHECKOUT_SEND_CONFIRMATION_TIMEOUT: Option<Duration> = None;

/// `checkout-send-confirmation`: `POST /SendOrderConfirmation` at `emailservice`; its failure is logged and changes nothing.
/// Evidence: `src/checkoutservice/main.go:380`, `src/checkoutservice/main.go:273`.
/// Decided in ADR-0003.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const CHECKOUT_SEND_CONFIRMATION: Policy = Policy {
    interaction: "checkout-send-confirmation",
    callee: "emailservice",
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
pub const CHECKOUT_SEND_CONFIRMATION_ROUTE: Route = Route { method: Method::POST, path: "/SendOrderConfirmation" };

/// The calls to `emailservice` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: Peer,
    checkout_send_confirmation: Caller,
}

impl Client {
    /// A client of the callee at `peer`.
    pub fn new(peer: Peer) -> Self {
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

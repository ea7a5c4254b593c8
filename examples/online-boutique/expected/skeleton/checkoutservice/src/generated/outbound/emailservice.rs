//! Calls to `emailservice`.
//!
//! - `checkout-send-confirmation`. Evidence: `src/checkoutservice/main.go:380`, `src/checkoutservice/main.go:273`. Decided in ADR-0003.

use std::time::Duration;

use crate::generated::runtime::call::{CallError, Caller, Policy};
use crate::generated::runtime::grpc_call;
use crate::payload;

/// The architecture says `timeout = "none"` for `checkout-send-confirmation`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const CHECKOUT_SEND_CONFIRMATION_TIMEOUT: Option<Duration> = None;

/// `checkout-send-confirmation`: `gRPC /emailservice.Emailservice/SendOrderConfirmation` at `emailservice`; its failure is logged and changes nothing.
/// Evidence: `src/checkoutservice/main.go:380`, `src/checkoutservice/main.go:273`.
/// Decided in ADR-0003.
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
pub const CHECKOUT_SEND_CONFIRMATION_PATH: &str = "/emailservice.Emailservice/SendOrderConfirmation";

/// The calls to `emailservice` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    procedures: grpc_call::Peer,
    checkout_send_confirmation: Caller,
}

impl Client {
    /// A client of the callee at the given end of the connection.
    pub fn new(procedures: grpc_call::Peer) -> Self {
        Self {
            procedures,
            checkout_send_confirmation: Caller::new(CHECKOUT_SEND_CONFIRMATION),
        }
    }

    /// Sends `checkout-send-confirmation` as [`CHECKOUT_SEND_CONFIRMATION`] says.
    pub async fn checkout_send_confirmation(
        &self,
        request: &payload::CheckoutSendConfirmationRequest,
    ) -> Result<payload::CheckoutSendConfirmationResponse, CallError> {
        self.procedures.send(&self.checkout_send_confirmation, CHECKOUT_SEND_CONFIRMATION_PATH, request).await
    }
}

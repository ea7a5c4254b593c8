//! Calls to `payment`.
//!
//! - `checkout-charge-card`. Evidence: `src/checkout/main.go:576`, `src/checkout/main.go:356`, `src/checkout/main.go:369` and 2 more. Decided in ADR-0001.

use std::time::Duration;

use crate::generated::runtime::call::{CallError, Caller, Policy};
use crate::generated::runtime::grpc_call;
use crate::payload;

/// The architecture says `timeout = "none"` for `checkout-charge-card`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const CHECKOUT_CHARGE_CARD_TIMEOUT: Option<Duration> = None;

/// `checkout-charge-card`: `gRPC /payment.Payment/Charge` at `payment`; the operation fails with it.
/// Evidence: `src/checkout/main.go:576`, `src/checkout/main.go:356`, `src/checkout/main.go:369` and 2 more.
/// Decided in ADR-0001.
pub const CHECKOUT_CHARGE_CARD: Policy = Policy {
    interaction: "checkout-charge-card",
    callee: "payment",
    timeout: CHECKOUT_CHARGE_CARD_TIMEOUT,
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

/// Where `checkout-charge-card` arrives.
pub const CHECKOUT_CHARGE_CARD_PATH: &str = "/payment.Payment/Charge";

/// The calls to `payment` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    procedures: grpc_call::Peer,
    checkout_charge_card: Caller,
}

impl Client {
    /// A client of the callee at the given end of the connection.
    pub fn new(procedures: grpc_call::Peer) -> Self {
        Self {
            procedures,
            checkout_charge_card: Caller::new(CHECKOUT_CHARGE_CARD),
        }
    }

    /// Sends `checkout-charge-card` as [`CHECKOUT_CHARGE_CARD`] says.
    pub async fn checkout_charge_card(
        &self,
        request: &payload::CheckoutChargeCardRequest,
    ) -> Result<payload::CheckoutChargeCardResponse, CallError> {
        self.procedures.send(&self.checkout_charge_card, CHECKOUT_CHARGE_CARD_PATH, request).await
    }
}

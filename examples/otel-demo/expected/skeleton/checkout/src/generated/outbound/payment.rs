//! Calls to `payment`.
//!
//! - `checkout-charge-card`. Evidence: `src/checkout/main.go:576`, `src/checkout/main.go:356`, `src/checkout/main.go:369` and 2 more. Decided in ADR-0001. Declared as gRPC; JSON over HTTP until protobuf is generated.

use std::time::Duration;

use reqwest::Method;

use crate::generated::runtime::call::{CallError, Caller, Policy};
use crate::generated::runtime::http::{Peer, Route};
use crate::payload;

/// The architecture says `timeout = "none"` for `checkout-charge-card`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const CHECKOUT_CHARGE_CARD_TIMEOUT: Option<Duration> = None;

/// `checkout-charge-card`: `POST /Charge` at `payment`; the operation fails with it.
/// Evidence: `src/checkout/main.go:576`, `src/checkout/main.go:356`, `src/checkout/main.go:369` and 2 more.
/// Decided in ADR-0001.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
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
pub const CHECKOUT_CHARGE_CARD_ROUTE: Route = Route { method: Method::POST, path: "/Charge" };

/// The calls to `payment` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: Peer,
    checkout_charge_card: Caller,
}

impl Client {
    /// A client of the callee at `peer`.
    pub fn new(peer: Peer) -> Self {
        Self {
            peer,
            checkout_charge_card: Caller::new(CHECKOUT_CHARGE_CARD),
        }
    }

    /// Sends `checkout-charge-card` as [`CHECKOUT_CHARGE_CARD`] says.
    pub async fn checkout_charge_card(
        &self,
        request: &payload::CheckoutChargeCardRequest,
    ) -> Result<payload::CheckoutChargeCardResponse, CallError> {
        self.peer.send(&self.checkout_charge_card, &CHECKOUT_CHARGE_CARD_ROUTE, request).await
    }
}

//! Calls to `paymentservice`.
//!
//! - `checkout-charge-card`. Evidence: `src/checkoutservice/main.go:370`, `src/checkoutservice/main.go:252`, `src/checkoutservice/main.go:259` and 1 more. Decided in ADR-0001. Declared as gRPC; JSON over HTTP until protobuf is generated.

use std::time::Duration;

use reqwest::Method;

use crate::generated::runtime::call::{Call, CallError, Peer};
use crate::payload;

/// The architecture says `timeout = "none"` for `checkout-charge-card`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const CHECKOUT_CHARGE_CARD_TIMEOUT: Option<Duration> = None;

/// `checkout-charge-card`: `POST /Charge` at `paymentservice`; the operation fails with it.
/// Evidence: `src/checkoutservice/main.go:370`, `src/checkoutservice/main.go:252`, `src/checkoutservice/main.go:259` and 1 more.
/// Decided in ADR-0001.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const CHECKOUT_CHARGE_CARD: Call = Call {
    interaction: "checkout-charge-card",
    method: Method::POST,
    path: "/Charge",
    timeout: CHECKOUT_CHARGE_CARD_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The calls to `paymentservice` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: Peer,
}

impl Client {
    /// A client of the callee at `peer`.
    pub fn new(peer: Peer) -> Self {
        Self { peer }
    }

    /// Sends `checkout-charge-card` as [`CHECKOUT_CHARGE_CARD`] says.
    pub async fn checkout_charge_card(
        &self,
        request: &payload::CheckoutChargeCardRequest,
    ) -> Result<payload::CheckoutChargeCardResponse, CallError> {
        self.peer.send(&CHECKOUT_CHARGE_CARD, request).await
    }
}

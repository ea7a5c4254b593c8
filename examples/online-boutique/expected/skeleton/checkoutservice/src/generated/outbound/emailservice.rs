//! Calls to `emailservice`.
//!
//! - `checkout-send-confirmation`. Evidence: `src/checkoutservice/main.go:380`, `src/checkoutservice/main.go:273`. Decided in ADR-0003. Declared as gRPC; JSON over HTTP until protobuf is generated.

use std::time::Duration;

use reqwest::Method;

use crate::generated::runtime::call::{Call, CallError, Peer};
use crate::payload;

/// The architecture says `timeout = "none"` for `checkout-send-confirmation`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const CHECKOUT_SEND_CONFIRMATION_TIMEOUT: Option<Duration> = None;

/// `checkout-send-confirmation`: `POST /SendOrderConfirmation` at `emailservice`; its failure is logged and changes nothing.
/// Evidence: `src/checkoutservice/main.go:380`, `src/checkoutservice/main.go:273`.
/// Decided in ADR-0003.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const CHECKOUT_SEND_CONFIRMATION: Call = Call {
    interaction: "checkout-send-confirmation",
    method: Method::POST,
    path: "/SendOrderConfirmation",
    timeout: CHECKOUT_SEND_CONFIRMATION_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The calls to `emailservice` that the architecture declares.
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

//! Calls to `shipping`.
//!
//! - `checkout-quote-shipping`. Evidence: `src/checkout/main.go:489`, `src/checkout/main.go:441`, `src/checkout/main.go:212`. Decided in ADR-0001.
//! - `checkout-ship-order`. Evidence: `src/checkout/main.go:622`, `src/checkout/main.go:369`, `src/checkout/main.go:614` and 1 more. Decided in ADR-0001.

use std::time::Duration;

use reqwest::Method;

use crate::generated::runtime::call::{Call, CallError, Peer};
use crate::payload;

/// The architecture says `timeout = "none"` for `checkout-quote-shipping`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const CHECKOUT_QUOTE_SHIPPING_TIMEOUT: Option<Duration> = None;

/// `checkout-quote-shipping`: `POST /get-quote` at `shipping`; the operation fails with it.
/// Evidence: `src/checkout/main.go:489`, `src/checkout/main.go:441`, `src/checkout/main.go:212`.
/// Decided in ADR-0001.
pub const CHECKOUT_QUOTE_SHIPPING: Call = Call {
    interaction: "checkout-quote-shipping",
    method: Method::POST,
    path: "/get-quote",
    timeout: CHECKOUT_QUOTE_SHIPPING_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The architecture says `timeout = "none"` for `checkout-ship-order`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const CHECKOUT_SHIP_ORDER_TIMEOUT: Option<Duration> = None;

/// `checkout-ship-order`: `POST /ship-order` at `shipping`; the operation fails with it.
/// Evidence: `src/checkout/main.go:622`, `src/checkout/main.go:369`, `src/checkout/main.go:614` and 1 more.
/// Decided in ADR-0001.
pub const CHECKOUT_SHIP_ORDER: Call = Call {
    interaction: "checkout-ship-order",
    method: Method::POST,
    path: "/ship-order",
    timeout: CHECKOUT_SHIP_ORDER_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The calls to `shipping` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: Peer,
}

impl Client {
    /// A client of the callee at `peer`.
    pub fn new(peer: Peer) -> Self {
        Self { peer }
    }

    /// Sends `checkout-quote-shipping` as [`CHECKOUT_QUOTE_SHIPPING`] says.
    pub async fn checkout_quote_shipping(
        &self,
        request: &payload::CheckoutQuoteShippingRequest,
    ) -> Result<payload::CheckoutQuoteShippingResponse, CallError> {
        self.peer.send(&CHECKOUT_QUOTE_SHIPPING, request).await
    }

    /// Sends `checkout-ship-order` as [`CHECKOUT_SHIP_ORDER`] says.
    pub async fn checkout_ship_order(
        &self,
        request: &payload::CheckoutShipOrderRequest,
    ) -> Result<payload::CheckoutShipOrderResponse, CallError> {
        self.peer.send(&CHECKOUT_SHIP_ORDER, request).await
    }
}

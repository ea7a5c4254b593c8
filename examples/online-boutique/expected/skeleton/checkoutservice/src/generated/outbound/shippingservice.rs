//! Calls to `shippingservice`.
//!
//! - `checkout-quote-shipping`. Evidence: `src/checkoutservice/main.go:315`, `src/checkoutservice/main.go:298`. Decided in ADR-0001. Declared as gRPC; JSON over HTTP until protobuf is generated.
//! - `checkout-ship-order`. Evidence: `src/checkoutservice/main.go:387`, `src/checkoutservice/main.go:258`. Decided in ADR-0001. Declared as gRPC; JSON over HTTP until protobuf is generated.

use std::time::Duration;

use reqwest::Method;

use crate::generated::runtime::call::{Call, CallError, Peer};
use crate::payload;

/// The architecture says `timeout = "none"` for `checkout-quote-shipping`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const CHECKOUT_QUOTE_SHIPPING_TIMEOUT: Option<Duration> = None;

/// `checkout-quote-shipping`: `POST /GetQuote` at `shippingservice`; the operation fails with it.
/// Evidence: `src/checkoutservice/main.go:315`, `src/checkoutservice/main.go:298`.
/// Decided in ADR-0001.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const CHECKOUT_QUOTE_SHIPPING: Call = Call {
    interaction: "checkout-quote-shipping",
    method: Method::POST,
    path: "/GetQuote",
    timeout: CHECKOUT_QUOTE_SHIPPING_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The architecture says `timeout = "none"` for `checkout-ship-order`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const CHECKOUT_SHIP_ORDER_TIMEOUT: Option<Duration> = None;

/// `checkout-ship-order`: `POST /ShipOrder` at `shippingservice`; the operation fails with it.
/// Evidence: `src/checkoutservice/main.go:387`, `src/checkoutservice/main.go:258`.
/// Decided in ADR-0001.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const CHECKOUT_SHIP_ORDER: Call = Call {
    interaction: "checkout-ship-order",
    method: Method::POST,
    path: "/ShipOrder",
    timeout: CHECKOUT_SHIP_ORDER_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The calls to `shippingservice` that the architecture declares.
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

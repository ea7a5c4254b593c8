//! Calls to `shippingservice`.
//!
//! - `checkout-quote-shipping`. Evidence: `src/checkoutservice/main.go:315`, `src/checkoutservice/main.go:298`. Decided in ADR-0001.
//! - `checkout-ship-order`. Evidence: `src/checkoutservice/main.go:387`, `src/checkoutservice/main.go:258`. Decided in ADR-0001.

use std::time::Duration;

use crate::generated::runtime::call::{CallError, Caller, Policy};
use crate::generated::runtime::grpc_call;
use crate::payload;

/// The architecture says `timeout = "none"` for `checkout-quote-shipping`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const CHECKOUT_QUOTE_SHIPPING_TIMEOUT: Option<Duration> = None;

/// `checkout-quote-shipping`: `gRPC /shippingservice.Shippingservice/GetQuote` at `shippingservice`; the operation fails with it.
/// Evidence: `src/checkoutservice/main.go:315`, `src/checkoutservice/main.go:298`.
/// Decided in ADR-0001.
pub const CHECKOUT_QUOTE_SHIPPING: Policy = Policy {
    interaction: "checkout-quote-shipping",
    callee: "shippingservice",
    timeout: CHECKOUT_QUOTE_SHIPPING_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    repeatable: true,
    retry_budget: None,
    breaker: None,
    bulkhead: None,
    idempotency_key: false,
    passes_deadline: false,
};

/// Where `checkout-quote-shipping` arrives.
pub const CHECKOUT_QUOTE_SHIPPING_PATH: &str = "/shippingservice.Shippingservice/GetQuote";

/// The architecture says `timeout = "none"` for `checkout-ship-order`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const CHECKOUT_SHIP_ORDER_TIMEOUT: Option<Duration> = None;

/// `checkout-ship-order`: `gRPC /shippingservice.Shippingservice/ShipOrder` at `shippingservice`; the operation fails with it.
/// Evidence: `src/checkoutservice/main.go:387`, `src/checkoutservice/main.go:258`.
/// Decided in ADR-0001.
pub const CHECKOUT_SHIP_ORDER: Policy = Policy {
    interaction: "checkout-ship-order",
    callee: "shippingservice",
    timeout: CHECKOUT_SHIP_ORDER_TIMEOUT,
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

/// Where `checkout-ship-order` arrives.
pub const CHECKOUT_SHIP_ORDER_PATH: &str = "/shippingservice.Shippingservice/ShipOrder";

/// The calls to `shippingservice` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    procedures: grpc_call::Peer,
    checkout_quote_shipping: Caller,
    checkout_ship_order: Caller,
}

impl Client {
    /// A client of the callee at the given end of the connection.
    pub fn new(procedures: grpc_call::Peer) -> Self {
        Self {
            procedures,
            checkout_quote_shipping: Caller::new(CHECKOUT_QUOTE_SHIPPING),
            checkout_ship_order: Caller::new(CHECKOUT_SHIP_ORDER),
        }
    }

    /// Sends `checkout-quote-shipping` as [`CHECKOUT_QUOTE_SHIPPING`] says.
    pub async fn checkout_quote_shipping(
        &self,
        request: &payload::CheckoutQuoteShippingRequest,
    ) -> Result<payload::CheckoutQuoteShippingResponse, CallError> {
        self.procedures.send(&self.checkout_quote_shipping, CHECKOUT_QUOTE_SHIPPING_PATH, request).await
    }

    /// Sends `checkout-ship-order` as [`CHECKOUT_SHIP_ORDER`] says.
    pub async fn checkout_ship_order(
        &self,
        request: &payload::CheckoutShipOrderRequest,
    ) -> Result<payload::CheckoutShipOrderResponse, CallError> {
        self.procedures.send(&self.checkout_ship_order, CHECKOUT_SHIP_ORDER_PATH, request).await
    }
}

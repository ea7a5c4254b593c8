//! Calls to `shipping`.
//!
//! - `checkout-quote-shipping`. Evidence: `src/checkout/main.go:489`, `src/checkout/main.go:441`, `src/checkout/main.go:212`. Decided in ADR-0001.
//! - `checkout-ship-order`. Evidence: `src/checkout/main.go:622`, `src/checkout/main.go:369`, `src/checkout/main.go:614` and 1 more. Decided in ADR-0001.

use std::time::Duration;

use reqwest::Method;

use crate::generated::runtime::call::{CallError, Caller, Policy};
use crate::generated::runtime::http::{self, Route};
use crate::payload;

/// The architecture says `timeout = "none"` for `checkout-quote-shipping`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const CHECKOUT_QUOTE_SHIPPING_TIMEOUT: Option<Duration> = None;

/// `checkout-quote-shipping`: `POST /get-quote` at `shipping`; the operation fails with it.
/// Evidence: `src/checkout/main.go:489`, `src/checkout/main.go:441`, `src/checkout/main.go:212`.
/// Decided in ADR-0001.
pub const CHECKOUT_QUOTE_SHIPPING: Policy = Policy {
    interaction: "checkout-quote-shipping",
    callee: "shipping",
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
pub const CHECKOUT_QUOTE_SHIPPING_ROUTE: Route = Route { method: Method::POST, path: "/get-quote" };

/// The architecture says `timeout = "none"` for `checkout-ship-order`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const CHECKOUT_SHIP_ORDER_TIMEOUT: Option<Duration> = None;

/// `checkout-ship-order`: `POST /ship-order` at `shipping`; the operation fails with it.
/// Evidence: `src/checkout/main.go:622`, `src/checkout/main.go:369`, `src/checkout/main.go:614` and 1 more.
/// Decided in ADR-0001.
pub const CHECKOUT_SHIP_ORDER: Policy = Policy {
    interaction: "checkout-ship-order",
    callee: "shipping",
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
pub const CHECKOUT_SHIP_ORDER_ROUTE: Route = Route { method: Method::POST, path: "/ship-order" };

/// The calls to `shipping` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: http::Peer,
    checkout_quote_shipping: Caller,
    checkout_ship_order: Caller,
}

impl Client {
    /// A client of the callee at the given end of the connection.
    pub fn new(peer: http::Peer) -> Self {
        Self {
            peer,
            checkout_quote_shipping: Caller::new(CHECKOUT_QUOTE_SHIPPING),
            checkout_ship_order: Caller::new(CHECKOUT_SHIP_ORDER),
        }
    }

    /// Sends `checkout-quote-shipping` as [`CHECKOUT_QUOTE_SHIPPING`] says.
    pub async fn checkout_quote_shipping(
        &self,
        request: &payload::CheckoutQuoteShippingRequest,
    ) -> Result<payload::CheckoutQuoteShippingResponse, CallError> {
        self.peer.send(&self.checkout_quote_shipping, &CHECKOUT_QUOTE_SHIPPING_ROUTE, request).await
    }

    /// Sends `checkout-ship-order` as [`CHECKOUT_SHIP_ORDER`] says.
    pub async fn checkout_ship_order(
        &self,
        request: &payload::CheckoutShipOrderRequest,
    ) -> Result<payload::CheckoutShipOrderResponse, CallError> {
        self.peer.send(&self.checkout_ship_order, &CHECKOUT_SHIP_ORDER_ROUTE, request).await
    }
}

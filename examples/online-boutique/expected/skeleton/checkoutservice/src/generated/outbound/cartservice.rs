//! Calls to `cartservice`.
//!
//! - `checkout-empty-cart`. Evidence: `src/checkoutservice/main.go:263`, `src/checkoutservice/main.go:333`. Decided in ADR-0002. Declared as gRPC; JSON over HTTP until protobuf is generated.
//! - `checkout-get-cart`. Evidence: `src/checkoutservice/main.go:325`, `src/checkoutservice/main.go:290`. Decided in ADR-0001. Declared as gRPC; JSON over HTTP until protobuf is generated.

use std::time::Duration;

use reqwest::Method;

use crate::generated::runtime::call::{CallError, Caller, Policy};
use crate::generated::runtime::http::{Peer, Route};
use crate::payload;

/// The architecture says `timeout = "none"` for `checkout-empty-cart`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const CHECKOUT_EMPTY_CART_TIMEOUT: Option<Duration> = None;

/// `checkout-empty-cart`: `POST /EmptyCart` at `cartservice`; its failure is logged and changes nothing.
/// Evidence: `src/checkoutservice/main.go:263`, `src/checkoutservice/main.go:333`.
/// Decided in ADR-0002.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const CHECKOUT_EMPTY_CART: Policy = Policy {
    interaction: "checkout-empty-cart",
    callee: "cartservice",
    timeout: CHECKOUT_EMPTY_CART_TIMEOUT,
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

/// Where `checkout-empty-cart` arrives.
pub const CHECKOUT_EMPTY_CART_ROUTE: Route = Route { method: Method::POST, path: "/EmptyCart" };

/// The architecture says `timeout = "none"` for `checkout-get-cart`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const CHECKOUT_GET_CART_TIMEOUT: Option<Duration> = None;

/// `checkout-get-cart`: `POST /GetCart` at `cartservice`; the operation fails with it.
/// Evidence: `src/checkoutservice/main.go:325`, `src/checkoutservice/main.go:290`.
/// Decided in ADR-0001.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const CHECKOUT_GET_CART: Policy = Policy {
    interaction: "checkout-get-cart",
    callee: "cartservice",
    timeout: CHECKOUT_GET_CART_TIMEOUT,
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

/// Where `checkout-get-cart` arrives.
pub const CHECKOUT_GET_CART_ROUTE: Route = Route { method: Method::POST, path: "/GetCart" };

/// The calls to `cartservice` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: Peer,
    checkout_empty_cart: Caller,
    checkout_get_cart: Caller,
}

impl Client {
    /// A client of the callee at `peer`.
    pub fn new(peer: Peer) -> Self {
        Self {
            peer,
            checkout_empty_cart: Caller::new(CHECKOUT_EMPTY_CART),
            checkout_get_cart: Caller::new(CHECKOUT_GET_CART),
        }
    }

    /// Sends `checkout-empty-cart` as [`CHECKOUT_EMPTY_CART`] says.
    pub async fn checkout_empty_cart(
        &self,
        request: &payload::CheckoutEmptyCartRequest,
    ) -> Result<payload::CheckoutEmptyCartResponse, CallError> {
        self.peer.send(&self.checkout_empty_cart, &CHECKOUT_EMPTY_CART_ROUTE, request).await
    }

    /// Sends `checkout-get-cart` as [`CHECKOUT_GET_CART`] says.
    pub async fn checkout_get_cart(
        &self,
        request: &payload::CheckoutGetCartRequest,
    ) -> Result<payload::CheckoutGetCartResponse, CallError> {
        self.peer.send(&self.checkout_get_cart, &CHECKOUT_GET_CART_ROUTE, request).await
    }
}

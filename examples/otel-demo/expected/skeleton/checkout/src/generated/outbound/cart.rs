//! Calls to `cart`.
//!
//! - `checkout-empty-cart`. Evidence: `src/checkout/main.go:376`, `src/checkout/main.go:531`, `src/cart/src/cartstore/ValkeyCartStore.cs:187` and 1 more. Decided in ADR-0002.
//! - `checkout-get-cart`. Evidence: `src/checkout/main.go:523`, `src/checkout/main.go:433`, `src/checkout/main.go:469`. Decided in ADR-0001.

use std::time::Duration;

use crate::generated::runtime::call::{CallError, Caller, Policy};
use crate::generated::runtime::grpc_call;
use crate::payload;

/// The architecture says `timeout = "none"` for `checkout-empty-cart`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const CHECKOUT_EMPTY_CART_TIMEOUT: Option<Duration> = None;

/// `checkout-empty-cart`: `gRPC /cart.Cart/EmptyCart` at `cart`; its failure is logged and changes nothing.
/// Evidence: `src/checkout/main.go:376`, `src/checkout/main.go:531`, `src/cart/src/cartstore/ValkeyCartStore.cs:187` and 1 more.
/// Decided in ADR-0002.
pub const CHECKOUT_EMPTY_CART: Policy = Policy {
    interaction: "checkout-empty-cart",
    callee: "cart",
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
pub const CHECKOUT_EMPTY_CART_PATH: &str = "/cart.Cart/EmptyCart";

/// The architecture says `timeout = "none"` for `checkout-get-cart`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const CHECKOUT_GET_CART_TIMEOUT: Option<Duration> = None;

/// `checkout-get-cart`: `gRPC /cart.Cart/GetCart` at `cart`; the operation fails with it.
/// Evidence: `src/checkout/main.go:523`, `src/checkout/main.go:433`, `src/checkout/main.go:469`.
/// Decided in ADR-0001.
pub const CHECKOUT_GET_CART: Policy = Policy {
    interaction: "checkout-get-cart",
    callee: "cart",
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
pub const CHECKOUT_GET_CART_PATH: &str = "/cart.Cart/GetCart";

/// The calls to `cart` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    procedures: grpc_call::Peer,
    checkout_empty_cart: Caller,
    checkout_get_cart: Caller,
}

impl Client {
    /// A client of the callee at the given end of the connection.
    pub fn new(procedures: grpc_call::Peer) -> Self {
        Self {
            procedures,
            checkout_empty_cart: Caller::new(CHECKOUT_EMPTY_CART),
            checkout_get_cart: Caller::new(CHECKOUT_GET_CART),
        }
    }

    /// Sends `checkout-empty-cart` as [`CHECKOUT_EMPTY_CART`] says.
    pub async fn checkout_empty_cart(
        &self,
        request: &payload::CheckoutEmptyCartRequest,
    ) -> Result<payload::CheckoutEmptyCartResponse, CallError> {
        self.procedures.send(&self.checkout_empty_cart, CHECKOUT_EMPTY_CART_PATH, request).await
    }

    /// Sends `checkout-get-cart` as [`CHECKOUT_GET_CART`] says.
    pub async fn checkout_get_cart(
        &self,
        request: &payload::CheckoutGetCartRequest,
    ) -> Result<payload::CheckoutGetCartResponse, CallError> {
        self.procedures.send(&self.checkout_get_cart, CHECKOUT_GET_CART_PATH, request).await
    }
}

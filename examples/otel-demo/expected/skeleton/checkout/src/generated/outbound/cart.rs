//! Calls to `cart`.
//!
//! - `checkout-empty-cart`. Evidence: `src/checkout/main.go:376`, `src/checkout/main.go:531`, `src/cart/src/cartstore/ValkeyCartStore.cs:187` and 1 more. Decided in ADR-0002. Declared as gRPC; JSON over HTTP until protobuf is generated.
//! - `checkout-get-cart`. Evidence: `src/checkout/main.go:523`, `src/checkout/main.go:433`, `src/checkout/main.go:469`. Decided in ADR-0001. Declared as gRPC; JSON over HTTP until protobuf is generated.

use std::time::Duration;

use reqwest::Method;

use crate::generated::runtime::call::{Call, CallError, Peer};
use crate::payload;

/// The architecture says `timeout = "none"` for `checkout-empty-cart`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const CHECKOUT_EMPTY_CART_TIMEOUT: Option<Duration> = None;

/// `checkout-empty-cart`: `POST /EmptyCart` at `cart`; its failure is logged and changes nothing.
/// Evidence: `src/checkout/main.go:376`, `src/checkout/main.go:531`, `src/cart/src/cartstore/ValkeyCartStore.cs:187` and 1 more.
/// Decided in ADR-0002.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const CHECKOUT_EMPTY_CART: Call = Call {
    interaction: "checkout-empty-cart",
    method: Method::POST,
    path: "/EmptyCart",
    timeout: CHECKOUT_EMPTY_CART_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The architecture says `timeout = "none"` for `checkout-get-cart`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const CHECKOUT_GET_CART_TIMEOUT: Option<Duration> = None;

/// `checkout-get-cart`: `POST /GetCart` at `cart`; the operation fails with it.
/// Evidence: `src/checkout/main.go:523`, `src/checkout/main.go:433`, `src/checkout/main.go:469`.
/// Decided in ADR-0001.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const CHECKOUT_GET_CART: Call = Call {
    interaction: "checkout-get-cart",
    method: Method::POST,
    path: "/GetCart",
    timeout: CHECKOUT_GET_CART_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The calls to `cart` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: Peer,
}

impl Client {
    /// A client of the callee at `peer`.
    pub fn new(peer: Peer) -> Self {
        Self { peer }
    }

    /// Sends `checkout-empty-cart` as [`CHECKOUT_EMPTY_CART`] says.
    pub async fn checkout_empty_cart(
        &self,
        request: &payload::CheckoutEmptyCartRequest,
    ) -> Result<payload::CheckoutEmptyCartResponse, CallError> {
        self.peer.send(&CHECKOUT_EMPTY_CART, request).await
    }

    /// Sends `checkout-get-cart` as [`CHECKOUT_GET_CART`] says.
    pub async fn checkout_get_cart(
        &self,
        request: &payload::CheckoutGetCartRequest,
    ) -> Result<payload::CheckoutGetCartResponse, CallError> {
        self.peer.send(&CHECKOUT_GET_CART, request).await
    }
}

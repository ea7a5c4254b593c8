//! Calls to `cart`.
//!
//! - `add-get-cart`. Evidence: `src/frontend/gateways/rpc/Cart.gateway.ts:14`, `src/frontend/pages/api/cart.ts:38`. Declared as gRPC; JSON over HTTP until protobuf is generated.
//! - `add-item-to-cart`. Evidence: `src/frontend/gateways/rpc/Cart.gateway.ts:14`, `src/frontend/pages/api/cart.ts:37`, `src/cart/src/cartstore/ValkeyCartStore.cs:161` and 1 more. Declared as gRPC; JSON over HTTP until protobuf is generated.
//! - `cart-get-cart`. Evidence: `src/frontend/gateways/rpc/Cart.gateway.ts:14`, `src/frontend/pages/api/cart.ts:17`. Declared as gRPC; JSON over HTTP until protobuf is generated.
//! - `empty-cart`. Evidence: `src/frontend/gateways/rpc/Cart.gateway.ts:14`, `src/frontend/pages/api/cart.ts:45`. Declared as gRPC; JSON over HTTP until protobuf is generated.

use std::time::Duration;

use reqwest::Method;

use crate::generated::call::{Call, CallError, Peer};
use crate::payload;

/// The architecture says `timeout = "none"` for `add-get-cart`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const ADD_GET_CART_TIMEOUT: Option<Duration> = None;

/// `add-get-cart`: `POST /GetCart` at `cart`; the operation fails with it.
/// Evidence: `src/frontend/gateways/rpc/Cart.gateway.ts:14`, `src/frontend/pages/api/cart.ts:38`.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const ADD_GET_CART: Call = Call {
    interaction: "add-get-cart",
    method: Method::POST,
    path: "/GetCart",
    timeout: ADD_GET_CART_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The architecture says `timeout = "none"` for `add-item-to-cart`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const ADD_ITEM_TO_CART_TIMEOUT: Option<Duration> = None;

/// `add-item-to-cart`: `POST /AddItem` at `cart`; the operation fails with it.
/// Evidence: `src/frontend/gateways/rpc/Cart.gateway.ts:14`, `src/frontend/pages/api/cart.ts:37`, `src/cart/src/cartstore/ValkeyCartStore.cs:161` and 1 more.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const ADD_ITEM_TO_CART: Call = Call {
    interaction: "add-item-to-cart",
    method: Method::POST,
    path: "/AddItem",
    timeout: ADD_ITEM_TO_CART_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The architecture says `timeout = "none"` for `cart-get-cart`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const CART_GET_CART_TIMEOUT: Option<Duration> = None;

/// `cart-get-cart`: `POST /GetCart` at `cart`; the operation fails with it.
/// Evidence: `src/frontend/gateways/rpc/Cart.gateway.ts:14`, `src/frontend/pages/api/cart.ts:17`.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const CART_GET_CART: Call = Call {
    interaction: "cart-get-cart",
    method: Method::POST,
    path: "/GetCart",
    timeout: CART_GET_CART_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The architecture says `timeout = "none"` for `empty-cart`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const EMPTY_CART_TIMEOUT: Option<Duration> = None;

/// `empty-cart`: `POST /EmptyCart` at `cart`; the operation fails with it.
/// Evidence: `src/frontend/gateways/rpc/Cart.gateway.ts:14`, `src/frontend/pages/api/cart.ts:45`.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const EMPTY_CART: Call = Call {
    interaction: "empty-cart",
    method: Method::POST,
    path: "/EmptyCart",
    timeout: EMPTY_CART_TIMEOUT,
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

    /// Sends `add-get-cart` as [`ADD_GET_CART`] says.
    pub async fn add_get_cart(
        &self,
        request: &payload::AddGetCartRequest,
    ) -> Result<payload::AddGetCartResponse, CallError> {
        self.peer.send(&ADD_GET_CART, request).await
    }

    /// Sends `add-item-to-cart` as [`ADD_ITEM_TO_CART`] says.
    pub async fn add_item_to_cart(
        &self,
        request: &payload::AddItemToCartRequest,
    ) -> Result<payload::AddItemToCartResponse, CallError> {
        self.peer.send(&ADD_ITEM_TO_CART, request).await
    }

    /// Sends `cart-get-cart` as [`CART_GET_CART`] says.
    pub async fn cart_get_cart(
        &self,
        request: &payload::CartGetCartRequest,
    ) -> Result<payload::CartGetCartResponse, CallError> {
        self.peer.send(&CART_GET_CART, request).await
    }

    /// Sends `empty-cart` as [`EMPTY_CART`] says.
    pub async fn empty_cart(
        &self,
        request: &payload::EmptyCartRequest,
    ) -> Result<payload::EmptyCartResponse, CallError> {
        self.peer.send(&EMPTY_CART, request).await
    }
}

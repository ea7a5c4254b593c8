//! Calls to `cartservice`.
//!
//! - `add-item-to-cart`. Evidence: `src/frontend/rpc.go:68`, `src/frontend/handlers.go:231`, `src/cartservice/src/cartstore/RedisCartStore.cs:57`. Declared as gRPC; JSON over HTTP until protobuf is generated.
//! - `cart-get-cart`. Evidence: `src/frontend/rpc.go:58`, `src/frontend/handlers.go:259`. Declared as gRPC; JSON over HTTP until protobuf is generated.
//! - `empty-cart`. Evidence: `src/frontend/rpc.go:63`, `src/frontend/handlers.go:243`. Declared as gRPC; JSON over HTTP until protobuf is generated.
//! - `home-get-cart`. Evidence: `src/frontend/rpc.go:58`, `src/frontend/handlers.go:72`. Declared as gRPC; JSON over HTTP until protobuf is generated.
//! - `product-get-cart`. Evidence: `src/frontend/rpc.go:58`, `src/frontend/handlers.go:165`. Declared as gRPC; JSON over HTTP until protobuf is generated.

use std::time::Duration;

use reqwest::Method;

use crate::generated::call::{Call, CallError, Peer};
use crate::payload;

/// The architecture says `timeout = "none"` for `add-item-to-cart`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const ADD_ITEM_TO_CART_TIMEOUT: Option<Duration> = None;

/// `add-item-to-cart`: `POST /AddItem` at `cartservice`; the operation fails with it.
/// Evidence: `src/frontend/rpc.go:68`, `src/frontend/handlers.go:231`, `src/cartservice/src/cartstore/RedisCartStore.cs:57`.
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

/// `cart-get-cart`: `POST /GetCart` at `cartservice`; the operation fails with it.
/// Evidence: `src/frontend/rpc.go:58`, `src/frontend/handlers.go:259`.
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

/// `empty-cart`: `POST /EmptyCart` at `cartservice`; the operation fails with it.
/// Evidence: `src/frontend/rpc.go:63`, `src/frontend/handlers.go:243`.
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

/// The architecture says `timeout = "none"` for `home-get-cart`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const HOME_GET_CART_TIMEOUT: Option<Duration> = None;

/// `home-get-cart`: `POST /GetCart` at `cartservice`; the operation fails with it.
/// Evidence: `src/frontend/rpc.go:58`, `src/frontend/handlers.go:72`.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const HOME_GET_CART: Call = Call {
    interaction: "home-get-cart",
    method: Method::POST,
    path: "/GetCart",
    timeout: HOME_GET_CART_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The architecture says `timeout = "none"` for `product-get-cart`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const PRODUCT_GET_CART_TIMEOUT: Option<Duration> = None;

/// `product-get-cart`: `POST /GetCart` at `cartservice`; the operation fails with it.
/// Evidence: `src/frontend/rpc.go:58`, `src/frontend/handlers.go:165`.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const PRODUCT_GET_CART: Call = Call {
    interaction: "product-get-cart",
    method: Method::POST,
    path: "/GetCart",
    timeout: PRODUCT_GET_CART_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The calls to `cartservice` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: Peer,
}

impl Client {
    /// A client of the callee at `peer`.
    pub fn new(peer: Peer) -> Self {
        Self { peer }
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

    /// Sends `home-get-cart` as [`HOME_GET_CART`] says.
    pub async fn home_get_cart(
        &self,
        request: &payload::HomeGetCartRequest,
    ) -> Result<payload::HomeGetCartResponse, CallError> {
        self.peer.send(&HOME_GET_CART, request).await
    }

    /// Sends `product-get-cart` as [`PRODUCT_GET_CART`] says.
    pub async fn product_get_cart(
        &self,
        request: &payload::ProductGetCartRequest,
    ) -> Result<payload::ProductGetCartResponse, CallError> {
        self.peer.send(&PRODUCT_GET_CART, request).await
    }
}

//! Calls to `productcatalogservice`.
//!
//! - `add-get-product`. Evidence: `src/frontend/rpc.go:53`, `src/frontend/handlers.go:225`. Declared as gRPC; JSON over HTTP until protobuf is generated.
//! - `cart-get-products`. Evidence: `src/frontend/rpc.go:53`, `src/frontend/handlers.go:285`. Declared as gRPC; JSON over HTTP until protobuf is generated.
//! - `cart-get-recommended-products`. Evidence: `src/frontend/rpc.go:53`, `src/frontend/rpc.go:107`, `src/frontend/handlers.go:266`. Declared as gRPC; JSON over HTTP until protobuf is generated.
//! - `home-list-products`. Evidence: `src/frontend/rpc.go:47`, `src/frontend/handlers.go:67`. Declared as gRPC; JSON over HTTP until protobuf is generated.
//! - `order-get-recommended-products`. Evidence: `src/frontend/rpc.go:53`, `src/frontend/rpc.go:107`, `src/frontend/handlers.go:378`. Declared as gRPC; JSON over HTTP until protobuf is generated.
//! - `product-get-product`. Evidence: `src/frontend/rpc.go:53`, `src/frontend/handlers.go:154`. Declared as gRPC; JSON over HTTP until protobuf is generated.
//! - `product-get-recommended-products`. Evidence: `src/frontend/rpc.go:53`, `src/frontend/rpc.go:107`, `src/frontend/handlers.go:178`. Declared as gRPC; JSON over HTTP until protobuf is generated.

use std::time::Duration;

use reqwest::Method;

use crate::generated::call::{Call, CallError, Peer};
use crate::payload;

/// The architecture says `timeout = "none"` for `add-get-product`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const ADD_GET_PRODUCT_TIMEOUT: Option<Duration> = None;

/// `add-get-product`: `POST /GetProduct` at `productcatalogservice`; the operation fails with it.
/// Evidence: `src/frontend/rpc.go:53`, `src/frontend/handlers.go:225`.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const ADD_GET_PRODUCT: Call = Call {
    interaction: "add-get-product",
    method: Method::POST,
    path: "/GetProduct",
    timeout: ADD_GET_PRODUCT_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The architecture says `timeout = "none"` for `cart-get-products`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const CART_GET_PRODUCTS_TIMEOUT: Option<Duration> = None;

/// `cart-get-products`: `POST /GetProduct` at `productcatalogservice`; the operation fails with it.
/// Evidence: `src/frontend/rpc.go:53`, `src/frontend/handlers.go:285`.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const CART_GET_PRODUCTS: Call = Call {
    interaction: "cart-get-products",
    method: Method::POST,
    path: "/GetProduct",
    timeout: CART_GET_PRODUCTS_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The architecture says `timeout = "none"` for `cart-get-recommended-products`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const CART_GET_RECOMMENDED_PRODUCTS_TIMEOUT: Option<Duration> = None;

/// `cart-get-recommended-products`: `POST /GetProduct` at `productcatalogservice`; its failure is logged and changes nothing.
/// Evidence: `src/frontend/rpc.go:53`, `src/frontend/rpc.go:107`, `src/frontend/handlers.go:266`.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const CART_GET_RECOMMENDED_PRODUCTS: Call = Call {
    interaction: "cart-get-recommended-products",
    method: Method::POST,
    path: "/GetProduct",
    timeout: CART_GET_RECOMMENDED_PRODUCTS_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The architecture says `timeout = "none"` for `home-list-products`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const HOME_LIST_PRODUCTS_TIMEOUT: Option<Duration> = None;

/// `home-list-products`: `POST /ListProducts` at `productcatalogservice`; the operation fails with it.
/// Evidence: `src/frontend/rpc.go:47`, `src/frontend/handlers.go:67`.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const HOME_LIST_PRODUCTS: Call = Call {
    interaction: "home-list-products",
    method: Method::POST,
    path: "/ListProducts",
    timeout: HOME_LIST_PRODUCTS_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The architecture says `timeout = "none"` for `order-get-recommended-products`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const ORDER_GET_RECOMMENDED_PRODUCTS_TIMEOUT: Option<Duration> = None;

/// `order-get-recommended-products`: `POST /GetProduct` at `productcatalogservice`; its failure is logged and changes nothing.
/// Evidence: `src/frontend/rpc.go:53`, `src/frontend/rpc.go:107`, `src/frontend/handlers.go:378`.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const ORDER_GET_RECOMMENDED_PRODUCTS: Call = Call {
    interaction: "order-get-recommended-products",
    method: Method::POST,
    path: "/GetProduct",
    timeout: ORDER_GET_RECOMMENDED_PRODUCTS_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The architecture says `timeout = "none"` for `product-get-product`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const PRODUCT_GET_PRODUCT_TIMEOUT: Option<Duration> = None;

/// `product-get-product`: `POST /GetProduct` at `productcatalogservice`; the operation fails with it.
/// Evidence: `src/frontend/rpc.go:53`, `src/frontend/handlers.go:154`.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const PRODUCT_GET_PRODUCT: Call = Call {
    interaction: "product-get-product",
    method: Method::POST,
    path: "/GetProduct",
    timeout: PRODUCT_GET_PRODUCT_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The architecture says `timeout = "none"` for `product-get-recommended-products`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const PRODUCT_GET_RECOMMENDED_PRODUCTS_TIMEOUT: Option<Duration> = None;

/// `product-get-recommended-products`: `POST /GetProduct` at `productcatalogservice`; its failure is logged and changes nothing.
/// Evidence: `src/frontend/rpc.go:53`, `src/frontend/rpc.go:107`, `src/frontend/handlers.go:178`.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const PRODUCT_GET_RECOMMENDED_PRODUCTS: Call = Call {
    interaction: "product-get-recommended-products",
    method: Method::POST,
    path: "/GetProduct",
    timeout: PRODUCT_GET_RECOMMENDED_PRODUCTS_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The calls to `productcatalogservice` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: Peer,
}

impl Client {
    /// A client of the callee at `peer`.
    pub fn new(peer: Peer) -> Self {
        Self { peer }
    }

    /// Sends `add-get-product` as [`ADD_GET_PRODUCT`] says.
    pub async fn add_get_product(
        &self,
        request: &payload::AddGetProductRequest,
    ) -> Result<payload::AddGetProductResponse, CallError> {
        self.peer.send(&ADD_GET_PRODUCT, request).await
    }

    /// Sends `cart-get-products` as [`CART_GET_PRODUCTS`] says.
    pub async fn cart_get_products(
        &self,
        request: &payload::CartGetProductsRequest,
    ) -> Result<payload::CartGetProductsResponse, CallError> {
        self.peer.send(&CART_GET_PRODUCTS, request).await
    }

    /// Sends `cart-get-recommended-products` as [`CART_GET_RECOMMENDED_PRODUCTS`] says.
    pub async fn cart_get_recommended_products(
        &self,
        request: &payload::CartGetRecommendedProductsRequest,
    ) -> Result<payload::CartGetRecommendedProductsResponse, CallError> {
        self.peer.send(&CART_GET_RECOMMENDED_PRODUCTS, request).await
    }

    /// Sends `home-list-products` as [`HOME_LIST_PRODUCTS`] says.
    pub async fn home_list_products(
        &self,
        request: &payload::HomeListProductsRequest,
    ) -> Result<payload::HomeListProductsResponse, CallError> {
        self.peer.send(&HOME_LIST_PRODUCTS, request).await
    }

    /// Sends `order-get-recommended-products` as [`ORDER_GET_RECOMMENDED_PRODUCTS`] says.
    pub async fn order_get_recommended_products(
        &self,
        request: &payload::OrderGetRecommendedProductsRequest,
    ) -> Result<payload::OrderGetRecommendedProductsResponse, CallError> {
        self.peer.send(&ORDER_GET_RECOMMENDED_PRODUCTS, request).await
    }

    /// Sends `product-get-product` as [`PRODUCT_GET_PRODUCT`] says.
    pub async fn product_get_product(
        &self,
        request: &payload::ProductGetProductRequest,
    ) -> Result<payload::ProductGetProductResponse, CallError> {
        self.peer.send(&PRODUCT_GET_PRODUCT, request).await
    }

    /// Sends `product-get-recommended-products` as [`PRODUCT_GET_RECOMMENDED_PRODUCTS`] says.
    pub async fn product_get_recommended_products(
        &self,
        request: &payload::ProductGetRecommendedProductsRequest,
    ) -> Result<payload::ProductGetRecommendedProductsResponse, CallError> {
        self.peer.send(&PRODUCT_GET_RECOMMENDED_PRODUCTS, request).await
    }
}

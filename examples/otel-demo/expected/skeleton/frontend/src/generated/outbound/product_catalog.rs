//! Calls to `product-catalog`.
//!
//! - `cart-get-products`. Evidence: `src/frontend/gateways/rpc/ProductCatalog.gateway.ts:14`, `src/frontend/pages/api/cart.ts:19`. Declared as gRPC; JSON over HTTP until protobuf is generated.
//! - `order-get-products`. Evidence: `src/frontend/gateways/rpc/ProductCatalog.gateway.ts:14`, `src/frontend/pages/api/checkout.ts:20`. Declared as gRPC; JSON over HTTP until protobuf is generated.
//! - `product-get-product`. Evidence: `src/frontend/gateways/rpc/ProductCatalog.gateway.ts:14`, `src/frontend/pages/api/products/[productId]/index.ts:15`, `src/frontend/services/ProductCatalog.service.ts:31`. Declared as gRPC; JSON over HTTP until protobuf is generated.
//! - `products-list-products`. Evidence: `src/frontend/gateways/rpc/ProductCatalog.gateway.ts:14`, `src/frontend/pages/api/products/index.ts:15`, `src/frontend/services/ProductCatalog.service.ts:17`. Declared as gRPC; JSON over HTTP until protobuf is generated.
//! - `recommendations-get-products`. Evidence: `src/frontend/gateways/rpc/ProductCatalog.gateway.ts:14`, `src/frontend/pages/api/recommendations.ts:21`. Declared as gRPC; JSON over HTTP until protobuf is generated.

use std::time::Duration;

use reqwest::Method;

use crate::generated::call::{Call, CallError, Peer};
use crate::payload;

/// The architecture says `timeout = "none"` for `cart-get-products`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const CART_GET_PRODUCTS_TIMEOUT: Option<Duration> = None;

/// `cart-get-products`: `POST /GetProduct` at `product-catalog`; the operation fails with it.
/// Evidence: `src/frontend/gateways/rpc/ProductCatalog.gateway.ts:14`, `src/frontend/pages/api/cart.ts:19`.
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

/// The architecture says `timeout = "none"` for `order-get-products`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const ORDER_GET_PRODUCTS_TIMEOUT: Option<Duration> = None;

/// `order-get-products`: `POST /GetProduct` at `product-catalog`; the operation fails with it.
/// Evidence: `src/frontend/gateways/rpc/ProductCatalog.gateway.ts:14`, `src/frontend/pages/api/checkout.ts:20`.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const ORDER_GET_PRODUCTS: Call = Call {
    interaction: "order-get-products",
    method: Method::POST,
    path: "/GetProduct",
    timeout: ORDER_GET_PRODUCTS_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The architecture says `timeout = "none"` for `product-get-product`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const PRODUCT_GET_PRODUCT_TIMEOUT: Option<Duration> = None;

/// `product-get-product`: `POST /GetProduct` at `product-catalog`; the operation fails with it.
/// Evidence: `src/frontend/gateways/rpc/ProductCatalog.gateway.ts:14`, `src/frontend/pages/api/products/[productId]/index.ts:15`, `src/frontend/services/ProductCatalog.service.ts:31`.
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

/// The architecture says `timeout = "none"` for `products-list-products`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const PRODUCTS_LIST_PRODUCTS_TIMEOUT: Option<Duration> = None;

/// `products-list-products`: `POST /ListProducts` at `product-catalog`; the operation fails with it.
/// Evidence: `src/frontend/gateways/rpc/ProductCatalog.gateway.ts:14`, `src/frontend/pages/api/products/index.ts:15`, `src/frontend/services/ProductCatalog.service.ts:17`.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const PRODUCTS_LIST_PRODUCTS: Call = Call {
    interaction: "products-list-products",
    method: Method::POST,
    path: "/ListProducts",
    timeout: PRODUCTS_LIST_PRODUCTS_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The architecture says `timeout = "none"` for `recommendations-get-products`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const RECOMMENDATIONS_GET_PRODUCTS_TIMEOUT: Option<Duration> = None;

/// `recommendations-get-products`: `POST /GetProduct` at `product-catalog`; the operation answers with less when it fails.
/// Evidence: `src/frontend/gateways/rpc/ProductCatalog.gateway.ts:14`, `src/frontend/pages/api/recommendations.ts:21`.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const RECOMMENDATIONS_GET_PRODUCTS: Call = Call {
    interaction: "recommendations-get-products",
    method: Method::POST,
    path: "/GetProduct",
    timeout: RECOMMENDATIONS_GET_PRODUCTS_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The calls to `product-catalog` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: Peer,
}

impl Client {
    /// A client of the callee at `peer`.
    pub fn new(peer: Peer) -> Self {
        Self { peer }
    }

    /// Sends `cart-get-products` as [`CART_GET_PRODUCTS`] says.
    pub async fn cart_get_products(
        &self,
        request: &payload::CartGetProductsRequest,
    ) -> Result<payload::CartGetProductsResponse, CallError> {
        self.peer.send(&CART_GET_PRODUCTS, request).await
    }

    /// Sends `order-get-products` as [`ORDER_GET_PRODUCTS`] says.
    pub async fn order_get_products(
        &self,
        request: &payload::OrderGetProductsRequest,
    ) -> Result<payload::OrderGetProductsResponse, CallError> {
        self.peer.send(&ORDER_GET_PRODUCTS, request).await
    }

    /// Sends `product-get-product` as [`PRODUCT_GET_PRODUCT`] says.
    pub async fn product_get_product(
        &self,
        request: &payload::ProductGetProductRequest,
    ) -> Result<payload::ProductGetProductResponse, CallError> {
        self.peer.send(&PRODUCT_GET_PRODUCT, request).await
    }

    /// Sends `products-list-products` as [`PRODUCTS_LIST_PRODUCTS`] says.
    pub async fn products_list_products(
        &self,
        request: &payload::ProductsListProductsRequest,
    ) -> Result<payload::ProductsListProductsResponse, CallError> {
        self.peer.send(&PRODUCTS_LIST_PRODUCTS, request).await
    }

    /// Sends `recommendations-get-products` as [`RECOMMENDATIONS_GET_PRODUCTS`] says.
    pub async fn recommendations_get_products(
        &self,
        request: &payload::RecommendationsGetProductsRequest,
    ) -> Result<payload::RecommendationsGetProductsResponse, CallError> {
        self.peer.send(&RECOMMENDATIONS_GET_PRODUCTS, request).await
    }
}

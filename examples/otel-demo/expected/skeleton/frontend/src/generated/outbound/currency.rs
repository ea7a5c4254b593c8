//! Calls to `currency`.
//!
//! - `cart-convert-prices`. Evidence: `src/frontend/gateways/rpc/Currency.gateway.ts:14`, `src/frontend/services/ProductCatalog.service.ts:12`. Declared as gRPC; JSON over HTTP until protobuf is generated.
//! - `currencies-list-currencies`. Evidence: `src/frontend/gateways/rpc/Currency.gateway.ts:19`, `src/frontend/pages/api/currency.ts:14`, `src/frontend/providers/Currency.provider.tsx:30`. Declared as gRPC; JSON over HTTP until protobuf is generated.
//! - `order-convert-prices`. Evidence: `src/frontend/gateways/rpc/Currency.gateway.ts:14`, `src/frontend/services/ProductCatalog.service.ts:12`. Declared as gRPC; JSON over HTTP until protobuf is generated.
//! - `product-convert-price`. Evidence: `src/frontend/gateways/rpc/Currency.gateway.ts:14`, `src/frontend/services/ProductCatalog.service.ts:12`. Declared as gRPC; JSON over HTTP until protobuf is generated.
//! - `products-convert-prices`. Evidence: `src/frontend/gateways/rpc/Currency.gateway.ts:14`, `src/frontend/services/ProductCatalog.service.ts:19`, `src/postgresql/init.sql:80`. Declared as gRPC; JSON over HTTP until protobuf is generated.
//! - `recommendations-convert-prices`. Evidence: `src/frontend/gateways/rpc/Currency.gateway.ts:14`, `src/frontend/services/ProductCatalog.service.ts:12`. Declared as gRPC; JSON over HTTP until protobuf is generated.
//! - `shipping-convert-price`. Evidence: `src/frontend/gateways/rpc/Currency.gateway.ts:14`, `src/frontend/pages/api/shipping.ts:18`. Declared as gRPC; JSON over HTTP until protobuf is generated.

use std::time::Duration;

use reqwest::Method;

use crate::generated::call::{Call, CallError, Peer};
use crate::payload;

/// The architecture says `timeout = "none"` for `cart-convert-prices`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const CART_CONVERT_PRICES_TIMEOUT: Option<Duration> = None;

/// `cart-convert-prices`: `POST /Convert` at `currency`; the operation fails with it.
/// Evidence: `src/frontend/gateways/rpc/Currency.gateway.ts:14`, `src/frontend/services/ProductCatalog.service.ts:12`.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const CART_CONVERT_PRICES: Call = Call {
    interaction: "cart-convert-prices",
    method: Method::POST,
    path: "/Convert",
    timeout: CART_CONVERT_PRICES_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The architecture says `timeout = "none"` for `currencies-list-currencies`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const CURRENCIES_LIST_CURRENCIES_TIMEOUT: Option<Duration> = None;

/// `currencies-list-currencies`: `POST /GetSupportedCurrencies` at `currency`; the operation answers with less when it fails.
/// Evidence: `src/frontend/gateways/rpc/Currency.gateway.ts:19`, `src/frontend/pages/api/currency.ts:14`, `src/frontend/providers/Currency.provider.tsx:30`.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const CURRENCIES_LIST_CURRENCIES: Call = Call {
    interaction: "currencies-list-currencies",
    method: Method::POST,
    path: "/GetSupportedCurrencies",
    timeout: CURRENCIES_LIST_CURRENCIES_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The architecture says `timeout = "none"` for `order-convert-prices`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const ORDER_CONVERT_PRICES_TIMEOUT: Option<Duration> = None;

/// `order-convert-prices`: `POST /Convert` at `currency`; the operation fails with it.
/// Evidence: `src/frontend/gateways/rpc/Currency.gateway.ts:14`, `src/frontend/services/ProductCatalog.service.ts:12`.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const ORDER_CONVERT_PRICES: Call = Call {
    interaction: "order-convert-prices",
    method: Method::POST,
    path: "/Convert",
    timeout: ORDER_CONVERT_PRICES_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The architecture says `timeout = "none"` for `product-convert-price`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const PRODUCT_CONVERT_PRICE_TIMEOUT: Option<Duration> = None;

/// `product-convert-price`: `POST /Convert` at `currency`; the operation fails with it.
/// Evidence: `src/frontend/gateways/rpc/Currency.gateway.ts:14`, `src/frontend/services/ProductCatalog.service.ts:12`.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const PRODUCT_CONVERT_PRICE: Call = Call {
    interaction: "product-convert-price",
    method: Method::POST,
    path: "/Convert",
    timeout: PRODUCT_CONVERT_PRICE_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The architecture says `timeout = "none"` for `products-convert-prices`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const PRODUCTS_CONVERT_PRICES_TIMEOUT: Option<Duration> = None;

/// `products-convert-prices`: `POST /Convert` at `currency`; the operation fails with it.
/// Evidence: `src/frontend/gateways/rpc/Currency.gateway.ts:14`, `src/frontend/services/ProductCatalog.service.ts:19`, `src/postgresql/init.sql:80`.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const PRODUCTS_CONVERT_PRICES: Call = Call {
    interaction: "products-convert-prices",
    method: Method::POST,
    path: "/Convert",
    timeout: PRODUCTS_CONVERT_PRICES_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The architecture says `timeout = "none"` for `recommendations-convert-prices`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const RECOMMENDATIONS_CONVERT_PRICES_TIMEOUT: Option<Duration> = None;

/// `recommendations-convert-prices`: `POST /Convert` at `currency`; the operation answers with less when it fails.
/// Evidence: `src/frontend/gateways/rpc/Currency.gateway.ts:14`, `src/frontend/services/ProductCatalog.service.ts:12`.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const RECOMMENDATIONS_CONVERT_PRICES: Call = Call {
    interaction: "recommendations-convert-prices",
    method: Method::POST,
    path: "/Convert",
    timeout: RECOMMENDATIONS_CONVERT_PRICES_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The architecture says `timeout = "none"` for `shipping-convert-price`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const SHIPPING_CONVERT_PRICE_TIMEOUT: Option<Duration> = None;

/// `shipping-convert-price`: `POST /Convert` at `currency`; the operation answers with less when it fails.
/// Evidence: `src/frontend/gateways/rpc/Currency.gateway.ts:14`, `src/frontend/pages/api/shipping.ts:18`.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const SHIPPING_CONVERT_PRICE: Call = Call {
    interaction: "shipping-convert-price",
    method: Method::POST,
    path: "/Convert",
    timeout: SHIPPING_CONVERT_PRICE_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The calls to `currency` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: Peer,
}

impl Client {
    /// A client of the callee at `peer`.
    pub fn new(peer: Peer) -> Self {
        Self { peer }
    }

    /// Sends `cart-convert-prices` as [`CART_CONVERT_PRICES`] says.
    pub async fn cart_convert_prices(
        &self,
        request: &payload::CartConvertPricesRequest,
    ) -> Result<payload::CartConvertPricesResponse, CallError> {
        self.peer.send(&CART_CONVERT_PRICES, request).await
    }

    /// Sends `currencies-list-currencies` as [`CURRENCIES_LIST_CURRENCIES`] says.
    pub async fn currencies_list_currencies(
        &self,
        request: &payload::CurrenciesListCurrenciesRequest,
    ) -> Result<payload::CurrenciesListCurrenciesResponse, CallError> {
        self.peer.send(&CURRENCIES_LIST_CURRENCIES, request).await
    }

    /// Sends `order-convert-prices` as [`ORDER_CONVERT_PRICES`] says.
    pub async fn order_convert_prices(
        &self,
        request: &payload::OrderConvertPricesRequest,
    ) -> Result<payload::OrderConvertPricesResponse, CallError> {
        self.peer.send(&ORDER_CONVERT_PRICES, request).await
    }

    /// Sends `product-convert-price` as [`PRODUCT_CONVERT_PRICE`] says.
    pub async fn product_convert_price(
        &self,
        request: &payload::ProductConvertPriceRequest,
    ) -> Result<payload::ProductConvertPriceResponse, CallError> {
        self.peer.send(&PRODUCT_CONVERT_PRICE, request).await
    }

    /// Sends `products-convert-prices` as [`PRODUCTS_CONVERT_PRICES`] says.
    pub async fn products_convert_prices(
        &self,
        request: &payload::ProductsConvertPricesRequest,
    ) -> Result<payload::ProductsConvertPricesResponse, CallError> {
        self.peer.send(&PRODUCTS_CONVERT_PRICES, request).await
    }

    /// Sends `recommendations-convert-prices` as [`RECOMMENDATIONS_CONVERT_PRICES`] says.
    pub async fn recommendations_convert_prices(
        &self,
        request: &payload::RecommendationsConvertPricesRequest,
    ) -> Result<payload::RecommendationsConvertPricesResponse, CallError> {
        self.peer.send(&RECOMMENDATIONS_CONVERT_PRICES, request).await
    }

    /// Sends `shipping-convert-price` as [`SHIPPING_CONVERT_PRICE`] says.
    pub async fn shipping_convert_price(
        &self,
        request: &payload::ShippingConvertPriceRequest,
    ) -> Result<payload::ShippingConvertPriceResponse, CallError> {
        self.peer.send(&SHIPPING_CONVERT_PRICE, request).await
    }
}

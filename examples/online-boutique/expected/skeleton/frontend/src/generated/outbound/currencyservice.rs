//! Calls to `currencyservice`.
//!
//! - `cart-convert-prices`. Evidence: `src/frontend/rpc.go:95`, `src/frontend/rpc.go:82`, `src/frontend/handlers.go:290`. Declared as gRPC; JSON over HTTP until protobuf is generated.
//! - `cart-list-currencies`. Evidence: `src/frontend/rpc.go:32`, `src/frontend/handlers.go:254`. Declared as gRPC; JSON over HTTP until protobuf is generated.
//! - `home-convert-prices`. Evidence: `src/frontend/rpc.go:82`, `src/frontend/handlers.go:84`. Declared as gRPC; JSON over HTTP until protobuf is generated.
//! - `home-list-currencies`. Evidence: `src/frontend/rpc.go:32`, `src/frontend/handlers.go:62`, `src/frontend/main.go:227`. Declared as gRPC; JSON over HTTP until protobuf is generated.
//! - `order-list-currencies`. Evidence: `src/frontend/rpc.go:32`, `src/frontend/handlers.go:386`. Declared as gRPC; JSON over HTTP until protobuf is generated.
//! - `product-convert-price`. Evidence: `src/frontend/rpc.go:82`, `src/frontend/handlers.go:171`. Declared as gRPC; JSON over HTTP until protobuf is generated.
//! - `product-list-currencies`. Evidence: `src/frontend/rpc.go:32`, `src/frontend/handlers.go:159`. Declared as gRPC; JSON over HTTP until protobuf is generated.

use std::time::Duration;

use reqwest::Method;

use crate::generated::call::{Call, CallError, Peer};
use crate::payload;

/// The architecture says `timeout = "none"` for `cart-convert-prices`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const CART_CONVERT_PRICES_TIMEOUT: Option<Duration> = None;

/// `cart-convert-prices`: `POST /Convert` at `currencyservice`; the operation fails with it.
/// Evidence: `src/frontend/rpc.go:95`, `src/frontend/rpc.go:82`, `src/frontend/handlers.go:290`.
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

/// The architecture says `timeout = "none"` for `cart-list-currencies`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const CART_LIST_CURRENCIES_TIMEOUT: Option<Duration> = None;

/// `cart-list-currencies`: `POST /GetSupportedCurrencies` at `currencyservice`; the operation fails with it.
/// Evidence: `src/frontend/rpc.go:32`, `src/frontend/handlers.go:254`.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const CART_LIST_CURRENCIES: Call = Call {
    interaction: "cart-list-currencies",
    method: Method::POST,
    path: "/GetSupportedCurrencies",
    timeout: CART_LIST_CURRENCIES_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The architecture says `timeout = "none"` for `home-convert-prices`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const HOME_CONVERT_PRICES_TIMEOUT: Option<Duration> = None;

/// `home-convert-prices`: `POST /Convert` at `currencyservice`; the operation fails with it.
/// Evidence: `src/frontend/rpc.go:82`, `src/frontend/handlers.go:84`.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const HOME_CONVERT_PRICES: Call = Call {
    interaction: "home-convert-prices",
    method: Method::POST,
    path: "/Convert",
    timeout: HOME_CONVERT_PRICES_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The architecture says `timeout = "none"` for `home-list-currencies`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const HOME_LIST_CURRENCIES_TIMEOUT: Option<Duration> = None;

/// `home-list-currencies`: `POST /GetSupportedCurrencies` at `currencyservice`; the operation fails with it.
/// Evidence: `src/frontend/rpc.go:32`, `src/frontend/handlers.go:62`, `src/frontend/main.go:227`.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const HOME_LIST_CURRENCIES: Call = Call {
    interaction: "home-list-currencies",
    method: Method::POST,
    path: "/GetSupportedCurrencies",
    timeout: HOME_LIST_CURRENCIES_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The architecture says `timeout = "none"` for `order-list-currencies`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const ORDER_LIST_CURRENCIES_TIMEOUT: Option<Duration> = None;

/// `order-list-currencies`: `POST /GetSupportedCurrencies` at `currencyservice`; the operation fails with it.
/// Evidence: `src/frontend/rpc.go:32`, `src/frontend/handlers.go:386`.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const ORDER_LIST_CURRENCIES: Call = Call {
    interaction: "order-list-currencies",
    method: Method::POST,
    path: "/GetSupportedCurrencies",
    timeout: ORDER_LIST_CURRENCIES_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The architecture says `timeout = "none"` for `product-convert-price`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const PRODUCT_CONVERT_PRICE_TIMEOUT: Option<Duration> = None;

/// `product-convert-price`: `POST /Convert` at `currencyservice`; the operation fails with it.
/// Evidence: `src/frontend/rpc.go:82`, `src/frontend/handlers.go:171`.
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

/// The architecture says `timeout = "none"` for `product-list-currencies`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const PRODUCT_LIST_CURRENCIES_TIMEOUT: Option<Duration> = None;

/// `product-list-currencies`: `POST /GetSupportedCurrencies` at `currencyservice`; the operation fails with it.
/// Evidence: `src/frontend/rpc.go:32`, `src/frontend/handlers.go:159`.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const PRODUCT_LIST_CURRENCIES: Call = Call {
    interaction: "product-list-currencies",
    method: Method::POST,
    path: "/GetSupportedCurrencies",
    timeout: PRODUCT_LIST_CURRENCIES_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The calls to `currencyservice` that the architecture declares.
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

    /// Sends `cart-list-currencies` as [`CART_LIST_CURRENCIES`] says.
    pub async fn cart_list_currencies(
        &self,
        request: &payload::CartListCurrenciesRequest,
    ) -> Result<payload::CartListCurrenciesResponse, CallError> {
        self.peer.send(&CART_LIST_CURRENCIES, request).await
    }

    /// Sends `home-convert-prices` as [`HOME_CONVERT_PRICES`] says.
    pub async fn home_convert_prices(
        &self,
        request: &payload::HomeConvertPricesRequest,
    ) -> Result<payload::HomeConvertPricesResponse, CallError> {
        self.peer.send(&HOME_CONVERT_PRICES, request).await
    }

    /// Sends `home-list-currencies` as [`HOME_LIST_CURRENCIES`] says.
    pub async fn home_list_currencies(
        &self,
        request: &payload::HomeListCurrenciesRequest,
    ) -> Result<payload::HomeListCurrenciesResponse, CallError> {
        self.peer.send(&HOME_LIST_CURRENCIES, request).await
    }

    /// Sends `order-list-currencies` as [`ORDER_LIST_CURRENCIES`] says.
    pub async fn order_list_currencies(
        &self,
        request: &payload::OrderListCurrenciesRequest,
    ) -> Result<payload::OrderListCurrenciesResponse, CallError> {
        self.peer.send(&ORDER_LIST_CURRENCIES, request).await
    }

    /// Sends `product-convert-price` as [`PRODUCT_CONVERT_PRICE`] says.
    pub async fn product_convert_price(
        &self,
        request: &payload::ProductConvertPriceRequest,
    ) -> Result<payload::ProductConvertPriceResponse, CallError> {
        self.peer.send(&PRODUCT_CONVERT_PRICE, request).await
    }

    /// Sends `product-list-currencies` as [`PRODUCT_LIST_CURRENCIES`] says.
    pub async fn product_list_currencies(
        &self,
        request: &payload::ProductListCurrenciesRequest,
    ) -> Result<payload::ProductListCurrenciesResponse, CallError> {
        self.peer.send(&PRODUCT_LIST_CURRENCIES, request).await
    }
}

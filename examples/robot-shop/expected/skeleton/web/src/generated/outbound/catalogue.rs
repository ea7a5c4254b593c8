//! Calls to `catalogue`.
//!
//! - `web-get-product`. Evidence: `web/default.conf.template:61`.
//! - `web-list-categories`. Evidence: `web/default.conf.template:61`.
//! - `web-list-products`. Evidence: `web/default.conf.template:61`.
//! - `web-search`. Evidence: `web/default.conf.template:61`.

use std::time::Duration;

use reqwest::Method;

use crate::generated::call::{Call, CallError, Peer};
use crate::payload;

/// Per attempt of `web-get-product`.
pub const WEB_GET_PRODUCT_TIMEOUT: Option<Duration> = Some(Duration::from_secs(60));

/// `web-get-product`: `GET /product/{sku}` at `catalogue`; the operation fails with it.
/// Evidence: `web/default.conf.template:61`.
pub const WEB_GET_PRODUCT: Call = Call {
    interaction: "web-get-product",
    method: Method::GET,
    path: "/product/{sku}",
    timeout: WEB_GET_PRODUCT_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// Per attempt of `web-list-categories`.
pub const WEB_LIST_CATEGORIES_TIMEOUT: Option<Duration> = Some(Duration::from_secs(60));

/// `web-list-categories`: `GET /categories` at `catalogue`; the operation fails with it.
/// Evidence: `web/default.conf.template:61`.
pub const WEB_LIST_CATEGORIES: Call = Call {
    interaction: "web-list-categories",
    method: Method::GET,
    path: "/categories",
    timeout: WEB_LIST_CATEGORIES_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// Per attempt of `web-list-products`.
pub const WEB_LIST_PRODUCTS_TIMEOUT: Option<Duration> = Some(Duration::from_secs(60));

/// `web-list-products`: `GET /products/{category}` at `catalogue`; the operation fails with it.
/// Evidence: `web/default.conf.template:61`.
pub const WEB_LIST_PRODUCTS: Call = Call {
    interaction: "web-list-products",
    method: Method::GET,
    path: "/products/{category}",
    timeout: WEB_LIST_PRODUCTS_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// Per attempt of `web-search`.
pub const WEB_SEARCH_TIMEOUT: Option<Duration> = Some(Duration::from_secs(60));

/// `web-search`: `GET /search/{text}` at `catalogue`; the operation fails with it.
/// Evidence: `web/default.conf.template:61`.
pub const WEB_SEARCH: Call = Call {
    interaction: "web-search",
    method: Method::GET,
    path: "/search/{text}",
    timeout: WEB_SEARCH_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The calls to `catalogue` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: Peer,
}

impl Client {
    /// A client of the callee at `peer`.
    pub fn new(peer: Peer) -> Self {
        Self { peer }
    }

    /// Sends `web-get-product` as [`WEB_GET_PRODUCT`] says.
    pub async fn web_get_product(
        &self,
        request: &payload::WebGetProductRequest,
    ) -> Result<payload::WebGetProductResponse, CallError> {
        self.peer.send(&WEB_GET_PRODUCT, request).await
    }

    /// Sends `web-list-categories` as [`WEB_LIST_CATEGORIES`] says.
    pub async fn web_list_categories(
        &self,
        request: &payload::WebListCategoriesRequest,
    ) -> Result<payload::WebListCategoriesResponse, CallError> {
        self.peer.send(&WEB_LIST_CATEGORIES, request).await
    }

    /// Sends `web-list-products` as [`WEB_LIST_PRODUCTS`] says.
    pub async fn web_list_products(
        &self,
        request: &payload::WebListProductsRequest,
    ) -> Result<payload::WebListProductsResponse, CallError> {
        self.peer.send(&WEB_LIST_PRODUCTS, request).await
    }

    /// Sends `web-search` as [`WEB_SEARCH`] says.
    pub async fn web_search(
        &self,
        request: &payload::WebSearchRequest,
    ) -> Result<payload::WebSearchResponse, CallError> {
        self.peer.send(&WEB_SEARCH, request).await
    }
}

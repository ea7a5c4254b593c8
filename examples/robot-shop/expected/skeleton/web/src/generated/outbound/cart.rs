//! Calls to `cart`.
//!
//! - `web-add-to-cart`. Evidence: `web/default.conf.template:69`.
//! - `web-get-cart`. Evidence: `web/default.conf.template:69`.
//! - `web-rename-cart`. Evidence: `web/default.conf.template:69`.
//! - `web-update-cart`. Evidence: `web/default.conf.template:69`.

use std::time::Duration;

use reqwest::Method;

use crate::generated::call::{Call, CallError, Peer};
use crate::payload;

/// Per attempt of `web-add-to-cart`.
pub const WEB_ADD_TO_CART_TIMEOUT: Option<Duration> = Some(Duration::from_secs(60));

/// `web-add-to-cart`: `GET /add/{id}/{sku}/{qty}` at `cart`; the operation fails with it.
/// Evidence: `web/default.conf.template:69`.
pub const WEB_ADD_TO_CART: Call = Call {
    interaction: "web-add-to-cart",
    method: Method::GET,
    path: "/add/{id}/{sku}/{qty}",
    timeout: WEB_ADD_TO_CART_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// Per attempt of `web-get-cart`.
pub const WEB_GET_CART_TIMEOUT: Option<Duration> = Some(Duration::from_secs(60));

/// `web-get-cart`: `GET /cart/{id}` at `cart`; the operation fails with it.
/// Evidence: `web/default.conf.template:69`.
pub const WEB_GET_CART: Call = Call {
    interaction: "web-get-cart",
    method: Method::GET,
    path: "/cart/{id}",
    timeout: WEB_GET_CART_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// Per attempt of `web-rename-cart`.
pub const WEB_RENAME_CART_TIMEOUT: Option<Duration> = Some(Duration::from_secs(60));

/// `web-rename-cart`: `GET /rename/{from}/{to}` at `cart`; the operation fails with it.
/// Evidence: `web/default.conf.template:69`.
pub const WEB_RENAME_CART: Call = Call {
    interaction: "web-rename-cart",
    method: Method::GET,
    path: "/rename/{from}/{to}",
    timeout: WEB_RENAME_CART_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// Per attempt of `web-update-cart`.
pub const WEB_UPDATE_CART_TIMEOUT: Option<Duration> = Some(Duration::from_secs(60));

/// `web-update-cart`: `GET /update/{id}/{sku}/{qty}` at `cart`; the operation fails with it.
/// Evidence: `web/default.conf.template:69`.
pub const WEB_UPDATE_CART: Call = Call {
    interaction: "web-update-cart",
    method: Method::GET,
    path: "/update/{id}/{sku}/{qty}",
    timeout: WEB_UPDATE_CART_TIMEOUT,
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

    /// Sends `web-add-to-cart` as [`WEB_ADD_TO_CART`] says.
    pub async fn web_add_to_cart(
        &self,
        request: &payload::WebAddToCartRequest,
    ) -> Result<payload::WebAddToCartResponse, CallError> {
        self.peer.send(&WEB_ADD_TO_CART, request).await
    }

    /// Sends `web-get-cart` as [`WEB_GET_CART`] says.
    pub async fn web_get_cart(
        &self,
        request: &payload::WebGetCartRequest,
    ) -> Result<payload::WebGetCartResponse, CallError> {
        self.peer.send(&WEB_GET_CART, request).await
    }

    /// Sends `web-rename-cart` as [`WEB_RENAME_CART`] says.
    pub async fn web_rename_cart(
        &self,
        request: &payload::WebRenameCartRequest,
    ) -> Result<payload::WebRenameCartResponse, CallError> {
        self.peer.send(&WEB_RENAME_CART, request).await
    }

    /// Sends `web-update-cart` as [`WEB_UPDATE_CART`] says.
    pub async fn web_update_cart(
        &self,
        request: &payload::WebUpdateCartRequest,
    ) -> Result<payload::WebUpdateCartResponse, CallError> {
        self.peer.send(&WEB_UPDATE_CART, request).await
    }
}

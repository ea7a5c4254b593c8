//! Calls to `ratings`.
//!
//! - `web-get-rating`. Evidence: `web/default.conf.template:81`.
//! - `web-rate-product`. Evidence: `web/default.conf.template:81`.

use std::time::Duration;

use reqwest::Method;

use crate::generated::call::{Call, CallError, Peer};
use crate::payload;

/// Per attempt of `web-get-rating`.
pub const WEB_GET_RATING_TIMEOUT: Option<Duration> = Some(Duration::from_secs(60));

/// `web-get-rating`: `GET /api/fetch/{sku}` at `ratings`; the operation fails with it.
/// Evidence: `web/default.conf.template:81`.
pub const WEB_GET_RATING: Call = Call {
    interaction: "web-get-rating",
    method: Method::GET,
    path: "/api/fetch/{sku}",
    timeout: WEB_GET_RATING_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// Per attempt of `web-rate-product`.
pub const WEB_RATE_PRODUCT_TIMEOUT: Option<Duration> = Some(Duration::from_secs(60));

/// `web-rate-product`: `PUT /api/rate/{sku}/{score}` at `ratings`; the operation fails with it.
/// Evidence: `web/default.conf.template:81`.
pub const WEB_RATE_PRODUCT: Call = Call {
    interaction: "web-rate-product",
    method: Method::PUT,
    path: "/api/rate/{sku}/{score}",
    timeout: WEB_RATE_PRODUCT_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The calls to `ratings` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: Peer,
}

impl Client {
    /// A client of the callee at `peer`.
    pub fn new(peer: Peer) -> Self {
        Self { peer }
    }

    /// Sends `web-get-rating` as [`WEB_GET_RATING`] says.
    pub async fn web_get_rating(
        &self,
        request: &payload::WebGetRatingRequest,
    ) -> Result<payload::WebGetRatingResponse, CallError> {
        self.peer.send(&WEB_GET_RATING, request).await
    }

    /// Sends `web-rate-product` as [`WEB_RATE_PRODUCT`] says.
    pub async fn web_rate_product(
        &self,
        request: &payload::WebRateProductRequest,
    ) -> Result<payload::WebRateProductResponse, CallError> {
        self.peer.send(&WEB_RATE_PRODUCT, request).await
    }
}

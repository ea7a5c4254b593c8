//! Calls to `adservice`.
//!
//! - `home-get-ads`. Evidence: `src/frontend/rpc.go:123`, `src/frontend/rpc.go:120`, `src/frontend/handlers.go:116`. Declared as gRPC; JSON over HTTP until protobuf is generated.
//! - `product-get-ads`. Evidence: `src/frontend/rpc.go:123`, `src/frontend/rpc.go:120`, `src/frontend/handlers.go:199`. Declared as gRPC; JSON over HTTP until protobuf is generated.

use std::time::Duration;

use reqwest::Method;

use crate::generated::call::{Call, CallError, Peer};
use crate::payload;

/// Per attempt of `home-get-ads`.
pub const HOME_GET_ADS_TIMEOUT: Option<Duration> = Some(Duration::from_millis(100));

/// `home-get-ads`: `POST /GetAds` at `adservice`; its failure is logged and changes nothing.
/// Evidence: `src/frontend/rpc.go:123`, `src/frontend/rpc.go:120`, `src/frontend/handlers.go:116`.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const HOME_GET_ADS: Call = Call {
    interaction: "home-get-ads",
    method: Method::POST,
    path: "/GetAds",
    timeout: HOME_GET_ADS_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// Per attempt of `product-get-ads`.
pub const PRODUCT_GET_ADS_TIMEOUT: Option<Duration> = Some(Duration::from_millis(100));

/// `product-get-ads`: `POST /GetAds` at `adservice`; its failure is logged and changes nothing.
/// Evidence: `src/frontend/rpc.go:123`, `src/frontend/rpc.go:120`, `src/frontend/handlers.go:199`.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const PRODUCT_GET_ADS: Call = Call {
    interaction: "product-get-ads",
    method: Method::POST,
    path: "/GetAds",
    timeout: PRODUCT_GET_ADS_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The calls to `adservice` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: Peer,
}

impl Client {
    /// A client of the callee at `peer`.
    pub fn new(peer: Peer) -> Self {
        Self { peer }
    }

    /// Sends `home-get-ads` as [`HOME_GET_ADS`] says.
    pub async fn home_get_ads(
        &self,
        request: &payload::HomeGetAdsRequest,
    ) -> Result<payload::HomeGetAdsResponse, CallError> {
        self.peer.send(&HOME_GET_ADS, request).await
    }

    /// Sends `product-get-ads` as [`PRODUCT_GET_ADS`] says.
    pub async fn product_get_ads(
        &self,
        request: &payload::ProductGetAdsRequest,
    ) -> Result<payload::ProductGetAdsResponse, CallError> {
        self.peer.send(&PRODUCT_GET_ADS, request).await
    }
}

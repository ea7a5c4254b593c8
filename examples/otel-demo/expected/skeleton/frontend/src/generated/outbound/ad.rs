//! Calls to `ad`.
//!
//! - `ads-get-ads`. Evidence: `src/frontend/gateways/rpc/Ad.gateway.ts:14`, `src/frontend/pages/api/data.ts:15`, `src/frontend/providers/Ad.provider.tsx:30`. Declared as gRPC; JSON over HTTP until protobuf is generated.

use std::time::Duration;

use reqwest::Method;

use crate::generated::call::{Call, CallError, Peer};
use crate::payload;

/// The architecture says `timeout = "none"` for `ads-get-ads`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const ADS_GET_ADS_TIMEOUT: Option<Duration> = None;

/// `ads-get-ads`: `POST /GetAds` at `ad`; the operation answers with less when it fails.
/// Evidence: `src/frontend/gateways/rpc/Ad.gateway.ts:14`, `src/frontend/pages/api/data.ts:15`, `src/frontend/providers/Ad.provider.tsx:30`.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const ADS_GET_ADS: Call = Call {
    interaction: "ads-get-ads",
    method: Method::POST,
    path: "/GetAds",
    timeout: ADS_GET_ADS_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The calls to `ad` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: Peer,
}

impl Client {
    /// A client of the callee at `peer`.
    pub fn new(peer: Peer) -> Self {
        Self { peer }
    }

    /// Sends `ads-get-ads` as [`ADS_GET_ADS`] says.
    pub async fn ads_get_ads(
        &self,
        request: &payload::AdsGetAdsRequest,
    ) -> Result<payload::AdsGetAdsResponse, CallError> {
        self.peer.send(&ADS_GET_ADS, request).await
    }
}

//! Calls to `recommendation`.
//!
//! - `recommendations-list-recommendations`. Evidence: `src/frontend/gateways/rpc/Recommendations.gateway.ts:14`, `src/frontend/pages/api/recommendations.ts:16`, `src/frontend/providers/Ad.provider.tsx:41`. Declared as gRPC; JSON over HTTP until protobuf is generated.

use std::time::Duration;

use reqwest::Method;

use crate::generated::call::{Call, CallError, Peer};
use crate::payload;

/// The architecture says `timeout = "none"` for `recommendations-list-recommendations`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const RECOMMENDATIONS_LIST_RECOMMENDATIONS_TIMEOUT: Option<Duration> = None;

/// `recommendations-list-recommendations`: `POST /ListRecommendations` at `recommendation`; the operation answers with less when it fails.
/// Evidence: `src/frontend/gateways/rpc/Recommendations.gateway.ts:14`, `src/frontend/pages/api/recommendations.ts:16`, `src/frontend/providers/Ad.provider.tsx:41`.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const RECOMMENDATIONS_LIST_RECOMMENDATIONS: Call = Call {
    interaction: "recommendations-list-recommendations",
    method: Method::POST,
    path: "/ListRecommendations",
    timeout: RECOMMENDATIONS_LIST_RECOMMENDATIONS_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The calls to `recommendation` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: Peer,
}

impl Client {
    /// A client of the callee at `peer`.
    pub fn new(peer: Peer) -> Self {
        Self { peer }
    }

    /// Sends `recommendations-list-recommendations` as [`RECOMMENDATIONS_LIST_RECOMMENDATIONS`] says.
    pub async fn recommendations_list_recommendations(
        &self,
        request: &payload::RecommendationsListRecommendationsRequest,
    ) -> Result<payload::RecommendationsListRecommendationsResponse, CallError> {
        self.peer.send(&RECOMMENDATIONS_LIST_RECOMMENDATIONS, request).await
    }
}

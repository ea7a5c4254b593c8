//! Calls to `reviews`.
//!
//! - `get-reviews`. Evidence: `Istio documentation, task Fault Injection, section Understanding what happened`. Decided in ADR-0001.

use std::time::Duration;

use reqwest::Method;

use crate::generated::runtime::call::{Call, CallError, Peer};
use crate::payload;

/// Per attempt of `get-reviews`.
pub const GET_REVIEWS_TIMEOUT: Option<Duration> = Some(Duration::from_secs(3));

/// `get-reviews`: `GET /reviews/{id}` at `reviews`; the operation answers with less when it fails.
/// Evidence: `Istio documentation, task Fault Injection, section Understanding what happened`.
/// Decided in ADR-0001.
pub const GET_REVIEWS: Call = Call {
    interaction: "get-reviews",
    method: Method::GET,
    path: "/reviews/{id}",
    timeout: GET_REVIEWS_TIMEOUT,
    attempts: 2,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The calls to `reviews` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: Peer,
}

impl Client {
    /// A client of the callee at `peer`.
    pub fn new(peer: Peer) -> Self {
        Self { peer }
    }

    /// Sends `get-reviews` as [`GET_REVIEWS`] says.
    pub async fn get_reviews(
        &self,
        request: &payload::GetReviewsRequest,
    ) -> Result<payload::GetReviewsResponse, CallError> {
        self.peer.send(&GET_REVIEWS, request).await
    }
}

//! Calls to `reviews`.
//!
//! - `get-reviews`. Evidence: `Istio documentation, task Fault Injection, section Understanding what happened`. Decided in ADR-0001.

use std::time::Duration;

use reqwest::Method;

use crate::generated::runtime::call::{CallError, Caller, Policy};
use crate::generated::runtime::http::{self, Route};
use crate::payload;

/// Per attempt of `get-reviews`.
pub const GET_REVIEWS_TIMEOUT: Option<Duration> = Some(Duration::from_secs(3));

/// `get-reviews`: `GET /reviews/{id}` at `reviews`; the operation answers with less when it fails.
/// Evidence: `Istio documentation, task Fault Injection, section Understanding what happened`.
/// Decided in ADR-0001.
pub const GET_REVIEWS: Policy = Policy {
    interaction: "get-reviews",
    callee: "reviews",
    timeout: GET_REVIEWS_TIMEOUT,
    attempts: 2,
    backoff: None,
    jitter: false,
    repeatable: true,
    retry_budget: None,
    breaker: None,
    bulkhead: None,
    idempotency_key: false,
    passes_deadline: false,
};

/// Where `get-reviews` arrives.
pub const GET_REVIEWS_ROUTE: Route = Route { method: Method::GET, path: "/reviews/{id}" };

/// The calls to `reviews` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: http::Peer,
    get_reviews: Caller,
}

impl Client {
    /// A client of the callee at the given end of the connection.
    pub fn new(peer: http::Peer) -> Self {
        Self {
            peer,
            get_reviews: Caller::new(GET_REVIEWS),
        }
    }

    /// Sends `get-reviews` as [`GET_REVIEWS`] says.
    pub async fn get_reviews(
        &self,
        request: &payload::GetReviewsRequest,
    ) -> Result<payload::GetReviewsResponse, CallError> {
        self.peer.send(&self.get_reviews, &GET_REVIEWS_ROUTE, request).await
    }
}

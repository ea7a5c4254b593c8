//! Calls to `details`.
//!
//! - `get-details`. Decided in ADR-0001.

use std::time::Duration;

use reqwest::Method;

use crate::generated::runtime::call::{CallError, Caller, Policy};
use crate::generated::runtime::http::{self, Route};
use crate::payload;

/// The architecture declares no timeout for `get-details`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const GET_DETAILS_TIMEOUT: Option<Duration> = None;

/// `get-details`: `GET /details/{id}` at `details`; no `on-failure` is declared, so the operation fails with it.
/// Decided in ADR-0001.
pub const GET_DETAILS: Policy = Policy {
    interaction: "get-details",
    callee: "details",
    timeout: GET_DETAILS_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    repeatable: true,
    retry_budget: None,
    breaker: None,
    bulkhead: None,
    idempotency_key: false,
    passes_deadline: false,
};

/// Where `get-details` arrives.
pub const GET_DETAILS_ROUTE: Route = Route { method: Method::GET, path: "/details/{id}" };

/// The calls to `details` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: http::Peer,
    get_details: Caller,
}

impl Client {
    /// A client of the callee at the given end of the connection.
    pub fn new(peer: http::Peer) -> Self {
        Self {
            peer,
            get_details: Caller::new(GET_DETAILS),
        }
    }

    /// Sends `get-details` as [`GET_DETAILS`] says.
    pub async fn get_details(
        &self,
        request: &payload::GetDetailsRequest,
    ) -> Result<payload::GetDetailsResponse, CallError> {
        self.peer.send(&self.get_details, &GET_DETAILS_ROUTE, request).await
    }
}

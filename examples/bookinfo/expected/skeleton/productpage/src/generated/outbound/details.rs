//! Calls to `details`.
//!
//! - `get-details`. Decided in ADR-0001.

use std::time::Duration;

use reqwest::Method;

use crate::generated::runtime::call::{Call, CallError, Peer};
use crate::payload;

/// The architecture declares no timeout for `get-details`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const GET_DETAILS_TIMEOUT: Option<Duration> = None;

/// `get-details`: `GET /details/{id}` at `details`; no `on-failure` is declared, so the operation fails with it.
/// Decided in ADR-0001.
pub const GET_DETAILS: Call = Call {
    interaction: "get-details",
    method: Method::GET,
    path: "/details/{id}",
    timeout: GET_DETAILS_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The calls to `details` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: Peer,
}

impl Client {
    /// A client of the callee at `peer`.
    pub fn new(peer: Peer) -> Self {
        Self { peer }
    }

    /// Sends `get-details` as [`GET_DETAILS`] says.
    pub async fn get_details(
        &self,
        request: &payload::GetDetailsRequest,
    ) -> Result<payload::GetDetailsResponse, CallError> {
        self.peer.send(&GET_DETAILS, request).await
    }
}

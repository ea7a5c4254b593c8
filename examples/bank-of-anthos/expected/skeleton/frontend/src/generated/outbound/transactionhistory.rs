//! Calls to `transactionhistory`.
//!
//! - `home-get-history`. Evidence: `src/frontend/frontend.py:124`, `src/frontend/frontend.py:141`, `src/frontend/frontend.py:677` and 1 more. Decided in ADR-0001.

use std::time::Duration;

use reqwest::Method;

use crate::generated::runtime::call::{Call, CallError, Peer};
use crate::payload;

/// Per attempt of `home-get-history`.
pub const HOME_GET_HISTORY_TIMEOUT: Option<Duration> = Some(Duration::from_secs(4));

/// `home-get-history`: `GET /transactions/{account}` at `transactionhistory`; the operation answers with less when it fails.
/// Evidence: `src/frontend/frontend.py:124`, `src/frontend/frontend.py:141`, `src/frontend/frontend.py:677` and 1 more.
/// Decided in ADR-0001.
pub const HOME_GET_HISTORY: Call = Call {
    interaction: "home-get-history",
    method: Method::GET,
    path: "/transactions/{account}",
    timeout: HOME_GET_HISTORY_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The calls to `transactionhistory` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: Peer,
}

impl Client {
    /// A client of the callee at `peer`.
    pub fn new(peer: Peer) -> Self {
        Self { peer }
    }

    /// Sends `home-get-history` as [`HOME_GET_HISTORY`] says.
    pub async fn home_get_history(
        &self,
        request: &payload::HomeGetHistoryRequest,
    ) -> Result<payload::HomeGetHistoryResponse, CallError> {
        self.peer.send(&HOME_GET_HISTORY, request).await
    }
}

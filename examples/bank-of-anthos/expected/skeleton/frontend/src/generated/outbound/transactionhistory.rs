//! Calls to `transactionhistory`.
//!
//! - `home-get-history`. Evidence: `src/frontend/frontend.py:124`, `src/frontend/frontend.py:141`, `src/frontend/frontend.py:677` and 1 more. Decided in ADR-0001.

use std::time::Duration;

use reqwest::Method;

use crate::generated::runtime::call::{CallError, Caller, Policy};
use crate::generated::runtime::http::{self, Route};
use crate::payload;

/// Per attempt of `home-get-history`.
pub const HOME_GET_HISTORY_TIMEOUT: Option<Duration> = Some(Duration::from_secs(4));

/// `home-get-history`: `GET /transactions/{account}` at `transactionhistory`; the operation answers with less when it fails.
/// Evidence: `src/frontend/frontend.py:124`, `src/frontend/frontend.py:141`, `src/frontend/frontend.py:677` and 1 more.
/// Decided in ADR-0001.
pub const HOME_GET_HISTORY: Policy = Policy {
    interaction: "home-get-history",
    callee: "transactionhistory",
    timeout: HOME_GET_HISTORY_TIMEOUT,
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

/// Where `home-get-history` arrives.
pub const HOME_GET_HISTORY_ROUTE: Route = Route { method: Method::GET, path: "/transactions/{account}" };

/// The calls to `transactionhistory` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: http::Peer,
    home_get_history: Caller,
}

impl Client {
    /// A client of the callee at the given end of the connection.
    pub fn new(peer: http::Peer) -> Self {
        Self {
            peer,
            home_get_history: Caller::new(HOME_GET_HISTORY),
        }
    }

    /// Sends `home-get-history` as [`HOME_GET_HISTORY`] says.
    pub async fn home_get_history(
        &self,
        request: &payload::HomeGetHistoryRequest,
    ) -> Result<payload::HomeGetHistoryResponse, CallError> {
        self.peer.send(&self.home_get_history, &HOME_GET_HISTORY_ROUTE, request).await
    }
}

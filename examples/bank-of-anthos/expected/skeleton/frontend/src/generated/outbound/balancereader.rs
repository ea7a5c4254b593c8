//! Calls to `balancereader`.
//!
//! - `home-get-balance`. Evidence: `src/frontend/frontend.py:118`, `src/frontend/frontend.py:141`, `src/frontend/frontend.py:677` and 1 more. Decided in ADR-0001.

use std::time::Duration;

use reqwest::Method;

use crate::generated::runtime::call::{CallError, Caller, Policy};
use crate::generated::runtime::http::{self, Route};
use crate::payload;

/// Per attempt of `home-get-balance`.
pub const HOME_GET_BALANCE_TIMEOUT: Option<Duration> = Some(Duration::from_secs(4));

/// `home-get-balance`: `GET /balances/{account}` at `balancereader`; the operation answers with less when it fails.
/// Evidence: `src/frontend/frontend.py:118`, `src/frontend/frontend.py:141`, `src/frontend/frontend.py:677` and 1 more.
/// Decided in ADR-0001.
pub const HOME_GET_BALANCE: Policy = Policy {
    interaction: "home-get-balance",
    callee: "balancereader",
    timeout: HOME_GET_BALANCE_TIMEOUT,
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

/// Where `home-get-balance` arrives.
pub const HOME_GET_BALANCE_ROUTE: Route = Route { method: Method::GET, path: "/balances/{account}" };

/// The calls to `balancereader` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: http::Peer,
    home_get_balance: Caller,
}

impl Client {
    /// A client of the callee at the given end of the connection.
    pub fn new(peer: http::Peer) -> Self {
        Self {
            peer,
            home_get_balance: Caller::new(HOME_GET_BALANCE),
        }
    }

    /// Sends `home-get-balance` as [`HOME_GET_BALANCE`] says.
    pub async fn home_get_balance(
        &self,
        request: &payload::HomeGetBalanceRequest,
    ) -> Result<payload::HomeGetBalanceResponse, CallError> {
        self.peer.send(&self.home_get_balance, &HOME_GET_BALANCE_ROUTE, request).await
    }
}

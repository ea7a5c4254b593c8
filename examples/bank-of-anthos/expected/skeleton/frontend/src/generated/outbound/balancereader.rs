//! Calls to `balancereader`.
//!
//! - `home-get-balance`. Evidence: `src/frontend/frontend.py:118`, `src/frontend/frontend.py:141`, `src/frontend/frontend.py:677` and 1 more. Decided in ADR-0001.

use std::time::Duration;

use reqwest::Method;

use crate::generated::runtime::call::{Call, CallError, Peer};
use crate::payload;

/// Per attempt of `home-get-balance`.
pub const HOME_GET_BALANCE_TIMEOUT: Option<Duration> = Some(Duration::from_secs(4));

/// `home-get-balance`: `GET /balances/{account}` at `balancereader`; the operation answers with less when it fails.
/// Evidence: `src/frontend/frontend.py:118`, `src/frontend/frontend.py:141`, `src/frontend/frontend.py:677` and 1 more.
/// Decided in ADR-0001.
pub const HOME_GET_BALANCE: Call = Call {
    interaction: "home-get-balance",
    method: Method::GET,
    path: "/balances/{account}",
    timeout: HOME_GET_BALANCE_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The calls to `balancereader` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: Peer,
}

impl Client {
    /// A client of the callee at `peer`.
    pub fn new(peer: Peer) -> Self {
        Self { peer }
    }

    /// Sends `home-get-balance` as [`HOME_GET_BALANCE`] says.
    pub async fn home_get_balance(
        &self,
        request: &payload::HomeGetBalanceRequest,
    ) -> Result<payload::HomeGetBalanceResponse, CallError> {
        self.peer.send(&HOME_GET_BALANCE, request).await
    }
}

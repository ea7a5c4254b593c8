//! Calls to `orders`.
//!
//! - `get-user-order`. Decided in ADR-0002. No mode is declared; sync is recommended.
//! - `process-order`. Decided in ADR-0004. Hybrid: only the part that runs now is generated; what runs later (`request-payment`) is not, yet.

use std::time::Duration;

use reqwest::Method;

use crate::generated::call::{Call, CallError, Peer};
use crate::payload;

/// The architecture declares no timeout for `get-user-order`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const GET_USER_ORDER_TIMEOUT: Option<Duration> = None;

/// `get-user-order`: `POST /Get` at `orders`; no `on-failure` is declared, so the operation fails with it.
/// Decided in ADR-0002.
/// No mode is declared; sync is recommended.
pub const GET_USER_ORDER: Call = Call {
    interaction: "get-user-order",
    method: Method::POST,
    path: "/Get",
    timeout: GET_USER_ORDER_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The architecture declares no timeout for `process-order`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const PROCESS_ORDER_TIMEOUT: Option<Duration> = None;

/// `process-order`: `POST /Process` at `orders`; no `on-failure` is declared, so the operation fails with it.
/// Decided in ADR-0004.
/// Hybrid: only the part that runs now is generated; what runs later (`request-payment`) is not, yet.
pub const PROCESS_ORDER: Call = Call {
    interaction: "process-order",
    method: Method::POST,
    path: "/Process",
    timeout: PROCESS_ORDER_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The calls to `orders` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: Peer,
}

impl Client {
    /// A client of the callee at `peer`.
    pub fn new(peer: Peer) -> Self {
        Self { peer }
    }

    /// Sends `get-user-order` as [`GET_USER_ORDER`] says.
    pub async fn get_user_order(
        &self,
        request: &payload::GetUserOrderRequest,
    ) -> Result<payload::GetUserOrderResponse, CallError> {
        self.peer.send(&GET_USER_ORDER, request).await
    }

    /// Sends `process-order` as [`PROCESS_ORDER`] says.
    pub async fn process_order(
        &self,
        request: &payload::ProcessOrderRequest,
    ) -> Result<payload::ProcessOrderResponse, CallError> {
        self.peer.send(&PROCESS_ORDER, request).await
    }
}

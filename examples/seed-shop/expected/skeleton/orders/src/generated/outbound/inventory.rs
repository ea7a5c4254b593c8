//! Calls to `inventory`.
//!
//! - `reserve-stock`. Decided in ADR-0001. Declared as gRPC; JSON over HTTP until protobuf is generated.

use std::time::Duration;

use reqwest::Method;

use crate::generated::runtime::call::{Call, CallError, Peer};
use crate::payload;

/// Per attempt of `reserve-stock`.
pub const RESERVE_STOCK_TIMEOUT: Option<Duration> = Some(Duration::from_millis(300));

/// `reserve-stock`: `POST /Reserve` at `inventory`; the operation fails with it.
/// Decided in ADR-0001.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const RESERVE_STOCK: Call = Call {
    interaction: "reserve-stock",
    method: Method::POST,
    path: "/Reserve",
    timeout: RESERVE_STOCK_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: true,
};

/// The calls to `inventory` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: Peer,
}

impl Client {
    /// A client of the callee at `peer`.
    pub fn new(peer: Peer) -> Self {
        Self { peer }
    }

    /// Sends `reserve-stock` as [`RESERVE_STOCK`] says.
    pub async fn reserve_stock(
        &self,
        request: &payload::ReserveStockRequest,
    ) -> Result<payload::ReserveStockResponse, CallError> {
        self.peer.send(&RESERVE_STOCK, request).await
    }
}

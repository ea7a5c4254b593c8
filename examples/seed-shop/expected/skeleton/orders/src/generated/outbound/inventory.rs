//! Calls to `inventory`.
//!
//! - `reserve-stock`. Decided in ADR-0001.

use std::time::Duration;

use crate::generated::runtime::call::{CallError, Caller, Policy};
use crate::generated::runtime::grpc_call;
use crate::payload;

/// Per attempt of `reserve-stock`.
pub const RESERVE_STOCK_TIMEOUT: Option<Duration> = Some(Duration::from_millis(300));

/// `reserve-stock`: `gRPC /inventory.Inventory/Reserve` at `inventory`; the operation fails with it.
/// Decided in ADR-0001.
pub const RESERVE_STOCK: Policy = Policy {
    interaction: "reserve-stock",
    callee: "inventory",
    timeout: RESERVE_STOCK_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    repeatable: true,
    retry_budget: None,
    breaker: None,
    bulkhead: None,
    idempotency_key: true,
    passes_deadline: false,
};

/// Where `reserve-stock` arrives.
pub const RESERVE_STOCK_PATH: &str = "/inventory.Inventory/Reserve";

/// The calls to `inventory` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    procedures: grpc_call::Peer,
    reserve_stock: Caller,
}

impl Client {
    /// A client of the callee at the given end of the connection.
    pub fn new(procedures: grpc_call::Peer) -> Self {
        Self {
            procedures,
            reserve_stock: Caller::new(RESERVE_STOCK),
        }
    }

    /// Sends `reserve-stock` as [`RESERVE_STOCK`] says.
    pub async fn reserve_stock(
        &self,
        request: &payload::ReserveStockRequest,
    ) -> Result<payload::ReserveStockResponse, CallError> {
        self.procedures.send(&self.reserve_stock, RESERVE_STOCK_PATH, request).await
    }
}

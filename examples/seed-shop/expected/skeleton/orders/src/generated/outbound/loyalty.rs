//! Calls to `loyalty`.
//!
//! - `credit-points`. Decided in ADR-0003.

use std::time::Duration;

use crate::generated::runtime::call::{CallError, Caller, Policy};
use crate::generated::runtime::grpc_call;
use crate::payload;

/// Per attempt of `credit-points`.
pub const CREDIT_POINTS_TIMEOUT: Option<Duration> = Some(Duration::from_secs(5));

/// `credit-points`: `gRPC /loyalty.Loyalty/Credit` at `loyalty`; the operation fails with it.
/// Decided in ADR-0003.
pub const CREDIT_POINTS: Policy = Policy {
    interaction: "credit-points",
    callee: "loyalty",
    timeout: CREDIT_POINTS_TIMEOUT,
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

/// Where `credit-points` arrives.
pub const CREDIT_POINTS_PATH: &str = "/loyalty.Loyalty/Credit";

/// The calls to `loyalty` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    procedures: grpc_call::Peer,
    credit_points: Caller,
}

impl Client {
    /// A client of the callee at the given end of the connection.
    pub fn new(procedures: grpc_call::Peer) -> Self {
        Self {
            procedures,
            credit_points: Caller::new(CREDIT_POINTS),
        }
    }

    /// Sends `credit-points` as [`CREDIT_POINTS`] says.
    pub async fn credit_points(
        &self,
        request: &payload::CreditPointsRequest,
    ) -> Result<payload::CreditPointsResponse, CallError> {
        self.procedures.send(&self.credit_points, CREDIT_POINTS_PATH, request).await
    }
}

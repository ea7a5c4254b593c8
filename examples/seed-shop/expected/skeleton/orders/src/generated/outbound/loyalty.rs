//! Calls to `loyalty`.
//!
//! - `credit-points`. Decided in ADR-0003. Declared as gRPC; JSON over HTTP until protobuf is generated.

use std::time::Duration;

use reqwest::Method;

use crate::generated::runtime::call::{Call, CallError, Peer};
use crate::payload;

/// Per attempt of `credit-points`.
pub const CREDIT_POINTS_TIMEOUT: Option<Duration> = Some(Duration::from_secs(5));

/// `credit-points`: `POST /Credit` at `loyalty`; the operation fails with it.
/// Decided in ADR-0003.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const CREDIT_POINTS: Call = Call {
    interaction: "credit-points",
    method: Method::POST,
    path: "/Credit",
    timeout: CREDIT_POINTS_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: true,
};

/// The calls to `loyalty` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: Peer,
}

impl Client {
    /// A client of the callee at `peer`.
    pub fn new(peer: Peer) -> Self {
        Self { peer }
    }

    /// Sends `credit-points` as [`CREDIT_POINTS`] says.
    pub async fn credit_points(
        &self,
        request: &payload::CreditPointsRequest,
    ) -> Result<payload::CreditPointsResponse, CallError> {
        self.peer.send(&CREDIT_POINTS, request).await
    }
}

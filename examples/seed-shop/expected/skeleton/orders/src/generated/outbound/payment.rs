//! Calls to `payment`.
//!
//! - `request-payment`. Decided in ADR-0005. Declared as gRPC; JSON over HTTP until protobuf is generated.

use std::time::Duration;

use reqwest::Method;

use crate::generated::runtime::call::{Call, CallError, Peer};
use crate::payload;

/// Per attempt of `request-payment`.
pub const REQUEST_PAYMENT_TIMEOUT: Option<Duration> = Some(Duration::from_secs(30));

/// `request-payment`: `POST /Pay` at `payment`; the operation fails with it.
/// Decided in ADR-0005.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const REQUEST_PAYMENT: Call = Call {
    interaction: "request-payment",
    method: Method::POST,
    path: "/Pay",
    timeout: REQUEST_PAYMENT_TIMEOUT,
    attempts: 3,
    backoff: Some(Duration::from_millis(200)),
    jitter: true,
    idempotency_key: true,
};

/// The calls to `payment` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: Peer,
}

impl Client {
    /// A client of the callee at `peer`.
    pub fn new(peer: Peer) -> Self {
        Self { peer }
    }

    /// Sends `request-payment` as [`REQUEST_PAYMENT`] says.
    pub async fn request_payment(
        &self,
        request: &payload::RequestPaymentRequest,
    ) -> Result<payload::RequestPaymentResponse, CallError> {
        self.peer.send(&REQUEST_PAYMENT, request).await
    }
}

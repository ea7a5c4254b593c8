//! Calls to `payment`.
//!
//! - `request-payment`. Decided in ADR-0005.

use std::time::Duration;

use crate::generated::runtime::call::{CallError, Caller, Policy};
use crate::generated::runtime::grpc_call;
use crate::payload;

/// Per attempt of `request-payment`.
pub const REQUEST_PAYMENT_TIMEOUT: Option<Duration> = Some(Duration::from_secs(30));

/// `request-payment`: `gRPC /payment.Payment/Pay` at `payment`; the operation fails with it.
/// Decided in ADR-0005.
pub const REQUEST_PAYMENT: Policy = Policy {
    interaction: "request-payment",
    callee: "payment",
    timeout: REQUEST_PAYMENT_TIMEOUT,
    attempts: 3,
    backoff: Some(Duration::from_millis(200)),
    jitter: true,
    repeatable: true,
    retry_budget: None,
    breaker: None,
    bulkhead: None,
    idempotency_key: true,
    passes_deadline: false,
};

/// Where `request-payment` arrives.
pub const REQUEST_PAYMENT_PATH: &str = "/payment.Payment/Pay";

/// The calls to `payment` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    procedures: grpc_call::Peer,
    request_payment: Caller,
}

impl Client {
    /// A client of the callee at the given end of the connection.
    pub fn new(procedures: grpc_call::Peer) -> Self {
        Self {
            procedures,
            request_payment: Caller::new(REQUEST_PAYMENT),
        }
    }

    /// Sends `request-payment` as [`REQUEST_PAYMENT`] says.
    pub async fn request_payment(
        &self,
        request: &payload::RequestPaymentRequest,
    ) -> Result<payload::RequestPaymentResponse, CallError> {
        self.procedures.send(&self.request_payment, REQUEST_PAYMENT_PATH, request).await
    }
}

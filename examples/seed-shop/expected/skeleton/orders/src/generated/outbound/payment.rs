//! Calls to `payment`.
//!
//! - `request-payment`. Decided in ADR-0005. Declared as gRPC; JSON over HTTP until protobuf is generated.

use std::time::Duration;

use reqwest::Method;

use crate::generated::runtime::call::{CallError, Caller, Policy};
use crate::generated::runtime::http::{Peer, Route};
use crate::payload;

/// Per attempt of `request-payment`.
pub const REQUEST_PAYMENT_TIMEOUT: Option<Duration> = Some(Duration::from_secs(30));

/// `request-payment`: `POST /Pay` at `payment`; the operation fails with it.
/// Decided in ADR-0005.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
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
pub const REQUEST_PAYMENT_ROUTE: Route = Route { method: Method::POST, path: "/Pay" };

/// The calls to `payment` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: Peer,
    request_payment: Caller,
}

impl Client {
    /// A client of the callee at `peer`.
    pub fn new(peer: Peer) -> Self {
        Self {
            peer,
            request_payment: Caller::new(REQUEST_PAYMENT),
        }
    }

    /// Sends `request-payment` as [`REQUEST_PAYMENT`] says.
    pub async fn request_payment(
        &self,
        request: &payload::RequestPaymentRequest,
    ) -> Result<payload::RequestPaymentResponse, CallError> {
        self.peer.send(&self.request_payment, &REQUEST_PAYMENT_ROUTE, request).await
    }
}

//! Calls to `user`.
//!
//! - `pay-check-user`. Evidence: `payment/payment.py:64`, `payment/payment.py:68`. Decided in ADR-0001.
//! - `pay-record-order`. Evidence: `payment/payment.py:104`, `payment/payment.py:106`, `payment/payment.py:109` and 1 more. Decided in ADR-0004.

use std::time::Duration;

use reqwest::Method;

use crate::generated::runtime::call::{CallError, Caller, Policy};
use crate::generated::runtime::http::{self, Route};
use crate::payload;

/// The architecture says `timeout = "none"` for `pay-check-user`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const PAY_CHECK_USER_TIMEOUT: Option<Duration> = None;

/// `pay-check-user`: `GET /check/{id}` at `user`; the operation fails with it.
/// Evidence: `payment/payment.py:64`, `payment/payment.py:68`.
/// Decided in ADR-0001.
pub const PAY_CHECK_USER: Policy = Policy {
    interaction: "pay-check-user",
    callee: "user",
    timeout: PAY_CHECK_USER_TIMEOUT,
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

/// Where `pay-check-user` arrives.
pub const PAY_CHECK_USER_ROUTE: Route = Route { method: Method::GET, path: "/check/{id}" };

/// The architecture says `timeout = "none"` for `pay-record-order`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const PAY_RECORD_ORDER_TIMEOUT: Option<Duration> = None;

/// `pay-record-order`: `POST /order/{id}` at `user`; the operation fails with it.
/// Evidence: `payment/payment.py:104`, `payment/payment.py:106`, `payment/payment.py:109` and 1 more.
/// Decided in ADR-0004.
pub const PAY_RECORD_ORDER: Policy = Policy {
    interaction: "pay-record-order",
    callee: "user",
    timeout: PAY_RECORD_ORDER_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    repeatable: false,
    retry_budget: None,
    breaker: None,
    bulkhead: None,
    idempotency_key: false,
    passes_deadline: false,
};

/// Where `pay-record-order` arrives.
pub const PAY_RECORD_ORDER_ROUTE: Route = Route { method: Method::POST, path: "/order/{id}" };

/// The calls to `user` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: http::Peer,
    pay_check_user: Caller,
    pay_record_order: Caller,
}

impl Client {
    /// A client of the callee at the given end of the connection.
    pub fn new(peer: http::Peer) -> Self {
        Self {
            peer,
            pay_check_user: Caller::new(PAY_CHECK_USER),
            pay_record_order: Caller::new(PAY_RECORD_ORDER),
        }
    }

    /// Sends `pay-check-user` as [`PAY_CHECK_USER`] says.
    pub async fn pay_check_user(
        &self,
        request: &payload::PayCheckUserRequest,
    ) -> Result<payload::PayCheckUserResponse, CallError> {
        self.peer.send(&self.pay_check_user, &PAY_CHECK_USER_ROUTE, request).await
    }

    /// Sends `pay-record-order` as [`PAY_RECORD_ORDER`] says.
    pub async fn pay_record_order(
        &self,
        request: &payload::PayRecordOrderRequest,
    ) -> Result<payload::PayRecordOrderResponse, CallError> {
        self.peer.send(&self.pay_record_order, &PAY_RECORD_ORDER_ROUTE, request).await
    }
}

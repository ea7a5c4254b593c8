//! Calls to `user`.
//!
//! - `pay-check-user`. Evidence: `payment/payment.py:64`, `payment/payment.py:68`. Decided in ADR-0001.
//! - `pay-record-order`. Evidence: `payment/payment.py:104`, `payment/payment.py:106`, `payment/payment.py:109` and 1 more. Decided in ADR-0004.

use std::time::Duration;

use reqwest::Method;

use crate::generated::runtime::call::{Call, CallError, Peer};
use crate::payload;

/// The architecture says `timeout = "none"` for `pay-check-user`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const PAY_CHECK_USER_TIMEOUT: Option<Duration> = None;

/// `pay-check-user`: `GET /check/{id}` at `user`; the operation fails with it.
/// Evidence: `payment/payment.py:64`, `payment/payment.py:68`.
/// Decided in ADR-0001.
pub const PAY_CHECK_USER: Call = Call {
    interaction: "pay-check-user",
    method: Method::GET,
    path: "/check/{id}",
    timeout: PAY_CHECK_USER_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The architecture says `timeout = "none"` for `pay-record-order`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const PAY_RECORD_ORDER_TIMEOUT: Option<Duration> = None;

/// `pay-record-order`: `POST /order/{id}` at `user`; the operation fails with it.
/// Evidence: `payment/payment.py:104`, `payment/payment.py:106`, `payment/payment.py:109` and 1 more.
/// Decided in ADR-0004.
pub const PAY_RECORD_ORDER: Call = Call {
    interaction: "pay-record-order",
    method: Method::POST,
    path: "/order/{id}",
    timeout: PAY_RECORD_ORDER_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The calls to `user` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: Peer,
}

impl Client {
    /// A client of the callee at `peer`.
    pub fn new(peer: Peer) -> Self {
        Self { peer }
    }

    /// Sends `pay-check-user` as [`PAY_CHECK_USER`] says.
    pub async fn pay_check_user(
        &self,
        request: &payload::PayCheckUserRequest,
    ) -> Result<payload::PayCheckUserResponse, CallError> {
        self.peer.send(&PAY_CHECK_USER, request).await
    }

    /// Sends `pay-record-order` as [`PAY_RECORD_ORDER`] says.
    pub async fn pay_record_order(
        &self,
        request: &payload::PayRecordOrderRequest,
    ) -> Result<payload::PayRecordOrderResponse, CallError> {
        self.peer.send(&PAY_RECORD_ORDER, request).await
    }
}

//! Calls to `payment-provider`.
//!
//! - `pay-charge`. Evidence: `payment/payment.py:84`, `payment/payment.py:89`. Decided in ADR-0001.

use std::time::Duration;

use reqwest::Method;

use crate::generated::runtime::call::{Call, CallError, Peer};
use crate::payload;

/// The architecture says `timeout = "none"` for `pay-charge`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const PAY_CHARGE_TIMEOUT: Option<Duration> = None;

/// `pay-charge`: `POST /charge` at `payment-provider`; the operation fails with it.
/// Evidence: `payment/payment.py:84`, `payment/payment.py:89`.
/// Decided in ADR-0001.
pub const PAY_CHARGE: Call = Call {
    interaction: "pay-charge",
    method: Method::POST,
    path: "/charge",
    timeout: PAY_CHARGE_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The calls to `payment-provider` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: Peer,
}

impl Client {
    /// A client of the callee at `peer`.
    pub fn new(peer: Peer) -> Self {
        Self { peer }
    }

    /// Sends `pay-charge` as [`PAY_CHARGE`] says.
    pub async fn pay_charge(
        &self,
        request: &payload::PayChargeRequest,
    ) -> Result<payload::PayChargeResponse, CallError> {
        self.peer.send(&PAY_CHARGE, request).await
    }
}

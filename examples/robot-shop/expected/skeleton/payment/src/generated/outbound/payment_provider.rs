//! Calls to `payment-provider`.
//!
//! - `pay-charge`. Evidence: `payment/payment.py:84`, `payment/payment.py:89`. Decided in ADR-0001.

use std::time::Duration;

use reqwest::Method;

use crate::generated::runtime::call::{CallError, Caller, Policy};
use crate::generated::runtime::http::{self, Route};
use crate::payload;

/// The architecture says `timeout = "none"` for `pay-charge`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const PAY_CHARGE_TIMEOUT: Option<Duration> = None;

/// `pay-charge`: `POST /charge` at `payment-provider`; the operation fails with it.
/// Evidence: `payment/payment.py:84`, `payment/payment.py:89`.
/// Decided in ADR-0001.
pub const PAY_CHARGE: Policy = Policy {
    interaction: "pay-charge",
    callee: "payment-provider",
    timeout: PAY_CHARGE_TIMEOUT,
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

/// Where `pay-charge` arrives.
pub const PAY_CHARGE_ROUTE: Route = Route { method: Method::POST, path: "/charge" };

/// The calls to `payment-provider` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: http::Peer,
    pay_charge: Caller,
}

impl Client {
    /// A client of the callee at the given end of the connection.
    pub fn new(peer: http::Peer) -> Self {
        Self {
            peer,
            pay_charge: Caller::new(PAY_CHARGE),
        }
    }

    /// Sends `pay-charge` as [`PAY_CHARGE`] says.
    pub async fn pay_charge(
        &self,
        request: &payload::PayChargeRequest,
    ) -> Result<payload::PayChargeResponse, CallError> {
        self.peer.send(&self.pay_charge, &PAY_CHARGE_ROUTE, request).await
    }
}

//! Calls to `cart`.
//!
//! - `pay-delete-cart`. Evidence: `payment/payment.py:116`, `payment/payment.py:121`, `cart/server.js:101`. Decided in ADR-0002.

use std::time::Duration;

use reqwest::Method;

use crate::generated::runtime::call::{CallError, Caller, Policy};
use crate::generated::runtime::http::{self, Route};
use crate::payload;

/// The architecture says `timeout = "none"` for `pay-delete-cart`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const PAY_DELETE_CART_TIMEOUT: Option<Duration> = None;

/// `pay-delete-cart`: `DELETE /cart/{id}` at `cart`; the operation fails with it.
/// Evidence: `payment/payment.py:116`, `payment/payment.py:121`, `cart/server.js:101`.
/// Decided in ADR-0002.
pub const PAY_DELETE_CART: Policy = Policy {
    interaction: "pay-delete-cart",
    callee: "cart",
    timeout: PAY_DELETE_CART_TIMEOUT,
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

/// Where `pay-delete-cart` arrives.
pub const PAY_DELETE_CART_ROUTE: Route = Route { method: Method::DELETE, path: "/cart/{id}" };

/// The calls to `cart` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: http::Peer,
    pay_delete_cart: Caller,
}

impl Client {
    /// A client of the callee at the given end of the connection.
    pub fn new(peer: http::Peer) -> Self {
        Self {
            peer,
            pay_delete_cart: Caller::new(PAY_DELETE_CART),
        }
    }

    /// Sends `pay-delete-cart` as [`PAY_DELETE_CART`] says.
    pub async fn pay_delete_cart(
        &self,
        request: &payload::PayDeleteCartRequest,
    ) -> Result<payload::PayDeleteCartResponse, CallError> {
        self.peer.send(&self.pay_delete_cart, &PAY_DELETE_CART_ROUTE, request).await
    }
}

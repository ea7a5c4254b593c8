//! Calls to `cart`.
//!
//! - `pay-delete-cart`. Evidence: `payment/payment.py:116`, `payment/payment.py:121`, `cart/server.js:101`. Decided in ADR-0002.

use std::time::Duration;

use reqwest::Method;

use crate::generated::runtime::call::{Call, CallError, Peer};
use crate::payload;

/// The architecture says `timeout = "none"` for `pay-delete-cart`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const PAY_DELETE_CART_TIMEOUT: Option<Duration> = None;

/// `pay-delete-cart`: `DELETE /cart/{id}` at `cart`; the operation fails with it.
/// Evidence: `payment/payment.py:116`, `payment/payment.py:121`, `cart/server.js:101`.
/// Decided in ADR-0002.
pub const PAY_DELETE_CART: Call = Call {
    interaction: "pay-delete-cart",
    method: Method::DELETE,
    path: "/cart/{id}",
    timeout: PAY_DELETE_CART_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The calls to `cart` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: Peer,
}

impl Client {
    /// A client of the callee at `peer`.
    pub fn new(peer: Peer) -> Self {
        Self { peer }
    }

    /// Sends `pay-delete-cart` as [`PAY_DELETE_CART`] says.
    pub async fn pay_delete_cart(
        &self,
        request: &payload::PayDeleteCartRequest,
    ) -> Result<payload::PayDeleteCartResponse, CallError> {
        self.peer.send(&PAY_DELETE_CART, request).await
    }
}

//! Calls to `checkoutservice`.
//!
//! - `order-place-order`. Evidence: `src/frontend/handlers.go:355`, `src/checkoutservice/main.go:233`. Decided in ADR-0004. Declared as gRPC; JSON over HTTP until protobuf is generated.

use std::time::Duration;

use reqwest::Method;

use crate::generated::call::{Call, CallError, Peer};
use crate::payload;

/// The architecture says `timeout = "none"` for `order-place-order`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const ORDER_PLACE_ORDER_TIMEOUT: Option<Duration> = None;

/// `order-place-order`: `POST /PlaceOrder` at `checkoutservice`; the operation fails with it.
/// Evidence: `src/frontend/handlers.go:355`, `src/checkoutservice/main.go:233`.
/// Decided in ADR-0004.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const ORDER_PLACE_ORDER: Call = Call {
    interaction: "order-place-order",
    method: Method::POST,
    path: "/PlaceOrder",
    timeout: ORDER_PLACE_ORDER_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The calls to `checkoutservice` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: Peer,
}

impl Client {
    /// A client of the callee at `peer`.
    pub fn new(peer: Peer) -> Self {
        Self { peer }
    }

    /// Sends `order-place-order` as [`ORDER_PLACE_ORDER`] says.
    pub async fn order_place_order(
        &self,
        request: &payload::OrderPlaceOrderRequest,
    ) -> Result<payload::OrderPlaceOrderResponse, CallError> {
        self.peer.send(&ORDER_PLACE_ORDER, request).await
    }
}

//! Calls to `shippingservice`.
//!
//! - `cart-quote-shipping`. Evidence: `src/frontend/rpc.go:88`, `src/frontend/handlers.go:271`. Declared as gRPC; JSON over HTTP until protobuf is generated.

use std::time::Duration;

use reqwest::Method;

use crate::generated::call::{Call, CallError, Peer};
use crate::payload;

/// The architecture says `timeout = "none"` for `cart-quote-shipping`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const CART_QUOTE_SHIPPING_TIMEOUT: Option<Duration> = None;

/// `cart-quote-shipping`: `POST /GetQuote` at `shippingservice`; the operation fails with it.
/// Evidence: `src/frontend/rpc.go:88`, `src/frontend/handlers.go:271`.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const CART_QUOTE_SHIPPING: Call = Call {
    interaction: "cart-quote-shipping",
    method: Method::POST,
    path: "/GetQuote",
    timeout: CART_QUOTE_SHIPPING_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The calls to `shippingservice` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: Peer,
}

impl Client {
    /// A client of the callee at `peer`.
    pub fn new(peer: Peer) -> Self {
        Self { peer }
    }

    /// Sends `cart-quote-shipping` as [`CART_QUOTE_SHIPPING`] says.
    pub async fn cart_quote_shipping(
        &self,
        request: &payload::CartQuoteShippingRequest,
    ) -> Result<payload::CartQuoteShippingResponse, CallError> {
        self.peer.send(&CART_QUOTE_SHIPPING, request).await
    }
}

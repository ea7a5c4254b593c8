//! Calls to `shipping`.
//!
//! - `shipping-get-quote`. Evidence: `src/frontend/gateways/http/Shipping.gateway.ts:31`, `src/frontend/pages/api/shipping.ts:16`, `src/frontend/components/CartItems/CartItems.tsx:37`.

use std::time::Duration;

use reqwest::Method;

use crate::generated::call::{Call, CallError, Peer};
use crate::payload;

/// The architecture says `timeout = "none"` for `shipping-get-quote`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const SHIPPING_GET_QUOTE_TIMEOUT: Option<Duration> = None;

/// `shipping-get-quote`: `POST /get-quote` at `shipping`; the operation answers with less when it fails.
/// Evidence: `src/frontend/gateways/http/Shipping.gateway.ts:31`, `src/frontend/pages/api/shipping.ts:16`, `src/frontend/components/CartItems/CartItems.tsx:37`.
pub const SHIPPING_GET_QUOTE: Call = Call {
    interaction: "shipping-get-quote",
    method: Method::POST,
    path: "/get-quote",
    timeout: SHIPPING_GET_QUOTE_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The calls to `shipping` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: Peer,
}

impl Client {
    /// A client of the callee at `peer`.
    pub fn new(peer: Peer) -> Self {
        Self { peer }
    }

    /// Sends `shipping-get-quote` as [`SHIPPING_GET_QUOTE`] says.
    pub async fn shipping_get_quote(
        &self,
        request: &payload::ShippingGetQuoteRequest,
    ) -> Result<payload::ShippingGetQuoteResponse, CallError> {
        self.peer.send(&SHIPPING_GET_QUOTE, request).await
    }
}

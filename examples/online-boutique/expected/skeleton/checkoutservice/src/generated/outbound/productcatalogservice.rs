//! Calls to `productcatalogservice`.
//!
//! - `checkout-get-products`. Evidence: `src/checkoutservice/main.go:344`. Decided in ADR-0001. Declared as gRPC; JSON over HTTP until protobuf is generated.

use std::time::Duration;

use reqwest::Method;

use crate::generated::runtime::call::{Call, CallError, Peer};
use crate::payload;

/// The architecture says `timeout = "none"` for `checkout-get-products`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const CHECKOUT_GET_PRODUCTS_TIMEOUT: Option<Duration> = None;

/// `checkout-get-products`: `POST /GetProduct` at `productcatalogservice`; the operation fails with it.
/// Evidence: `src/checkoutservice/main.go:344`.
/// Decided in ADR-0001.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const CHECKOUT_GET_PRODUCTS: Call = Call {
    interaction: "checkout-get-products",
    method: Method::POST,
    path: "/GetProduct",
    timeout: CHECKOUT_GET_PRODUCTS_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The calls to `productcatalogservice` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: Peer,
}

impl Client {
    /// A client of the callee at `peer`.
    pub fn new(peer: Peer) -> Self {
        Self { peer }
    }

    /// Sends `checkout-get-products` as [`CHECKOUT_GET_PRODUCTS`] says.
    pub async fn checkout_get_products(
        &self,
        request: &payload::CheckoutGetProductsRequest,
    ) -> Result<payload::CheckoutGetProductsResponse, CallError> {
        self.peer.send(&CHECKOUT_GET_PRODUCTS, request).await
    }
}

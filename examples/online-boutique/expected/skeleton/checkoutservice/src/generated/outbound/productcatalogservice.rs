//! Calls to `productcatalogservice`.
//!
//! - `checkout-get-products`. Evidence: `src/checkoutservice/main.go:344`. Decided in ADR-0001.

use std::time::Duration;

use crate::generated::runtime::call::{CallError, Caller, Policy};
use crate::generated::runtime::grpc_call;
use crate::payload;

/// The architecture says `timeout = "none"` for `checkout-get-products`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const CHECKOUT_GET_PRODUCTS_TIMEOUT: Option<Duration> = None;

/// `checkout-get-products`: `gRPC /productcatalogservice.Productcatalogservice/GetProduct` at `productcatalogservice`; the operation fails with it.
/// Evidence: `src/checkoutservice/main.go:344`.
/// Decided in ADR-0001.
pub const CHECKOUT_GET_PRODUCTS: Policy = Policy {
    interaction: "checkout-get-products",
    callee: "productcatalogservice",
    timeout: CHECKOUT_GET_PRODUCTS_TIMEOUT,
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

/// Where `checkout-get-products` arrives.
pub const CHECKOUT_GET_PRODUCTS_PATH: &str = "/productcatalogservice.Productcatalogservice/GetProduct";

/// The calls to `productcatalogservice` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    procedures: grpc_call::Peer,
    checkout_get_products: Caller,
}

impl Client {
    /// A client of the callee at the given end of the connection.
    pub fn new(procedures: grpc_call::Peer) -> Self {
        Self {
            procedures,
            checkout_get_products: Caller::new(CHECKOUT_GET_PRODUCTS),
        }
    }

    /// Sends `checkout-get-products` as [`CHECKOUT_GET_PRODUCTS`] says.
    pub async fn checkout_get_products(
        &self,
        request: &payload::CheckoutGetProductsRequest,
    ) -> Result<payload::CheckoutGetProductsResponse, CallError> {
        self.procedures.send(&self.checkout_get_products, CHECKOUT_GET_PRODUCTS_PATH, request).await
    }
}

//! Calls to `currency`.
//!
//! - `checkout-convert-prices`. Evidence: `src/checkout/main.go:558`, `src/checkout/main.go:545`, `src/checkout/main.go:445` and 1 more. Decided in ADR-0001.

use std::time::Duration;

use crate::generated::runtime::call::{CallError, Caller, Policy};
use crate::generated::runtime::grpc_call;
use crate::payload;

/// The architecture says `timeout = "none"` for `checkout-convert-prices`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const CHECKOUT_CONVERT_PRICES_TIMEOUT: Option<Duration> = None;

/// `checkout-convert-prices`: `gRPC /currency.Currency/Convert` at `currency`; the operation fails with it.
/// Evidence: `src/checkout/main.go:558`, `src/checkout/main.go:545`, `src/checkout/main.go:445` and 1 more.
/// Decided in ADR-0001.
pub const CHECKOUT_CONVERT_PRICES: Policy = Policy {
    interaction: "checkout-convert-prices",
    callee: "currency",
    timeout: CHECKOUT_CONVERT_PRICES_TIMEOUT,
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

/// Where `checkout-convert-prices` arrives.
pub const CHECKOUT_CONVERT_PRICES_PATH: &str = "/currency.Currency/Convert";

/// The calls to `currency` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    procedures: grpc_call::Peer,
    checkout_convert_prices: Caller,
}

impl Client {
    /// A client of the callee at the given end of the connection.
    pub fn new(procedures: grpc_call::Peer) -> Self {
        Self {
            procedures,
            checkout_convert_prices: Caller::new(CHECKOUT_CONVERT_PRICES),
        }
    }

    /// Sends `checkout-convert-prices` as [`CHECKOUT_CONVERT_PRICES`] says.
    pub async fn checkout_convert_prices(
        &self,
        request: &payload::CheckoutConvertPricesRequest,
    ) -> Result<payload::CheckoutConvertPricesResponse, CallError> {
        self.procedures.send(&self.checkout_convert_prices, CHECKOUT_CONVERT_PRICES_PATH, request).await
    }
}

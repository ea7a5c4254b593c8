//! Calls to `flagd`.
//!
//! - `checkout-read-flags`. Evidence: `src/checkout/main.go:197`, `src/checkout/main.go:570`, `src/checkout/main.go:708`. Decided in ADR-0001.

use std::time::Duration;

use crate::generated::runtime::call::{CallError, Caller, Policy};
use crate::generated::runtime::grpc_call;
use crate::payload;

/// The architecture declares no timeout for `checkout-read-flags`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const CHECKOUT_READ_FLAGS_TIMEOUT: Option<Duration> = None;

/// `checkout-read-flags`: `gRPC /flagd.Flagd/FlagEvaluation` at `flagd`; the operation answers with less when it fails.
/// Evidence: `src/checkout/main.go:197`, `src/checkout/main.go:570`, `src/checkout/main.go:708`.
/// Decided in ADR-0001.
pub const CHECKOUT_READ_FLAGS: Policy = Policy {
    interaction: "checkout-read-flags",
    callee: "flagd",
    timeout: CHECKOUT_READ_FLAGS_TIMEOUT,
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

/// Where `checkout-read-flags` arrives.
pub const CHECKOUT_READ_FLAGS_PATH: &str = "/flagd.Flagd/FlagEvaluation";

/// The calls to `flagd` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    procedures: grpc_call::Peer,
    checkout_read_flags: Caller,
}

impl Client {
    /// A client of the callee at the given end of the connection.
    pub fn new(procedures: grpc_call::Peer) -> Self {
        Self {
            procedures,
            checkout_read_flags: Caller::new(CHECKOUT_READ_FLAGS),
        }
    }

    /// Sends `checkout-read-flags` as [`CHECKOUT_READ_FLAGS`] says.
    pub async fn checkout_read_flags(
        &self,
        request: &payload::CheckoutReadFlagsRequest,
    ) -> Result<payload::CheckoutReadFlagsResponse, CallError> {
        self.procedures.send(&self.checkout_read_flags, CHECKOUT_READ_FLAGS_PATH, request).await
    }
}

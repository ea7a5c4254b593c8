//! Calls to `ledgerwriter`.
//!
//! - `deposit-write-transaction`. Evidence: `src/frontend/frontend.py:306`, `src/frontend/frontend.py:334`, `src/frontend/frontend.py:337` and 2 more. Decided in ADR-0001.
//! - `payment-write-transaction`. Evidence: `src/frontend/frontend.py:239`, `src/frontend/frontend.py:334`, `src/frontend/frontend.py:337` and 2 more. Decided in ADR-0001.

use std::time::Duration;

use reqwest::Method;

use crate::generated::runtime::call::{CallError, Caller, Policy};
use crate::generated::runtime::http::{self, Route};
use crate::payload;

/// Per attempt of `deposit-write-transaction`.
pub const DEPOSIT_WRITE_TRANSACTION_TIMEOUT: Option<Duration> = Some(Duration::from_secs(4));

/// `deposit-write-transaction`: `POST /transactions%20%28deposit%29` at `ledgerwriter`; the operation fails with it.
/// Evidence: `src/frontend/frontend.py:306`, `src/frontend/frontend.py:334`, `src/frontend/frontend.py:337` and 2 more.
/// Decided in ADR-0001.
pub const DEPOSIT_WRITE_TRANSACTION: Policy = Policy {
    interaction: "deposit-write-transaction",
    callee: "ledgerwriter",
    timeout: DEPOSIT_WRITE_TRANSACTION_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    repeatable: true,
    retry_budget: None,
    breaker: None,
    bulkhead: None,
    idempotency_key: true,
    passes_deadline: false,
};

/// Where `deposit-write-transaction` arrives.
pub const DEPOSIT_WRITE_TRANSACTION_ROUTE: Route = Route { method: Method::POST, path: "/transactions%20%28deposit%29" };

/// Per attempt of `payment-write-transaction`.
pub const PAYMENT_WRITE_TRANSACTION_TIMEOUT: Option<Duration> = Some(Duration::from_secs(4));

/// `payment-write-transaction`: `POST /transactions%20%28payment%29` at `ledgerwriter`; the operation fails with it.
/// Evidence: `src/frontend/frontend.py:239`, `src/frontend/frontend.py:334`, `src/frontend/frontend.py:337` and 2 more.
/// Decided in ADR-0001.
pub const PAYMENT_WRITE_TRANSACTION: Policy = Policy {
    interaction: "payment-write-transaction",
    callee: "ledgerwriter",
    timeout: PAYMENT_WRITE_TRANSACTION_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    repeatable: true,
    retry_budget: None,
    breaker: None,
    bulkhead: None,
    idempotency_key: true,
    passes_deadline: false,
};

/// Where `payment-write-transaction` arrives.
pub const PAYMENT_WRITE_TRANSACTION_ROUTE: Route = Route { method: Method::POST, path: "/transactions%20%28payment%29" };

/// The calls to `ledgerwriter` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: http::Peer,
    deposit_write_transaction: Caller,
    payment_write_transaction: Caller,
}

impl Client {
    /// A client of the callee at the given end of the connection.
    pub fn new(peer: http::Peer) -> Self {
        Self {
            peer,
            deposit_write_transaction: Caller::new(DEPOSIT_WRITE_TRANSACTION),
            payment_write_transaction: Caller::new(PAYMENT_WRITE_TRANSACTION),
        }
    }

    /// Sends `deposit-write-transaction` as [`DEPOSIT_WRITE_TRANSACTION`] says.
    pub async fn deposit_write_transaction(
        &self,
        request: &payload::DepositWriteTransactionRequest,
    ) -> Result<payload::DepositWriteTransactionResponse, CallError> {
        self.peer.send(&self.deposit_write_transaction, &DEPOSIT_WRITE_TRANSACTION_ROUTE, request).await
    }

    /// Sends `payment-write-transaction` as [`PAYMENT_WRITE_TRANSACTION`] says.
    pub async fn payment_write_transaction(
        &self,
        request: &payload::PaymentWriteTransactionRequest,
    ) -> Result<payload::PaymentWriteTransactionResponse, CallError> {
        self.peer.send(&self.payment_write_transaction, &PAYMENT_WRITE_TRANSACTION_ROUTE, request).await
    }
}

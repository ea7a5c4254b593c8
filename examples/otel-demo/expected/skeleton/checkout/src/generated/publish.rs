//! What `checkout` tells others, one function per channel: each writes to the outbox, and the message is sent once the
//! transaction is committed.

use super::runtime::outbox::{self, Outgoing};
use super::runtime::queue::Subscription;
use super::runtime::store::{StoreError, Transaction};
use crate::payload;

/// Channel `orders`.
/// By `orders-to-accounting`. Evidence: `src/checkout/main.go:415`, `src/accounting/Consumer.cs:31`, `src/accounting/Consumer.cs:46` and 5 more. Decided in ADR-0005.
/// By `orders-to-fraud-detection`. Evidence: `src/checkout/main.go:415`, `src/fraud-detection/src/main/kotlin/frauddetection/main.kt:26`, `src/fraud-detection/src/main/kotlin/frauddetection/main.kt:55` and 4 more. Decided in ADR-0006.
///
/// Returns the message's identifier.
///
/// # Errors
/// The message is no JSON, or the database refuses.
pub async fn orders(
    transaction: &mut Transaction,
    message: &payload::OrdersMessage,
) -> Result<String, StoreError> {
    let outgoing = Outgoing { channel: "orders", key: None, body: message };
    outbox::put(transaction, outgoing).await
}

/// Who receives what is published here, as far as the architecture knows. These groups exist before the first message is
/// sent, so that none is lost while a receiver has never run.
pub fn receivers() -> Vec<Subscription> {
    vec![
        Subscription::new("orders", "accounting"),
        Subscription::new("orders", "fraud-detection"),
    ]
}

//! What `payment` tells others, one function per channel: each writes to the outbox, and the message is sent once the
//! transaction is committed.

use super::runtime::outbox::{self, Outgoing};
use super::runtime::queue::Subscription;
use super::runtime::store::{StoreError, Transaction};
use crate::payload;

/// Channel `orders`.
/// By `pay-dispatch-order`. Evidence: `payment/payment.py:101`, `payment/rabbitmq.py:24`, `payment/rabbitmq.py:31` and 7 more. Decided in ADR-0003.
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
        Subscription {
            max_deliveries: 1,
            ..Subscription::new("orders", "dispatch")
        },
    ]
}

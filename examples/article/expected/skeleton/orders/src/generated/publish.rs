//! What `orders` tells others, one function per channel: each writes to the outbox, and the message is sent once the
//! transaction is committed.

use super::runtime::outbox::{self, Outgoing};
use super::runtime::queue::Subscription;
use super::runtime::store::{StoreError, Transaction};
use crate::payload;

/// Channel `order.created`.
/// By `order-created`. Decided in ADR-0003. No mode is declared; async is recommended.
///
/// Returns the message's identifier.
///
/// # Errors
/// The message is no JSON, or the database refuses.
pub async fn order_created(
    transaction: &mut Transaction,
    message: &payload::OrderCreatedMessage,
) -> Result<String, StoreError> {
    let outgoing = Outgoing { channel: "order.created", key: None, body: message };
    outbox::put(transaction, outgoing).await
}

/// Who receives what is published here, as far as the architecture knows. These groups exist before the first message is
/// sent, so that none is lost while a receiver has never run.
pub fn receivers() -> Vec<Subscription> {
    vec![
        Subscription::new("order.created", "analytics"),
    ]
}

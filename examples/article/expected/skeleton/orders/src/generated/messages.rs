//! Everything that runs for the messages of `orders`: the relay of its outbox.

use super::publish;
use super::runtime::messaging::Messaging;
use super::runtime::store::Store;

/// What runs beside the requests, ready to be started.
pub fn messaging(store: &Store, url: &str) -> Messaging {
    Messaging::new(store.clone(), url, "orders")
        .reaches(publish::receivers())
}

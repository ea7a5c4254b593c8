//! Everything that runs for the messages of `orders`: the relay of its outbox.

use std::sync::Arc;

use super::later::{self, Later};
use super::publish;
use super::runtime::messaging::Messaging;
use super::runtime::store::Store;

/// What runs beside the requests, ready to be started.
pub fn messaging<C: Later>(store: &Store, url: &str, handlers: &Arc<C>) -> Messaging {
    let messaging = Messaging::new(store.clone(), url, "orders")
        .reaches(publish::receivers())
    ;
    let later = later::consumers(store, handlers).into_iter();
    later.fold(messaging, |messaging, (consumption, handler)| messaging.consumes(consumption, handler))
}

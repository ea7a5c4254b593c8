//! Everything that runs for the messages of `webhooks-api`: the relay of its outbox, and what it consumes.

use std::sync::Arc;

use serde_json::Value;

use super::runtime::consumer::{Consumption, Handler, Work, handle_once};
use super::runtime::failure::Failure;
use super::runtime::messaging::Messaging;
use super::runtime::queue::{BoxFuture, Message, Subscription};
use super::runtime::store::Store;
use crate::payload;

/// What this service does with what others tell it, one function per channel; `handlers` implements it.
///
/// A message may come again: what is written in [`Work::begin`] happens once, what is done to others may happen again.
/// `Failure::Invalid` makes a message a dead letter at once; any other failure lets it come again.
pub trait Consumer: Send + Sync + 'static {
    /// Channel `OrderStatusChangedToPaidIntegrationEvent`.
    /// By `paid-to-webhooks` from `ordering-api`. Evidence: `src/Ordering.API/Application/DomainEventHandlers/OrderStatusChangedToPaidDomainEventHandler.cs:32`, `src/Webhooks.API/Extensions/Extensions.cs:23`, `src/Ordering.API/Application/IntegrationEvents/OrderingIntegrationEventService.cs:13` and 2 more. Decided in ADR-0010.
    /// Here: one worker; tried 5 times (our default), then dropped (`dead-letter = false`).
    fn on_order_status_changed_to_paid_integ_1ddb0377(
        &self,
        message: payload::OrderStatusChangedToPaidIntegrationEventMessage,
        work: &mut Work,
    ) -> impl Future<Output = Result<(), Failure>> + Send;
    /// Channel `OrderStatusChangedToShippedIntegrationEvent`.
    /// By `shipped-to-webhooks` from `ordering-api`. Evidence: `src/Ordering.API/Application/DomainEventHandlers/OrderShippedDomainEventHandler.cs:30`, `src/Webhooks.API/Extensions/Extensions.cs:22`, `src/Ordering.API/Application/IntegrationEvents/OrderingIntegrationEventService.cs:13` and 2 more. Decided in ADR-0019.
    /// Here: one worker; tried 5 times (our default), then dropped (`dead-letter = false`).
    fn on_order_status_changed_to_shipped_in_db957d84(
        &self,
        message: payload::OrderStatusChangedToShippedIntegDfd381b3Message,
        work: &mut Work,
    ) -> impl Future<Output = Result<(), Failure>> + Send;
    /// Channel `ProductPriceChangedIntegrationEvent`.
    /// By `price-changed-to-webhooks` from `catalog-api`. Evidence: `src/Catalog.API/Apis/CatalogApi.cs:350`, `src/Webhooks.API/Extensions/Extensions.cs:21`, `src/Catalog.API/IntegrationEvents/CatalogIntegrationEventService.cs:34` and 2 more. Decided in ADR-0014.
    /// Here: one worker; tried 5 times (our default), then dropped (`dead-letter = false`).
    fn on_product_price_changed_integration_event(
        &self,
        message: payload::ProductPriceChangedIntegrationEventMessage,
        work: &mut Work,
    ) -> impl Future<Output = Result<(), Failure>> + Send;
}

/// Hands each message to the function of its channel.
struct Channels<C>(Arc<C>);

impl<C: Consumer> Handler for Channels<C> {
    fn handle<'a>(&'a self, message: &'a Message, work: &'a mut Work) -> BoxFuture<'a, Result<(), Failure>> {
        Box::pin(async move {
            match message.channel.as_str() {
                "OrderStatusChangedToPaidIntegrationEvent" => self.0.on_order_status_changed_to_paid_integ_1ddb0377(read(message)?, work).await,
                "OrderStatusChangedToShippedIntegrationEvent" => self.0.on_order_status_changed_to_shipped_in_db957d84(read(message)?, work).await,
                "ProductPriceChangedIntegrationEvent" => self.0.on_product_price_changed_integration_event(read(message)?, work).await,
                _ => Err(Failure::Invalid("nobody consumes this channel".into())),
            }
        })
    }
}

/// Hands a message to the function of its channel here and now, without a broker: for tests of what it does.
///
/// # Errors
/// An unknown channel, a message that cannot be read, or what the function says.
pub async fn deliver<C: Consumer>(consumer: Arc<C>, store: &Store, channel: &str, body: &Value) -> Result<(), Failure> {
    let message = Message::new(channel, body.to_string().into_bytes());
    handle_once(store, &Channels(consumer), &message).await
}

fn read<M: serde::de::DeserializeOwned>(message: &Message) -> Result<M, Failure> {
    serde_json::from_slice(&message.body).map_err(|error| Failure::Invalid(format!("the message cannot be read: {error}")))
}

/// What runs beside the requests, ready to be started.
pub fn messaging<C: Consumer>(store: &Store, url: &str, consumer: &Arc<C>) -> Messaging {
    Messaging::new(store.clone(), url, "webhooks-api")
        .consumes(on_order_status_changed_to_paid_integ_1ddb0377(), Arc::new(Channels(Arc::clone(consumer))))
        .consumes(on_order_status_changed_to_shipped_in_db957d84(), Arc::new(Channels(Arc::clone(consumer))))
        .consumes(on_product_price_changed_integration_event(), Arc::new(Channels(Arc::clone(consumer))))
}

/// How `OrderStatusChangedToPaidIntegrationEvent` is consumed: one worker; tried 5 times (our default), then dropped (`dead-letter = false`).
pub fn on_order_status_changed_to_paid_integ_1ddb0377() -> Consumption {
    let subscription = Subscription::new("OrderStatusChangedToPaidIntegrationEvent", "webhooks-api");
    Consumption {
        dead_letters: false,
        ..Consumption::new(subscription)
    }
}

/// How `OrderStatusChangedToShippedIntegrationEvent` is consumed: one worker; tried 5 times (our default), then dropped (`dead-letter = false`).
pub fn on_order_status_changed_to_shipped_in_db957d84() -> Consumption {
    let subscription = Subscription::new("OrderStatusChangedToShippedIntegrationEvent", "webhooks-api");
    Consumption {
        dead_letters: false,
        ..Consumption::new(subscription)
    }
}

/// How `ProductPriceChangedIntegrationEvent` is consumed: one worker; tried 5 times (our default), then dropped (`dead-letter = false`).
pub fn on_product_price_changed_integration_event() -> Consumption {
    let subscription = Subscription::new("ProductPriceChangedIntegrationEvent", "webhooks-api");
    Consumption {
        dead_letters: false,
        ..Consumption::new(subscription)
    }
}

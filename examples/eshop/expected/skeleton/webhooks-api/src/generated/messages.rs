//! The channels of `webhooks-api`. Broker adapters, the outbox and redelivery are not generated yet: this is the seam they fit into.

use serde_json::Value;

use super::runtime::failure::Failure;
use crate::payload;

/// What this service does with what others tell it, one function per channel; `handlers` implements it.
pub trait Consumer: Send + Sync + 'static {
    /// Channel `OrderStatusChangedToPaidIntegrationEvent`.
    /// By `paid-to-webhooks` from `ordering-api`. Evidence: `src/Ordering.API/Application/DomainEventHandlers/OrderStatusChangedToPaidDomainEventHandler.cs:32`, `src/Webhooks.API/Extensions/Extensions.cs:23`, `src/Ordering.API/Application/IntegrationEvents/OrderingIntegrationEventService.cs:13` and 2 more. Decided in ADR-0010. `outbox = true` is declared; not generated yet.
    fn on_order_status_changed_to_paid_integ_1ddb0377(
        &self,
        message: payload::OrderStatusChangedToPaidIntegrationEventMessage,
    ) -> impl Future<Output = Result<(), Failure>> + Send;
    /// Channel `OrderStatusChangedToShippedIntegrationEvent`.
    /// By `shipped-to-webhooks` from `ordering-api`. Evidence: `src/Ordering.API/Application/DomainEventHandlers/OrderShippedDomainEventHandler.cs:30`, `src/Webhooks.API/Extensions/Extensions.cs:22`, `src/Ordering.API/Application/IntegrationEvents/OrderingIntegrationEventService.cs:13` and 2 more. Decided in ADR-0019. `outbox = true` is declared; not generated yet.
    fn on_order_status_changed_to_shipped_in_db957d84(
        &self,
        message: payload::OrderStatusChangedToShippedIntegDfd381b3Message,
    ) -> impl Future<Output = Result<(), Failure>> + Send;
    /// Channel `ProductPriceChangedIntegrationEvent`.
    /// By `price-changed-to-webhooks` from `catalog-api`. Evidence: `src/Catalog.API/Apis/CatalogApi.cs:350`, `src/Webhooks.API/Extensions/Extensions.cs:21`, `src/Catalog.API/IntegrationEvents/CatalogIntegrationEventService.cs:34` and 2 more. Decided in ADR-0014. `outbox = true` is declared; not generated yet.
    fn on_product_price_changed_integration_event(
        &self,
        message: payload::ProductPriceChangedIntegrationEventMessage,
    ) -> impl Future<Output = Result<(), Failure>> + Send;
}

/// Hands a message to the function of its channel; a broker adapter calls this.
///
/// # Errors
/// An unknown channel, a message that cannot be read, or what the function says.
pub async fn deliver<C: Consumer>(consumer: &C, channel: &str, message: Value) -> Result<(), Failure> {
    match channel {
        "OrderStatusChangedToPaidIntegrationEvent" => consumer.on_order_status_changed_to_paid_integ_1ddb0377(read(message)?).await,
        "OrderStatusChangedToShippedIntegrationEvent" => consumer.on_order_status_changed_to_shipped_in_db957d84(read(message)?).await,
        "ProductPriceChangedIntegrationEvent" => consumer.on_product_price_changed_integration_event(read(message)?).await,
        _ => Err(Failure::Invalid("nobody consumes this channel".into())),
    }
}

fn read<M: serde::de::DeserializeOwned>(message: Value) -> Result<M, Failure> {
    serde_json::from_value(message).map_err(|error| Failure::Invalid(error.to_string()))
}

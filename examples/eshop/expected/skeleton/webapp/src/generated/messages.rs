//! The channels of `webapp`. Broker adapters, the outbox and redelivery are not generated yet: this is the seam they fit into.

use serde_json::Value;

use super::failure::Failure;
use crate::payload;

/// What this service does with what others tell it, one function per channel; `handlers` implements it.
pub trait Consumer: Send + Sync + 'static {
    /// Channel `OrderStatusChangedToAwaitingValidationIntegrationEvent`.
    /// By `awaiting-validation-to-webapp` from `ordering-api`. Evidence: `src/Ordering.API/Application/DomainEventHandlers/OrderStatusChangedToAwaitingValidationDomainEventHandler.cs:33`, `src/WebApp/Extensions/Extensions.cs:45`, `src/Ordering.API/Application/IntegrationEvents/OrderingIntegrationEventService.cs:13` and 2 more. Decided in ADR-0003. `outbox = true` is declared; not generated yet.
    fn on_order_status_changed_to_awaiting_v_2ebad08c(
        &self,
        message: payload::OrderStatusChangedToAwaitingVali7eaa436dMessage,
    ) -> impl Future<Output = Result<(), Failure>> + Send;
    /// Channel `OrderStatusChangedToCancelledIntegrationEvent`.
    /// By `cancelled-to-webapp` from `ordering-api`. Evidence: `src/Ordering.API/Application/DomainEventHandlers/OrderCancelledDomainEventHandler.cs:30`, `src/WebApp/Extensions/Extensions.cs:49`, `src/Ordering.API/Application/IntegrationEvents/OrderingIntegrationEventService.cs:13` and 2 more. Decided in ADR-0004. `outbox = true` is declared; not generated yet.
    /// By `payment-failed-cancelled-to-webapp` from `ordering-api`. Evidence: `src/Ordering.API/Application/DomainEventHandlers/OrderCancelledDomainEventHandler.cs:30`, `src/WebApp/Extensions/Extensions.cs:49`, `src/Ordering.API/Application/IntegrationEvents/OrderingIntegrationEventService.cs:13` and 2 more. Decided in ADR-0011. `outbox = true` is declared; not generated yet.
    fn on_order_status_changed_to_cancelled_daa0fda4(
        &self,
        message: payload::OrderStatusChangedToCancelledInt9c9a9affMessage,
    ) -> impl Future<Output = Result<(), Failure>> + Send;
    /// Channel `OrderStatusChangedToPaidIntegrationEvent`.
    /// By `paid-to-webapp` from `ordering-api`. Evidence: `src/Ordering.API/Application/DomainEventHandlers/OrderStatusChangedToPaidDomainEventHandler.cs:32`, `src/WebApp/Extensions/Extensions.cs:46`, `src/Ordering.API/Application/IntegrationEvents/OrderingIntegrationEventService.cs:13` and 2 more. Decided in ADR-0009. `outbox = true` is declared; not generated yet.
    fn on_order_status_changed_to_paid_integ_1ddb0377(
        &self,
        message: payload::OrderStatusChangedToPaidIntegrationEventMessage,
    ) -> impl Future<Output = Result<(), Failure>> + Send;
    /// Channel `OrderStatusChangedToShippedIntegrationEvent`.
    /// By `shipped-to-webapp` from `ordering-api`. Evidence: `src/Ordering.API/Application/DomainEventHandlers/OrderShippedDomainEventHandler.cs:30`, `src/WebApp/Extensions/Extensions.cs:48`, `src/Ordering.API/Application/IntegrationEvents/OrderingIntegrationEventService.cs:13` and 2 more. Decided in ADR-0018. `outbox = true` is declared; not generated yet.
    fn on_order_status_changed_to_shipped_in_db957d84(
        &self,
        message: payload::OrderStatusChangedToShippedIntegDfd381b3Message,
    ) -> impl Future<Output = Result<(), Failure>> + Send;
    /// Channel `OrderStatusChangedToStockConfirmedIntegrationEvent`.
    /// By `stock-confirmed-to-webapp` from `ordering-api`. Evidence: `src/Ordering.API/Application/DomainEventHandlers/OrderStatusChangedToStockConfirmedDomainEventHandler.cs:30`, `src/WebApp/Extensions/Extensions.cs:47`, `src/Ordering.API/Application/IntegrationEvents/OrderingIntegrationEventService.cs:13` and 2 more. Decided in ADR-0022. `outbox = true` is declared; not generated yet.
    fn on_order_status_changed_to_stock_conf_8a2b309e(
        &self,
        message: payload::OrderStatusChangedToStockConfirmB3f429b7Message,
    ) -> impl Future<Output = Result<(), Failure>> + Send;
    /// Channel `OrderStatusChangedToSubmittedIntegrationEvent`.
    /// By `submitted-to-webapp` from `ordering-api`. Evidence: `src/Ordering.API/Application/DomainEventHandlers/ValidateOrAddBuyerAggregateWhenOrderStartedDomainEventHandler.cs:50`, `src/WebApp/Extensions/Extensions.cs:50`, `src/Ordering.API/Application/IntegrationEvents/OrderingIntegrationEventService.cs:13` and 2 more. Decided in ADR-0024. `outbox = true` is declared; not generated yet.
    fn on_order_status_changed_to_submitted_f63d15ca(
        &self,
        message: payload::OrderStatusChangedToSubmittedInt427f07f1Message,
    ) -> impl Future<Output = Result<(), Failure>> + Send;
}

/// Hands a message to the function of its channel; a broker adapter calls this.
///
/// # Errors
/// An unknown channel, a message that cannot be read, or what the function says.
pub async fn deliver<C: Consumer>(consumer: &C, channel: &str, message: Value) -> Result<(), Failure> {
    match channel {
        "OrderStatusChangedToAwaitingValidationIntegrationEvent" => consumer.on_order_status_changed_to_awaiting_v_2ebad08c(read(message)?).await,
        "OrderStatusChangedToCancelledIntegrationEvent" => consumer.on_order_status_changed_to_cancelled_daa0fda4(read(message)?).await,
        "OrderStatusChangedToPaidIntegrationEvent" => consumer.on_order_status_changed_to_paid_integ_1ddb0377(read(message)?).await,
        "OrderStatusChangedToShippedIntegrationEvent" => consumer.on_order_status_changed_to_shipped_in_db957d84(read(message)?).await,
        "OrderStatusChangedToStockConfirmedIntegrationEvent" => consumer.on_order_status_changed_to_stock_conf_8a2b309e(read(message)?).await,
        "OrderStatusChangedToSubmittedIntegrationEvent" => consumer.on_order_status_changed_to_submitted_f63d15ca(read(message)?).await,
        _ => Err(Failure::Invalid("nobody consumes this channel".into())),
    }
}

fn read<M: serde::de::DeserializeOwned>(message: Value) -> Result<M, Failure> {
    serde_json::from_value(message).map_err(|error| Failure::Invalid(error.to_string()))
}

//! What `webhooks-api` does in each operation. Yours: written once, never overwritten. Each call below is one the
//! architecture declares, in the order it declares, with the effect of its failure.

use crate::generated::inbound::Operations;
use crate::generated::messages::Consumer;
use crate::generated::outbound::Clients;
use crate::generated::runtime::consumer::Work;
use crate::generated::runtime::failure::Failure;
use crate::generated::runtime::store::Store;
use crate::generated::start::Resources;
use crate::payload;

/// The service's own logic and what it needs for it.
pub struct Handlers {
    pub clients: Clients,
    pub store: Store,
}

impl Handlers {
    /// Handlers that work with what the service has at hand; take what they need.
    pub fn new(resources: Resources) -> Self {
        Self {
            clients: resources.clients,
            store: resources.store,
        }
    }
}

impl Operations for Handlers {
    // `GET /api/webhooks`.
    async fn get_api_webhooks(
        &self,
        _request: payload::GetApiWebhooksRequest,
    ) -> Result<payload::GetApiWebhooksResponse, Failure> {
        // `webhooks-list` talks to a datastore: use its driver.
        Ok(Default::default())
    }

    // `POST /api/webhooks`.
    async fn post_api_webhooks(
        &self,
        _request: payload::PostApiWebhooksRequest,
    ) -> Result<payload::PostApiWebhooksResponse, Failure> {
        self.check_grant_url().await?;
        // `webhooks-add` talks to a datastore: use its driver.
        Ok(Default::default())
    }

    // `load signing keys`: `POST /load%20signing%20keys`.
    async fn load_signing_keys(
        &self,
        _request: payload::LoadSigningKeysRequest,
    ) -> Result<payload::LoadSigningKeysResponse, Failure> {
        self.webhooks_read_keys().await?;
        Ok(Default::default())
    }
}

impl Consumer for Handlers {
    // Channel `OrderStatusChangedToPaidIntegrationEvent`.
    async fn on_order_status_changed_to_paid_integ_1ddb0377(
        &self,
        _message: payload::OrderStatusChangedToPaidIntegrationEventMessage,
        work: &mut Work,
    ) -> Result<(), Failure> {
        tokio::join!(self.send_paid_to_client(), self.send_paid_webhooks());
        // `webhooks-find-paid` talks to a datastore: use its driver.
        // What is written in this transaction happens once, however often the message comes.
        work.begin().await?;
        Ok(())
    }

    // Channel `OrderStatusChangedToShippedIntegrationEvent`.
    async fn on_order_status_changed_to_shipped_in_db957d84(
        &self,
        _message: payload::OrderStatusChangedToShippedIntegDfd381b3Message,
        work: &mut Work,
    ) -> Result<(), Failure> {
        self.send_shipped_webhooks().await;
        // `webhooks-find-shipped` talks to a datastore: use its driver.
        // What is written in this transaction happens once, however often the message comes.
        work.begin().await?;
        Ok(())
    }

    // Channel `ProductPriceChangedIntegrationEvent`.
    async fn on_product_price_changed_integration_event(
        &self,
        _message: payload::ProductPriceChangedIntegrationEventMessage,
        work: &mut Work,
    ) -> Result<(), Failure> {
        // What is written in this transaction happens once, however often the message comes.
        work.begin().await?;
        Ok(())
    }
}

/// The declared calls, one function each.
impl Handlers {
    /// `check-grant-url` at `webhooksclient`: the operation fails with it.
    /// Evidence: `src/Webhooks.API/Services/GrantUrlTesterService.cs:21`, `src/Webhooks.API/Apis/WebHooksApi.cs:41`, `src/WebhookClient/Components/Pages/AddWebhook.razor:44` and 1 more.
    /// Decided in ADR-0001.
    async fn check_grant_url(&self) -> Result<payload::CheckGrantUrlResponse, Failure> {
        let client = &self.clients.webhooksclient;
        let call = Default::default();
        let answer = client.check_grant_url(&call).await?;
        Ok(answer)
    }

    /// `webhooks-read-keys` at `identity-api`: no `on-failure` is declared, so the operation fails with it.
    /// Evidence: `src/eShop.AppHost/Program.cs:56`, `src/eShop.ServiceDefaults/AuthenticationExtensions.cs:38`.
    /// Decided in ADR-0001.
    async fn webhooks_read_keys(&self) -> Result<payload::WebhooksReadKeysResponse, Failure> {
        let client = &self.clients.identity_api;
        let call = Default::default();
        let answer = client.webhooks_read_keys(&call).await?;
        Ok(answer)
    }

    /// `send-paid-to-client` at `webhooksclient`: its failure is logged and changes nothing.
    /// Evidence: `src/Webhooks.API/Services/WebhooksSender.cs:10`, `src/Webhooks.API/Services/WebhooksSender.cs:32`, `src/WebhookClient/Components/Pages/AddWebhook.razor:45` and 2 more.
    /// Decided in ADR-0015.
    async fn send_paid_to_client(&self) {
        let client = &self.clients.webhooksclient;
        let call = Default::default();
        let outcome = client.send_paid_to_client(&call).await;
        if let Err(error) = outcome {
            error.tolerate();
        }
    }

    /// `send-paid-webhooks` at `subscriber`: its failure is logged and changes nothing.
    /// Evidence: `src/Webhooks.API/Services/WebhooksSender.cs:10`, `src/Webhooks.API/Services/WebhooksSender.cs:32`, `src/Webhooks.API/IntegrationEvents/OrderStatusChangedToPaidIntegrationEventHandler.cs:16` and 1 more.
    /// Decided in ADR-0016.
    async fn send_paid_webhooks(&self) {
        let client = &self.clients.subscriber;
        let call = Default::default();
        let outcome = client.send_paid_webhooks(&call).await;
        if let Err(error) = outcome {
            error.tolerate();
        }
    }

    /// `send-shipped-webhooks` at `subscriber`: its failure is logged and changes nothing.
    /// Evidence: `src/Webhooks.API/Services/WebhooksSender.cs:10`, `src/Webhooks.API/Services/WebhooksSender.cs:32`, `src/Webhooks.API/IntegrationEvents/OrderStatusChangedToShippedIntegrationEventHandler.cs:16` and 1 more.
    /// Decided in ADR-0017.
    async fn send_shipped_webhooks(&self) {
        let client = &self.clients.subscriber;
        let call = Default::default();
        let outcome = client.send_shipped_webhooks(&call).await;
        if let Err(error) = outcome {
            error.tolerate();
        }
    }
}

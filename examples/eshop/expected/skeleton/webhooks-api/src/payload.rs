//! What crosses the wire. Yours: replace each placeholder by a struct with the real fields, and keep the derives
//! (the tests build their requests with `Default`).

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Any JSON; with fields, an object that has at least them.
macro_rules! placeholder {
    ($name:ident) => {
        #[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Value);
    };
}

// The operation `GET /api/webhooks`.
placeholder!(GetApiWebhooksRequest);
placeholder!(GetApiWebhooksResponse);

// The operation `POST /api/webhooks`.
placeholder!(PostApiWebhooksRequest);
placeholder!(PostApiWebhooksResponse);

// The operation `load signing keys`.
placeholder!(LoadSigningKeysRequest);
placeholder!(LoadSigningKeysResponse);

// Calls to `identity-api`.
placeholder!(WebhooksReadKeysRequest);
placeholder!(WebhooksReadKeysResponse);

// Calls to `subscriber`.
placeholder!(SendPaidWebhooksRequest);
placeholder!(SendPaidWebhooksResponse);
placeholder!(SendShippedWebhooksRequest);
placeholder!(SendShippedWebhooksResponse);

// Calls to `webhooksclient`.
placeholder!(CheckGrantUrlRequest);
placeholder!(CheckGrantUrlResponse);
placeholder!(SendPaidToClientRequest);
placeholder!(SendPaidToClientResponse);

// Messages.
placeholder!(OrderStatusChangedToPaidIntegrationEventMessage);
placeholder!(OrderStatusChangedToShippedIntegDfd381b3Message);
placeholder!(ProductPriceChangedIntegrationEventMessage);

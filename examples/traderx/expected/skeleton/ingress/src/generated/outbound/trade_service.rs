//! Calls to `trade-service`.
//!
//! - `ingress-submit-trade`. Evidence: `specs/004-containerized-compose-runtime/system/ingress-nginx.conf.template:76`, `templates/trade-service-specfirst/src/main/java/finos/traderx/tradeservice/controller/TradeOrderController.java:42`, `templates/trade-processor-specfirst/src/main/java/finos/traderx/tradeprocessor/service/TradeService.java:45`.

use std::time::Duration;

use reqwest::Method;

use crate::generated::call::{Call, CallError, Peer};
use crate::payload;

/// The architecture declares no timeout for `ingress-submit-trade`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const INGRESS_SUBMIT_TRADE_TIMEOUT: Option<Duration> = None;

/// `ingress-submit-trade`: `POST /trade/` at `trade-service`; the operation fails with it.
/// Evidence: `specs/004-containerized-compose-runtime/system/ingress-nginx.conf.template:76`, `templates/trade-service-specfirst/src/main/java/finos/traderx/tradeservice/controller/TradeOrderController.java:42`, `templates/trade-processor-specfirst/src/main/java/finos/traderx/tradeprocessor/service/TradeService.java:45`.
pub const INGRESS_SUBMIT_TRADE: Call = Call {
    interaction: "ingress-submit-trade",
    method: Method::POST,
    path: "/trade/",
    timeout: INGRESS_SUBMIT_TRADE_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The calls to `trade-service` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: Peer,
}

impl Client {
    /// A client of the callee at `peer`.
    pub fn new(peer: Peer) -> Self {
        Self { peer }
    }

    /// Sends `ingress-submit-trade` as [`INGRESS_SUBMIT_TRADE`] says.
    pub async fn ingress_submit_trade(
        &self,
        request: &payload::IngressSubmitTradeRequest,
    ) -> Result<payload::IngressSubmitTradeResponse, CallError> {
        self.peer.send(&INGRESS_SUBMIT_TRADE, request).await
    }
}

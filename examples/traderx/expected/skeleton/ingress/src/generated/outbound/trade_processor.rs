//! Calls to `trade-processor`.
//!
//! - `ingress-book-directly`. Evidence: `specs/004-containerized-compose-runtime/system/ingress-nginx.conf.template:85`, `templates/trade-processor-specfirst/src/main/java/finos/traderx/tradeprocessor/controller/TradeServiceController.java:22`, `templates/trade-processor-specfirst/src/main/java/finos/traderx/tradeprocessor/service/TradeService.java:45`.

use std::time::Duration;

use reqwest::Method;

use crate::generated::call::{Call, CallError, Peer};
use crate::payload;

/// The architecture declares no timeout for `ingress-book-directly`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const INGRESS_BOOK_DIRECTLY_TIMEOUT: Option<Duration> = None;

/// `ingress-book-directly`: `POST /tradeservice/order` at `trade-processor`; the operation fails with it.
/// Evidence: `specs/004-containerized-compose-runtime/system/ingress-nginx.conf.template:85`, `templates/trade-processor-specfirst/src/main/java/finos/traderx/tradeprocessor/controller/TradeServiceController.java:22`, `templates/trade-processor-specfirst/src/main/java/finos/traderx/tradeprocessor/service/TradeService.java:45`.
pub const INGRESS_BOOK_DIRECTLY: Call = Call {
    interaction: "ingress-book-directly",
    method: Method::POST,
    path: "/tradeservice/order",
    timeout: INGRESS_BOOK_DIRECTLY_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The calls to `trade-processor` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: Peer,
}

impl Client {
    /// A client of the callee at `peer`.
    pub fn new(peer: Peer) -> Self {
        Self { peer }
    }

    /// Sends `ingress-book-directly` as [`INGRESS_BOOK_DIRECTLY`] says.
    pub async fn ingress_book_directly(
        &self,
        request: &payload::IngressBookDirectlyRequest,
    ) -> Result<payload::IngressBookDirectlyResponse, CallError> {
        self.peer.send(&INGRESS_BOOK_DIRECTLY, request).await
    }
}

//! Calls to `reference-data`.
//!
//! - `ingress-list-stocks`. Evidence: `specs/004-containerized-compose-runtime/system/ingress-nginx.conf.template:15`, `templates/reference-data-specfirst/src/stocks/stocks.controller.ts:9`.

use std::time::Duration;

use reqwest::Method;

use crate::generated::call::{Call, CallError, Peer};
use crate::payload;

/// The architecture declares no timeout for `ingress-list-stocks`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const INGRESS_LIST_STOCKS_TIMEOUT: Option<Duration> = None;

/// `ingress-list-stocks`: `GET /stocks` at `reference-data`; the operation fails with it.
/// Evidence: `specs/004-containerized-compose-runtime/system/ingress-nginx.conf.template:15`, `templates/reference-data-specfirst/src/stocks/stocks.controller.ts:9`.
pub const INGRESS_LIST_STOCKS: Call = Call {
    interaction: "ingress-list-stocks",
    method: Method::GET,
    path: "/stocks",
    timeout: INGRESS_LIST_STOCKS_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The calls to `reference-data` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: Peer,
}

impl Client {
    /// A client of the callee at `peer`.
    pub fn new(peer: Peer) -> Self {
        Self { peer }
    }

    /// Sends `ingress-list-stocks` as [`INGRESS_LIST_STOCKS`] says.
    pub async fn ingress_list_stocks(
        &self,
        request: &payload::IngressListStocksRequest,
    ) -> Result<payload::IngressListStocksResponse, CallError> {
        self.peer.send(&INGRESS_LIST_STOCKS, request).await
    }
}

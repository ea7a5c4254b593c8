//! Calls to `position-service`.
//!
//! - `ingress-list-all-positions`. Evidence: `specs/004-containerized-compose-runtime/system/ingress-nginx.conf.template:67`, `templates/position-service-specfirst/src/main/java/finos/traderx/positionservice/controller/PositionController.java:29`.
//! - `ingress-list-all-trades`. Evidence: `specs/004-containerized-compose-runtime/system/ingress-nginx.conf.template:67`, `templates/position-service-specfirst/src/main/java/finos/traderx/positionservice/controller/TradeController.java:29`.
//! - `ingress-list-positions`. Evidence: `specs/004-containerized-compose-runtime/system/ingress-nginx.conf.template:67`, `templates/position-service-specfirst/src/main/java/finos/traderx/positionservice/controller/PositionController.java:24`.
//! - `ingress-list-trades`. Evidence: `specs/004-containerized-compose-runtime/system/ingress-nginx.conf.template:67`, `templates/position-service-specfirst/src/main/java/finos/traderx/positionservice/controller/TradeController.java:24`.

use std::time::Duration;

use reqwest::Method;

use crate::generated::call::{Call, CallError, Peer};
use crate::payload;

/// The architecture declares no timeout for `ingress-list-all-positions`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const INGRESS_LIST_ALL_POSITIONS_TIMEOUT: Option<Duration> = None;

/// `ingress-list-all-positions`: `GET /positions/` at `position-service`; the operation fails with it.
/// Evidence: `specs/004-containerized-compose-runtime/system/ingress-nginx.conf.template:67`, `templates/position-service-specfirst/src/main/java/finos/traderx/positionservice/controller/PositionController.java:29`.
pub const INGRESS_LIST_ALL_POSITIONS: Call = Call {
    interaction: "ingress-list-all-positions",
    method: Method::GET,
    path: "/positions/",
    timeout: INGRESS_LIST_ALL_POSITIONS_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The architecture declares no timeout for `ingress-list-all-trades`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const INGRESS_LIST_ALL_TRADES_TIMEOUT: Option<Duration> = None;

/// `ingress-list-all-trades`: `GET /trades/` at `position-service`; the operation fails with it.
/// Evidence: `specs/004-containerized-compose-runtime/system/ingress-nginx.conf.template:67`, `templates/position-service-specfirst/src/main/java/finos/traderx/positionservice/controller/TradeController.java:29`.
pub const INGRESS_LIST_ALL_TRADES: Call = Call {
    interaction: "ingress-list-all-trades",
    method: Method::GET,
    path: "/trades/",
    timeout: INGRESS_LIST_ALL_TRADES_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The architecture declares no timeout for `ingress-list-positions`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const INGRESS_LIST_POSITIONS_TIMEOUT: Option<Duration> = None;

/// `ingress-list-positions`: `GET /positions/{accountId}` at `position-service`; the operation fails with it.
/// Evidence: `specs/004-containerized-compose-runtime/system/ingress-nginx.conf.template:67`, `templates/position-service-specfirst/src/main/java/finos/traderx/positionservice/controller/PositionController.java:24`.
pub const INGRESS_LIST_POSITIONS: Call = Call {
    interaction: "ingress-list-positions",
    method: Method::GET,
    path: "/positions/{accountId}",
    timeout: INGRESS_LIST_POSITIONS_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The architecture declares no timeout for `ingress-list-trades`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const INGRESS_LIST_TRADES_TIMEOUT: Option<Duration> = None;

/// `ingress-list-trades`: `GET /trades/{accountId}` at `position-service`; the operation fails with it.
/// Evidence: `specs/004-containerized-compose-runtime/system/ingress-nginx.conf.template:67`, `templates/position-service-specfirst/src/main/java/finos/traderx/positionservice/controller/TradeController.java:24`.
pub const INGRESS_LIST_TRADES: Call = Call {
    interaction: "ingress-list-trades",
    method: Method::GET,
    path: "/trades/{accountId}",
    timeout: INGRESS_LIST_TRADES_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The calls to `position-service` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: Peer,
}

impl Client {
    /// A client of the callee at `peer`.
    pub fn new(peer: Peer) -> Self {
        Self { peer }
    }

    /// Sends `ingress-list-all-positions` as [`INGRESS_LIST_ALL_POSITIONS`] says.
    pub async fn ingress_list_all_positions(
        &self,
        request: &payload::IngressListAllPositionsRequest,
    ) -> Result<payload::IngressListAllPositionsResponse, CallError> {
        self.peer.send(&INGRESS_LIST_ALL_POSITIONS, request).await
    }

    /// Sends `ingress-list-all-trades` as [`INGRESS_LIST_ALL_TRADES`] says.
    pub async fn ingress_list_all_trades(
        &self,
        request: &payload::IngressListAllTradesRequest,
    ) -> Result<payload::IngressListAllTradesResponse, CallError> {
        self.peer.send(&INGRESS_LIST_ALL_TRADES, request).await
    }

    /// Sends `ingress-list-positions` as [`INGRESS_LIST_POSITIONS`] says.
    pub async fn ingress_list_positions(
        &self,
        request: &payload::IngressListPositionsRequest,
    ) -> Result<payload::IngressListPositionsResponse, CallError> {
        self.peer.send(&INGRESS_LIST_POSITIONS, request).await
    }

    /// Sends `ingress-list-trades` as [`INGRESS_LIST_TRADES`] says.
    pub async fn ingress_list_trades(
        &self,
        request: &payload::IngressListTradesRequest,
    ) -> Result<payload::IngressListTradesResponse, CallError> {
        self.peer.send(&INGRESS_LIST_TRADES, request).await
    }
}

//! Calls to `web-front-end`.
//!
//! - `ingress-application`. Evidence: `specs/004-containerized-compose-runtime/system/ingress-nginx.conf.template:89`.

use std::time::Duration;

use reqwest::Method;

use crate::generated::call::{Call, CallError, Peer};
use crate::payload;

/// The architecture declares no timeout for `ingress-application`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const INGRESS_APPLICATION_TIMEOUT: Option<Duration> = None;

/// `ingress-application`: `GET /` at `web-front-end`; the operation fails with it.
/// Evidence: `specs/004-containerized-compose-runtime/system/ingress-nginx.conf.template:89`.
pub const INGRESS_APPLICATION: Call = Call {
    interaction: "ingress-application",
    method: Method::GET,
    path: "/",
    timeout: INGRESS_APPLICATION_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The calls to `web-front-end` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: Peer,
}

impl Client {
    /// A client of the callee at `peer`.
    pub fn new(peer: Peer) -> Self {
        Self { peer }
    }

    /// Sends `ingress-application` as [`INGRESS_APPLICATION`] says.
    pub async fn ingress_application(
        &self,
        request: &payload::IngressApplicationRequest,
    ) -> Result<payload::IngressApplicationResponse, CallError> {
        self.peer.send(&INGRESS_APPLICATION, request).await
    }
}

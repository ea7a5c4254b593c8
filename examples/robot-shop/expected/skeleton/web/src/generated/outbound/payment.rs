//! Calls to `payment`.
//!
//! - `web-pay`. Evidence: `web/default.conf.template:77`. Decided in ADR-0005.

use std::time::Duration;

use reqwest::Method;

use crate::generated::call::{Call, CallError, Peer};
use crate::payload;

/// Per attempt of `web-pay`.
pub const WEB_PAY_TIMEOUT: Option<Duration> = Some(Duration::from_secs(60));

/// `web-pay`: `POST /pay/{id}` at `payment`; the operation fails with it.
/// Evidence: `web/default.conf.template:77`.
/// Decided in ADR-0005.
pub const WEB_PAY: Call = Call {
    interaction: "web-pay",
    method: Method::POST,
    path: "/pay/{id}",
    timeout: WEB_PAY_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The calls to `payment` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: Peer,
}

impl Client {
    /// A client of the callee at `peer`.
    pub fn new(peer: Peer) -> Self {
        Self { peer }
    }

    /// Sends `web-pay` as [`WEB_PAY`] says.
    pub async fn web_pay(
        &self,
        request: &payload::WebPayRequest,
    ) -> Result<payload::WebPayResponse, CallError> {
        self.peer.send(&WEB_PAY, request).await
    }
}

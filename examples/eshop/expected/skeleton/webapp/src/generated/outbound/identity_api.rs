//! Calls to `identity-api`.
//!
//! - `sign-in`. Evidence: `src/WebApp/Extensions/Extensions.cs:75`.

use std::time::Duration;

use reqwest::Method;

use crate::generated::call::{Call, CallError, Peer};
use crate::payload;

/// The architecture declares no timeout for `sign-in`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const SIGN_IN_2_TIMEOUT: Option<Duration> = None;

/// `sign-in`: `POST /OpenID%20Connect` at `identity-api`; no `on-failure` is declared, so the operation fails with it.
/// Evidence: `src/WebApp/Extensions/Extensions.cs:75`.
pub const SIGN_IN_2: Call = Call {
    interaction: "sign-in",
    method: Method::POST,
    path: "/OpenID%20Connect",
    timeout: SIGN_IN_2_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The calls to `identity-api` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: Peer,
}

impl Client {
    /// A client of the callee at `peer`.
    pub fn new(peer: Peer) -> Self {
        Self { peer }
    }

    /// Sends `sign-in` as [`SIGN_IN_2`] says.
    pub async fn sign_in_2(
        &self,
        request: &payload::SignIn2Request,
    ) -> Result<payload::SignIn2Response, CallError> {
        self.peer.send(&SIGN_IN_2, request).await
    }
}

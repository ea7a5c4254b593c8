//! Calls to `user`.
//!
//! - `web-get-history`. Evidence: `web/default.conf.template:65`.
//! - `web-get-visitor-id`. Evidence: `web/default.conf.template:65`.
//! - `web-log-in`. Evidence: `web/default.conf.template:65`.
//! - `web-register`. Evidence: `web/default.conf.template:65`.

use std::time::Duration;

use reqwest::Method;

use crate::generated::call::{Call, CallError, Peer};
use crate::payload;

/// Per attempt of `web-get-history`.
pub const WEB_GET_HISTORY_TIMEOUT: Option<Duration> = Some(Duration::from_secs(60));

/// `web-get-history`: `GET /history/{id}` at `user`; the operation fails with it.
/// Evidence: `web/default.conf.template:65`.
pub const WEB_GET_HISTORY: Call = Call {
    interaction: "web-get-history",
    method: Method::GET,
    path: "/history/{id}",
    timeout: WEB_GET_HISTORY_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// Per attempt of `web-get-visitor-id`.
pub const WEB_GET_VISITOR_ID_TIMEOUT: Option<Duration> = Some(Duration::from_secs(60));

/// `web-get-visitor-id`: `GET /uniqueid` at `user`; the operation fails with it.
/// Evidence: `web/default.conf.template:65`.
pub const WEB_GET_VISITOR_ID: Call = Call {
    interaction: "web-get-visitor-id",
    method: Method::GET,
    path: "/uniqueid",
    timeout: WEB_GET_VISITOR_ID_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// Per attempt of `web-log-in`.
pub const WEB_LOG_IN_TIMEOUT: Option<Duration> = Some(Duration::from_secs(60));

/// `web-log-in`: `POST /login` at `user`; the operation fails with it.
/// Evidence: `web/default.conf.template:65`.
pub const WEB_LOG_IN: Call = Call {
    interaction: "web-log-in",
    method: Method::POST,
    path: "/login",
    timeout: WEB_LOG_IN_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// Per attempt of `web-register`.
pub const WEB_REGISTER_TIMEOUT: Option<Duration> = Some(Duration::from_secs(60));

/// `web-register`: `POST /register` at `user`; the operation fails with it.
/// Evidence: `web/default.conf.template:65`.
pub const WEB_REGISTER: Call = Call {
    interaction: "web-register",
    method: Method::POST,
    path: "/register",
    timeout: WEB_REGISTER_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The calls to `user` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: Peer,
}

impl Client {
    /// A client of the callee at `peer`.
    pub fn new(peer: Peer) -> Self {
        Self { peer }
    }

    /// Sends `web-get-history` as [`WEB_GET_HISTORY`] says.
    pub async fn web_get_history(
        &self,
        request: &payload::WebGetHistoryRequest,
    ) -> Result<payload::WebGetHistoryResponse, CallError> {
        self.peer.send(&WEB_GET_HISTORY, request).await
    }

    /// Sends `web-get-visitor-id` as [`WEB_GET_VISITOR_ID`] says.
    pub async fn web_get_visitor_id(
        &self,
        request: &payload::WebGetVisitorIdRequest,
    ) -> Result<payload::WebGetVisitorIdResponse, CallError> {
        self.peer.send(&WEB_GET_VISITOR_ID, request).await
    }

    /// Sends `web-log-in` as [`WEB_LOG_IN`] says.
    pub async fn web_log_in(
        &self,
        request: &payload::WebLogInRequest,
    ) -> Result<payload::WebLogInResponse, CallError> {
        self.peer.send(&WEB_LOG_IN, request).await
    }

    /// Sends `web-register` as [`WEB_REGISTER`] says.
    pub async fn web_register(
        &self,
        request: &payload::WebRegisterRequest,
    ) -> Result<payload::WebRegisterResponse, CallError> {
        self.peer.send(&WEB_REGISTER, request).await
    }
}

//! Calls to `userservice`.
//!
//! - `login-check-password`. Evidence: `src/frontend/frontend.py:445`, `src/frontend/frontend.py:447`, `src/frontend/frontend.py:472`. Decided in ADR-0001.
//! - `signup-create-user`. Evidence: `src/frontend/frontend.py:587`, `src/frontend/frontend.py:589`, `src/frontend/frontend.py:596` and 1 more. Decided in ADR-0001.
//! - `signup-log-in`. Evidence: `src/frontend/frontend.py:593`, `src/frontend/frontend.py:445`, `src/frontend/frontend.py:447`. Decided in ADR-0001.

use std::time::Duration;

use reqwest::Method;

use crate::generated::runtime::call::{Call, CallError, Peer};
use crate::payload;

/// Per attempt of `login-check-password`.
pub const LOGIN_CHECK_PASSWORD_TIMEOUT: Option<Duration> = Some(Duration::from_secs(8));

/// `login-check-password`: `GET /login` at `userservice`; the operation fails with it.
/// Evidence: `src/frontend/frontend.py:445`, `src/frontend/frontend.py:447`, `src/frontend/frontend.py:472`.
/// Decided in ADR-0001.
pub const LOGIN_CHECK_PASSWORD: Call = Call {
    interaction: "login-check-password",
    method: Method::GET,
    path: "/login",
    timeout: LOGIN_CHECK_PASSWORD_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// Per attempt of `signup-create-user`.
pub const SIGNUP_CREATE_USER_TIMEOUT: Option<Duration> = Some(Duration::from_secs(4));

/// `signup-create-user`: `POST /users` at `userservice`; the operation fails with it.
/// Evidence: `src/frontend/frontend.py:587`, `src/frontend/frontend.py:589`, `src/frontend/frontend.py:596` and 1 more.
/// Decided in ADR-0001.
pub const SIGNUP_CREATE_USER: Call = Call {
    interaction: "signup-create-user",
    method: Method::POST,
    path: "/users",
    timeout: SIGNUP_CREATE_USER_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// Per attempt of `signup-log-in`.
pub const SIGNUP_LOG_IN_TIMEOUT: Option<Duration> = Some(Duration::from_secs(8));

/// `signup-log-in`: `GET /login` at `userservice`; the operation fails with it.
/// Evidence: `src/frontend/frontend.py:593`, `src/frontend/frontend.py:445`, `src/frontend/frontend.py:447`.
/// Decided in ADR-0001.
pub const SIGNUP_LOG_IN: Call = Call {
    interaction: "signup-log-in",
    method: Method::GET,
    path: "/login",
    timeout: SIGNUP_LOG_IN_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The calls to `userservice` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: Peer,
}

impl Client {
    /// A client of the callee at `peer`.
    pub fn new(peer: Peer) -> Self {
        Self { peer }
    }

    /// Sends `login-check-password` as [`LOGIN_CHECK_PASSWORD`] says.
    pub async fn login_check_password(
        &self,
        request: &payload::LoginCheckPasswordRequest,
    ) -> Result<payload::LoginCheckPasswordResponse, CallError> {
        self.peer.send(&LOGIN_CHECK_PASSWORD, request).await
    }

    /// Sends `signup-create-user` as [`SIGNUP_CREATE_USER`] says.
    pub async fn signup_create_user(
        &self,
        request: &payload::SignupCreateUserRequest,
    ) -> Result<payload::SignupCreateUserResponse, CallError> {
        self.peer.send(&SIGNUP_CREATE_USER, request).await
    }

    /// Sends `signup-log-in` as [`SIGNUP_LOG_IN`] says.
    pub async fn signup_log_in(
        &self,
        request: &payload::SignupLogInRequest,
    ) -> Result<payload::SignupLogInResponse, CallError> {
        self.peer.send(&SIGNUP_LOG_IN, request).await
    }
}

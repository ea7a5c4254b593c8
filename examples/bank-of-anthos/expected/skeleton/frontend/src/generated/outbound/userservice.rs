//! Calls to `userservice`.
//!
//! - `login-check-password`. Evidence: `src/frontend/frontend.py:445`, `src/frontend/frontend.py:447`, `src/frontend/frontend.py:472`. Decided in ADR-0001.
//! - `signup-create-user`. Evidence: `src/frontend/frontend.py:587`, `src/frontend/frontend.py:589`, `src/frontend/frontend.py:596` and 1 more. Decided in ADR-0001.
//! - `signup-log-in`. Evidence: `src/frontend/frontend.py:593`, `src/frontend/frontend.py:445`, `src/frontend/frontend.py:447`. Decided in ADR-0001.

use std::time::Duration;

use reqwest::Method;

use crate::generated::runtime::call::{CallError, Caller, Policy};
use crate::generated::runtime::http::{self, Route};
use crate::payload;

/// Per attempt of `login-check-password`.
pub const LOGIN_CHECK_PASSWORD_TIMEOUT: Option<Duration> = Some(Duration::from_secs(8));

/// `login-check-password`: `GET /login` at `userservice`; the operation fails with it.
/// Evidence: `src/frontend/frontend.py:445`, `src/frontend/frontend.py:447`, `src/frontend/frontend.py:472`.
/// Decided in ADR-0001.
pub const LOGIN_CHECK_PASSWORD: Policy = Policy {
    interaction: "login-check-password",
    callee: "userservice",
    timeout: LOGIN_CHECK_PASSWORD_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    repeatable: true,
    retry_budget: None,
    breaker: None,
    bulkhead: None,
    idempotency_key: false,
    passes_deadline: false,
};

/// Where `login-check-password` arrives.
pub const LOGIN_CHECK_PASSWORD_ROUTE: Route = Route { method: Method::GET, path: "/login" };

/// Per attempt of `signup-create-user`.
pub const SIGNUP_CREATE_USER_TIMEOUT: Option<Duration> = Some(Duration::from_secs(4));

/// `signup-create-user`: `POST /users` at `userservice`; the operation fails with it.
/// Evidence: `src/frontend/frontend.py:587`, `src/frontend/frontend.py:589`, `src/frontend/frontend.py:596` and 1 more.
/// Decided in ADR-0001.
pub const SIGNUP_CREATE_USER: Policy = Policy {
    interaction: "signup-create-user",
    callee: "userservice",
    timeout: SIGNUP_CREATE_USER_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    repeatable: true,
    retry_budget: None,
    breaker: None,
    bulkhead: None,
    idempotency_key: false,
    passes_deadline: false,
};

/// Where `signup-create-user` arrives.
pub const SIGNUP_CREATE_USER_ROUTE: Route = Route { method: Method::POST, path: "/users" };

/// Per attempt of `signup-log-in`.
pub const SIGNUP_LOG_IN_TIMEOUT: Option<Duration> = Some(Duration::from_secs(8));

/// `signup-log-in`: `GET /login` at `userservice`; the operation fails with it.
/// Evidence: `src/frontend/frontend.py:593`, `src/frontend/frontend.py:445`, `src/frontend/frontend.py:447`.
/// Decided in ADR-0001.
pub const SIGNUP_LOG_IN: Policy = Policy {
    interaction: "signup-log-in",
    callee: "userservice",
    timeout: SIGNUP_LOG_IN_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    repeatable: true,
    retry_budget: None,
    breaker: None,
    bulkhead: None,
    idempotency_key: false,
    passes_deadline: false,
};

/// Where `signup-log-in` arrives.
pub const SIGNUP_LOG_IN_ROUTE: Route = Route { method: Method::GET, path: "/login" };

/// The calls to `userservice` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: http::Peer,
    login_check_password: Caller,
    signup_create_user: Caller,
    signup_log_in: Caller,
}

impl Client {
    /// A client of the callee at the given end of the connection.
    pub fn new(peer: http::Peer) -> Self {
        Self {
            peer,
            login_check_password: Caller::new(LOGIN_CHECK_PASSWORD),
            signup_create_user: Caller::new(SIGNUP_CREATE_USER),
            signup_log_in: Caller::new(SIGNUP_LOG_IN),
        }
    }

    /// Sends `login-check-password` as [`LOGIN_CHECK_PASSWORD`] says.
    pub async fn login_check_password(
        &self,
        request: &payload::LoginCheckPasswordRequest,
    ) -> Result<payload::LoginCheckPasswordResponse, CallError> {
        self.peer.send(&self.login_check_password, &LOGIN_CHECK_PASSWORD_ROUTE, request).await
    }

    /// Sends `signup-create-user` as [`SIGNUP_CREATE_USER`] says.
    pub async fn signup_create_user(
        &self,
        request: &payload::SignupCreateUserRequest,
    ) -> Result<payload::SignupCreateUserResponse, CallError> {
        self.peer.send(&self.signup_create_user, &SIGNUP_CREATE_USER_ROUTE, request).await
    }

    /// Sends `signup-log-in` as [`SIGNUP_LOG_IN`] says.
    pub async fn signup_log_in(
        &self,
        request: &payload::SignupLogInRequest,
    ) -> Result<payload::SignupLogInResponse, CallError> {
        self.peer.send(&self.signup_log_in, &SIGNUP_LOG_IN_ROUTE, request).await
    }
}

//! Calls to `account-service`.
//!
//! - `ingress-add-account`. Evidence: `specs/004-containerized-compose-runtime/system/ingress-nginx.conf.template:58`, `templates/account-service-specfirst/src/main/java/finos/traderx/accountservice/controller/AccountController.java:35`.
//! - `ingress-add-account-user`. Evidence: `specs/004-containerized-compose-runtime/system/ingress-nginx.conf.template:58`, `templates/account-service-specfirst/src/main/java/finos/traderx/accountservice/controller/AccountUserController.java:41`.
//! - `ingress-list-account-users`. Evidence: `specs/004-containerized-compose-runtime/system/ingress-nginx.conf.template:58`, `templates/account-service-specfirst/src/main/java/finos/traderx/accountservice/controller/AccountUserController.java:54`.
//! - `ingress-list-accounts`. Evidence: `specs/004-containerized-compose-runtime/system/ingress-nginx.conf.template:58`, `templates/account-service-specfirst/src/main/java/finos/traderx/accountservice/controller/AccountController.java:45`.

use std::time::Duration;

use reqwest::Method;

use crate::generated::call::{Call, CallError, Peer};
use crate::payload;

/// The architecture declares no timeout for `ingress-add-account`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const INGRESS_ADD_ACCOUNT_TIMEOUT: Option<Duration> = None;

/// `ingress-add-account`: `POST /account/` at `account-service`; the operation fails with it.
/// Evidence: `specs/004-containerized-compose-runtime/system/ingress-nginx.conf.template:58`, `templates/account-service-specfirst/src/main/java/finos/traderx/accountservice/controller/AccountController.java:35`.
pub const INGRESS_ADD_ACCOUNT: Call = Call {
    interaction: "ingress-add-account",
    method: Method::POST,
    path: "/account/",
    timeout: INGRESS_ADD_ACCOUNT_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The architecture declares no timeout for `ingress-add-account-user`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const INGRESS_ADD_ACCOUNT_USER_TIMEOUT: Option<Duration> = None;

/// `ingress-add-account-user`: `POST /accountuser/` at `account-service`; the operation fails with it.
/// Evidence: `specs/004-containerized-compose-runtime/system/ingress-nginx.conf.template:58`, `templates/account-service-specfirst/src/main/java/finos/traderx/accountservice/controller/AccountUserController.java:41`.
pub const INGRESS_ADD_ACCOUNT_USER: Call = Call {
    interaction: "ingress-add-account-user",
    method: Method::POST,
    path: "/accountuser/",
    timeout: INGRESS_ADD_ACCOUNT_USER_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The architecture declares no timeout for `ingress-list-account-users`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const INGRESS_LIST_ACCOUNT_USERS_TIMEOUT: Option<Duration> = None;

/// `ingress-list-account-users`: `GET /accountuser/` at `account-service`; the operation fails with it.
/// Evidence: `specs/004-containerized-compose-runtime/system/ingress-nginx.conf.template:58`, `templates/account-service-specfirst/src/main/java/finos/traderx/accountservice/controller/AccountUserController.java:54`.
pub const INGRESS_LIST_ACCOUNT_USERS: Call = Call {
    interaction: "ingress-list-account-users",
    method: Method::GET,
    path: "/accountuser/",
    timeout: INGRESS_LIST_ACCOUNT_USERS_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The architecture declares no timeout for `ingress-list-accounts`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const INGRESS_LIST_ACCOUNTS_TIMEOUT: Option<Duration> = None;

/// `ingress-list-accounts`: `GET /account/` at `account-service`; the operation fails with it.
/// Evidence: `specs/004-containerized-compose-runtime/system/ingress-nginx.conf.template:58`, `templates/account-service-specfirst/src/main/java/finos/traderx/accountservice/controller/AccountController.java:45`.
pub const INGRESS_LIST_ACCOUNTS: Call = Call {
    interaction: "ingress-list-accounts",
    method: Method::GET,
    path: "/account/",
    timeout: INGRESS_LIST_ACCOUNTS_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The calls to `account-service` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: Peer,
}

impl Client {
    /// A client of the callee at `peer`.
    pub fn new(peer: Peer) -> Self {
        Self { peer }
    }

    /// Sends `ingress-add-account` as [`INGRESS_ADD_ACCOUNT`] says.
    pub async fn ingress_add_account(
        &self,
        request: &payload::IngressAddAccountRequest,
    ) -> Result<payload::IngressAddAccountResponse, CallError> {
        self.peer.send(&INGRESS_ADD_ACCOUNT, request).await
    }

    /// Sends `ingress-add-account-user` as [`INGRESS_ADD_ACCOUNT_USER`] says.
    pub async fn ingress_add_account_user(
        &self,
        request: &payload::IngressAddAccountUserRequest,
    ) -> Result<payload::IngressAddAccountUserResponse, CallError> {
        self.peer.send(&INGRESS_ADD_ACCOUNT_USER, request).await
    }

    /// Sends `ingress-list-account-users` as [`INGRESS_LIST_ACCOUNT_USERS`] says.
    pub async fn ingress_list_account_users(
        &self,
        request: &payload::IngressListAccountUsersRequest,
    ) -> Result<payload::IngressListAccountUsersResponse, CallError> {
        self.peer.send(&INGRESS_LIST_ACCOUNT_USERS, request).await
    }

    /// Sends `ingress-list-accounts` as [`INGRESS_LIST_ACCOUNTS`] says.
    pub async fn ingress_list_accounts(
        &self,
        request: &payload::IngressListAccountsRequest,
    ) -> Result<payload::IngressListAccountsResponse, CallError> {
        self.peer.send(&INGRESS_LIST_ACCOUNTS, request).await
    }
}

//! Calls to `people-service`.
//!
//! - `check-person`. Evidence: `templates/account-service-specfirst/src/main/java/finos/traderx/accountservice/service/PeopleValidationService.java:29`, `templates/account-service-specfirst/src/main/java/finos/traderx/accountservice/service/PeopleValidationService.java:17`, `templates/account-service-specfirst/src/main/java/finos/traderx/accountservice/controller/AccountUserController.java:43`. Decided in ADR-0001.

use std::time::Duration;

use reqwest::Method;

use crate::generated::runtime::call::{Call, CallError, Peer};
use crate::payload;

/// The architecture says `timeout = "none"` for `check-person`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const CHECK_PERSON_TIMEOUT: Option<Duration> = None;

/// `check-person`: `GET /People/GetPerson` at `people-service`; the operation fails with it.
/// Evidence: `templates/account-service-specfirst/src/main/java/finos/traderx/accountservice/service/PeopleValidationService.java:29`, `templates/account-service-specfirst/src/main/java/finos/traderx/accountservice/service/PeopleValidationService.java:17`, `templates/account-service-specfirst/src/main/java/finos/traderx/accountservice/controller/AccountUserController.java:43`.
/// Decided in ADR-0001.
pub const CHECK_PERSON: Call = Call {
    interaction: "check-person",
    method: Method::GET,
    path: "/People/GetPerson",
    timeout: CHECK_PERSON_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The calls to `people-service` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: Peer,
}

impl Client {
    /// A client of the callee at `peer`.
    pub fn new(peer: Peer) -> Self {
        Self { peer }
    }

    /// Sends `check-person` as [`CHECK_PERSON`] says.
    pub async fn check_person(
        &self,
        request: &payload::CheckPersonRequest,
    ) -> Result<payload::CheckPersonResponse, CallError> {
        self.peer.send(&CHECK_PERSON, request).await
    }
}

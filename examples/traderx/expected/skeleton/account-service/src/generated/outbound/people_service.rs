//! Calls to `people-service`.
//!
//! - `check-person`. Evidence: `templates/account-service-specfirst/src/main/java/finos/traderx/accountservice/service/PeopleValidationService.java:29`, `templates/account-service-specfirst/src/main/java/finos/traderx/accountservice/service/PeopleValidationService.java:17`, `templates/account-service-specfirst/src/main/java/finos/traderx/accountservice/controller/AccountUserController.java:43`. Decided in ADR-0001.

use std::time::Duration;

use reqwest::Method;

use crate::generated::runtime::call::{CallError, Caller, Policy};
use crate::generated::runtime::http::{self, Route};
use crate::payload;

/// The architecture says `timeout = "none"` for `check-person`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const CHECK_PERSON_TIMEOUT: Option<Duration> = None;

/// `check-person`: `GET /People/GetPerson` at `people-service`; the operation fails with it.
/// Evidence: `templates/account-service-specfirst/src/main/java/finos/traderx/accountservice/service/PeopleValidationService.java:29`, `templates/account-service-specfirst/src/main/java/finos/traderx/accountservice/service/PeopleValidationService.java:17`, `templates/account-service-specfirst/src/main/java/finos/traderx/accountservice/controller/AccountUserController.java:43`.
/// Decided in ADR-0001.
pub const CHECK_PERSON: Policy = Policy {
    interaction: "check-person",
    callee: "people-service",
    timeout: CHECK_PERSON_TIMEOUT,
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

/// Where `check-person` arrives.
pub const CHECK_PERSON_ROUTE: Route = Route { method: Method::GET, path: "/People/GetPerson" };

/// The calls to `people-service` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: http::Peer,
    check_person: Caller,
}

impl Client {
    /// A client of the callee at the given end of the connection.
    pub fn new(peer: http::Peer) -> Self {
        Self {
            peer,
            check_person: Caller::new(CHECK_PERSON),
        }
    }

    /// Sends `check-person` as [`CHECK_PERSON`] says.
    pub async fn check_person(
        &self,
        request: &payload::CheckPersonRequest,
    ) -> Result<payload::CheckPersonResponse, CallError> {
        self.peer.send(&self.check_person, &CHECK_PERSON_ROUTE, request).await
    }
}

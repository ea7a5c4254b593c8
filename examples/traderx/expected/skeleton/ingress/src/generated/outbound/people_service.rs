//! Calls to `people-service`.
//!
//! - `ingress-find-people`. Evidence: `specs/004-containerized-compose-runtime/system/ingress-nginx.conf.template:49`, `templates/people-service-specfirst/PeopleService.WebApi/Controllers/PeopleController.cs:40`.
//! - `ingress-get-person`. Evidence: `specs/004-containerized-compose-runtime/system/ingress-nginx.conf.template:49`, `templates/people-service-specfirst/PeopleService.WebApi/Controllers/PeopleController.cs:19`.

use std::time::Duration;

use reqwest::Method;

use crate::generated::call::{Call, CallError, Peer};
use crate::payload;

/// The architecture declares no timeout for `ingress-find-people`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const INGRESS_FIND_PEOPLE_TIMEOUT: Option<Duration> = None;

/// `ingress-find-people`: `GET /People/GetMatchingPeople` at `people-service`; the operation fails with it.
/// Evidence: `specs/004-containerized-compose-runtime/system/ingress-nginx.conf.template:49`, `templates/people-service-specfirst/PeopleService.WebApi/Controllers/PeopleController.cs:40`.
pub const INGRESS_FIND_PEOPLE: Call = Call {
    interaction: "ingress-find-people",
    method: Method::GET,
    path: "/People/GetMatchingPeople",
    timeout: INGRESS_FIND_PEOPLE_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The architecture declares no timeout for `ingress-get-person`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const INGRESS_GET_PERSON_TIMEOUT: Option<Duration> = None;

/// `ingress-get-person`: `GET /People/GetPerson` at `people-service`; the operation fails with it.
/// Evidence: `specs/004-containerized-compose-runtime/system/ingress-nginx.conf.template:49`, `templates/people-service-specfirst/PeopleService.WebApi/Controllers/PeopleController.cs:19`.
pub const INGRESS_GET_PERSON: Call = Call {
    interaction: "ingress-get-person",
    method: Method::GET,
    path: "/People/GetPerson",
    timeout: INGRESS_GET_PERSON_TIMEOUT,
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

    /// Sends `ingress-find-people` as [`INGRESS_FIND_PEOPLE`] says.
    pub async fn ingress_find_people(
        &self,
        request: &payload::IngressFindPeopleRequest,
    ) -> Result<payload::IngressFindPeopleResponse, CallError> {
        self.peer.send(&INGRESS_FIND_PEOPLE, request).await
    }

    /// Sends `ingress-get-person` as [`INGRESS_GET_PERSON`] says.
    pub async fn ingress_get_person(
        &self,
        request: &payload::IngressGetPersonRequest,
    ) -> Result<payload::IngressGetPersonResponse, CallError> {
        self.peer.send(&INGRESS_GET_PERSON, request).await
    }
}

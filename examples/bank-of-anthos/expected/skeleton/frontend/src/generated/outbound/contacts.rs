//! Calls to `contacts`.
//!
//! - `deposit-add-contact`. Evidence: `src/frontend/frontend.py:291`, `src/frontend/frontend.py:364`, `src/frontend/frontend.py:370` and 1 more. Decided in ADR-0002.
//! - `home-get-contacts`. Evidence: `src/frontend/frontend.py:130`, `src/frontend/frontend.py:141`, `src/frontend/frontend.py:677` and 1 more. Decided in ADR-0001.
//! - `payment-add-contact`. Evidence: `src/frontend/frontend.py:226`, `src/frontend/frontend.py:364`, `src/frontend/frontend.py:370` and 1 more. Decided in ADR-0005.

use std::time::Duration;

use reqwest::Method;

use crate::generated::runtime::call::{CallError, Caller, Policy};
use crate::generated::runtime::http::{self, Route};
use crate::payload;

/// Per attempt of `deposit-add-contact`.
pub const DEPOSIT_ADD_CONTACT_TIMEOUT: Option<Duration> = Some(Duration::from_secs(4));

/// `deposit-add-contact`: `POST /contacts/{user}` at `contacts`; the operation fails with it.
/// Evidence: `src/frontend/frontend.py:291`, `src/frontend/frontend.py:364`, `src/frontend/frontend.py:370` and 1 more.
/// Decided in ADR-0002.
pub const DEPOSIT_ADD_CONTACT: Policy = Policy {
    interaction: "deposit-add-contact",
    callee: "contacts",
    timeout: DEPOSIT_ADD_CONTACT_TIMEOUT,
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

/// Where `deposit-add-contact` arrives.
pub const DEPOSIT_ADD_CONTACT_ROUTE: Route = Route { method: Method::POST, path: "/contacts/{user}" };

/// Per attempt of `home-get-contacts`.
pub const HOME_GET_CONTACTS_TIMEOUT: Option<Duration> = Some(Duration::from_secs(4));

/// `home-get-contacts`: `GET /contacts/{user}` at `contacts`; the operation answers with less when it fails.
/// Evidence: `src/frontend/frontend.py:130`, `src/frontend/frontend.py:141`, `src/frontend/frontend.py:677` and 1 more.
/// Decided in ADR-0001.
pub const HOME_GET_CONTACTS: Policy = Policy {
    interaction: "home-get-contacts",
    callee: "contacts",
    timeout: HOME_GET_CONTACTS_TIMEOUT,
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

/// Where `home-get-contacts` arrives.
pub const HOME_GET_CONTACTS_ROUTE: Route = Route { method: Method::GET, path: "/contacts/{user}" };

/// Per attempt of `payment-add-contact`.
pub const PAYMENT_ADD_CONTACT_TIMEOUT: Option<Duration> = Some(Duration::from_secs(4));

/// `payment-add-contact`: `POST /contacts/{user}` at `contacts`; the operation fails with it.
/// Evidence: `src/frontend/frontend.py:226`, `src/frontend/frontend.py:364`, `src/frontend/frontend.py:370` and 1 more.
/// Decided in ADR-0005.
pub const PAYMENT_ADD_CONTACT: Policy = Policy {
    interaction: "payment-add-contact",
    callee: "contacts",
    timeout: PAYMENT_ADD_CONTACT_TIMEOUT,
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

/// Where `payment-add-contact` arrives.
pub const PAYMENT_ADD_CONTACT_ROUTE: Route = Route { method: Method::POST, path: "/contacts/{user}" };

/// The calls to `contacts` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: http::Peer,
    deposit_add_contact: Caller,
    home_get_contacts: Caller,
    payment_add_contact: Caller,
}

impl Client {
    /// A client of the callee at the given end of the connection.
    pub fn new(peer: http::Peer) -> Self {
        Self {
            peer,
            deposit_add_contact: Caller::new(DEPOSIT_ADD_CONTACT),
            home_get_contacts: Caller::new(HOME_GET_CONTACTS),
            payment_add_contact: Caller::new(PAYMENT_ADD_CONTACT),
        }
    }

    /// Sends `deposit-add-contact` as [`DEPOSIT_ADD_CONTACT`] says.
    pub async fn deposit_add_contact(
        &self,
        request: &payload::DepositAddContactRequest,
    ) -> Result<payload::DepositAddContactResponse, CallError> {
        self.peer.send(&self.deposit_add_contact, &DEPOSIT_ADD_CONTACT_ROUTE, request).await
    }

    /// Sends `home-get-contacts` as [`HOME_GET_CONTACTS`] says.
    pub async fn home_get_contacts(
        &self,
        request: &payload::HomeGetContactsRequest,
    ) -> Result<payload::HomeGetContactsResponse, CallError> {
        self.peer.send(&self.home_get_contacts, &HOME_GET_CONTACTS_ROUTE, request).await
    }

    /// Sends `payment-add-contact` as [`PAYMENT_ADD_CONTACT`] says.
    pub async fn payment_add_contact(
        &self,
        request: &payload::PaymentAddContactRequest,
    ) -> Result<payload::PaymentAddContactResponse, CallError> {
        self.peer.send(&self.payment_add_contact, &PAYMENT_ADD_CONTACT_ROUTE, request).await
    }
}

//! Calls to `contacts`.
//!
//! - `deposit-add-contact`. Evidence: `src/frontend/frontend.py:291`, `src/frontend/frontend.py:364`, `src/frontend/frontend.py:370` and 1 more. Decided in ADR-0002.
//! - `home-get-contacts`. Evidence: `src/frontend/frontend.py:130`, `src/frontend/frontend.py:141`, `src/frontend/frontend.py:677` and 1 more. Decided in ADR-0001.
//! - `payment-add-contact`. Evidence: `src/frontend/frontend.py:226`, `src/frontend/frontend.py:364`, `src/frontend/frontend.py:370` and 1 more. Decided in ADR-0005.

use std::time::Duration;

use reqwest::Method;

use crate::generated::runtime::call::{Call, CallError, Peer};
use crate::payload;

/// Per attempt of `deposit-add-contact`.
pub const DEPOSIT_ADD_CONTACT_TIMEOUT: Option<Duration> = Some(Duration::from_secs(4));

/// `deposit-add-contact`: `POST /contacts/{user}` at `contacts`; the operation fails with it.
/// Evidence: `src/frontend/frontend.py:291`, `src/frontend/frontend.py:364`, `src/frontend/frontend.py:370` and 1 more.
/// Decided in ADR-0002.
pub const DEPOSIT_ADD_CONTACT: Call = Call {
    interaction: "deposit-add-contact",
    method: Method::POST,
    path: "/contacts/{user}",
    timeout: DEPOSIT_ADD_CONTACT_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// Per attempt of `home-get-contacts`.
pub const HOME_GET_CONTACTS_TIMEOUT: Option<Duration> = Some(Duration::from_secs(4));

/// `home-get-contacts`: `GET /contacts/{user}` at `contacts`; the operation answers with less when it fails.
/// Evidence: `src/frontend/frontend.py:130`, `src/frontend/frontend.py:141`, `src/frontend/frontend.py:677` and 1 more.
/// Decided in ADR-0001.
pub const HOME_GET_CONTACTS: Call = Call {
    interaction: "home-get-contacts",
    method: Method::GET,
    path: "/contacts/{user}",
    timeout: HOME_GET_CONTACTS_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// Per attempt of `payment-add-contact`.
pub const PAYMENT_ADD_CONTACT_TIMEOUT: Option<Duration> = Some(Duration::from_secs(4));

/// `payment-add-contact`: `POST /contacts/{user}` at `contacts`; the operation fails with it.
/// Evidence: `src/frontend/frontend.py:226`, `src/frontend/frontend.py:364`, `src/frontend/frontend.py:370` and 1 more.
/// Decided in ADR-0005.
pub const PAYMENT_ADD_CONTACT: Call = Call {
    interaction: "payment-add-contact",
    method: Method::POST,
    path: "/contacts/{user}",
    timeout: PAYMENT_ADD_CONTACT_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The calls to `contacts` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: Peer,
}

impl Client {
    /// A client of the callee at `peer`.
    pub fn new(peer: Peer) -> Self {
        Self { peer }
    }

    /// Sends `deposit-add-contact` as [`DEPOSIT_ADD_CONTACT`] says.
    pub async fn deposit_add_contact(
        &self,
        request: &payload::DepositAddContactRequest,
    ) -> Result<payload::DepositAddContactResponse, CallError> {
        self.peer.send(&DEPOSIT_ADD_CONTACT, request).await
    }

    /// Sends `home-get-contacts` as [`HOME_GET_CONTACTS`] says.
    pub async fn home_get_contacts(
        &self,
        request: &payload::HomeGetContactsRequest,
    ) -> Result<payload::HomeGetContactsResponse, CallError> {
        self.peer.send(&HOME_GET_CONTACTS, request).await
    }

    /// Sends `payment-add-contact` as [`PAYMENT_ADD_CONTACT`] says.
    pub async fn payment_add_contact(
        &self,
        request: &payload::PaymentAddContactRequest,
    ) -> Result<payload::PaymentAddContactResponse, CallError> {
        self.peer.send(&PAYMENT_ADD_CONTACT, request).await
    }
}

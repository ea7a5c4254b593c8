//! Whom `account-service` calls, each behind a client of its own.

pub mod people_service;

use reqwest::Url;

use super::runtime::http::{Peer, connections};

/// Where each callee is.
#[derive(Debug, Clone)]
pub struct Addresses {
    /// `people-service`, from `PEOPLE_SERVICE_URL`.
    pub people_service: Url,
}

/// A client per callee.
#[derive(Debug, Clone)]
pub struct Clients {
    /// `people-service`.
    pub people_service: people_service::Client,
}

impl Clients {
    /// Clients for these addresses. Nothing is connected before the first call.
    ///
    /// # Errors
    /// The TLS backend, if there is one, does not start.
    pub fn connect(addresses: &Addresses) -> reqwest::Result<Self> {
        let http = connections()?;
        let peer = |address: &Url| Peer::new(http.clone(), address.clone());
        Ok(Self {
            people_service: people_service::Client::new(peer(&addresses.people_service)),
        })
    }
}

//! Whom `account-service` calls, each behind a client of its own.

pub mod people_service;

use axum::http::Uri;

use super::runtime::http;

/// Where each callee is.
#[derive(Debug, Clone)]
pub struct Addresses {
    /// `people-service`, from `PEOPLE_SERVICE_URL`.
    pub people_service: Uri,
}

/// A client per callee.
#[derive(Debug, Clone)]
pub struct Clients {
    /// `people-service`.
    pub people_service: people_service::Client,
}

impl Clients {
    /// Clients for these addresses. Nothing is connected before the first call. Must be made within a tokio runtime.
    ///
    /// # Errors
    /// The TLS backend, if there is one, does not start.
    pub fn connect(addresses: &Addresses) -> reqwest::Result<Self> {
        let connections = http::connections()?;
        let peer = |address: &Uri| http::Peer::new(connections.clone(), address);
        Ok(Self {
            people_service: people_service::Client::new(peer(&addresses.people_service)),
        })
    }
}

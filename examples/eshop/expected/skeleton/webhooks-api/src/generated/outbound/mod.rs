//! Whom `webhooks-api` calls, each behind a client of its own.

pub mod identity_api;
pub mod subscriber;
pub mod webhooksclient;

use reqwest::Url;

use super::runtime::http::{Peer, connections};

/// Where each callee is.
#[derive(Debug, Clone)]
pub struct Addresses {
    /// `identity-api`, from `IDENTITY_API_URL`.
    pub identity_api: Url,
    /// `subscriber`, from `SUBSCRIBER_URL`.
    pub subscriber: Url,
    /// `webhooksclient`, from `WEBHOOKSCLIENT_URL`.
    pub webhooksclient: Url,
}

/// A client per callee.
#[derive(Debug, Clone)]
pub struct Clients {
    /// `identity-api`.
    pub identity_api: identity_api::Client,
    /// `subscriber`.
    pub subscriber: subscriber::Client,
    /// `webhooksclient`.
    pub webhooksclient: webhooksclient::Client,
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
            identity_api: identity_api::Client::new(peer(&addresses.identity_api)),
            subscriber: subscriber::Client::new(peer(&addresses.subscriber)),
            webhooksclient: webhooksclient::Client::new(peer(&addresses.webhooksclient)),
        })
    }
}

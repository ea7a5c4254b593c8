//! Whom `webhooks-api` calls, each behind a client of its own.

pub mod identity_api;
pub mod subscriber;
pub mod webhooksclient;

use axum::http::Uri;

use super::runtime::http;

/// Where each callee is.
#[derive(Debug, Clone)]
pub struct Addresses {
    /// `identity-api`, from `IDENTITY_API_URL`.
    pub identity_api: Uri,
    /// `subscriber`, from `SUBSCRIBER_URL`.
    pub subscriber: Uri,
    /// `webhooksclient`, from `WEBHOOKSCLIENT_URL`.
    pub webhooksclient: Uri,
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
    /// Clients for these addresses. Nothing is connected before the first call. Must be made within a tokio runtime.
    ///
    /// # Errors
    /// The TLS backend, if there is one, does not start.
    pub fn connect(addresses: &Addresses) -> reqwest::Result<Self> {
        let connections = http::connections()?;
        let peer = |address: &Uri| http::Peer::new(connections.clone(), address);
        Ok(Self {
            identity_api: identity_api::Client::new(peer(&addresses.identity_api)),
            subscriber: subscriber::Client::new(peer(&addresses.subscriber)),
            webhooksclient: webhooksclient::Client::new(peer(&addresses.webhooksclient)),
        })
    }
}

//! Whom `orders` calls, each behind a client of its own.

pub mod inventory;
pub mod loyalty;
pub mod mailer;
pub mod payment;

use axum::http::Uri;

use super::runtime::grpc_call;
use super::runtime::http;

/// Where each callee is.
#[derive(Debug, Clone)]
pub struct Addresses {
    /// `inventory`, from `INVENTORY_URL`.
    pub inventory: Uri,
    /// `loyalty`, from `LOYALTY_URL`.
    pub loyalty: Uri,
    /// `mailer`, from `MAILER_URL`.
    pub mailer: Uri,
    /// `payment`, from `PAYMENT_URL`.
    pub payment: Uri,
}

/// A client per callee.
#[derive(Debug, Clone)]
pub struct Clients {
    /// `inventory`.
    pub inventory: inventory::Client,
    /// `loyalty`.
    pub loyalty: loyalty::Client,
    /// `mailer`.
    pub mailer: mailer::Client,
    /// `payment`.
    pub payment: payment::Client,
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
            inventory: inventory::Client::new(grpc_call::Peer::new(&addresses.inventory)),
            loyalty: loyalty::Client::new(grpc_call::Peer::new(&addresses.loyalty)),
            mailer: mailer::Client::new(peer(&addresses.mailer)),
            payment: payment::Client::new(grpc_call::Peer::new(&addresses.payment)),
        })
    }
}

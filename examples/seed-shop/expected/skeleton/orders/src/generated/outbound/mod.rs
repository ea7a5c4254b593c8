//! Whom `orders` calls, each behind a client of its own.

pub mod inventory;
pub mod loyalty;
pub mod mailer;
pub mod payment;

use reqwest::Url;

use super::runtime::http::{Peer, connections};

/// Where each callee is.
#[derive(Debug, Clone)]
pub struct Addresses {
    /// `inventory`, from `INVENTORY_URL`.
    pub inventory: Url,
    /// `loyalty`, from `LOYALTY_URL`.
    pub loyalty: Url,
    /// `mailer`, from `MAILER_URL`.
    pub mailer: Url,
    /// `payment`, from `PAYMENT_URL`.
    pub payment: Url,
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
    /// Clients for these addresses. Nothing is connected before the first call.
    ///
    /// # Errors
    /// The TLS backend, if there is one, does not start.
    pub fn connect(addresses: &Addresses) -> reqwest::Result<Self> {
        let http = connections()?;
        let peer = |address: &Url| Peer::new(http.clone(), address.clone());
        Ok(Self {
            inventory: inventory::Client::new(peer(&addresses.inventory)),
            loyalty: loyalty::Client::new(peer(&addresses.loyalty)),
            mailer: mailer::Client::new(peer(&addresses.mailer)),
            payment: payment::Client::new(peer(&addresses.payment)),
        })
    }
}

//! Whom `frontend` calls, each behind a client of its own.

pub mod balancereader;
pub mod contacts;
pub mod ledgerwriter;
pub mod transactionhistory;
pub mod userservice;

use reqwest::Url;

use super::runtime::http::{Peer, connections};

/// Where each callee is.
#[derive(Debug, Clone)]
pub struct Addresses {
    /// `balancereader`, from `BALANCEREADER_URL`.
    pub balancereader: Url,
    /// `contacts`, from `CONTACTS_URL`.
    pub contacts: Url,
    /// `ledgerwriter`, from `LEDGERWRITER_URL`.
    pub ledgerwriter: Url,
    /// `transactionhistory`, from `TRANSACTIONHISTORY_URL`.
    pub transactionhistory: Url,
    /// `userservice`, from `USERSERVICE_URL`.
    pub userservice: Url,
}

/// A client per callee.
#[derive(Debug, Clone)]
pub struct Clients {
    /// `balancereader`.
    pub balancereader: balancereader::Client,
    /// `contacts`.
    pub contacts: contacts::Client,
    /// `ledgerwriter`.
    pub ledgerwriter: ledgerwriter::Client,
    /// `transactionhistory`.
    pub transactionhistory: transactionhistory::Client,
    /// `userservice`.
    pub userservice: userservice::Client,
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
            balancereader: balancereader::Client::new(peer(&addresses.balancereader)),
            contacts: contacts::Client::new(peer(&addresses.contacts)),
            ledgerwriter: ledgerwriter::Client::new(peer(&addresses.ledgerwriter)),
            transactionhistory: transactionhistory::Client::new(peer(&addresses.transactionhistory)),
            userservice: userservice::Client::new(peer(&addresses.userservice)),
        })
    }
}

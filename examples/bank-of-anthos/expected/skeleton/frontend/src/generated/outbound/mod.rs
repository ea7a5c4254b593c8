//! Whom `frontend` calls, each behind a client of its own.

pub mod balancereader;
pub mod contacts;
pub mod ledgerwriter;
pub mod transactionhistory;
pub mod userservice;

use axum::http::Uri;

use super::runtime::http;

/// Where each callee is.
#[derive(Debug, Clone)]
pub struct Addresses {
    /// `balancereader`, from `BALANCEREADER_URL`.
    pub balancereader: Uri,
    /// `contacts`, from `CONTACTS_URL`.
    pub contacts: Uri,
    /// `ledgerwriter`, from `LEDGERWRITER_URL`.
    pub ledgerwriter: Uri,
    /// `transactionhistory`, from `TRANSACTIONHISTORY_URL`.
    pub transactionhistory: Uri,
    /// `userservice`, from `USERSERVICE_URL`.
    pub userservice: Uri,
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
    /// Clients for these addresses. Nothing is connected before the first call. Must be made within a tokio runtime.
    ///
    /// # Errors
    /// The TLS backend, if there is one, does not start.
    pub fn connect(addresses: &Addresses) -> reqwest::Result<Self> {
        let connections = http::connections()?;
        let peer = |address: &Uri| http::Peer::new(connections.clone(), address);
        Ok(Self {
            balancereader: balancereader::Client::new(peer(&addresses.balancereader)),
            contacts: contacts::Client::new(peer(&addresses.contacts)),
            ledgerwriter: ledgerwriter::Client::new(peer(&addresses.ledgerwriter)),
            transactionhistory: transactionhistory::Client::new(peer(&addresses.transactionhistory)),
            userservice: userservice::Client::new(peer(&addresses.userservice)),
        })
    }
}

//! What the environment says.

use std::net::SocketAddr;

use super::outbound::Addresses;
use super::runtime::http;
use super::runtime::settings::{SettingsError, parsed};

/// Where to listen and whom to call.
#[derive(Debug, Clone)]
pub struct Settings {
    /// From `BIND`; 127.0.0.1:8080 where it is not set.
    pub bind: SocketAddr,
    /// From a variable per callee.
    pub addresses: Addresses,
}

impl Settings {
    /// Reads the variables through `get`.
    ///
    /// # Errors
    /// All variables that are missing or make no sense.
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Result<Self, SettingsError> {
        let mut wrong = Vec::new();
        let bind = parsed("BIND", get("BIND"), Some("127.0.0.1:8080")).map_err(|error| wrong.push(error)).ok();
        let balancereader = http::address("BALANCEREADER_URL", get("BALANCEREADER_URL")).map_err(|error| wrong.push(error)).ok();
        let contacts = http::address("CONTACTS_URL", get("CONTACTS_URL")).map_err(|error| wrong.push(error)).ok();
        let ledgerwriter = http::address("LEDGERWRITER_URL", get("LEDGERWRITER_URL")).map_err(|error| wrong.push(error)).ok();
        let transactionhistory = http::address("TRANSACTIONHISTORY_URL", get("TRANSACTIONHISTORY_URL")).map_err(|error| wrong.push(error)).ok();
        let userservice = http::address("USERSERVICE_URL", get("USERSERVICE_URL")).map_err(|error| wrong.push(error)).ok();
        let (
            Some(bind),
            Some(balancereader),
            Some(contacts),
            Some(ledgerwriter),
            Some(transactionhistory),
            Some(userservice),
        ) = (
            bind,
            balancereader,
            contacts,
            ledgerwriter,
            transactionhistory,
            userservice,
        ) else {
            return Err(SettingsError(wrong));
        };
        let addresses = Addresses {
            balancereader,
            contacts,
            ledgerwriter,
            transactionhistory,
            userservice,
        };
        Ok(Self { bind, addresses })
    }
}

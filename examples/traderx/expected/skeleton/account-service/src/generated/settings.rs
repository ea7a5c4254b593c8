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
        let people_service = http::address("PEOPLE_SERVICE_URL", get("PEOPLE_SERVICE_URL")).map_err(|error| wrong.push(error)).ok();
        let (
            Some(bind),
            Some(people_service),
        ) = (
            bind,
            people_service,
        ) else {
            return Err(SettingsError(wrong));
        };
        let addresses = Addresses {
            people_service,
        };
        Ok(Self { bind, addresses })
    }
}

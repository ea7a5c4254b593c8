//! What the environment says.

use std::net::SocketAddr;

use super::outbound::Addresses;
use super::runtime::grpc_call;
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
        let inventory = grpc_call::address("INVENTORY_URL", get("INVENTORY_URL")).map_err(|error| wrong.push(error)).ok();
        let loyalty = grpc_call::address("LOYALTY_URL", get("LOYALTY_URL")).map_err(|error| wrong.push(error)).ok();
        let mailer = http::address("MAILER_URL", get("MAILER_URL")).map_err(|error| wrong.push(error)).ok();
        let payment = grpc_call::address("PAYMENT_URL", get("PAYMENT_URL")).map_err(|error| wrong.push(error)).ok();
        let (
            Some(bind),
            Some(inventory),
            Some(loyalty),
            Some(mailer),
            Some(payment),
        ) = (
            bind,
            inventory,
            loyalty,
            mailer,
            payment,
        ) else {
            return Err(SettingsError(wrong));
        };
        let addresses = Addresses {
            inventory,
            loyalty,
            mailer,
            payment,
        };
        Ok(Self { bind, addresses })
    }
}

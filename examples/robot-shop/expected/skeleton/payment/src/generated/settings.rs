//! What the environment says.

use std::net::SocketAddr;

use super::outbound::Addresses;
use super::runtime::http;
use super::runtime::settings::{SettingsError, parsed};

/// Where to listen, where to keep state and messages and whom to call.
#[derive(Debug, Clone)]
pub struct Settings {
    /// From `BIND`; 127.0.0.1:8080 where it is not set.
    pub bind: SocketAddr,
    /// From `DATABASE_URL`; an SQLite file of this service where it is not set.
    pub database: String,
    /// From `QUEUE_URL`; an SQLite file that services of one machine share where it is not set.
    pub queue: String,
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
        let database = parsed("DATABASE_URL", get("DATABASE_URL"), Some("sqlite://data/payment.db?mode=rwc"));
        let database = database.map_err(|error| wrong.push(error)).ok();
        let queue = parsed("QUEUE_URL", get("QUEUE_URL"), Some("sqlite://data/queue.db?mode=rwc"));
        let queue = queue.map_err(|error| wrong.push(error)).ok();
        let cart = http::address("CART_URL", get("CART_URL")).map_err(|error| wrong.push(error)).ok();
        let payment_provider = http::address("PAYMENT_PROVIDER_URL", get("PAYMENT_PROVIDER_URL")).map_err(|error| wrong.push(error)).ok();
        let user = http::address("USER_URL", get("USER_URL")).map_err(|error| wrong.push(error)).ok();
        let (
            Some(bind),
            Some(database),
            Some(queue),
            Some(cart),
            Some(payment_provider),
            Some(user),
        ) = (
            bind,
            database,
            queue,
            cart,
            payment_provider,
            user,
        ) else {
            return Err(SettingsError(wrong));
        };
        let addresses = Addresses {
            cart,
            payment_provider,
            user,
        };
        Ok(Self { bind, database, queue, addresses })
    }
}

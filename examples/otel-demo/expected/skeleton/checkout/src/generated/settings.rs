//! What the environment says.

use std::net::SocketAddr;

use super::outbound::Addresses;
use super::runtime::grpc_call;
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
        let database = parsed("DATABASE_URL", get("DATABASE_URL"), Some("sqlite://data/checkout.db?mode=rwc"));
        let database = database.map_err(|error| wrong.push(error)).ok();
        let queue = parsed("QUEUE_URL", get("QUEUE_URL"), Some("sqlite://data/queue.db?mode=rwc"));
        let queue = queue.map_err(|error| wrong.push(error)).ok();
        let cart = grpc_call::address("CART_URL", get("CART_URL")).map_err(|error| wrong.push(error)).ok();
        let currency = grpc_call::address("CURRENCY_URL", get("CURRENCY_URL")).map_err(|error| wrong.push(error)).ok();
        let email = http::address("EMAIL_URL", get("EMAIL_URL")).map_err(|error| wrong.push(error)).ok();
        let flagd = grpc_call::address("FLAGD_URL", get("FLAGD_URL")).map_err(|error| wrong.push(error)).ok();
        let payment = grpc_call::address("PAYMENT_URL", get("PAYMENT_URL")).map_err(|error| wrong.push(error)).ok();
        let product_catalog = grpc_call::address("PRODUCT_CATALOG_URL", get("PRODUCT_CATALOG_URL")).map_err(|error| wrong.push(error)).ok();
        let shipping = http::address("SHIPPING_URL", get("SHIPPING_URL")).map_err(|error| wrong.push(error)).ok();
        let (
            Some(bind),
            Some(database),
            Some(queue),
            Some(cart),
            Some(currency),
            Some(email),
            Some(flagd),
            Some(payment),
            Some(product_catalog),
            Some(shipping),
        ) = (
            bind,
            database,
            queue,
            cart,
            currency,
            email,
            flagd,
            payment,
            product_catalog,
            shipping,
        ) else {
            return Err(SettingsError(wrong));
        };
        let addresses = Addresses {
            cart,
            currency,
            email,
            flagd,
            payment,
            product_catalog,
            shipping,
        };
        Ok(Self { bind, database, queue, addresses })
    }
}

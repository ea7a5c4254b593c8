//! What the environment says.

use std::net::SocketAddr;

use super::outbound::Addresses;
use super::runtime::grpc_call;
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
        let cartservice = grpc_call::address("CARTSERVICE_URL", get("CARTSERVICE_URL")).map_err(|error| wrong.push(error)).ok();
        let currencyservice = grpc_call::address("CURRENCYSERVICE_URL", get("CURRENCYSERVICE_URL")).map_err(|error| wrong.push(error)).ok();
        let emailservice = grpc_call::address("EMAILSERVICE_URL", get("EMAILSERVICE_URL")).map_err(|error| wrong.push(error)).ok();
        let paymentservice = grpc_call::address("PAYMENTSERVICE_URL", get("PAYMENTSERVICE_URL")).map_err(|error| wrong.push(error)).ok();
        let productcatalogservice = grpc_call::address("PRODUCTCATALOGSERVICE_URL", get("PRODUCTCATALOGSERVICE_URL")).map_err(|error| wrong.push(error)).ok();
        let shippingservice = grpc_call::address("SHIPPINGSERVICE_URL", get("SHIPPINGSERVICE_URL")).map_err(|error| wrong.push(error)).ok();
        let (
            Some(bind),
            Some(cartservice),
            Some(currencyservice),
            Some(emailservice),
            Some(paymentservice),
            Some(productcatalogservice),
            Some(shippingservice),
        ) = (
            bind,
            cartservice,
            currencyservice,
            emailservice,
            paymentservice,
            productcatalogservice,
            shippingservice,
        ) else {
            return Err(SettingsError(wrong));
        };
        let addresses = Addresses {
            cartservice,
            currencyservice,
            emailservice,
            paymentservice,
            productcatalogservice,
            shippingservice,
        };
        Ok(Self { bind, addresses })
    }
}

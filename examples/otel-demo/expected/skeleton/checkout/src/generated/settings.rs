//! What the environment says.

use std::net::SocketAddr;

use reqwest::Url;

use super::outbound::Addresses;

/// Where to listen and whom to call.
#[derive(Debug, Clone)]
pub struct Settings {
    /// From `BIND`; 127.0.0.1:8080 where it is not set.
    pub bind: SocketAddr,
    /// From a variable per callee.
    pub addresses: Addresses,
}

/// Everything that is wrong with the environment.
#[derive(Debug, PartialEq, thiserror::Error)]
#[error("{}", .0.join("; "))]
pub struct SettingsError(pub Vec<String>);

impl Settings {
    /// Reads the variables through `get`.
    ///
    /// # Errors
    /// All variables that are missing or make no sense.
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Result<Self, SettingsError> {
        let mut wrong = Vec::new();
        let bind = get("BIND").unwrap_or_else(|| "127.0.0.1:8080".into());
        let bind = bind.parse::<SocketAddr>().map_err(|_| wrong.push("BIND is no address such as 127.0.0.1:8080".into())).ok();
        let cart = address(&get, "CART_URL").map_err(|error| wrong.push(error)).ok();
        let currency = address(&get, "CURRENCY_URL").map_err(|error| wrong.push(error)).ok();
        let email = address(&get, "EMAIL_URL").map_err(|error| wrong.push(error)).ok();
        let flagd = address(&get, "FLAGD_URL").map_err(|error| wrong.push(error)).ok();
        let payment = address(&get, "PAYMENT_URL").map_err(|error| wrong.push(error)).ok();
        let product_catalog = address(&get, "PRODUCT_CATALOG_URL").map_err(|error| wrong.push(error)).ok();
        let shipping = address(&get, "SHIPPING_URL").map_err(|error| wrong.push(error)).ok();
        let (
            Some(bind),
            Some(cart),
            Some(currency),
            Some(email),
            Some(flagd),
            Some(payment),
            Some(product_catalog),
            Some(shipping),
        ) = (
            bind,
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
        Ok(Self { bind, addresses })
    }
}

fn address(get: &impl Fn(&str) -> Option<String>, name: &str) -> Result<Url, String> {
    let text = get(name).ok_or_else(|| format!("{name} is not set"))?;
    let url = Url::parse(&text).map_err(|error| format!("{name} is no URL: {error}"))?;
    match url.scheme() {
        "http" => Ok(url),
        "https" if cfg!(feature = "tls") => Ok(url),
        "https" => Err(format!("{name} needs a build with `--features tls`")),
        other => Err(format!("{name} has the scheme {other}, which is not spoken here")),
    }
}

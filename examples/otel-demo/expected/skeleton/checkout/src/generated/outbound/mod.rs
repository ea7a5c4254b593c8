//! Whom `checkout` calls, each behind a client of its own.

pub mod cart;
pub mod currency;
pub mod email;
pub mod flagd;
pub mod payment;
pub mod product_catalog;
pub mod shipping;

use reqwest::Url;

use super::runtime::http::{Peer, connections};

/// Where each callee is.
#[derive(Debug, Clone)]
pub struct Addresses {
    /// `cart`, from `CART_URL`.
    pub cart: Url,
    /// `currency`, from `CURRENCY_URL`.
    pub currency: Url,
    /// `email`, from `EMAIL_URL`.
    pub email: Url,
    /// `flagd`, from `FLAGD_URL`.
    pub flagd: Url,
    /// `payment`, from `PAYMENT_URL`.
    pub payment: Url,
    /// `product-catalog`, from `PRODUCT_CATALOG_URL`.
    pub product_catalog: Url,
    /// `shipping`, from `SHIPPING_URL`.
    pub shipping: Url,
}

/// A client per callee.
#[derive(Debug, Clone)]
pub struct Clients {
    /// `cart`.
    pub cart: cart::Client,
    /// `currency`.
    pub currency: currency::Client,
    /// `email`.
    pub email: email::Client,
    /// `flagd`.
    pub flagd: flagd::Client,
    /// `payment`.
    pub payment: payment::Client,
    /// `product-catalog`.
    pub product_catalog: product_catalog::Client,
    /// `shipping`.
    pub shipping: shipping::Client,
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
            cart: cart::Client::new(peer(&addresses.cart)),
            currency: currency::Client::new(peer(&addresses.currency)),
            email: email::Client::new(peer(&addresses.email)),
            flagd: flagd::Client::new(peer(&addresses.flagd)),
            payment: payment::Client::new(peer(&addresses.payment)),
            product_catalog: product_catalog::Client::new(peer(&addresses.product_catalog)),
            shipping: shipping::Client::new(peer(&addresses.shipping)),
        })
    }
}

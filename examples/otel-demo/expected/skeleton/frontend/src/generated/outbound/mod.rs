//! Whom `frontend` calls, each behind a client of its own.

pub mod ad;
pub mod cart;
pub mod checkout;
pub mod currency;
pub mod product_catalog;
pub mod recommendation;
pub mod shipping;

use reqwest::{Client, Url, redirect};

use super::call::Peer;

/// Where each callee is.
#[derive(Debug, Clone)]
pub struct Addresses {
    /// `ad`, from `AD_URL`.
    pub ad: Url,
    /// `cart`, from `CART_URL`.
    pub cart: Url,
    /// `checkout`, from `CHECKOUT_URL`.
    pub checkout: Url,
    /// `currency`, from `CURRENCY_URL`.
    pub currency: Url,
    /// `product-catalog`, from `PRODUCT_CATALOG_URL`.
    pub product_catalog: Url,
    /// `recommendation`, from `RECOMMENDATION_URL`.
    pub recommendation: Url,
    /// `shipping`, from `SHIPPING_URL`.
    pub shipping: Url,
}

/// A client per callee.
#[derive(Debug, Clone)]
pub struct Clients {
    /// `ad`.
    pub ad: ad::Client,
    /// `cart`.
    pub cart: cart::Client,
    /// `checkout`.
    pub checkout: checkout::Client,
    /// `currency`.
    pub currency: currency::Client,
    /// `product-catalog`.
    pub product_catalog: product_catalog::Client,
    /// `recommendation`.
    pub recommendation: recommendation::Client,
    /// `shipping`.
    pub shipping: shipping::Client,
}

impl Clients {
    /// Clients for these addresses. Nothing is connected before the first call.
    ///
    /// # Errors
    /// The TLS backend, if there is one, does not start.
    pub fn connect(addresses: &Addresses) -> reqwest::Result<Self> {
        let http = http()?;
        let peer = |address: &Url| Peer::new(http.clone(), address.clone());
        Ok(Self {
            ad: ad::Client::new(peer(&addresses.ad)),
            cart: cart::Client::new(peer(&addresses.cart)),
            checkout: checkout::Client::new(peer(&addresses.checkout)),
            currency: currency::Client::new(peer(&addresses.currency)),
            product_catalog: product_catalog::Client::new(peer(&addresses.product_catalog)),
            recommendation: recommendation::Client::new(peer(&addresses.recommendation)),
            shipping: shipping::Client::new(peer(&addresses.shipping)),
        })
    }
}

/// Connections shared by all clients. They follow no redirects and use no proxy: a callee is where its address says.
pub fn http() -> reqwest::Result<Client> {
    Client::builder().redirect(redirect::Policy::none()).no_proxy().build()
}

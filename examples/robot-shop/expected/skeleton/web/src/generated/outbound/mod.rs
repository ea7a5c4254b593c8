//! Whom `web` calls, each behind a client of its own.

pub mod cart;
pub mod catalogue;
pub mod payment;
pub mod ratings;
pub mod shipping;
pub mod user;

use reqwest::{Client, Url, redirect};

use super::call::Peer;

/// Where each callee is.
#[derive(Debug, Clone)]
pub struct Addresses {
    /// `cart`, from `CART_URL`.
    pub cart: Url,
    /// `catalogue`, from `CATALOGUE_URL`.
    pub catalogue: Url,
    /// `payment`, from `PAYMENT_URL`.
    pub payment: Url,
    /// `ratings`, from `RATINGS_URL`.
    pub ratings: Url,
    /// `shipping`, from `SHIPPING_URL`.
    pub shipping: Url,
    /// `user`, from `USER_URL`.
    pub user: Url,
}

/// A client per callee.
#[derive(Debug, Clone)]
pub struct Clients {
    /// `cart`.
    pub cart: cart::Client,
    /// `catalogue`.
    pub catalogue: catalogue::Client,
    /// `payment`.
    pub payment: payment::Client,
    /// `ratings`.
    pub ratings: ratings::Client,
    /// `shipping`.
    pub shipping: shipping::Client,
    /// `user`.
    pub user: user::Client,
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
            cart: cart::Client::new(peer(&addresses.cart)),
            catalogue: catalogue::Client::new(peer(&addresses.catalogue)),
            payment: payment::Client::new(peer(&addresses.payment)),
            ratings: ratings::Client::new(peer(&addresses.ratings)),
            shipping: shipping::Client::new(peer(&addresses.shipping)),
            user: user::Client::new(peer(&addresses.user)),
        })
    }
}

/// Connections shared by all clients. They follow no redirects and use no proxy: a callee is where its address says.
pub fn http() -> reqwest::Result<Client> {
    Client::builder().redirect(redirect::Policy::none()).no_proxy().build()
}

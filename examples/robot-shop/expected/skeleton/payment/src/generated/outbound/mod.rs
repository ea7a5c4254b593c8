//! Whom `payment` calls, each behind a client of its own.

pub mod cart;
pub mod payment_provider;
pub mod user;

use reqwest::Url;

use super::runtime::http::{Peer, connections};

/// Where each callee is.
#[derive(Debug, Clone)]
pub struct Addresses {
    /// `cart`, from `CART_URL`.
    pub cart: Url,
    /// `payment-provider`, from `PAYMENT_PROVIDER_URL`.
    pub payment_provider: Url,
    /// `user`, from `USER_URL`.
    pub user: Url,
}

/// A client per callee.
#[derive(Debug, Clone)]
pub struct Clients {
    /// `cart`.
    pub cart: cart::Client,
    /// `payment-provider`.
    pub payment_provider: payment_provider::Client,
    /// `user`.
    pub user: user::Client,
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
            payment_provider: payment_provider::Client::new(peer(&addresses.payment_provider)),
            user: user::Client::new(peer(&addresses.user)),
        })
    }
}

//! Whom `payment` calls, each behind a client of its own.

pub mod cart;
pub mod payment_provider;
pub mod user;

use axum::http::Uri;

use super::runtime::http;

/// Where each callee is.
#[derive(Debug, Clone)]
pub struct Addresses {
    /// `cart`, from `CART_URL`.
    pub cart: Uri,
    /// `payment-provider`, from `PAYMENT_PROVIDER_URL`.
    pub payment_provider: Uri,
    /// `user`, from `USER_URL`.
    pub user: Uri,
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
    /// Clients for these addresses. Nothing is connected before the first call. Must be made within a tokio runtime.
    ///
    /// # Errors
    /// The TLS backend, if there is one, does not start.
    pub fn connect(addresses: &Addresses) -> reqwest::Result<Self> {
        let connections = http::connections()?;
        let peer = |address: &Uri| http::Peer::new(connections.clone(), address);
        Ok(Self {
            cart: cart::Client::new(peer(&addresses.cart)),
            payment_provider: payment_provider::Client::new(peer(&addresses.payment_provider)),
            user: user::Client::new(peer(&addresses.user)),
        })
    }
}

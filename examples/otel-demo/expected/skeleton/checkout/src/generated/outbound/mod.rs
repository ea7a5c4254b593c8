//! Whom `checkout` calls, each behind a client of its own.

pub mod cart;
pub mod currency;
pub mod email;
pub mod flagd;
pub mod payment;
pub mod product_catalog;
pub mod shipping;

use axum::http::Uri;

use super::runtime::grpc_call;
use super::runtime::http;

/// Where each callee is.
#[derive(Debug, Clone)]
pub struct Addresses {
    /// `cart`, from `CART_URL`.
    pub cart: Uri,
    /// `currency`, from `CURRENCY_URL`.
    pub currency: Uri,
    /// `email`, from `EMAIL_URL`.
    pub email: Uri,
    /// `flagd`, from `FLAGD_URL`.
    pub flagd: Uri,
    /// `payment`, from `PAYMENT_URL`.
    pub payment: Uri,
    /// `product-catalog`, from `PRODUCT_CATALOG_URL`.
    pub product_catalog: Uri,
    /// `shipping`, from `SHIPPING_URL`.
    pub shipping: Uri,
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
    /// Clients for these addresses. Nothing is connected before the first call. Must be made within a tokio runtime.
    ///
    /// # Errors
    /// The TLS backend, if there is one, does not start.
    pub fn connect(addresses: &Addresses) -> reqwest::Result<Self> {
        let connections = http::connections()?;
        let peer = |address: &Uri| http::Peer::new(connections.clone(), address);
        Ok(Self {
            cart: cart::Client::new(grpc_call::Peer::new(&addresses.cart)),
            currency: currency::Client::new(grpc_call::Peer::new(&addresses.currency)),
            email: email::Client::new(peer(&addresses.email)),
            flagd: flagd::Client::new(grpc_call::Peer::new(&addresses.flagd)),
            payment: payment::Client::new(grpc_call::Peer::new(&addresses.payment)),
            product_catalog: product_catalog::Client::new(grpc_call::Peer::new(&addresses.product_catalog)),
            shipping: shipping::Client::new(peer(&addresses.shipping)),
        })
    }
}

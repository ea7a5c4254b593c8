//! Whom `checkoutservice` calls, each behind a client of its own.

pub mod cartservice;
pub mod currencyservice;
pub mod emailservice;
pub mod paymentservice;
pub mod productcatalogservice;
pub mod shippingservice;

use reqwest::Url;

use super::runtime::http::{Peer, connections};

/// Where each callee is.
#[derive(Debug, Clone)]
pub struct Addresses {
    /// `cartservice`, from `CARTSERVICE_URL`.
    pub cartservice: Url,
    /// `currencyservice`, from `CURRENCYSERVICE_URL`.
    pub currencyservice: Url,
    /// `emailservice`, from `EMAILSERVICE_URL`.
    pub emailservice: Url,
    /// `paymentservice`, from `PAYMENTSERVICE_URL`.
    pub paymentservice: Url,
    /// `productcatalogservice`, from `PRODUCTCATALOGSERVICE_URL`.
    pub productcatalogservice: Url,
    /// `shippingservice`, from `SHIPPINGSERVICE_URL`.
    pub shippingservice: Url,
}

/// A client per callee.
#[derive(Debug, Clone)]
pub struct Clients {
    /// `cartservice`.
    pub cartservice: cartservice::Client,
    /// `currencyservice`.
    pub currencyservice: currencyservice::Client,
    /// `emailservice`.
    pub emailservice: emailservice::Client,
    /// `paymentservice`.
    pub paymentservice: paymentservice::Client,
    /// `productcatalogservice`.
    pub productcatalogservice: productcatalogservice::Client,
    /// `shippingservice`.
    pub shippingservice: shippingservice::Client,
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
            cartservice: cartservice::Client::new(peer(&addresses.cartservice)),
            currencyservice: currencyservice::Client::new(peer(&addresses.currencyservice)),
            emailservice: emailservice::Client::new(peer(&addresses.emailservice)),
            paymentservice: paymentservice::Client::new(peer(&addresses.paymentservice)),
            productcatalogservice: productcatalogservice::Client::new(peer(&addresses.productcatalogservice)),
            shippingservice: shippingservice::Client::new(peer(&addresses.shippingservice)),
        })
    }
}

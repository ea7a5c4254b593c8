//! Whom `frontend` calls, each behind a client of its own.

pub mod adservice;
pub mod cartservice;
pub mod checkoutservice;
pub mod currencyservice;
pub mod productcatalogservice;
pub mod recommendationservice;
pub mod shippingservice;

use reqwest::{Client, Url, redirect};

use super::call::Peer;

/// Where each callee is.
#[derive(Debug, Clone)]
pub struct Addresses {
    /// `adservice`, from `ADSERVICE_URL`.
    pub adservice: Url,
    /// `cartservice`, from `CARTSERVICE_URL`.
    pub cartservice: Url,
    /// `checkoutservice`, from `CHECKOUTSERVICE_URL`.
    pub checkoutservice: Url,
    /// `currencyservice`, from `CURRENCYSERVICE_URL`.
    pub currencyservice: Url,
    /// `productcatalogservice`, from `PRODUCTCATALOGSERVICE_URL`.
    pub productcatalogservice: Url,
    /// `recommendationservice`, from `RECOMMENDATIONSERVICE_URL`.
    pub recommendationservice: Url,
    /// `shippingservice`, from `SHIPPINGSERVICE_URL`.
    pub shippingservice: Url,
}

/// A client per callee.
#[derive(Debug, Clone)]
pub struct Clients {
    /// `adservice`.
    pub adservice: adservice::Client,
    /// `cartservice`.
    pub cartservice: cartservice::Client,
    /// `checkoutservice`.
    pub checkoutservice: checkoutservice::Client,
    /// `currencyservice`.
    pub currencyservice: currencyservice::Client,
    /// `productcatalogservice`.
    pub productcatalogservice: productcatalogservice::Client,
    /// `recommendationservice`.
    pub recommendationservice: recommendationservice::Client,
    /// `shippingservice`.
    pub shippingservice: shippingservice::Client,
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
            adservice: adservice::Client::new(peer(&addresses.adservice)),
            cartservice: cartservice::Client::new(peer(&addresses.cartservice)),
            checkoutservice: checkoutservice::Client::new(peer(&addresses.checkoutservice)),
            currencyservice: currencyservice::Client::new(peer(&addresses.currencyservice)),
            productcatalogservice: productcatalogservice::Client::new(peer(&addresses.productcatalogservice)),
            recommendationservice: recommendationservice::Client::new(peer(&addresses.recommendationservice)),
            shippingservice: shippingservice::Client::new(peer(&addresses.shippingservice)),
        })
    }
}

/// Connections shared by all clients. They follow no redirects and use no proxy: a callee is where its address says.
pub fn http() -> reqwest::Result<Client> {
    Client::builder().redirect(redirect::Policy::none()).no_proxy().build()
}

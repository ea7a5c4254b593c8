//! Whom `webapp` calls, each behind a client of its own.

pub mod basket_api;
pub mod catalog_api;
pub mod identity_api;
pub mod ordering_api;

use reqwest::{Client, Url, redirect};

use super::call::Peer;

/// Where each callee is.
#[derive(Debug, Clone)]
pub struct Addresses {
    /// `basket-api`, from `BASKET_API_URL`.
    pub basket_api: Url,
    /// `catalog-api`, from `CATALOG_API_URL`.
    pub catalog_api: Url,
    /// `identity-api`, from `IDENTITY_API_URL`.
    pub identity_api: Url,
    /// `ordering-api`, from `ORDERING_API_URL`.
    pub ordering_api: Url,
}

/// A client per callee.
#[derive(Debug, Clone)]
pub struct Clients {
    /// `basket-api`.
    pub basket_api: basket_api::Client,
    /// `catalog-api`.
    pub catalog_api: catalog_api::Client,
    /// `identity-api`.
    pub identity_api: identity_api::Client,
    /// `ordering-api`.
    pub ordering_api: ordering_api::Client,
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
            basket_api: basket_api::Client::new(peer(&addresses.basket_api)),
            catalog_api: catalog_api::Client::new(peer(&addresses.catalog_api)),
            identity_api: identity_api::Client::new(peer(&addresses.identity_api)),
            ordering_api: ordering_api::Client::new(peer(&addresses.ordering_api)),
        })
    }
}

/// Connections shared by all clients. They follow no redirects and use no proxy: a callee is where its address says.
pub fn http() -> reqwest::Result<Client> {
    Client::builder().redirect(redirect::Policy::none()).no_proxy().build()
}

//! Whom `ingress` calls, each behind a client of its own.

pub mod account_service;
pub mod people_service;
pub mod position_service;
pub mod reference_data;
pub mod trade_processor;
pub mod trade_service;
pub mod web_front_end;

use reqwest::{Client, Url, redirect};

use super::call::Peer;

/// Where each callee is.
#[derive(Debug, Clone)]
pub struct Addresses {
    /// `account-service`, from `ACCOUNT_SERVICE_URL`.
    pub account_service: Url,
    /// `people-service`, from `PEOPLE_SERVICE_URL`.
    pub people_service: Url,
    /// `position-service`, from `POSITION_SERVICE_URL`.
    pub position_service: Url,
    /// `reference-data`, from `REFERENCE_DATA_URL`.
    pub reference_data: Url,
    /// `trade-processor`, from `TRADE_PROCESSOR_URL`.
    pub trade_processor: Url,
    /// `trade-service`, from `TRADE_SERVICE_URL`.
    pub trade_service: Url,
    /// `web-front-end`, from `WEB_FRONT_END_URL`.
    pub web_front_end: Url,
}

/// A client per callee.
#[derive(Debug, Clone)]
pub struct Clients {
    /// `account-service`.
    pub account_service: account_service::Client,
    /// `people-service`.
    pub people_service: people_service::Client,
    /// `position-service`.
    pub position_service: position_service::Client,
    /// `reference-data`.
    pub reference_data: reference_data::Client,
    /// `trade-processor`.
    pub trade_processor: trade_processor::Client,
    /// `trade-service`.
    pub trade_service: trade_service::Client,
    /// `web-front-end`.
    pub web_front_end: web_front_end::Client,
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
            account_service: account_service::Client::new(peer(&addresses.account_service)),
            people_service: people_service::Client::new(peer(&addresses.people_service)),
            position_service: position_service::Client::new(peer(&addresses.position_service)),
            reference_data: reference_data::Client::new(peer(&addresses.reference_data)),
            trade_processor: trade_processor::Client::new(peer(&addresses.trade_processor)),
            trade_service: trade_service::Client::new(peer(&addresses.trade_service)),
            web_front_end: web_front_end::Client::new(peer(&addresses.web_front_end)),
        })
    }
}

/// Connections shared by all clients. They follow no redirects and use no proxy: a callee is where its address says.
pub fn http() -> reqwest::Result<Client> {
    Client::builder().redirect(redirect::Policy::none()).no_proxy().build()
}

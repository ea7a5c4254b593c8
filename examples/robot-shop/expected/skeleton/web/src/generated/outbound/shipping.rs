//! Calls to `shipping`.
//!
//! - `web-confirm-shipping`. Evidence: `web/default.conf.template:73`.
//! - `web-list-cities`. Evidence: `web/default.conf.template:73`.
//! - `web-list-countries`. Evidence: `web/default.conf.template:73`.
//! - `web-match-city`. Evidence: `web/default.conf.template:73`.
//! - `web-quote-shipping`. Evidence: `web/default.conf.template:73`.

use std::time::Duration;

use reqwest::Method;

use crate::generated::call::{Call, CallError, Peer};
use crate::payload;

/// Per attempt of `web-confirm-shipping`.
pub const WEB_CONFIRM_SHIPPING_TIMEOUT: Option<Duration> = Some(Duration::from_secs(60));

/// `web-confirm-shipping`: `POST /confirm/{id}` at `shipping`; the operation fails with it.
/// Evidence: `web/default.conf.template:73`.
pub const WEB_CONFIRM_SHIPPING: Call = Call {
    interaction: "web-confirm-shipping",
    method: Method::POST,
    path: "/confirm/{id}",
    timeout: WEB_CONFIRM_SHIPPING_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// Per attempt of `web-list-cities`.
pub const WEB_LIST_CITIES_TIMEOUT: Option<Duration> = Some(Duration::from_secs(60));

/// `web-list-cities`: `GET /cities/{code}` at `shipping`; the operation fails with it.
/// Evidence: `web/default.conf.template:73`.
pub const WEB_LIST_CITIES: Call = Call {
    interaction: "web-list-cities",
    method: Method::GET,
    path: "/cities/{code}",
    timeout: WEB_LIST_CITIES_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// Per attempt of `web-list-countries`.
pub const WEB_LIST_COUNTRIES_TIMEOUT: Option<Duration> = Some(Duration::from_secs(60));

/// `web-list-countries`: `GET /codes` at `shipping`; the operation fails with it.
/// Evidence: `web/default.conf.template:73`.
pub const WEB_LIST_COUNTRIES: Call = Call {
    interaction: "web-list-countries",
    method: Method::GET,
    path: "/codes",
    timeout: WEB_LIST_COUNTRIES_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// Per attempt of `web-match-city`.
pub const WEB_MATCH_CITY_TIMEOUT: Option<Duration> = Some(Duration::from_secs(60));

/// `web-match-city`: `GET /match/{code}/{text}` at `shipping`; the operation fails with it.
/// Evidence: `web/default.conf.template:73`.
pub const WEB_MATCH_CITY: Call = Call {
    interaction: "web-match-city",
    method: Method::GET,
    path: "/match/{code}/{text}",
    timeout: WEB_MATCH_CITY_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// Per attempt of `web-quote-shipping`.
pub const WEB_QUOTE_SHIPPING_TIMEOUT: Option<Duration> = Some(Duration::from_secs(60));

/// `web-quote-shipping`: `GET /calc/{id}` at `shipping`; the operation fails with it.
/// Evidence: `web/default.conf.template:73`.
pub const WEB_QUOTE_SHIPPING: Call = Call {
    interaction: "web-quote-shipping",
    method: Method::GET,
    path: "/calc/{id}",
    timeout: WEB_QUOTE_SHIPPING_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The calls to `shipping` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: Peer,
}

impl Client {
    /// A client of the callee at `peer`.
    pub fn new(peer: Peer) -> Self {
        Self { peer }
    }

    /// Sends `web-confirm-shipping` as [`WEB_CONFIRM_SHIPPING`] says.
    pub async fn web_confirm_shipping(
        &self,
        request: &payload::WebConfirmShippingRequest,
    ) -> Result<payload::WebConfirmShippingResponse, CallError> {
        self.peer.send(&WEB_CONFIRM_SHIPPING, request).await
    }

    /// Sends `web-list-cities` as [`WEB_LIST_CITIES`] says.
    pub async fn web_list_cities(
        &self,
        request: &payload::WebListCitiesRequest,
    ) -> Result<payload::WebListCitiesResponse, CallError> {
        self.peer.send(&WEB_LIST_CITIES, request).await
    }

    /// Sends `web-list-countries` as [`WEB_LIST_COUNTRIES`] says.
    pub async fn web_list_countries(
        &self,
        request: &payload::WebListCountriesRequest,
    ) -> Result<payload::WebListCountriesResponse, CallError> {
        self.peer.send(&WEB_LIST_COUNTRIES, request).await
    }

    /// Sends `web-match-city` as [`WEB_MATCH_CITY`] says.
    pub async fn web_match_city(
        &self,
        request: &payload::WebMatchCityRequest,
    ) -> Result<payload::WebMatchCityResponse, CallError> {
        self.peer.send(&WEB_MATCH_CITY, request).await
    }

    /// Sends `web-quote-shipping` as [`WEB_QUOTE_SHIPPING`] says.
    pub async fn web_quote_shipping(
        &self,
        request: &payload::WebQuoteShippingRequest,
    ) -> Result<payload::WebQuoteShippingResponse, CallError> {
        self.peer.send(&WEB_QUOTE_SHIPPING, request).await
    }
}

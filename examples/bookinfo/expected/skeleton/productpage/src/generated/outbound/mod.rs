//! Whom `productpage` calls, each behind a client of its own.

pub mod details;
pub mod reviews;

use reqwest::Url;

use super::runtime::http::{Peer, connections};

/// Where each callee is.
#[derive(Debug, Clone)]
pub struct Addresses {
    /// `details`, from `DETAILS_URL`.
    pub details: Url,
    /// `reviews`, from `REVIEWS_URL`.
    pub reviews: Url,
}

/// A client per callee.
#[derive(Debug, Clone)]
pub struct Clients {
    /// `details`.
    pub details: details::Client,
    /// `reviews`.
    pub reviews: reviews::Client,
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
            details: details::Client::new(peer(&addresses.details)),
            reviews: reviews::Client::new(peer(&addresses.reviews)),
        })
    }
}

//! Whom `productpage` calls, each behind a client of its own.

pub mod details;
pub mod reviews;

use axum::http::Uri;

use super::runtime::http;

/// Where each callee is.
#[derive(Debug, Clone)]
pub struct Addresses {
    /// `details`, from `DETAILS_URL`.
    pub details: Uri,
    /// `reviews`, from `REVIEWS_URL`.
    pub reviews: Uri,
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
    /// Clients for these addresses. Nothing is connected before the first call. Must be made within a tokio runtime.
    ///
    /// # Errors
    /// The TLS backend, if there is one, does not start.
    pub fn connect(addresses: &Addresses) -> reqwest::Result<Self> {
        let connections = http::connections()?;
        let peer = |address: &Uri| http::Peer::new(connections.clone(), address);
        Ok(Self {
            details: details::Client::new(peer(&addresses.details)),
            reviews: reviews::Client::new(peer(&addresses.reviews)),
        })
    }
}

//! Whom `checkoutservice` calls, each behind a client of its own.

pub mod cartservice;
pub mod currencyservice;
pub mod emailservice;
pub mod paymentservice;
pub mod productcatalogservice;
pub mod shippingservice;

use axum::http::Uri;

use super::runtime::grpc_call;

/// Where each callee is.
#[derive(Debug, Clone)]
pub struct Addresses {
    /// `cartservice`, from `CARTSERVICE_URL`.
    pub cartservice: Uri,
    /// `currencyservice`, from `CURRENCYSERVICE_URL`.
    pub currencyservice: Uri,
    /// `emailservice`, from `EMAILSERVICE_URL`.
    pub emailservice: Uri,
    /// `paymentservice`, from `PAYMENTSERVICE_URL`.
    pub paymentservice: Uri,
    /// `productcatalogservice`, from `PRODUCTCATALOGSERVICE_URL`.
    pub productcatalogservice: Uri,
    /// `shippingservice`, from `SHIPPINGSERVICE_URL`.
    pub shippingservice: Uri,
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
    /// Clients for these addresses. Nothing is connected before the first call. Must be made within a tokio runtime.
    pub fn connect(addresses: &Addresses) -> Self {
        Self {
            cartservice: cartservice::Client::new(grpc_call::Peer::new(&addresses.cartservice)),
            currencyservice: currencyservice::Client::new(grpc_call::Peer::new(&addresses.currencyservice)),
            emailservice: emailservice::Client::new(grpc_call::Peer::new(&addresses.emailservice)),
            paymentservice: paymentservice::Client::new(grpc_call::Peer::new(&addresses.paymentservice)),
            productcatalogservice: productcatalogservice::Client::new(grpc_call::Peer::new(&addresses.productcatalogservice)),
            shippingservice: shippingservice::Client::new(grpc_call::Peer::new(&addresses.shippingservice)),
        }
    }
}

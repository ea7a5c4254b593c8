//! What crosses the wire. Yours: replace each placeholder by a struct with the real fields, and keep the derives
//! (the tests build their requests with `Default`).

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Any JSON; with fields, an object that has at least them.
macro_rules! placeholder {
    ($name:ident) => {
        #[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Value);
    };
}

// The operation `Get`.
pub type GetOperationRequest = crate::generated::proto::orders::orders::GetRequest;
pub type GetOperationResponse = crate::generated::proto::orders::orders::GetResponse;

// The operation `Place`.
pub type PlaceRequest = crate::generated::proto::orders::orders::PlaceRequest;
pub type PlaceResponse = crate::generated::proto::orders::orders::PlaceResponse;

// Calls to `inventory`.
pub type ReserveStockRequest = crate::generated::proto::inventory::inventory::ReserveRequest;
pub type ReserveStockResponse = crate::generated::proto::inventory::inventory::ReserveResponse;

// Calls to `loyalty`.
pub type CreditPointsRequest = crate::generated::proto::loyalty::loyalty::CreditRequest;
pub type CreditPointsResponse = crate::generated::proto::loyalty::loyalty::CreditResponse;

// Calls to `mailer`.
placeholder!(SendConfirmationRequest);
placeholder!(SendConfirmationResponse);

// Calls to `payment`.
pub type RequestPaymentRequest = crate::generated::proto::payment::payment::PayRequest;
pub type RequestPaymentResponse = crate::generated::proto::payment::payment::PayResponse;

//! Calls to `recommendationservice`.
//!
//! - `cart-list-recommendations`. Evidence: `src/frontend/rpc.go:100`, `src/frontend/handlers.go:266`. Declared as gRPC; JSON over HTTP until protobuf is generated.
//! - `order-list-recommendations`. Evidence: `src/frontend/rpc.go:100`, `src/frontend/handlers.go:378`. Declared as gRPC; JSON over HTTP until protobuf is generated.
//! - `product-list-recommendations`. Evidence: `src/frontend/rpc.go:100`, `src/frontend/handlers.go:178`. Declared as gRPC; JSON over HTTP until protobuf is generated.

use std::time::Duration;

use reqwest::Method;

use crate::generated::call::{Call, CallError, Peer};
use crate::payload;

/// The architecture says `timeout = "none"` for `cart-list-recommendations`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const CART_LIST_RECOMMENDATIONS_TIMEOUT: Option<Duration> = None;

/// `cart-list-recommendations`: `POST /ListRecommendations` at `recommendationservice`; its failure is logged and changes nothing.
/// Evidence: `src/frontend/rpc.go:100`, `src/frontend/handlers.go:266`.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const CART_LIST_RECOMMENDATIONS: Call = Call {
    interaction: "cart-list-recommendations",
    method: Method::POST,
    path: "/ListRecommendations",
    timeout: CART_LIST_RECOMMENDATIONS_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The architecture says `timeout = "none"` for `order-list-recommendations`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const ORDER_LIST_RECOMMENDATIONS_TIMEOUT: Option<Duration> = None;

/// `order-list-recommendations`: `POST /ListRecommendations` at `recommendationservice`; its failure is logged and changes nothing.
/// Evidence: `src/frontend/rpc.go:100`, `src/frontend/handlers.go:378`.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const ORDER_LIST_RECOMMENDATIONS: Call = Call {
    interaction: "order-list-recommendations",
    method: Method::POST,
    path: "/ListRecommendations",
    timeout: ORDER_LIST_RECOMMENDATIONS_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The architecture says `timeout = "none"` for `product-list-recommendations`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const PRODUCT_LIST_RECOMMENDATIONS_TIMEOUT: Option<Duration> = None;

/// `product-list-recommendations`: `POST /ListRecommendations` at `recommendationservice`; its failure is logged and changes nothing.
/// Evidence: `src/frontend/rpc.go:100`, `src/frontend/handlers.go:178`.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const PRODUCT_LIST_RECOMMENDATIONS: Call = Call {
    interaction: "product-list-recommendations",
    method: Method::POST,
    path: "/ListRecommendations",
    timeout: PRODUCT_LIST_RECOMMENDATIONS_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The calls to `recommendationservice` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: Peer,
}

impl Client {
    /// A client of the callee at `peer`.
    pub fn new(peer: Peer) -> Self {
        Self { peer }
    }

    /// Sends `cart-list-recommendations` as [`CART_LIST_RECOMMENDATIONS`] says.
    pub async fn cart_list_recommendations(
        &self,
        request: &payload::CartListRecommendationsRequest,
    ) -> Result<payload::CartListRecommendationsResponse, CallError> {
        self.peer.send(&CART_LIST_RECOMMENDATIONS, request).await
    }

    /// Sends `order-list-recommendations` as [`ORDER_LIST_RECOMMENDATIONS`] says.
    pub async fn order_list_recommendations(
        &self,
        request: &payload::OrderListRecommendationsRequest,
    ) -> Result<payload::OrderListRecommendationsResponse, CallError> {
        self.peer.send(&ORDER_LIST_RECOMMENDATIONS, request).await
    }

    /// Sends `product-list-recommendations` as [`PRODUCT_LIST_RECOMMENDATIONS`] says.
    pub async fn product_list_recommendations(
        &self,
        request: &payload::ProductListRecommendationsRequest,
    ) -> Result<payload::ProductListRecommendationsResponse, CallError> {
        self.peer.send(&PRODUCT_LIST_RECOMMENDATIONS, request).await
    }
}

//! Calls to `ordering-api`.
//!
//! - `checkout-create-order`. Evidence: `src/WebApp/Services/OrderingService.cs:17`, `src/WebApp/Services/BasketState.cs:107`, `src/Ordering.API/Application/Commands/IdentifiedCommandHandler.cs:41` and 2 more. `circuit-breaker = true` is declared; not generated yet.
//! - `orders-list-orders`. Evidence: `src/WebApp/Services/OrderingService.cs:9`, `src/WebApp/Components/Pages/User/Orders.razor:56`, `src/WebApp/Components/Pages/User/OrdersRefreshOnStatusChange.razor:27` and 1 more. `circuit-breaker = true` is declared; not generated yet.

use std::time::Duration;

use reqwest::Method;

use crate::generated::call::{Call, CallError, Peer};
use crate::payload;

/// Per attempt of `checkout-create-order`.
pub const CHECKOUT_CREATE_ORDER_TIMEOUT: Option<Duration> = Some(Duration::from_secs(10));

/// `checkout-create-order`: `POST /api/orders` at `ordering-api`; the operation fails with it.
/// Evidence: `src/WebApp/Services/OrderingService.cs:17`, `src/WebApp/Services/BasketState.cs:107`, `src/Ordering.API/Application/Commands/IdentifiedCommandHandler.cs:41` and 2 more.
/// `circuit-breaker = true` is declared; not generated yet.
pub const CHECKOUT_CREATE_ORDER: Call = Call {
    interaction: "checkout-create-order",
    method: Method::POST,
    path: "/api/orders",
    timeout: CHECKOUT_CREATE_ORDER_TIMEOUT,
    attempts: 4,
    backoff: None,
    jitter: true,
    idempotency_key: true,
};

/// Per attempt of `orders-list-orders`.
pub const ORDERS_LIST_ORDERS_TIMEOUT: Option<Duration> = Some(Duration::from_secs(10));

/// `orders-list-orders`: `GET /api/orders` at `ordering-api`; the operation fails with it.
/// Evidence: `src/WebApp/Services/OrderingService.cs:9`, `src/WebApp/Components/Pages/User/Orders.razor:56`, `src/WebApp/Components/Pages/User/OrdersRefreshOnStatusChange.razor:27` and 1 more.
/// `circuit-breaker = true` is declared; not generated yet.
pub const ORDERS_LIST_ORDERS: Call = Call {
    interaction: "orders-list-orders",
    method: Method::GET,
    path: "/api/orders",
    timeout: ORDERS_LIST_ORDERS_TIMEOUT,
    attempts: 4,
    backoff: None,
    jitter: true,
    idempotency_key: false,
};

/// The calls to `ordering-api` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: Peer,
}

impl Client {
    /// A client of the callee at `peer`.
    pub fn new(peer: Peer) -> Self {
        Self { peer }
    }

    /// Sends `checkout-create-order` as [`CHECKOUT_CREATE_ORDER`] says.
    pub async fn checkout_create_order(
        &self,
        request: &payload::CheckoutCreateOrderRequest,
    ) -> Result<payload::CheckoutCreateOrderResponse, CallError> {
        self.peer.send(&CHECKOUT_CREATE_ORDER, request).await
    }

    /// Sends `orders-list-orders` as [`ORDERS_LIST_ORDERS`] says.
    pub async fn orders_list_orders(
        &self,
        request: &payload::OrdersListOrdersRequest,
    ) -> Result<payload::OrdersListOrdersResponse, CallError> {
        self.peer.send(&ORDERS_LIST_ORDERS, request).await
    }
}

//! Calls to `basket-api`.
//!
//! - `add-get-basket`. Evidence: `src/WebApp/Services/BasketService.cs:11`, `src/WebApp/Services/BasketState.cs:35`, `src/WebApp/Services/BasketState.cs:55` and 1 more. `circuit-breaker = true` is declared; not generated yet. Declared as gRPC; JSON over HTTP until protobuf is generated.
//! - `add-update-basket`. Evidence: `src/WebApp/Services/BasketService.cs:34`, `src/WebApp/Services/BasketState.cs:54`, `src/Basket.API/Repositories/RedisBasketRepository.cs:37` and 1 more. `circuit-breaker = true` is declared; not generated yet. Declared as gRPC; JSON over HTTP until protobuf is generated.
//! - `cart-get-basket`. Evidence: `src/WebApp/Services/BasketService.cs:11`, `src/WebApp/Components/Pages/Cart/CartPage.razor:96`, `src/eShop.ServiceDefaults/Extensions.cs:25`. `circuit-breaker = true` is declared; not generated yet. Declared as gRPC; JSON over HTTP until protobuf is generated.
//! - `change-get-basket`. Evidence: `src/WebApp/Services/BasketService.cs:11`, `src/WebApp/Services/BasketState.cs:60`, `src/WebApp/Services/BasketState.cs:74` and 1 more. `circuit-breaker = true` is declared; not generated yet. Declared as gRPC; JSON over HTTP until protobuf is generated.
//! - `change-update-basket`. Evidence: `src/WebApp/Services/BasketService.cs:34`, `src/WebApp/Services/BasketState.cs:73`, `src/WebApp/Components/Pages/Cart/CartPage.razor:113` and 2 more. `circuit-breaker = true` is declared; not generated yet. Declared as gRPC; JSON over HTTP until protobuf is generated.
//! - `checkout-delete-basket`. Evidence: `src/WebApp/Services/BasketService.cs:17`, `src/WebApp/Services/BasketState.cs:108`, `src/eShop.ServiceDefaults/Extensions.cs:25`. Decided in ADR-0005. `circuit-breaker = true` is declared; not generated yet. Declared as gRPC; JSON over HTTP until protobuf is generated.
//! - `checkout-get-basket`. Evidence: `src/WebApp/Services/BasketService.cs:11`, `src/WebApp/Services/BasketState.cs:89`, `src/WebApp/Services/BasketState.cs:123` and 1 more. `circuit-breaker = true` is declared; not generated yet. Declared as gRPC; JSON over HTTP until protobuf is generated.
//! - `home-get-basket`. Evidence: `src/WebApp/Services/BasketService.cs:11`, `src/WebApp/Components/Layout/CartMenu.razor:50`, `src/eShop.ServiceDefaults/Extensions.cs:25`. `circuit-breaker = true` is declared; not generated yet. Declared as gRPC; JSON over HTTP until protobuf is generated.
//! - `orders-get-basket`. Evidence: `src/WebApp/Services/BasketService.cs:11`, `src/WebApp/Components/Layout/CartMenu.razor:50`, `src/eShop.ServiceDefaults/Extensions.cs:25`. `circuit-breaker = true` is declared; not generated yet. Declared as gRPC; JSON over HTTP until protobuf is generated.
//! - `product-get-basket`. Evidence: `src/WebApp/Services/BasketService.cs:11`, `src/WebApp/Components/Pages/Item/ItemPage.razor:81`, `src/eShop.ServiceDefaults/Extensions.cs:25`. `circuit-breaker = true` is declared; not generated yet. Declared as gRPC; JSON over HTTP until protobuf is generated.

use std::time::Duration;

use reqwest::Method;

use crate::generated::call::{Call, CallError, Peer};
use crate::payload;

/// Per attempt of `add-get-basket`.
pub const ADD_GET_BASKET_TIMEOUT: Option<Duration> = Some(Duration::from_secs(10));

/// `add-get-basket`: `POST /GetBasket` at `basket-api`; the operation fails with it.
/// Evidence: `src/WebApp/Services/BasketService.cs:11`, `src/WebApp/Services/BasketState.cs:35`, `src/WebApp/Services/BasketState.cs:55` and 1 more.
/// `circuit-breaker = true` is declared; not generated yet.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const ADD_GET_BASKET: Call = Call {
    interaction: "add-get-basket",
    method: Method::POST,
    path: "/GetBasket",
    timeout: ADD_GET_BASKET_TIMEOUT,
    attempts: 4,
    backoff: None,
    jitter: true,
    idempotency_key: false,
};

/// Per attempt of `add-update-basket`.
pub const ADD_UPDATE_BASKET_TIMEOUT: Option<Duration> = Some(Duration::from_secs(10));

/// `add-update-basket`: `POST /UpdateBasket` at `basket-api`; the operation fails with it.
/// Evidence: `src/WebApp/Services/BasketService.cs:34`, `src/WebApp/Services/BasketState.cs:54`, `src/Basket.API/Repositories/RedisBasketRepository.cs:37` and 1 more.
/// `circuit-breaker = true` is declared; not generated yet.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const ADD_UPDATE_BASKET: Call = Call {
    interaction: "add-update-basket",
    method: Method::POST,
    path: "/UpdateBasket",
    timeout: ADD_UPDATE_BASKET_TIMEOUT,
    attempts: 4,
    backoff: None,
    jitter: true,
    idempotency_key: false,
};

/// Per attempt of `cart-get-basket`.
pub const CART_GET_BASKET_TIMEOUT: Option<Duration> = Some(Duration::from_secs(10));

/// `cart-get-basket`: `POST /GetBasket` at `basket-api`; the operation fails with it.
/// Evidence: `src/WebApp/Services/BasketService.cs:11`, `src/WebApp/Components/Pages/Cart/CartPage.razor:96`, `src/eShop.ServiceDefaults/Extensions.cs:25`.
/// `circuit-breaker = true` is declared; not generated yet.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const CART_GET_BASKET: Call = Call {
    interaction: "cart-get-basket",
    method: Method::POST,
    path: "/GetBasket",
    timeout: CART_GET_BASKET_TIMEOUT,
    attempts: 4,
    backoff: None,
    jitter: true,
    idempotency_key: false,
};

/// Per attempt of `change-get-basket`.
pub const CHANGE_GET_BASKET_TIMEOUT: Option<Duration> = Some(Duration::from_secs(10));

/// `change-get-basket`: `POST /GetBasket` at `basket-api`; the operation fails with it.
/// Evidence: `src/WebApp/Services/BasketService.cs:11`, `src/WebApp/Services/BasketState.cs:60`, `src/WebApp/Services/BasketState.cs:74` and 1 more.
/// `circuit-breaker = true` is declared; not generated yet.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const CHANGE_GET_BASKET: Call = Call {
    interaction: "change-get-basket",
    method: Method::POST,
    path: "/GetBasket",
    timeout: CHANGE_GET_BASKET_TIMEOUT,
    attempts: 4,
    backoff: None,
    jitter: true,
    idempotency_key: false,
};

/// Per attempt of `change-update-basket`.
pub const CHANGE_UPDATE_BASKET_TIMEOUT: Option<Duration> = Some(Duration::from_secs(10));

/// `change-update-basket`: `POST /UpdateBasket` at `basket-api`; the operation fails with it.
/// Evidence: `src/WebApp/Services/BasketService.cs:34`, `src/WebApp/Services/BasketState.cs:73`, `src/WebApp/Components/Pages/Cart/CartPage.razor:113` and 2 more.
/// `circuit-breaker = true` is declared; not generated yet.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const CHANGE_UPDATE_BASKET: Call = Call {
    interaction: "change-update-basket",
    method: Method::POST,
    path: "/UpdateBasket",
    timeout: CHANGE_UPDATE_BASKET_TIMEOUT,
    attempts: 4,
    backoff: None,
    jitter: true,
    idempotency_key: false,
};

/// Per attempt of `checkout-delete-basket`.
pub const CHECKOUT_DELETE_BASKET_TIMEOUT: Option<Duration> = Some(Duration::from_secs(10));

/// `checkout-delete-basket`: `POST /DeleteBasket` at `basket-api`; the operation fails with it.
/// Evidence: `src/WebApp/Services/BasketService.cs:17`, `src/WebApp/Services/BasketState.cs:108`, `src/eShop.ServiceDefaults/Extensions.cs:25`.
/// Decided in ADR-0005.
/// `circuit-breaker = true` is declared; not generated yet.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const CHECKOUT_DELETE_BASKET: Call = Call {
    interaction: "checkout-delete-basket",
    method: Method::POST,
    path: "/DeleteBasket",
    timeout: CHECKOUT_DELETE_BASKET_TIMEOUT,
    attempts: 4,
    backoff: None,
    jitter: true,
    idempotency_key: false,
};

/// Per attempt of `checkout-get-basket`.
pub const CHECKOUT_GET_BASKET_TIMEOUT: Option<Duration> = Some(Duration::from_secs(10));

/// `checkout-get-basket`: `POST /GetBasket` at `basket-api`; the operation fails with it.
/// Evidence: `src/WebApp/Services/BasketService.cs:11`, `src/WebApp/Services/BasketState.cs:89`, `src/WebApp/Services/BasketState.cs:123` and 1 more.
/// `circuit-breaker = true` is declared; not generated yet.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const CHECKOUT_GET_BASKET: Call = Call {
    interaction: "checkout-get-basket",
    method: Method::POST,
    path: "/GetBasket",
    timeout: CHECKOUT_GET_BASKET_TIMEOUT,
    attempts: 4,
    backoff: None,
    jitter: true,
    idempotency_key: false,
};

/// Per attempt of `home-get-basket`.
pub const HOME_GET_BASKET_TIMEOUT: Option<Duration> = Some(Duration::from_secs(10));

/// `home-get-basket`: `POST /GetBasket` at `basket-api`; the operation fails with it.
/// Evidence: `src/WebApp/Services/BasketService.cs:11`, `src/WebApp/Components/Layout/CartMenu.razor:50`, `src/eShop.ServiceDefaults/Extensions.cs:25`.
/// `circuit-breaker = true` is declared; not generated yet.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const HOME_GET_BASKET: Call = Call {
    interaction: "home-get-basket",
    method: Method::POST,
    path: "/GetBasket",
    timeout: HOME_GET_BASKET_TIMEOUT,
    attempts: 4,
    backoff: None,
    jitter: true,
    idempotency_key: false,
};

/// Per attempt of `orders-get-basket`.
pub const ORDERS_GET_BASKET_TIMEOUT: Option<Duration> = Some(Duration::from_secs(10));

/// `orders-get-basket`: `POST /GetBasket` at `basket-api`; the operation fails with it.
/// Evidence: `src/WebApp/Services/BasketService.cs:11`, `src/WebApp/Components/Layout/CartMenu.razor:50`, `src/eShop.ServiceDefaults/Extensions.cs:25`.
/// `circuit-breaker = true` is declared; not generated yet.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const ORDERS_GET_BASKET: Call = Call {
    interaction: "orders-get-basket",
    method: Method::POST,
    path: "/GetBasket",
    timeout: ORDERS_GET_BASKET_TIMEOUT,
    attempts: 4,
    backoff: None,
    jitter: true,
    idempotency_key: false,
};

/// Per attempt of `product-get-basket`.
pub const PRODUCT_GET_BASKET_TIMEOUT: Option<Duration> = Some(Duration::from_secs(10));

/// `product-get-basket`: `POST /GetBasket` at `basket-api`; the operation fails with it.
/// Evidence: `src/WebApp/Services/BasketService.cs:11`, `src/WebApp/Components/Pages/Item/ItemPage.razor:81`, `src/eShop.ServiceDefaults/Extensions.cs:25`.
/// `circuit-breaker = true` is declared; not generated yet.
/// Declared as gRPC; JSON over HTTP until protobuf is generated.
pub const PRODUCT_GET_BASKET: Call = Call {
    interaction: "product-get-basket",
    method: Method::POST,
    path: "/GetBasket",
    timeout: PRODUCT_GET_BASKET_TIMEOUT,
    attempts: 4,
    backoff: None,
    jitter: true,
    idempotency_key: false,
};

/// The calls to `basket-api` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: Peer,
}

impl Client {
    /// A client of the callee at `peer`.
    pub fn new(peer: Peer) -> Self {
        Self { peer }
    }

    /// Sends `add-get-basket` as [`ADD_GET_BASKET`] says.
    pub async fn add_get_basket(
        &self,
        request: &payload::AddGetBasketRequest,
    ) -> Result<payload::AddGetBasketResponse, CallError> {
        self.peer.send(&ADD_GET_BASKET, request).await
    }

    /// Sends `add-update-basket` as [`ADD_UPDATE_BASKET`] says.
    pub async fn add_update_basket(
        &self,
        request: &payload::AddUpdateBasketRequest,
    ) -> Result<payload::AddUpdateBasketResponse, CallError> {
        self.peer.send(&ADD_UPDATE_BASKET, request).await
    }

    /// Sends `cart-get-basket` as [`CART_GET_BASKET`] says.
    pub async fn cart_get_basket(
        &self,
        request: &payload::CartGetBasketRequest,
    ) -> Result<payload::CartGetBasketResponse, CallError> {
        self.peer.send(&CART_GET_BASKET, request).await
    }

    /// Sends `change-get-basket` as [`CHANGE_GET_BASKET`] says.
    pub async fn change_get_basket(
        &self,
        request: &payload::ChangeGetBasketRequest,
    ) -> Result<payload::ChangeGetBasketResponse, CallError> {
        self.peer.send(&CHANGE_GET_BASKET, request).await
    }

    /// Sends `change-update-basket` as [`CHANGE_UPDATE_BASKET`] says.
    pub async fn change_update_basket(
        &self,
        request: &payload::ChangeUpdateBasketRequest,
    ) -> Result<payload::ChangeUpdateBasketResponse, CallError> {
        self.peer.send(&CHANGE_UPDATE_BASKET, request).await
    }

    /// Sends `checkout-delete-basket` as [`CHECKOUT_DELETE_BASKET`] says.
    pub async fn checkout_delete_basket(
        &self,
        request: &payload::CheckoutDeleteBasketRequest,
    ) -> Result<payload::CheckoutDeleteBasketResponse, CallError> {
        self.peer.send(&CHECKOUT_DELETE_BASKET, request).await
    }

    /// Sends `checkout-get-basket` as [`CHECKOUT_GET_BASKET`] says.
    pub async fn checkout_get_basket(
        &self,
        request: &payload::CheckoutGetBasketRequest,
    ) -> Result<payload::CheckoutGetBasketResponse, CallError> {
        self.peer.send(&CHECKOUT_GET_BASKET, request).await
    }

    /// Sends `home-get-basket` as [`HOME_GET_BASKET`] says.
    pub async fn home_get_basket(
        &self,
        request: &payload::HomeGetBasketRequest,
    ) -> Result<payload::HomeGetBasketResponse, CallError> {
        self.peer.send(&HOME_GET_BASKET, request).await
    }

    /// Sends `orders-get-basket` as [`ORDERS_GET_BASKET`] says.
    pub async fn orders_get_basket(
        &self,
        request: &payload::OrdersGetBasketRequest,
    ) -> Result<payload::OrdersGetBasketResponse, CallError> {
        self.peer.send(&ORDERS_GET_BASKET, request).await
    }

    /// Sends `product-get-basket` as [`PRODUCT_GET_BASKET`] says.
    pub async fn product_get_basket(
        &self,
        request: &payload::ProductGetBasketRequest,
    ) -> Result<payload::ProductGetBasketResponse, CallError> {
        self.peer.send(&PRODUCT_GET_BASKET, request).await
    }
}

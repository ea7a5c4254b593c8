//! Calls to `catalog-api`.
//!
//! - `add-get-basket-items`. Evidence: `src/WebAppComponents/Services/CatalogService.cs:26`, `src/WebApp/Services/BasketState.cs:132`, `src/eShop.ServiceDefaults/Extensions.cs:25`. `circuit-breaker = true` is declared; not generated yet.
//! - `add-get-item`. Evidence: `src/WebAppComponents/Services/CatalogService.cs:14`, `src/WebApp/Components/Pages/Item/ItemPage.razor:80`, `src/eShop.ServiceDefaults/Extensions.cs:25`. `circuit-breaker = true` is declared; not generated yet.
//! - `cart-get-items`. Evidence: `src/WebAppComponents/Services/CatalogService.cs:26`, `src/WebApp/Services/BasketState.cs:132`, `src/eShop.ServiceDefaults/Extensions.cs:25`. `circuit-breaker = true` is declared; not generated yet.
//! - `change-get-items`. Evidence: `src/WebAppComponents/Services/CatalogService.cs:26`, `src/WebApp/Services/BasketState.cs:132`, `src/eShop.ServiceDefaults/Extensions.cs:25`. `circuit-breaker = true` is declared; not generated yet.
//! - `checkout-get-items`. Evidence: `src/WebAppComponents/Services/CatalogService.cs:26`, `src/WebApp/Services/BasketState.cs:132`, `src/eShop.ServiceDefaults/Extensions.cs:25`. `circuit-breaker = true` is declared; not generated yet.
//! - `home-get-basket-items`. Evidence: `src/WebAppComponents/Services/CatalogService.cs:26`, `src/WebApp/Services/BasketState.cs:132`, `src/eShop.ServiceDefaults/Extensions.cs:25`. `circuit-breaker = true` is declared; not generated yet.
//! - `home-list-brands`. Evidence: `src/WebAppComponents/Services/CatalogService.cs:41`, `src/WebAppComponents/Catalog/CatalogSearch.razor:57`, `src/eShop.ServiceDefaults/Extensions.cs:25`. `circuit-breaker = true` is declared; not generated yet.
//! - `home-list-items`. Evidence: `src/WebAppComponents/Services/CatalogService.cs:20`, `src/WebApp/Components/Pages/Catalog/Catalog.razor:56`, `src/eShop.ServiceDefaults/Extensions.cs:25`. `circuit-breaker = true` is declared; not generated yet.
//! - `home-list-types`. Evidence: `src/WebAppComponents/Services/CatalogService.cs:48`, `src/WebAppComponents/Catalog/CatalogSearch.razor:58`, `src/eShop.ServiceDefaults/Extensions.cs:25`. `circuit-breaker = true` is declared; not generated yet.
//! - `orders-get-basket-items`. Evidence: `src/WebAppComponents/Services/CatalogService.cs:26`, `src/WebApp/Services/BasketState.cs:132`, `src/eShop.ServiceDefaults/Extensions.cs:25`. `circuit-breaker = true` is declared; not generated yet.
//! - `product-get-basket-items`. Evidence: `src/WebAppComponents/Services/CatalogService.cs:26`, `src/WebApp/Services/BasketState.cs:132`, `src/eShop.ServiceDefaults/Extensions.cs:25`. `circuit-breaker = true` is declared; not generated yet.
//! - `product-get-item`. Evidence: `src/WebAppComponents/Services/CatalogService.cs:14`, `src/WebApp/Components/Pages/Item/ItemPage.razor:80`, `src/eShop.ServiceDefaults/Extensions.cs:25`. `circuit-breaker = true` is declared; not generated yet.
//! - `show-picture`. Evidence: `src/WebApp/Program.cs:32`.

use std::time::Duration;

use reqwest::Method;

use crate::generated::call::{Call, CallError, Peer};
use crate::payload;

/// Per attempt of `add-get-basket-items`.
pub const ADD_GET_BASKET_ITEMS_TIMEOUT: Option<Duration> = Some(Duration::from_secs(10));

/// `add-get-basket-items`: `GET /api/catalog/items/by` at `catalog-api`; the operation fails with it.
/// Evidence: `src/WebAppComponents/Services/CatalogService.cs:26`, `src/WebApp/Services/BasketState.cs:132`, `src/eShop.ServiceDefaults/Extensions.cs:25`.
/// `circuit-breaker = true` is declared; not generated yet.
pub const ADD_GET_BASKET_ITEMS: Call = Call {
    interaction: "add-get-basket-items",
    method: Method::GET,
    path: "/api/catalog/items/by",
    timeout: ADD_GET_BASKET_ITEMS_TIMEOUT,
    attempts: 4,
    backoff: None,
    jitter: true,
    idempotency_key: false,
};

/// Per attempt of `add-get-item`.
pub const ADD_GET_ITEM_TIMEOUT: Option<Duration> = Some(Duration::from_secs(10));

/// `add-get-item`: `GET /api/catalog/items/{id}` at `catalog-api`; the operation fails with it.
/// Evidence: `src/WebAppComponents/Services/CatalogService.cs:14`, `src/WebApp/Components/Pages/Item/ItemPage.razor:80`, `src/eShop.ServiceDefaults/Extensions.cs:25`.
/// `circuit-breaker = true` is declared; not generated yet.
pub const ADD_GET_ITEM: Call = Call {
    interaction: "add-get-item",
    method: Method::GET,
    path: "/api/catalog/items/{id}",
    timeout: ADD_GET_ITEM_TIMEOUT,
    attempts: 4,
    backoff: None,
    jitter: true,
    idempotency_key: false,
};

/// Per attempt of `cart-get-items`.
pub const CART_GET_ITEMS_TIMEOUT: Option<Duration> = Some(Duration::from_secs(10));

/// `cart-get-items`: `GET /api/catalog/items/by` at `catalog-api`; the operation fails with it.
/// Evidence: `src/WebAppComponents/Services/CatalogService.cs:26`, `src/WebApp/Services/BasketState.cs:132`, `src/eShop.ServiceDefaults/Extensions.cs:25`.
/// `circuit-breaker = true` is declared; not generated yet.
pub const CART_GET_ITEMS: Call = Call {
    interaction: "cart-get-items",
    method: Method::GET,
    path: "/api/catalog/items/by",
    timeout: CART_GET_ITEMS_TIMEOUT,
    attempts: 4,
    backoff: None,
    jitter: true,
    idempotency_key: false,
};

/// Per attempt of `change-get-items`.
pub const CHANGE_GET_ITEMS_TIMEOUT: Option<Duration> = Some(Duration::from_secs(10));

/// `change-get-items`: `GET /api/catalog/items/by` at `catalog-api`; the operation fails with it.
/// Evidence: `src/WebAppComponents/Services/CatalogService.cs:26`, `src/WebApp/Services/BasketState.cs:132`, `src/eShop.ServiceDefaults/Extensions.cs:25`.
/// `circuit-breaker = true` is declared; not generated yet.
pub const CHANGE_GET_ITEMS: Call = Call {
    interaction: "change-get-items",
    method: Method::GET,
    path: "/api/catalog/items/by",
    timeout: CHANGE_GET_ITEMS_TIMEOUT,
    attempts: 4,
    backoff: None,
    jitter: true,
    idempotency_key: false,
};

/// Per attempt of `checkout-get-items`.
pub const CHECKOUT_GET_ITEMS_TIMEOUT: Option<Duration> = Some(Duration::from_secs(10));

/// `checkout-get-items`: `GET /api/catalog/items/by` at `catalog-api`; the operation fails with it.
/// Evidence: `src/WebAppComponents/Services/CatalogService.cs:26`, `src/WebApp/Services/BasketState.cs:132`, `src/eShop.ServiceDefaults/Extensions.cs:25`.
/// `circuit-breaker = true` is declared; not generated yet.
pub const CHECKOUT_GET_ITEMS: Call = Call {
    interaction: "checkout-get-items",
    method: Method::GET,
    path: "/api/catalog/items/by",
    timeout: CHECKOUT_GET_ITEMS_TIMEOUT,
    attempts: 4,
    backoff: None,
    jitter: true,
    idempotency_key: false,
};

/// Per attempt of `home-get-basket-items`.
pub const HOME_GET_BASKET_ITEMS_TIMEOUT: Option<Duration> = Some(Duration::from_secs(10));

/// `home-get-basket-items`: `GET /api/catalog/items/by` at `catalog-api`; the operation fails with it.
/// Evidence: `src/WebAppComponents/Services/CatalogService.cs:26`, `src/WebApp/Services/BasketState.cs:132`, `src/eShop.ServiceDefaults/Extensions.cs:25`.
/// `circuit-breaker = true` is declared; not generated yet.
pub const HOME_GET_BASKET_ITEMS: Call = Call {
    interaction: "home-get-basket-items",
    method: Method::GET,
    path: "/api/catalog/items/by",
    timeout: HOME_GET_BASKET_ITEMS_TIMEOUT,
    attempts: 4,
    backoff: None,
    jitter: true,
    idempotency_key: false,
};

/// Per attempt of `home-list-brands`.
pub const HOME_LIST_BRANDS_TIMEOUT: Option<Duration> = Some(Duration::from_secs(10));

/// `home-list-brands`: `GET /api/catalog/catalogbrands` at `catalog-api`; the operation fails with it.
/// Evidence: `src/WebAppComponents/Services/CatalogService.cs:41`, `src/WebAppComponents/Catalog/CatalogSearch.razor:57`, `src/eShop.ServiceDefaults/Extensions.cs:25`.
/// `circuit-breaker = true` is declared; not generated yet.
pub const HOME_LIST_BRANDS: Call = Call {
    interaction: "home-list-brands",
    method: Method::GET,
    path: "/api/catalog/catalogbrands",
    timeout: HOME_LIST_BRANDS_TIMEOUT,
    attempts: 4,
    backoff: None,
    jitter: true,
    idempotency_key: false,
};

/// Per attempt of `home-list-items`.
pub const HOME_LIST_ITEMS_TIMEOUT: Option<Duration> = Some(Duration::from_secs(10));

/// `home-list-items`: `GET /api/catalog/items` at `catalog-api`; the operation fails with it.
/// Evidence: `src/WebAppComponents/Services/CatalogService.cs:20`, `src/WebApp/Components/Pages/Catalog/Catalog.razor:56`, `src/eShop.ServiceDefaults/Extensions.cs:25`.
/// `circuit-breaker = true` is declared; not generated yet.
pub const HOME_LIST_ITEMS: Call = Call {
    interaction: "home-list-items",
    method: Method::GET,
    path: "/api/catalog/items",
    timeout: HOME_LIST_ITEMS_TIMEOUT,
    attempts: 4,
    backoff: None,
    jitter: true,
    idempotency_key: false,
};

/// Per attempt of `home-list-types`.
pub const HOME_LIST_TYPES_TIMEOUT: Option<Duration> = Some(Duration::from_secs(10));

/// `home-list-types`: `GET /api/catalog/catalogtypes` at `catalog-api`; the operation fails with it.
/// Evidence: `src/WebAppComponents/Services/CatalogService.cs:48`, `src/WebAppComponents/Catalog/CatalogSearch.razor:58`, `src/eShop.ServiceDefaults/Extensions.cs:25`.
/// `circuit-breaker = true` is declared; not generated yet.
pub const HOME_LIST_TYPES: Call = Call {
    interaction: "home-list-types",
    method: Method::GET,
    path: "/api/catalog/catalogtypes",
    timeout: HOME_LIST_TYPES_TIMEOUT,
    attempts: 4,
    backoff: None,
    jitter: true,
    idempotency_key: false,
};

/// Per attempt of `orders-get-basket-items`.
pub const ORDERS_GET_BASKET_ITEMS_TIMEOUT: Option<Duration> = Some(Duration::from_secs(10));

/// `orders-get-basket-items`: `GET /api/catalog/items/by` at `catalog-api`; the operation fails with it.
/// Evidence: `src/WebAppComponents/Services/CatalogService.cs:26`, `src/WebApp/Services/BasketState.cs:132`, `src/eShop.ServiceDefaults/Extensions.cs:25`.
/// `circuit-breaker = true` is declared; not generated yet.
pub const ORDERS_GET_BASKET_ITEMS: Call = Call {
    interaction: "orders-get-basket-items",
    method: Method::GET,
    path: "/api/catalog/items/by",
    timeout: ORDERS_GET_BASKET_ITEMS_TIMEOUT,
    attempts: 4,
    backoff: None,
    jitter: true,
    idempotency_key: false,
};

/// Per attempt of `product-get-basket-items`.
pub const PRODUCT_GET_BASKET_ITEMS_TIMEOUT: Option<Duration> = Some(Duration::from_secs(10));

/// `product-get-basket-items`: `GET /api/catalog/items/by` at `catalog-api`; the operation fails with it.
/// Evidence: `src/WebAppComponents/Services/CatalogService.cs:26`, `src/WebApp/Services/BasketState.cs:132`, `src/eShop.ServiceDefaults/Extensions.cs:25`.
/// `circuit-breaker = true` is declared; not generated yet.
pub const PRODUCT_GET_BASKET_ITEMS: Call = Call {
    interaction: "product-get-basket-items",
    method: Method::GET,
    path: "/api/catalog/items/by",
    timeout: PRODUCT_GET_BASKET_ITEMS_TIMEOUT,
    attempts: 4,
    backoff: None,
    jitter: true,
    idempotency_key: false,
};

/// Per attempt of `product-get-item`.
pub const PRODUCT_GET_ITEM_TIMEOUT: Option<Duration> = Some(Duration::from_secs(10));

/// `product-get-item`: `GET /api/catalog/items/{id}` at `catalog-api`; the operation fails with it.
/// Evidence: `src/WebAppComponents/Services/CatalogService.cs:14`, `src/WebApp/Components/Pages/Item/ItemPage.razor:80`, `src/eShop.ServiceDefaults/Extensions.cs:25`.
/// `circuit-breaker = true` is declared; not generated yet.
pub const PRODUCT_GET_ITEM: Call = Call {
    interaction: "product-get-item",
    method: Method::GET,
    path: "/api/catalog/items/{id}",
    timeout: PRODUCT_GET_ITEM_TIMEOUT,
    attempts: 4,
    backoff: None,
    jitter: true,
    idempotency_key: false,
};

/// The architecture declares no timeout for `show-picture`: a callee that hangs holds the caller for ever.
/// `syncwise lint` reports it.
pub const SHOW_PICTURE_TIMEOUT: Option<Duration> = None;

/// `show-picture`: `GET /api/catalog/items/{id}/pic` at `catalog-api`; the operation answers with less when it fails.
/// Evidence: `src/WebApp/Program.cs:32`.
pub const SHOW_PICTURE: Call = Call {
    interaction: "show-picture",
    method: Method::GET,
    path: "/api/catalog/items/{id}/pic",
    timeout: SHOW_PICTURE_TIMEOUT,
    attempts: 1,
    backoff: None,
    jitter: false,
    idempotency_key: false,
};

/// The calls to `catalog-api` that the architecture declares.
#[derive(Debug, Clone)]
pub struct Client {
    peer: Peer,
}

impl Client {
    /// A client of the callee at `peer`.
    pub fn new(peer: Peer) -> Self {
        Self { peer }
    }

    /// Sends `add-get-basket-items` as [`ADD_GET_BASKET_ITEMS`] says.
    pub async fn add_get_basket_items(
        &self,
        request: &payload::AddGetBasketItemsRequest,
    ) -> Result<payload::AddGetBasketItemsResponse, CallError> {
        self.peer.send(&ADD_GET_BASKET_ITEMS, request).await
    }

    /// Sends `add-get-item` as [`ADD_GET_ITEM`] says.
    pub async fn add_get_item(
        &self,
        request: &payload::AddGetItemRequest,
    ) -> Result<payload::AddGetItemResponse, CallError> {
        self.peer.send(&ADD_GET_ITEM, request).await
    }

    /// Sends `cart-get-items` as [`CART_GET_ITEMS`] says.
    pub async fn cart_get_items(
        &self,
        request: &payload::CartGetItemsRequest,
    ) -> Result<payload::CartGetItemsResponse, CallError> {
        self.peer.send(&CART_GET_ITEMS, request).await
    }

    /// Sends `change-get-items` as [`CHANGE_GET_ITEMS`] says.
    pub async fn change_get_items(
        &self,
        request: &payload::ChangeGetItemsRequest,
    ) -> Result<payload::ChangeGetItemsResponse, CallError> {
        self.peer.send(&CHANGE_GET_ITEMS, request).await
    }

    /// Sends `checkout-get-items` as [`CHECKOUT_GET_ITEMS`] says.
    pub async fn checkout_get_items(
        &self,
        request: &payload::CheckoutGetItemsRequest,
    ) -> Result<payload::CheckoutGetItemsResponse, CallError> {
        self.peer.send(&CHECKOUT_GET_ITEMS, request).await
    }

    /// Sends `home-get-basket-items` as [`HOME_GET_BASKET_ITEMS`] says.
    pub async fn home_get_basket_items(
        &self,
        request: &payload::HomeGetBasketItemsRequest,
    ) -> Result<payload::HomeGetBasketItemsResponse, CallError> {
        self.peer.send(&HOME_GET_BASKET_ITEMS, request).await
    }

    /// Sends `home-list-brands` as [`HOME_LIST_BRANDS`] says.
    pub async fn home_list_brands(
        &self,
        request: &payload::HomeListBrandsRequest,
    ) -> Result<payload::HomeListBrandsResponse, CallError> {
        self.peer.send(&HOME_LIST_BRANDS, request).await
    }

    /// Sends `home-list-items` as [`HOME_LIST_ITEMS`] says.
    pub async fn home_list_items(
        &self,
        request: &payload::HomeListItemsRequest,
    ) -> Result<payload::HomeListItemsResponse, CallError> {
        self.peer.send(&HOME_LIST_ITEMS, request).await
    }

    /// Sends `home-list-types` as [`HOME_LIST_TYPES`] says.
    pub async fn home_list_types(
        &self,
        request: &payload::HomeListTypesRequest,
    ) -> Result<payload::HomeListTypesResponse, CallError> {
        self.peer.send(&HOME_LIST_TYPES, request).await
    }

    /// Sends `orders-get-basket-items` as [`ORDERS_GET_BASKET_ITEMS`] says.
    pub async fn orders_get_basket_items(
        &self,
        request: &payload::OrdersGetBasketItemsRequest,
    ) -> Result<payload::OrdersGetBasketItemsResponse, CallError> {
        self.peer.send(&ORDERS_GET_BASKET_ITEMS, request).await
    }

    /// Sends `product-get-basket-items` as [`PRODUCT_GET_BASKET_ITEMS`] says.
    pub async fn product_get_basket_items(
        &self,
        request: &payload::ProductGetBasketItemsRequest,
    ) -> Result<payload::ProductGetBasketItemsResponse, CallError> {
        self.peer.send(&PRODUCT_GET_BASKET_ITEMS, request).await
    }

    /// Sends `product-get-item` as [`PRODUCT_GET_ITEM`] says.
    pub async fn product_get_item(
        &self,
        request: &payload::ProductGetItemRequest,
    ) -> Result<payload::ProductGetItemResponse, CallError> {
        self.peer.send(&PRODUCT_GET_ITEM, request).await
    }

    /// Sends `show-picture` as [`SHOW_PICTURE`] says.
    pub async fn show_picture(
        &self,
        request: &payload::ShowPictureRequest,
    ) -> Result<payload::ShowPictureResponse, CallError> {
        self.peer.send(&SHOW_PICTURE, request).await
    }
}

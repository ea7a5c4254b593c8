//! What `webapp` does in each operation. Yours: written once, never overwritten. Each call below is one the
//! architecture declares, in the order it declares, with the effect of its failure.

use crate::generated::failure::Failure;
use crate::generated::inbound::Operations;
use crate::generated::messages::Consumer;
use crate::generated::outbound::Clients;
use crate::payload;

/// The service's own logic and what it needs for it.
pub struct Handlers {
    pub clients: Clients,
}

impl Handlers {
    /// Handlers that reach the others through what is given.
    pub fn new(clients: Clients) -> Self {
        Self { clients }
    }
}

impl Operations for Handlers {
    // `GET /`.
    async fn get_operation(
        &self,
        _request: payload::GetOperationRequest,
    ) -> Result<payload::GetOperationResponse, Failure> {
        self.home_list_items().await?;
        let together = tokio::join!(self.home_list_brands(), self.home_list_types());
        together.0?;
        together.1?;
        self.home_get_basket().await?;
        self.home_get_basket_items().await?;
        Ok(Default::default())
    }

    // `GET /cart`.
    async fn get_cart(
        &self,
        _request: payload::GetCartRequest,
    ) -> Result<payload::GetCartResponse, Failure> {
        self.cart_get_basket().await?;
        self.cart_get_items().await?;
        Ok(Default::default())
    }

    // `GET /item/{id}`.
    async fn get_item_id(
        &self,
        _request: payload::GetItemIdRequest,
    ) -> Result<payload::GetItemIdResponse, Failure> {
        self.product_get_item().await?;
        self.product_get_basket().await?;
        self.product_get_basket_items().await?;
        Ok(Default::default())
    }

    // `GET /product-images/{id}`.
    async fn get_product_images_id(
        &self,
        _request: payload::GetProductImagesIdRequest,
    ) -> Result<payload::GetProductImagesIdResponse, Failure> {
        self.show_picture().await;
        Ok(Default::default())
    }

    // `GET /user/orders`.
    async fn get_user_orders(
        &self,
        _request: payload::GetUserOrdersRequest,
    ) -> Result<payload::GetUserOrdersResponse, Failure> {
        self.orders_list_orders().await?;
        self.orders_get_basket().await?;
        self.orders_get_basket_items().await?;
        Ok(Default::default())
    }

    // `POST /cart`.
    async fn post_cart(
        &self,
        _request: payload::PostCartRequest,
    ) -> Result<payload::PostCartResponse, Failure> {
        self.change_get_basket().await?;
        self.change_get_items().await?;
        self.change_update_basket().await?;
        Ok(Default::default())
    }

    // `POST /checkout`.
    async fn post_checkout(
        &self,
        _request: payload::PostCheckoutRequest,
    ) -> Result<payload::PostCheckoutResponse, Failure> {
        self.checkout_get_basket().await?;
        self.checkout_get_items().await?;
        self.checkout_create_order().await?;
        self.checkout_delete_basket().await?;
        Ok(Default::default())
    }

    // `POST /item/{id}`.
    async fn post_item_id(
        &self,
        _request: payload::PostItemIdRequest,
    ) -> Result<payload::PostItemIdResponse, Failure> {
        self.add_get_item().await?;
        self.add_get_basket().await?;
        self.add_get_basket_items().await?;
        self.add_update_basket().await?;
        Ok(Default::default())
    }

    // `sign in`: `POST /sign%20in`.
    async fn sign_in(
        &self,
        _request: payload::SignInRequest,
    ) -> Result<payload::SignInResponse, Failure> {
        self.sign_in_2().await?;
        Ok(Default::default())
    }
}

impl Consumer for Handlers {
    // Channel `OrderStatusChangedToAwaitingValidationIntegrationEvent`.
    async fn on_order_status_changed_to_awaiting_v_2ebad08c(
        &self,
        _message: payload::OrderStatusChangedToAwaitingVali7eaa436dMessage,
    ) -> Result<(), Failure> {
        Ok(())
    }

    // Channel `OrderStatusChangedToCancelledIntegrationEvent`.
    async fn on_order_status_changed_to_cancelled_daa0fda4(
        &self,
        _message: payload::OrderStatusChangedToCancelledInt9c9a9affMessage,
    ) -> Result<(), Failure> {
        Ok(())
    }

    // Channel `OrderStatusChangedToPaidIntegrationEvent`.
    async fn on_order_status_changed_to_paid_integ_1ddb0377(
        &self,
        _message: payload::OrderStatusChangedToPaidIntegrationEventMessage,
    ) -> Result<(), Failure> {
        Ok(())
    }

    // Channel `OrderStatusChangedToShippedIntegrationEvent`.
    async fn on_order_status_changed_to_shipped_in_db957d84(
        &self,
        _message: payload::OrderStatusChangedToShippedIntegDfd381b3Message,
    ) -> Result<(), Failure> {
        Ok(())
    }

    // Channel `OrderStatusChangedToStockConfirmedIntegrationEvent`.
    async fn on_order_status_changed_to_stock_conf_8a2b309e(
        &self,
        _message: payload::OrderStatusChangedToStockConfirmB3f429b7Message,
    ) -> Result<(), Failure> {
        Ok(())
    }

    // Channel `OrderStatusChangedToSubmittedIntegrationEvent`.
    async fn on_order_status_changed_to_submitted_f63d15ca(
        &self,
        _message: payload::OrderStatusChangedToSubmittedInt427f07f1Message,
    ) -> Result<(), Failure> {
        Ok(())
    }
}

/// The declared calls, one function each.
impl Handlers {
    /// `home-list-items` at `catalog-api`: the operation fails with it.
    /// Evidence: `src/WebAppComponents/Services/CatalogService.cs:20`, `src/WebApp/Components/Pages/Catalog/Catalog.razor:56`, `src/eShop.ServiceDefaults/Extensions.cs:25`.
    /// `circuit-breaker = true` is declared; not generated yet.
    async fn home_list_items(&self) -> Result<payload::HomeListItemsResponse, Failure> {
        let client = &self.clients.catalog_api;
        let call = Default::default();
        let answer = client.home_list_items(&call).await?;
        Ok(answer)
    }

    /// `home-list-brands` at `catalog-api`: the operation fails with it.
    /// Evidence: `src/WebAppComponents/Services/CatalogService.cs:41`, `src/WebAppComponents/Catalog/CatalogSearch.razor:57`, `src/eShop.ServiceDefaults/Extensions.cs:25`.
    /// `circuit-breaker = true` is declared; not generated yet.
    async fn home_list_brands(&self) -> Result<payload::HomeListBrandsResponse, Failure> {
        let client = &self.clients.catalog_api;
        let call = Default::default();
        let answer = client.home_list_brands(&call).await?;
        Ok(answer)
    }

    /// `home-list-types` at `catalog-api`: the operation fails with it.
    /// Evidence: `src/WebAppComponents/Services/CatalogService.cs:48`, `src/WebAppComponents/Catalog/CatalogSearch.razor:58`, `src/eShop.ServiceDefaults/Extensions.cs:25`.
    /// `circuit-breaker = true` is declared; not generated yet.
    async fn home_list_types(&self) -> Result<payload::HomeListTypesResponse, Failure> {
        let client = &self.clients.catalog_api;
        let call = Default::default();
        let answer = client.home_list_types(&call).await?;
        Ok(answer)
    }

    /// `home-get-basket` at `basket-api`: the operation fails with it.
    /// Evidence: `src/WebApp/Services/BasketService.cs:11`, `src/WebApp/Components/Layout/CartMenu.razor:50`, `src/eShop.ServiceDefaults/Extensions.cs:25`.
    /// `circuit-breaker = true` is declared; not generated yet.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn home_get_basket(&self) -> Result<payload::HomeGetBasketResponse, Failure> {
        let client = &self.clients.basket_api;
        let call = Default::default();
        let answer = client.home_get_basket(&call).await?;
        Ok(answer)
    }

    /// `home-get-basket-items` at `catalog-api`: the operation fails with it.
    /// Evidence: `src/WebAppComponents/Services/CatalogService.cs:26`, `src/WebApp/Services/BasketState.cs:132`, `src/eShop.ServiceDefaults/Extensions.cs:25`.
    /// `circuit-breaker = true` is declared; not generated yet.
    async fn home_get_basket_items(&self) -> Result<payload::HomeGetBasketItemsResponse, Failure> {
        let client = &self.clients.catalog_api;
        let call = Default::default();
        let answer = client.home_get_basket_items(&call).await?;
        Ok(answer)
    }

    /// `cart-get-basket` at `basket-api`: the operation fails with it.
    /// Evidence: `src/WebApp/Services/BasketService.cs:11`, `src/WebApp/Components/Pages/Cart/CartPage.razor:96`, `src/eShop.ServiceDefaults/Extensions.cs:25`.
    /// `circuit-breaker = true` is declared; not generated yet.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn cart_get_basket(&self) -> Result<payload::CartGetBasketResponse, Failure> {
        let client = &self.clients.basket_api;
        let call = Default::default();
        let answer = client.cart_get_basket(&call).await?;
        Ok(answer)
    }

    /// `cart-get-items` at `catalog-api`: the operation fails with it.
    /// Evidence: `src/WebAppComponents/Services/CatalogService.cs:26`, `src/WebApp/Services/BasketState.cs:132`, `src/eShop.ServiceDefaults/Extensions.cs:25`.
    /// `circuit-breaker = true` is declared; not generated yet.
    async fn cart_get_items(&self) -> Result<payload::CartGetItemsResponse, Failure> {
        let client = &self.clients.catalog_api;
        let call = Default::default();
        let answer = client.cart_get_items(&call).await?;
        Ok(answer)
    }

    /// `product-get-item` at `catalog-api`: the operation fails with it.
    /// Evidence: `src/WebAppComponents/Services/CatalogService.cs:14`, `src/WebApp/Components/Pages/Item/ItemPage.razor:80`, `src/eShop.ServiceDefaults/Extensions.cs:25`.
    /// `circuit-breaker = true` is declared; not generated yet.
    async fn product_get_item(&self) -> Result<payload::ProductGetItemResponse, Failure> {
        let client = &self.clients.catalog_api;
        let call = Default::default();
        let answer = client.product_get_item(&call).await?;
        Ok(answer)
    }

    /// `product-get-basket` at `basket-api`: the operation fails with it.
    /// Evidence: `src/WebApp/Services/BasketService.cs:11`, `src/WebApp/Components/Pages/Item/ItemPage.razor:81`, `src/eShop.ServiceDefaults/Extensions.cs:25`.
    /// `circuit-breaker = true` is declared; not generated yet.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn product_get_basket(&self) -> Result<payload::ProductGetBasketResponse, Failure> {
        let client = &self.clients.basket_api;
        let call = Default::default();
        let answer = client.product_get_basket(&call).await?;
        Ok(answer)
    }

    /// `product-get-basket-items` at `catalog-api`: the operation fails with it.
    /// Evidence: `src/WebAppComponents/Services/CatalogService.cs:26`, `src/WebApp/Services/BasketState.cs:132`, `src/eShop.ServiceDefaults/Extensions.cs:25`.
    /// `circuit-breaker = true` is declared; not generated yet.
    async fn product_get_basket_items(
        &self,
    ) -> Result<payload::ProductGetBasketItemsResponse, Failure> {
        let client = &self.clients.catalog_api;
        let call = Default::default();
        let answer = client.product_get_basket_items(&call).await?;
        Ok(answer)
    }

    /// `show-picture` at `catalog-api`: the operation answers with less when it fails.
    /// Evidence: `src/WebApp/Program.cs:32`.
    async fn show_picture(&self) -> Option<payload::ShowPictureResponse> {
        let client = &self.clients.catalog_api;
        let call = Default::default();
        let outcome = client.show_picture(&call).await;
        if let Err(error) = &outcome {
            tracing::warn!(%error, "goes on without the answer");
        }
        outcome.ok()
    }

    /// `orders-list-orders` at `ordering-api`: the operation fails with it.
    /// Evidence: `src/WebApp/Services/OrderingService.cs:9`, `src/WebApp/Components/Pages/User/Orders.razor:56`, `src/WebApp/Components/Pages/User/OrdersRefreshOnStatusChange.razor:27` and 1 more.
    /// `circuit-breaker = true` is declared; not generated yet.
    async fn orders_list_orders(&self) -> Result<payload::OrdersListOrdersResponse, Failure> {
        let client = &self.clients.ordering_api;
        let call = Default::default();
        let answer = client.orders_list_orders(&call).await?;
        Ok(answer)
    }

    /// `orders-get-basket` at `basket-api`: the operation fails with it.
    /// Evidence: `src/WebApp/Services/BasketService.cs:11`, `src/WebApp/Components/Layout/CartMenu.razor:50`, `src/eShop.ServiceDefaults/Extensions.cs:25`.
    /// `circuit-breaker = true` is declared; not generated yet.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn orders_get_basket(&self) -> Result<payload::OrdersGetBasketResponse, Failure> {
        let client = &self.clients.basket_api;
        let call = Default::default();
        let answer = client.orders_get_basket(&call).await?;
        Ok(answer)
    }

    /// `orders-get-basket-items` at `catalog-api`: the operation fails with it.
    /// Evidence: `src/WebAppComponents/Services/CatalogService.cs:26`, `src/WebApp/Services/BasketState.cs:132`, `src/eShop.ServiceDefaults/Extensions.cs:25`.
    /// `circuit-breaker = true` is declared; not generated yet.
    async fn orders_get_basket_items(
        &self,
    ) -> Result<payload::OrdersGetBasketItemsResponse, Failure> {
        let client = &self.clients.catalog_api;
        let call = Default::default();
        let answer = client.orders_get_basket_items(&call).await?;
        Ok(answer)
    }

    /// `change-get-basket` at `basket-api`: the operation fails with it.
    /// Evidence: `src/WebApp/Services/BasketService.cs:11`, `src/WebApp/Services/BasketState.cs:60`, `src/WebApp/Services/BasketState.cs:74` and 1 more.
    /// `circuit-breaker = true` is declared; not generated yet.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn change_get_basket(&self) -> Result<Vec<payload::ChangeGetBasketResponse>, Failure> {
        let client = &self.clients.basket_api;
        let mut answers = Vec::new();
        // Declared as 2 calls per operation: can one call do for all?
        for _ in 0..2 {
            let call = Default::default();
            let answer = client.change_get_basket(&call).await?;
            answers.push(answer);
        }
        Ok(answers)
    }

    /// `change-get-items` at `catalog-api`: the operation fails with it.
    /// Evidence: `src/WebAppComponents/Services/CatalogService.cs:26`, `src/WebApp/Services/BasketState.cs:132`, `src/eShop.ServiceDefaults/Extensions.cs:25`.
    /// `circuit-breaker = true` is declared; not generated yet.
    async fn change_get_items(&self) -> Result<Vec<payload::ChangeGetItemsResponse>, Failure> {
        let client = &self.clients.catalog_api;
        let mut answers = Vec::new();
        // Declared as 2 calls per operation: can one call do for all?
        for _ in 0..2 {
            let call = Default::default();
            let answer = client.change_get_items(&call).await?;
            answers.push(answer);
        }
        Ok(answers)
    }

    /// `change-update-basket` at `basket-api`: the operation fails with it.
    /// Evidence: `src/WebApp/Services/BasketService.cs:34`, `src/WebApp/Services/BasketState.cs:73`, `src/WebApp/Components/Pages/Cart/CartPage.razor:113` and 2 more.
    /// `circuit-breaker = true` is declared; not generated yet.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn change_update_basket(&self) -> Result<payload::ChangeUpdateBasketResponse, Failure> {
        let client = &self.clients.basket_api;
        let call = Default::default();
        let answer = client.change_update_basket(&call).await?;
        Ok(answer)
    }

    /// `checkout-get-basket` at `basket-api`: the operation fails with it.
    /// Evidence: `src/WebApp/Services/BasketService.cs:11`, `src/WebApp/Services/BasketState.cs:89`, `src/WebApp/Services/BasketState.cs:123` and 1 more.
    /// `circuit-breaker = true` is declared; not generated yet.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn checkout_get_basket(&self) -> Result<payload::CheckoutGetBasketResponse, Failure> {
        let client = &self.clients.basket_api;
        let call = Default::default();
        let answer = client.checkout_get_basket(&call).await?;
        Ok(answer)
    }

    /// `checkout-get-items` at `catalog-api`: the operation fails with it.
    /// Evidence: `src/WebAppComponents/Services/CatalogService.cs:26`, `src/WebApp/Services/BasketState.cs:132`, `src/eShop.ServiceDefaults/Extensions.cs:25`.
    /// `circuit-breaker = true` is declared; not generated yet.
    async fn checkout_get_items(&self) -> Result<payload::CheckoutGetItemsResponse, Failure> {
        let client = &self.clients.catalog_api;
        let call = Default::default();
        let answer = client.checkout_get_items(&call).await?;
        Ok(answer)
    }

    /// `checkout-create-order` at `ordering-api`: the operation fails with it.
    /// Evidence: `src/WebApp/Services/OrderingService.cs:17`, `src/WebApp/Services/BasketState.cs:107`, `src/Ordering.API/Application/Commands/IdentifiedCommandHandler.cs:41` and 2 more.
    /// `circuit-breaker = true` is declared; not generated yet.
    async fn checkout_create_order(&self) -> Result<payload::CheckoutCreateOrderResponse, Failure> {
        let client = &self.clients.ordering_api;
        let call = Default::default();
        let answer = client.checkout_create_order(&call).await?;
        Ok(answer)
    }

    /// `checkout-delete-basket` at `basket-api`: the operation fails with it.
    /// Evidence: `src/WebApp/Services/BasketService.cs:17`, `src/WebApp/Services/BasketState.cs:108`, `src/eShop.ServiceDefaults/Extensions.cs:25`.
    /// Decided in ADR-0005.
    /// `circuit-breaker = true` is declared; not generated yet.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn checkout_delete_basket(
        &self,
    ) -> Result<payload::CheckoutDeleteBasketResponse, Failure> {
        let client = &self.clients.basket_api;
        let call = Default::default();
        let answer = client.checkout_delete_basket(&call).await?;
        Ok(answer)
    }

    /// `add-get-item` at `catalog-api`: the operation fails with it.
    /// Evidence: `src/WebAppComponents/Services/CatalogService.cs:14`, `src/WebApp/Components/Pages/Item/ItemPage.razor:80`, `src/eShop.ServiceDefaults/Extensions.cs:25`.
    /// `circuit-breaker = true` is declared; not generated yet.
    async fn add_get_item(&self) -> Result<payload::AddGetItemResponse, Failure> {
        let client = &self.clients.catalog_api;
        let call = Default::default();
        let answer = client.add_get_item(&call).await?;
        Ok(answer)
    }

    /// `add-get-basket` at `basket-api`: the operation fails with it.
    /// Evidence: `src/WebApp/Services/BasketService.cs:11`, `src/WebApp/Services/BasketState.cs:35`, `src/WebApp/Services/BasketState.cs:55` and 1 more.
    /// `circuit-breaker = true` is declared; not generated yet.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn add_get_basket(&self) -> Result<Vec<payload::AddGetBasketResponse>, Failure> {
        let client = &self.clients.basket_api;
        let mut answers = Vec::new();
        // Declared as 2 calls per operation: can one call do for all?
        for _ in 0..2 {
            let call = Default::default();
            let answer = client.add_get_basket(&call).await?;
            answers.push(answer);
        }
        Ok(answers)
    }

    /// `add-get-basket-items` at `catalog-api`: the operation fails with it.
    /// Evidence: `src/WebAppComponents/Services/CatalogService.cs:26`, `src/WebApp/Services/BasketState.cs:132`, `src/eShop.ServiceDefaults/Extensions.cs:25`.
    /// `circuit-breaker = true` is declared; not generated yet.
    async fn add_get_basket_items(
        &self,
    ) -> Result<Vec<payload::AddGetBasketItemsResponse>, Failure> {
        let client = &self.clients.catalog_api;
        let mut answers = Vec::new();
        // Declared as 2 calls per operation: can one call do for all?
        for _ in 0..2 {
            let call = Default::default();
            let answer = client.add_get_basket_items(&call).await?;
            answers.push(answer);
        }
        Ok(answers)
    }

    /// `add-update-basket` at `basket-api`: the operation fails with it.
    /// Evidence: `src/WebApp/Services/BasketService.cs:34`, `src/WebApp/Services/BasketState.cs:54`, `src/Basket.API/Repositories/RedisBasketRepository.cs:37` and 1 more.
    /// `circuit-breaker = true` is declared; not generated yet.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn add_update_basket(&self) -> Result<payload::AddUpdateBasketResponse, Failure> {
        let client = &self.clients.basket_api;
        let call = Default::default();
        let answer = client.add_update_basket(&call).await?;
        Ok(answer)
    }

    /// `sign-in` at `identity-api`: no `on-failure` is declared, so the operation fails with it.
    /// Evidence: `src/WebApp/Extensions/Extensions.cs:75`.
    async fn sign_in_2(&self) -> Result<payload::SignIn2Response, Failure> {
        let client = &self.clients.identity_api;
        let call = Default::default();
        let answer = client.sign_in_2(&call).await?;
        Ok(answer)
    }
}

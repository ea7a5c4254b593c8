//! What `frontend` does in each operation. Yours: written once, never overwritten. Each call below is one the
//! architecture declares, in the order it declares, with the effect of its failure.

use crate::generated::failure::Failure;
use crate::generated::inbound::Operations;
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
        self.home_list_currencies().await?;
        self.home_list_products().await?;
        self.home_get_cart().await?;
        self.home_convert_prices().await?;
        self.home_get_ads().await;
        Ok(Default::default())
    }

    // `GET /cart`.
    async fn get_cart(
        &self,
        _request: payload::GetCartRequest,
    ) -> Result<payload::GetCartResponse, Failure> {
        self.cart_list_currencies().await?;
        self.cart_get_cart().await?;
        self.cart_list_recommendations().await;
        self.cart_get_recommended_products().await;
        self.cart_quote_shipping().await?;
        self.cart_get_products().await?;
        self.cart_convert_prices().await?;
        Ok(Default::default())
    }

    // `GET /product/{id}`.
    async fn get_product_id(
        &self,
        _request: payload::GetProductIdRequest,
    ) -> Result<payload::GetProductIdResponse, Failure> {
        self.product_get_product().await?;
        self.product_list_currencies().await?;
        self.product_get_cart().await?;
        self.product_convert_price().await?;
        self.product_list_recommendations().await;
        self.product_get_recommended_products().await;
        self.product_get_ads().await;
        Ok(Default::default())
    }

    // `POST /cart`.
    async fn post_cart(
        &self,
        _request: payload::PostCartRequest,
    ) -> Result<payload::PostCartResponse, Failure> {
        self.add_get_product().await?;
        self.add_item_to_cart().await?;
        Ok(Default::default())
    }

    // `POST /cart/checkout`.
    async fn post_cart_checkout(
        &self,
        _request: payload::PostCartCheckoutRequest,
    ) -> Result<payload::PostCartCheckoutResponse, Failure> {
        self.order_place_order().await?;
        self.order_list_recommendations().await;
        self.order_get_recommended_products().await;
        self.order_list_currencies().await?;
        Ok(Default::default())
    }

    // `POST /cart/empty`.
    async fn post_cart_empty(
        &self,
        _request: payload::PostCartEmptyRequest,
    ) -> Result<payload::PostCartEmptyResponse, Failure> {
        self.empty_cart().await?;
        Ok(Default::default())
    }

    // `POST /setCurrency`.
    async fn post_set_currency(
        &self,
        _request: payload::PostSetCurrencyRequest,
    ) -> Result<payload::PostSetCurrencyResponse, Failure> {
        Ok(Default::default())
    }
}

/// The declared calls, one function each.
impl Handlers {
    /// `home-list-currencies` at `currencyservice`: the operation fails with it.
    /// Evidence: `src/frontend/rpc.go:32`, `src/frontend/handlers.go:62`, `src/frontend/main.go:227`.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn home_list_currencies(&self) -> Result<payload::HomeListCurrenciesResponse, Failure> {
        let client = &self.clients.currencyservice;
        let call = Default::default();
        let answer = client.home_list_currencies(&call).await?;
        Ok(answer)
    }

    /// `home-list-products` at `productcatalogservice`: the operation fails with it.
    /// Evidence: `src/frontend/rpc.go:47`, `src/frontend/handlers.go:67`.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn home_list_products(&self) -> Result<payload::HomeListProductsResponse, Failure> {
        let client = &self.clients.productcatalogservice;
        let call = Default::default();
        let answer = client.home_list_products(&call).await?;
        Ok(answer)
    }

    /// `home-get-cart` at `cartservice`: the operation fails with it.
    /// Evidence: `src/frontend/rpc.go:58`, `src/frontend/handlers.go:72`.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn home_get_cart(&self) -> Result<payload::HomeGetCartResponse, Failure> {
        let client = &self.clients.cartservice;
        let call = Default::default();
        let answer = client.home_get_cart(&call).await?;
        Ok(answer)
    }

    /// `home-convert-prices` at `currencyservice`: the operation fails with it.
    /// Evidence: `src/frontend/rpc.go:82`, `src/frontend/handlers.go:84`.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn home_convert_prices(
        &self,
    ) -> Result<Vec<payload::HomeConvertPricesResponse>, Failure> {
        let client = &self.clients.currencyservice;
        let mut answers = Vec::new();
        // Declared as 9 calls per operation: can one call do for all?
        for _ in 0..9 {
            let call = Default::default();
            let answer = client.home_convert_prices(&call).await?;
            answers.push(answer);
        }
        Ok(answers)
    }

    /// `home-get-ads` at `adservice`: its failure is logged and changes nothing.
    /// Evidence: `src/frontend/rpc.go:123`, `src/frontend/rpc.go:120`, `src/frontend/handlers.go:116`.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn home_get_ads(&self) {
        let client = &self.clients.adservice;
        let call = Default::default();
        let outcome = client.home_get_ads(&call).await;
        if let Err(error) = &outcome {
            tracing::warn!(%error, "goes on without the answer");
        }
    }

    /// `cart-list-currencies` at `currencyservice`: the operation fails with it.
    /// Evidence: `src/frontend/rpc.go:32`, `src/frontend/handlers.go:254`.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn cart_list_currencies(&self) -> Result<payload::CartListCurrenciesResponse, Failure> {
        let client = &self.clients.currencyservice;
        let call = Default::default();
        let answer = client.cart_list_currencies(&call).await?;
        Ok(answer)
    }

    /// `cart-get-cart` at `cartservice`: the operation fails with it.
    /// Evidence: `src/frontend/rpc.go:58`, `src/frontend/handlers.go:259`.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn cart_get_cart(&self) -> Result<payload::CartGetCartResponse, Failure> {
        let client = &self.clients.cartservice;
        let call = Default::default();
        let answer = client.cart_get_cart(&call).await?;
        Ok(answer)
    }

    /// `cart-list-recommendations` at `recommendationservice`: its failure is logged and changes nothing.
    /// Evidence: `src/frontend/rpc.go:100`, `src/frontend/handlers.go:266`.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn cart_list_recommendations(&self) {
        let client = &self.clients.recommendationservice;
        let call = Default::default();
        let outcome = client.cart_list_recommendations(&call).await;
        if let Err(error) = &outcome {
            tracing::warn!(%error, "goes on without the answer");
        }
    }

    /// `cart-get-recommended-products` at `productcatalogservice`: its failure is logged and changes nothing.
    /// Evidence: `src/frontend/rpc.go:53`, `src/frontend/rpc.go:107`, `src/frontend/handlers.go:266`.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn cart_get_recommended_products(&self) {
        let client = &self.clients.productcatalogservice;
        // Declared as 5 calls per operation: can one call do for all?
        for _ in 0..5 {
            let call = Default::default();
            let outcome = client.cart_get_recommended_products(&call).await;
            if let Err(error) = &outcome {
                tracing::warn!(%error, "goes on without the answer");
            }
        }
    }

    /// `cart-quote-shipping` at `shippingservice`: the operation fails with it.
    /// Evidence: `src/frontend/rpc.go:88`, `src/frontend/handlers.go:271`.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn cart_quote_shipping(&self) -> Result<payload::CartQuoteShippingResponse, Failure> {
        let client = &self.clients.shippingservice;
        let call = Default::default();
        let answer = client.cart_quote_shipping(&call).await?;
        Ok(answer)
    }

    /// `cart-get-products` at `productcatalogservice`: the operation fails with it.
    /// Evidence: `src/frontend/rpc.go:53`, `src/frontend/handlers.go:285`.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn cart_get_products(&self) -> Result<Vec<payload::CartGetProductsResponse>, Failure> {
        let client = &self.clients.productcatalogservice;
        let mut answers = Vec::new();
        // Declared as 3 calls per operation: can one call do for all?
        for _ in 0..3 {
            let call = Default::default();
            let answer = client.cart_get_products(&call).await?;
            answers.push(answer);
        }
        Ok(answers)
    }

    /// `cart-convert-prices` at `currencyservice`: the operation fails with it.
    /// Evidence: `src/frontend/rpc.go:95`, `src/frontend/rpc.go:82`, `src/frontend/handlers.go:290`.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn cart_convert_prices(
        &self,
    ) -> Result<Vec<payload::CartConvertPricesResponse>, Failure> {
        let client = &self.clients.currencyservice;
        let mut answers = Vec::new();
        // Declared as 4 calls per operation: can one call do for all?
        for _ in 0..4 {
            let call = Default::default();
            let answer = client.cart_convert_prices(&call).await?;
            answers.push(answer);
        }
        Ok(answers)
    }

    /// `product-get-product` at `productcatalogservice`: the operation fails with it.
    /// Evidence: `src/frontend/rpc.go:53`, `src/frontend/handlers.go:154`.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn product_get_product(&self) -> Result<payload::ProductGetProductResponse, Failure> {
        let client = &self.clients.productcatalogservice;
        let call = Default::default();
        let answer = client.product_get_product(&call).await?;
        Ok(answer)
    }

    /// `product-list-currencies` at `currencyservice`: the operation fails with it.
    /// Evidence: `src/frontend/rpc.go:32`, `src/frontend/handlers.go:159`.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn product_list_currencies(
        &self,
    ) -> Result<payload::ProductListCurrenciesResponse, Failure> {
        let client = &self.clients.currencyservice;
        let call = Default::default();
        let answer = client.product_list_currencies(&call).await?;
        Ok(answer)
    }

    /// `product-get-cart` at `cartservice`: the operation fails with it.
    /// Evidence: `src/frontend/rpc.go:58`, `src/frontend/handlers.go:165`.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn product_get_cart(&self) -> Result<payload::ProductGetCartResponse, Failure> {
        let client = &self.clients.cartservice;
        let call = Default::default();
        let answer = client.product_get_cart(&call).await?;
        Ok(answer)
    }

    /// `product-convert-price` at `currencyservice`: the operation fails with it.
    /// Evidence: `src/frontend/rpc.go:82`, `src/frontend/handlers.go:171`.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn product_convert_price(&self) -> Result<payload::ProductConvertPriceResponse, Failure> {
        let client = &self.clients.currencyservice;
        let call = Default::default();
        let answer = client.product_convert_price(&call).await?;
        Ok(answer)
    }

    /// `product-list-recommendations` at `recommendationservice`: its failure is logged and changes nothing.
    /// Evidence: `src/frontend/rpc.go:100`, `src/frontend/handlers.go:178`.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn product_list_recommendations(&self) {
        let client = &self.clients.recommendationservice;
        let call = Default::default();
        let outcome = client.product_list_recommendations(&call).await;
        if let Err(error) = &outcome {
            tracing::warn!(%error, "goes on without the answer");
        }
    }

    /// `product-get-recommended-products` at `productcatalogservice`: its failure is logged and changes nothing.
    /// Evidence: `src/frontend/rpc.go:53`, `src/frontend/rpc.go:107`, `src/frontend/handlers.go:178`.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn product_get_recommended_products(&self) {
        let client = &self.clients.productcatalogservice;
        // Declared as 5 calls per operation: can one call do for all?
        for _ in 0..5 {
            let call = Default::default();
            let outcome = client.product_get_recommended_products(&call).await;
            if let Err(error) = &outcome {
                tracing::warn!(%error, "goes on without the answer");
            }
        }
    }

    /// `product-get-ads` at `adservice`: its failure is logged and changes nothing.
    /// Evidence: `src/frontend/rpc.go:123`, `src/frontend/rpc.go:120`, `src/frontend/handlers.go:199`.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn product_get_ads(&self) {
        let client = &self.clients.adservice;
        let call = Default::default();
        let outcome = client.product_get_ads(&call).await;
        if let Err(error) = &outcome {
            tracing::warn!(%error, "goes on without the answer");
        }
    }

    /// `add-get-product` at `productcatalogservice`: the operation fails with it.
    /// Evidence: `src/frontend/rpc.go:53`, `src/frontend/handlers.go:225`.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn add_get_product(&self) -> Result<payload::AddGetProductResponse, Failure> {
        let client = &self.clients.productcatalogservice;
        let call = Default::default();
        let answer = client.add_get_product(&call).await?;
        Ok(answer)
    }

    /// `add-item-to-cart` at `cartservice`: the operation fails with it.
    /// Evidence: `src/frontend/rpc.go:68`, `src/frontend/handlers.go:231`, `src/cartservice/src/cartstore/RedisCartStore.cs:57`.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn add_item_to_cart(&self) -> Result<payload::AddItemToCartResponse, Failure> {
        let client = &self.clients.cartservice;
        let call = Default::default();
        let answer = client.add_item_to_cart(&call).await?;
        Ok(answer)
    }

    /// `order-place-order` at `checkoutservice`: the operation fails with it.
    /// Evidence: `src/frontend/handlers.go:355`, `src/checkoutservice/main.go:233`.
    /// Decided in ADR-0004.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn order_place_order(&self) -> Result<payload::OrderPlaceOrderResponse, Failure> {
        let client = &self.clients.checkoutservice;
        let call = Default::default();
        let answer = client.order_place_order(&call).await?;
        Ok(answer)
    }

    /// `order-list-recommendations` at `recommendationservice`: its failure is logged and changes nothing.
    /// Evidence: `src/frontend/rpc.go:100`, `src/frontend/handlers.go:378`.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn order_list_recommendations(&self) {
        let client = &self.clients.recommendationservice;
        let call = Default::default();
        let outcome = client.order_list_recommendations(&call).await;
        if let Err(error) = &outcome {
            tracing::warn!(%error, "goes on without the answer");
        }
    }

    /// `order-get-recommended-products` at `productcatalogservice`: its failure is logged and changes nothing.
    /// Evidence: `src/frontend/rpc.go:53`, `src/frontend/rpc.go:107`, `src/frontend/handlers.go:378`.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn order_get_recommended_products(&self) {
        let client = &self.clients.productcatalogservice;
        // Declared as 5 calls per operation: can one call do for all?
        for _ in 0..5 {
            let call = Default::default();
            let outcome = client.order_get_recommended_products(&call).await;
            if let Err(error) = &outcome {
                tracing::warn!(%error, "goes on without the answer");
            }
        }
    }

    /// `order-list-currencies` at `currencyservice`: the operation fails with it.
    /// Evidence: `src/frontend/rpc.go:32`, `src/frontend/handlers.go:386`.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn order_list_currencies(&self) -> Result<payload::OrderListCurrenciesResponse, Failure> {
        let client = &self.clients.currencyservice;
        let call = Default::default();
        let answer = client.order_list_currencies(&call).await?;
        Ok(answer)
    }

    /// `empty-cart` at `cartservice`: the operation fails with it.
    /// Evidence: `src/frontend/rpc.go:63`, `src/frontend/handlers.go:243`.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn empty_cart(&self) -> Result<payload::EmptyCartResponse, Failure> {
        let client = &self.clients.cartservice;
        let call = Default::default();
        let answer = client.empty_cart(&call).await?;
        Ok(answer)
    }
}

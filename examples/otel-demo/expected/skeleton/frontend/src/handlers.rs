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
    // `DELETE /api/cart`.
    async fn delete_api_cart(
        &self,
        _request: payload::DeleteApiCartRequest,
    ) -> Result<payload::DeleteApiCartResponse, Failure> {
        self.empty_cart().await?;
        Ok(Default::default())
    }

    // `GET /`.
    async fn get_operation(
        &self,
        _request: payload::GetOperationRequest,
    ) -> Result<payload::GetOperationResponse, Failure> {
        Ok(Default::default())
    }

    // `GET /api/cart`.
    async fn get_api_cart(
        &self,
        _request: payload::GetApiCartRequest,
    ) -> Result<payload::GetApiCartResponse, Failure> {
        self.cart_get_cart().await?;
        self.cart_get_products().await?;
        self.cart_convert_prices().await?;
        Ok(Default::default())
    }

    // `GET /api/currency`.
    async fn get_api_currency(
        &self,
        _request: payload::GetApiCurrencyRequest,
    ) -> Result<payload::GetApiCurrencyResponse, Failure> {
        self.currencies_list_currencies().await;
        Ok(Default::default())
    }

    // `GET /api/data`.
    async fn get_api_data(
        &self,
        _request: payload::GetApiDataRequest,
    ) -> Result<payload::GetApiDataResponse, Failure> {
        self.ads_get_ads().await;
        Ok(Default::default())
    }

    // `GET /api/products`.
    async fn get_api_products(
        &self,
        _request: payload::GetApiProductsRequest,
    ) -> Result<payload::GetApiProductsResponse, Failure> {
        self.products_list_products().await?;
        self.products_convert_prices().await?;
        Ok(Default::default())
    }

    // `GET /api/products/{id}`.
    async fn get_api_products_id(
        &self,
        _request: payload::GetApiProductsIdRequest,
    ) -> Result<payload::GetApiProductsIdResponse, Failure> {
        self.product_get_product().await?;
        self.product_convert_price().await?;
        Ok(Default::default())
    }

    // `GET /api/recommendations`.
    async fn get_api_recommendations(
        &self,
        _request: payload::GetApiRecommendationsRequest,
    ) -> Result<payload::GetApiRecommendationsResponse, Failure> {
        self.recommendations_list_recommendations().await;
        self.recommendations_get_products().await;
        self.recommendations_convert_prices().await;
        Ok(Default::default())
    }

    // `GET /api/shipping`.
    async fn get_api_shipping(
        &self,
        _request: payload::GetApiShippingRequest,
    ) -> Result<payload::GetApiShippingResponse, Failure> {
        self.shipping_get_quote().await;
        self.shipping_convert_price().await;
        Ok(Default::default())
    }

    // `POST /api/cart`.
    async fn post_api_cart(
        &self,
        _request: payload::PostApiCartRequest,
    ) -> Result<payload::PostApiCartResponse, Failure> {
        self.add_item_to_cart().await?;
        self.add_get_cart().await?;
        Ok(Default::default())
    }

    // `POST /api/checkout`.
    async fn post_api_checkout(
        &self,
        _request: payload::PostApiCheckoutRequest,
    ) -> Result<payload::PostApiCheckoutResponse, Failure> {
        self.order_place_order().await?;
        self.order_get_products().await?;
        self.order_convert_prices().await?;
        Ok(Default::default())
    }
}

/// The declared calls, one function each.
impl Handlers {
    /// `empty-cart` at `cart`: the operation fails with it.
    /// Evidence: `src/frontend/gateways/rpc/Cart.gateway.ts:14`, `src/frontend/pages/api/cart.ts:45`.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn empty_cart(&self) -> Result<payload::EmptyCartResponse, Failure> {
        let client = &self.clients.cart;
        let call = Default::default();
        let answer = client.empty_cart(&call).await?;
        Ok(answer)
    }

    /// `cart-get-cart` at `cart`: the operation fails with it.
    /// Evidence: `src/frontend/gateways/rpc/Cart.gateway.ts:14`, `src/frontend/pages/api/cart.ts:17`.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn cart_get_cart(&self) -> Result<payload::CartGetCartResponse, Failure> {
        let client = &self.clients.cart;
        let call = Default::default();
        let answer = client.cart_get_cart(&call).await?;
        Ok(answer)
    }

    /// `cart-get-products` at `product-catalog`: the operation fails with it.
    /// Evidence: `src/frontend/gateways/rpc/ProductCatalog.gateway.ts:14`, `src/frontend/pages/api/cart.ts:19`.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn cart_get_products(&self) -> Result<Vec<payload::CartGetProductsResponse>, Failure> {
        let client = &self.clients.product_catalog;
        let mut answers = Vec::new();
        // Declared as 3 calls per operation: can one call do for all?
        for _ in 0..3 {
            let call = Default::default();
            let answer = client.cart_get_products(&call).await?;
            answers.push(answer);
        }
        Ok(answers)
    }

    /// `cart-convert-prices` at `currency`: the operation fails with it.
    /// Evidence: `src/frontend/gateways/rpc/Currency.gateway.ts:14`, `src/frontend/services/ProductCatalog.service.ts:12`.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn cart_convert_prices(
        &self,
    ) -> Result<Vec<payload::CartConvertPricesResponse>, Failure> {
        let client = &self.clients.currency;
        let mut answers = Vec::new();
        // Declared as 3 calls per operation: can one call do for all?
        for _ in 0..3 {
            let call = Default::default();
            let answer = client.cart_convert_prices(&call).await?;
            answers.push(answer);
        }
        Ok(answers)
    }

    /// `currencies-list-currencies` at `currency`: the operation answers with less when it fails.
    /// Evidence: `src/frontend/gateways/rpc/Currency.gateway.ts:19`, `src/frontend/pages/api/currency.ts:14`, `src/frontend/providers/Currency.provider.tsx:30`.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn currencies_list_currencies(
        &self,
    ) -> Option<payload::CurrenciesListCurrenciesResponse> {
        let client = &self.clients.currency;
        let call = Default::default();
        let outcome = client.currencies_list_currencies(&call).await;
        if let Err(error) = &outcome {
            tracing::warn!(%error, "goes on without the answer");
        }
        outcome.ok()
    }

    /// `ads-get-ads` at `ad`: the operation answers with less when it fails.
    /// Evidence: `src/frontend/gateways/rpc/Ad.gateway.ts:14`, `src/frontend/pages/api/data.ts:15`, `src/frontend/providers/Ad.provider.tsx:30`.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn ads_get_ads(&self) -> Option<payload::AdsGetAdsResponse> {
        let client = &self.clients.ad;
        let call = Default::default();
        let outcome = client.ads_get_ads(&call).await;
        if let Err(error) = &outcome {
            tracing::warn!(%error, "goes on without the answer");
        }
        outcome.ok()
    }

    /// `products-list-products` at `product-catalog`: the operation fails with it.
    /// Evidence: `src/frontend/gateways/rpc/ProductCatalog.gateway.ts:14`, `src/frontend/pages/api/products/index.ts:15`, `src/frontend/services/ProductCatalog.service.ts:17`.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn products_list_products(
        &self,
    ) -> Result<payload::ProductsListProductsResponse, Failure> {
        let client = &self.clients.product_catalog;
        let call = Default::default();
        let answer = client.products_list_products(&call).await?;
        Ok(answer)
    }

    /// `products-convert-prices` at `currency`: the operation fails with it.
    /// Evidence: `src/frontend/gateways/rpc/Currency.gateway.ts:14`, `src/frontend/services/ProductCatalog.service.ts:19`, `src/postgresql/init.sql:80`.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn products_convert_prices(
        &self,
    ) -> Result<Vec<payload::ProductsConvertPricesResponse>, Failure> {
        let client = &self.clients.currency;
        let mut answers = Vec::new();
        // Declared as 10 calls per operation: can one call do for all?
        for _ in 0..10 {
            let call = Default::default();
            let answer = client.products_convert_prices(&call).await?;
            answers.push(answer);
        }
        Ok(answers)
    }

    /// `product-get-product` at `product-catalog`: the operation fails with it.
    /// Evidence: `src/frontend/gateways/rpc/ProductCatalog.gateway.ts:14`, `src/frontend/pages/api/products/[productId]/index.ts:15`, `src/frontend/services/ProductCatalog.service.ts:31`.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn product_get_product(&self) -> Result<payload::ProductGetProductResponse, Failure> {
        let client = &self.clients.product_catalog;
        let call = Default::default();
        let answer = client.product_get_product(&call).await?;
        Ok(answer)
    }

    /// `product-convert-price` at `currency`: the operation fails with it.
    /// Evidence: `src/frontend/gateways/rpc/Currency.gateway.ts:14`, `src/frontend/services/ProductCatalog.service.ts:12`.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn product_convert_price(&self) -> Result<payload::ProductConvertPriceResponse, Failure> {
        let client = &self.clients.currency;
        let call = Default::default();
        let answer = client.product_convert_price(&call).await?;
        Ok(answer)
    }

    /// `recommendations-list-recommendations` at `recommendation`: the operation answers with less when it fails.
    /// Evidence: `src/frontend/gateways/rpc/Recommendations.gateway.ts:14`, `src/frontend/pages/api/recommendations.ts:16`, `src/frontend/providers/Ad.provider.tsx:41`.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn recommendations_list_recommendations(
        &self,
    ) -> Option<payload::RecommendationsListRecommendationsResponse> {
        let client = &self.clients.recommendation;
        let call = Default::default();
        let outcome = client.recommendations_list_recommendations(&call).await;
        if let Err(error) = &outcome {
            tracing::warn!(%error, "goes on without the answer");
        }
        outcome.ok()
    }

    /// `recommendations-get-products` at `product-catalog`: the operation answers with less when it fails.
    /// Evidence: `src/frontend/gateways/rpc/ProductCatalog.gateway.ts:14`, `src/frontend/pages/api/recommendations.ts:21`.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn recommendations_get_products(
        &self,
    ) -> Vec<payload::RecommendationsGetProductsResponse> {
        let client = &self.clients.product_catalog;
        let mut answers = Vec::new();
        // Declared as 4 calls per operation: can one call do for all?
        for _ in 0..4 {
            let call = Default::default();
            let outcome = client.recommendations_get_products(&call).await;
            if let Err(error) = &outcome {
                tracing::warn!(%error, "goes on without the answer");
            }
            answers.extend(outcome.ok());
        }
        answers
    }

    /// `recommendations-convert-prices` at `currency`: the operation answers with less when it fails.
    /// Evidence: `src/frontend/gateways/rpc/Currency.gateway.ts:14`, `src/frontend/services/ProductCatalog.service.ts:12`.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn recommendations_convert_prices(
        &self,
    ) -> Vec<payload::RecommendationsConvertPricesResponse> {
        let client = &self.clients.currency;
        let mut answers = Vec::new();
        // Declared as 4 calls per operation: can one call do for all?
        for _ in 0..4 {
            let call = Default::default();
            let outcome = client.recommendations_convert_prices(&call).await;
            if let Err(error) = &outcome {
                tracing::warn!(%error, "goes on without the answer");
            }
            answers.extend(outcome.ok());
        }
        answers
    }

    /// `shipping-get-quote` at `shipping`: the operation answers with less when it fails.
    /// Evidence: `src/frontend/gateways/http/Shipping.gateway.ts:31`, `src/frontend/pages/api/shipping.ts:16`, `src/frontend/components/CartItems/CartItems.tsx:37`.
    async fn shipping_get_quote(&self) -> Option<payload::ShippingGetQuoteResponse> {
        let client = &self.clients.shipping;
        let call = Default::default();
        let outcome = client.shipping_get_quote(&call).await;
        if let Err(error) = &outcome {
            tracing::warn!(%error, "goes on without the answer");
        }
        outcome.ok()
    }

    /// `shipping-convert-price` at `currency`: the operation answers with less when it fails.
    /// Evidence: `src/frontend/gateways/rpc/Currency.gateway.ts:14`, `src/frontend/pages/api/shipping.ts:18`.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn shipping_convert_price(&self) -> Option<payload::ShippingConvertPriceResponse> {
        let client = &self.clients.currency;
        let call = Default::default();
        let outcome = client.shipping_convert_price(&call).await;
        if let Err(error) = &outcome {
            tracing::warn!(%error, "goes on without the answer");
        }
        outcome.ok()
    }

    /// `add-item-to-cart` at `cart`: the operation fails with it.
    /// Evidence: `src/frontend/gateways/rpc/Cart.gateway.ts:14`, `src/frontend/pages/api/cart.ts:37`, `src/cart/src/cartstore/ValkeyCartStore.cs:161` and 1 more.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn add_item_to_cart(&self) -> Result<payload::AddItemToCartResponse, Failure> {
        let client = &self.clients.cart;
        let call = Default::default();
        let answer = client.add_item_to_cart(&call).await?;
        Ok(answer)
    }

    /// `add-get-cart` at `cart`: the operation fails with it.
    /// Evidence: `src/frontend/gateways/rpc/Cart.gateway.ts:14`, `src/frontend/pages/api/cart.ts:38`.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn add_get_cart(&self) -> Result<payload::AddGetCartResponse, Failure> {
        let client = &self.clients.cart;
        let call = Default::default();
        let answer = client.add_get_cart(&call).await?;
        Ok(answer)
    }

    /// `order-place-order` at `checkout`: the operation fails with it.
    /// Evidence: `src/frontend/gateways/rpc/Checkout.gateway.ts:14`, `src/frontend/pages/api/checkout.ts:18`, `src/checkout/main.go:334`.
    /// Decided in ADR-0004.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn order_place_order(&self) -> Result<payload::OrderPlaceOrderResponse, Failure> {
        let client = &self.clients.checkout;
        let call = Default::default();
        let answer = client.order_place_order(&call).await?;
        Ok(answer)
    }

    /// `order-get-products` at `product-catalog`: the operation fails with it.
    /// Evidence: `src/frontend/gateways/rpc/ProductCatalog.gateway.ts:14`, `src/frontend/pages/api/checkout.ts:20`.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn order_get_products(&self) -> Result<Vec<payload::OrderGetProductsResponse>, Failure> {
        let client = &self.clients.product_catalog;
        let mut answers = Vec::new();
        // Declared as 3 calls per operation: can one call do for all?
        for _ in 0..3 {
            let call = Default::default();
            let answer = client.order_get_products(&call).await?;
            answers.push(answer);
        }
        Ok(answers)
    }

    /// `order-convert-prices` at `currency`: the operation fails with it.
    /// Evidence: `src/frontend/gateways/rpc/Currency.gateway.ts:14`, `src/frontend/services/ProductCatalog.service.ts:12`.
    /// Declared as gRPC; JSON over HTTP until protobuf is generated.
    async fn order_convert_prices(
        &self,
    ) -> Result<Vec<payload::OrderConvertPricesResponse>, Failure> {
        let client = &self.clients.currency;
        let mut answers = Vec::new();
        // Declared as 3 calls per operation: can one call do for all?
        for _ in 0..3 {
            let call = Default::default();
            let answer = client.order_convert_prices(&call).await?;
            answers.push(answer);
        }
        Ok(answers)
    }
}

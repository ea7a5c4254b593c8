//! What crosses the wire. Yours: replace each placeholder by a struct with the real fields, and keep the derives
//! (the tests build their requests with `Default`).

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Any JSON; with fields, an object that has at least them.
macro_rules! placeholder {
    ($name:ident) => {
        #[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Value);
    };
    ($name:ident { $($field:ident: $wire:literal),+ }) => {
        #[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
        pub struct $name {
            $(
                #[serde(rename = $wire)]
                pub $field: String,
            )+
            #[serde(flatten)]
            pub rest: Map<String, Value>,
        }
    };
}

// The operation `DELETE /api/cart`.
placeholder!(DeleteApiCartRequest);
placeholder!(DeleteApiCartResponse);

// The operation `GET /`.
placeholder!(GetOperationRequest);
placeholder!(GetOperationResponse);

// The operation `GET /api/cart`.
placeholder!(GetApiCartRequest);
placeholder!(GetApiCartResponse);

// The operation `GET /api/currency`.
placeholder!(GetApiCurrencyRequest);
placeholder!(GetApiCurrencyResponse);

// The operation `GET /api/data`.
placeholder!(GetApiDataRequest);
placeholder!(GetApiDataResponse);

// The operation `GET /api/products`.
placeholder!(GetApiProductsRequest);
placeholder!(GetApiProductsResponse);

// The operation `GET /api/products/{id}`.
placeholder! { GetApiProductsIdRequest { id: "id" } }
placeholder!(GetApiProductsIdResponse);

// The operation `GET /api/recommendations`.
placeholder!(GetApiRecommendationsRequest);
placeholder!(GetApiRecommendationsResponse);

// The operation `GET /api/shipping`.
placeholder!(GetApiShippingRequest);
placeholder!(GetApiShippingResponse);

// The operation `POST /api/cart`.
placeholder!(PostApiCartRequest);
placeholder!(PostApiCartResponse);

// The operation `POST /api/checkout`.
placeholder!(PostApiCheckoutRequest);
placeholder!(PostApiCheckoutResponse);

// Calls to `ad`.
placeholder!(AdsGetAdsRequest);
placeholder!(AdsGetAdsResponse);

// Calls to `cart`.
placeholder!(AddGetCartRequest);
placeholder!(AddGetCartResponse);
placeholder!(AddItemToCartRequest);
placeholder!(AddItemToCartResponse);
placeholder!(CartGetCartRequest);
placeholder!(CartGetCartResponse);
placeholder!(EmptyCartRequest);
placeholder!(EmptyCartResponse);

// Calls to `checkout`.
placeholder!(OrderPlaceOrderRequest);
placeholder!(OrderPlaceOrderResponse);

// Calls to `currency`.
placeholder!(CartConvertPricesRequest);
placeholder!(CartConvertPricesResponse);
placeholder!(CurrenciesListCurrenciesRequest);
placeholder!(CurrenciesListCurrenciesResponse);
placeholder!(OrderConvertPricesRequest);
placeholder!(OrderConvertPricesResponse);
placeholder!(ProductConvertPriceRequest);
placeholder!(ProductConvertPriceResponse);
placeholder!(ProductsConvertPricesRequest);
placeholder!(ProductsConvertPricesResponse);
placeholder!(RecommendationsConvertPricesRequest);
placeholder!(RecommendationsConvertPricesResponse);
placeholder!(ShippingConvertPriceRequest);
placeholder!(ShippingConvertPriceResponse);

// Calls to `product-catalog`.
placeholder!(CartGetProductsRequest);
placeholder!(CartGetProductsResponse);
placeholder!(OrderGetProductsRequest);
placeholder!(OrderGetProductsResponse);
placeholder!(ProductGetProductRequest);
placeholder!(ProductGetProductResponse);
placeholder!(ProductsListProductsRequest);
placeholder!(ProductsListProductsResponse);
placeholder!(RecommendationsGetProductsRequest);
placeholder!(RecommendationsGetProductsResponse);

// Calls to `recommendation`.
placeholder!(RecommendationsListRecommendationsRequest);
placeholder!(RecommendationsListRecommendationsResponse);

// Calls to `shipping`.
placeholder!(ShippingGetQuoteRequest);
placeholder!(ShippingGetQuoteResponse);

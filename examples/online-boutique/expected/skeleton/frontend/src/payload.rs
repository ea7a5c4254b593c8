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

// The operation `GET /`.
placeholder!(GetOperationRequest);
placeholder!(GetOperationResponse);

// The operation `GET /cart`.
placeholder!(GetCartRequest);
placeholder!(GetCartResponse);

// The operation `GET /product/{id}`.
placeholder! { GetProductIdRequest { id: "id" } }
placeholder!(GetProductIdResponse);

// The operation `POST /cart`.
placeholder!(PostCartRequest);
placeholder!(PostCartResponse);

// The operation `POST /cart/checkout`.
placeholder!(PostCartCheckoutRequest);
placeholder!(PostCartCheckoutResponse);

// The operation `POST /cart/empty`.
placeholder!(PostCartEmptyRequest);
placeholder!(PostCartEmptyResponse);

// The operation `POST /setCurrency`.
placeholder!(PostSetCurrencyRequest);
placeholder!(PostSetCurrencyResponse);

// Calls to `adservice`.
placeholder!(HomeGetAdsRequest);
placeholder!(HomeGetAdsResponse);
placeholder!(ProductGetAdsRequest);
placeholder!(ProductGetAdsResponse);

// Calls to `cartservice`.
placeholder!(AddItemToCartRequest);
placeholder!(AddItemToCartResponse);
placeholder!(CartGetCartRequest);
placeholder!(CartGetCartResponse);
placeholder!(EmptyCartRequest);
placeholder!(EmptyCartResponse);
placeholder!(HomeGetCartRequest);
placeholder!(HomeGetCartResponse);
placeholder!(ProductGetCartRequest);
placeholder!(ProductGetCartResponse);

// Calls to `checkoutservice`.
placeholder!(OrderPlaceOrderRequest);
placeholder!(OrderPlaceOrderResponse);

// Calls to `currencyservice`.
placeholder!(CartConvertPricesRequest);
placeholder!(CartConvertPricesResponse);
placeholder!(CartListCurrenciesRequest);
placeholder!(CartListCurrenciesResponse);
placeholder!(HomeConvertPricesRequest);
placeholder!(HomeConvertPricesResponse);
placeholder!(HomeListCurrenciesRequest);
placeholder!(HomeListCurrenciesResponse);
placeholder!(OrderListCurrenciesRequest);
placeholder!(OrderListCurrenciesResponse);
placeholder!(ProductConvertPriceRequest);
placeholder!(ProductConvertPriceResponse);
placeholder!(ProductListCurrenciesRequest);
placeholder!(ProductListCurrenciesResponse);

// Calls to `productcatalogservice`.
placeholder!(AddGetProductRequest);
placeholder!(AddGetProductResponse);
placeholder!(CartGetProductsRequest);
placeholder!(CartGetProductsResponse);
placeholder!(CartGetRecommendedProductsRequest);
placeholder!(CartGetRecommendedProductsResponse);
placeholder!(HomeListProductsRequest);
placeholder!(HomeListProductsResponse);
placeholder!(OrderGetRecommendedProductsRequest);
placeholder!(OrderGetRecommendedProductsResponse);
placeholder!(ProductGetProductRequest);
placeholder!(ProductGetProductResponse);
placeholder!(ProductGetRecommendedProductsRequest);
placeholder!(ProductGetRecommendedProductsResponse);

// Calls to `recommendationservice`.
placeholder!(CartListRecommendationsRequest);
placeholder!(CartListRecommendationsResponse);
placeholder!(OrderListRecommendationsRequest);
placeholder!(OrderListRecommendationsResponse);
placeholder!(ProductListRecommendationsRequest);
placeholder!(ProductListRecommendationsResponse);

// Calls to `shippingservice`.
placeholder!(CartQuoteShippingRequest);
placeholder!(CartQuoteShippingResponse);

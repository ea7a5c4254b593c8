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

// The operation `GET /api/cart/add/{id}/{sku}/{qty}`.
placeholder! { GetApiCartAddIdSkuQtyRequest { id: "id", sku: "sku", qty: "qty" } }
placeholder!(GetApiCartAddIdSkuQtyResponse);

// The operation `GET /api/cart/cart/{id}`.
placeholder! { GetApiCartCartIdRequest { id: "id" } }
placeholder!(GetApiCartCartIdResponse);

// The operation `GET /api/cart/rename/{from}/{to}`.
placeholder! { GetApiCartRenameFromToRequest { field_from_field: "from", to: "to" } }
placeholder!(GetApiCartRenameFromToResponse);

// The operation `GET /api/cart/update/{id}/{sku}/{qty}`.
placeholder! { GetApiCartUpdateIdSkuQtyRequest { id: "id", sku: "sku", qty: "qty" } }
placeholder!(GetApiCartUpdateIdSkuQtyResponse);

// The operation `GET /api/catalogue/categories`.
placeholder!(GetApiCatalogueCategoriesRequest);
placeholder!(GetApiCatalogueCategoriesResponse);

// The operation `GET /api/catalogue/product/{sku}`.
placeholder! { GetApiCatalogueProductSkuRequest { sku: "sku" } }
placeholder!(GetApiCatalogueProductSkuResponse);

// The operation `GET /api/catalogue/products/{category}`.
placeholder! { GetApiCatalogueProductsCategoryRequest { category: "category" } }
placeholder!(GetApiCatalogueProductsCategoryResponse);

// The operation `GET /api/catalogue/search/{text}`.
placeholder! { GetApiCatalogueSearchTextRequest { text_field: "text" } }
placeholder!(GetApiCatalogueSearchTextResponse);

// The operation `GET /api/ratings/api/fetch/{sku}`.
placeholder! { GetApiRatingsApiFetchSkuRequest { sku: "sku" } }
placeholder!(GetApiRatingsApiFetchSkuResponse);

// The operation `GET /api/shipping/calc/{id}`.
placeholder! { GetApiShippingCalcIdRequest { id: "id" } }
placeholder!(GetApiShippingCalcIdResponse);

// The operation `GET /api/shipping/cities/{code}`.
placeholder! { GetApiShippingCitiesCodeRequest { code: "code" } }
placeholder!(GetApiShippingCitiesCodeResponse);

// The operation `GET /api/shipping/codes`.
placeholder!(GetApiShippingCodesRequest);
placeholder!(GetApiShippingCodesResponse);

// The operation `GET /api/shipping/match/{code}/{text}`.
placeholder! { GetApiShippingMatchCodeTextRequest { code: "code", text_field: "text" } }
placeholder!(GetApiShippingMatchCodeTextResponse);

// The operation `GET /api/user/history/{id}`.
placeholder! { GetApiUserHistoryIdRequest { id: "id" } }
placeholder!(GetApiUserHistoryIdResponse);

// The operation `GET /api/user/uniqueid`.
placeholder!(GetApiUserUniqueidRequest);
placeholder!(GetApiUserUniqueidResponse);

// The operation `POST /api/payment/pay/{id}`.
placeholder! { PostApiPaymentPayIdRequest { id: "id" } }
placeholder!(PostApiPaymentPayIdResponse);

// The operation `POST /api/shipping/confirm/{id}`.
placeholder! { PostApiShippingConfirmIdRequest { id: "id" } }
placeholder!(PostApiShippingConfirmIdResponse);

// The operation `POST /api/user/login`.
placeholder!(PostApiUserLoginRequest);
placeholder!(PostApiUserLoginResponse);

// The operation `POST /api/user/register`.
placeholder!(PostApiUserRegisterRequest);
placeholder!(PostApiUserRegisterResponse);

// The operation `PUT /api/ratings/api/rate/{sku}/{score}`.
placeholder! { PutApiRatingsApiRateSkuScoreRequest { sku: "sku", score: "score" } }
placeholder!(PutApiRatingsApiRateSkuScoreResponse);

// Calls to `cart`.
placeholder! { WebAddToCartRequest { id: "id", sku: "sku", qty: "qty" } }
placeholder!(WebAddToCartResponse);
placeholder! { WebGetCartRequest { id: "id" } }
placeholder!(WebGetCartResponse);
placeholder! { WebRenameCartRequest { field_from_field: "from", to: "to" } }
placeholder!(WebRenameCartResponse);
placeholder! { WebUpdateCartRequest { id: "id", sku: "sku", qty: "qty" } }
placeholder!(WebUpdateCartResponse);

// Calls to `catalogue`.
placeholder! { WebGetProductRequest { sku: "sku" } }
placeholder!(WebGetProductResponse);
placeholder!(WebListCategoriesRequest);
placeholder!(WebListCategoriesResponse);
placeholder! { WebListProductsRequest { category: "category" } }
placeholder!(WebListProductsResponse);
placeholder! { WebSearchRequest { text_field: "text" } }
placeholder!(WebSearchResponse);

// Calls to `payment`.
placeholder! { WebPayRequest { id: "id" } }
placeholder!(WebPayResponse);

// Calls to `ratings`.
placeholder! { WebGetRatingRequest { sku: "sku" } }
placeholder!(WebGetRatingResponse);
placeholder! { WebRateProductRequest { sku: "sku", score: "score" } }
placeholder!(WebRateProductResponse);

// Calls to `shipping`.
placeholder! { WebConfirmShippingRequest { id: "id" } }
placeholder!(WebConfirmShippingResponse);
placeholder! { WebListCitiesRequest { code: "code" } }
placeholder!(WebListCitiesResponse);
placeholder!(WebListCountriesRequest);
placeholder!(WebListCountriesResponse);
placeholder! { WebMatchCityRequest { code: "code", text_field: "text" } }
placeholder!(WebMatchCityResponse);
placeholder! { WebQuoteShippingRequest { id: "id" } }
placeholder!(WebQuoteShippingResponse);

// Calls to `user`.
placeholder! { WebGetHistoryRequest { id: "id" } }
placeholder!(WebGetHistoryResponse);
placeholder!(WebGetVisitorIdRequest);
placeholder!(WebGetVisitorIdResponse);
placeholder!(WebLogInRequest);
placeholder!(WebLogInResponse);
placeholder!(WebRegisterRequest);
placeholder!(WebRegisterResponse);

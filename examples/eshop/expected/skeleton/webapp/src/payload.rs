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

// The operation `GET /item/{id}`.
placeholder! { GetItemIdRequest { id: "id" } }
placeholder!(GetItemIdResponse);

// The operation `GET /product-images/{id}`.
placeholder! { GetProductImagesIdRequest { id: "id" } }
placeholder!(GetProductImagesIdResponse);

// The operation `GET /user/orders`.
placeholder!(GetUserOrdersRequest);
placeholder!(GetUserOrdersResponse);

// The operation `POST /cart`.
placeholder!(PostCartRequest);
placeholder!(PostCartResponse);

// The operation `POST /checkout`.
placeholder!(PostCheckoutRequest);
placeholder!(PostCheckoutResponse);

// The operation `POST /item/{id}`.
placeholder! { PostItemIdRequest { id: "id" } }
placeholder!(PostItemIdResponse);

// The operation `sign in`.
placeholder!(SignInRequest);
placeholder!(SignInResponse);

// Calls to `basket-api`.
placeholder!(AddGetBasketRequest);
placeholder!(AddGetBasketResponse);
placeholder!(AddUpdateBasketRequest);
placeholder!(AddUpdateBasketResponse);
placeholder!(CartGetBasketRequest);
placeholder!(CartGetBasketResponse);
placeholder!(ChangeGetBasketRequest);
placeholder!(ChangeGetBasketResponse);
placeholder!(ChangeUpdateBasketRequest);
placeholder!(ChangeUpdateBasketResponse);
placeholder!(CheckoutDeleteBasketRequest);
placeholder!(CheckoutDeleteBasketResponse);
placeholder!(CheckoutGetBasketRequest);
placeholder!(CheckoutGetBasketResponse);
placeholder!(HomeGetBasketRequest);
placeholder!(HomeGetBasketResponse);
placeholder!(OrdersGetBasketRequest);
placeholder!(OrdersGetBasketResponse);
placeholder!(ProductGetBasketRequest);
placeholder!(ProductGetBasketResponse);

// Calls to `catalog-api`.
placeholder!(AddGetBasketItemsRequest);
placeholder!(AddGetBasketItemsResponse);
placeholder! { AddGetItemRequest { id: "id" } }
placeholder!(AddGetItemResponse);
placeholder!(CartGetItemsRequest);
placeholder!(CartGetItemsResponse);
placeholder!(ChangeGetItemsRequest);
placeholder!(ChangeGetItemsResponse);
placeholder!(CheckoutGetItemsRequest);
placeholder!(CheckoutGetItemsResponse);
placeholder!(HomeGetBasketItemsRequest);
placeholder!(HomeGetBasketItemsResponse);
placeholder!(HomeListBrandsRequest);
placeholder!(HomeListBrandsResponse);
placeholder!(HomeListItemsRequest);
placeholder!(HomeListItemsResponse);
placeholder!(HomeListTypesRequest);
placeholder!(HomeListTypesResponse);
placeholder!(OrdersGetBasketItemsRequest);
placeholder!(OrdersGetBasketItemsResponse);
placeholder!(ProductGetBasketItemsRequest);
placeholder!(ProductGetBasketItemsResponse);
placeholder! { ProductGetItemRequest { id: "id" } }
placeholder!(ProductGetItemResponse);
placeholder! { ShowPictureRequest { id: "id" } }
placeholder!(ShowPictureResponse);

// Calls to `identity-api`.
placeholder!(SignIn2Request);
placeholder!(SignIn2Response);

// Calls to `ordering-api`.
placeholder!(CheckoutCreateOrderRequest);
placeholder!(CheckoutCreateOrderResponse);
placeholder!(OrdersListOrdersRequest);
placeholder!(OrdersListOrdersResponse);

// Messages.
placeholder!(OrderStatusChangedToAwaitingVali7eaa436dMessage);
placeholder!(OrderStatusChangedToCancelledInt9c9a9affMessage);
placeholder!(OrderStatusChangedToPaidIntegrationEventMessage);
placeholder!(OrderStatusChangedToShippedIntegDfd381b3Message);
placeholder!(OrderStatusChangedToStockConfirmB3f429b7Message);
placeholder!(OrderStatusChangedToSubmittedInt427f07f1Message);

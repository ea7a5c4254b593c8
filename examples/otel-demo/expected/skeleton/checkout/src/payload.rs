//! What crosses the wire. Yours: replace each placeholder by a struct with the real fields, and keep the derives
//! (the tests build their requests with `Default`).

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Any JSON; with fields, an object that has at least them.
macro_rules! placeholder {
    ($name:ident) => {
        #[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Value);
    };
}

// The operation `PlaceOrder`.
pub type PlaceOrderRequest = crate::generated::proto::checkout::checkout::PlaceOrderRequest;
pub type PlaceOrderResponse = crate::generated::proto::checkout::checkout::PlaceOrderResponse;

// Calls to `cart`.
pub type CheckoutEmptyCartRequest = crate::generated::proto::cart::cart::EmptyCartRequest;
pub type CheckoutEmptyCartResponse = crate::generated::proto::cart::cart::EmptyCartResponse;
pub type CheckoutGetCartRequest = crate::generated::proto::cart::cart::GetCartRequest;
pub type CheckoutGetCartResponse = crate::generated::proto::cart::cart::GetCartResponse;

// Calls to `currency`.
pub type CheckoutConvertPricesRequest = crate::generated::proto::currency::currency::ConvertRequest;
pub type CheckoutConvertPricesResponse =
    crate::generated::proto::currency::currency::ConvertResponse;

// Calls to `email`.
placeholder!(CheckoutSendConfirmationRequest);
placeholder!(CheckoutSendConfirmationResponse);

// Calls to `flagd`.
pub type CheckoutReadFlagsRequest = crate::generated::proto::flagd::flagd::FlagEvaluationRequest;
pub type CheckoutReadFlagsResponse = crate::generated::proto::flagd::flagd::FlagEvaluationResponse;

// Calls to `payment`.
pub type CheckoutChargeCardRequest = crate::generated::proto::payment::payment::ChargeRequest;
pub type CheckoutChargeCardResponse = crate::generated::proto::payment::payment::ChargeResponse;

// Calls to `product-catalog`.
pub type CheckoutGetProductsRequest =
    crate::generated::proto::product_catalog::product_catalog::GetProductRequest;
pub type CheckoutGetProductsResponse =
    crate::generated::proto::product_catalog::product_catalog::GetProductResponse;

// Calls to `shipping`.
placeholder!(CheckoutQuoteShippingRequest);
placeholder!(CheckoutQuoteShippingResponse);
placeholder!(CheckoutShipOrderRequest);
placeholder!(CheckoutShipOrderResponse);

// Messages.
placeholder!(OrdersMessage);

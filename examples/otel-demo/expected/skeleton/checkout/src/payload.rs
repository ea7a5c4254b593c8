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
placeholder!(PlaceOrderRequest);
placeholder!(PlaceOrderResponse);

// Calls to `cart`.
placeholder!(CheckoutEmptyCartRequest);
placeholder!(CheckoutEmptyCartResponse);
placeholder!(CheckoutGetCartRequest);
placeholder!(CheckoutGetCartResponse);

// Calls to `currency`.
placeholder!(CheckoutConvertPricesRequest);
placeholder!(CheckoutConvertPricesResponse);

// Calls to `email`.
placeholder!(CheckoutSendConfirmationRequest);
placeholder!(CheckoutSendConfirmationResponse);

// Calls to `flagd`.
placeholder!(CheckoutReadFlagsRequest);
placeholder!(CheckoutReadFlagsResponse);

// Calls to `payment`.
placeholder!(CheckoutChargeCardRequest);
placeholder!(CheckoutChargeCardResponse);

// Calls to `product-catalog`.
placeholder!(CheckoutGetProductsRequest);
placeholder!(CheckoutGetProductsResponse);

// Calls to `shipping`.
placeholder!(CheckoutQuoteShippingRequest);
placeholder!(CheckoutQuoteShippingResponse);
placeholder!(CheckoutShipOrderRequest);
placeholder!(CheckoutShipOrderResponse);

// Messages.
placeholder!(OrdersMessage);

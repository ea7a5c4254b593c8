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

// Calls to `cartservice`.
placeholder!(CheckoutEmptyCartRequest);
placeholder!(CheckoutEmptyCartResponse);
placeholder!(CheckoutGetCartRequest);
placeholder!(CheckoutGetCartResponse);

// Calls to `currencyservice`.
placeholder!(CheckoutConvertPricesRequest);
placeholder!(CheckoutConvertPricesResponse);

// Calls to `emailservice`.
placeholder!(CheckoutSendConfirmationRequest);
placeholder!(CheckoutSendConfirmationResponse);

// Calls to `paymentservice`.
placeholder!(CheckoutChargeCardRequest);
placeholder!(CheckoutChargeCardResponse);

// Calls to `productcatalogservice`.
placeholder!(CheckoutGetProductsRequest);
placeholder!(CheckoutGetProductsResponse);

// Calls to `shippingservice`.
placeholder!(CheckoutQuoteShippingRequest);
placeholder!(CheckoutQuoteShippingResponse);
placeholder!(CheckoutShipOrderRequest);
placeholder!(CheckoutShipOrderResponse);

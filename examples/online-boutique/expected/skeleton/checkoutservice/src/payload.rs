//! What crosses the wire. Yours: replace each placeholder by a struct with the real fields, and keep the derives
//! (the tests build their requests with `Default`).

// The operation `PlaceOrder`.
pub type PlaceOrderRequest =
    crate::generated::proto::checkoutservice::checkoutservice::PlaceOrderRequest;
pub type PlaceOrderResponse =
    crate::generated::proto::checkoutservice::checkoutservice::PlaceOrderResponse;

// Calls to `cartservice`.
pub type CheckoutEmptyCartRequest =
    crate::generated::proto::cartservice::cartservice::EmptyCartRequest;
pub type CheckoutEmptyCartResponse =
    crate::generated::proto::cartservice::cartservice::EmptyCartResponse;
pub type CheckoutGetCartRequest = crate::generated::proto::cartservice::cartservice::GetCartRequest;
pub type CheckoutGetCartResponse =
    crate::generated::proto::cartservice::cartservice::GetCartResponse;

// Calls to `currencyservice`.
pub type CheckoutConvertPricesRequest =
    crate::generated::proto::currencyservice::currencyservice::ConvertRequest;
pub type CheckoutConvertPricesResponse =
    crate::generated::proto::currencyservice::currencyservice::ConvertResponse;

// Calls to `emailservice`.
pub type CheckoutSendConfirmationRequest =
    crate::generated::proto::emailservice::emailservice::SendOrderConfirmationRequest;
pub type CheckoutSendConfirmationResponse =
    crate::generated::proto::emailservice::emailservice::SendOrderConfirmationResponse;

// Calls to `paymentservice`.
pub type CheckoutChargeCardRequest =
    crate::generated::proto::paymentservice::paymentservice::ChargeRequest;
pub type CheckoutChargeCardResponse =
    crate::generated::proto::paymentservice::paymentservice::ChargeResponse;

// Calls to `productcatalogservice`.
pub type CheckoutGetProductsRequest =
    crate::generated::proto::productcatalogservice::productcatalogservice::GetProductRequest;
pub type CheckoutGetProductsResponse =
    crate::generated::proto::productcatalogservice::productcatalogservice::GetProductResponse;

// Calls to `shippingservice`.
pub type CheckoutQuoteShippingRequest =
    crate::generated::proto::shippingservice::shippingservice::GetQuoteRequest;
pub type CheckoutQuoteShippingResponse =
    crate::generated::proto::shippingservice::shippingservice::GetQuoteResponse;
pub type CheckoutShipOrderRequest =
    crate::generated::proto::shippingservice::shippingservice::ShipOrderRequest;
pub type CheckoutShipOrderResponse =
    crate::generated::proto::shippingservice::shippingservice::ShipOrderResponse;

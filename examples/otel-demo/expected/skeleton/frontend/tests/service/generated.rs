//! Does the generated part do what the architecture declares? Follows the architecture; change nothing here by hand.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use frontend::generated::inbound;
use frontend::generated::settings::Settings;
use frontend::generated::call::{Call, CallError};
use frontend::generated::outbound;
use frontend::generated::failure::Failure;
use frontend::payload;
use tower::ServiceExt;

use super::double::Double;

/// Takes requests and never answers them.
struct Stuck;

impl inbound::Operations for Stuck {
    async fn delete_api_cart(
        &self,
        _request: payload::DeleteApiCartRequest,
    ) -> Result<payload::DeleteApiCartResponse, Failure> {
        std::future::pending().await
    }
    async fn get_operation(
        &self,
        _request: payload::GetOperationRequest,
    ) -> Result<payload::GetOperationResponse, Failure> {
        std::future::pending().await
    }
    async fn get_api_cart(
        &self,
        _request: payload::GetApiCartRequest,
    ) -> Result<payload::GetApiCartResponse, Failure> {
        std::future::pending().await
    }
    async fn get_api_currency(
        &self,
        _request: payload::GetApiCurrencyRequest,
    ) -> Result<payload::GetApiCurrencyResponse, Failure> {
        std::future::pending().await
    }
    async fn get_api_data(
        &self,
        _request: payload::GetApiDataRequest,
    ) -> Result<payload::GetApiDataResponse, Failure> {
        std::future::pending().await
    }
    async fn get_api_products(
        &self,
        _request: payload::GetApiProductsRequest,
    ) -> Result<payload::GetApiProductsResponse, Failure> {
        std::future::pending().await
    }
    async fn get_api_products_id(
        &self,
        _request: payload::GetApiProductsIdRequest,
    ) -> Result<payload::GetApiProductsIdResponse, Failure> {
        std::future::pending().await
    }
    async fn get_api_recommendations(
        &self,
        _request: payload::GetApiRecommendationsRequest,
    ) -> Result<payload::GetApiRecommendationsResponse, Failure> {
        std::future::pending().await
    }
    async fn get_api_shipping(
        &self,
        _request: payload::GetApiShippingRequest,
    ) -> Result<payload::GetApiShippingResponse, Failure> {
        std::future::pending().await
    }
    async fn post_api_cart(
        &self,
        _request: payload::PostApiCartRequest,
    ) -> Result<payload::PostApiCartResponse, Failure> {
        std::future::pending().await
    }
    async fn post_api_checkout(
        &self,
        _request: payload::PostApiCheckoutRequest,
    ) -> Result<payload::PostApiCheckoutResponse, Failure> {
        std::future::pending().await
    }
}

fn request(method: &str, path: &str) -> Request<Body> {
    Request::builder().method(method).uri(path).body(Body::empty()).expect("the request is valid")
}

#[tokio::test]
async fn health_answers() {
    for path in ["/health/live", "/health/ready"] {
        let response = inbound::router(Arc::new(Stuck)).oneshot(request("GET", path)).await;
        assert_eq!(response.map(|response| response.status()), Ok(StatusCode::OK), "{path}");
    }
}

#[test]
fn the_limit_is_the_declared_one() {
    assert_eq!(inbound::CONCURRENCY, None);
}

#[test]
fn settings_name_every_missing_variable() {
    let error = Settings::read(|_| None).expect_err("no address is known").to_string();
    assert!(error.contains("AD_URL"), "{error}");
    assert!(error.contains("CART_URL"), "{error}");
    assert!(error.contains("CHECKOUT_URL"), "{error}");
    assert!(error.contains("CURRENCY_URL"), "{error}");
    assert!(error.contains("PRODUCT_CATALOG_URL"), "{error}");
    assert!(error.contains("RECOMMENDATION_URL"), "{error}");
    assert!(error.contains("SHIPPING_URL"), "{error}");
    assert!(Settings::read(|_| Some("ftp://127.0.0.1".into())).is_err());
    assert!(Settings::read(|name| (name != "BIND").then(|| "http://127.0.0.1".into())).is_ok());
}

/// Asserts how often a call is attempted when the callee is out of service.
async fn is_attempted<Q: serde::Serialize + Sync>(call: &Call, request: &Q, attempts: usize) {
    let double = Double::start(|_, _| Some(503)).await;
    let quick = Call { timeout: Some(Duration::from_secs(20)), backoff: None, ..call.clone() };
    let outcome = double.peer("").send::<Q, serde_json::Value>(&quick, request).await;
    assert!(matches!(outcome, Err(CallError::Refused { .. })), "{outcome:?}");
    let seen = double.seen();
    assert_eq!(seen.len(), attempts);
    assert!(seen.iter().all(|one| one.key.is_some() == call.idempotency_key && *one == seen[0]), "{seen:?}");
}

#[test]
fn a_late_callee_is_told_apart_from_a_broken_one() {
    let timeout = CallError::Timeout { interaction: "any", timeout: Duration::ZERO };
    let refused = CallError::Refused { interaction: "any", status: reqwest::StatusCode::INTERNAL_SERVER_ERROR };
    assert_eq!(Failure::from(timeout).status(), StatusCode::GATEWAY_TIMEOUT);
    assert_eq!(Failure::from(refused).status(), StatusCode::BAD_GATEWAY);
}

#[tokio::test]
async fn a_refusal_that_will_not_pass_is_not_repeated() {
    let double = Double::start(|_, _| Some(400)).await;
    let call = Call { attempts: 3, ..outbound::ad::ADS_GET_ADS.clone() };
    let request = payload::AdsGetAdsRequest::default();
    let outcome = double.peer("").send::<_, serde_json::Value>(&call, &request).await;
    assert!(matches!(outcome, Err(CallError::Refused { .. })), "{outcome:?}");
    assert_eq!(double.seen().len(), 1);
}

#[tokio::test]
async fn ads_get_ads_is_attempted_as_declared() {
    let call = outbound::ad::ADS_GET_ADS;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::AdsGetAdsRequest::default(), 1).await;
}

#[tokio::test]
async fn add_get_cart_is_attempted_as_declared() {
    let call = outbound::cart::ADD_GET_CART;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::AddGetCartRequest::default(), 1).await;
}

#[tokio::test]
async fn add_item_to_cart_is_attempted_as_declared() {
    let call = outbound::cart::ADD_ITEM_TO_CART;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::AddItemToCartRequest::default(), 1).await;
}

#[tokio::test]
async fn cart_get_cart_is_attempted_as_declared() {
    let call = outbound::cart::CART_GET_CART;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::CartGetCartRequest::default(), 1).await;
}

#[tokio::test]
async fn empty_cart_is_attempted_as_declared() {
    let call = outbound::cart::EMPTY_CART;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::EmptyCartRequest::default(), 1).await;
}

#[tokio::test]
async fn order_place_order_is_attempted_as_declared() {
    let call = outbound::checkout::ORDER_PLACE_ORDER;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::OrderPlaceOrderRequest::default(), 1).await;
}

#[tokio::test]
async fn cart_convert_prices_is_attempted_as_declared() {
    let call = outbound::currency::CART_CONVERT_PRICES;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::CartConvertPricesRequest::default(), 1).await;
}

#[tokio::test]
async fn currencies_list_currencies_is_attempted_as_declared() {
    let call = outbound::currency::CURRENCIES_LIST_CURRENCIES;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::CurrenciesListCurrenciesRequest::default(), 1).await;
}

#[tokio::test]
async fn order_convert_prices_is_attempted_as_declared() {
    let call = outbound::currency::ORDER_CONVERT_PRICES;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::OrderConvertPricesRequest::default(), 1).await;
}

#[tokio::test]
async fn product_convert_price_is_attempted_as_declared() {
    let call = outbound::currency::PRODUCT_CONVERT_PRICE;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::ProductConvertPriceRequest::default(), 1).await;
}

#[tokio::test]
async fn products_convert_prices_is_attempted_as_declared() {
    let call = outbound::currency::PRODUCTS_CONVERT_PRICES;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::ProductsConvertPricesRequest::default(), 1).await;
}

#[tokio::test]
async fn recommendations_convert_prices_is_attempted_as_declared() {
    let call = outbound::currency::RECOMMENDATIONS_CONVERT_PRICES;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::RecommendationsConvertPricesRequest::default(), 1).await;
}

#[tokio::test]
async fn shipping_convert_price_is_attempted_as_declared() {
    let call = outbound::currency::SHIPPING_CONVERT_PRICE;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::ShippingConvertPriceRequest::default(), 1).await;
}

#[tokio::test]
async fn cart_get_products_is_attempted_as_declared() {
    let call = outbound::product_catalog::CART_GET_PRODUCTS;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::CartGetProductsRequest::default(), 1).await;
}

#[tokio::test]
async fn order_get_products_is_attempted_as_declared() {
    let call = outbound::product_catalog::ORDER_GET_PRODUCTS;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::OrderGetProductsRequest::default(), 1).await;
}

#[tokio::test]
async fn product_get_product_is_attempted_as_declared() {
    let call = outbound::product_catalog::PRODUCT_GET_PRODUCT;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::ProductGetProductRequest::default(), 1).await;
}

#[tokio::test]
async fn products_list_products_is_attempted_as_declared() {
    let call = outbound::product_catalog::PRODUCTS_LIST_PRODUCTS;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::ProductsListProductsRequest::default(), 1).await;
}

#[tokio::test]
async fn recommendations_get_products_is_attempted_as_declared() {
    let call = outbound::product_catalog::RECOMMENDATIONS_GET_PRODUCTS;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::RecommendationsGetProductsRequest::default(), 1).await;
}

#[tokio::test]
async fn recommendations_list_recommendations_is_attempted_as_declared() {
    let call = outbound::recommendation::RECOMMENDATIONS_LIST_RECOMMENDATIONS;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::RecommendationsListRecommendationsRequest::default(), 1).await;
}

#[tokio::test]
async fn shipping_get_quote_is_attempted_as_declared() {
    let call = outbound::shipping::SHIPPING_GET_QUOTE;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::ShippingGetQuoteRequest::default(), 1).await;
}

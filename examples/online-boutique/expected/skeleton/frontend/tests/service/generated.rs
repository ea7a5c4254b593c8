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
    async fn get_operation(
        &self,
        _request: payload::GetOperationRequest,
    ) -> Result<payload::GetOperationResponse, Failure> {
        std::future::pending().await
    }
    async fn get_cart(
        &self,
        _request: payload::GetCartRequest,
    ) -> Result<payload::GetCartResponse, Failure> {
        std::future::pending().await
    }
    async fn get_product_id(
        &self,
        _request: payload::GetProductIdRequest,
    ) -> Result<payload::GetProductIdResponse, Failure> {
        std::future::pending().await
    }
    async fn post_cart(
        &self,
        _request: payload::PostCartRequest,
    ) -> Result<payload::PostCartResponse, Failure> {
        std::future::pending().await
    }
    async fn post_cart_checkout(
        &self,
        _request: payload::PostCartCheckoutRequest,
    ) -> Result<payload::PostCartCheckoutResponse, Failure> {
        std::future::pending().await
    }
    async fn post_cart_empty(
        &self,
        _request: payload::PostCartEmptyRequest,
    ) -> Result<payload::PostCartEmptyResponse, Failure> {
        std::future::pending().await
    }
    async fn post_set_currency(
        &self,
        _request: payload::PostSetCurrencyRequest,
    ) -> Result<payload::PostSetCurrencyResponse, Failure> {
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
    assert!(error.contains("ADSERVICE_URL"), "{error}");
    assert!(error.contains("CARTSERVICE_URL"), "{error}");
    assert!(error.contains("CHECKOUTSERVICE_URL"), "{error}");
    assert!(error.contains("CURRENCYSERVICE_URL"), "{error}");
    assert!(error.contains("PRODUCTCATALOGSERVICE_URL"), "{error}");
    assert!(error.contains("RECOMMENDATIONSERVICE_URL"), "{error}");
    assert!(error.contains("SHIPPINGSERVICE_URL"), "{error}");
    assert!(Settings::read(|_| Some("ftp://127.0.0.1".into())).is_err());
    assert!(Settings::read(|name| (name != "BIND").then(|| "http://127.0.0.1".into())).is_ok());
}

/// Asserts that a call to a silent callee took the declared time, on the test's own clock.
async fn gives_up<A: std::fmt::Debug>(
    call: impl Future<Output = Result<A, CallError>>,
    at_least: Duration,
    at_most: Duration,
) {
    let started = tokio::time::Instant::now();
    let outcome = call.await;
    let took = started.elapsed();
    assert!(matches!(outcome, Err(CallError::Timeout { .. })), "{outcome:?}");
    assert!(at_least <= took && took <= at_most, "took {took:?}, not between {at_least:?} and {at_most:?}");
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
    let call = Call { attempts: 3, ..outbound::adservice::HOME_GET_ADS.clone() };
    let request = payload::HomeGetAdsRequest::default();
    let outcome = double.peer("").send::<_, serde_json::Value>(&call, &request).await;
    assert!(matches!(outcome, Err(CallError::Refused { .. })), "{outcome:?}");
    assert_eq!(double.seen().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn home_get_ads_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::adservice::Client::new(silent.peer(""));
    let request = payload::HomeGetAdsRequest::default();
    gives_up(client.home_get_ads(&request), Duration::from_millis(100), Duration::from_millis(104)).await;
}

#[tokio::test]
async fn home_get_ads_is_attempted_as_declared() {
    let call = outbound::adservice::HOME_GET_ADS;
    assert_eq!((call.attempts, call.timeout), (1, Some(Duration::from_millis(100))));
    is_attempted(&call, &payload::HomeGetAdsRequest::default(), 1).await;
}

#[tokio::test(start_paused = true)]
async fn product_get_ads_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::adservice::Client::new(silent.peer(""));
    let request = payload::ProductGetAdsRequest::default();
    gives_up(client.product_get_ads(&request), Duration::from_millis(100), Duration::from_millis(104)).await;
}

#[tokio::test]
async fn product_get_ads_is_attempted_as_declared() {
    let call = outbound::adservice::PRODUCT_GET_ADS;
    assert_eq!((call.attempts, call.timeout), (1, Some(Duration::from_millis(100))));
    is_attempted(&call, &payload::ProductGetAdsRequest::default(), 1).await;
}

#[tokio::test]
async fn add_item_to_cart_is_attempted_as_declared() {
    let call = outbound::cartservice::ADD_ITEM_TO_CART;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::AddItemToCartRequest::default(), 1).await;
}

#[tokio::test]
async fn cart_get_cart_is_attempted_as_declared() {
    let call = outbound::cartservice::CART_GET_CART;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::CartGetCartRequest::default(), 1).await;
}

#[tokio::test]
async fn empty_cart_is_attempted_as_declared() {
    let call = outbound::cartservice::EMPTY_CART;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::EmptyCartRequest::default(), 1).await;
}

#[tokio::test]
async fn home_get_cart_is_attempted_as_declared() {
    let call = outbound::cartservice::HOME_GET_CART;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::HomeGetCartRequest::default(), 1).await;
}

#[tokio::test]
async fn product_get_cart_is_attempted_as_declared() {
    let call = outbound::cartservice::PRODUCT_GET_CART;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::ProductGetCartRequest::default(), 1).await;
}

#[tokio::test]
async fn order_place_order_is_attempted_as_declared() {
    let call = outbound::checkoutservice::ORDER_PLACE_ORDER;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::OrderPlaceOrderRequest::default(), 1).await;
}

#[tokio::test]
async fn cart_convert_prices_is_attempted_as_declared() {
    let call = outbound::currencyservice::CART_CONVERT_PRICES;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::CartConvertPricesRequest::default(), 1).await;
}

#[tokio::test]
async fn cart_list_currencies_is_attempted_as_declared() {
    let call = outbound::currencyservice::CART_LIST_CURRENCIES;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::CartListCurrenciesRequest::default(), 1).await;
}

#[tokio::test]
async fn home_convert_prices_is_attempted_as_declared() {
    let call = outbound::currencyservice::HOME_CONVERT_PRICES;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::HomeConvertPricesRequest::default(), 1).await;
}

#[tokio::test]
async fn home_list_currencies_is_attempted_as_declared() {
    let call = outbound::currencyservice::HOME_LIST_CURRENCIES;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::HomeListCurrenciesRequest::default(), 1).await;
}

#[tokio::test]
async fn order_list_currencies_is_attempted_as_declared() {
    let call = outbound::currencyservice::ORDER_LIST_CURRENCIES;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::OrderListCurrenciesRequest::default(), 1).await;
}

#[tokio::test]
async fn product_convert_price_is_attempted_as_declared() {
    let call = outbound::currencyservice::PRODUCT_CONVERT_PRICE;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::ProductConvertPriceRequest::default(), 1).await;
}

#[tokio::test]
async fn product_list_currencies_is_attempted_as_declared() {
    let call = outbound::currencyservice::PRODUCT_LIST_CURRENCIES;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::ProductListCurrenciesRequest::default(), 1).await;
}

#[tokio::test]
async fn add_get_product_is_attempted_as_declared() {
    let call = outbound::productcatalogservice::ADD_GET_PRODUCT;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::AddGetProductRequest::default(), 1).await;
}

#[tokio::test]
async fn cart_get_products_is_attempted_as_declared() {
    let call = outbound::productcatalogservice::CART_GET_PRODUCTS;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::CartGetProductsRequest::default(), 1).await;
}

#[tokio::test]
async fn cart_get_recommended_products_is_attempted_as_declared() {
    let call = outbound::productcatalogservice::CART_GET_RECOMMENDED_PRODUCTS;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::CartGetRecommendedProductsRequest::default(), 1).await;
}

#[tokio::test]
async fn home_list_products_is_attempted_as_declared() {
    let call = outbound::productcatalogservice::HOME_LIST_PRODUCTS;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::HomeListProductsRequest::default(), 1).await;
}

#[tokio::test]
async fn order_get_recommended_products_is_attempted_as_declared() {
    let call = outbound::productcatalogservice::ORDER_GET_RECOMMENDED_PRODUCTS;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::OrderGetRecommendedProductsRequest::default(), 1).await;
}

#[tokio::test]
async fn product_get_product_is_attempted_as_declared() {
    let call = outbound::productcatalogservice::PRODUCT_GET_PRODUCT;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::ProductGetProductRequest::default(), 1).await;
}

#[tokio::test]
async fn product_get_recommended_products_is_attempted_as_declared() {
    let call = outbound::productcatalogservice::PRODUCT_GET_RECOMMENDED_PRODUCTS;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::ProductGetRecommendedProductsRequest::default(), 1).await;
}

#[tokio::test]
async fn cart_list_recommendations_is_attempted_as_declared() {
    let call = outbound::recommendationservice::CART_LIST_RECOMMENDATIONS;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::CartListRecommendationsRequest::default(), 1).await;
}

#[tokio::test]
async fn order_list_recommendations_is_attempted_as_declared() {
    let call = outbound::recommendationservice::ORDER_LIST_RECOMMENDATIONS;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::OrderListRecommendationsRequest::default(), 1).await;
}

#[tokio::test]
async fn product_list_recommendations_is_attempted_as_declared() {
    let call = outbound::recommendationservice::PRODUCT_LIST_RECOMMENDATIONS;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::ProductListRecommendationsRequest::default(), 1).await;
}

#[tokio::test]
async fn cart_quote_shipping_is_attempted_as_declared() {
    let call = outbound::shippingservice::CART_QUOTE_SHIPPING;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::CartQuoteShippingRequest::default(), 1).await;
}

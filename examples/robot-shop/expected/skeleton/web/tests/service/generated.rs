//! Does the generated part do what the architecture declares? Follows the architecture; change nothing here by hand.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use web::generated::inbound;
use web::generated::settings::Settings;
use web::generated::call::{Call, CallError};
use web::generated::outbound;
use web::generated::failure::Failure;
use web::payload;
use tower::ServiceExt;

use super::double::Double;

/// Takes requests and never answers them.
struct Stuck;

impl inbound::Operations for Stuck {
    async fn get_api_cart_add_id_sku_qty(
        &self,
        _request: payload::GetApiCartAddIdSkuQtyRequest,
    ) -> Result<payload::GetApiCartAddIdSkuQtyResponse, Failure> {
        std::future::pending().await
    }
    async fn get_api_cart_cart_id(
        &self,
        _request: payload::GetApiCartCartIdRequest,
    ) -> Result<payload::GetApiCartCartIdResponse, Failure> {
        std::future::pending().await
    }
    async fn get_api_cart_rename_from_to(
        &self,
        _request: payload::GetApiCartRenameFromToRequest,
    ) -> Result<payload::GetApiCartRenameFromToResponse, Failure> {
        std::future::pending().await
    }
    async fn get_api_cart_update_id_sku_qty(
        &self,
        _request: payload::GetApiCartUpdateIdSkuQtyRequest,
    ) -> Result<payload::GetApiCartUpdateIdSkuQtyResponse, Failure> {
        std::future::pending().await
    }
    async fn get_api_catalogue_categories(
        &self,
        _request: payload::GetApiCatalogueCategoriesRequest,
    ) -> Result<payload::GetApiCatalogueCategoriesResponse, Failure> {
        std::future::pending().await
    }
    async fn get_api_catalogue_product_sku(
        &self,
        _request: payload::GetApiCatalogueProductSkuRequest,
    ) -> Result<payload::GetApiCatalogueProductSkuResponse, Failure> {
        std::future::pending().await
    }
    async fn get_api_catalogue_products_category(
        &self,
        _request: payload::GetApiCatalogueProductsCategoryRequest,
    ) -> Result<payload::GetApiCatalogueProductsCategoryResponse, Failure> {
        std::future::pending().await
    }
    async fn get_api_catalogue_search_text(
        &self,
        _request: payload::GetApiCatalogueSearchTextRequest,
    ) -> Result<payload::GetApiCatalogueSearchTextResponse, Failure> {
        std::future::pending().await
    }
    async fn get_api_ratings_api_fetch_sku(
        &self,
        _request: payload::GetApiRatingsApiFetchSkuRequest,
    ) -> Result<payload::GetApiRatingsApiFetchSkuResponse, Failure> {
        std::future::pending().await
    }
    async fn get_api_shipping_calc_id(
        &self,
        _request: payload::GetApiShippingCalcIdRequest,
    ) -> Result<payload::GetApiShippingCalcIdResponse, Failure> {
        std::future::pending().await
    }
    async fn get_api_shipping_cities_code(
        &self,
        _request: payload::GetApiShippingCitiesCodeRequest,
    ) -> Result<payload::GetApiShippingCitiesCodeResponse, Failure> {
        std::future::pending().await
    }
    async fn get_api_shipping_codes(
        &self,
        _request: payload::GetApiShippingCodesRequest,
    ) -> Result<payload::GetApiShippingCodesResponse, Failure> {
        std::future::pending().await
    }
    async fn get_api_shipping_match_code_text(
        &self,
        _request: payload::GetApiShippingMatchCodeTextRequest,
    ) -> Result<payload::GetApiShippingMatchCodeTextResponse, Failure> {
        std::future::pending().await
    }
    async fn get_api_user_history_id(
        &self,
        _request: payload::GetApiUserHistoryIdRequest,
    ) -> Result<payload::GetApiUserHistoryIdResponse, Failure> {
        std::future::pending().await
    }
    async fn get_api_user_uniqueid(
        &self,
        _request: payload::GetApiUserUniqueidRequest,
    ) -> Result<payload::GetApiUserUniqueidResponse, Failure> {
        std::future::pending().await
    }
    async fn post_api_payment_pay_id(
        &self,
        _request: payload::PostApiPaymentPayIdRequest,
    ) -> Result<payload::PostApiPaymentPayIdResponse, Failure> {
        std::future::pending().await
    }
    async fn post_api_shipping_confirm_id(
        &self,
        _request: payload::PostApiShippingConfirmIdRequest,
    ) -> Result<payload::PostApiShippingConfirmIdResponse, Failure> {
        std::future::pending().await
    }
    async fn post_api_user_login(
        &self,
        _request: payload::PostApiUserLoginRequest,
    ) -> Result<payload::PostApiUserLoginResponse, Failure> {
        std::future::pending().await
    }
    async fn post_api_user_register(
        &self,
        _request: payload::PostApiUserRegisterRequest,
    ) -> Result<payload::PostApiUserRegisterResponse, Failure> {
        std::future::pending().await
    }
    async fn put_api_ratings_api_rate_sku_score(
        &self,
        _request: payload::PutApiRatingsApiRateSkuScoreRequest,
    ) -> Result<payload::PutApiRatingsApiRateSkuScoreResponse, Failure> {
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
    assert!(error.contains("CART_URL"), "{error}");
    assert!(error.contains("CATALOGUE_URL"), "{error}");
    assert!(error.contains("PAYMENT_URL"), "{error}");
    assert!(error.contains("RATINGS_URL"), "{error}");
    assert!(error.contains("SHIPPING_URL"), "{error}");
    assert!(error.contains("USER_URL"), "{error}");
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
    let call = Call { attempts: 3, ..outbound::cart::WEB_ADD_TO_CART.clone() };
    let request = payload::WebAddToCartRequest::default();
    let outcome = double.peer("").send::<_, serde_json::Value>(&call, &request).await;
    assert!(matches!(outcome, Err(CallError::Refused { .. })), "{outcome:?}");
    assert_eq!(double.seen().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn web_add_to_cart_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::cart::Client::new(silent.peer(""));
    let request = payload::WebAddToCartRequest::default();
    gives_up(client.web_add_to_cart(&request), Duration::from_secs(60), Duration::from_millis(60004)).await;
}

#[tokio::test]
async fn web_add_to_cart_fills_its_path() {
    let double = Double::start(|_, _| Some(200)).await;
    let request = serde_json::json!({ "id": "a/b", "sku": "a/b", "qty": "a/b" });
    let outcome = double.peer("").send::<_, serde_json::Value>(&outbound::cart::WEB_ADD_TO_CART, &request).await;
    assert!(outcome.is_ok(), "{outcome:?}");
    assert_eq!(double.seen()[0].path, "/add/a%2Fb/a%2Fb/a%2Fb");
}

#[tokio::test]
async fn web_add_to_cart_is_attempted_as_declared() {
    let call = outbound::cart::WEB_ADD_TO_CART;
    assert_eq!((call.attempts, call.timeout), (1, Some(Duration::from_secs(60))));
    is_attempted(&call, &payload::WebAddToCartRequest::default(), 1).await;
}

#[tokio::test(start_paused = true)]
async fn web_get_cart_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::cart::Client::new(silent.peer(""));
    let request = payload::WebGetCartRequest::default();
    gives_up(client.web_get_cart(&request), Duration::from_secs(60), Duration::from_millis(60004)).await;
}

#[tokio::test]
async fn web_get_cart_fills_its_path() {
    let double = Double::start(|_, _| Some(200)).await;
    let request = serde_json::json!({ "id": "a/b" });
    let outcome = double.peer("").send::<_, serde_json::Value>(&outbound::cart::WEB_GET_CART, &request).await;
    assert!(outcome.is_ok(), "{outcome:?}");
    assert_eq!(double.seen()[0].path, "/cart/a%2Fb");
}

#[tokio::test]
async fn web_get_cart_is_attempted_as_declared() {
    let call = outbound::cart::WEB_GET_CART;
    assert_eq!((call.attempts, call.timeout), (1, Some(Duration::from_secs(60))));
    is_attempted(&call, &payload::WebGetCartRequest::default(), 1).await;
}

#[tokio::test(start_paused = true)]
async fn web_rename_cart_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::cart::Client::new(silent.peer(""));
    let request = payload::WebRenameCartRequest::default();
    gives_up(client.web_rename_cart(&request), Duration::from_secs(60), Duration::from_millis(60004)).await;
}

#[tokio::test]
async fn web_rename_cart_fills_its_path() {
    let double = Double::start(|_, _| Some(200)).await;
    let request = serde_json::json!({ "from": "a/b", "to": "a/b" });
    let outcome = double.peer("").send::<_, serde_json::Value>(&outbound::cart::WEB_RENAME_CART, &request).await;
    assert!(outcome.is_ok(), "{outcome:?}");
    assert_eq!(double.seen()[0].path, "/rename/a%2Fb/a%2Fb");
}

#[tokio::test]
async fn web_rename_cart_is_attempted_as_declared() {
    let call = outbound::cart::WEB_RENAME_CART;
    assert_eq!((call.attempts, call.timeout), (1, Some(Duration::from_secs(60))));
    is_attempted(&call, &payload::WebRenameCartRequest::default(), 1).await;
}

#[tokio::test(start_paused = true)]
async fn web_update_cart_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::cart::Client::new(silent.peer(""));
    let request = payload::WebUpdateCartRequest::default();
    gives_up(client.web_update_cart(&request), Duration::from_secs(60), Duration::from_millis(60004)).await;
}

#[tokio::test]
async fn web_update_cart_fills_its_path() {
    let double = Double::start(|_, _| Some(200)).await;
    let request = serde_json::json!({ "id": "a/b", "sku": "a/b", "qty": "a/b" });
    let outcome = double.peer("").send::<_, serde_json::Value>(&outbound::cart::WEB_UPDATE_CART, &request).await;
    assert!(outcome.is_ok(), "{outcome:?}");
    assert_eq!(double.seen()[0].path, "/update/a%2Fb/a%2Fb/a%2Fb");
}

#[tokio::test]
async fn web_update_cart_is_attempted_as_declared() {
    let call = outbound::cart::WEB_UPDATE_CART;
    assert_eq!((call.attempts, call.timeout), (1, Some(Duration::from_secs(60))));
    is_attempted(&call, &payload::WebUpdateCartRequest::default(), 1).await;
}

#[tokio::test(start_paused = true)]
async fn web_get_product_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::catalogue::Client::new(silent.peer(""));
    let request = payload::WebGetProductRequest::default();
    gives_up(client.web_get_product(&request), Duration::from_secs(60), Duration::from_millis(60004)).await;
}

#[tokio::test]
async fn web_get_product_fills_its_path() {
    let double = Double::start(|_, _| Some(200)).await;
    let request = serde_json::json!({ "sku": "a/b" });
    let outcome = double.peer("").send::<_, serde_json::Value>(&outbound::catalogue::WEB_GET_PRODUCT, &request).await;
    assert!(outcome.is_ok(), "{outcome:?}");
    assert_eq!(double.seen()[0].path, "/product/a%2Fb");
}

#[tokio::test]
async fn web_get_product_is_attempted_as_declared() {
    let call = outbound::catalogue::WEB_GET_PRODUCT;
    assert_eq!((call.attempts, call.timeout), (1, Some(Duration::from_secs(60))));
    is_attempted(&call, &payload::WebGetProductRequest::default(), 1).await;
}

#[tokio::test(start_paused = true)]
async fn web_list_categories_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::catalogue::Client::new(silent.peer(""));
    let request = payload::WebListCategoriesRequest::default();
    gives_up(client.web_list_categories(&request), Duration::from_secs(60), Duration::from_millis(60004)).await;
}

#[tokio::test]
async fn web_list_categories_is_attempted_as_declared() {
    let call = outbound::catalogue::WEB_LIST_CATEGORIES;
    assert_eq!((call.attempts, call.timeout), (1, Some(Duration::from_secs(60))));
    is_attempted(&call, &payload::WebListCategoriesRequest::default(), 1).await;
}

#[tokio::test(start_paused = true)]
async fn web_list_products_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::catalogue::Client::new(silent.peer(""));
    let request = payload::WebListProductsRequest::default();
    gives_up(client.web_list_products(&request), Duration::from_secs(60), Duration::from_millis(60004)).await;
}

#[tokio::test]
async fn web_list_products_fills_its_path() {
    let double = Double::start(|_, _| Some(200)).await;
    let request = serde_json::json!({ "category": "a/b" });
    let outcome = double.peer("").send::<_, serde_json::Value>(&outbound::catalogue::WEB_LIST_PRODUCTS, &request).await;
    assert!(outcome.is_ok(), "{outcome:?}");
    assert_eq!(double.seen()[0].path, "/products/a%2Fb");
}

#[tokio::test]
async fn web_list_products_is_attempted_as_declared() {
    let call = outbound::catalogue::WEB_LIST_PRODUCTS;
    assert_eq!((call.attempts, call.timeout), (1, Some(Duration::from_secs(60))));
    is_attempted(&call, &payload::WebListProductsRequest::default(), 1).await;
}

#[tokio::test(start_paused = true)]
async fn web_search_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::catalogue::Client::new(silent.peer(""));
    let request = payload::WebSearchRequest::default();
    gives_up(client.web_search(&request), Duration::from_secs(60), Duration::from_millis(60004)).await;
}

#[tokio::test]
async fn web_search_fills_its_path() {
    let double = Double::start(|_, _| Some(200)).await;
    let request = serde_json::json!({ "text": "a/b" });
    let outcome = double.peer("").send::<_, serde_json::Value>(&outbound::catalogue::WEB_SEARCH, &request).await;
    assert!(outcome.is_ok(), "{outcome:?}");
    assert_eq!(double.seen()[0].path, "/search/a%2Fb");
}

#[tokio::test]
async fn web_search_is_attempted_as_declared() {
    let call = outbound::catalogue::WEB_SEARCH;
    assert_eq!((call.attempts, call.timeout), (1, Some(Duration::from_secs(60))));
    is_attempted(&call, &payload::WebSearchRequest::default(), 1).await;
}

#[tokio::test(start_paused = true)]
async fn web_pay_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::payment::Client::new(silent.peer(""));
    let request = payload::WebPayRequest::default();
    gives_up(client.web_pay(&request), Duration::from_secs(60), Duration::from_millis(60004)).await;
}

#[tokio::test]
async fn web_pay_fills_its_path() {
    let double = Double::start(|_, _| Some(200)).await;
    let request = serde_json::json!({ "id": "a/b" });
    let outcome = double.peer("").send::<_, serde_json::Value>(&outbound::payment::WEB_PAY, &request).await;
    assert!(outcome.is_ok(), "{outcome:?}");
    assert_eq!(double.seen()[0].path, "/pay/a%2Fb");
}

#[tokio::test]
async fn web_pay_is_attempted_as_declared() {
    let call = outbound::payment::WEB_PAY;
    assert_eq!((call.attempts, call.timeout), (1, Some(Duration::from_secs(60))));
    is_attempted(&call, &payload::WebPayRequest::default(), 1).await;
}

#[tokio::test(start_paused = true)]
async fn web_get_rating_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::ratings::Client::new(silent.peer(""));
    let request = payload::WebGetRatingRequest::default();
    gives_up(client.web_get_rating(&request), Duration::from_secs(60), Duration::from_millis(60004)).await;
}

#[tokio::test]
async fn web_get_rating_fills_its_path() {
    let double = Double::start(|_, _| Some(200)).await;
    let request = serde_json::json!({ "sku": "a/b" });
    let outcome = double.peer("").send::<_, serde_json::Value>(&outbound::ratings::WEB_GET_RATING, &request).await;
    assert!(outcome.is_ok(), "{outcome:?}");
    assert_eq!(double.seen()[0].path, "/api/fetch/a%2Fb");
}

#[tokio::test]
async fn web_get_rating_is_attempted_as_declared() {
    let call = outbound::ratings::WEB_GET_RATING;
    assert_eq!((call.attempts, call.timeout), (1, Some(Duration::from_secs(60))));
    is_attempted(&call, &payload::WebGetRatingRequest::default(), 1).await;
}

#[tokio::test(start_paused = true)]
async fn web_rate_product_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::ratings::Client::new(silent.peer(""));
    let request = payload::WebRateProductRequest::default();
    gives_up(client.web_rate_product(&request), Duration::from_secs(60), Duration::from_millis(60004)).await;
}

#[tokio::test]
async fn web_rate_product_fills_its_path() {
    let double = Double::start(|_, _| Some(200)).await;
    let request = serde_json::json!({ "sku": "a/b", "score": "a/b" });
    let outcome = double.peer("").send::<_, serde_json::Value>(&outbound::ratings::WEB_RATE_PRODUCT, &request).await;
    assert!(outcome.is_ok(), "{outcome:?}");
    assert_eq!(double.seen()[0].path, "/api/rate/a%2Fb/a%2Fb");
}

#[tokio::test]
async fn web_rate_product_is_attempted_as_declared() {
    let call = outbound::ratings::WEB_RATE_PRODUCT;
    assert_eq!((call.attempts, call.timeout), (1, Some(Duration::from_secs(60))));
    is_attempted(&call, &payload::WebRateProductRequest::default(), 1).await;
}

#[tokio::test(start_paused = true)]
async fn web_confirm_shipping_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::shipping::Client::new(silent.peer(""));
    let request = payload::WebConfirmShippingRequest::default();
    gives_up(client.web_confirm_shipping(&request), Duration::from_secs(60), Duration::from_millis(60004)).await;
}

#[tokio::test]
async fn web_confirm_shipping_fills_its_path() {
    let double = Double::start(|_, _| Some(200)).await;
    let request = serde_json::json!({ "id": "a/b" });
    let outcome = double.peer("").send::<_, serde_json::Value>(&outbound::shipping::WEB_CONFIRM_SHIPPING, &request).await;
    assert!(outcome.is_ok(), "{outcome:?}");
    assert_eq!(double.seen()[0].path, "/confirm/a%2Fb");
}

#[tokio::test]
async fn web_confirm_shipping_is_attempted_as_declared() {
    let call = outbound::shipping::WEB_CONFIRM_SHIPPING;
    assert_eq!((call.attempts, call.timeout), (1, Some(Duration::from_secs(60))));
    is_attempted(&call, &payload::WebConfirmShippingRequest::default(), 1).await;
}

#[tokio::test(start_paused = true)]
async fn web_list_cities_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::shipping::Client::new(silent.peer(""));
    let request = payload::WebListCitiesRequest::default();
    gives_up(client.web_list_cities(&request), Duration::from_secs(60), Duration::from_millis(60004)).await;
}

#[tokio::test]
async fn web_list_cities_fills_its_path() {
    let double = Double::start(|_, _| Some(200)).await;
    let request = serde_json::json!({ "code": "a/b" });
    let outcome = double.peer("").send::<_, serde_json::Value>(&outbound::shipping::WEB_LIST_CITIES, &request).await;
    assert!(outcome.is_ok(), "{outcome:?}");
    assert_eq!(double.seen()[0].path, "/cities/a%2Fb");
}

#[tokio::test]
async fn web_list_cities_is_attempted_as_declared() {
    let call = outbound::shipping::WEB_LIST_CITIES;
    assert_eq!((call.attempts, call.timeout), (1, Some(Duration::from_secs(60))));
    is_attempted(&call, &payload::WebListCitiesRequest::default(), 1).await;
}

#[tokio::test(start_paused = true)]
async fn web_list_countries_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::shipping::Client::new(silent.peer(""));
    let request = payload::WebListCountriesRequest::default();
    gives_up(client.web_list_countries(&request), Duration::from_secs(60), Duration::from_millis(60004)).await;
}

#[tokio::test]
async fn web_list_countries_is_attempted_as_declared() {
    let call = outbound::shipping::WEB_LIST_COUNTRIES;
    assert_eq!((call.attempts, call.timeout), (1, Some(Duration::from_secs(60))));
    is_attempted(&call, &payload::WebListCountriesRequest::default(), 1).await;
}

#[tokio::test(start_paused = true)]
async fn web_match_city_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::shipping::Client::new(silent.peer(""));
    let request = payload::WebMatchCityRequest::default();
    gives_up(client.web_match_city(&request), Duration::from_secs(60), Duration::from_millis(60004)).await;
}

#[tokio::test]
async fn web_match_city_fills_its_path() {
    let double = Double::start(|_, _| Some(200)).await;
    let request = serde_json::json!({ "code": "a/b", "text": "a/b" });
    let outcome = double.peer("").send::<_, serde_json::Value>(&outbound::shipping::WEB_MATCH_CITY, &request).await;
    assert!(outcome.is_ok(), "{outcome:?}");
    assert_eq!(double.seen()[0].path, "/match/a%2Fb/a%2Fb");
}

#[tokio::test]
async fn web_match_city_is_attempted_as_declared() {
    let call = outbound::shipping::WEB_MATCH_CITY;
    assert_eq!((call.attempts, call.timeout), (1, Some(Duration::from_secs(60))));
    is_attempted(&call, &payload::WebMatchCityRequest::default(), 1).await;
}

#[tokio::test(start_paused = true)]
async fn web_quote_shipping_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::shipping::Client::new(silent.peer(""));
    let request = payload::WebQuoteShippingRequest::default();
    gives_up(client.web_quote_shipping(&request), Duration::from_secs(60), Duration::from_millis(60004)).await;
}

#[tokio::test]
async fn web_quote_shipping_fills_its_path() {
    let double = Double::start(|_, _| Some(200)).await;
    let request = serde_json::json!({ "id": "a/b" });
    let outcome = double.peer("").send::<_, serde_json::Value>(&outbound::shipping::WEB_QUOTE_SHIPPING, &request).await;
    assert!(outcome.is_ok(), "{outcome:?}");
    assert_eq!(double.seen()[0].path, "/calc/a%2Fb");
}

#[tokio::test]
async fn web_quote_shipping_is_attempted_as_declared() {
    let call = outbound::shipping::WEB_QUOTE_SHIPPING;
    assert_eq!((call.attempts, call.timeout), (1, Some(Duration::from_secs(60))));
    is_attempted(&call, &payload::WebQuoteShippingRequest::default(), 1).await;
}

#[tokio::test(start_paused = true)]
async fn web_get_history_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::user::Client::new(silent.peer(""));
    let request = payload::WebGetHistoryRequest::default();
    gives_up(client.web_get_history(&request), Duration::from_secs(60), Duration::from_millis(60004)).await;
}

#[tokio::test]
async fn web_get_history_fills_its_path() {
    let double = Double::start(|_, _| Some(200)).await;
    let request = serde_json::json!({ "id": "a/b" });
    let outcome = double.peer("").send::<_, serde_json::Value>(&outbound::user::WEB_GET_HISTORY, &request).await;
    assert!(outcome.is_ok(), "{outcome:?}");
    assert_eq!(double.seen()[0].path, "/history/a%2Fb");
}

#[tokio::test]
async fn web_get_history_is_attempted_as_declared() {
    let call = outbound::user::WEB_GET_HISTORY;
    assert_eq!((call.attempts, call.timeout), (1, Some(Duration::from_secs(60))));
    is_attempted(&call, &payload::WebGetHistoryRequest::default(), 1).await;
}

#[tokio::test(start_paused = true)]
async fn web_get_visitor_id_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::user::Client::new(silent.peer(""));
    let request = payload::WebGetVisitorIdRequest::default();
    gives_up(client.web_get_visitor_id(&request), Duration::from_secs(60), Duration::from_millis(60004)).await;
}

#[tokio::test]
async fn web_get_visitor_id_is_attempted_as_declared() {
    let call = outbound::user::WEB_GET_VISITOR_ID;
    assert_eq!((call.attempts, call.timeout), (1, Some(Duration::from_secs(60))));
    is_attempted(&call, &payload::WebGetVisitorIdRequest::default(), 1).await;
}

#[tokio::test(start_paused = true)]
async fn web_log_in_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::user::Client::new(silent.peer(""));
    let request = payload::WebLogInRequest::default();
    gives_up(client.web_log_in(&request), Duration::from_secs(60), Duration::from_millis(60004)).await;
}

#[tokio::test]
async fn web_log_in_is_attempted_as_declared() {
    let call = outbound::user::WEB_LOG_IN;
    assert_eq!((call.attempts, call.timeout), (1, Some(Duration::from_secs(60))));
    is_attempted(&call, &payload::WebLogInRequest::default(), 1).await;
}

#[tokio::test(start_paused = true)]
async fn web_register_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::user::Client::new(silent.peer(""));
    let request = payload::WebRegisterRequest::default();
    gives_up(client.web_register(&request), Duration::from_secs(60), Duration::from_millis(60004)).await;
}

#[tokio::test]
async fn web_register_is_attempted_as_declared() {
    let call = outbound::user::WEB_REGISTER;
    assert_eq!((call.attempts, call.timeout), (1, Some(Duration::from_secs(60))));
    is_attempted(&call, &payload::WebRegisterRequest::default(), 1).await;
}

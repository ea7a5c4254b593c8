//! Does the generated part do what the architecture declares? Follows the architecture; change nothing here by hand.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use webapp::generated::inbound;
use webapp::generated::settings::Settings;
use webapp::generated::call::{Call, CallError};
use webapp::generated::outbound;
use webapp::generated::failure::Failure;
use webapp::payload;
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
    async fn get_item_id(
        &self,
        _request: payload::GetItemIdRequest,
    ) -> Result<payload::GetItemIdResponse, Failure> {
        std::future::pending().await
    }
    async fn get_product_images_id(
        &self,
        _request: payload::GetProductImagesIdRequest,
    ) -> Result<payload::GetProductImagesIdResponse, Failure> {
        std::future::pending().await
    }
    async fn get_user_orders(
        &self,
        _request: payload::GetUserOrdersRequest,
    ) -> Result<payload::GetUserOrdersResponse, Failure> {
        std::future::pending().await
    }
    async fn post_cart(
        &self,
        _request: payload::PostCartRequest,
    ) -> Result<payload::PostCartResponse, Failure> {
        std::future::pending().await
    }
    async fn post_checkout(
        &self,
        _request: payload::PostCheckoutRequest,
    ) -> Result<payload::PostCheckoutResponse, Failure> {
        std::future::pending().await
    }
    async fn post_item_id(
        &self,
        _request: payload::PostItemIdRequest,
    ) -> Result<payload::PostItemIdResponse, Failure> {
        std::future::pending().await
    }
    async fn sign_in(
        &self,
        _request: payload::SignInRequest,
    ) -> Result<payload::SignInResponse, Failure> {
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
    assert!(error.contains("BASKET_API_URL"), "{error}");
    assert!(error.contains("CATALOG_API_URL"), "{error}");
    assert!(error.contains("IDENTITY_API_URL"), "{error}");
    assert!(error.contains("ORDERING_API_URL"), "{error}");
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
    let call = Call { attempts: 3, ..outbound::basket_api::ADD_GET_BASKET.clone() };
    let request = payload::AddGetBasketRequest::default();
    let outcome = double.peer("").send::<_, serde_json::Value>(&call, &request).await;
    assert!(matches!(outcome, Err(CallError::Refused { .. })), "{outcome:?}");
    assert_eq!(double.seen().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn add_get_basket_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::basket_api::Client::new(silent.peer(""));
    let request = payload::AddGetBasketRequest::default();
    gives_up(client.add_get_basket(&request), Duration::from_secs(40), Duration::from_millis(40016)).await;
}

#[tokio::test]
async fn add_get_basket_is_attempted_as_declared() {
    let call = outbound::basket_api::ADD_GET_BASKET;
    assert_eq!((call.attempts, call.timeout), (4, Some(Duration::from_secs(10))));
    is_attempted(&call, &payload::AddGetBasketRequest::default(), 4).await;
}

#[tokio::test(start_paused = true)]
async fn add_update_basket_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::basket_api::Client::new(silent.peer(""));
    let request = payload::AddUpdateBasketRequest::default();
    gives_up(client.add_update_basket(&request), Duration::from_secs(40), Duration::from_millis(40016)).await;
}

#[tokio::test]
async fn add_update_basket_is_attempted_as_declared() {
    let call = outbound::basket_api::ADD_UPDATE_BASKET;
    assert_eq!((call.attempts, call.timeout), (4, Some(Duration::from_secs(10))));
    is_attempted(&call, &payload::AddUpdateBasketRequest::default(), 4).await;
}

#[tokio::test(start_paused = true)]
async fn cart_get_basket_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::basket_api::Client::new(silent.peer(""));
    let request = payload::CartGetBasketRequest::default();
    gives_up(client.cart_get_basket(&request), Duration::from_secs(40), Duration::from_millis(40016)).await;
}

#[tokio::test]
async fn cart_get_basket_is_attempted_as_declared() {
    let call = outbound::basket_api::CART_GET_BASKET;
    assert_eq!((call.attempts, call.timeout), (4, Some(Duration::from_secs(10))));
    is_attempted(&call, &payload::CartGetBasketRequest::default(), 4).await;
}

#[tokio::test(start_paused = true)]
async fn change_get_basket_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::basket_api::Client::new(silent.peer(""));
    let request = payload::ChangeGetBasketRequest::default();
    gives_up(client.change_get_basket(&request), Duration::from_secs(40), Duration::from_millis(40016)).await;
}

#[tokio::test]
async fn change_get_basket_is_attempted_as_declared() {
    let call = outbound::basket_api::CHANGE_GET_BASKET;
    assert_eq!((call.attempts, call.timeout), (4, Some(Duration::from_secs(10))));
    is_attempted(&call, &payload::ChangeGetBasketRequest::default(), 4).await;
}

#[tokio::test(start_paused = true)]
async fn change_update_basket_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::basket_api::Client::new(silent.peer(""));
    let request = payload::ChangeUpdateBasketRequest::default();
    gives_up(client.change_update_basket(&request), Duration::from_secs(40), Duration::from_millis(40016)).await;
}

#[tokio::test]
async fn change_update_basket_is_attempted_as_declared() {
    let call = outbound::basket_api::CHANGE_UPDATE_BASKET;
    assert_eq!((call.attempts, call.timeout), (4, Some(Duration::from_secs(10))));
    is_attempted(&call, &payload::ChangeUpdateBasketRequest::default(), 4).await;
}

#[tokio::test(start_paused = true)]
async fn checkout_delete_basket_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::basket_api::Client::new(silent.peer(""));
    let request = payload::CheckoutDeleteBasketRequest::default();
    gives_up(client.checkout_delete_basket(&request), Duration::from_secs(40), Duration::from_millis(40016)).await;
}

#[tokio::test]
async fn checkout_delete_basket_is_attempted_as_declared() {
    let call = outbound::basket_api::CHECKOUT_DELETE_BASKET;
    assert_eq!((call.attempts, call.timeout), (4, Some(Duration::from_secs(10))));
    is_attempted(&call, &payload::CheckoutDeleteBasketRequest::default(), 4).await;
}

#[tokio::test(start_paused = true)]
async fn checkout_get_basket_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::basket_api::Client::new(silent.peer(""));
    let request = payload::CheckoutGetBasketRequest::default();
    gives_up(client.checkout_get_basket(&request), Duration::from_secs(40), Duration::from_millis(40016)).await;
}

#[tokio::test]
async fn checkout_get_basket_is_attempted_as_declared() {
    let call = outbound::basket_api::CHECKOUT_GET_BASKET;
    assert_eq!((call.attempts, call.timeout), (4, Some(Duration::from_secs(10))));
    is_attempted(&call, &payload::CheckoutGetBasketRequest::default(), 4).await;
}

#[tokio::test(start_paused = true)]
async fn home_get_basket_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::basket_api::Client::new(silent.peer(""));
    let request = payload::HomeGetBasketRequest::default();
    gives_up(client.home_get_basket(&request), Duration::from_secs(40), Duration::from_millis(40016)).await;
}

#[tokio::test]
async fn home_get_basket_is_attempted_as_declared() {
    let call = outbound::basket_api::HOME_GET_BASKET;
    assert_eq!((call.attempts, call.timeout), (4, Some(Duration::from_secs(10))));
    is_attempted(&call, &payload::HomeGetBasketRequest::default(), 4).await;
}

#[tokio::test(start_paused = true)]
async fn orders_get_basket_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::basket_api::Client::new(silent.peer(""));
    let request = payload::OrdersGetBasketRequest::default();
    gives_up(client.orders_get_basket(&request), Duration::from_secs(40), Duration::from_millis(40016)).await;
}

#[tokio::test]
async fn orders_get_basket_is_attempted_as_declared() {
    let call = outbound::basket_api::ORDERS_GET_BASKET;
    assert_eq!((call.attempts, call.timeout), (4, Some(Duration::from_secs(10))));
    is_attempted(&call, &payload::OrdersGetBasketRequest::default(), 4).await;
}

#[tokio::test(start_paused = true)]
async fn product_get_basket_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::basket_api::Client::new(silent.peer(""));
    let request = payload::ProductGetBasketRequest::default();
    gives_up(client.product_get_basket(&request), Duration::from_secs(40), Duration::from_millis(40016)).await;
}

#[tokio::test]
async fn product_get_basket_is_attempted_as_declared() {
    let call = outbound::basket_api::PRODUCT_GET_BASKET;
    assert_eq!((call.attempts, call.timeout), (4, Some(Duration::from_secs(10))));
    is_attempted(&call, &payload::ProductGetBasketRequest::default(), 4).await;
}

#[tokio::test(start_paused = true)]
async fn add_get_basket_items_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::catalog_api::Client::new(silent.peer(""));
    let request = payload::AddGetBasketItemsRequest::default();
    gives_up(client.add_get_basket_items(&request), Duration::from_secs(40), Duration::from_millis(40016)).await;
}

#[tokio::test]
async fn add_get_basket_items_is_attempted_as_declared() {
    let call = outbound::catalog_api::ADD_GET_BASKET_ITEMS;
    assert_eq!((call.attempts, call.timeout), (4, Some(Duration::from_secs(10))));
    is_attempted(&call, &payload::AddGetBasketItemsRequest::default(), 4).await;
}

#[tokio::test(start_paused = true)]
async fn add_get_item_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::catalog_api::Client::new(silent.peer(""));
    let request = payload::AddGetItemRequest::default();
    gives_up(client.add_get_item(&request), Duration::from_secs(40), Duration::from_millis(40016)).await;
}

#[tokio::test]
async fn add_get_item_fills_its_path() {
    let double = Double::start(|_, _| Some(200)).await;
    let request = serde_json::json!({ "id": "a/b" });
    let outcome = double.peer("").send::<_, serde_json::Value>(&outbound::catalog_api::ADD_GET_ITEM, &request).await;
    assert!(outcome.is_ok(), "{outcome:?}");
    assert_eq!(double.seen()[0].path, "/api/catalog/items/a%2Fb");
}

#[tokio::test]
async fn add_get_item_is_attempted_as_declared() {
    let call = outbound::catalog_api::ADD_GET_ITEM;
    assert_eq!((call.attempts, call.timeout), (4, Some(Duration::from_secs(10))));
    is_attempted(&call, &payload::AddGetItemRequest::default(), 4).await;
}

#[tokio::test(start_paused = true)]
async fn cart_get_items_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::catalog_api::Client::new(silent.peer(""));
    let request = payload::CartGetItemsRequest::default();
    gives_up(client.cart_get_items(&request), Duration::from_secs(40), Duration::from_millis(40016)).await;
}

#[tokio::test]
async fn cart_get_items_is_attempted_as_declared() {
    let call = outbound::catalog_api::CART_GET_ITEMS;
    assert_eq!((call.attempts, call.timeout), (4, Some(Duration::from_secs(10))));
    is_attempted(&call, &payload::CartGetItemsRequest::default(), 4).await;
}

#[tokio::test(start_paused = true)]
async fn change_get_items_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::catalog_api::Client::new(silent.peer(""));
    let request = payload::ChangeGetItemsRequest::default();
    gives_up(client.change_get_items(&request), Duration::from_secs(40), Duration::from_millis(40016)).await;
}

#[tokio::test]
async fn change_get_items_is_attempted_as_declared() {
    let call = outbound::catalog_api::CHANGE_GET_ITEMS;
    assert_eq!((call.attempts, call.timeout), (4, Some(Duration::from_secs(10))));
    is_attempted(&call, &payload::ChangeGetItemsRequest::default(), 4).await;
}

#[tokio::test(start_paused = true)]
async fn checkout_get_items_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::catalog_api::Client::new(silent.peer(""));
    let request = payload::CheckoutGetItemsRequest::default();
    gives_up(client.checkout_get_items(&request), Duration::from_secs(40), Duration::from_millis(40016)).await;
}

#[tokio::test]
async fn checkout_get_items_is_attempted_as_declared() {
    let call = outbound::catalog_api::CHECKOUT_GET_ITEMS;
    assert_eq!((call.attempts, call.timeout), (4, Some(Duration::from_secs(10))));
    is_attempted(&call, &payload::CheckoutGetItemsRequest::default(), 4).await;
}

#[tokio::test(start_paused = true)]
async fn home_get_basket_items_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::catalog_api::Client::new(silent.peer(""));
    let request = payload::HomeGetBasketItemsRequest::default();
    gives_up(client.home_get_basket_items(&request), Duration::from_secs(40), Duration::from_millis(40016)).await;
}

#[tokio::test]
async fn home_get_basket_items_is_attempted_as_declared() {
    let call = outbound::catalog_api::HOME_GET_BASKET_ITEMS;
    assert_eq!((call.attempts, call.timeout), (4, Some(Duration::from_secs(10))));
    is_attempted(&call, &payload::HomeGetBasketItemsRequest::default(), 4).await;
}

#[tokio::test(start_paused = true)]
async fn home_list_brands_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::catalog_api::Client::new(silent.peer(""));
    let request = payload::HomeListBrandsRequest::default();
    gives_up(client.home_list_brands(&request), Duration::from_secs(40), Duration::from_millis(40016)).await;
}

#[tokio::test]
async fn home_list_brands_is_attempted_as_declared() {
    let call = outbound::catalog_api::HOME_LIST_BRANDS;
    assert_eq!((call.attempts, call.timeout), (4, Some(Duration::from_secs(10))));
    is_attempted(&call, &payload::HomeListBrandsRequest::default(), 4).await;
}

#[tokio::test(start_paused = true)]
async fn home_list_items_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::catalog_api::Client::new(silent.peer(""));
    let request = payload::HomeListItemsRequest::default();
    gives_up(client.home_list_items(&request), Duration::from_secs(40), Duration::from_millis(40016)).await;
}

#[tokio::test]
async fn home_list_items_is_attempted_as_declared() {
    let call = outbound::catalog_api::HOME_LIST_ITEMS;
    assert_eq!((call.attempts, call.timeout), (4, Some(Duration::from_secs(10))));
    is_attempted(&call, &payload::HomeListItemsRequest::default(), 4).await;
}

#[tokio::test(start_paused = true)]
async fn home_list_types_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::catalog_api::Client::new(silent.peer(""));
    let request = payload::HomeListTypesRequest::default();
    gives_up(client.home_list_types(&request), Duration::from_secs(40), Duration::from_millis(40016)).await;
}

#[tokio::test]
async fn home_list_types_is_attempted_as_declared() {
    let call = outbound::catalog_api::HOME_LIST_TYPES;
    assert_eq!((call.attempts, call.timeout), (4, Some(Duration::from_secs(10))));
    is_attempted(&call, &payload::HomeListTypesRequest::default(), 4).await;
}

#[tokio::test(start_paused = true)]
async fn orders_get_basket_items_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::catalog_api::Client::new(silent.peer(""));
    let request = payload::OrdersGetBasketItemsRequest::default();
    gives_up(client.orders_get_basket_items(&request), Duration::from_secs(40), Duration::from_millis(40016)).await;
}

#[tokio::test]
async fn orders_get_basket_items_is_attempted_as_declared() {
    let call = outbound::catalog_api::ORDERS_GET_BASKET_ITEMS;
    assert_eq!((call.attempts, call.timeout), (4, Some(Duration::from_secs(10))));
    is_attempted(&call, &payload::OrdersGetBasketItemsRequest::default(), 4).await;
}

#[tokio::test(start_paused = true)]
async fn product_get_basket_items_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::catalog_api::Client::new(silent.peer(""));
    let request = payload::ProductGetBasketItemsRequest::default();
    gives_up(client.product_get_basket_items(&request), Duration::from_secs(40), Duration::from_millis(40016)).await;
}

#[tokio::test]
async fn product_get_basket_items_is_attempted_as_declared() {
    let call = outbound::catalog_api::PRODUCT_GET_BASKET_ITEMS;
    assert_eq!((call.attempts, call.timeout), (4, Some(Duration::from_secs(10))));
    is_attempted(&call, &payload::ProductGetBasketItemsRequest::default(), 4).await;
}

#[tokio::test(start_paused = true)]
async fn product_get_item_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::catalog_api::Client::new(silent.peer(""));
    let request = payload::ProductGetItemRequest::default();
    gives_up(client.product_get_item(&request), Duration::from_secs(40), Duration::from_millis(40016)).await;
}

#[tokio::test]
async fn product_get_item_fills_its_path() {
    let double = Double::start(|_, _| Some(200)).await;
    let request = serde_json::json!({ "id": "a/b" });
    let outcome = double.peer("").send::<_, serde_json::Value>(&outbound::catalog_api::PRODUCT_GET_ITEM, &request).await;
    assert!(outcome.is_ok(), "{outcome:?}");
    assert_eq!(double.seen()[0].path, "/api/catalog/items/a%2Fb");
}

#[tokio::test]
async fn product_get_item_is_attempted_as_declared() {
    let call = outbound::catalog_api::PRODUCT_GET_ITEM;
    assert_eq!((call.attempts, call.timeout), (4, Some(Duration::from_secs(10))));
    is_attempted(&call, &payload::ProductGetItemRequest::default(), 4).await;
}

#[tokio::test]
async fn show_picture_fills_its_path() {
    let double = Double::start(|_, _| Some(200)).await;
    let request = serde_json::json!({ "id": "a/b" });
    let outcome = double.peer("").send::<_, serde_json::Value>(&outbound::catalog_api::SHOW_PICTURE, &request).await;
    assert!(outcome.is_ok(), "{outcome:?}");
    assert_eq!(double.seen()[0].path, "/api/catalog/items/a%2Fb/pic");
}

#[tokio::test]
async fn show_picture_is_attempted_as_declared() {
    let call = outbound::catalog_api::SHOW_PICTURE;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::ShowPictureRequest::default(), 1).await;
}

#[tokio::test]
async fn sign_in_2_is_attempted_as_declared() {
    let call = outbound::identity_api::SIGN_IN_2;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::SignIn2Request::default(), 1).await;
}

#[tokio::test(start_paused = true)]
async fn checkout_create_order_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::ordering_api::Client::new(silent.peer(""));
    let request = payload::CheckoutCreateOrderRequest::default();
    gives_up(client.checkout_create_order(&request), Duration::from_secs(40), Duration::from_millis(40016)).await;
}

#[tokio::test]
async fn checkout_create_order_is_attempted_as_declared() {
    let call = outbound::ordering_api::CHECKOUT_CREATE_ORDER;
    assert_eq!((call.attempts, call.timeout), (4, Some(Duration::from_secs(10))));
    is_attempted(&call, &payload::CheckoutCreateOrderRequest::default(), 4).await;
}

#[tokio::test(start_paused = true)]
async fn orders_list_orders_gives_up_in_time() {
    let silent = Double::start(|_, _| None).await;
    let client = outbound::ordering_api::Client::new(silent.peer(""));
    let request = payload::OrdersListOrdersRequest::default();
    gives_up(client.orders_list_orders(&request), Duration::from_secs(40), Duration::from_millis(40016)).await;
}

#[tokio::test]
async fn orders_list_orders_is_attempted_as_declared() {
    let call = outbound::ordering_api::ORDERS_LIST_ORDERS;
    assert_eq!((call.attempts, call.timeout), (4, Some(Duration::from_secs(10))));
    is_attempted(&call, &payload::OrdersListOrdersRequest::default(), 4).await;
}

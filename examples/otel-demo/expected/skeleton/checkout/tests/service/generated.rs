//! Does the generated part do what the architecture declares? Follows the architecture; change nothing here by hand.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use checkout::generated::inbound;
use checkout::generated::outbound;
use checkout::generated::runtime::call::{Call, CallError};
use checkout::generated::runtime::failure::Failure;
use checkout::generated::settings::Settings;
use checkout::payload;
use tower::ServiceExt;

use super::double::Double;

/// Takes requests and never answers them.
struct Stuck;

impl inbound::Operations for Stuck {
    async fn place_order(
        &self,
        _request: payload::PlaceOrderRequest,
    ) -> Result<payload::PlaceOrderResponse, Failure> {
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
    assert!(error.contains("CURRENCY_URL"), "{error}");
    assert!(error.contains("EMAIL_URL"), "{error}");
    assert!(error.contains("FLAGD_URL"), "{error}");
    assert!(error.contains("PAYMENT_URL"), "{error}");
    assert!(error.contains("PRODUCT_CATALOG_URL"), "{error}");
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
    let call = Call { attempts: 3, ..outbound::cart::CHECKOUT_EMPTY_CART.clone() };
    let request = payload::CheckoutEmptyCartRequest::default();
    let outcome = double.peer("").send::<_, serde_json::Value>(&call, &request).await;
    assert!(matches!(outcome, Err(CallError::Refused { .. })), "{outcome:?}");
    assert_eq!(double.seen().len(), 1);
}

#[tokio::test]
async fn checkout_empty_cart_is_attempted_as_declared() {
    let call = outbound::cart::CHECKOUT_EMPTY_CART;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::CheckoutEmptyCartRequest::default(), 1).await;
}

#[tokio::test]
async fn checkout_get_cart_is_attempted_as_declared() {
    let call = outbound::cart::CHECKOUT_GET_CART;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::CheckoutGetCartRequest::default(), 1).await;
}

#[tokio::test]
async fn checkout_convert_prices_is_attempted_as_declared() {
    let call = outbound::currency::CHECKOUT_CONVERT_PRICES;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::CheckoutConvertPricesRequest::default(), 1).await;
}

#[tokio::test]
async fn checkout_send_confirmation_is_attempted_as_declared() {
    let call = outbound::email::CHECKOUT_SEND_CONFIRMATION;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::CheckoutSendConfirmationRequest::default(), 1).await;
}

#[tokio::test]
async fn checkout_read_flags_is_attempted_as_declared() {
    let call = outbound::flagd::CHECKOUT_READ_FLAGS;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::CheckoutReadFlagsRequest::default(), 1).await;
}

#[tokio::test]
async fn checkout_charge_card_is_attempted_as_declared() {
    let call = outbound::payment::CHECKOUT_CHARGE_CARD;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::CheckoutChargeCardRequest::default(), 1).await;
}

#[tokio::test]
async fn checkout_get_products_is_attempted_as_declared() {
    let call = outbound::product_catalog::CHECKOUT_GET_PRODUCTS;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::CheckoutGetProductsRequest::default(), 1).await;
}

#[tokio::test]
async fn checkout_quote_shipping_is_attempted_as_declared() {
    let call = outbound::shipping::CHECKOUT_QUOTE_SHIPPING;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::CheckoutQuoteShippingRequest::default(), 1).await;
}

#[tokio::test]
async fn checkout_ship_order_is_attempted_as_declared() {
    let call = outbound::shipping::CHECKOUT_SHIP_ORDER;
    assert_eq!((call.attempts, call.timeout), (1, None));
    is_attempted(&call, &payload::CheckoutShipOrderRequest::default(), 1).await;
}

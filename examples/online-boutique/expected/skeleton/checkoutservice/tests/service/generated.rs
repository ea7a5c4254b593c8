//! Does the generated part do what the architecture declares? Follows the architecture; change nothing here by hand.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use checkoutservice::generated::inbound;
use checkoutservice::generated::outbound;
use checkoutservice::generated::runtime::call::{CallError, Caller, Cause, Policy, Refusal};
use checkoutservice::generated::runtime::failure::Failure;
use checkoutservice::generated::runtime::health::{Dependencies, Pace};
use checkoutservice::generated::runtime::metrics;
use checkoutservice::generated::runtime::serve::Limit;
use checkoutservice::generated::settings::Settings;
use checkoutservice::generated::start;
use checkoutservice::payload;
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

/// A request to a procedure, with a message without fields.
fn procedure(path: &str) -> Request<Body> {
    let request = Request::post(path).header("content-type", "application/grpc");
    request.body(Body::from(vec![0; 5])).expect("the request is valid")
}

#[tokio::test]
async fn health_answers() {
    for path in ["/health/live", "/health/ready", "/metrics"] {
        let health = Dependencies::default().watch(Pace::default());
        let response = start::service(Arc::new(Stuck), health).oneshot(request("GET", path)).await;
        assert_eq!(response.map(|response| response.status()), Ok(StatusCode::OK), "{path}");
    }
}

/// Answers at once.
struct Quick;

impl inbound::Operations for Quick {
    async fn place_order(
        &self,
        _request: payload::PlaceOrderRequest,
    ) -> Result<payload::PlaceOrderResponse, Failure> {
        Ok(Default::default())
    }
}

/// The body of an answer.
async fn text(service: axum::Router, path: &str) -> (StatusCode, String) {
    let response = service.oneshot(request("GET", path)).await.expect("a router answers");
    let status = response.status();
    let body = axum::body::to_bytes(response.into_body(), 1 << 20).await.expect("the body is whole");
    (status, String::from_utf8_lossy(&body).into_owned())
}

#[tokio::test]
async fn metrics_tell_of_a_request() {
    metrics::install(start::NAME, &[]).expect("nobody else records");
    let service = start::service(Arc::new(Quick), Dependencies::default().watch(Pace::default()));
    let asked = service.clone().oneshot(procedure("/checkoutservice.Checkoutservice/PlaceOrder")).await;
    assert!(asked.is_ok_and(|response| response.status().is_success()));
    let (_, shown) = text(service, "/metrics").await;
    let operation = "PlaceOrder".replace('\\', "\\\\").replace('"', "\\\"");
    let counted = |line: &str| {
        line.starts_with("server_request_duration_seconds_count{")
            && line.contains(&format!("operation=\"{operation}\""))
            && line.contains("outcome=\"ok\"")
            && !line.ends_with(" 0")
    };
    assert!(shown.lines().any(counted), "{shown}");
}

#[tokio::test]
async fn a_callee_that_is_gone_is_told_and_takes_nothing_down() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("loopback has free ports");
    let gone = format!("http://{}", listener.local_addr().expect("a bound listener has an address"));
    drop(listener);
    let settings = Settings::read(|name| (name != "BIND").then(|| gone.clone())).expect("all is set");
    let dependencies = start::dependencies(&settings);
    let service = start::service(Arc::new(Quick), dependencies.watch(Pace::default()));
    let told = async {
        loop {
            let (status, body) = text(service.clone(), "/health/ready").await;
            if body.contains("\"degraded\"") {
                return status;
            }
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
    };
    let told = tokio::time::timeout(std::time::Duration::from_secs(10), told).await;
    assert_eq!(told, Ok(StatusCode::OK), "what others lack takes no instance out of service");
    assert_eq!(text(service, "/health/live").await.0, StatusCode::OK);
}

#[test]
fn the_limit_is_the_declared_one() {
    let declared: Option<Limit> = None;
    assert_eq!(inbound::LIMIT, declared);
}

#[test]
fn settings_name_every_missing_variable() {
    let error = Settings::read(|_| None).expect_err("no address is known").to_string();
    assert!(error.contains("CARTSERVICE_URL"), "{error}");
    assert!(error.contains("CURRENCYSERVICE_URL"), "{error}");
    assert!(error.contains("EMAILSERVICE_URL"), "{error}");
    assert!(error.contains("PAYMENTSERVICE_URL"), "{error}");
    assert!(error.contains("PRODUCTCATALOGSERVICE_URL"), "{error}");
    assert!(error.contains("SHIPPINGSERVICE_URL"), "{error}");
    assert!(Settings::read(|_| Some("ftp://127.0.0.1".into())).is_err());
    assert!(Settings::read(|name| (name != "BIND").then(|| "http://127.0.0.1".into())).is_ok());
}

/// The same for a procedure.
async fn procedure_is_attempted<Q>(policy: Policy, path: &'static str, request: &Q, attempts: usize)
where
    Q: prost::Message + Clone + 'static,
{
    let double = Double::start(|_, _| Some(503)).await;
    let timeout = Some(Duration::from_secs(20));
    let quick = Policy { timeout, backoff: None, retry_budget: None, breaker: None, ..policy };
    let outcome = double.procedures().send::<Q, ()>(&Caller::new(quick), path, request).await;
    assert_eq!(outcome.expect_err("it is refused").refusal(), Some(Refusal::Unavailable));
    let seen = double.seen();
    assert_eq!(seen.len(), attempts);
    assert!(seen.iter().all(|one| one.key.is_some() == policy.idempotency_key && *one == seen[0]), "{seen:?}");
}

#[test]
fn a_late_callee_is_told_apart_from_a_broken_one() {
    let error = |cause| CallError { interaction: "any", callee: "any", attempts: 1, cause };
    let refused = Cause::Refused { refusal: Refusal::Failed, answer: "500".into() };
    assert_eq!(Failure::from(error(Cause::Timeout(Duration::ZERO))).status(), StatusCode::GATEWAY_TIMEOUT);
    assert_eq!(Failure::from(error(refused)).status(), StatusCode::BAD_GATEWAY);
    assert_eq!(Failure::from(error(Cause::Open)).status(), StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn checkout_empty_cart_is_attempted_as_declared() {
    let policy = outbound::cartservice::CHECKOUT_EMPTY_CART;
    assert_eq!((policy.attempts, policy.timeout), (1, None));
    let request = payload::CheckoutEmptyCartRequest::default();
    procedure_is_attempted(policy, outbound::cartservice::CHECKOUT_EMPTY_CART_PATH, &request, 1).await;
}

#[tokio::test]
async fn checkout_get_cart_is_attempted_as_declared() {
    let policy = outbound::cartservice::CHECKOUT_GET_CART;
    assert_eq!((policy.attempts, policy.timeout), (1, None));
    let request = payload::CheckoutGetCartRequest::default();
    procedure_is_attempted(policy, outbound::cartservice::CHECKOUT_GET_CART_PATH, &request, 1).await;
}

#[tokio::test]
async fn checkout_convert_prices_is_attempted_as_declared() {
    let policy = outbound::currencyservice::CHECKOUT_CONVERT_PRICES;
    assert_eq!((policy.attempts, policy.timeout), (1, None));
    let request = payload::CheckoutConvertPricesRequest::default();
    procedure_is_attempted(policy, outbound::currencyservice::CHECKOUT_CONVERT_PRICES_PATH, &request, 1).await;
}

#[tokio::test]
async fn checkout_send_confirmation_is_attempted_as_declared() {
    let policy = outbound::emailservice::CHECKOUT_SEND_CONFIRMATION;
    assert_eq!((policy.attempts, policy.timeout), (1, None));
    let request = payload::CheckoutSendConfirmationRequest::default();
    procedure_is_attempted(policy, outbound::emailservice::CHECKOUT_SEND_CONFIRMATION_PATH, &request, 1).await;
}

#[tokio::test]
async fn checkout_charge_card_is_attempted_as_declared() {
    let policy = outbound::paymentservice::CHECKOUT_CHARGE_CARD;
    assert_eq!((policy.attempts, policy.timeout), (1, None));
    let request = payload::CheckoutChargeCardRequest::default();
    procedure_is_attempted(policy, outbound::paymentservice::CHECKOUT_CHARGE_CARD_PATH, &request, 1).await;
}

#[tokio::test]
async fn checkout_get_products_is_attempted_as_declared() {
    let policy = outbound::productcatalogservice::CHECKOUT_GET_PRODUCTS;
    assert_eq!((policy.attempts, policy.timeout), (1, None));
    let request = payload::CheckoutGetProductsRequest::default();
    procedure_is_attempted(policy, outbound::productcatalogservice::CHECKOUT_GET_PRODUCTS_PATH, &request, 1).await;
}

#[tokio::test]
async fn checkout_quote_shipping_is_attempted_as_declared() {
    let policy = outbound::shippingservice::CHECKOUT_QUOTE_SHIPPING;
    assert_eq!((policy.attempts, policy.timeout), (1, None));
    let request = payload::CheckoutQuoteShippingRequest::default();
    procedure_is_attempted(policy, outbound::shippingservice::CHECKOUT_QUOTE_SHIPPING_PATH, &request, 1).await;
}

#[tokio::test]
async fn checkout_ship_order_is_attempted_as_declared() {
    let policy = outbound::shippingservice::CHECKOUT_SHIP_ORDER;
    assert_eq!((policy.attempts, policy.timeout), (1, None));
    let request = payload::CheckoutShipOrderRequest::default();
    procedure_is_attempted(policy, outbound::shippingservice::CHECKOUT_SHIP_ORDER_PATH, &request, 1).await;
}

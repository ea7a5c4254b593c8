//! What becomes of each operation when one of its dependencies fails. Yours: written once, never overwritten.

use std::sync::Arc;

use axum::body::Body;
use axum::http::Request;
use tower::ServiceExt;

use web::generated::inbound::router;
use web::generated::outbound::{Addresses, Clients};
use web::handlers::Handlers;

use super::double::Double;

/// Method and path of the interaction that fails, below a prefix for its callee; `{…}` stands for anything.
type Down = (&'static str, &'static str);

/// An operation, what is down, and the status its caller then gets.
#[rustfmt::skip]
const OPERATIONS: &[(&str, &str, Option<Down>, u16)] = &[
    // `GET /api/cart/add/{id}/{sku}/{qty}`: all is well
    ("GET", "/api/cart/add/1/1/1", None, 200),
    // `web-add-to-cart` down: the operation fails with it
    ("GET", "/api/cart/add/1/1/1", Some(("GET", "/cart/add/{id}/{sku}/{qty}")), 502),
    // `GET /api/cart/cart/{id}`: all is well
    ("GET", "/api/cart/cart/1", None, 200),
    // `web-get-cart` down: the operation fails with it
    ("GET", "/api/cart/cart/1", Some(("GET", "/cart/cart/{id}")), 502),
    // `GET /api/cart/rename/{from}/{to}`: all is well
    ("GET", "/api/cart/rename/1/1", None, 200),
    // `web-rename-cart` down: the operation fails with it
    ("GET", "/api/cart/rename/1/1", Some(("GET", "/cart/rename/{from}/{to}")), 502),
    // `GET /api/cart/update/{id}/{sku}/{qty}`: all is well
    ("GET", "/api/cart/update/1/1/1", None, 200),
    // `web-update-cart` down: the operation fails with it
    ("GET", "/api/cart/update/1/1/1", Some(("GET", "/cart/update/{id}/{sku}/{qty}")), 502),
    // `GET /api/catalogue/categories`: all is well
    ("GET", "/api/catalogue/categories", None, 200),
    // `web-list-categories` down: the operation fails with it
    ("GET", "/api/catalogue/categories", Some(("GET", "/catalogue/categories")), 502),
    // `GET /api/catalogue/product/{sku}`: all is well
    ("GET", "/api/catalogue/product/1", None, 200),
    // `web-get-product` down: the operation fails with it
    ("GET", "/api/catalogue/product/1", Some(("GET", "/catalogue/product/{sku}")), 502),
    // `GET /api/catalogue/products/{category}`: all is well
    ("GET", "/api/catalogue/products/1", None, 200),
    // `web-list-products` down: the operation fails with it
    ("GET", "/api/catalogue/products/1", Some(("GET", "/catalogue/products/{category}")), 502),
    // `GET /api/catalogue/search/{text}`: all is well
    ("GET", "/api/catalogue/search/1", None, 200),
    // `web-search` down: the operation fails with it
    ("GET", "/api/catalogue/search/1", Some(("GET", "/catalogue/search/{text}")), 502),
    // `GET /api/ratings/api/fetch/{sku}`: all is well
    ("GET", "/api/ratings/api/fetch/1", None, 200),
    // `web-get-rating` down: the operation fails with it
    ("GET", "/api/ratings/api/fetch/1", Some(("GET", "/ratings/api/fetch/{sku}")), 502),
    // `GET /api/shipping/calc/{id}`: all is well
    ("GET", "/api/shipping/calc/1", None, 200),
    // `web-quote-shipping` down: the operation fails with it
    ("GET", "/api/shipping/calc/1", Some(("GET", "/shipping/calc/{id}")), 502),
    // `GET /api/shipping/cities/{code}`: all is well
    ("GET", "/api/shipping/cities/1", None, 200),
    // `web-list-cities` down: the operation fails with it
    ("GET", "/api/shipping/cities/1", Some(("GET", "/shipping/cities/{code}")), 502),
    // `GET /api/shipping/codes`: all is well
    ("GET", "/api/shipping/codes", None, 200),
    // `web-list-countries` down: the operation fails with it
    ("GET", "/api/shipping/codes", Some(("GET", "/shipping/codes")), 502),
    // `GET /api/shipping/match/{code}/{text}`: all is well
    ("GET", "/api/shipping/match/1/1", None, 200),
    // `web-match-city` down: the operation fails with it
    ("GET", "/api/shipping/match/1/1", Some(("GET", "/shipping/match/{code}/{text}")), 502),
    // `GET /api/user/history/{id}`: all is well
    ("GET", "/api/user/history/1", None, 200),
    // `web-get-history` down: the operation fails with it
    ("GET", "/api/user/history/1", Some(("GET", "/user/history/{id}")), 502),
    // `GET /api/user/uniqueid`: all is well
    ("GET", "/api/user/uniqueid", None, 200),
    // `web-get-visitor-id` down: the operation fails with it
    ("GET", "/api/user/uniqueid", Some(("GET", "/user/uniqueid")), 502),
    // `POST /api/payment/pay/{id}`: all is well
    ("POST", "/api/payment/pay/1", None, 200),
    // `web-pay` down: the operation fails with it
    ("POST", "/api/payment/pay/1", Some(("POST", "/payment/pay/{id}")), 502),
    // `POST /api/shipping/confirm/{id}`: all is well
    ("POST", "/api/shipping/confirm/1", None, 200),
    // `web-confirm-shipping` down: the operation fails with it
    ("POST", "/api/shipping/confirm/1", Some(("POST", "/shipping/confirm/{id}")), 502),
    // `POST /api/user/login`: all is well
    ("POST", "/api/user/login", None, 200),
    // `web-log-in` down: the operation fails with it
    ("POST", "/api/user/login", Some(("POST", "/user/login")), 502),
    // `POST /api/user/register`: all is well
    ("POST", "/api/user/register", None, 200),
    // `web-register` down: the operation fails with it
    ("POST", "/api/user/register", Some(("POST", "/user/register")), 502),
    // `PUT /api/ratings/api/rate/{sku}/{score}`: all is well
    ("PUT", "/api/ratings/api/rate/1/1", None, 200),
    // `web-rate-product` down: the operation fails with it
    ("PUT", "/api/ratings/api/rate/1/1", Some(("PUT", "/ratings/api/rate/{sku}/{score}")), 502),
];

#[tokio::test]
async fn operations_do_what_is_declared_when_a_dependency_fails() {
    for (method, path, down, expected) in OPERATIONS {
        let request = Request::builder().method(*method).uri(*path);
        let request = request.body(Body::empty()).expect("the request is valid");
        let service = router(handlers(*down).await);
        let Ok(response) = service.oneshot(request).await;
        let status = response.status().as_u16();
        assert_eq!(status, *expected, "{method} {path} without {down:?}");
    }
}

async fn handlers(down: Option<Down>) -> Arc<Handlers> {
    let answer = move |method: &axum::http::Method, path: &str| {
        let fails = down.is_some_and(|(verb, pattern)| method == verb && fits(pattern, path));
        Some(if fails { 500 } else { 200 })
    };
    let double = Double::start(answer).await;
    let clients = Clients::connect(&addresses(&double)).expect("a client without TLS starts");
    Arc::new(Handlers::new(clients))
}

#[rustfmt::skip]
fn addresses(double: &Double) -> Addresses {
    Addresses {
        cart: double.url("/cart"),
        catalogue: double.url("/catalogue"),
        payment: double.url("/payment"),
        ratings: double.url("/ratings"),
        shipping: double.url("/shipping"),
        user: double.url("/user"),
    }
}

fn fits(pattern: &str, path: &str) -> bool {
    let parts = || pattern.split('/').zip(path.split('/'));
    pattern.matches('/').count() == path.matches('/').count()
        && parts().all(|(wanted, part)| wanted.starts_with('{') || wanted == part)
}

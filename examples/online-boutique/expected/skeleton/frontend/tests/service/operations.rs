//! What becomes of each operation when one of its dependencies fails. Yours: written once, never overwritten.

use std::sync::Arc;

use axum::body::Body;
use axum::http::Request;
use tower::ServiceExt;

use frontend::generated::inbound::router;
use frontend::generated::outbound::{Addresses, Clients};
use frontend::handlers::Handlers;

use super::double::Double;

/// Method and path of the interaction that fails, below a prefix for its callee; `{…}` stands for anything.
type Down = (&'static str, &'static str);

/// An operation, what is down, and the status its caller then gets.
#[rustfmt::skip]
const OPERATIONS: &[(&str, &str, Option<Down>, u16)] = &[
    // `GET /`: all is well
    ("GET", "/", None, 200),
    // `home-list-currencies` down: the operation fails with it
    ("GET", "/", Some(("POST", "/currencyservice/GetSupportedCurrencies")), 502),
    // `home-list-products` down: the operation fails with it
    ("GET", "/", Some(("POST", "/productcatalogservice/ListProducts")), 502),
    // `home-get-cart` down: the operation fails with it
    ("GET", "/", Some(("POST", "/cartservice/GetCart")), 502),
    // `home-convert-prices` down: the operation fails with it
    ("GET", "/", Some(("POST", "/currencyservice/Convert")), 502),
    // `home-get-ads` down: its failure is logged and changes nothing
    ("GET", "/", Some(("POST", "/adservice/GetAds")), 200),
    // `GET /cart`: all is well
    ("GET", "/cart", None, 200),
    // `cart-list-currencies` down: the operation fails with it
    ("GET", "/cart", Some(("POST", "/currencyservice/GetSupportedCurrencies")), 502),
    // `cart-get-cart` down: the operation fails with it
    ("GET", "/cart", Some(("POST", "/cartservice/GetCart")), 502),
    // `cart-list-recommendations` down: its failure is logged and changes nothing
    ("GET", "/cart", Some(("POST", "/recommendationservice/ListRecommendations")), 200),
    // `cart-get-recommended-products` down: its failure is logged and changes nothing
    ("GET", "/cart", Some(("POST", "/productcatalogservice/GetProduct")), 502),
    // `cart-quote-shipping` down: the operation fails with it
    ("GET", "/cart", Some(("POST", "/shippingservice/GetQuote")), 502),
    // `cart-get-products` down: the operation fails with it
    ("GET", "/cart", Some(("POST", "/productcatalogservice/GetProduct")), 502),
    // `cart-convert-prices` down: the operation fails with it
    ("GET", "/cart", Some(("POST", "/currencyservice/Convert")), 502),
    // `GET /product/{id}`: all is well
    ("GET", "/product/1", None, 200),
    // `product-get-product` down: the operation fails with it
    ("GET", "/product/1", Some(("POST", "/productcatalogservice/GetProduct")), 502),
    // `product-list-currencies` down: the operation fails with it
    ("GET", "/product/1", Some(("POST", "/currencyservice/GetSupportedCurrencies")), 502),
    // `product-get-cart` down: the operation fails with it
    ("GET", "/product/1", Some(("POST", "/cartservice/GetCart")), 502),
    // `product-convert-price` down: the operation fails with it
    ("GET", "/product/1", Some(("POST", "/currencyservice/Convert")), 502),
    // `product-list-recommendations` down: its failure is logged and changes nothing
    ("GET", "/product/1", Some(("POST", "/recommendationservice/ListRecommendations")), 200),
    // `product-get-recommended-products` down: its failure is logged and changes nothing
    ("GET", "/product/1", Some(("POST", "/productcatalogservice/GetProduct")), 502),
    // `product-get-ads` down: its failure is logged and changes nothing
    ("GET", "/product/1", Some(("POST", "/adservice/GetAds")), 200),
    // `POST /cart`: all is well
    ("POST", "/cart", None, 200),
    // `add-get-product` down: the operation fails with it
    ("POST", "/cart", Some(("POST", "/productcatalogservice/GetProduct")), 502),
    // `add-item-to-cart` down: the operation fails with it
    ("POST", "/cart", Some(("POST", "/cartservice/AddItem")), 502),
    // `POST /cart/checkout`: all is well
    ("POST", "/cart/checkout", None, 200),
    // `order-place-order` down: the operation fails with it
    ("POST", "/cart/checkout", Some(("POST", "/checkoutservice/PlaceOrder")), 502),
    // `order-list-recommendations` down: its failure is logged and changes nothing
    ("POST", "/cart/checkout", Some(("POST", "/recommendationservice/ListRecommendations")), 200),
    // `order-get-recommended-products` down: its failure is logged and changes nothing
    ("POST", "/cart/checkout", Some(("POST", "/productcatalogservice/GetProduct")), 200),
    // `order-list-currencies` down: the operation fails with it
    ("POST", "/cart/checkout", Some(("POST", "/currencyservice/GetSupportedCurrencies")), 502),
    // `POST /cart/empty`: all is well
    ("POST", "/cart/empty", None, 200),
    // `empty-cart` down: the operation fails with it
    ("POST", "/cart/empty", Some(("POST", "/cartservice/EmptyCart")), 502),
    // `POST /setCurrency`: all is well
    ("POST", "/setCurrency", None, 200),
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
        adservice: double.url("/adservice"),
        cartservice: double.url("/cartservice"),
        checkoutservice: double.url("/checkoutservice"),
        currencyservice: double.url("/currencyservice"),
        productcatalogservice: double.url("/productcatalogservice"),
        recommendationservice: double.url("/recommendationservice"),
        shippingservice: double.url("/shippingservice"),
    }
}

fn fits(pattern: &str, path: &str) -> bool {
    let parts = || pattern.split('/').zip(path.split('/'));
    pattern.matches('/').count() == path.matches('/').count()
        && parts().all(|(wanted, part)| wanted.starts_with('{') || wanted == part)
}

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
    // `DELETE /api/cart`: all is well
    ("DELETE", "/api/cart", None, 200),
    // `empty-cart` down: the operation fails with it
    ("DELETE", "/api/cart", Some(("POST", "/cart/EmptyCart")), 502),
    // `GET /`: all is well
    ("GET", "/", None, 200),
    // `GET /api/cart`: all is well
    ("GET", "/api/cart", None, 200),
    // `cart-get-cart` down: the operation fails with it
    ("GET", "/api/cart", Some(("POST", "/cart/GetCart")), 502),
    // `cart-get-products` down: the operation fails with it
    ("GET", "/api/cart", Some(("POST", "/product_catalog/GetProduct")), 502),
    // `cart-convert-prices` down: the operation fails with it
    ("GET", "/api/cart", Some(("POST", "/currency/Convert")), 502),
    // `GET /api/currency`: all is well
    ("GET", "/api/currency", None, 200),
    // `currencies-list-currencies` down: the operation answers with less when it fails
    ("GET", "/api/currency", Some(("POST", "/currency/GetSupportedCurrencies")), 200),
    // `GET /api/data`: all is well
    ("GET", "/api/data", None, 200),
    // `ads-get-ads` down: the operation answers with less when it fails
    ("GET", "/api/data", Some(("POST", "/ad/GetAds")), 200),
    // `GET /api/products`: all is well
    ("GET", "/api/products", None, 200),
    // `products-list-products` down: the operation fails with it
    ("GET", "/api/products", Some(("POST", "/product_catalog/ListProducts")), 502),
    // `products-convert-prices` down: the operation fails with it
    ("GET", "/api/products", Some(("POST", "/currency/Convert")), 502),
    // `GET /api/products/{id}`: all is well
    ("GET", "/api/products/1", None, 200),
    // `product-get-product` down: the operation fails with it
    ("GET", "/api/products/1", Some(("POST", "/product_catalog/GetProduct")), 502),
    // `product-convert-price` down: the operation fails with it
    ("GET", "/api/products/1", Some(("POST", "/currency/Convert")), 502),
    // `GET /api/recommendations`: all is well
    ("GET", "/api/recommendations", None, 200),
    // `recommendations-list-recommendations` down: the operation answers with less when it fails
    ("GET", "/api/recommendations", Some(("POST", "/recommendation/ListRecommendations")), 200),
    // `recommendations-get-products` down: the operation answers with less when it fails
    ("GET", "/api/recommendations", Some(("POST", "/product_catalog/GetProduct")), 200),
    // `recommendations-convert-prices` down: the operation answers with less when it fails
    ("GET", "/api/recommendations", Some(("POST", "/currency/Convert")), 200),
    // `GET /api/shipping`: all is well
    ("GET", "/api/shipping", None, 200),
    // `shipping-get-quote` down: the operation answers with less when it fails
    ("GET", "/api/shipping", Some(("POST", "/shipping/get-quote")), 200),
    // `shipping-convert-price` down: the operation answers with less when it fails
    ("GET", "/api/shipping", Some(("POST", "/currency/Convert")), 200),
    // `POST /api/cart`: all is well
    ("POST", "/api/cart", None, 200),
    // `add-item-to-cart` down: the operation fails with it
    ("POST", "/api/cart", Some(("POST", "/cart/AddItem")), 502),
    // `add-get-cart` down: the operation fails with it
    ("POST", "/api/cart", Some(("POST", "/cart/GetCart")), 502),
    // `POST /api/checkout`: all is well
    ("POST", "/api/checkout", None, 200),
    // `order-place-order` down: the operation fails with it
    ("POST", "/api/checkout", Some(("POST", "/checkout/PlaceOrder")), 502),
    // `order-get-products` down: the operation fails with it
    ("POST", "/api/checkout", Some(("POST", "/product_catalog/GetProduct")), 502),
    // `order-convert-prices` down: the operation fails with it
    ("POST", "/api/checkout", Some(("POST", "/currency/Convert")), 502),
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
        ad: double.url("/ad"),
        cart: double.url("/cart"),
        checkout: double.url("/checkout"),
        currency: double.url("/currency"),
        product_catalog: double.url("/product_catalog"),
        recommendation: double.url("/recommendation"),
        shipping: double.url("/shipping"),
    }
}

fn fits(pattern: &str, path: &str) -> bool {
    let parts = || pattern.split('/').zip(path.split('/'));
    pattern.matches('/').count() == path.matches('/').count()
        && parts().all(|(wanted, part)| wanted.starts_with('{') || wanted == part)
}

//! What becomes of each operation when one of its dependencies fails. Yours: written once, never overwritten.

use std::sync::Arc;

use axum::body::Body;
use axum::http::Request;
use tower::ServiceExt;

use checkout::generated::inbound::router;
use checkout::generated::outbound::{Addresses, Clients};
use checkout::generated::runtime::store::Store;
use checkout::generated::start::Resources;
use checkout::handlers::Handlers;

use super::double::Double;

/// Method and path of the interaction that fails, below a prefix for its callee; `{…}` stands for anything.
type Down = (&'static str, &'static str);

/// An operation, what is down, and the status its caller then gets.
#[rustfmt::skip]
const OPERATIONS: &[(&str, &str, Option<Down>, u16)] = &[
    // `PlaceOrder`: all is well
    ("POST", "/PlaceOrder", None, 200),
    // `checkout-get-cart` down: the operation fails with it
    ("POST", "/PlaceOrder", Some(("POST", "/cart/GetCart")), 502),
    // `checkout-convert-prices` down: the operation fails with it
    ("POST", "/PlaceOrder", Some(("POST", "/currency/Convert")), 502),
    // `checkout-get-products` down: the operation fails with it
    ("POST", "/PlaceOrder", Some(("POST", "/product_catalog/GetProduct")), 502),
    // `checkout-quote-shipping` down: the operation fails with it
    ("POST", "/PlaceOrder", Some(("POST", "/shipping/get-quote")), 502),
    // `checkout-charge-card` down: the operation fails with it
    ("POST", "/PlaceOrder", Some(("POST", "/payment/Charge")), 502),
    // `checkout-ship-order` down: the operation fails with it
    ("POST", "/PlaceOrder", Some(("POST", "/shipping/ship-order")), 502),
    // `checkout-empty-cart` down: its failure is logged and changes nothing
    ("POST", "/PlaceOrder", Some(("POST", "/cart/EmptyCart")), 200),
    // `checkout-send-confirmation` down: its failure is logged and changes nothing
    ("POST", "/PlaceOrder", Some(("POST", "/email/send_order_confirmation")), 200),
    // `checkout-read-flags` down: the operation answers with less when it fails
    ("POST", "/PlaceOrder", Some(("POST", "/flagd/flag%20evaluation")), 200),
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
    Arc::new(Handlers::new(Resources {
        clients,
        store: store().await,
    }))
}

#[rustfmt::skip]
fn addresses(double: &Double) -> Addresses {
    Addresses {
        cart: double.url("/cart"),
        currency: double.url("/currency"),
        email: double.url("/email"),
        flagd: double.url("/flagd"),
        payment: double.url("/payment"),
        product_catalog: double.url("/product_catalog"),
        shipping: double.url("/shipping"),
    }
}

fn fits(pattern: &str, path: &str) -> bool {
    let parts = || pattern.split('/').zip(path.split('/'));
    pattern.matches('/').count() == path.matches('/').count()
        && parts().all(|(wanted, part)| wanted.starts_with('{') || wanted == part)
}

async fn store() -> Store {
    let opened = Store::open("sqlite::memory:").await;
    opened.expect("a database in memory opens")
}

//! What becomes of each operation when one of its dependencies fails. Yours: written once, never overwritten.

use std::sync::Arc;

use axum::body::Body;
use axum::http::Request;
use tower::ServiceExt;

use checkoutservice::generated::inbound::router;
use checkoutservice::generated::outbound::{Addresses, Clients};
use checkoutservice::generated::start::Resources;
use checkoutservice::handlers::Handlers;

use super::double::Double;

/// Method and path of the interaction that fails, below a prefix for its callee; `{…}` stands for anything.
type Down = (&'static str, &'static str);

/// An operation, what is down, and the status its caller then gets.
#[rustfmt::skip]
const OPERATIONS: &[(&str, &str, Option<Down>, u16)] = &[
    // `PlaceOrder`: all is well
    ("POST", "/PlaceOrder", None, 200),
    // `checkout-get-cart` down: the operation fails with it
    ("POST", "/PlaceOrder", Some(("POST", "/cartservice/GetCart")), 502),
    // `checkout-convert-prices` down: the operation fails with it
    ("POST", "/PlaceOrder", Some(("POST", "/currencyservice/Convert")), 502),
    // `checkout-get-products` down: the operation fails with it
    ("POST", "/PlaceOrder", Some(("POST", "/productcatalogservice/GetProduct")), 502),
    // `checkout-quote-shipping` down: the operation fails with it
    ("POST", "/PlaceOrder", Some(("POST", "/shippingservice/GetQuote")), 502),
    // `checkout-charge-card` down: the operation fails with it
    ("POST", "/PlaceOrder", Some(("POST", "/paymentservice/Charge")), 502),
    // `checkout-ship-order` down: the operation fails with it
    ("POST", "/PlaceOrder", Some(("POST", "/shippingservice/ShipOrder")), 502),
    // `checkout-empty-cart` down: its failure is logged and changes nothing
    ("POST", "/PlaceOrder", Some(("POST", "/cartservice/EmptyCart")), 200),
    // `checkout-send-confirmation` down: its failure is logged and changes nothing
    ("POST", "/PlaceOrder", Some(("POST", "/emailservice/SendOrderConfirmation")), 200),
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
    Arc::new(Handlers::new(Resources { clients }))
}

#[rustfmt::skip]
fn addresses(double: &Double) -> Addresses {
    Addresses {
        cartservice: double.url("/cartservice"),
        currencyservice: double.url("/currencyservice"),
        emailservice: double.url("/emailservice"),
        paymentservice: double.url("/paymentservice"),
        productcatalogservice: double.url("/productcatalogservice"),
        shippingservice: double.url("/shippingservice"),
    }
}

fn fits(pattern: &str, path: &str) -> bool {
    let parts = || pattern.split('/').zip(path.split('/'));
    pattern.matches('/').count() == path.matches('/').count()
        && parts().all(|(wanted, part)| wanted.starts_with('{') || wanted == part)
}

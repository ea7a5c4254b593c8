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

/// A procedure, what is down, and the gRPC status its caller then gets: 0 is fine, 14 is UNAVAILABLE.
#[rustfmt::skip]
const PROCEDURES: &[(&str, Option<Down>, &str)] = &[
    // `PlaceOrder`: all is well
    ("/checkout.Checkout/PlaceOrder", None, "0"),
    // `checkout-get-cart` down: the operation fails with it
    ("/checkout.Checkout/PlaceOrder", Some(("POST", "/cart.Cart/GetCart")), "14"),
    // `checkout-convert-prices` down: the operation fails with it
    ("/checkout.Checkout/PlaceOrder", Some(("POST", "/currency.Currency/Convert")), "14"),
    // `checkout-get-products` down: the operation fails with it
    ("/checkout.Checkout/PlaceOrder", Some(("POST", "/product_catalog.ProductCatalog/GetProduct")), "14"),
    // `checkout-quote-shipping` down: the operation fails with it
    ("/checkout.Checkout/PlaceOrder", Some(("POST", "/shipping/get-quote")), "14"),
    // `checkout-charge-card` down: the operation fails with it
    ("/checkout.Checkout/PlaceOrder", Some(("POST", "/payment.Payment/Charge")), "14"),
    // `checkout-ship-order` down: the operation fails with it
    ("/checkout.Checkout/PlaceOrder", Some(("POST", "/shipping/ship-order")), "14"),
    // `checkout-empty-cart` down: its failure is logged and changes nothing
    ("/checkout.Checkout/PlaceOrder", Some(("POST", "/cart.Cart/EmptyCart")), "0"),
    // `checkout-send-confirmation` down: its failure is logged and changes nothing
    ("/checkout.Checkout/PlaceOrder", Some(("POST", "/email/send_order_confirmation")), "0"),
    // `checkout-read-flags` down: the operation answers with less when it fails
    ("/checkout.Checkout/PlaceOrder", Some(("POST", "/flagd.Flagd/FlagEvaluation")), "0"),
];

#[tokio::test]
async fn procedures_do_what_is_declared_when_a_dependency_fails() {
    for (path, down, expected) in PROCEDURES {
        let request = Request::post(*path).header("content-type", "application/grpc");
        // A message without fields: five bytes that say so.
        let request = request.body(Body::from(vec![0; 5]));
        let service = router(handlers(*down).await);
        let Ok(response) = service.oneshot(request.expect("it is valid")).await;
        // A failure is told before the body, success after it.
        let status = response.headers().get("grpc-status");
        let status = status.and_then(|status| status.to_str().ok());
        assert_eq!(status.unwrap_or("0"), *expected, "{path} without {down:?}");
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

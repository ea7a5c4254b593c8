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

/// A procedure, what is down, and the gRPC status its caller then gets: 0 is fine, 14 is UNAVAILABLE.
#[rustfmt::skip]
const PROCEDURES: &[(&str, Option<Down>, &str)] = &[
    // `PlaceOrder`: all is well
    ("/checkoutservice.Checkoutservice/PlaceOrder", None, "0"),
    // `checkout-get-cart` down: the operation fails with it
    ("/checkoutservice.Checkoutservice/PlaceOrder", Some(("POST", "/cartservice.Cartservice/GetCart")), "14"),
    // `checkout-convert-prices` down: the operation fails with it
    ("/checkoutservice.Checkoutservice/PlaceOrder", Some(("POST", "/currencyservice.Currencyservice/Convert")), "14"),
    // `checkout-get-products` down: the operation fails with it
    ("/checkoutservice.Checkoutservice/PlaceOrder", Some(("POST", "/productcatalogservice.Productcatalogservice/GetProduct")), "14"),
    // `checkout-quote-shipping` down: the operation fails with it
    ("/checkoutservice.Checkoutservice/PlaceOrder", Some(("POST", "/shippingservice.Shippingservice/GetQuote")), "14"),
    // `checkout-charge-card` down: the operation fails with it
    ("/checkoutservice.Checkoutservice/PlaceOrder", Some(("POST", "/paymentservice.Paymentservice/Charge")), "14"),
    // `checkout-ship-order` down: the operation fails with it
    ("/checkoutservice.Checkoutservice/PlaceOrder", Some(("POST", "/shippingservice.Shippingservice/ShipOrder")), "14"),
    // `checkout-empty-cart` down: its failure is logged and changes nothing
    ("/checkoutservice.Checkoutservice/PlaceOrder", Some(("POST", "/cartservice.Cartservice/EmptyCart")), "0"),
    // `checkout-send-confirmation` down: its failure is logged and changes nothing
    ("/checkoutservice.Checkoutservice/PlaceOrder", Some(("POST", "/emailservice.Emailservice/SendOrderConfirmation")), "0"),
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
    let clients = Clients::connect(&addresses(&double));
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

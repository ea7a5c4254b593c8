//! What becomes of each operation when one of its dependencies fails. Yours: written once, never overwritten.

use std::sync::Arc;

use axum::body::Body;
use axum::http::Request;
use tower::ServiceExt;

use orders::generated::inbound::router;
use orders::generated::outbound::{Addresses, Clients};
use orders::generated::start::Resources;
use orders::handlers::Handlers;

use super::double::Double;

/// Method and path of the interaction that fails, below a prefix for its callee; `{…}` stands for anything.
type Down = (&'static str, &'static str);

/// A procedure, what is down, and the gRPC status its caller then gets: 0 is fine, 14 is UNAVAILABLE.
#[rustfmt::skip]
const PROCEDURES: &[(&str, Option<Down>, &str)] = &[
    // `Get`: all is well
    ("/orders.Orders/Get", None, "0"),
    // `Place`: all is well
    ("/orders.Orders/Place", None, "0"),
    // `reserve-stock` down: the operation fails with it
    ("/orders.Orders/Place", Some(("POST", "/inventory.Inventory/Reserve")), "14"),
    // `request-payment` down: the operation fails with it
    ("/orders.Orders/Place", Some(("POST", "/payment.Payment/Pay")), "14"),
    // `credit-points` down: the operation fails with it
    ("/orders.Orders/Place", Some(("POST", "/loyalty.Loyalty/Credit")), "14"),
    // `send-confirmation` down: the operation fails with it
    ("/orders.Orders/Place", Some(("POST", "/mailer/Send")), "14"),
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
    Arc::new(Handlers::new(Resources { clients }))
}

#[rustfmt::skip]
fn addresses(double: &Double) -> Addresses {
    Addresses {
        inventory: double.url("/inventory"),
        loyalty: double.url("/loyalty"),
        mailer: double.url("/mailer"),
        payment: double.url("/payment"),
    }
}

fn fits(pattern: &str, path: &str) -> bool {
    let parts = || pattern.split('/').zip(path.split('/'));
    pattern.matches('/').count() == path.matches('/').count()
        && parts().all(|(wanted, part)| wanted.starts_with('{') || wanted == part)
}

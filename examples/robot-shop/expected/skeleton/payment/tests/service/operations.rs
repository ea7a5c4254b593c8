//! What becomes of each operation when one of its dependencies fails. Yours: written once, never overwritten.

use std::sync::Arc;

use axum::body::Body;
use axum::http::Request;
use tower::ServiceExt;

use payment::generated::inbound::router;
use payment::generated::outbound::{Addresses, Clients};
use payment::generated::runtime::store::Store;
use payment::generated::start::Resources;
use payment::handlers::Handlers;

use super::double::Double;

/// Method and path of the interaction that fails, below a prefix for its callee; `{…}` stands for anything.
type Down = (&'static str, &'static str);

/// An operation, what is down, and the status its caller then gets.
#[rustfmt::skip]
const OPERATIONS: &[(&str, &str, Option<Down>, u16)] = &[
    // `POST /pay/{id}`: all is well
    ("POST", "/pay/1", None, 200),
    // `pay-charge` down: the operation fails with it
    ("POST", "/pay/1", Some(("POST", "/payment_provider/charge")), 502),
    // `pay-check-user` down: the operation fails with it
    ("POST", "/pay/1", Some(("GET", "/user/check/{id}")), 502),
    // `pay-delete-cart` down: the operation fails with it
    ("POST", "/pay/1", Some(("DELETE", "/cart/cart/{id}")), 502),
    // `pay-record-order` down: the operation fails with it
    ("POST", "/pay/1", Some(("POST", "/user/order/{id}")), 502),
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
        payment_provider: double.url("/payment_provider"),
        user: double.url("/user"),
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

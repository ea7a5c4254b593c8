//! What becomes of each operation when one of its dependencies fails. Yours: written once, never overwritten.

use std::sync::Arc;

use axum::body::Body;
use axum::http::Request;
use tower::ServiceExt;

use account_service::generated::inbound::router;
use account_service::generated::outbound::{Addresses, Clients};
use account_service::generated::start::Resources;
use account_service::handlers::Handlers;

use super::double::Double;

/// Method and path of the interaction that fails, below a prefix for its callee; `{…}` stands for anything.
type Down = (&'static str, &'static str);

/// An operation, what is down, and the status its caller then gets.
#[rustfmt::skip]
const OPERATIONS: &[(&str, &str, Option<Down>, u16)] = &[
    // `GET /account/`: all is well
    ("GET", "/account/", None, 200),
    // `GET /account/{id}`: all is well
    ("GET", "/account/1", None, 200),
    // `GET /accountuser/`: all is well
    ("GET", "/accountuser/", None, 200),
    // `POST /account/`: all is well
    ("POST", "/account/", None, 200),
    // `POST /accountuser/`: all is well
    ("POST", "/accountuser/", None, 200),
    // `check-person` down: the operation fails with it
    ("POST", "/accountuser/", Some(("GET", "/people_service/People/GetPerson")), 502),
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
        people_service: double.url("/people_service"),
    }
}

fn fits(pattern: &str, path: &str) -> bool {
    let parts = || pattern.split('/').zip(path.split('/'));
    pattern.matches('/').count() == path.matches('/').count()
        && parts().all(|(wanted, part)| wanted.starts_with('{') || wanted == part)
}

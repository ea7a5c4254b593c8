//! What becomes of each operation when one of its dependencies fails. Yours: written once, never overwritten.

use std::sync::Arc;

use axum::body::Body;
use axum::http::Request;
use tower::ServiceExt;

use frontend::generated::inbound::router;
use frontend::generated::outbound::{Addresses, Clients};
use frontend::generated::start::Resources;
use frontend::handlers::Handlers;

use super::double::Double;

/// Method and path of the interaction that fails, below a prefix for its callee; `{…}` stands for anything.
type Down = (&'static str, &'static str);

/// An operation, what is down, and the status its caller then gets.
#[rustfmt::skip]
const OPERATIONS: &[(&str, &str, Option<Down>, u16)] = &[
    // `GET /home`: all is well
    ("GET", "/home", None, 200),
    // `home-get-balance` down: the operation answers with less when it fails
    ("GET", "/home", Some(("GET", "/balancereader/balances/{account}")), 200),
    // `home-get-contacts` down: the operation answers with less when it fails
    ("GET", "/home", Some(("GET", "/contacts/contacts/{user}")), 200),
    // `home-get-history` down: the operation answers with less when it fails
    ("GET", "/home", Some(("GET", "/transactionhistory/transactions/{account}")), 200),
    // `POST /deposit`: all is well
    ("POST", "/deposit", None, 200),
    // `deposit-add-contact` down: the operation fails with it
    ("POST", "/deposit", Some(("POST", "/contacts/contacts/{user}")), 502),
    // `deposit-write-transaction` down: the operation fails with it
    ("POST", "/deposit", Some(("POST", "/ledgerwriter/transactions%20%28deposit%29")), 502),
    // `POST /login`: all is well
    ("POST", "/login", None, 200),
    // `login-check-password` down: the operation fails with it
    ("POST", "/login", Some(("GET", "/userservice/login")), 502),
    // `POST /payment`: all is well
    ("POST", "/payment", None, 200),
    // `payment-add-contact` down: the operation fails with it
    ("POST", "/payment", Some(("POST", "/contacts/contacts/{user}")), 502),
    // `payment-write-transaction` down: the operation fails with it
    ("POST", "/payment", Some(("POST", "/ledgerwriter/transactions%20%28payment%29")), 502),
    // `POST /signup`: all is well
    ("POST", "/signup", None, 200),
    // `signup-create-user` down: the operation fails with it
    ("POST", "/signup", Some(("POST", "/userservice/users")), 502),
    // `signup-log-in` down: the operation fails with it
    ("POST", "/signup", Some(("GET", "/userservice/login")), 502),
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
        balancereader: double.url("/balancereader"),
        contacts: double.url("/contacts"),
        ledgerwriter: double.url("/ledgerwriter"),
        transactionhistory: double.url("/transactionhistory"),
        userservice: double.url("/userservice"),
    }
}

fn fits(pattern: &str, path: &str) -> bool {
    let parts = || pattern.split('/').zip(path.split('/'));
    pattern.matches('/').count() == path.matches('/').count()
        && parts().all(|(wanted, part)| wanted.starts_with('{') || wanted == part)
}

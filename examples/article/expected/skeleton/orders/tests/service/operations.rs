//! What becomes of each operation when one of its dependencies fails. Yours: written once, never overwritten.

use std::sync::Arc;

use axum::body::Body;
use axum::http::Request;
use tower::ServiceExt;

use orders::generated::inbound::router;
use orders::generated::runtime::status;
use orders::generated::runtime::store::Store;
use orders::generated::start::Resources;
use orders::handlers::Handlers;

/// Method and path of the interaction that fails, below a prefix for its callee; `{…}` stands for anything.
type Down = (&'static str, &'static str);

/// An operation, what is down, and the status its caller then gets.
#[rustfmt::skip]
const OPERATIONS: &[(&str, &str, Option<Down>, u16)] = &[
    // `Create`: all is well
    ("POST", "/Create", None, 200),
    // `Get`: all is well
    ("POST", "/Get", None, 200),
    // `Process`: all is well
    ("POST", "/Process", None, 202),
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

async fn handlers(_down: Option<Down>) -> Arc<Handlers> {
    let store = store().await;
    Arc::new(Handlers::new(Resources { store }))
}

async fn store() -> Store {
    let opened = Store::open("sqlite::memory:").await;
    let store = opened.expect("a database in memory opens");
    status::prepare(&store).await.expect("its tables are made");
    store
}

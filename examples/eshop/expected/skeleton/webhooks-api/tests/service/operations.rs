//! What becomes of each operation when one of its dependencies fails. Yours: written once, never overwritten.

use std::sync::Arc;

use axum::body::Body;
use axum::http::Request;
use tower::ServiceExt;

use webhooks_api::generated::inbound::router;
use webhooks_api::generated::messages::deliver;
use webhooks_api::generated::outbound::{Addresses, Clients};
use webhooks_api::generated::runtime::store::Store;
use webhooks_api::generated::start::Resources;
use webhooks_api::handlers::Handlers;

use super::double::Double;

/// Method and path of the interaction that fails, below a prefix for its callee; `{…}` stands for anything.
type Down = (&'static str, &'static str);

/// An operation, what is down, and the status its caller then gets.
#[rustfmt::skip]
const OPERATIONS: &[(&str, &str, Option<Down>, u16)] = &[
    // `GET /api/webhooks`: all is well
    ("GET", "/api/webhooks", None, 200),
    // `POST /api/webhooks`: all is well
    ("POST", "/api/webhooks", None, 200),
    // `check-grant-url` down: the operation fails with it
    ("POST", "/api/webhooks", Some(("OPTIONS", "/webhooksclient/check")), 502),
    // `load signing keys`: all is well
    ("POST", "/load%20signing%20keys", None, 200),
    // `webhooks-read-keys` down: no `on-failure` is declared, so the operation fails with it
    ("POST", "/load%20signing%20keys", Some(("POST", "/identity_api/signing%20keys")), 502),
];

/// A channel, what is down, and whether its message is then handled.
#[rustfmt::skip]
const MESSAGES: &[(&str, Option<Down>, bool)] = &[
    // `consume OrderStatusChangedToPaid`: all is well
    ("OrderStatusChangedToPaidIntegrationEvent", None, true),
    // `send-paid-to-client` down: its failure is logged and changes nothing
    ("OrderStatusChangedToPaidIntegrationEvent", Some(("POST", "/webhooksclient/webhook-received")), true),
    // `send-paid-webhooks` down: its failure is logged and changes nothing
    ("OrderStatusChangedToPaidIntegrationEvent", Some(("POST", "/subscriber/POST%20webhook")), true),
    // `consume OrderStatusChangedToShipped`: all is well
    ("OrderStatusChangedToShippedIntegrationEvent", None, true),
    // `send-shipped-webhooks` down: its failure is logged and changes nothing
    ("OrderStatusChangedToShippedIntegrationEvent", Some(("POST", "/subscriber/POST%20webhook")), true),
    // `consume ProductPriceChanged`: all is well
    ("ProductPriceChangedIntegrationEvent", None, true),
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

#[tokio::test]
async fn messages_are_handled_as_declared_when_a_dependency_fails() {
    for (channel, down, handled) in MESSAGES {
        let handlers = handlers(*down).await;
        let (store, body) = (handlers.store.clone(), serde_json::json!({}));
        let outcome = deliver(handlers, &store, channel, &body).await;
        let label = format!("{channel} without {down:?}: {outcome:?}");
        assert_eq!(outcome.is_ok(), *handled, "{label}");
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
        identity_api: double.url("/identity_api"),
        subscriber: double.url("/subscriber"),
        webhooksclient: double.url("/webhooksclient"),
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

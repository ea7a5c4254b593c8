//! What happens to a request before anybody works on it.

use std::sync::Arc;
use std::time::Duration;

use crate::runtime::serve::{Limit, Operation, guarded};
use crate::runtime::{deadline, idempotency};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use axum::response::Response;
use axum::routing::post;
use tokio::sync::Semaphore;
use tower::ServiceExt;

const OPERATIONS: &[Operation] = &[Operation {
    method: "POST",
    route: "/orders",
    name: "place",
}];

fn request(headers: &[(&str, &str)]) -> Request<Body> {
    let request = Request::post("/orders");
    let add = |request: axum::http::request::Builder, (name, value): &(&str, &str)| {
        request.header(*name, *value)
    };
    let request = headers.iter().fold(request, add).body(Body::empty());
    request.expect("the request is valid")
}

async fn ask(service: &Router, headers: &[(&str, &str)]) -> Response {
    let Ok(response) = service.clone().oneshot(request(headers)).await;
    response
}

#[tokio::test]
async fn a_full_service_refuses_at_once_in_the_words_of_whoever_asks() {
    let gate = Arc::new(Semaphore::new(0));
    let waiting = gate.clone();
    let work = post(move || async move {
        let _permit = waiting.acquire().await;
    });
    let limit = Some(Limit {
        requests: 2,
        sheds: true,
    });
    let service = guarded(Router::new().route("/orders", work), OPERATIONS, limit);
    let held: Vec<_> = (0..2)
        .map(|_| {
            let service = service.clone();
            tokio::spawn(async move { ask(&service, &[]).await.status() })
        })
        .collect();
    tokio::task::yield_now().await;
    assert_eq!(
        ask(&service, &[]).await.status(),
        StatusCode::SERVICE_UNAVAILABLE
    );
    let refused = ask(&service, &[("content-type", "application/grpc+proto")]).await;
    assert_eq!(refused.status(), StatusCode::OK);
    assert_eq!(refused.headers()["grpc-status"], "8", "RESOURCE_EXHAUSTED");
    gate.add_permits(10);
    for one in held {
        assert_eq!(one.await.expect("it is answered"), StatusCode::OK);
    }
    assert_eq!(ask(&service, &[]).await.status(), StatusCode::OK);
}

#[tokio::test(start_paused = true)]
async fn a_service_that_queues_lets_requests_wait_until_their_deadline() {
    let work = post(|| tokio::time::sleep(Duration::from_secs(2)));
    let limit = Some(Limit {
        requests: 1,
        sheds: false,
    });
    let service = guarded(Router::new().route("/orders", work), OPERATIONS, limit);
    let first = service.clone();
    let first = tokio::spawn(async move { ask(&first, &[]).await.status() });
    tokio::task::yield_now().await;
    let impatient = ask(&service, &[("x-request-timeout-ms", "1000")]).await;
    assert_eq!(impatient.status(), StatusCode::GATEWAY_TIMEOUT);
    assert_eq!(ask(&service, &[]).await.status(), StatusCode::OK);
    assert_eq!(first.await.expect("it is answered"), StatusCode::OK);
}

#[tokio::test(start_paused = true)]
async fn a_deadline_is_read_kept_and_known_to_the_work() {
    let known = post(|| async { format!("{:?}", deadline::remaining()) });
    let service = guarded(Router::new().route("/orders", known), OPERATIONS, None);
    for (header, value, expected) in [
        ("x-request-timeout-ms", "1500", "Some(1.5s)"),
        ("grpc-timeout", "20S", "Some(20s)"),
        ("grpc-timeout", "250m", "Some(250ms)"),
        ("grpc-timeout", "123456789m", "None"),
        ("x-request-timeout-ms", "soon", "None"),
        ("accept", "*/*", "None"),
    ] {
        let response = ask(&service, &[(header, value)]).await;
        let body = axum::body::to_bytes(response.into_body(), 100).await;
        assert_eq!(body.expect("it is short"), expected, "{header}: {value}");
    }
    let passed = ask(&service, &[("x-request-timeout-ms", "0")]).await;
    assert_eq!(passed.status(), StatusCode::GATEWAY_TIMEOUT);

    let silent = Router::new().route("/orders", post(std::future::pending::<()>));
    let silent = guarded(silent, OPERATIONS, None);
    let late = ask(&silent, &[("x-request-timeout-ms", "300")]).await;
    assert_eq!(late.status(), StatusCode::GATEWAY_TIMEOUT);
    let late = ask(
        &silent,
        &[
            ("grpc-timeout", "300m"),
            ("content-type", "application/grpc"),
        ],
    )
    .await;
    assert_eq!(late.headers()["grpc-status"], "4", "DEADLINE_EXCEEDED");
}

#[tokio::test]
async fn the_key_of_a_request_is_known_to_the_work() {
    let known = post(|| async { idempotency::current().unwrap_or_default() });
    let service = guarded(Router::new().route("/orders", known), OPERATIONS, None);
    let response = ask(&service, &[("idempotency-key", "order-7")]).await;
    let body = axum::body::to_bytes(response.into_body(), 100).await;
    assert_eq!(body.expect("it is short"), "order-7");
}

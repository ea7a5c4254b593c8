//! Both ends of gRPC, over the loopback interface.

use std::net::Ipv4Addr;
use std::time::Duration;

use crate::runtime::call::{CallError, Caller, Cause, Policy, Refusal};
use crate::runtime::failure::Failure;
use crate::runtime::grpc_call::Peer;
use crate::runtime::grpc_serve::unary;
use crate::runtime::serve::{Operation, guarded};
use crate::runtime::{deadline, idempotency};
use axum::Router;
use axum::extract::Request;
use axum::http::Uri;
use axum::routing::post;

const PATH: &str = "/orders.Orders/Place";
const OPERATIONS: &[Operation] = &[Operation {
    method: "POST",
    route: PATH,
    name: "Place",
}];
const POLICY: Policy = Policy {
    interaction: "place-order",
    callee: "orders",
    timeout: Some(Duration::from_secs(5)),
    attempts: 1,
    backoff: None,
    jitter: false,
    repeatable: true,
    retry_budget: None,
    breaker: None,
    bulkhead: None,
    idempotency_key: true,
    passes_deadline: true,
};

/// A server whose only procedure takes and gives a text (`google.protobuf.StringValue`).
async fn server<F>(operation: impl Fn(String) -> F + Clone + Send + Sync + 'static) -> Peer
where
    F: Future<Output = Result<String, Failure>> + Send + 'static,
{
    let procedure = post(move |request: Request| async move { unary(request, operation).await });
    let routes = guarded(Router::new().route(PATH, procedure), OPERATIONS, None);
    let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await;
    let listener = listener.expect("loopback has free ports");
    let address = listener.local_addr().expect("it is bound");
    tokio::spawn(async move { axum::serve(listener, routes).await });
    Peer::new(&at(&format!("http://{address}")))
}

fn at(address: &str) -> Uri {
    address.parse().expect("it is an address")
}

async fn place(peer: &Peer, policy: Policy) -> Result<String, CallError> {
    let caller = Caller::new(policy);
    peer.send(&caller, PATH, &"tea".to_owned()).await
}

#[tokio::test]
async fn a_message_goes_there_and_back_with_key_and_deadline() {
    let peer = server(|order| async move {
        let key = idempotency::current().unwrap_or_default();
        let left = deadline::remaining().unwrap_or_default();
        let soon = left > Duration::ZERO && left <= Duration::from_secs(6);
        Ok(format!("{order} {} {soon}", key.len()))
    })
    .await;
    let answer = place(&peer, POLICY).await.expect("it answers");
    assert_eq!(answer, "tea 32 true");
    let bare = Policy {
        passes_deadline: false,
        idempotency_key: false,
        ..POLICY
    };
    let answer = place(&peer, bare).await.expect("it answers");
    assert_eq!(answer, "tea 0 false");
}

#[tokio::test]
async fn failures_keep_their_meaning() {
    let peer = server(|order| async move {
        let _ = order;
        Err(Failure::Conflict("sold out".into()))
    })
    .await;
    let error = place(&peer, POLICY).await.expect_err("it refuses");
    assert_eq!(error.refusal(), Some(Refusal::Conflict));
    assert!(error.to_string().ends_with("sold out"), "{error}");

    let peer = server(|_| async { Err(Failure::internal("the disk is full")) }).await;
    let error = place(&peer, POLICY).await.expect_err("it fails");
    assert_eq!(error.refusal(), Some(Refusal::Failed));
    assert!(!error.to_string().contains("disk"), "{error}");

    let peer = server(|_| async { Err(Failure::Overloaded("full".into())) }).await;
    let error = place(&peer, POLICY).await.expect_err("it is full");
    assert_eq!(error.refusal(), Some(Refusal::Overloaded));
}

#[tokio::test]
async fn nobody_there_was_never_sent_and_is_tried_again() {
    let once = Policy {
        attempts: 3,
        repeatable: false,
        ..POLICY
    };
    // Nobody listens on the port of discard.
    let error = place(&Peer::new(&at("http://127.0.0.1:9")), once).await;
    let error = error.expect_err("nobody listens");
    assert!(
        matches!(error.cause, Cause::Unreachable { sent: false, .. }),
        "{error}"
    );
    assert_eq!(error.attempts, 3);
}

#[tokio::test]
async fn a_silent_server_is_given_up() {
    let peer = server(|_| std::future::pending()).await;
    let short = Policy {
        timeout: Some(Duration::from_millis(50)),
        ..POLICY
    };
    let error = place(&peer, short).await.expect_err("it is silent");
    assert!(matches!(error.cause, Cause::Timeout(_)), "{error}");
}

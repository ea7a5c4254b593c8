//! A stand-in for callees on the loopback interface: it answers what a test says, or never.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::Request;
use axum::http::{Method, StatusCode, Uri};
use axum::response::IntoResponse;
use axum::{Json, Router};
use orders::generated::runtime::failure::Failure;
use orders::generated::runtime::grpc_call;
use orders::generated::runtime::grpc_serve::unary;
use orders::generated::runtime::http::{Peer, connections};

/// A request that arrived.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    pub path: String,
    pub key: Option<String>,
}

/// A running stand-in; it ends with the test.
pub struct Double {
    address: SocketAddr,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Double {
    /// Answers each request with the status that `answer` gives for its method and path, and never where it gives none.
    pub async fn start(answer: impl Fn(&Method, &str) -> Option<u16> + Clone + Send + Sync + 'static) -> Self {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let arrived = seen.clone();
        let router = Router::new().fallback(move |request: Request| {
            let key = request.headers().get("idempotency-key").and_then(|key| key.to_str().ok()).map(str::to_owned);
            let path = request.uri().path().to_owned();
            arrived.lock().unwrap_or_else(PoisonError::into_inner).push(Seen { path, key });
            let status = answer(request.method(), request.uri().path());
            async move {
                let content = request.headers().get("content-type");
                if content.is_some_and(|content| content.as_bytes().starts_with(b"application/grpc")) {
                    return unary(request, |(): ()| answered(status)).await;
                }
                match status {
                    Some(status) => {
                        let status = StatusCode::from_u16(status).expect("tests name valid statuses");
                        (status, Json(serde_json::json!({}))).into_response()
                    }
                    None => std::future::pending().await,
                }
            }
        });
        let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("loopback has free ports");
        let address = listener.local_addr().expect("a bound listener has an address");
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { address, seen }
    }

    /// Where it stands in for the callee whose paths start with `prefix`.
    pub fn url(&self, prefix: &str) -> Uri {
        format!("http://{}{prefix}", self.address).parse().expect("an address and a path make a URL")
    }

    /// The same as a peer for a client.
    pub fn peer(&self, prefix: &str) -> Peer {
        Peer::new(connections().expect("a client without TLS starts"), &self.url(prefix))
    }

    /// The same as a peer for procedures.
    pub fn procedures(&self) -> grpc_call::Peer {
        grpc_call::Peer::new(&self.url(""))
    }

    /// Every request so far.
    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// An HTTP status as what a procedure answers.
async fn answered(status: Option<u16>) -> Result<(), Failure> {
    match status {
        None => std::future::pending().await,
        Some(200) => Ok(()),
        Some(503) => Err(Failure::Unavailable("out of service".into())),
        Some(_) => Err(Failure::internal("it failed")),
    }
}

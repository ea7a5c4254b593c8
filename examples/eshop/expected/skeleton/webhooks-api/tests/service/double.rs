//! A stand-in for callees on the loopback interface: it answers what a test says, or never.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::Request;
use axum::http::{Method, StatusCode, Uri};
use axum::response::IntoResponse;
use axum::{Json, Router};
use webhooks_api::generated::runtime::http::{Peer, connections};

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

    /// Every request so far.
    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

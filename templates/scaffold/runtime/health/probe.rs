//! Probes: how a dependency is looked at. Never decides what it means.

use std::future::Future;
use std::pin::Pin;

use tokio::net::TcpStream;

/// What a probe returns.
pub type Probing = Pin<Box<dyn Future<Output = Result<(), ProbeError>> + Send>>;

/// Looks whether a dependency can be reached.
pub type Probe = Box<dyn Fn() -> Probing + Send + Sync>;

/// A dependency cannot be reached.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{0}")]
pub struct ProbeError(pub String);

/// A probe of any asynchronous function.
pub fn probe<F, R, E>(look: F) -> Probe
where
    F: Fn() -> R + Send + Sync + 'static,
    R: Future<Output = Result<(), E>> + Send + 'static,
    E: std::fmt::Display,
{
    Box::new(move || {
        let looking = look();
        Box::pin(async move { looking.await.map_err(|error| ProbeError(error.to_string())) })
    })
}

/// A probe that connects to the host and port of a URL and hangs up. It finds what is gone, not what hangs: calls show
/// that by their timeouts.
pub fn connects(url: &str) -> Probe {
    let place = place(url);
    probe(move || {
        let place = place.clone();
        async move {
            let place = place.ok_or_else(|| "its URL has no host".to_owned())?;
            let connected = TcpStream::connect(place).await;
            connected.map(drop).map_err(|error| error.to_string())
        }
    })
}

/// Host and port of a URL.
fn place(url: &str) -> Option<(String, u16)> {
    let uri: axum::http::Uri = url.parse().ok()?;
    let port = uri.port_u16().or_else(|| match uri.scheme_str() {
        Some("https") => Some(443),
        Some("http") => Some(80),
        _ => None,
    })?;
    let host = uri.host()?.trim_start_matches('[').trim_end_matches(']');
    Some((host.to_owned(), port))
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn a_url_has_a_place() {
        let at = |host: &str, port| Some((host.to_owned(), port));
        assert_eq!(place("http://127.0.0.1:8081"), at("127.0.0.1", 8081));
        assert_eq!(
            place("https://payment.example/v1"),
            at("payment.example", 443)
        );
        assert_eq!(place("http://[::1]:9/"), at("::1", 9));
        assert_eq!(place("nonsense"), None);
    }
}

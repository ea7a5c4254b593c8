//! How every outbound call is made: a timeout per attempt, a total number of attempts, a pause between them.

use std::time::Duration;

use reqwest::{Client, Method, StatusCode, Url, redirect};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::failure::Failure;
use super::settings::{SettingError, parsed};

/// One declared interaction and its policy.
#[derive(Debug, Clone)]
pub struct Call {
    /// The interaction's identifier in the architecture.
    pub interaction: &'static str,
    /// The method at the callee.
    pub method: Method,
    /// The path at the callee; `{name}` stands for a field of the request.
    pub path: &'static str,
    /// Time for one attempt, its answer included. `None` waits for ever.
    pub timeout: Option<Duration>,
    /// Attempts in total, the first one included.
    pub attempts: u32,
    /// The longest pause before each further attempt.
    pub backoff: Option<Duration>,
    /// The pause is drawn evenly between nothing and `backoff` (full jitter).
    pub jitter: bool,
    /// All attempts carry the same `idempotency-key` header.
    pub idempotency_key: bool,
}

/// Why a call has no answer.
#[derive(Debug, thiserror::Error)]
pub enum CallError {
    #[error("{interaction}: no answer within {timeout:?}")]
    Timeout {
        interaction: &'static str,
        timeout: Duration,
    },
    #[error("{interaction}: no connection: {source}")]
    Unreachable {
        interaction: &'static str,
        source: reqwest::Error,
    },
    #[error("{interaction}: the callee answered {status}")]
    Refused {
        interaction: &'static str,
        status: StatusCode,
    },
    #[error("{interaction}: the answer is not what was expected: {source}")]
    Unreadable {
        interaction: &'static str,
        source: serde_json::Error,
    },
    #[error("{interaction}: the request cannot be sent: {reason}")]
    Unsendable {
        interaction: &'static str,
        reason: String,
    },
}

impl CallError {
    /// Whether the same request may succeed a moment later.
    pub fn may_pass(&self) -> bool {
        match self {
            Self::Timeout { .. } | Self::Unreachable { .. } => true,
            Self::Refused { status, .. } => matches!(status.as_u16(), 502..=504),
            Self::Unreadable { .. } | Self::Unsendable { .. } => false,
        }
    }
}

impl From<CallError> for Failure {
    fn from(error: CallError) -> Self {
        match error {
            CallError::Timeout { .. } => Self::Timeout(error.into()),
            _ => Self::Dependency(error.into()),
        }
    }
}

/// Connections shared by all clients. They follow no redirects and use no proxy: a callee is where its address says.
///
/// # Errors
/// The TLS backend, if there is one, does not start.
pub fn connections() -> reqwest::Result<Client> {
    Client::builder()
        .redirect(redirect::Policy::none())
        .no_proxy()
        .build()
}

/// The address of a callee, from the variable `name` with this value.
///
/// # Errors
/// It is missing, is no URL, or has a scheme that this build does not speak.
pub fn address(name: &str, value: Option<String>) -> Result<Url, SettingError> {
    let url: Url = parsed(name, value, None)?;
    let wrong = |problem: String| SettingError {
        name: name.to_owned(),
        problem,
    };
    match url.scheme() {
        "http" => Ok(url),
        "https" if cfg!(feature = "tls") => Ok(url),
        "https" => Err(wrong("needs a build with `--features tls`".into())),
        other => Err(wrong(format!(
            "has the scheme {other}, which is not spoken here"
        ))),
    }
}

/// A callee: where it is and the connections to it.
#[derive(Debug, Clone)]
pub struct Peer {
    http: reqwest::Client,
    base: Url,
}

/// A request that is ready to be sent, more than once if need be.
struct Prepared {
    url: Url,
    body: Option<Vec<u8>>,
    key: Option<String>,
}

impl Peer {
    /// A callee whose paths start at `base`.
    pub fn new(http: reqwest::Client, base: Url) -> Self {
        Self { http, base }
    }

    /// Sends `request` as `call` says and waits for the answer.
    pub async fn send<Q, A>(&self, call: &Call, request: &Q) -> Result<A, CallError>
    where
        Q: Serialize + Sync,
        A: DeserializeOwned,
    {
        let prepared = self.prepare(call, request)?;
        let mut attempt = 1;
        loop {
            match self.attempt(call, &prepared).await {
                Err(error) if attempt < call.attempts && error.may_pass() => {
                    tracing::debug!(%error, attempt, "another attempt follows");
                    tokio::time::sleep(call.pause()).await;
                    attempt += 1;
                }
                outcome => return outcome,
            }
        }
    }

    fn prepare(&self, call: &Call, request: &impl Serialize) -> Result<Prepared, CallError> {
        let unsendable = |reason: String| CallError::Unsendable {
            interaction: call.interaction,
            reason,
        };
        let mut value =
            serde_json::to_value(request).map_err(|error| unsendable(error.to_string()))?;
        let path = filled(call.path, &mut value).map_err(unsendable)?;
        let url = format!("{}{path}", self.base.as_str().trim_end_matches('/'));
        let mut url = Url::parse(&url).map_err(|error| unsendable(error.to_string()))?;
        let without_body = matches!(call.method, Method::GET | Method::HEAD | Method::DELETE);
        if let (true, Value::Object(fields)) = (without_body, &value) {
            for (name, value) in fields {
                url.query_pairs_mut().append_pair(name, &as_text(value));
            }
        }
        let body = (!without_body).then(|| value.to_string().into_bytes());
        let key = call
            .idempotency_key
            .then(|| format!("{:032x}", fastrand::u128(..)));
        Ok(Prepared { url, body, key })
    }

    async fn attempt<A: DeserializeOwned>(
        &self,
        call: &Call,
        prepared: &Prepared,
    ) -> Result<A, CallError> {
        let exchange = self.exchange(call, prepared);
        let body = match call.timeout {
            Some(timeout) => tokio::time::timeout(timeout, exchange)
                .await
                .map_err(|_| CallError::Timeout {
                    interaction: call.interaction,
                    timeout,
                })??,
            None => exchange.await?,
        };
        let body: &[u8] = if body.is_empty() { b"null" } else { &body };
        serde_json::from_slice(body).map_err(|source| CallError::Unreadable {
            interaction: call.interaction,
            source,
        })
    }

    async fn exchange(&self, call: &Call, prepared: &Prepared) -> Result<Vec<u8>, CallError> {
        let unreachable = |source| CallError::Unreachable {
            interaction: call.interaction,
            source,
        };
        let mut request = self.http.request(call.method.clone(), prepared.url.clone());
        if let Some(body) = &prepared.body {
            request = request
                .header("content-type", "application/json")
                .body(body.clone());
        }
        if let Some(key) = &prepared.key {
            request = request.header("idempotency-key", key);
        }
        let response = request.send().await.map_err(unreachable)?;
        if !response.status().is_success() {
            return Err(CallError::Refused {
                interaction: call.interaction,
                status: response.status(),
            });
        }
        Ok(response.bytes().await.map_err(unreachable)?.to_vec())
    }
}

impl Call {
    fn pause(&self) -> Duration {
        let longest = self.backoff.unwrap_or_default();
        if self.jitter {
            longest.mul_f64(fastrand::f64())
        } else {
            longest
        }
    }
}

/// The path with its parameters; what went into the path is taken out of the request.
fn filled(path: &str, request: &mut Value) -> Result<String, String> {
    let mut filled = String::new();
    for segment in path.split_inclusive('/') {
        let bare = segment.trim_end_matches('/');
        match bare
            .strip_prefix('{')
            .and_then(|name| name.strip_suffix('}'))
        {
            None => filled.push_str(segment),
            Some(name) => {
                let value = request
                    .as_object_mut()
                    .and_then(|fields| fields.remove(name))
                    .unwrap_or_default();
                let text = as_text(&value);
                if matches!(text.as_str(), "." | "..") || !(value.is_string() || value.is_number())
                {
                    return Err(format!("`{name}` does not fit into the path"));
                }
                filled.push_str(&escaped(&text));
                filled.push_str(&segment[bare.len()..]);
            }
        }
    }
    Ok(filled)
}

fn as_text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                escaped.push(byte.into())
            }
            _ => escaped.push_str(&format!("%{byte:02X}")),
        }
    }
    escaped
}

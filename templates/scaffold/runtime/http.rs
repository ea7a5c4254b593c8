//! Calls over HTTP with JSON. Never follows a redirect and never uses a proxy: a callee is where its address says.

use axum::http::{HeaderMap, Uri};
use reqwest::{Client, Method, StatusCode, Url, redirect};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::call::{Attempt, CallError, Caller, Cause, Refusal};
use super::deadline;
use super::settings::{SettingError, parsed};

/// Where a request goes at the callee.
#[derive(Debug, Clone, PartialEq)]
pub struct Route {
    /// The method.
    pub method: Method,
    /// The path; `{name}` stands for a field of the request.
    pub path: &'static str,
}

/// A callee: where it is and the connections to it.
#[derive(Debug, Clone)]
pub struct Peer {
    http: Client,
    base: String,
}

/// A request that is ready to be sent, more than once if need be.
struct Prepared {
    method: Method,
    url: Url,
    body: Option<Vec<u8>>,
}

/// Connections shared by all clients.
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
pub fn address(name: &str, value: Option<String>) -> Result<Uri, SettingError> {
    let address: Uri = parsed(name, value, None)?;
    let wrong = |problem: &str| SettingError {
        name: name.to_owned(),
        problem: problem.to_owned(),
    };
    match address.scheme_str() {
        Some("http") => Ok(address),
        Some("https") if cfg!(feature = "tls") => Ok(address),
        Some("https") => Err(wrong("needs a build with `--features tls`")),
        _ => Err(wrong("is no URL that begins with http://")),
    }
}

impl Peer {
    /// A callee whose paths start at `base`.
    pub fn new(http: Client, base: &Uri) -> Self {
        let base = base.to_string().trim_end_matches('/').to_owned();
        Self { http, base }
    }

    /// Sends `request` as the caller's policy says and waits for the answer.
    ///
    /// # Errors
    /// Those of [`Caller::run`], and a request that does not fit into the route.
    pub async fn send<Q, A>(
        &self,
        caller: &Caller,
        route: &Route,
        request: &Q,
    ) -> Result<A, CallError>
    where
        Q: Serialize + Sync,
        A: DeserializeOwned,
    {
        let prepared = self.prepare(route, request).map_err(|reason| CallError {
            interaction: caller.policy().interaction,
            callee: caller.policy().callee,
            attempts: 0,
            cause: Cause::Unsendable(reason),
        })?;
        caller.run(|attempt| self.attempt(attempt, &prepared)).await
    }

    fn prepare(&self, route: &Route, request: &impl Serialize) -> Result<Prepared, String> {
        let mut value = serde_json::to_value(request).map_err(|error| error.to_string())?;
        let path = filled(route.path, &mut value)?;
        let url = format!("{}{path}", self.base);
        let mut url = Url::parse(&url).map_err(|error| error.to_string())?;
        let method = route.method.clone();
        let without_body = matches!(method, Method::GET | Method::HEAD | Method::DELETE);
        if let (true, Value::Object(fields)) = (without_body, &value) {
            for (name, value) in fields {
                url.query_pairs_mut().append_pair(name, &as_text(value));
            }
        }
        let body = (!without_body).then(|| value.to_string().into_bytes());
        Ok(Prepared { method, url, body })
    }

    async fn attempt<A: DeserializeOwned>(
        &self,
        attempt: Attempt,
        prepared: &Prepared,
    ) -> Result<A, Cause> {
        let mut headers = HeaderMap::new();
        attempt.mark(&mut headers);
        if let Some(remaining) = attempt.told() {
            deadline::send(remaining, &mut headers);
        }
        let mut request = self
            .http
            .request(prepared.method.clone(), prepared.url.clone())
            .headers(headers);
        if let Some(body) = &prepared.body {
            request = request
                .header("content-type", "application/json")
                .body(body.clone());
        }
        let response = request.send().await.map_err(unreachable)?;
        let status = response.status();
        if !status.is_success() {
            return Err(Cause::Refused {
                refusal: meaning(status),
                answer: status.to_string(),
            });
        }
        let body = response.bytes().await.map_err(unreachable)?;
        let body: &[u8] = if body.is_empty() { b"null" } else { &body };
        serde_json::from_slice(body).map_err(|error| Cause::Unreadable(error.into()))
    }
}

/// Only what found no connection was certainly not sent.
fn unreachable(error: reqwest::Error) -> Cause {
    Cause::Unreachable {
        sent: !error.is_connect(),
        source: error.into(),
    }
}

fn meaning(status: StatusCode) -> Refusal {
    match status {
        StatusCode::NOT_FOUND | StatusCode::GONE => Refusal::NotFound,
        StatusCode::CONFLICT | StatusCode::PRECONDITION_FAILED => Refusal::Conflict,
        StatusCode::TOO_MANY_REQUESTS => Refusal::Overloaded,
        StatusCode::BAD_GATEWAY | StatusCode::SERVICE_UNAVAILABLE => Refusal::Unavailable,
        StatusCode::REQUEST_TIMEOUT | StatusCode::GATEWAY_TIMEOUT => Refusal::Late,
        status if status.is_server_error() => Refusal::Failed,
        _ => Refusal::Invalid,
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
                let fields = request.as_object_mut();
                let value = fields
                    .and_then(|fields| fields.remove(name))
                    .unwrap_or_default();
                let text = as_text(&value);
                let fits = value.is_string() || value.is_number();
                if !fits || matches!(text.as_str(), "." | "..") {
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
                escaped.push(byte.into());
            }
            _ => escaped.push_str(&format!("%{byte:02X}")),
        }
    }
    escaped
}

//! Until when an answer is of use: the time that is left travels with the work. Never compares the clocks of two machines;
//! what goes over the wire is a remaining time.
//!
//! The deadline belongs to a task. What is spawned has none of its own; call [`within`] there again.

use std::time::Duration;

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use tokio::time::Instant;

/// The remaining time in milliseconds, over HTTP.
pub const HEADER: HeaderName = HeaderName::from_static("x-request-timeout-ms");
/// The remaining time, over gRPC: at most eight digits and a unit.
pub const GRPC_HEADER: HeaderName = HeaderName::from_static("grpc-timeout");

tokio::task_local! {
    static DEADLINE: Option<Instant>;
}

/// The deadline passed before the work was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the deadline has passed")]
pub struct Passed;

/// The deadline of what runs in this task.
pub fn current() -> Option<Instant> {
    DEADLINE.try_with(|deadline| *deadline).ok().flatten()
}

/// What is left until then: zero once it has passed.
pub fn remaining() -> Option<Duration> {
    current().map(|at| at.saturating_duration_since(Instant::now()))
}

/// Runs `work` for at most this long; a deadline that holds already and is earlier stays. What is unfinished then is
/// dropped at its next `await`.
///
/// # Errors
/// The deadline passed first. Nothing is begun that has no time left.
pub async fn within<T>(
    limit: Option<Duration>,
    work: impl Future<Output = T>,
) -> Result<T, Passed> {
    let own = limit.and_then(|limit| Instant::now().checked_add(limit));
    let deadline = own.into_iter().chain(current()).min();
    let work = DEADLINE.scope(deadline, work);
    match deadline {
        Some(at) if at <= Instant::now() => Err(Passed),
        Some(at) => tokio::time::timeout_at(at, work).await.map_err(|_| Passed),
        None => Ok(work.await),
    }
}

/// The remaining time that a request came with. What cannot be read counts as not sent.
pub fn received(headers: &HeaderMap) -> Option<Duration> {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let milliseconds = text(HEADER).and_then(|text| text.trim().parse().ok());
    let http = milliseconds.map(Duration::from_millis);
    let grpc = text(GRPC_HEADER).and_then(|text| grpc_timeout(text.trim()));
    http.into_iter().chain(grpc).min()
}

/// Tells the other side how long its answer is waited for.
pub fn send(remaining: Duration, headers: &mut HeaderMap) {
    let milliseconds = u64::try_from(remaining.as_millis()).unwrap_or(u64::MAX);
    headers.insert(HEADER, HeaderValue::from(milliseconds));
}

fn grpc_timeout(text: &str) -> Option<Duration> {
    let (digits, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let known = (1..=8).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    let count: u64 = known.then(|| digits.parse().ok()).flatten()?;
    match unit {
        "H" => Some(Duration::from_secs(count * 3600)),
        "M" => Some(Duration::from_secs(count * 60)),
        "S" => Some(Duration::from_secs(count)),
        "m" => Some(Duration::from_millis(count)),
        "u" => Some(Duration::from_micros(count)),
        "n" => Some(Duration::from_nanos(count)),
        _ => None,
    }
}

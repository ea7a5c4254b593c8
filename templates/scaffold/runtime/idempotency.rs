//! Keys by which a callee recognises a repetition. Never gives one key to two different calls.
//!
//! A request, or a message, that came with a key hands it on: the calls made for it carry keys derived from it, so that
//! when the whole request is repeated, every call is recognised as a repetition too. The n-th call of an interaction
//! within one request always gets the same key; a handler that makes several in varying order scopes each by [`within`].

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use axum::http::{HeaderMap, HeaderName};

/// The header, and the gRPC metadata, that carry a key.
pub const HEADER: HeaderName = HeaderName::from_static("idempotency-key");
/// The longest key that is accepted.
const LONGEST: usize = 255;

tokio::task_local! {
    static RECEIVED: Option<Received>;
}

struct Received {
    key: String,
    /// Calls so far, per interaction.
    calls: Mutex<HashMap<&'static str, u32>>,
}

/// Runs `work` under the key that its cause came with. A redelivered message, for example, comes with its identifier.
pub async fn within<T>(key: Option<String>, work: impl Future<Output = T>) -> T {
    let received = key.map(|key| Received {
        key,
        calls: Mutex::default(),
    });
    RECEIVED.scope(received, work).await
}

/// The key that the request came with, for a handler that recognises repetitions itself.
pub fn current() -> Option<String> {
    RECEIVED
        .try_with(|received| received.as_ref().map(|received| received.key.clone()))
        .ok()
        .flatten()
}

/// The key in the headers of a request; one that is empty, too long or no visible ASCII is none.
pub fn received(headers: &HeaderMap) -> Option<String> {
    let key = headers.get(HEADER)?.to_str().ok()?.trim();
    ((1..=LONGEST).contains(&key.len())).then(|| key.to_owned())
}

/// The key of the next call of an interaction: derived from the one received, else drawn at random.
pub fn next(interaction: &'static str) -> String {
    let derived = RECEIVED.try_with(|received| received.as_ref().map(|one| one.next(interaction)));
    let derived = derived.ok().flatten();
    derived.unwrap_or_else(|| format!("{:032x}", fastrand::u128(..)))
}

impl Received {
    fn next(&self, interaction: &'static str) -> String {
        let mut calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
        let call = calls.entry(interaction).or_default();
        *call += 1;
        let place = digest(&[&self.key, interaction, &call.to_string()]);
        let stem: String = self.key.chars().take(LONGEST - 33).collect();
        format!("{stem}-{place:032x}")
    }
}

/// FNV-1a of the parts, 128 bits: the same in every build and on every machine.
fn digest(parts: &[&str]) -> u128 {
    let bytes = parts
        .iter()
        .flat_map(|part| part.bytes().chain(std::iter::once(0xff)));
    bytes.fold(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d, |hash, byte| {
        (hash ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b)
    })
}

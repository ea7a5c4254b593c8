//! The built-in criteria: one sorted table of names and texts. Never reads the disk.

use super::{Criterion, Origin, read};
use crate::source::SourceMap;

macro_rules! embedded {
    ($($id:literal),+ $(,)?) => {
        &[$(($id, include_str!(concat!("../../../rules/criteria/", $id, ".toml")))),+]
    };
}

/// Name and text of every built-in criterion, sorted by name.
pub const BUILT_IN: &[(&str, &str)] = embedded![
    "background",
    "burst-factor",
    "compensation",
    "criticality-gap",
    "error-budget-share",
    "eventual-consistency",
    "fan-out",
    "geo-distributed",
    "high-load",
    "idempotency",
    "kind",
    "messaging",
    "needs-result",
    "ordering",
    "payload",
    "processing",
    "rate-limited",
    "receivers",
    "replay",
    "request-response",
    "same-region",
    "staleness",
    "strong-consistency",
    "user-waiting",
    "writers",
];

/// Reads the built-in criteria, adding their texts to the sources so that their places can be shown.
///
/// # Panics
/// When a shipped file has a mistake, which the tests exclude.
pub fn built_in(sources: &mut SourceMap) -> Vec<Criterion> {
    let files: Vec<_> =
        BUILT_IN.iter().map(|(id, text)| sources.add(format!("rules/criteria/{id}.toml"), *text)).collect();
    let read = |file| match read(sources, file, Origin::BuiltIn) {
        (Some(criterion), _) => criterion,
        (None, mistakes) => panic!("every built-in criterion is valid, but {mistakes:?}"),
    };
    files.into_iter().map(read).collect()
}

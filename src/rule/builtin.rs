//! The rules that come with the program. Never reads the disk: they are part of the binary.

use super::{Check, read_check};
use crate::source::SourceMap;

macro_rules! embed {
    ($($id:literal),+ $(,)?) => {
        &[$(($id, include_str!(concat!("../../rules/checks/", $id, ".toml")))),+]
    };
}

/// Checks by id, sorted, with the text of their files.
pub const CHECKS: &[(&str, &str)] = embed![
    "async-reply-while-user-waits",
    "availability-below-slo-after-retries",
    "availability-ceiling-below-slo",
    "blocking-chain-too-deep",
    "broker-single-point-of-failure",
    "cache-hides-overload",
    "chatty-pair",
    "criticality-inversion",
    "cross-region-sync-call",
    "distributed-monolith",
    "dual-write",
    "event-fan-out-storm",
    "event-ping-pong",
    "fan-out-tail-latency",
    "hub-bottleneck",
    "latency-budget-overrun",
    "lost-message",
    "metastable-overload",
    "missed-hybrid-split",
    "missing-timeout",
    "mode-decision-drift",
    "needless-failure",
    "no-consumer",
    "non-idempotent-consumer",
    "non-idempotent-retry",
    "ordering-not-guaranteed",
    "pool-exhaustion-cascade",
    "queue-saturation",
    "retry-amplification",
    "retry-without-backoff",
    "serial-tail-latency",
    "shared-database",
    "single-point-of-failure",
    "slow-backlog-drain",
    "stale-read-after-async-write",
    "strong-read-of-copy",
    "sync-cycle",
    "sync-write-chain",
    "timeout-inversion",
    "timeout-too-loose",
    "timeout-too-tight",
    "unbounded-queue",
    "unbounded-redelivery",
    "unmonitored-critical-edge",
    "unprotected-hard-dependency",
];

/// Reads the checks that come with the program. Their files are added to `sources`, so that reports can point at them.
pub fn builtin_checks(sources: &mut SourceMap) -> Vec<Check> {
    let files: Vec<_> =
        CHECKS.iter().map(|(id, text)| sources.add(format!("<rules>/checks/{id}.toml"), *text)).collect();
    files
        .into_iter()
        .map(|file| {
            let (check, diagnostics) = read_check(sources, file);
            check.unwrap_or_else(|| panic!("a built-in check is broken: {diagnostics:#?}"))
        })
        .collect()
}

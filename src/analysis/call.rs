//! The settings of one call that numbers are computed from, read once. Never judges a setting.

use super::timeout::outlasts;
use crate::architecture::{Architecture, Declared, Interaction, Timeout};
use rustc_hash::FxHashMap;

/// What a caller does per execution of its operation. Times in seconds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Call {
    /// Calls per execution; one where none are declared, because a declared interaction is a call.
    pub(super) calls: f64,
    /// Attempts per call, the first included; one where none are declared.
    pub(super) attempts: f64,
    /// Whether the attempts were assumed.
    pub(super) attempts_assumed: bool,
    /// Load per call at worst: the attempts, or what a retry budget leaves of them.
    pub(super) factor: f64,
    /// Longest pause before each further attempt; none where none is declared.
    pub(super) backoff: f64,
    /// Whether a pause was assumed that matters.
    pub(super) backoff_assumed: bool,
    /// The timeout of one attempt, where it is declared.
    pub(super) timeout: Option<Timeout>,
    /// Share of executions that make the call; all where nothing is declared.
    pub(super) probability: f64,
    /// The number of its `parallel` name among all such names.
    pub(super) parallel: Option<u32>,
}

/// Reads the calls of all interactions, in their order.
pub(super) fn read_calls(architecture: &Architecture) -> Vec<Call> {
    let mut numbers = FxHashMap::<&str, u32>::default();
    let mut calls = Vec::with_capacity(architecture.interactions.len());
    for Interaction { declared, .. } in &architecture.interactions {
        let parallel = declared.parallel.as_ref().map(|name| {
            let next = numbers.len() as u32;
            *numbers.entry(&name.value).or_insert(next)
        });
        calls.push(Call { parallel, ..Call::read(declared) });
    }
    calls
}

impl Call {
    fn read(declared: &Declared) -> Self {
        let attempts = declared.attempts.map_or(1.0, |attempts| f64::from(attempts.value.max(1)));
        let budget = declared.retry_budget.map_or(f64::INFINITY, |budget| 1.0 + budget.value.get());
        Self {
            calls: declared.calls.map_or(1.0, |calls| f64::from(calls.value)),
            attempts,
            attempts_assumed: declared.attempts.is_none(),
            factor: attempts.min(budget),
            backoff: declared.backoff.map_or(0.0, |backoff| backoff.value.seconds()),
            backoff_assumed: declared.backoff.is_none() && attempts > 1.0,
            timeout: declared.timeout.map(|timeout| timeout.value),
            probability: declared.probability.map_or(1.0, |probability| probability.value.get()),
            parallel: None,
        }
    }

    /// Whether an attempt that takes so many seconds is given up: the one statement of what is late. No attempt is given up
    /// where no timeout is declared.
    pub(super) fn gives_up(&self, seconds: f64) -> bool {
        self.timeout.and_then(Timeout::after).is_some_and(|limit| outlasts(seconds, limit.seconds()))
    }

    /// All pauses of one call at worst (risk catalogue, R16).
    pub(super) fn pauses(&self) -> f64 {
        (self.attempts - 1.0) * self.backoff
    }

    /// W = nT + pauses for one call whose attempts take `attempt` seconds each (risk catalogue, R16).
    pub(super) fn worst_wait(&self, attempt: f64) -> f64 {
        self.attempts * attempt + self.pauses()
    }
}

//! The settings of one call that numbers are computed from, read once. Never judges a setting.

use crate::architecture::{Declared, Timeout};

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
}

impl Call {
    /// Reads what was declared.
    pub(super) fn read(declared: &Declared) -> Self {
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
        }
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

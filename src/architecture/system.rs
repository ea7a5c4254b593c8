//! What holds for the whole system: its name, the team's policy, the network and accepted findings. Never derives.

use super::{Date, Duration, Messaging, Ratio};
use crate::diagnostic::Severity;
use crate::source::{Span, Spanned};
use rustc_hash::FxHashMap;

/// The `[system]` table.
#[derive(Debug, Clone, Default)]
pub struct System {
    /// Shown in titles.
    pub name: Option<Spanned<Box<str>>>,
    /// One line for people.
    pub description: Option<Spanned<Box<str>>>,
    /// The team's experience with messaging and its operation.
    pub messaging: Option<Spanned<Messaging>>,
    /// Accepted findings about the system as a whole.
    pub allow: Vec<Allow>,
}

/// Values under names that the user chose, in alphabetical order, each with both places.
pub type Named<T> = Vec<(Spanned<Box<str>>, Spanned<T>)>;

/// The `[policy]` table: a team's own limits.
#[derive(Debug, Clone, Default)]
pub struct Policy {
    /// Services in one blocking chain, at most.
    pub max_blocking_depth: Option<Spanned<u32>>,
    /// Attempts that may reach one service per request of a journey, at most.
    pub max_retry_amplification: Option<Spanned<u32>>,
    /// Longest time a request may be held open by gateways and clients.
    pub max_hold: Option<Spanned<Duration>>,
    /// How long a consumer may be down: backlogs are planned for it.
    pub outage: Option<Spanned<Duration>>,
    /// p99 of one publish-to-deliver hop.
    pub broker_latency: Option<Spanned<Duration>>,
    /// Availability assumed per tier (1 to 4) where a service declares none. Nothing is assumed without it.
    pub availability_by_tier: [Option<Spanned<Ratio>>; 4],
    /// Availability assumed for external services that declare none.
    pub availability_external: Option<Spanned<Ratio>>,
    /// Weights of criteria, by criterion name.
    pub weights: Named<f64>,
    /// Severities of checks, by rule name; `None` switches the rule off.
    pub severity: Named<Option<Severity>>,
    /// Folders with further rules, relative to the file that names them.
    pub rules: Vec<Spanned<Box<str>>>,
}

/// The `[network]` table: round trips between regions, symmetric.
#[derive(Debug, Clone, Default)]
pub struct RoundTrips {
    by_pair: FxHashMap<(Box<str>, Box<str>), Spanned<Duration>>,
}

impl RoundTrips {
    /// Records the round trip between two regions; returns the earlier one where the pair is already known.
    pub fn insert(
        &mut self,
        one: &str,
        other: &str,
        round_trip: Spanned<Duration>,
    ) -> Option<Spanned<Duration>> {
        self.by_pair.insert(Self::key(one, other), round_trip)
    }

    /// The round trip between two regions, where it is declared.
    pub fn between(&self, one: &str, other: &str) -> Option<Spanned<Duration>> {
        self.by_pair.get(&Self::key(one, other)).copied()
    }

    /// Whether nothing is declared.
    pub fn is_empty(&self) -> bool {
        self.by_pair.is_empty()
    }

    fn key(one: &str, other: &str) -> (Box<str>, Box<str>) {
        let (first, second) = if one <= other { (one, other) } else { (other, one) };
        (first.into(), second.into())
    }
}

/// A finding that somebody accepted.
#[derive(Debug, Clone, PartialEq)]
pub struct Allow {
    /// The whole entry.
    pub span: Span,
    /// The rule that is accepted.
    pub rule: Spanned<Box<str>>,
    /// Why.
    pub reason: Spanned<Box<str>>,
    /// The last day on which it holds.
    pub expires: Option<Spanned<Date>>,
    /// The record of the decision.
    pub adr: Option<Spanned<Box<str>>>,
    /// Who accepted it.
    pub owner: Option<Spanned<Box<str>>>,
}

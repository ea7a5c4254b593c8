//! What a journey can promise, and whether that keeps an objective. Never says yes where something is not known.

use crate::analysis::{Analysis, Percentiles};
use crate::architecture::{Journey, JourneyId};

/// What an objective is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Goal {
    /// The share of requests that succeed.
    Availability,
    /// The median of the response time.
    P50,
    /// Its 95th percentile.
    P95,
    /// Its 99th percentile.
    P99,
}

/// Whether an objective is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Met {
    /// It is.
    Yes,
    /// It is not.
    No,
    /// Something is not declared that decides it.
    Unknown,
}

/// What a journey can promise. Times in seconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outlook {
    /// The availability ceiling; `None` where an availability or a mode is not known.
    pub availability: Option<f64>,
    /// The ceiling is not higher than this.
    pub availability_at_most: f64,
    /// Percentiles for independent calls; `None` where a latency is not known.
    pub latency: Option<Percentiles>,
    /// The p99 is not lower than this, whatever the dependence between calls.
    pub p99_at_least: f64,
    /// The p99 is not higher than this, whatever the dependence between calls.
    pub p99_at_most: Option<f64>,
}

/// Scores and products differ in their last digits; an objective is not missed by that.
const ROUNDING: f64 = 1e-12;

impl Goal {
    /// All goals.
    pub const ALL: [Self; 4] = [Self::Availability, Self::P50, Self::P95, Self::P99];

    /// The objective of a journey, a share or seconds.
    pub fn objective(self, journey: &Journey) -> Option<f64> {
        let slo = &journey.slo;
        match self {
            Self::Availability => slo.availability.map(|slo| slo.value.get()),
            Self::P50 => slo.p50.map(|slo| slo.value.seconds()),
            Self::P95 => slo.p95.map(|slo| slo.value.seconds()),
            Self::P99 => slo.p99.map(|slo| slo.value.seconds()),
        }
    }

    /// The word that reports use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Availability => "availability",
            Self::P50 => "p50",
            Self::P95 => "p95",
            Self::P99 => "p99",
        }
    }
}

impl Outlook {
    /// Looks at a journey.
    pub fn of(analysis: &Analysis<'_>, journey: JourneyId) -> Self {
        let complete = analysis.availability(journey).complete;
        let latency = analysis.latency_estimate(journey).filter(|_| complete);
        Self { latency, ..Self::of_bounds(analysis, journey) }
    }

    /// Looks at a journey without an estimate of its latency, which costs most of the time.
    pub(super) fn of_bounds(analysis: &Analysis<'_>, journey: JourneyId) -> Self {
        let seen = analysis.availability(journey);
        let bounds = analysis.latency_bounds(journey);
        Self {
            availability: seen.ceiling.known().filter(|_| seen.complete).map(|ceiling| ceiling.value),
            availability_at_most: seen.at_most.value,
            latency: None,
            p99_at_least: bounds.at_least,
            p99_at_most: bounds.bound_p99.known().filter(|_| seen.complete).map(|bound| bound.value),
        }
    }

    /// The number that a goal looks at.
    pub fn value(&self, goal: Goal) -> Option<f64> {
        match goal {
            Goal::Availability => self.availability,
            Goal::P50 => self.latency.map(|latency| latency.p50),
            Goal::P95 => self.latency.map(|latency| latency.p95),
            Goal::P99 => self.latency.map(|latency| latency.p99),
        }
    }

    /// Whether an objective is kept. For the p99 the bounds decide where they can, the estimate elsewhere (R06).
    pub fn meets(&self, goal: Goal, objective: f64) -> Met {
        let within = |value: f64| value <= objective * (1.0 + ROUNDING);
        match goal {
            Goal::Availability if self.availability_at_most < objective - ROUNDING => Met::No,
            Goal::Availability => self.availability.map_or(Met::Unknown, |_| Met::Yes),
            Goal::P99 if !within(self.p99_at_least) => Met::No,
            Goal::P99 if self.p99_at_most.is_some_and(within) => Met::Yes,
            _ => match self.value(goal) {
                Some(value) if within(value) => Met::Yes,
                Some(_) => Met::No,
                None => Met::Unknown,
            },
        }
    }
}

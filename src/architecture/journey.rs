//! A journey: a request as its user sees it, from the entry to the last answer. Never derives.

use super::{Allow, Duration, InteractionId, Rate, Ratio, ServiceId};
use crate::source::{Span, Spanned};

/// One journey with its names resolved.
#[derive(Debug, Clone)]
pub struct Journey {
    /// Unique identifier.
    pub id: Box<str>,
    /// The `[[journey]]` header.
    pub span: Span,
    /// One line for people.
    pub description: Option<Spanned<Box<str>>>,
    /// The service that receives the request.
    pub entry: Spanned<ServiceId>,
    /// The entry's operation.
    pub operation: Option<Spanned<Box<str>>>,
    /// A person or calling system waits.
    pub user_waiting: Option<Spanned<bool>>,
    /// How often it runs.
    pub rate: Option<Spanned<Rate>>,
    /// 1 is most critical, 4 least.
    pub tier: Option<Spanned<u8>>,
    /// What it promises.
    pub slo: Slo,
    /// The order of the entry's calls, where it is declared.
    pub steps: Vec<JourneyStep>,
    /// Accepted findings.
    pub allow: Vec<Allow>,
    /// Where the source says so.
    pub evidence: Vec<Spanned<Box<str>>>,
}

/// Objectives of a journey. `None` is "no objective declared".
#[derive(Debug, Clone, Copy, Default)]
pub struct Slo {
    /// Median response time.
    pub p50: Option<Spanned<Duration>>,
    /// 95th percentile of the response time.
    pub p95: Option<Spanned<Duration>>,
    /// 99th percentile of the response time.
    pub p99: Option<Spanned<Duration>>,
    /// Share of requests that succeed.
    pub availability: Option<Spanned<Ratio>>,
}

/// One step in the declared order of a journey.
#[derive(Debug, Clone)]
pub enum JourneyStep {
    /// One interaction.
    One(Spanned<InteractionId>),
    /// Interactions that run together.
    Parallel(Vec<Spanned<InteractionId>>),
}

impl JourneyStep {
    /// The interactions of the step.
    pub fn interactions(&self) -> &[Spanned<InteractionId>] {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::Parallel(group) => group,
        }
    }
}

//! A service and what was declared about it. Never derives.

use super::{Allow, Duration, FullPolicy, Rate, Ratio, ServiceKind};
use crate::source::{Span, Spanned};

/// One service.
#[derive(Debug, Clone)]
pub struct Service {
    /// Unique name.
    pub name: Box<str>,
    /// Where the name was written.
    pub span: Span,
    /// What was declared.
    pub declared: ServiceFacts,
}

impl Service {
    /// The declared kind; a service where none was declared.
    pub fn kind(&self) -> ServiceKind {
        self.declared.kind.map_or(ServiceKind::Service, |kind| kind.value)
    }
}

/// The keys of a service. `None` is "not declared", never a default.
#[derive(Debug, Clone, Default)]
pub struct ServiceFacts {
    /// What it is.
    pub kind: Option<Spanned<ServiceKind>>,
    /// One line for people.
    pub description: Option<Spanned<Box<str>>>,
    /// The team.
    pub owner: Option<Spanned<Box<str>>>,
    /// 1 is most critical, 4 least.
    pub tier: Option<Spanned<u8>>,
    /// Where it runs.
    pub region: Option<Spanned<Box<str>>>,
    /// Zones it is spread over.
    pub zones: Option<Spanned<u32>>,
    /// Its own, dependencies left out.
    pub availability: Option<Spanned<Ratio>>,
    /// Median of its own work, waiting left out.
    pub p50: Option<Spanned<Duration>>,
    /// 99th percentile of its own work, waiting left out.
    pub p99: Option<Spanned<Duration>>,
    /// Running copies.
    pub instances: Option<Spanned<u32>>,
    /// Requests in flight per instance.
    pub concurrency: Option<Spanned<u32>>,
    /// What it does when full.
    pub when_full: Option<Spanned<FullPolicy>>,
    /// Requests per second it can serve in total.
    pub capacity: Option<Spanned<Rate>>,
    /// Accepted findings.
    pub allow: Vec<Allow>,
    /// Keys whose numbers were measured.
    pub measured: Vec<Spanned<Box<str>>>,
    /// Where the source says so.
    pub evidence: Vec<Spanned<Box<str>>>,
}

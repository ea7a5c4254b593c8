//! Architectures for vectors, as text, and their analysis. Never holds a number of its own.

use std::fmt::Write as _;
use syncwise::analysis::Analysis;
use syncwise::architecture::{Architecture, InteractionId, JourneyId, ServiceId, lower, read};
use syncwise::diagnostic::any_error;
use syncwise::graph::CallGraph;
use syncwise::source::SourceMap;

/// Text that grows table by table.
#[derive(Debug, Clone)]
pub(crate) struct Draft(String);

pub(crate) const SYNC: &str = "mode = \"sync\"\non-failure = \"fail\"";

impl Draft {
    pub(crate) fn new() -> Self {
        Self("syncwise = 1\n".into())
    }

    pub(crate) fn service(mut self, name: &str, keys: &str) -> Self {
        let _ = writeln!(self.0, "[service.{name}]\n{keys}");
        self
    }

    /// A service that is up for this share of the time.
    pub(crate) fn up(self, name: &str, availability: f64) -> Self {
        self.service(name, &format!("availability = \"{}%\"", percent(availability)))
    }

    /// A call named `from-to`.
    pub(crate) fn call(mut self, from: &str, to: &str, keys: &str) -> Self {
        let _ = writeln!(
            self.0,
            "[[interaction]]\nid = \"{from}-{to}\"\nfrom = \"{from}\"\nto = \"{to}\"\n{keys}"
        );
        self
    }

    /// The journey `j`.
    pub(crate) fn journey(mut self, entry: &str, keys: &str) -> Self {
        let _ = writeln!(self.0, "[[journey]]\nid = \"j\"\nentry = \"{entry}\"\n{keys}");
        self
    }

    fn architecture(&self) -> Architecture {
        let mut sources = SourceMap::new();
        let file = sources.add("architecture.toml", self.0.as_str());
        let (written, mut mistakes) = read(&sources, file);
        let (architecture, more) = lower(vec![written]);
        mistakes.extend(more);
        assert!(!any_error(&mistakes), "{mistakes:#?}\n{}", self.0);
        architecture
    }

    /// Looks at the analysis.
    pub(crate) fn look<T>(&self, look: impl FnOnce(&Analysis<'_>) -> T) -> T {
        let architecture = self.architecture();
        let graph = CallGraph::link(&architecture);
        look(&Analysis::derive(&architecture, &graph))
    }

    /// The availability ceiling of the journey.
    pub(crate) fn ceiling(&self) -> f64 {
        self.look(|analysis| {
            let ceiling = analysis.availability(journey(analysis)).ceiling;
            ceiling.known().expect("every availability is declared").value
        })
    }
}

/// A share as a number of percent without noise in the last digits.
pub(crate) fn percent(share: f64) -> f64 {
    (share * 100.0 * 1e10).round() / 1e10
}

pub(crate) fn journey(analysis: &Analysis<'_>) -> JourneyId {
    analysis.architecture().journey_named("j").expect("there is one journey")
}

pub(crate) fn call(analysis: &Analysis<'_>, id: &str) -> InteractionId {
    analysis.architecture().interaction_named(id).expect("the call is declared")
}

pub(crate) fn service(analysis: &Analysis<'_>, name: &str) -> ServiceId {
    analysis.architecture().service_named(name).expect("the service is declared")
}

//! Small architectures for the tests of this room, written in the language itself. Never compiled into the program.

use super::Analysis;
use crate::architecture::{Architecture, InteractionId, JourneyId, ServiceId, lower, read};
use crate::graph::CallGraph;
use crate::source::SourceMap;

/// Text that grows table by table.
#[derive(Default, Clone)]
pub(super) struct Draft(String);

impl Draft {
    pub(super) fn new() -> Self {
        Self("syncwise = 1\n".into())
    }

    pub(super) fn service(mut self, name: &str, keys: &str) -> Self {
        self.0 += &format!("[service.{name}]\n{keys}\n");
        self
    }

    pub(super) fn services(self, names: &[&str], keys: &str) -> Self {
        names.iter().fold(self, |draft, name| draft.service(name, keys))
    }

    /// A call named `from-to` with an operation at neither end.
    pub(super) fn call(self, from: &str, to: &str, keys: &str) -> Self {
        self.interaction(&format!("{from}-{to}"), from, to, keys)
    }

    /// A call from `service.operation` to `service.operation`; named after its ends.
    pub(super) fn between(self, from: &str, to: &str) -> Self {
        let split = |end: &'_ str| end.split_once('.').map(|(a, b)| (a.to_owned(), b.to_owned()));
        let (from_service, during) = split(from).expect("a caller has an operation");
        let (to_service, operation) = split(to).expect("a callee has an operation");
        let keys = format!("mode = \"sync\"\nduring = \"{during}\"\noperation = \"{operation}\"");
        self.interaction(&format!("{from}-{to}"), &from_service, &to_service, &keys)
    }

    pub(super) fn interaction(mut self, id: &str, from: &str, to: &str, keys: &str) -> Self {
        self.0 += &format!("[[interaction]]\nid = \"{id}\"\nfrom = \"{from}\"\nto = \"{to}\"\n{keys}\n");
        self
    }

    /// A journey named after its entry.
    pub(super) fn journey(mut self, entry: &str, keys: &str) -> Self {
        self.0 += &format!("[[journey]]\nid = \"{entry}\"\nentry = \"{entry}\"\n{keys}\n");
        self
    }

    pub(super) fn table(mut self, text: &str) -> Self {
        self.0 += text;
        self
    }

    pub(super) fn architecture(&self) -> Architecture {
        let mut sources = SourceMap::new();
        let file = sources.add("architecture.toml", self.0.as_str());
        let (written, mistakes) = read(&sources, file);
        assert!(mistakes.is_empty(), "{mistakes:?}");
        let (architecture, mistakes) = lower(vec![written]);
        let errors = mistakes.iter().filter(|it| it.severity == crate::diagnostic::Severity::Error);
        assert_eq!(errors.count(), 0, "{mistakes:?}");
        architecture
    }

    /// Hands the analysis of what was written to `check`.
    pub(super) fn check(&self, check: impl FnOnce(&Analysis<'_>)) {
        let architecture = self.architecture();
        let graph = CallGraph::link(&architecture);
        check(&Analysis::derive(&architecture, &graph));
    }
}

impl Analysis<'_> {
    pub(super) fn s(&self, name: &str) -> ServiceId {
        self.architecture.service_named(name).expect("the test names its services")
    }

    pub(super) fn i(&self, id: &str) -> InteractionId {
        self.architecture.interaction_named(id).expect("the test names its interactions")
    }

    pub(super) fn j(&self, id: &str) -> JourneyId {
        self.architecture.journey_named(id).expect("the test names its journeys")
    }

    pub(super) fn names(&self, services: &[ServiceId]) -> Vec<&str> {
        services.iter().map(|id| &*self.architecture.service(*id).name).collect()
    }

    pub(super) fn ids(&self, interactions: &[InteractionId]) -> Vec<&str> {
        interactions.iter().map(|id| &*self.architecture.interaction(*id).id).collect()
    }
}

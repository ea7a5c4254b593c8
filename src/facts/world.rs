//! Everything facts are read from: the declared architecture and what was derived from it. Never changes it.

use super::{Decisions, Outline, Subject};
use crate::analysis::{Analysis, Traffic};
use crate::architecture::{Architecture, Interaction, InteractionId, Journey, JourneyId, Service, ServiceId};
use crate::graph::CallGraph;
use crate::source::Span;

/// What facts are read from.
#[derive(Debug, Clone, Copy)]
pub struct World<'w> {
    /// What was declared.
    pub architecture: &'w Architecture,
    /// Who calls whom.
    pub graph: &'w CallGraph,
    /// Numbers about the graph.
    pub analysis: &'w Analysis<'w>,
    /// Traffic around every interaction.
    pub traffic: &'w Traffic,
    /// Decisions by interaction.
    pub decided: &'w dyn Decisions,
}

impl<'w> World<'w> {
    /// All subjects of one kind, in order.
    pub fn subjects(&self, kind: super::SubjectKind) -> Vec<Subject> {
        use super::SubjectKind as Kind;
        match kind {
            Kind::System => vec![Subject::System],
            Kind::Service => self.architecture.service_ids().map(Subject::Service).collect(),
            Kind::Interaction => self.architecture.interaction_ids().map(Subject::Interaction).collect(),
            Kind::Journey => self.architecture.journey_ids().map(Subject::Journey).collect(),
            Kind::Cycle => (0..self.analysis.cycles().len() as u32).map(Subject::Cycle).collect(),
        }
    }

    /// The name of a subject as users know it.
    pub fn id(&self, subject: Subject) -> String {
        match subject {
            Subject::System => {
                self.architecture.system.name.as_ref().map_or("system".into(), |name| name.value.to_string())
            }
            Subject::Service(id) => self.architecture.service(id).name.to_string(),
            Subject::Interaction(id) => self.architecture.interaction(id).id.to_string(),
            Subject::Journey(id) => self.architecture.journey(id).id.to_string(),
            Subject::Cycle(index) => {
                let cycle = &self.analysis.cycles()[index as usize];
                let names: Vec<&str> =
                    cycle.members.iter().map(|id| &*self.architecture.service(*id).name).collect();
                names.join(" → ")
            }
        }
    }

    /// The place to look at when nothing finer is to blame.
    pub fn span(&self, subject: Subject) -> Option<Span> {
        match subject {
            Subject::System => self.architecture.system.name.as_ref().map(|name| name.span),
            Subject::Service(id) => Some(self.architecture.service(id).span),
            Subject::Interaction(id) => Some(self.architecture.interaction(id).span),
            Subject::Journey(id) => Some(self.architecture.journey(id).span),
            Subject::Cycle(index) => {
                let first = self.analysis.cycles()[index as usize].interactions.first()?;
                Some(self.architecture.interaction(*first).span)
            }
        }
    }

    pub(super) fn service(&self, id: ServiceId) -> &'w Service {
        self.architecture.service(id)
    }

    pub(super) fn interaction(&self, subject: Subject) -> (InteractionId, &'w Interaction) {
        let Subject::Interaction(id) = subject else {
            unreachable!("a fact about interactions is read of one")
        };
        (id, self.architecture.interaction(id))
    }

    pub(super) fn journey(&self, subject: Subject) -> (JourneyId, &'w Journey) {
        let Subject::Journey(id) = subject else { unreachable!("a fact about journeys is read of one") };
        (id, self.architecture.journey(id))
    }

    /// The tightest objective for the p99, in seconds, among the journeys that wait for an interaction.
    pub(super) fn budget(&self, id: InteractionId) -> Option<f64> {
        let journey = self.architecture.journey(self.traffic.tightest_journey(id)?);
        journey.slo.p99.map(|p99| p99.value.seconds())
    }

    /// What was decided about an interaction, where it is decided.
    pub(super) fn outline(&self, subject: Subject) -> Option<Outline> {
        self.decided.outline(self, self.interaction(subject).0)
    }
}

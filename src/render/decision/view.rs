//! One decision as the formats see it: the interaction, what was looked at, what was decided and why. Never holds text.

use crate::architecture::{Allow, Interaction, InteractionId, Mode, Service, ServiceKind};
use crate::decision::{Argument, Decision, Evidence, Method};
use crate::facts::World;

/// The check that compares a declared mode with its facts.
pub(in crate::render) const DRIFT: &str = "mode-decision-drift";
/// How far a declared mode must be behind before it counts as a deviation, as in the check.
const LEAST_DEVIATION: f64 = 0.05;

/// Everything there is about the decision on one interaction. Cheap to copy: it only borrows.
#[derive(Debug, Clone, Copy)]
pub struct DecisionView<'a> {
    /// What was declared and derived.
    pub world: World<'a>,
    /// The interaction.
    pub id: InteractionId,
    /// What made the decision.
    pub method: &'a Method,
    /// What it looked at.
    pub evidence: &'a Evidence,
    /// What it decided.
    pub decision: &'a Decision,
    /// The case for it.
    pub argument: &'a Argument,
}

impl<'a> DecisionView<'a> {
    /// The interaction.
    pub fn interaction(&self) -> &'a Interaction {
        self.world.architecture.interaction(self.id)
    }

    /// Its identifier.
    pub fn name(&self) -> &'a str {
        &self.interaction().id
    }

    /// The caller, or the publisher.
    pub fn from(&self) -> &'a Service {
        self.world.architecture.service(self.interaction().from)
    }

    /// The callee, or the consumer, or a broker.
    pub fn to(&self) -> &'a Service {
        self.world.architecture.service(self.interaction().to)
    }

    /// The declared mode.
    pub fn declared(&self) -> Option<Mode> {
        self.interaction().declared.mode.map(|mode| mode.value)
    }

    /// The callee's operation, or the channel where there is none.
    pub fn operation(&self) -> Option<&'a str> {
        let declared = &self.interaction().declared;
        declared.operation.as_ref().or(declared.channel.as_ref()).map(|text| &*text.value)
    }

    /// Whether sync or async is a question here at all: not for what a datastore or a cache is asked, and not for
    /// what a client asks, which stands for a person or a program outside of the system.
    pub fn is_a_question(&self) -> bool {
        !matches!(self.to().kind(), ServiceKind::Datastore | ServiceKind::Cache)
            && self.from().kind() != ServiceKind::Client
    }

    /// Whether the declared mode contradicts its facts firmly enough to be called a deviation. The same condition as
    /// that of the check `mode-decision-drift`.
    pub fn deviates(&self) -> bool {
        let Some(declared) = self.declared() else { return false };
        let score = self.decision.score(declared);
        let vetoed = !score.is_feasible();
        let behind = self.decision.recommended.map(|best| self.decision.score(best).mean - score.mean);
        let firmly = self.argument.verdict.is_firm() && behind.is_some_and(|it| it > LEAST_DEVIATION);
        let ends_at_broker = [self.from(), self.to()].into_iter().any(|it| it.kind() == ServiceKind::Broker);
        let through_broker = self.interaction().via.is_some() || ends_at_broker;
        (vetoed || firmly) && self.is_a_question() && !through_broker
    }

    /// The entry with which the team accepts that the declared mode deviates.
    pub fn accepted(&self) -> Option<&'a Allow> {
        self.interaction().declared.allow.iter().find(|allow| *allow.rule.value == *DRIFT)
    }
}

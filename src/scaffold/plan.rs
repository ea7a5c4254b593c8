//! What a service is built from: which interactions become calls, which become messages, and which operation or
//! message sets each of them off. Never writes code.

use super::Context;
use super::found::Found;
use super::part::is_grpc;
use super::proto::Procedure;
use super::route::Route;
use crate::architecture::{
    Architecture, Choice, FailureEffect, Interaction, InteractionId, JourneyStep, Mode, Protocol, ServiceId,
    ServiceKind,
};

/// Where the mode of an interaction comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ModeSource {
    Declared,
    Recommended,
    Undecided,
}

/// How an interaction appears in the code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shape {
    /// A request that waits for its answer.
    Call,
    /// A message on a channel.
    Message(String),
    /// A call that is made later, by this service itself: a message on a channel of its own stands for it until then.
    Deferred(String),
    /// Not at all in this version; the reason is the end of a sentence that begins with the interaction.
    LeftOut(String),
}

/// What sets work off.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cause {
    Request(Route),
    Message(String),
}

/// An operation or a consumed channel, with the interactions that arrive there and those it makes.
#[derive(Debug, Clone)]
pub(super) struct Trigger {
    pub(super) cause: Cause,
    /// The operation as it is called in the architecture.
    pub(super) label: String,
    pub(super) arrives_by: Vec<InteractionId>,
    /// In order; the inner ones run together.
    pub(super) makes: Vec<Vec<InteractionId>>,
}

/// One service, ready to be written down.
#[derive(Debug)]
pub(super) struct Plan<'a> {
    pub(super) architecture: &'a Architecture,
    pub(super) context: &'a Context,
    pub(super) service: ServiceId,
    /// Sorted by cause.
    pub(super) triggers: Vec<Trigger>,
    /// Interactions that the service makes, by identifier.
    pub(super) outgoing: Vec<InteractionId>,
    /// Interactions that arrive, by identifier.
    pub(super) incoming: Vec<InteractionId>,
}

impl<'a> Plan<'a> {
    pub(super) fn new(architecture: &'a Architecture, service: ServiceId, context: &'a Context) -> Self {
        let ids = |wanted: &dyn Fn(&Interaction) -> bool| {
            architecture
                .interaction_ids()
                .filter(|id| wanted(architecture.interaction(*id)))
                .collect::<Vec<_>>()
        };
        let mut plan = Plan {
            architecture,
            context,
            service,
            triggers: Vec::new(),
            outgoing: ids(&|interaction| interaction.from == service),
            incoming: ids(&|interaction| interaction.to == service),
        };
        plan.triggers = plan.find_triggers();
        plan
    }

    pub(super) fn interaction(&self, id: InteractionId) -> &'a Interaction {
        self.architecture.interaction(id)
    }

    /// The declared mode, else the recommended one, else sync.
    pub(super) fn mode(&self, id: InteractionId) -> (Mode, ModeSource) {
        match (self.interaction(id).declared.mode, self.context.recommended.get(&id)) {
            (Some(mode), _) => (mode.value, ModeSource::Declared),
            (None, Some(mode)) => (*mode, ModeSource::Recommended),
            (None, None) => (Mode::Sync, ModeSource::Undecided),
        }
    }

    /// What a failure does to the caller; a dependency that says nothing is hard.
    pub(super) fn effect(&self, id: InteractionId) -> FailureEffect {
        self.interaction(id).declared.on_failure.map_or(FailureEffect::Fail, |effect| effect.value)
    }

    pub(super) fn shape(&self, id: InteractionId) -> Shape {
        let interaction = self.interaction(id);
        let kind = |service| self.architecture.service(service).kind();
        let broker = [interaction.from, interaction.to].iter().any(|end| kind(*end) == ServiceKind::Broker);
        if broker || self.mode(id).0 == Mode::Async {
            let speaks_grpc = interaction.declared.protocol.is_some_and(|one| one.value == Protocol::Grpc);
            return if self.is_deferred(interaction) && speaks_grpc {
                Shape::LeftOut("is a gRPC call that is made later: not generated yet".into())
            } else if self.is_deferred(interaction) {
                let from = &self.architecture.service(interaction.from).name;
                Shape::Deferred(format!("{from}.{}", interaction.id))
            } else {
                Shape::Message(channel(interaction))
            };
        }
        let to = kind(interaction.to);
        if matches!(to, ServiceKind::Datastore | ServiceKind::Cache) {
            return Shape::LeftOut(format!("talks to a {}: use its driver", to.word()));
        }
        match interaction.declared.protocol.map(|protocol| protocol.value) {
            None | Some(Protocol::Http | Protocol::Grpc | Protocol::Graphql) => Shape::Call,
            Some(protocol) => {
                Shape::LeftOut(format!("waits for an answer over {protocol}: not generated yet"))
            }
        }
    }

    /// Somebody else's service, which takes requests and consumes no messages.
    fn is_deferred(&self, interaction: &Interaction) -> bool {
        let declared = &interaction.declared;
        let protocol = declared.protocol.map(|protocol| protocol.value);
        self.architecture.service(interaction.to).kind() == ServiceKind::External
            && interaction.via.is_none()
            && declared.channel.is_none()
            && matches!(protocol, None | Some(Protocol::Http | Protocol::Grpc))
    }

    /// The route at the callee.
    pub(super) fn route(&self, id: InteractionId) -> Route {
        let interaction = self.interaction(id);
        if is_grpc(self, id) {
            let procedure = self.procedure(id);
            return Route::procedure(
                &format!("{}.{}", procedure.package, procedure.service),
                &procedure.method,
            );
        }
        let kind = interaction.declared.kind.map(|kind| kind.value);
        let operation =
            interaction.declared.operation.as_ref().map_or(&interaction.id, |operation| &operation.value);
        Route::of(operation, kind)
    }

    /// The procedure at the callee, for an interaction that speaks gRPC.
    pub(super) fn procedure(&self, id: InteractionId) -> Procedure {
        let interaction = self.interaction(id);
        Procedure::of(interaction, &self.architecture.service(interaction.to).name)
    }

    fn find_triggers(&self) -> Vec<Trigger> {
        let mut found = Found::default();
        for id in &self.incoming {
            let label = label(self.interaction(*id));
            match self.shape(*id) {
                Shape::Call => found.arrives(Cause::Request(self.route(*id)), &label, Some(*id)),
                Shape::Message(channel) => found.arrives(Cause::Message(channel), &label, Some(*id)),
                Shape::Deferred(_) | Shape::LeftOut(_) => {}
            }
        }
        let journeys =
            self.architecture.journeys.iter().filter(|journey| journey.entry.value == self.service);
        for operation in journeys.filter_map(|journey| journey.operation.as_ref()) {
            found.named(&operation.value);
        }
        for id in &self.outgoing {
            if let Some(during) = &self.interaction(*id).declared.during {
                let at = found.named(&during.value);
                found.triggers[at].makes.push(vec![*id]);
            }
        }
        let mut triggers = found.aligned();
        triggers.iter_mut().for_each(|trigger| self.arrange(trigger));
        triggers
    }

    /// Puts the interactions of a trigger in order: that of a journey, else the declared `order`; members
    /// of a parallel group together, where the first of them stands.
    fn arrange(&self, trigger: &mut Trigger) {
        let mut order: Vec<InteractionId> = trigger.makes.drain(..).flatten().collect();
        let declared = self.journey_order(&trigger.label);
        let place =
            |id: &InteractionId| declared.iter().position(|group| group.contains(id)).unwrap_or(usize::MAX);
        order.sort_by_key(|id| (place(id), self.interaction(*id).rank()));
        let group = |id: InteractionId| {
            let parallel = self.interaction(id).declared.parallel.as_ref().map(|group| group.value.clone());
            let declared = declared.get(place(&id)).filter(|group| group.len() > 1).map(|_| place(&id));
            (parallel, declared)
        };
        let mut groups: Vec<Vec<InteractionId>> = Vec::new();
        for id in order {
            let key = group(id);
            let same = groups.iter_mut().find(|members| key != (None, None) && group(members[0]) == key);
            match same {
                Some(members) => members.push(id),
                None => groups.push(vec![id]),
            }
        }
        trigger.makes = groups;
    }

    fn journey_order(&self, operation: &str) -> Vec<Vec<InteractionId>> {
        let of_operation = |name: &str| name == operation;
        let journey = self.architecture.journeys.iter().find(|journey| {
            journey.entry.value == self.service
                && !journey.steps.is_empty()
                && journey.operation.as_ref().is_some_and(|name| of_operation(&name.value))
        });
        let ids = |step: &JourneyStep| step.interactions().iter().map(|id| id.value).collect();
        journey.map_or_else(Vec::new, |journey| journey.steps.iter().map(ids).collect())
    }
}

/// The operation, or the identifier where none is declared.
pub(super) fn label(interaction: &Interaction) -> String {
    interaction.declared.operation.as_ref().map_or(&interaction.id, |operation| &operation.value).to_string()
}

/// The channel, or what names the message best where none is declared.
fn channel(interaction: &Interaction) -> String {
    let declared = interaction.declared.channel.as_ref().map(|channel| channel.value.to_string());
    declared.unwrap_or_else(|| label(interaction))
}

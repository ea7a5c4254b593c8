//! What of an architecture shows in metrics: which interaction is a call, which a message, and who exports what.
//! Never writes an expression.

use super::Context;
use super::alert::{Labels, Origin, Severity};
use crate::architecture::{
    Architecture, FailureEffect, Interaction, InteractionId, Journey, JourneyId, Mode, Protocol, ServiceId,
    ServiceKind, Timeout,
};
use crate::facts::World;

/// How an interaction shows in metrics.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// The caller measures it.
    Call,
    /// The caller measures it, and the callee its completion.
    Accepted,
    /// Publisher, broker and consumer measure it.
    Message,
    /// A driver is used, which generated services do not measure.
    Storage,
    /// A protocol that generated services do not speak.
    Foreign,
}

/// An architecture, seen by what its services export.
pub(super) struct Scene<'a> {
    pub(super) world: &'a World<'a>,
    pub(super) context: &'a Context,
    pub(super) names: &'a Names,
}

/// What is asked for often: the names of services and operations as labels have them, on one line, and the
/// interactions of each service.
pub(super) struct Names {
    services: Vec<String>,
    /// The operation at the callee, by interaction.
    operations: Vec<String>,
    /// The operation at the entry, by journey.
    entries: Vec<Option<String>>,
    /// The identifier, by interaction.
    ids: Vec<String>,
    /// The channel, by interaction.
    channels: Vec<String>,
    /// The interactions that each service makes.
    outgoing: Vec<Vec<InteractionId>>,
    /// The interactions that arrive at each service.
    incoming: Vec<Vec<InteractionId>>,
}

impl Names {
    pub(super) fn of(architecture: &Architecture) -> Self {
        let exported = |name: &str| crate::template::plain(name, usize::MAX);
        let operation = |it: &Interaction| {
            exported(it.declared.operation.as_ref().map_or(&it.id, |operation| &operation.value))
        };
        let entry = |it: &Journey| it.operation.as_ref().map(|operation| exported(&operation.value));
        let (mut outgoing, mut incoming) =
            (vec![Vec::new(); architecture.services.len()], vec![Vec::new(); architecture.services.len()]);
        for id in architecture.interaction_ids() {
            let interaction = architecture.interaction(id);
            outgoing[interaction.from.0 as usize].push(id);
            incoming[interaction.to.0 as usize].push(id);
        }
        Self {
            outgoing,
            incoming,
            ids: architecture.interactions.iter().map(|it| exported(&it.id)).collect(),
            channels: architecture.interactions.iter().map(|it| channel(architecture, it)).collect(),
            services: architecture.services.iter().map(|service| exported(&service.name)).collect(),
            operations: architecture.interactions.iter().map(operation).collect(),
            entries: architecture.journeys.iter().map(entry).collect(),
        }
    }
}

impl<'a> Scene<'a> {
    pub(super) fn architecture(&self) -> &'a Architecture {
        self.world.architecture
    }

    pub(super) fn interaction(&self, id: InteractionId) -> &'a Interaction {
        self.architecture().interaction(id)
    }

    pub(super) fn name(&self, id: ServiceId) -> &'a str {
        &self.names.services[id.0 as usize]
    }

    pub(super) fn outgoing(&self, service: ServiceId) -> impl Iterator<Item = InteractionId> + use<'a> {
        self.names.outgoing[service.0 as usize].iter().copied()
    }

    pub(super) fn incoming(&self, service: ServiceId) -> impl Iterator<Item = InteractionId> + use<'a> {
        self.names.incoming[service.0 as usize].iter().copied()
    }

    /// Its metrics are those of the table.
    pub(super) fn is_ours(&self, id: ServiceId) -> bool {
        matches!(self.architecture().service(id).kind(), ServiceKind::Service | ServiceKind::Gateway)
    }

    pub(super) fn shape(&self, id: InteractionId) -> Shape {
        let interaction = self.interaction(id);
        let kind = |service| self.architecture().service(service).kind();
        let mode = self.context.modes.get(&id).copied().unwrap_or(Mode::Sync);
        if [interaction.from, interaction.to].iter().any(|end| kind(*end) == ServiceKind::Broker)
            || mode == Mode::Async
        {
            return Shape::Message;
        }
        if matches!(kind(interaction.to), ServiceKind::Datastore | ServiceKind::Cache) {
            return Shape::Storage;
        }
        match interaction.declared.protocol.map(|protocol| protocol.value) {
            None | Some(Protocol::Http | Protocol::Grpc | Protocol::Graphql) if mode == Mode::Hybrid => {
                Shape::Accepted
            }
            None | Some(Protocol::Http | Protocol::Grpc | Protocol::Graphql) => Shape::Call,
            Some(_) => Shape::Foreign,
        }
    }

    /// The operation at the callee, as its metrics name it.
    pub(super) fn operation(&self, id: InteractionId) -> &'a str {
        &self.names.operations[id.0 as usize]
    }

    /// The channel, as metrics name it.
    pub(super) fn channel(&self, id: InteractionId) -> &'a str {
        &self.names.channels[id.0 as usize]
    }

    /// A call that is put off: its publisher keeps the message and makes the call later, because somebody else's service
    /// takes requests and consumes no messages.
    pub(super) fn is_deferred(&self, id: InteractionId) -> bool {
        self.shape(id) == Shape::Message && is_deferred(self.architecture(), self.interaction(id))
    }

    /// Where a journey's requests are measured: at its entry, else at the one call that the entry makes for it.
    pub(super) fn measured_at(&self, id: JourneyId) -> Result<(ServiceId, &'a str), String> {
        let journey = self.architecture().journey(id);
        let (Some(operation), Some(exported)) = (&journey.operation, &self.names.entries[id.0 as usize])
        else {
            return Err("`operation` of the journey is not declared".into());
        };
        let entry = journey.entry.value;
        if self.is_ours(entry) {
            return Ok((entry, exported));
        }
        let made: Vec<InteractionId> = self
            .outgoing(entry)
            .filter(|id| {
                let during = self.interaction(*id).declared.during.as_ref();
                during.is_some_and(|during| during.value == operation.value)
            })
            .collect();
        match made[..] {
            [one] if self.is_ours(self.interaction(one).to) && self.shape(one) != Shape::Message => {
                Ok((self.interaction(one).to, self.operation(one)))
            }
            _ => Err(format!(
                "its entry {} exports no metrics, and does not make exactly one call to a service that does",
                quoted(self.name(entry))
            )),
        }
    }

    /// The interaction, as metrics name it.
    pub(super) fn id(&self, id: InteractionId) -> &'a str {
        &self.names.ids[id.0 as usize]
    }

    /// What a failure of the call does to its caller.
    pub(super) fn is_hard(&self, id: InteractionId) -> bool {
        self.interaction(id).declared.on_failure.is_none_or(|effect| effect.value == FailureEffect::Fail)
    }

    /// The strictest objective for the availability among the journeys that fail with this call.
    pub(super) fn strictest(&self, id: InteractionId) -> Option<(JourneyId, f64)> {
        let journey = self.world.traffic.strictest_journey(id).filter(|_| self.is_hard(id))?;
        Some((journey, self.architecture().journey(journey).slo.availability?.value.get()))
    }

    pub(super) fn tier(&self, id: InteractionId) -> Option<u8> {
        let caller = self.architecture().service(self.interaction(id).from).declared.tier;
        self.world.traffic.tier_served(id).into_iter().chain(caller.map(|tier| tier.value)).min()
    }

    /// Why somebody is woken, or not: a cause of what an objective would show as a symptom can wait, so can what its
    /// caller survives, and everything whose tier is low or unknown.
    pub(super) fn severity_of_cause(&self, id: InteractionId) -> Severity {
        match self.strictest(id) {
            // A call that is put off is made again, and ends among the dead letters.
            None if self.is_hard(id) && self.shape(id) != Shape::Message => severity(self.tier(id)),
            _ => Severity::Ticket,
        }
    }

    /// The labels that route an alert about a service to its team.
    pub(super) fn labels(&self, service: ServiceId) -> Labels {
        let declared = &self.architecture().service(service).declared;
        let mut labels = vec![("service", self.name(service).to_owned())];
        labels.extend(declared.owner.as_ref().map(|owner| ("team", owner.value.to_string())));
        labels
    }

    pub(super) fn origin(&self, id: InteractionId) -> Origin {
        let interaction = self.interaction(id);
        Origin {
            interaction: Some(interaction.id.to_string()),
            record: self.context.records.get(&id).map(|number| format!("ADR-{number:04}")),
            evidence: joined(interaction.declared.evidence.iter().map(|place| &*place.value)),
        }
    }

    /// The timeout of one attempt, in seconds.
    pub(super) fn timeout(&self, id: InteractionId) -> Option<f64> {
        match self.interaction(id).declared.timeout?.value {
            Timeout::After(timeout) => Some(timeout.seconds()),
            _ => None,
        }
    }
}

fn is_deferred(architecture: &Architecture, interaction: &Interaction) -> bool {
    let declared = &interaction.declared;
    let protocol = declared.protocol.map(|protocol| protocol.value);
    architecture.service(interaction.to).kind() == ServiceKind::External
        && interaction.via.is_none()
        && declared.channel.is_none()
        && matches!(protocol, None | Some(Protocol::Http | Protocol::Grpc))
}

/// The channel of a message: declared, else what names it best; of its own for a call that is put off.
fn channel(architecture: &Architecture, interaction: &Interaction) -> String {
    if is_deferred(architecture, interaction) {
        return format!("{}.{}", architecture.service(interaction.from).name, interaction.id);
    }
    let declared = &interaction.declared;
    let named = declared.channel.as_ref().or(declared.operation.as_ref());
    named.map_or(&interaction.id, |name| &name.value).to_string()
}

/// At most three places.
pub(super) fn joined<'t>(places: impl Iterator<Item = &'t str>) -> Option<String> {
    let places: Vec<&str> = places.take(3).collect();
    (!places.is_empty()).then(|| places.join(", "))
}

/// Tiers 1 and 2 wake somebody.
pub(super) fn severity(tier: Option<u8>) -> Severity {
    if tier.is_some_and(|tier| tier <= 2) { Severity::Page } else { Severity::Ticket }
}

/// A name inside a sentence.
pub(super) fn quoted(name: &str) -> String {
    format!("`{}`", plain(name))
}

/// One line of text in which nothing is invisible.
pub(super) fn plain(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let shown = |c: char| {
        let hidden = c.is_control() || super::query::is_invisible(c);
        if hidden { c.escape_unicode().to_string() } else { c.to_string() }
    };
    line.chars().map(shown).collect()
}

//! Which calls an operation makes, for drawing. Never judges whether a call blocks.

use crate::architecture::{
    Architecture, Interaction, InteractionId, JourneyId, Mode, ServiceId, ServiceKind,
};
use crate::rule::Finding;

/// The calls of every service, and the findings to write next to them.
#[derive(Debug)]
pub struct CallView<'a> {
    pub(super) architecture: &'a Architecture,
    pub(super) findings: &'a [Finding],
    by_caller: Vec<Vec<InteractionId>>,
}

/// Where a request has arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Arrival<'a> {
    pub(super) service: ServiceId,
    /// The operation that was entered, where it is declared.
    pub(super) operation: Option<&'a str>,
    /// The channel of a message that arrived at a broker.
    pub(super) channel: Option<&'a str>,
}

impl<'a> CallView<'a> {
    /// Where a journey begins.
    pub(super) fn start(architecture: &'a Architecture, journey: JourneyId) -> Arrival<'a> {
        let journey = architecture.journey(journey);
        let operation = journey.operation.as_ref().map(|operation| &*operation.value);
        Arrival { service: journey.entry.value, operation, channel: None }
    }

    /// Sorts the interactions by caller.
    pub fn new(architecture: &'a Architecture, findings: &'a [Finding]) -> Self {
        let mut by_caller = vec![Vec::new(); architecture.services.len()];
        for id in architecture.interaction_ids() {
            by_caller[architecture.interaction(id).from.0 as usize].push(id);
        }
        by_caller.iter_mut().for_each(|calls: &mut Vec<InteractionId>| {
            calls.sort_by_key(|id| architecture.interaction(*id).rank());
        });
        Self { architecture, findings, by_caller }
    }

    /// The calls made where a request has arrived, by declared order, then by identifier. Operations count where both sides declare
    /// them; a call or an arrival without one may be any.
    pub(super) fn calls(&self, at: Arrival<'a>) -> impl Iterator<Item = InteractionId> {
        let broker = self.architecture.service(at.service).kind() == ServiceKind::Broker;
        let wanted = move |id: &InteractionId| {
            let declared = &self.architecture.interaction(*id).declared;
            let agree =
                |one: Option<&str>, other: Option<&str>| one.is_none() || other.is_none() || one == other;
            if broker {
                return agree(at.channel, declared.channel.as_ref().map(|channel| &*channel.value));
            }
            agree(at.operation, declared.during.as_ref().map(|during| &*during.value))
        };
        self.by_caller[at.service.0 as usize].iter().copied().filter(wanted)
    }

    /// Where the receiver of an interaction is entered.
    pub(super) fn arrival(&self, id: InteractionId) -> Arrival<'a> {
        let interaction = self.architecture.interaction(id);
        Arrival {
            service: interaction.to,
            operation: interaction.declared.operation.as_ref().map(|operation| &*operation.value),
            channel: interaction.declared.channel.as_ref().map(|channel| &*channel.value),
        }
    }

    /// The services a request reaches, the nearest first, but not many more than `most`.
    pub(super) fn nearest(&self, start: Arrival<'a>, most: usize) -> Vec<ServiceId> {
        let mut seen = std::collections::BTreeSet::from([start]);
        let mut services = vec![start.service];
        let mut open = std::collections::VecDeque::from([start]);
        while let Some(at) = open.pop_front().filter(|_| services.len() < most) {
            for next in self.calls(at).map(|id| self.arrival(id)) {
                if seen.insert(next) {
                    services.push(next.service);
                    open.push_back(next);
                }
            }
        }
        services
    }

    /// Everything a request can reach, asynchronous continuations included, sorted.
    pub(super) fn reach(&self, start: Arrival<'a>) -> Vec<InteractionId> {
        let mut seen = std::collections::BTreeSet::from([start]);
        let mut found = std::collections::BTreeSet::new();
        let mut open = vec![start];
        while let Some(at) = open.pop() {
            for id in self.calls(at) {
                found.insert(id);
                let next = self.arrival(id);
                if seen.insert(next) {
                    open.push(next);
                }
            }
        }
        found.into_iter().collect()
    }
}

/// The declared mode.
pub(super) fn mode(interaction: &Interaction) -> Option<Mode> {
    interaction.declared.mode.map(|mode| mode.value)
}

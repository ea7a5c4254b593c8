//! Traffic around an interaction: what its callee is offered, who else receives, what the caller does besides.
//! Never assumes a rate.

use super::strictest::{by_demand, first_to_meet};
use crate::architecture::{
    Access, Architecture, Declared, Interaction, InteractionId, InteractionKind, JourneyId, Mode, ServiceId,
    ServiceKind,
};
use crate::graph::{CallGraph, Relation};
use crate::parallel;
use rustc_hash::{FxHashMap, FxHashSet};

/// Rates that arrive at a service at the peak, per second.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Offered {
    /// The sum of what is declared.
    pub at_least: f64,
    /// Whether every interaction that arrives declares its rate.
    pub is_complete: bool,
}

/// What is known about the traffic of every service and interaction.
#[derive(Debug)]
pub struct Traffic {
    offered: Vec<Offered>,
    writes: Vec<Option<bool>>,
    receivers: Vec<u32>,
    calls_beside: Vec<f64>,
    tightest: Vec<Option<JourneyId>>,
    strictest: Vec<Option<JourneyId>>,
    tiers_served: Vec<Option<u8>>,
    declares_timeouts: bool,
    declares_breakers: bool,
}

impl Traffic {
    /// Derives the traffic. Linear in services and interactions.
    pub fn derive(architecture: &Architecture, graph: &CallGraph) -> Self {
        let ((offered, writes, receivers, calls_beside), (tightest, (strictest, tiers_served))) =
            parallel::join(
                || {
                    let (offered, writes) = (offered(architecture), writes(architecture));
                    (offered, writes, receivers(architecture), calls_beside(architecture))
                },
                || {
                    let others = || (strictest(architecture, graph), tiers_served(architecture, graph));
                    parallel::join(|| tightest(architecture, graph), others)
                },
            );
        Self {
            offered,
            writes,
            receivers,
            calls_beside,
            tightest,
            strictest,
            tiers_served,
            declares_breakers: architecture
                .interactions
                .iter()
                .any(|it| it.declared.circuit_breaker.is_some()),
            declares_timeouts: architecture.interactions.iter().any(|it| it.declared.timeout.is_some()),
        }
    }

    /// What arrives at a service at the peak.
    pub fn offered(&self, service: ServiceId) -> Offered {
        self.offered[service.0 as usize]
    }

    /// Whether a service writes a datastore; unknown where it declares no datastore at all, or only unclear accesses.
    pub fn writes(&self, service: ServiceId) -> Option<bool> {
        self.writes[service.0 as usize]
    }

    /// Receivers of the message of an interaction: itself, and the others its sender reaches on the same channel.
    pub fn receivers(&self, interaction: InteractionId) -> u32 {
        self.receivers[interaction.0 as usize]
    }

    /// Calls to other services per execution of the operation in which the interaction is made, this one included.
    pub fn calls_beside(&self, interaction: InteractionId) -> f64 {
        self.calls_beside[interaction.0 as usize]
    }

    /// The journey with the tightest objective for the p99 among those that wait for the interaction.
    pub fn tightest_journey(&self, interaction: InteractionId) -> Option<JourneyId> {
        self.tightest[interaction.0 as usize]
    }

    /// The journey with the strictest objective for the availability, below 100 %, among those that fail with the
    /// interaction.
    pub fn strictest_journey(&self, interaction: InteractionId) -> Option<JourneyId> {
        self.strictest[interaction.0 as usize]
    }

    /// The most critical tier among the journeys that meet the interaction; a journey without a tier has that of its entry.
    pub fn tier_served(&self, interaction: InteractionId) -> Option<u8> {
        self.tiers_served[interaction.0 as usize]
    }

    /// Whether any interaction declares a timeout, so that a missing one is missing rather than not modelled.
    pub fn declares_timeouts(&self) -> bool {
        self.declares_timeouts
    }

    /// Whether any interaction says whether it has a circuit breaker, so that a missing one is missing.
    pub fn declares_breakers(&self) -> bool {
        self.declares_breakers
    }
}

fn offered(architecture: &Architecture) -> Vec<Offered> {
    let mut offered = vec![Offered { at_least: 0.0, is_complete: true }; architecture.services.len()];
    for interaction in &architecture.interactions {
        let arriving = &mut offered[interaction.to.0 as usize];
        match interaction.declared.peak_rate.or(interaction.declared.rate) {
            Some(rate) => arriving.at_least += rate.value.per_second(),
            None => arriving.is_complete = false,
        }
    }
    offered
}

/// The declared access, or what the kind says: a command writes, a query reads.
fn access(declared: &Declared) -> Option<Access> {
    declared.access.map(|access| access.value).or_else(|| match declared.kind?.value {
        InteractionKind::Query => Some(Access::Read),
        InteractionKind::Command => Some(Access::Write),
        InteractionKind::Event => None,
    })
}

fn writes(architecture: &Architecture) -> Vec<Option<bool>> {
    let mut writes = vec![None; architecture.services.len()];
    let to_datastore = |it: &&Interaction| architecture.service(it.to).kind() == ServiceKind::Datastore;
    for interaction in architecture.interactions.iter().filter(to_datastore) {
        let known = &mut writes[interaction.from.0 as usize];
        match access(&interaction.declared) {
            Some(Access::Write) => *known = Some(true),
            Some(Access::Read) if known.is_none() => *known = Some(false),
            _ => {}
        }
    }
    writes
}

fn receivers(architecture: &Architecture) -> Vec<u32> {
    let mut by_channel: FxHashMap<(ServiceId, &str), FxHashSet<ServiceId>> = FxHashMap::default();
    for interaction in &architecture.interactions {
        if let Some(key) = channel(interaction) {
            by_channel.entry(key).or_default().insert(interaction.to);
        }
    }
    let count = |it: &Interaction| channel(it).map_or(1, |key| by_channel[&key].len() as u32);
    architecture.interactions.iter().map(count).collect()
}

fn channel(interaction: &Interaction) -> Option<(ServiceId, &str)> {
    interaction.declared.channel.as_ref().map(|channel| (interaction.from, &*channel.value))
}

fn operation(interaction: &Interaction) -> (ServiceId, Option<&str>) {
    (interaction.from, interaction.declared.during.as_ref().map(|during| &*during.value))
}

/// Messages are not waited for, and what a datastore or a cache is asked is part of the service's own work.
fn counts_as_call(architecture: &Architecture, interaction: &Interaction) -> bool {
    let storage =
        matches!(architecture.service(interaction.to).kind(), ServiceKind::Datastore | ServiceKind::Cache);
    !storage && interaction.declared.mode.is_none_or(|mode| mode.value != Mode::Async)
}

fn calls_beside(architecture: &Architecture) -> Vec<f64> {
    let calls = |it: &Interaction| match counts_as_call(architecture, it) {
        true => it.declared.calls.map_or(1.0, |calls| f64::from(calls.value)),
        false => 0.0,
    };
    let mut by_operation: FxHashMap<_, f64> = FxHashMap::default();
    for interaction in &architecture.interactions {
        *by_operation.entry(operation(interaction)).or_default() += calls(interaction);
    }
    architecture.interactions.iter().map(|it| by_operation[&operation(it)]).collect()
}

/// The journey with the tightest objective for the p99 that waits for each interaction.
fn tightest(architecture: &Architecture, graph: &CallGraph) -> Vec<Option<JourneyId>> {
    let objective = |id| Some(architecture.journey(id).slo.p99?.value.seconds());
    first_to_meet(architecture, graph, Relation::Blocking, by_demand(architecture, objective))
}

/// The journey with the strictest objective for the availability that fails with each interaction.
fn strictest(architecture: &Architecture, graph: &CallGraph) -> Vec<Option<JourneyId>> {
    let objective = |id| architecture.journey(id).slo.availability.map(|slo| -slo.value.get());
    let journeys = by_demand(architecture, |id| objective(id).filter(|objective| *objective > -1.0));
    first_to_meet(architecture, graph, Relation::Hard, journeys)
}

/// The most critical declared tier among the journeys that may meet each interaction.
fn tiers_served(architecture: &Architecture, graph: &CallGraph) -> Vec<Option<u8>> {
    let tier = |id| journey_tier(architecture, id);
    let journeys = by_demand(architecture, |id| tier(id).map(f64::from));
    let first = first_to_meet(architecture, graph, Relation::PossiblyBlocking, journeys);
    first.into_iter().map(|journey| tier(journey?)).collect()
}

/// A journey's tier, or else that of the service it enters.
pub(super) fn journey_tier(architecture: &Architecture, id: JourneyId) -> Option<u8> {
    let journey = architecture.journey(id);
    let entry = architecture.service(journey.entry.value).declared.tier;
    journey.tier.or(entry).map(|tier| tier.value)
}

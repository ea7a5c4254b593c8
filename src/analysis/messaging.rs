//! Messages between services: who consumes what, what an operation changes besides publishing, what messages load. Never
//! judges, and never assumes a rate.

use super::cache::{self, CacheLoss};
use super::channel::Channels;
use super::event_loop::{self, EventLoop};
use super::write_chain::access;
use crate::architecture::{
    Access, Architecture, FailureEffect, Interaction, InteractionId, InteractionKind, Mode, ServiceId,
    ServiceKind,
};
use crate::graph::{CallGraph, Edge, Leg, NodeId};
use crate::parallel;
use rustc_hash::{FxHashMap, FxHashSet};

/// As many places are kept as a finding shows.
const SHOWN: usize = 8;
/// Publications and deliveries of one channel that are compared with each other.
const COMPARED: usize = 64;

/// Work that messages cause at a service, at the peak, per second.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct MessageLoad {
    /// Messages that it consumes, as far as their rates are declared.
    pub consumed: f64,
    /// Calls that consumers of messages make to it while they consume.
    pub asked: f64,
    /// Whether every message that it consumes declares its rate.
    pub is_complete: bool,
}

/// What follows from messages. Everything is derived in time linear in interactions.
#[derive(Debug)]
pub struct Messaging {
    channels: Channels,
    loops: Vec<EventLoop>,
    led: FxHashMap<InteractionId, usize>,
    caches: FxHashMap<ServiceId, CacheLoss>,
    changes: FxHashMap<NodeId, Vec<InteractionId>>,
    consumed: FxHashMap<ServiceId, Vec<InteractionId>>,
    dependents: FxHashMap<ServiceId, Vec<InteractionId>>,
    fed: FxHashSet<(ServiceId, ServiceId)>,
    loads: FxHashMap<ServiceId, MessageLoad>,
}

impl Messaging {
    pub(super) fn derive(architecture: &Architecture, graph: &CallGraph) -> Self {
        let (loops, (channels, changes)) = parallel::join(
            || event_loop::loops(architecture, graph),
            || parallel::join(|| Channels::derive(architecture), || changes(architecture, graph)),
        );
        let consumer = |it: &Interaction, leg: Leg| leg.delivers().then_some(it.to);
        let ((consumed, dependents), (fed, loads)) = parallel::join(
            || {
                let of = |service: &dyn Fn(&Interaction, Leg) -> Option<ServiceId>| {
                    by_service(architecture, &channels, service)
                };
                (of(&consumer), of(&broker))
            },
            || (fed(architecture, &channels), loads(architecture, graph, &channels)),
        );
        let first = |(at, it): (usize, &EventLoop)| Some((*it.interactions.first()?, at));
        Self {
            led: loops.iter().enumerate().filter_map(first).collect(),
            caches: cache::derive(architecture),
            changes,
            consumed,
            dependents,
            fed,
            loads,
            channels,
            loops,
        }
    }

    /// Which publications and deliveries belong together.
    pub fn channels(&self) -> &Channels {
        &self.channels
    }

    /// Loops of messages.
    pub fn loops(&self) -> &[EventLoop] {
        &self.loops
    }

    /// The loop that is known by this message.
    pub fn loop_led_by(&self, id: InteractionId) -> Option<&EventLoop> {
        self.led.get(&id).map(|at| &self.loops[*at])
    }

    /// The load of a service with its caches and without; none where nobody asks it through one.
    pub fn cache_loss(&self, service: ServiceId) -> Option<&CacheLoss> {
        self.caches.get(&service)
    }

    /// The messages that a service consumes, by interaction.
    pub fn consumed(&self, service: ServiceId) -> &[InteractionId] {
        self.consumed.get(&service).map_or(&[], Vec::as_slice)
    }

    /// The publications that pass a broker, by interaction.
    pub fn published_to(&self, broker: ServiceId) -> &[InteractionId] {
        self.dependents.get(&broker).map_or(&[], Vec::as_slice)
    }

    /// Whether a service consumes messages of another one.
    pub fn feeds(&self, publisher: ServiceId, consumer: ServiceId) -> bool {
        self.fed.contains(&(publisher, consumer))
    }

    /// What messages load a service with; none where it consumes none and no consumer asks it.
    pub fn load(&self, service: ServiceId) -> Option<MessageLoad> {
        self.loads.get(&service).copied()
    }

    /// What the operation that publishes changes besides, at most eight of it: writes to a datastore, and commands that it
    /// waits for and fails with. The second part is what it may change, because an operation is left out at either place.
    pub fn changed_beside(
        &self,
        graph: &CallGraph,
        publication: InteractionId,
    ) -> (Vec<InteractionId>, bool) {
        let (from, _) = graph.ends(publication);
        let undeclared = graph.undeclared(graph.service(from));
        let of = |node: NodeId| self.changes.get(&node).map_or(&[][..], Vec::as_slice);
        if from != undeclared && !of(from).is_empty() {
            return (of(from).to_vec(), true);
        }
        let nodes = graph.nodes_of(graph.service(from)).take(COMPARED);
        let maybe: Vec<_> = match from == undeclared {
            true => nodes.flat_map(|node| of(node).to_vec()).take(SHOWN).collect(),
            false => of(undeclared).to_vec(),
        };
        (maybe, false)
    }

    /// The peak rate at which a message arrives at its consumer, per second: its own, or that of all its publications.
    pub fn rate(&self, architecture: &Architecture, id: InteractionId) -> Option<f64> {
        let (rate, is_complete) = rate(architecture, &self.channels, id);
        is_complete.then_some(rate)
    }
}

/// The declared peak, or else the mean.
fn declared_rate(interaction: &Interaction) -> Option<f64> {
    let declared = &interaction.declared;
    declared.peak_rate.or(declared.rate).map(|rate| rate.value.per_second())
}

/// What is known of the rate, and whether that is all of it.
fn rate(architecture: &Architecture, channels: &Channels, id: InteractionId) -> (f64, bool) {
    if let Some(rate) = declared_rate(architecture.interaction(id)) {
        return (rate, true);
    }
    let publications = match channels.leg(id) {
        Ok(Some(Leg::Delivery)) => channels.publications(architecture, id),
        _ => &[],
    };
    let rates = publications.iter().map(|id| declared_rate(architecture.interaction(*id)));
    let (mut sum, mut complete) = (0.0, !publications.is_empty());
    for rate in rates {
        sum += rate.unwrap_or(0.0);
        complete &= rate.is_some();
    }
    (sum, complete)
}

fn broker(interaction: &Interaction, leg: Leg) -> Option<ServiceId> {
    match leg {
        Leg::Publication => Some(interaction.to),
        Leg::Whole => interaction.via.map(|via| via.value),
        Leg::Delivery => None,
    }
}

fn by_service(
    architecture: &Architecture,
    channels: &Channels,
    of: impl Fn(&Interaction, Leg) -> Option<ServiceId>,
) -> FxHashMap<ServiceId, Vec<InteractionId>> {
    let mut by_service: FxHashMap<ServiceId, Vec<InteractionId>> = FxHashMap::default();
    for id in architecture.interaction_ids() {
        if let Ok(Some(leg)) = channels.leg(id)
            && let Some(service) = of(architecture.interaction(id), leg)
        {
            by_service.entry(service).or_default().push(id);
        }
    }
    by_service
}

/// What an operation changes and waits for, by operation, at most eight each: writes to a datastore, and commands to others
/// whose failure fails it.
fn changes(architecture: &Architecture, graph: &CallGraph) -> FxHashMap<NodeId, Vec<InteractionId>> {
    let mut changes: FxHashMap<NodeId, Vec<InteractionId>> = FxHashMap::default();
    for id in architecture.interaction_ids() {
        let interaction = architecture.interaction(id);
        let declared = &interaction.declared;
        let waits = declared.mode.is_some_and(|mode| mode.value != Mode::Async);
        let changes_it = match architecture.service(interaction.to).kind() {
            ServiceKind::Datastore => access(interaction) == Some(Access::Write),
            ServiceKind::Service | ServiceKind::External | ServiceKind::Gateway => {
                let command = declared.kind.is_some_and(|kind| kind.value == InteractionKind::Command);
                let soft = declared.on_failure.is_some_and(|effect| effect.value != FailureEffect::Fail);
                command && !soft
            }
            ServiceKind::Client | ServiceKind::Cache | ServiceKind::Broker => false,
        };
        if waits && changes_it {
            let known = changes.entry(graph.ends(id).0).or_default();
            if known.len() < SHOWN {
                known.push(id);
            }
        }
    }
    changes
}

/// Pairs of a publisher and a service that consumes its messages.
fn fed(architecture: &Architecture, channels: &Channels) -> FxHashSet<(ServiceId, ServiceId)> {
    let mut fed = FxHashSet::default();
    for id in architecture.interaction_ids() {
        let interaction = architecture.interaction(id);
        match channels.leg(id) {
            Ok(Some(Leg::Whole)) => {
                fed.insert((interaction.from, interaction.to));
            }
            Ok(Some(Leg::Delivery)) => {
                let publications = channels.publications(architecture, id).iter().take(COMPARED);
                fed.extend(publications.map(|it| (architecture.interaction(*it).from, interaction.to)));
            }
            _ => {}
        }
    }
    fed
}

/// One hop further than the messages themselves: what the operation that consumes a message asks of others.
fn loads(
    architecture: &Architecture,
    graph: &CallGraph,
    channels: &Channels,
) -> FxHashMap<ServiceId, MessageLoad> {
    let mut loads: FxHashMap<ServiceId, MessageLoad> = FxHashMap::default();
    let mut by_operation: FxHashMap<NodeId, (f64, bool)> = FxHashMap::default();
    let start = MessageLoad { is_complete: true, ..Default::default() };
    for id in architecture.interaction_ids() {
        let Ok(Some(leg)) = channels.leg(id) else { continue };
        if !leg.delivers() {
            continue;
        }
        let (rate, complete) = rate(architecture, channels, id);
        let load = loads.entry(architecture.interaction(id).to).or_insert(start);
        load.consumed += rate;
        load.is_complete &= complete;
        let known = by_operation.entry(graph.ends(id).1).or_insert((0.0, true));
        *known = (known.0 + rate, known.1 && complete);
    }
    let mut operations: Vec<(NodeId, (f64, bool))> = by_operation.into_iter().collect();
    operations.sort_unstable_by_key(|(node, _)| *node);
    for (node, (rate, complete)) in operations {
        for edge in graph.out(node).iter().filter(|edge| edge.is_blocking()) {
            if let Some(asked) = asked(architecture, edge, rate) {
                let load = loads.entry(graph.service(edge.node())).or_insert(start);
                load.asked += asked;
                load.is_complete &= complete;
            }
        }
    }
    loads
}

/// Calls per second over one edge when its operation runs at this rate; a declared rate is more than what messages cause.
fn asked(architecture: &Architecture, edge: &Edge, rate: f64) -> Option<f64> {
    let declared = &architecture.interaction(edge.interaction()?).declared;
    let calls = declared.calls.map_or(1.0, |calls| f64::from(calls.value));
    Some(rate * calls * declared.probability.map_or(1.0, |probability| probability.value.get()))
}

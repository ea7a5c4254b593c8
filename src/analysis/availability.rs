//! Availability (R02): what a journey can promise at best. Never counts a service twice, and never assumes a value that
//! the team's policy does not name.
//!
//! The ceiling is the product over the *set* of services that the entry needs, itself included (Treynor, Dahlin, Rau and
//! Beyer, "The Calculus of Service Availability", ACM Queue 2017). A soft dependency is left out: its fallback is
//! taken to succeed. Failures are taken to be independent; the lower bound 1 - sum of (1 - a) holds without that.

use super::quantity::{Missing, Quantity, Total};
use super::reach::reached;
use crate::architecture::{Architecture, JourneyId, Provenance, ServiceId, ServiceKind};
use crate::graph::{CallGraph, Edge, Level, NodeId, Relation};

/// What a journey can promise.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Availability {
    /// Product over all hard dependencies; unknown where one of them declares nothing.
    pub ceiling: Total,
    /// Product over those that are known: the ceiling is not higher.
    pub at_most: Quantity,
    /// 1 - sum of (1 - a): not lower under any dependence between failures; unknown with the ceiling.
    pub at_least: Total,
    /// Number of hard dependencies, the entry included.
    pub services: u32,
    /// Number of those whose availability is not known.
    pub unknown: u32,
    /// Whether the modes of all calls that the journey meets are declared; otherwise it may need more services.
    pub complete: bool,
    /// How sure it is that the journey needs them all.
    pub level: Level,
}

/// One dependency's part in a journey's unavailability.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contribution {
    /// The service.
    pub service: ServiceId,
    /// Its own availability.
    pub availability: Quantity,
    /// -ln a, as a share of the sum over all known dependencies; zero where nothing can fail.
    pub share: f64,
}

/// A service's own availability, by declaration or else by the policy for its tier or for external services.
pub(super) fn own(architecture: &Architecture, service: ServiceId) -> Option<Quantity> {
    let service = architecture.service(service);
    if let Some(declared) = service.declared.availability {
        return Some(Quantity { value: declared.value.get(), provenance: Provenance::Declared });
    }
    let policy = &architecture.policy;
    let assumed = if service.kind() == ServiceKind::External {
        policy.availability_external
    } else {
        let tier = service.declared.tier.map(|tier| usize::from(tier.value).wrapping_sub(1));
        tier.and_then(|tier| policy.availability_by_tier.get(tier).copied().flatten())
    };
    assumed.map(|assumed| Quantity { value: assumed.value.get(), provenance: Provenance::Defaulted })
}

/// The services a journey needs, the entry included and clients left out, by service.
pub(super) fn hard_services(
    architecture: &Architecture,
    graph: &CallGraph,
    journey: JourneyId,
) -> Vec<ServiceId> {
    let nodes = reached(graph, graph.entry(journey), Relation::Hard);
    let mut services = nodes.into_iter().map(|node| graph.service(node)).collect::<Vec<_>>();
    services.sort_unstable();
    services.dedup();
    services.retain(|service| architecture.service(*service).kind() != ServiceKind::Client);
    services
}

/// Each known dependency's share of the unavailability, largest first, then by service (R02, report).
pub(super) fn contributions(
    architecture: &Architecture,
    graph: &CallGraph,
    journey: JourneyId,
) -> Vec<Contribution> {
    let services = hard_services(architecture, graph, journey).into_iter();
    let known = services.filter_map(|id| Some((id, own(architecture, id)?))).collect::<Vec<_>>();
    let sum = known.iter().map(|(_, own)| -own.value.ln()).sum::<f64>();
    let share = |own: Quantity| match -own.value.ln() {
        loss if loss == 0.0 || sum == 0.0 => 0.0,
        loss if loss.is_infinite() => 1.0,
        loss => loss / sum,
    };
    let mut contributions = known
        .into_iter()
        .map(|(service, availability)| Contribution { service, availability, share: share(availability) })
        .collect::<Vec<_>>();
    contributions
        .sort_by(|one, other| other.share.total_cmp(&one.share).then(one.service.cmp(&other.service)));
    contributions
}

/// What a journey's ceiling lacks.
pub(super) fn missing(architecture: &Architecture, graph: &CallGraph, journey: JourneyId) -> Vec<Missing> {
    let mut missing = hard_services(architecture, graph, journey)
        .into_iter()
        .filter(|service| own(architecture, *service).is_none())
        .map(Missing::Availability)
        .collect::<Vec<_>>();
    let undecided = reached(graph, graph.entry(journey), Relation::Hard).into_iter().flat_map(|node| {
        graph.out(node).iter().filter(|edge| edge.is_undecided()).filter_map(Edge::interaction)
    });
    let mut undecided = undecided.collect::<Vec<_>>();
    undecided.sort_unstable();
    undecided.dedup();
    missing.extend(undecided.into_iter().map(Missing::Mode));
    missing
}

/// The availability of all journeys, 64 at a time: one bit per journey travels from the entries along the hard
/// dependencies, so that a batch costs one pass over the graph.
pub(super) fn derive(architecture: &Architecture, graph: &CallGraph) -> Vec<Availability> {
    let entries = architecture.journey_ids().map(|journey| graph.entry(journey)).collect::<Vec<_>>();
    behind(architecture, graph, &entries)
}

/// The availability of requests that enter at these nodes, in their order.
pub(super) fn behind(
    architecture: &Architecture,
    graph: &CallGraph,
    entries: &[NodeId],
) -> Vec<Availability> {
    let services = architecture.service_ids().map(|id| match architecture.service(id).kind() {
        ServiceKind::Client => None,
        _ => Some(own(architecture, id)),
    });
    let services = services.collect::<Vec<_>>();
    entries.chunks(64).flat_map(|batch| Batch::travel(graph, batch).settle(graph, &services)).collect()
}

/// Bits of up to 64 requests.
pub(super) struct Batch {
    reached: Vec<u64>,
    unsure: u64,
    assumed: u64,
    undecided: u64,
    size: usize,
}

impl Batch {
    /// Sends one bit per entry along the hard dependencies.
    pub(super) fn travel(graph: &CallGraph, entries: &[NodeId]) -> Self {
        let components = graph.condensation(Relation::Hard);
        let mut at = vec![0_u64; components.len()];
        for (bit, entry) in entries.iter().enumerate() {
            at[components.component(*entry)] |= 1 << bit;
        }
        let reached = vec![0; graph.len()];
        let mut batch = Self { reached, unsure: 0, assumed: 0, undecided: 0, size: entries.len() };
        for component in (0..components.len()).rev() {
            let bits = at[component];
            if bits == 0 {
                continue;
            }
            for node in components.members(component) {
                batch.visit(graph, *node, bits);
                for edge in graph.out(*node).iter().filter(|edge| Relation::Hard.admits(edge)) {
                    at[components.component(edge.node())] |= bits;
                }
            }
        }
        batch
    }

    /// The requests that cannot succeed without this node.
    pub(super) fn reached(&self, node: NodeId) -> u64 {
        self.reached[node.0 as usize]
    }

    fn visit(&mut self, graph: &CallGraph, node: NodeId, bits: u64) {
        self.reached[node.0 as usize] = bits;
        for edge in graph.out(node) {
            self.undecided |= if edge.is_undecided() { bits } else { 0 };
            self.assumed |= if edge.is_hard() && edge.is_assumed() { bits } else { 0 };
        }
        self.unsure |= if graph.is_uncertain(node, Relation::Hard) { bits } else { 0 };
    }

    /// Multiplies in the order of services, so that the last digit does not depend on the graph.
    fn settle(&self, graph: &CallGraph, services: &[Option<Option<Quantity>>]) -> Vec<Availability> {
        let mut sums = vec![Sum::default(); self.size];
        for (at, own) in services.iter().enumerate() {
            let Some(own) = own else { continue };
            let nodes = graph.nodes_of(ServiceId(at as u32));
            let mut bits = nodes.map(|node| self.reached[node.0 as usize]).fold(0, |all, bits| all | bits);
            while bits != 0 {
                sums[bits.trailing_zeros() as usize].add(*own);
                bits &= bits - 1;
            }
        }
        sums.iter().enumerate().map(|(bit, sum)| self.conclude(1 << bit, sum)).collect()
    }

    fn conclude(&self, bit: u64, sum: &Sum) -> Availability {
        let provenance = if self.assumed & bit == 0 { sum.provenance } else { Provenance::Defaulted };
        let quantity = |value| Quantity { value, provenance };
        let whole = |value| if sum.unknown == 0 { Total::Known(quantity(value)) } else { Total::Unknown };
        Availability {
            ceiling: whole(sum.product),
            at_most: quantity(sum.product),
            at_least: whole((1.0 - sum.loss).max(0.0)),
            services: sum.services,
            unknown: sum.unknown,
            complete: self.undecided & bit == 0,
            level: if self.unsure & bit == 0 { Level::Operation } else { Level::Service },
        }
    }
}

#[derive(Clone)]
struct Sum {
    product: f64,
    loss: f64,
    services: u32,
    unknown: u32,
    provenance: Provenance,
}

impl Default for Sum {
    fn default() -> Self {
        Self { product: 1.0, loss: 0.0, services: 0, unknown: 0, provenance: Provenance::Derived }
    }
}

impl Sum {
    fn add(&mut self, own: Option<Quantity>) {
        self.services += 1;
        match own {
            Some(own) => {
                self.product *= own.value;
                self.loss += 1.0 - own.value;
                self.provenance = self.provenance.max(own.provenance);
            }
            None => self.unknown += 1,
        }
    }
}

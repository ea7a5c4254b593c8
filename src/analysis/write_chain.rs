//! Writes of one request in several datastores (R24). Never counts what a request does not wait for.

use crate::architecture::{
    Access, Architecture, Interaction, InteractionKind, JourneyId, ServiceId, ServiceKind,
};
use crate::graph::{CallGraph, Edge, Level, NodeId, Relation};

/// What one journey writes while it waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WriteChain {
    /// Services that write a datastore.
    pub services: u32,
    /// Datastores that are written.
    pub stores: u32,
    /// Whether the modes of all calls and all accesses to datastores are declared; otherwise there may be more.
    pub is_complete: bool,
    /// How sure it is that one request does all of it.
    pub level: Level,
}

impl WriteChain {
    /// Services that write data of their own: those that share the only datastore are one writer.
    pub fn writers(self) -> u32 {
        self.services.min(self.stores)
    }
}

/// What is known about the access of an interaction with a datastore: the declared one, or what the kind says.
pub(super) fn access(interaction: &Interaction) -> Option<Access> {
    let declared = &interaction.declared;
    declared.access.map(|access| access.value).or_else(|| match declared.kind?.value {
        InteractionKind::Query => Some(Access::Read),
        InteractionKind::Command => Some(Access::Write),
        InteractionKind::Event => None,
    })
}

/// The write chains of all journeys, 64 at a time: one bit per journey travels along the blocking calls.
pub(super) fn derive(architecture: &Architecture, graph: &CallGraph) -> Vec<WriteChain> {
    let has_stores = architecture.services.iter().any(|it| it.kind() == ServiceKind::Datastore);
    let journeys: Vec<JourneyId> = architecture.journey_ids().collect();
    let batch = |journeys: &[JourneyId]| {
        Batch::travel(architecture, graph, journeys).settle(journeys.len(), has_stores)
    };
    journeys.chunks(64).flat_map(batch).collect()
}

/// Bits of up to 64 journeys: by service that writes, by datastore that is written, and for all.
struct Batch {
    writing: Vec<u64>,
    written: Vec<u64>,
    unknown: u64,
    unsure: u64,
}

impl Batch {
    fn travel(architecture: &Architecture, graph: &CallGraph, journeys: &[JourneyId]) -> Self {
        let components = graph.condensation(Relation::Blocking);
        let mut at = vec![0_u64; components.len()];
        for (bit, journey) in journeys.iter().enumerate() {
            at[components.component(graph.entry(*journey))] |= 1 << bit;
        }
        let services = architecture.services.len();
        let mut batch =
            Self { writing: vec![0; services], written: vec![0; services], unknown: 0, unsure: 0 };
        for component in (0..components.len()).rev() {
            let bits = at[component];
            if bits == 0 {
                continue;
            }
            for node in components.members(component) {
                batch.visit(architecture, graph, *node, bits);
                for edge in graph.out(*node).iter().filter(|edge| Relation::Blocking.admits(edge)) {
                    at[components.component(edge.node())] |= bits;
                }
            }
        }
        batch
    }

    fn visit(&mut self, architecture: &Architecture, graph: &CallGraph, node: NodeId, bits: u64) {
        if self.unsure & bits != bits && graph.is_uncertain(node, Relation::Blocking) {
            self.unsure |= bits;
        }
        for edge in graph.out(node) {
            match write(architecture, graph, edge) {
                Some(Access::Write) => {
                    self.writing[graph.service(node).0 as usize] |= bits;
                    self.written[graph.service(edge.node()).0 as usize] |= bits;
                }
                Some(Access::Read) => {}
                None => self.unknown |= bits,
            }
        }
    }

    fn settle(self, journeys: usize, has_stores: bool) -> Vec<WriteChain> {
        let count = |bits: &[u64]| {
            let mut counts = vec![0_u32; journeys];
            for bits in bits.iter().filter(|bits| **bits != 0) {
                for (bit, count) in counts.iter_mut().enumerate() {
                    *count += (bits >> bit & 1) as u32;
                }
            }
            counts
        };
        let (services, stores) = (count(&self.writing), count(&self.written));
        let chain = |bit: usize| WriteChain {
            services: services[bit],
            stores: stores[bit],
            is_complete: has_stores && self.unknown >> bit & 1 == 0,
            level: if self.unsure >> bit & 1 == 0 { Level::Operation } else { Level::Service },
        };
        (0..journeys).map(chain).collect()
    }
}

/// What an edge does to a datastore; a step within a service and a call to anything else read.
fn write(architecture: &Architecture, graph: &CallGraph, edge: &Edge) -> Option<Access> {
    let Some(id) = edge.interaction() else { return Some(Access::Read) };
    if edge.is_undecided() {
        return None;
    }
    let is_store = architecture.service(graph.service(edge.node())).kind() == ServiceKind::Datastore;
    if edge.is_blocking() && is_store { access(architecture.interaction(id)) } else { Some(Access::Read) }
}

/// The writes of one journey: who writes where, each pair once, in order. Linear, on request.
pub(super) fn writes(
    architecture: &Architecture,
    graph: &CallGraph,
    journey: JourneyId,
) -> Vec<(ServiceId, ServiceId, crate::architecture::InteractionId)> {
    let mut writes = Vec::new();
    for node in super::reach::reached(graph, graph.entry(journey), Relation::Blocking) {
        let edges = graph.out(node).iter().filter(|edge| edge.is_blocking());
        for edge in edges.filter(|edge| write(architecture, graph, edge) == Some(Access::Write)) {
            if let Some(id) = edge.interaction() {
                writes.push((graph.service(node), graph.service(edge.node()), id));
            }
        }
    }
    writes.sort_unstable();
    writes.dedup_by_key(|(service, store, _)| (*service, *store));
    writes
}

//! Who reaches whom: fan-in, fan-out, blast radius, hard dependencies. Never holds the closure of the whole graph.

use crate::architecture::{Architecture, JourneyId, ServiceId, ServiceKind};
use crate::graph::{CallGraph, Edge, NodeId, Relation};

/// Direct neighbours of every service, messaging included, itself left out.
#[derive(Debug)]
pub(super) struct Degrees {
    /// Services that answer: all but clients.
    pub(super) servers: usize,
    pub(super) fan_in: Vec<u32>,
    pub(super) fan_out: Vec<u32>,
}

impl Degrees {
    pub(super) fn derive(architecture: &Architecture) -> Self {
        let pairs = architecture.interactions.iter().map(|interaction| (interaction.from, interaction.to));
        let mut pairs = pairs.filter(|(from, to)| from != to).collect::<Vec<_>>();
        pairs.sort_unstable();
        pairs.dedup();
        let services = architecture.services.len();
        let servers = architecture.services.iter().filter(|it| it.kind() != ServiceKind::Client).count();
        let mut degrees = Self { servers, fan_in: vec![0; services], fan_out: vec![0; services] };
        for (from, to) in pairs {
            degrees.fan_out[from.0 as usize] += 1;
            degrees.fan_in[to.0 as usize] += 1;
        }
        degrees
    }
}

/// All nodes that `start` reaches by this relation, itself included.
pub(super) fn reached(graph: &CallGraph, start: NodeId, relation: Relation) -> Vec<NodeId> {
    flood(graph, [start], |graph, node| graph.out(node), relation)
}

/// The services whose requests fail with this one, through hard dependencies; itself left out.
pub(super) fn blast_radius(graph: &CallGraph, service: ServiceId) -> Vec<ServiceId> {
    let nodes = flood(graph, graph.nodes_of(service), |graph, node| graph.incoming(node), Relation::Hard);
    let mut services = nodes.into_iter().map(|node| graph.service(node)).collect::<Vec<_>>();
    services.sort_unstable();
    services.dedup();
    services.retain(|hit| *hit != service);
    services
}

/// The journeys that cannot succeed without this service.
pub(super) fn journeys_needing(
    architecture: &Architecture,
    graph: &CallGraph,
    service: ServiceId,
) -> Vec<JourneyId> {
    let mut nodes = flood(graph, graph.nodes_of(service), |graph, node| graph.incoming(node), Relation::Hard);
    nodes.sort_unstable();
    architecture.journey_ids().filter(|id| nodes.binary_search(&graph.entry(*id)).is_ok()).collect()
}

fn flood<'g>(
    graph: &'g CallGraph,
    starts: impl IntoIterator<Item = NodeId>,
    next: impl Fn(&'g CallGraph, NodeId) -> &'g [Edge],
    relation: Relation,
) -> Vec<NodeId> {
    let mut seen = vec![false; graph.len()];
    let mut reached = Vec::new();
    for start in starts {
        seen[start.0 as usize] = true;
        reached.push(start);
    }
    let mut at = 0;
    while let Some(node) = reached.get(at).copied() {
        at += 1;
        for edge in next(graph, node).iter().filter(|edge| relation.admits(edge)) {
            if !std::mem::replace(&mut seen[edge.node().0 as usize], true) {
                reached.push(edge.node());
            }
        }
    }
    reached
}

//! Blocking depth (R01): how many services stand in the worst chain of waiting. Never counts a datastore.

use super::path::Path;
use super::worst::{Growth, Worst};
use crate::architecture::{Architecture, ServiceId, ServiceKind};
use crate::graph::{CallGraph, Edge, Level, NodeId, Relation};
use crate::parallel;

/// The worst blocking chains from every node.
#[derive(Debug)]
pub(super) struct Depths {
    counted: Vec<bool>,
    blocking: Worst,
    possible: Worst,
}

impl Depths {
    /// Derives the depth at every node, as R01 has it: the longest path on the condensation.
    pub(super) fn derive(architecture: &Architecture, graph: &CallGraph) -> Self {
        let counted = architecture.services.iter().map(|service| counts(service.kind())).collect::<Vec<_>>();
        let worst = |relation, whole| {
            let weights = weights(graph, &counted, relation, whole);
            Worst::derive(graph, relation, &Chain { graph, counted: &counted, weights, relation })
        };
        let (blocking, possible) =
            parallel::join(|| worst(Relation::Blocking, false), || worst(Relation::PossiblyBlocking, true));
        Self { counted, blocking, possible }
    }

    pub(super) fn depth(&self, graph: &CallGraph, node: NodeId) -> u32 {
        self.blocking.value(graph, node) as u32
    }

    pub(super) fn possible_depth(&self, graph: &CallGraph, node: NodeId) -> u32 {
        self.possible.value(graph, node) as u32
    }

    pub(super) fn level(&self, graph: &CallGraph, node: NodeId) -> Level {
        self.blocking.level(graph, node)
    }

    pub(super) fn chain(&self, graph: &CallGraph, node: NodeId) -> Path {
        self.blocking.path(graph, node, |service| self.is_counted(service))
    }

    pub(super) fn possible_chain(&self, graph: &CallGraph, node: NodeId) -> Path {
        self.possible.path(graph, node, |service| self.is_counted(service))
    }

    fn is_counted(&self, service: ServiceId) -> bool {
        self.counted[service.0 as usize]
    }
}

/// Services that do work for a request and can be merged, split or decoupled; storage and transport are not a chain.
fn counts(kind: ServiceKind) -> bool {
    matches!(kind, ServiceKind::Service | ServiceKind::Gateway | ServiceKind::External)
}

struct Chain<'a> {
    graph: &'a CallGraph,
    counted: &'a [bool],
    weights: Vec<u32>,
    relation: Relation,
}

impl Growth for Chain<'_> {
    fn end(&self, members: &[NodeId]) -> f64 {
        f64::from(self.weight(members[0]))
    }

    /// The chain behind `edge` holds its own weight already; the caller's is added unless both are one service.
    fn step(&self, from: NodeId, edge: &Edge, rest: f64) -> f64 {
        let stays = self.graph.service(from) == self.graph.service(edge.node());
        let shared = stays && self.counted[self.graph.service(from).0 as usize];
        rest + f64::from(self.weight(from)) - f64::from(u8::from(shared))
    }
}

impl Chain<'_> {
    fn weight(&self, node: NodeId) -> u32 {
        self.weights[self.graph.condensation(self.relation).component(node)]
    }
}

/// What a component adds to a chain: its number of services if `whole`, otherwise one.
fn weights(graph: &CallGraph, counted: &[bool], relation: Relation, whole: bool) -> Vec<u32> {
    let components = graph.condensation(relation);
    let weight = |component| {
        let services = components.members(component).iter().map(|node| graph.service(*node));
        let mut services = services.filter(|service| counted[service.0 as usize]).collect::<Vec<_>>();
        services.dedup();
        if whole { services.len() as u32 } else { u32::from(!services.is_empty()) }
    };
    (0..components.len()).map(weight).collect()
}

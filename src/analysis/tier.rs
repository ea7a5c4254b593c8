//! Criticality (R10): the least critical service that each service cannot work without. Never assumes a tier.

use super::path::Path;
use super::worst::{Growth, Worst};
use crate::architecture::{Architecture, ServiceId};
use crate::graph::{CallGraph, Edge, Level, NodeId, Relation};

/// The worst tier over hard dependencies, from every node.
#[derive(Debug)]
pub(super) struct Tiers {
    worst: Worst,
}

impl Tiers {
    /// Derives worst(v), the largest declared tier number among v and its hard dependencies (R10).
    pub(super) fn derive(architecture: &Architecture, graph: &CallGraph) -> Self {
        let tier = |service: ServiceId| {
            architecture.service(service).declared.tier.map_or(0.0, |tier| f64::from(tier.value))
        };
        let components = graph.condensation(Relation::Hard);
        let own = (0..components.len()).map(|component| {
            let tiers = components.members(component).iter().map(|node| tier(graph.service(*node)));
            tiers.fold(0.0, f64::max)
        });
        let own = own.collect();
        Self { worst: Worst::derive(graph, Relation::Hard, &Tier { graph, own }) }
    }

    pub(super) fn worst(&self, graph: &CallGraph, node: NodeId) -> Option<u8> {
        let tier = self.worst.value(graph, node) as u8;
        (tier > 0).then_some(tier)
    }

    pub(super) fn level(&self, graph: &CallGraph, node: NodeId) -> Level {
        self.worst.level(graph, node)
    }

    pub(super) fn path(&self, graph: &CallGraph, node: NodeId) -> Path {
        self.worst.path(graph, node, |_| true)
    }
}

struct Tier<'a> {
    graph: &'a CallGraph,
    own: Vec<f64>,
}

impl Tier<'_> {
    fn own(&self, node: NodeId) -> f64 {
        self.own[self.graph.condensation(Relation::Hard).component(node)]
    }
}

impl Growth for Tier<'_> {
    fn end(&self, members: &[NodeId]) -> f64 {
        self.own(members[0])
    }

    fn step(&self, _from: NodeId, _edge: &Edge, rest: f64) -> f64 {
        rest
    }
}

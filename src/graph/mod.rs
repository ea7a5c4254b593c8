//! The call graph: who calls whom, on operations where they are declared. Never judges, and never recurses: a chain of
//! a million calls is as good as one of three.
//!
//! A node is an operation of a service. Two more nodes per service stand for what nobody declared:
//!
//! - *entered*: a caller named no operation. It may have meant any, so this node leads to all of them.
//! - *undeclared*: a call was declared without `during`. Any operation may make it, so all of them lead here.
//!
//! A path that leaves a service through one of the two may exist for no real request; such results say
//! [`Level::Service`] (risk catalogue, section 1.4 and trap A).

mod cause;
mod condensation;
mod edge;
mod message;
mod node;
mod rows;

pub use cause::Causes;
pub use condensation::Condensation;
pub use edge::{Edge, Relation};
pub use message::{Leg, ModeUnknown, leg};
pub use node::{NodeId, NodeKind};

use crate::architecture::{Architecture, InteractionId, JourneyId, ServiceId};
use crate::parallel;
use edge::{Target, ties};
use node::Nodes;
use rows::Rows;
use std::ops::Range;

/// How sure a structural result is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Every step continues in the operation that the step before called.
    Operation,
    /// Some step leaves a service by an operation that nobody declared to be the one that was entered.
    Service,
}

/// The calls between operations, with the condensations that linear algorithms need.
#[derive(Debug)]
pub struct CallGraph {
    nodes: Nodes,
    forward: Rows,
    backward: Rows,
    ends: Vec<(NodeId, NodeId)>,
    callees: Vec<Option<NodeId>>,
    entries: Vec<NodeId>,
    blocking: Condensation,
    possibly_blocking: Option<Condensation>,
    hard: Condensation,
}

impl CallGraph {
    /// Links what was declared into a graph. Linear in services, operations and interactions.
    pub fn link(architecture: &Architecture) -> Self {
        let (nodes, ends) = Nodes::name(architecture);
        let mut edges = nodes.edges_within_services();
        edges.reserve(architecture.interactions.len());
        let mut callees = vec![None; architecture.interactions.len()];
        for (id, (from, to)) in architecture.interaction_ids().zip(ends.iter().copied()) {
            for tie in ties(architecture, architecture.interaction(id)) {
                let target = match tie.target {
                    Target::Callee => to,
                    Target::Broker(broker) => nodes.entered(broker),
                };
                if tie.marks.is_waited_for() {
                    callees[id.0 as usize] = Some(target);
                }
                edges.push((from, Edge::call(target, id, tie.marks)));
            }
        }
        let entries = architecture.journeys.iter().map(|journey| {
            let operation = journey.operation.as_ref().map(|operation| &*operation.value);
            operation
                .and_then(|name| nodes.operation_named(journey.entry.value, name))
                .unwrap_or(nodes.entered(journey.entry.value))
        });
        let entries = entries.collect();
        let (forward, backward) = Rows::both(nodes.len(), &edges);
        let condense = |relation| Condensation::of(&forward, &backward, relation);
        let undecided = edges.iter().any(|(_, edge)| edge.is_undecided());
        let (blocking, (hard, possibly_blocking)) = parallel::join(
            || condense(Relation::Blocking),
            || {
                let possibly = || undecided.then(|| condense(Relation::PossiblyBlocking));
                parallel::join(|| condense(Relation::Hard), possibly)
            },
        );
        Self { nodes, ends, callees, entries, blocking, possibly_blocking, hard, forward, backward }
    }

    /// Number of nodes.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is no service at all.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All nodes: those of a service stand together, first the two wildcards, then the operations by name.
    pub fn node_ids(&self) -> impl ExactSizeIterator<Item = NodeId> + use<> {
        (0..self.len() as u32).map(NodeId)
    }

    /// The nodes of one service.
    pub fn nodes_of(&self, service: ServiceId) -> impl ExactSizeIterator<Item = NodeId> + use<> {
        self.nodes.of(service).map(NodeId)
    }

    /// The operations of one service that some interaction names.
    pub fn operations_of(&self, service: ServiceId) -> impl ExactSizeIterator<Item = NodeId> + use<> {
        let Range { start, end } = self.nodes.of(service);
        (start + 2..end).map(NodeId)
    }

    /// The node for calls that name no operation of `service`.
    pub fn entered(&self, service: ServiceId) -> NodeId {
        self.nodes.entered(service)
    }

    /// The node from which the calls without `during` of `service` are made.
    pub fn undeclared(&self, service: ServiceId) -> NodeId {
        self.nodes.undeclared(service)
    }

    /// The service a node belongs to.
    pub fn service(&self, node: NodeId) -> ServiceId {
        self.nodes.service(node)
    }

    /// What a node stands for.
    pub fn kind(&self, node: NodeId) -> NodeKind {
        self.nodes.kind(node)
    }

    /// The name of an operation; none for the wildcards.
    pub fn operation(&self, node: NodeId) -> Option<&str> {
        self.nodes.operation(node)
    }

    /// What leads out of a node, steps within the service first, then calls by interaction.
    pub fn out(&self, node: NodeId) -> &[Edge] {
        self.forward.row(node)
    }

    /// What leads into a node; the edges' [`Edge::node`] is where they come from.
    pub fn incoming(&self, node: NodeId) -> &[Edge] {
        self.backward.row(node)
    }

    /// Where a request of the journey begins: the named operation, or *entered* where nothing names it.
    pub fn entry(&self, journey: JourneyId) -> NodeId {
        self.entries[journey.0 as usize]
    }

    /// The node an interaction waits for, or would wait for if its undeclared mode were sync.
    pub fn callee(&self, interaction: InteractionId) -> Option<NodeId> {
        self.callees[interaction.0 as usize]
    }

    /// Where an interaction starts and where it ends, whatever its mode: its operations, or the wildcards.
    pub fn ends(&self, interaction: InteractionId) -> (NodeId, NodeId) {
        self.ends[interaction.0 as usize]
    }

    /// The strongly connected components of one relation.
    pub fn condensation(&self, relation: Relation) -> &Condensation {
        match relation {
            Relation::Blocking => &self.blocking,
            Relation::PossiblyBlocking => self.possibly_blocking.as_ref().unwrap_or(&self.blocking),
            Relation::Hard => &self.hard,
            Relation::Causing => unreachable!("messages have a graph of their own"),
        }
    }

    /// The components of the calls alone, steps within services left out: cycles here need no wildcard.
    pub fn operations_condensed(&self, relation: Relation) -> Condensation {
        Condensation::of_calls(&self.forward, &self.backward, relation)
    }

    /// The components of the graph whose nodes are whole services; node numbers are service numbers.
    pub fn services_condensed(&self, relation: Relation) -> Condensation {
        let calls = self.node_ids().flat_map(|node| {
            let calls = self.out(node).iter().filter(move |edge| !edge.is_within() && relation.admits(edge));
            calls.map(move |edge| {
                let callee = NodeId(self.service(edge.node()).0);
                (NodeId(self.service(node).0), edge.towards(callee))
            })
        });
        let (forward, backward) = Rows::both(self.nodes.services(), &calls.collect::<Vec<_>>());
        Condensation::of(&forward, &backward, relation)
    }

    /// Whether going through this node may invent a path: it is a wildcard of a service that calls on from it.
    pub fn is_uncertain(&self, node: NodeId, relation: Relation) -> bool {
        let calls = |node| self.out(node).iter().any(|edge| !edge.is_within() && relation.admits(edge));
        match self.kind(node) {
            NodeKind::Operation => false,
            NodeKind::Undeclared => calls(node),
            NodeKind::Entered => self.nodes_of(self.service(node)).any(calls),
        }
    }
}

//! The nodes: operations of services, numbered so that one service's stand together. Never knows a call.

use super::Edge;
use crate::architecture::{Architecture, ServiceId};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Index of a node in a [`CallGraph`](super::CallGraph).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

/// What a node stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NodeKind {
    /// The service was called and no operation was named.
    Entered,
    /// The caller of an interaction without `during`.
    Undeclared,
    /// A named operation.
    Operation,
}

/// Where each node belongs.
#[derive(Debug)]
pub(super) struct Nodes {
    first: Vec<u32>,
    service: Vec<ServiceId>,
    operation: Vec<Option<Box<str>>>,
}

impl Nodes {
    /// Numbers the nodes of an architecture and returns with them both ends of every interaction.
    pub(super) fn name<'a>(architecture: &'a Architecture) -> (Self, Vec<(NodeId, NodeId)>) {
        let mut seen = FxHashMap::default();
        let mut written = Vec::new();
        let mut intern = |service: ServiceId, name: Option<&'a str>| {
            name.map(|name| {
                *seen.entry((service, name)).or_insert_with(|| {
                    written.push((service, name));
                    written.len() as u32 - 1
                })
            })
        };
        let ends = architecture.interactions.iter().map(|interaction| {
            let declared = &interaction.declared;
            let during = declared.during.as_ref().map(|during| &*during.value);
            let operation = declared.operation.as_ref().map(|operation| &*operation.value);
            (intern(interaction.from, during), intern(interaction.to, operation))
        });
        let ends = ends.collect::<Vec<_>>();
        let (nodes, numbers) = Self::number(architecture.services.len(), &written);
        let ends = architecture.interactions.iter().zip(ends).map(|(interaction, (during, operation))| {
            let from = during.map_or(nodes.undeclared(interaction.from), |at| numbers[at as usize]);
            (from, operation.map_or(nodes.entered(interaction.to), |at| numbers[at as usize]))
        });
        let ends = ends.collect();
        (nodes, ends)
    }

    /// Lays out the nodes by service and name, and says which number each operation got.
    fn number(services: usize, operations: &[(ServiceId, &str)]) -> (Self, Vec<NodeId>) {
        let mut order = (0..operations.len()).collect::<Vec<_>>();
        order.sort_unstable_by_key(|at| operations[*at]);
        let mut nodes = Self { first: Vec::with_capacity(services + 1), service: vec![], operation: vec![] };
        let mut numbers = vec![NodeId(0); operations.len()];
        let mut rest = order.into_iter().peekable();
        for service in (0..services as u32).map(ServiceId) {
            nodes.first.push(nodes.service.len() as u32);
            nodes.push(service, None);
            nodes.push(service, None);
            while let Some(at) = rest.next_if(|at| operations[*at].0 == service) {
                numbers[at] = NodeId(nodes.service.len() as u32);
                nodes.push(service, Some(operations[at].1.into()));
            }
        }
        nodes.first.push(nodes.service.len() as u32);
        (nodes, numbers)
    }

    fn push(&mut self, service: ServiceId, operation: Option<Box<str>>) {
        self.service.push(service);
        self.operation.push(operation);
    }

    /// The steps that need no call: from *entered* to every operation, and from all of them to *undeclared*.
    pub(super) fn edges_within_services(&self) -> Vec<(NodeId, Edge)> {
        let mut edges = Vec::with_capacity(2 * self.len());
        for service in (0..self.services() as u32).map(ServiceId) {
            let (entered, undeclared) = (self.entered(service), self.undeclared(service));
            edges.push((entered, Edge::within(undeclared)));
            for operation in self.of(service).skip(2).map(NodeId) {
                edges.push((entered, Edge::within(operation)));
                edges.push((operation, Edge::within(undeclared)));
            }
        }
        edges
    }

    pub(super) fn len(&self) -> usize {
        self.service.len()
    }

    pub(super) fn services(&self) -> usize {
        self.first.len() - 1
    }

    pub(super) fn of(&self, service: ServiceId) -> Range<u32> {
        self.first[service.0 as usize]..self.first[service.0 as usize + 1]
    }

    pub(super) fn entered(&self, service: ServiceId) -> NodeId {
        NodeId(self.first[service.0 as usize])
    }

    pub(super) fn undeclared(&self, service: ServiceId) -> NodeId {
        NodeId(self.first[service.0 as usize] + 1)
    }

    pub(super) fn service(&self, node: NodeId) -> ServiceId {
        self.service[node.0 as usize]
    }

    pub(super) fn kind(&self, node: NodeId) -> NodeKind {
        match node.0 - self.first[self.service(node).0 as usize] {
            0 => NodeKind::Entered,
            1 => NodeKind::Undeclared,
            _ => NodeKind::Operation,
        }
    }

    pub(super) fn operation(&self, node: NodeId) -> Option<&str> {
        self.operation[node.0 as usize].as_deref()
    }

    pub(super) fn operation_named(&self, service: ServiceId, name: &str) -> Option<NodeId> {
        let Range { start, end } = self.of(service);
        let names = &self.operation[start as usize + 2..end as usize];
        let at = names.binary_search_by(|known| known.as_deref().cmp(&Some(name))).ok()?;
        Some(NodeId(start + 2 + at as u32))
    }
}

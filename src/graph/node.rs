//! The nodes: operations of services, numbered so that one service's stand together. Never knows a call.

use super::Edge;
use crate::architecture::{Architecture, ServiceId};
use crate::parallel;
use crate::source::Spanned;
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

/// The operations at one end of all interactions, each once.
struct Mentions<'a> {
    written: Vec<(ServiceId, &'a str)>,
    /// By interaction, which of them stands there.
    at: Vec<Option<u32>>,
}

impl<'a> Mentions<'a> {
    fn of(ends: impl ExactSizeIterator<Item = (ServiceId, Option<&'a str>)>) -> Self {
        let mut seen = FxHashMap::default();
        let mut mentions = Self { written: Vec::new(), at: Vec::with_capacity(ends.len()) };
        for (service, name) in ends {
            let number = name.map(|name| {
                *seen.entry((service, name)).or_insert_with(|| {
                    mentions.written.push((service, name));
                    mentions.written.len() as u32 - 1
                })
            });
            mentions.at.push(number);
        }
        mentions
    }
}

fn name_of(name: &Option<Spanned<Box<str>>>) -> Option<&str> {
    name.as_ref().map(|name| &*name.value)
}

impl Nodes {
    /// Numbers the nodes of an architecture and returns with them both ends of every interaction.
    pub(super) fn name(architecture: &Architecture) -> (Self, Vec<(NodeId, NodeId)>) {
        let interactions = &architecture.interactions;
        let during = || interactions.iter().map(|it| (it.from, name_of(&it.declared.during)));
        let operation = || interactions.iter().map(|it| (it.to, name_of(&it.declared.operation)));
        let (during, operation) = parallel::join(|| Mentions::of(during()), || Mentions::of(operation()));
        let mut written = during.written;
        let callers = written.len();
        written.extend(operation.written);
        let (nodes, numbers) = Self::number(architecture.services.len(), &written);
        let mentions = during.at.into_iter().zip(operation.at);
        let ends = interactions.iter().zip(mentions).map(|(interaction, (during, operation))| {
            let from = during.map_or(nodes.undeclared(interaction.from), |at| numbers[at as usize]);
            let to = operation.map(|at| numbers[callers + at as usize]);
            (from, to.unwrap_or(nodes.entered(interaction.to)))
        });
        let ends = ends.collect();
        (nodes, ends)
    }

    /// Lays out the nodes by service and name, and says which number each operation got; one that is named twice gets one.
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
                if nodes.operation.last().is_none_or(|last| last.as_deref() != Some(operations[at].1)) {
                    nodes.push(service, Some(operations[at].1.into()));
                }
                numbers[at] = NodeId(nodes.service.len() as u32 - 1);
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

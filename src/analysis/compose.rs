//! Composes times along the calls of one request. Never says what a time is.
//!
//! One walk, callees first, serves every question about response times: an [`Algebra`] says what the own work of a service
//! is, and how times add up in sequence, in parallel and over one call.

use super::call::Call;
use super::group::Groups;
use super::reach::reached;
use crate::architecture::{Architecture, InteractionId, ServiceId};
use crate::graph::{CallGraph, NodeId, Relation};
use rustc_hash::FxHashMap;

/// What times are made of.
pub(super) trait Algebra {
    /// A time.
    type Time: Clone;
    /// No time.
    fn nothing(&self) -> Self::Time;
    /// Without end: the request goes round in a cycle.
    fn endless(&self) -> Self::Time;
    /// A service's own work.
    fn own(&self, service: ServiceId) -> Self::Time;
    /// One after the other.
    fn then(&self, one: &Self::Time, next: &Self::Time) -> Self::Time;
    /// Both at once.
    fn together(&self, one: &Self::Time, other: &Self::Time) -> Self::Time;
    /// The worse of two operations of which one is called.
    fn worse(&self, one: &Self::Time, other: &Self::Time) -> Self::Time;
    /// What the caller spends on one interaction, all its calls and attempts, given the response of one.
    fn wait(&self, id: InteractionId, call: &Call, response: &Self::Time) -> Self::Time;
}

/// What the walk needs to know.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    pub(super) architecture: &'a Architecture,
    pub(super) graph: &'a CallGraph,
    pub(super) calls: &'a [Call],
    /// Interactions that a journey declares to run together, by the number of the step.
    pub(super) steps: &'a FxHashMap<InteractionId, usize>,
}

impl<'a> Scene<'a> {
    /// The calls of a node in groups; what a journey's steps put together goes before `parallel`.
    pub(super) fn groups(&self, node: NodeId) -> Groups<'a> {
        Groups::of(self.graph, self.calls, node, self.steps)
    }

    /// All nodes a request may wait for, callees first.
    pub(super) fn callees_first(&self, entry: NodeId) -> Vec<NodeId> {
        let components = self.graph.condensation(Relation::Blocking);
        let mut nodes = reached(self.graph, entry, Relation::Blocking);
        nodes.sort_unstable_by_key(|node| (components.component(*node), *node));
        nodes
    }

    /// The response time at every node that a request at `entry` may wait for.
    pub(super) fn compose<A: Algebra>(&self, algebra: &A, entry: NodeId) -> FxHashMap<NodeId, A::Time> {
        let mut waiting = FxHashMap::default();
        let mut response = FxHashMap::<NodeId, A::Time>::default();
        for node in self.callees_first(entry) {
            let (here, whole) = if self.is_endless(node) {
                (algebra.endless(), algebra.endless())
            } else {
                let here = self.calls_of(algebra, node, &response);
                (here.clone(), self.response_of(algebra, node, here, &waiting))
            };
            waiting.insert(node, here);
            response.insert(node, whole);
        }
        response
    }

    /// Whether a request that reaches the node goes round in a cycle.
    pub(super) fn is_endless(&self, node: NodeId) -> bool {
        let components = self.graph.condensation(Relation::Blocking);
        let calls_itself = |node| self.graph.out(node).iter().any(|e| e.is_blocking() && e.node() == node);
        components.members(components.component(node)).len() > 1 || calls_itself(node)
    }

    fn calls_of<A: Algebra>(
        &self,
        algebra: &A,
        node: NodeId,
        response: &FxHashMap<NodeId, A::Time>,
    ) -> A::Time {
        let mut sum = algebra.nothing();
        for group in self.groups(node).iter() {
            let waits = group.iter().map(|call| {
                algebra.wait(call.id, &self.calls[call.id.0 as usize], &response[&call.edge.node()])
            });
            if let Some(longest) = waits.reduce(|one, other| algebra.together(&one, &other)) {
                sum = algebra.then(&sum, &longest);
            }
        }
        sum
    }

    /// Own work, the operation's calls and those that any operation makes; the worst operation where none was named.
    fn response_of<A: Algebra>(
        &self,
        algebra: &A,
        node: NodeId,
        here: A::Time,
        waiting: &FxHashMap<NodeId, A::Time>,
    ) -> A::Time {
        let service = self.graph.service(node);
        let operations = self.graph.operations_of(service).filter_map(|operation| waiting.get(&operation));
        let longest = if node == self.graph.entered(service) {
            operations.fold(here, |one, other| algebra.worse(&one, other))
        } else {
            here
        };
        let whole = algebra.then(&algebra.own(service), &longest);
        match waiting.get(&self.graph.undeclared(service)) {
            Some(below) if node != self.graph.undeclared(service) => algebra.then(&whole, below),
            _ => whole,
        }
    }
}

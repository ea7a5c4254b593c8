//! Mean rates along the calls, from what is declared down to every service. Never assumes a rate.
//!
//! A declared rate wins. A call without one happens as often as the operation that makes it, times its calls and its
//! probability. With the rates goes the growth: how many attempts arrive for one request when everything fails.

use super::call::Call;
use crate::architecture::{Architecture, InteractionId, JourneyId, ServiceId, ServiceKind};
use crate::graph::{CallGraph, Edge, NodeId, Relation};

/// Rates per second by node and interaction; `None` where something on the way is not declared, and inside cycles.
#[derive(Debug)]
pub(super) struct Flow {
    nodes: Vec<Option<f64>>,
    interactions: Vec<Option<f64>>,
    growth: Vec<Growth>,
}

/// How many attempts arrive for one request at worst.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Growth {
    /// Attempts per request, retries of all layers above multiplied and averaged over the callers.
    pub(super) factor: f64,
    /// Whether attempts that nobody declares were taken for one, so that it may be more.
    pub(super) is_lower_bound: bool,
}

impl Flow {
    /// Callers first, one pass over the graph (risk catalogue, R21 and R22).
    pub(super) fn derive(architecture: &Architecture, graph: &CallGraph, calls: &[Call]) -> Self {
        let declared =
            architecture.interactions.iter().map(|it| it.declared.rate.map(|rate| rate.value.per_second()));
        let mut flow = Self {
            nodes: vec![None; graph.len()],
            interactions: declared.collect(),
            growth: vec![Growth { factor: 1.0, is_lower_bound: false }; graph.len()],
        };
        let mut entering = vec![Vec::new(); graph.len()];
        for journey in architecture.journey_ids() {
            entering[graph.entry(journey).0 as usize].push(journey);
        }
        let components = graph.condensation(Relation::PossiblyBlocking);
        for component in (0..components.len()).rev() {
            for node in components.members(component) {
                if components.members(component).len() == 1 {
                    flow.nodes[node.0 as usize] = flow.arrive(architecture, graph, *node, &entering);
                    flow.growth[node.0 as usize] = flow.grow(graph, calls, *node);
                }
                flow.leave(graph, calls, *node);
            }
        }
        flow
    }

    /// Requests per second that enter at a node.
    fn arrive(
        &self,
        architecture: &Architecture,
        graph: &CallGraph,
        node: NodeId,
        entering: &[Vec<JourneyId>],
    ) -> Option<f64> {
        let service = graph.service(node);
        if node == graph.undeclared(service) {
            return self.arriving(graph, service);
        }
        let own = || calls_into(graph, node);
        let entered = graph.entered(service);
        if node != entered
            && (calls_into(graph, entered).next().is_some() || !entering[entered.0 as usize].is_empty())
        {
            return None;
        }
        let journeys = &entering[node.0 as usize];
        let rate = |id: &JourneyId| architecture.journey(*id).rate.map(|rate| rate.value.per_second());
        let by_journeys = || journeys.iter().map(rate).sum::<Option<f64>>().filter(|_| !journeys.is_empty());
        let by_calls =
            own().map(|edge| self.interactions[edge.interaction()?.0 as usize]).sum::<Option<f64>>();
        let from_clients = own().all(|edge| {
            let caller = architecture.service(graph.service(edge.node()));
            caller.kind() == ServiceKind::Client
        });
        match (own().next().is_some(), by_calls) {
            (true, Some(rate)) => Some(rate),
            (true, None) if from_clients => by_journeys(),
            (true, None) => None,
            (false, _) if journeys.is_empty() => None,
            (false, _) => by_journeys(),
        }
    }

    fn grow(&self, graph: &CallGraph, calls: &[Call], node: NodeId) -> Growth {
        let (mut requests, mut attempts, mut is_lower_bound) = (0.0, 0.0, false);
        for edge in graph.incoming(node).iter().filter(|edge| Relation::PossiblyBlocking.admits(edge)) {
            let above = self.growth[edge.node().0 as usize];
            let call = edge.interaction().map(|id| &calls[id.0 as usize]);
            let rate = match edge.interaction() {
                Some(id) => self.interactions[id.0 as usize],
                None => self.nodes[edge.node().0 as usize],
            };
            let rate = rate.unwrap_or(0.0);
            requests += rate;
            attempts += rate * above.factor * call.map_or(1.0, |call| call.factor);
            is_lower_bound |= above.is_lower_bound || call.is_some_and(|call| call.attempts_assumed);
        }
        Growth { factor: if requests > 0.0 { attempts / requests } else { 1.0 }, is_lower_bound }
    }

    fn leave(&mut self, graph: &CallGraph, calls: &[Call], node: NodeId) {
        let Some(rate) = self.nodes[node.0 as usize] else { return };
        for id in graph.out(node).iter().filter_map(Edge::interaction) {
            let call = &calls[id.0 as usize];
            self.interactions[id.0 as usize].get_or_insert(rate * call.calls * call.probability);
        }
    }

    /// How often an interaction happens.
    pub(super) fn rate(&self, interaction: InteractionId) -> Option<f64> {
        self.interactions[interaction.0 as usize]
    }

    /// Requests per second that a service answers; messages wait in a queue of their own and are left out.
    pub(super) fn arriving(&self, graph: &CallGraph, service: ServiceId) -> Option<f64> {
        let entered = graph.entered(service);
        let operations = graph.operations_of(service).filter(|node| {
            calls_into(graph, *node).next().is_some() || self.nodes[node.0 as usize].is_some()
        });
        let named = operations.map(|node| self.nodes[node.0 as usize]);
        let any = std::iter::once(entered).filter(|node| {
            calls_into(graph, *node).next().is_some() || self.nodes[node.0 as usize].is_some()
        });
        let rates = any.map(|node| self.nodes[node.0 as usize]).chain(named).collect::<Vec<_>>();
        if rates.is_empty() { None } else { rates.into_iter().sum() }
    }

    /// The growth of what arrives at a service, the largest of its operations.
    pub(super) fn growth(&self, graph: &CallGraph, service: ServiceId) -> Growth {
        let all = graph.nodes_of(service).filter(|node| calls_into(graph, *node).next().is_some());
        let grown = all.map(|node| self.growth[node.0 as usize]);
        grown.fold(Growth { factor: 1.0, is_lower_bound: false }, |one, other| Growth {
            factor: one.factor.max(other.factor),
            is_lower_bound: one.is_lower_bound || other.is_lower_bound,
        })
    }
}

fn calls_into(graph: &CallGraph, node: NodeId) -> impl Iterator<Item = &Edge> {
    graph.incoming(node).iter().filter(|edge| !edge.is_within() && Relation::PossiblyBlocking.admits(edge))
}

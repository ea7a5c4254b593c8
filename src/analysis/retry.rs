//! Retry amplification (R17): how many attempts one request can turn into. Never mixes retries with plain calls.
//!
//! Two numbers are kept apart. The *factor* multiplies the attempts along the worst path and nothing else: five plain
//! calls leave it at one. The *attempts* also count the calls and add up all paths: what really arrives at a service.

use super::call::Call;
use super::path::Path;
use super::quantity::Quantity;
use super::worst::{Growth, Worst};
use crate::architecture::{InteractionId, ServiceId};
use crate::graph::{CallGraph, Edge, Level, NodeId, NodeKind, Relation};
use rustc_hash::FxHashMap;

/// The load that one request of a journey can cause at the service it hits hardest.
#[derive(Debug, Clone)]
pub struct Attempts {
    /// Attempts per request at worst, calls and retries counted, all paths added; infinite behind a blocking cycle.
    pub attempts: Quantity,
    /// The same with every call made once: what arrives when nothing fails.
    pub calls: f64,
    /// The service they arrive at.
    pub service: ServiceId,
    /// The path that brings most of them; empty behind a cycle.
    pub path: Path,
}

/// Worst retry factors from every node.
#[derive(Debug)]
pub(super) struct Retries {
    worst: Worst,
    assumed: Vec<bool>,
}

/// Attempts expected per request at failure probability `p`, for layers whose attempts multiply to `factor`:
/// (1 - p^factor) / (1 - p) (R17, independent leaf failures).
pub fn expected_attempts(factor: f64, p: f64) -> f64 {
    if p >= 1.0 { factor } else { (1.0 - p.powf(factor)) / (1.0 - p) }
}

/// Probability that all attempts fail: p^factor (R17).
pub fn request_failure(factor: f64, p: f64) -> f64 {
    p.powf(factor)
}

impl Retries {
    pub(super) fn derive(graph: &CallGraph, calls: &[Call]) -> Self {
        let components = graph.condensation(Relation::Blocking);
        let mut loops = vec![false; components.len()];
        let mut assumed = vec![false; components.len()];
        for component in 0..components.len() {
            for node in components.members(component) {
                for edge in graph.out(*node).iter().filter(|edge| Relation::Blocking.admits(edge)) {
                    let target = components.component(edge.node());
                    let call = edge.interaction().map(|id| &calls[id.0 as usize]);
                    assumed[component] |= assumed[target] || call.is_some_and(|call| call.attempts_assumed);
                    loops[component] |= target == component && call.is_some_and(|call| call.factor > 1.0);
                }
            }
        }
        let growth = Factor { graph, calls, loops };
        Self { worst: Worst::derive(graph, Relation::Blocking, &growth), assumed }
    }

    /// Product of the attempts along the worst path from `node`; infinite where a cycle retries.
    pub(super) fn factor(&self, graph: &CallGraph, node: NodeId) -> Quantity {
        let component = graph.condensation(Relation::Blocking).component(node);
        Quantity::derived_or_assumed(self.worst.value(graph, node), self.assumed[component])
    }

    pub(super) fn level(&self, graph: &CallGraph, node: NodeId) -> Level {
        self.worst.level(graph, node)
    }

    pub(super) fn path(&self, graph: &CallGraph, node: NodeId) -> Path {
        self.worst.path(graph, node, |_| true)
    }
}

struct Factor<'a> {
    graph: &'a CallGraph,
    calls: &'a [Call],
    loops: Vec<bool>,
}

impl Factor<'_> {
    fn own(&self, node: NodeId) -> f64 {
        let component = self.graph.condensation(Relation::Blocking).component(node);
        if self.loops[component] { f64::INFINITY } else { 1.0 }
    }
}

impl Growth for Factor<'_> {
    fn end(&self, members: &[NodeId]) -> f64 {
        self.own(members[0])
    }

    fn step(&self, from: NodeId, edge: &Edge, rest: f64) -> f64 {
        let factor = edge.interaction().map_or(1.0, |id: InteractionId| self.calls[id.0 as usize].factor);
        self.own(from) * factor * rest
    }
}

/// What arrives at one node per request of the journey.
#[derive(Debug, Clone, Copy, Default)]
struct Arrival {
    /// Attempts that name this node.
    direct: f64,
    /// Attempts that named no operation and may mean this node.
    meant: f64,
    /// The same two without retries.
    direct_calls: f64,
    meant_calls: f64,
    /// Largest product over a single path, and the step it came by.
    most: f64,
    by: Option<(NodeId, Edge)>,
}

/// M(v) of R17 for everything below `entry`; the service with the largest. `None` where the entry calls nobody.
pub(super) fn attempts(graph: &CallGraph, calls: &[Call], entry: NodeId) -> Option<Attempts> {
    let components = graph.condensation(Relation::Blocking);
    let mut at = FxHashMap::<NodeId, Arrival>::default();
    at.insert(entry, Arrival { direct: 1.0, direct_calls: 1.0, most: 1.0, ..Arrival::default() });
    let mut assumed = false;
    for component in (0..=components.component(entry)).rev() {
        let members = components.members(component);
        if !members.iter().any(|node| at.contains_key(node)) {
            continue;
        }
        if is_loop(graph, members) {
            for node in members {
                let arrival = at.entry(*node).or_default();
                (arrival.direct, arrival.direct_calls) = (f64::INFINITY, f64::INFINITY);
            }
        }
        for node in members {
            assumed |= pass_on(graph, calls, &mut at, *node);
        }
    }
    hardest_hit(graph, &at, entry, assumed)
}

fn is_loop(graph: &CallGraph, members: &[NodeId]) -> bool {
    let loops = |edge: &Edge| Relation::Blocking.admits(edge) && edge.node() == members[0];
    members.len() > 1 || graph.out(members[0]).iter().any(loops)
}

/// Hands the arrivals at a node to what it calls. An unnamed operation may mean each of the service's, and a call of
/// an undeclared operation is made by each: the first is an upper bound, the second counts no arrival twice.
fn pass_on(graph: &CallGraph, calls: &[Call], at: &mut FxHashMap<NodeId, Arrival>, node: NodeId) -> bool {
    let arrival = at.get(&node).copied().unwrap_or_default();
    let mut assumed = false;
    for edge in graph.out(node).iter().filter(|edge| Relation::Blocking.admits(edge)) {
        if graph.condensation(Relation::Blocking).together(node, edge.node()) {
            continue;
        }
        let next = at.entry(edge.node()).or_default();
        let factor = if let Some(id) = edge.interaction() {
            let call = &calls[id.0 as usize];
            if call.calls == 0.0 {
                continue;
            }
            assumed |= call.attempts_assumed;
            next.direct += (arrival.direct + arrival.meant) * call.calls * call.factor;
            next.direct_calls += (arrival.direct_calls + arrival.meant_calls) * call.calls;
            call.calls * call.factor
        } else {
            next.meant += arrival.direct;
            next.meant_calls += arrival.direct_calls;
            1.0
        };
        if arrival.most * factor > next.most {
            (next.most, next.by) = (arrival.most * factor, Some((node, *edge)));
        }
    }
    assumed
}

fn hardest_hit(
    graph: &CallGraph,
    at: &FxHashMap<NodeId, Arrival>,
    entry: NodeId,
    assumed: bool,
) -> Option<Attempts> {
    let mut by_service = FxHashMap::<ServiceId, (f64, f64, NodeId, f64)>::default();
    let mut nodes = at.keys().copied().collect::<Vec<_>>();
    nodes.sort_unstable();
    for node in nodes.into_iter().filter(|node| graph.kind(*node) != NodeKind::Undeclared) {
        let arrival = &at[&node];
        let sum = by_service.entry(graph.service(node)).or_insert((0.0, 0.0, node, f64::NEG_INFINITY));
        sum.0 += arrival.direct;
        sum.1 += arrival.direct_calls;
        if arrival.direct > 0.0 && arrival.most > sum.3 {
            (sum.2, sum.3) = (node, arrival.most);
        }
    }
    let others = by_service.into_iter().filter(|(service, _)| *service != graph.service(entry));
    let (service, (attempts, calls, node, _)) =
        others.max_by(|(a, x), (b, y)| x.0.total_cmp(&y.0).then(b.cmp(a)))?;
    let mut steps = Vec::new();
    let mut here = node;
    while let Some(step) = at.get(&here).and_then(|arrival| arrival.by).filter(|_| here != entry) {
        steps.push(step);
        here = step.0;
    }
    steps.reverse();
    if here != entry {
        steps.clear();
    }
    let attempts = Quantity::derived_or_assumed(attempts, assumed);
    Some(Attempts { attempts, calls, service, path: Path::of(graph, entry, &steps, |_| true) })
}

//! Re-entrant paths (R07): whether one request can enter a service twice. Never looks outside one component of services.
//!
//! Bits of 64 services at a time travel along the calls, which within such a component form no cycle of operations; a bit
//! that arrives at its own service is a re-entry. That is one linear pass per 64 services. Beyond [`EFFORT`] node
//! visits the question stays open rather than slow.

use super::path::{Step, shortest};
use crate::architecture::ServiceId;
use crate::graph::{CallGraph, Edge, NodeId, Relation};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::VecDeque;

/// What was found.
pub(super) enum Reentry {
    /// A shortest path that leaves a service and comes back to it.
    Path(Vec<Step>),
    /// No request comes back.
    None,
    /// The component is too large to tell.
    TooLarge,
}

/// Edges visited at most for one component.
const EFFORT: usize = 50_000_000;

/// Looks for a re-entry within a component of services whose operations form no cycle.
pub(super) fn find(graph: &CallGraph, relation: Relation, services: &[ServiceId]) -> Reentry {
    let components = graph.condensation(relation);
    let inside = services.iter().copied().collect::<FxHashSet<_>>();
    let mut nodes = services.iter().flat_map(|service| graph.nodes_of(*service)).collect::<Vec<_>>();
    nodes.sort_unstable_by_key(|node| std::cmp::Reverse(components.component(*node)));
    let edges = nodes.iter().map(|node| graph.out(*node).len()).sum::<usize>();
    for (round, batch) in services.chunks(64).enumerate() {
        if (round + 1) * edges > EFFORT {
            return Reentry::TooLarge;
        }
        if let Some(service) = travel(graph, relation, &nodes, batch) {
            let admits = |_: NodeId, edge: &Edge| {
                relation.admits(edge) && inside.contains(&graph.service(edge.node()))
            };
            let back = |_: NodeId, edge: &Edge| !edge.is_within() && graph.service(edge.node()) == service;
            let operations = graph.operations_of(service);
            let starts = operations.chain([graph.undeclared(service)]);
            let path = shortest(graph, starts, admits, back);
            return Reentry::Path(path.expect("a bit that came back has walked a path"));
        }
    }
    Reentry::None
}

/// Sends one bit per service of the batch along the calls; the first service that a bit of its own comes back to.
fn travel(
    graph: &CallGraph,
    relation: Relation,
    callers_first: &[NodeId],
    batch: &[ServiceId],
) -> Option<ServiceId> {
    let bits = batch.iter().enumerate().map(|(bit, service)| (*service, 1_u64 << bit));
    let bits = bits.collect::<FxHashMap<_, _>>();
    let own = |node| bits.get(&graph.service(node)).copied().unwrap_or(0);
    let mut left = FxHashMap::<NodeId, u64>::default();
    let mut back = 0;
    for node in callers_first {
        let here = left.get(node).copied().unwrap_or(0);
        for edge in graph.out(*node).iter().filter(|edge| relation.admits(edge)) {
            let sent = if edge.is_within() { here } else { here | own(*node) };
            back |= if edge.is_within() { 0 } else { sent & own(edge.node()) };
            *left.entry(edge.node()).or_default() |= sent;
        }
    }
    (back != 0).then(|| batch[back.trailing_zeros() as usize])
}

/// A shortest cycle of calls between whole services, from the smallest member.
pub(super) fn round_trip(graph: &CallGraph, relation: Relation, members: &[ServiceId]) -> Vec<Step> {
    let inside = members.iter().copied().collect::<FxHashSet<_>>();
    let start = members[0];
    let mut reached_by = FxHashMap::<ServiceId, Step>::default();
    let mut queue = VecDeque::from([start]);
    'search: while let Some(service) = queue.pop_front() {
        for node in graph.nodes_of(service) {
            let calls = graph.out(node).iter().filter(|edge| !edge.is_within() && relation.admits(edge));
            for edge in calls {
                let next = graph.service(edge.node());
                if inside.contains(&next) && !reached_by.contains_key(&next) {
                    reached_by.insert(next, (node, *edge));
                    queue.push_back(next);
                    if next == start {
                        break 'search;
                    }
                }
            }
        }
    }
    let mut steps = Vec::new();
    let mut at = start;
    while let Some(step) = reached_by.get(&at) {
        steps.push(*step);
        at = graph.service(step.0);
        if at == start {
            break;
        }
    }
    steps.reverse();
    steps
}

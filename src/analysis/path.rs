//! Concrete paths: which interactions, in order, and how sure it is that one request walks them. Never enumerates paths.

use crate::architecture::{InteractionId, ServiceId};
use crate::graph::{CallGraph, Edge, Level, NodeId, NodeKind};
use rustc_hash::FxHashMap;
use std::collections::VecDeque;

/// A path through the graph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// The interactions, in the order a request meets them.
    pub interactions: Vec<InteractionId>,
    /// The services on the way; consecutive mentions of one service are one.
    pub services: Vec<ServiceId>,
    /// Whether every step is known to belong to one request.
    pub level: Level,
}

/// One step: the node it leaves and the edge it takes.
pub(super) type Step = (NodeId, Edge);

impl Path {
    /// The path that takes these steps from `start`; `shows` says which services are named.
    pub(super) fn of(
        graph: &CallGraph,
        start: NodeId,
        steps: &[Step],
        shows: impl Fn(ServiceId) -> bool,
    ) -> Self {
        let nodes = std::iter::once(start).chain(steps.iter().map(|(_, edge)| edge.node()));
        let mut services = nodes.map(|node| graph.service(node)).filter(|at| shows(*at)).collect::<Vec<_>>();
        services.dedup();
        let interactions = steps.iter().filter_map(|(_, edge)| edge.interaction()).collect();
        Self { interactions, services, level: level(graph, steps) }
    }
}

/// A path is sure unless it leaves a service after it touched one of that service's wildcards.
fn level(graph: &CallGraph, steps: &[Step]) -> Level {
    let mut touched = false;
    for (from, edge) in steps {
        touched |= graph.kind(*from) != NodeKind::Operation;
        if !edge.is_within() {
            if touched {
                return Level::Service;
            }
            touched = false;
        }
    }
    Level::Operation
}

/// A shortest path by number of steps from one of `starts` over edges that `admits` allows to the first edge that
/// `ends` accepts. Breadth first, so linear in what it visits; ties go to the earlier start and the earlier edge.
pub(super) fn shortest(
    graph: &CallGraph,
    starts: impl IntoIterator<Item = NodeId>,
    admits: impl Fn(NodeId, &Edge) -> bool,
    ends: impl Fn(NodeId, &Edge) -> bool,
) -> Option<Vec<Step>> {
    let mut queue = starts.into_iter().collect::<VecDeque<_>>();
    let mut reached_by = queue.iter().map(|start| (*start, None)).collect::<FxHashMap<_, Option<Step>>>();
    while let Some(node) = queue.pop_front() {
        for edge in graph.out(node).iter().filter(|edge| admits(node, edge)) {
            if ends(node, edge) {
                return Some(unwind(&reached_by, (node, *edge)));
            }
            reached_by.entry(edge.node()).or_insert_with(|| {
                queue.push_back(edge.node());
                Some((node, *edge))
            });
        }
    }
    None
}

fn unwind(reached_by: &FxHashMap<NodeId, Option<Step>>, last: Step) -> Vec<Step> {
    let mut steps = vec![last];
    let mut at = last.0;
    while let Some(Some(step)) = reached_by.get(&at) {
        steps.push(*step);
        at = step.0;
    }
    steps.reverse();
    steps
}

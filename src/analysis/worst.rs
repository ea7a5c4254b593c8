//! Worst paths from every node at once, for any quantity that grows along a path. Never visits an edge twice.
//!
//! Depth, retry factors and tiers ask the same question of different edges: over all paths that start here, which one
//! makes a value largest? On the condensation one pass from the last callee up answers it for all nodes; pointers
//! to the best exit of each component give the path itself, on request. Among equal paths a sure one goes before an
//! unsure one, then one with fewer soft calls, and then the one that begins with the smaller interaction.

use super::path::{Path, Step, shortest};
use crate::architecture::ServiceId;
use crate::graph::{CallGraph, Condensation, Edge, Level, NodeId, NodeKind, Relation};

/// How a value grows, seen from the callee's end of a path up to its start.
pub(super) trait Growth {
    /// The value of a path that ends in this component.
    fn end(&self, members: &[NodeId]) -> f64;
    /// The value at `from`, given the value `rest` at the end of `edge`.
    fn step(&self, from: NodeId, edge: &Edge, rest: f64) -> f64;
}

/// For every component the largest value over all paths that start in it.
#[derive(Debug)]
pub(super) struct Worst {
    relation: Relation,
    best: Vec<Best>,
}

#[derive(Debug, Clone, Copy)]
struct Best {
    value: f64,
    level: Level,
    soft: u32,
    first: u32,
    exit: Option<Step>,
}

const NO_INTERACTION: u32 = u32::MAX;

impl Worst {
    /// Derives the worst paths of one relation.
    pub(super) fn derive(graph: &CallGraph, relation: Relation, growth: &impl Growth) -> Self {
        let components = graph.condensation(relation);
        let mut best = Vec::with_capacity(components.len());
        for component in 0..components.len() {
            let found = best_of(graph, components, relation, growth, component, &best);
            best.push(found);
        }
        Self { relation, best }
    }

    /// The largest value over all paths that start at `node`.
    pub(super) fn value(&self, graph: &CallGraph, node: NodeId) -> f64 {
        self.at(graph, node).value
    }

    /// How sure the worst path is.
    pub(super) fn level(&self, graph: &CallGraph, node: NodeId) -> Level {
        self.at(graph, node).level
    }

    /// The worst path itself. Inside a component it takes a shortest way from where it comes in to where it leaves.
    pub(super) fn path(&self, graph: &CallGraph, start: NodeId, shows: impl Fn(ServiceId) -> bool) -> Path {
        let components = graph.condensation(self.relation);
        let mut steps = Vec::new();
        let mut node = start;
        while let Some((from, edge)) = self.at(graph, node).exit {
            if from != node {
                let inside = |_: NodeId, edge: &Edge| {
                    self.relation.admits(edge) && components.together(node, edge.node())
                };
                let way = shortest(graph, [node], inside, |_, edge| edge.node() == from);
                steps.extend(way.expect("the nodes of a component reach each other"));
            }
            steps.push((from, edge));
            node = edge.node();
        }
        Path::of(graph, start, &steps, shows)
    }

    fn at(&self, graph: &CallGraph, node: NodeId) -> &Best {
        &self.best[graph.condensation(self.relation).component(node)]
    }
}

fn best_of(
    graph: &CallGraph,
    components: &Condensation,
    relation: Relation,
    growth: &impl Growth,
    component: usize,
    below: &[Best],
) -> Best {
    let members = components.members(component);
    let unsure_inside =
        members.len() > 1 && members.iter().any(|node| graph.kind(*node) != NodeKind::Operation);
    let level = if unsure_inside { Level::Service } else { Level::Operation };
    let mut best = Best { value: growth.end(members), level, soft: 0, first: NO_INTERACTION, exit: None };
    for from in members {
        for edge in graph.out(*from).iter().filter(|edge| relation.admits(edge)) {
            let target = components.component(edge.node());
            if target == component {
                continue;
            }
            let rest = &below[target];
            let first = edge.interaction().map_or(rest.first, |id| id.0);
            let leaves = graph.kind(*from) != NodeKind::Operation && first != NO_INTERACTION;
            let found = Best {
                value: growth.step(*from, edge, rest.value),
                level: if leaves || unsure_inside { Level::Service } else { rest.level },
                soft: rest.soft + u32::from(edge.is_blocking() && !edge.is_hard()),
                first,
                exit: Some((*from, *edge)),
            };
            if found.beats(&best) {
                best = found;
            }
        }
    }
    best
}

impl Best {
    fn beats(&self, other: &Self) -> bool {
        match self.value.total_cmp(&other.value) {
            std::cmp::Ordering::Greater => true,
            std::cmp::Ordering::Less => false,
            std::cmp::Ordering::Equal => {
                other.exit.is_some()
                    && (self.level, self.soft, self.first) < (other.level, other.soft, other.first)
            }
        }
    }
}

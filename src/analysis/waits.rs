//! All p99s of one request added, compiled so that calls can be left out or changed without linking a graph anew. Never a
//! percentile of the whole.

use super::call::Call;
use super::compose::Scene;
use super::latency::{is_hard, own_p99};
use super::region::distance;
use crate::architecture::{InteractionId, Timeout};
use crate::graph::NodeId;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// How one interaction is made for a look.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CallEdit {
    /// Nobody waits for it.
    pub is_freed: bool,
    /// Its caller survives its failure.
    pub is_soft: bool,
    /// One call instead of several.
    pub is_once: bool,
    /// It runs together with the calls of the same operation that bear the same number.
    pub together: Option<u32>,
}

/// What one request waits for; the same sum as [`Analysis::sum_of_p99`](super::Analysis::sum_of_p99).
#[derive(Debug)]
pub struct Waits {
    /// Callees first; the last is the entry.
    nodes: Vec<Node>,
    calls: Vec<CompiledCall>,
}

#[derive(Debug)]
struct Node {
    /// Seconds; infinite where it is not known.
    own: f64,
    calls: Range<usize>,
    /// The operations of a service that was entered without naming one.
    operations: Vec<usize>,
    /// The calls that any operation of the service makes.
    undeclared: Option<usize>,
}

#[derive(Debug)]
struct CompiledCall {
    to: usize,
    id: InteractionId,
    /// Calls of one group run together.
    group: usize,
    call: Call,
    round_trip: f64,
    is_hard: bool,
}

/// Seconds, and whether a hard call ran into its timeout on the way.
#[derive(Clone, Copy, Default)]
struct Slow {
    time: f64,
    fails: bool,
}

/// Compiles what a request at `entry` waits for; `None` where it runs into a cycle of blocking calls.
pub(super) fn compile(scene: &Scene<'_>, entry: NodeId) -> Option<Waits> {
    let mut order = scene.callees_first(entry);
    if order.iter().any(|node| scene.is_endless(*node)) {
        return None;
    }
    order.retain(|node| *node != entry);
    order.push(entry);
    let place: FxHashMap<NodeId, usize> = order.iter().enumerate().map(|(at, node)| (*node, at)).collect();
    let mut waits = Waits { nodes: Vec::with_capacity(order.len()), calls: Vec::new() };
    for node in order {
        let (graph, start) = (scene.graph, waits.calls.len());
        for (group, calls) in scene.groups(node).iter().enumerate() {
            waits.calls.extend(calls.iter().map(|grouped| CompiledCall {
                to: place[&grouped.edge.node()],
                id: grouped.id,
                group,
                call: scene.calls[grouped.id.0 as usize],
                round_trip: distance(scene.architecture, grouped.id).seconds(),
                is_hard: is_hard(scene.architecture, grouped.id),
            }));
        }
        let service = graph.service(node);
        let (entered, undeclared) = (graph.entered(service), graph.undeclared(service));
        let operations = graph.operations_of(service).filter(|_| node == entered);
        waits.nodes.push(Node {
            own: own_p99(scene.architecture, service).unwrap_or(f64::INFINITY),
            calls: start..waits.calls.len(),
            operations: operations.filter_map(|operation| place.get(&operation).copied()).collect(),
            undeclared: place.get(&undeclared).copied().filter(|_| node != undeclared),
        });
    }
    Some(waits)
}

impl Waits {
    /// Seconds, with every interaction made as `edits` says, by number; infinite where a latency is not known.
    pub fn sum(&self, edits: &[CallEdit]) -> f64 {
        let mut waiting = vec![Slow::default(); self.nodes.len()];
        let mut response = vec![Slow::default(); self.nodes.len()];
        for (at, node) in self.nodes.iter().enumerate() {
            waiting[at] = self.waiting(node, edits, &response);
            let mut whole = waiting[at];
            for operation in &node.operations {
                whole = whole.or(waiting[*operation]);
            }
            let any = node.undeclared.map_or(Slow::default(), |undeclared| waiting[undeclared]);
            response[at] = Slow { time: node.own + whole.time + any.time, fails: whole.fails || any.fails };
        }
        response.last().map_or(0.0, |response| response.time)
    }

    /// The groups of a node added, the longest call of each.
    fn waiting(&self, node: &Node, edits: &[CallEdit], response: &[Slow]) -> Slow {
        let mut sum = Slow::default();
        let mut together: Vec<(u32, Slow)> = Vec::new();
        for group in self.calls[node.calls.clone()].chunk_by(|one, other| one.group == other.group) {
            let mut longest = Slow::default();
            for call in group {
                let edit = edits[call.id.0 as usize];
                if edit.is_freed {
                    continue;
                }
                let wait = call.wait(edit, response[call.to]);
                match edit.together {
                    None => longest = longest.or(wait),
                    Some(name) => match together.iter_mut().find(|(known, _)| *known == name) {
                        Some((_, known)) => *known = known.or(wait),
                        None => together.push((name, wait)),
                    },
                }
            }
            sum = sum.then(longest);
        }
        together.into_iter().fold(sum, |sum, (_, longest)| sum.then(longest))
    }
}

impl Slow {
    fn then(self, next: Self) -> Self {
        Self { time: self.time + next.time, fails: self.fails || next.fails }
    }

    fn or(self, other: Self) -> Self {
        Self { time: self.time.max(other.time), fails: self.fails || other.fails }
    }
}

impl CompiledCall {
    /// All attempts are as slow as the first; what fails is tried again.
    fn wait(&self, edit: CallEdit, response: Slow) -> Slow {
        let limit = self.call.timeout.and_then(Timeout::after).map_or(f64::INFINITY, |limit| limit.seconds());
        let whole = response.time + self.round_trip;
        let fails = response.fails || (whole.is_finite() && self.call.gives_up(whole));
        let is_hard = self.is_hard && !edit.is_soft;
        if response.time.is_infinite() {
            return Slow { time: response.time, fails: fails && is_hard };
        }
        let calls = if edit.is_once { self.call.calls.min(1.0) } else { self.call.calls };
        let one = whole.min(limit);
        let time = calls * if fails { self.call.worst_wait(one) } else { one };
        Slow { time, fails: fails && is_hard }
    }
}

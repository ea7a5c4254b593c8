//! Waiting and working times under the configured timeouts (R15, R16). Never takes a missing timeout for a short one.
//!
//! W_e = n T + pauses is how long a caller waits at most; S_v = own p99 + sum over sequential groups of the largest k W
//! in the group is how long v may still work on a request. Where something is not known, a lower bound of S_v that
//! counts it as nothing still convicts a caller that gives up earlier.

use super::call::Call;
use super::group::{Grouped, Groups};
use super::quantity::{Quantity, Total};
use crate::architecture::{Architecture, InteractionId, Provenance, ServiceId, ServiceKind, Timeout};
use crate::graph::{CallGraph, Edge, NodeId, Relation};
use rustc_hash::FxHashMap;

/// A time in seconds: what is certain, and the whole where it is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Work {
    /// What the declared values alone add up to; everything unknown counts as nothing.
    pub at_least: f64,
    /// The whole.
    pub total: Total,
}

/// How a caller's timeout relates to the work of its callee.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Inversion {
    /// The caller gives up while the callee may still work. `wasted` is the share of the callee's work that nobody
    /// waits for, 1 - T/S.
    Strong {
        /// From 0 to 1.
        wasted: f64,
        /// Derived where declared values alone convict; defaulted where an undeclared timeout below was taken to wait
        /// as long as its callee works, or undeclared attempts to be one.
        provenance: Provenance,
    },
    /// The caller waits as long as its callee works.
    None,
    /// Something is not declared, and what is declared does not decide it.
    Unknown,
}

/// Working times at every node.
#[derive(Debug)]
pub(super) struct Timeouts {
    work: Vec<Work>,
}

impl Work {
    const NOTHING: Self = Self { at_least: 0.0, total: Total::ZERO };

    fn plus(self, other: Self) -> Self {
        Self { at_least: self.at_least + other.at_least, total: self.total.plus(other.total) }
    }

    fn max(self, other: Self) -> Self {
        Self { at_least: self.at_least.max(other.at_least), total: self.total.max(other.total) }
    }

    fn times(self, factor: f64) -> Self {
        Self { at_least: self.at_least * factor, total: self.total.map(|total| total * factor) }
    }
}

impl Timeouts {
    /// Derives S_v at every node, callees first.
    pub(super) fn derive(architecture: &Architecture, graph: &CallGraph, calls: &[Call]) -> Self {
        let components = graph.condensation(Relation::Blocking);
        let nothing = vec![Work::NOTHING; graph.len()];
        let mut scene = Scene { architecture, graph, calls, work: nothing.clone(), waiting: nothing };
        for component in 0..components.len() {
            for node in components.members(component) {
                scene.waiting[node.0 as usize] = scene.calls_of(*node);
            }
            for node in components.members(component) {
                scene.work[node.0 as usize] = scene.work_of(*node);
            }
        }
        Self { work: scene.work }
    }

    /// S_v: how long the service may work on a request that enters at `node`.
    pub(super) fn work(&self, node: NodeId) -> Work {
        self.work[node.0 as usize]
    }

    /// W_e for one call: all attempts and pauses.
    pub(super) fn wait(&self, call: &Call, callee: NodeId) -> Work {
        wait(call, self.work(callee), false)
    }
}

/// Whether a caller with this timeout per attempt gives up before its callee is done. A callee that is declared to wait
/// without a limit outlasts every caller that has one.
pub(super) fn inversion(timeout: Option<Timeout>, needed: Work) -> Inversion {
    match (timeout, needed.total) {
        (None, _) => Inversion::Unknown,
        (Some(Timeout::None), _) => Inversion::None,
        (Some(Timeout::After(limit)), total) => {
            let limit = limit.seconds();
            let holds = |work: f64| !outlasts(work, limit);
            if !holds(needed.at_least) {
                Inversion::Strong { wasted: 1.0 - limit / needed.at_least, provenance: Provenance::Derived }
            } else {
                match total {
                    Total::Known(Quantity { value, .. }) if holds(value) => Inversion::None,
                    Total::Known(Quantity { value, provenance }) => {
                        Inversion::Strong { wasted: 1.0 - limit / value, provenance }
                    }
                    Total::Unbounded => Inversion::Strong { wasted: 1.0, provenance: Provenance::Derived },
                    Total::Unknown => Inversion::Unknown,
                }
            }
        }
    }
}

/// Sums of times differ in their last digits; a caller that waits exactly as long as its callee works is no inversion.
const ROUNDING: f64 = 1e-12;

/// Whether work takes longer than a limit, both in seconds, whatever the last digit of a sum.
pub(super) fn outlasts(work: f64, limit: f64) -> bool {
    work > limit * (1.0 + ROUNDING)
}

struct Scene<'a> {
    architecture: &'a Architecture,
    graph: &'a CallGraph,
    calls: &'a [Call],
    work: Vec<Work>,
    waiting: Vec<Work>,
}

impl Scene<'_> {
    /// Adds up one node. Calls without `during` come on top of those of each operation; a request that names no
    /// operation is taken to mean the longest.
    fn work_of(&self, node: NodeId) -> Work {
        let service = self.graph.service(node);
        let waiting = |node: NodeId| self.waiting[node.0 as usize];
        let undeclared = self.graph.undeclared(service);
        let below = if node == undeclared { Work::NOTHING } else { waiting(undeclared) };
        let longest = if node == self.graph.entered(service) {
            self.graph.operations_of(service).map(waiting).fold(Work::NOTHING, Work::max)
        } else {
            waiting(node)
        };
        self.own(service).plus(longest).plus(below)
    }

    fn own(&self, service: ServiceId) -> Work {
        let service = self.architecture.service(service);
        match service.declared.p99 {
            Some(p99) => {
                let seconds = p99.value.seconds();
                Work { at_least: seconds, total: Total::Known(Quantity::derived(seconds)) }
            }
            None if service.kind() == ServiceKind::Client => Work::NOTHING,
            None => Work { at_least: 0.0, total: Total::Unknown },
        }
    }

    fn calls_of(&self, node: NodeId) -> Work {
        let groups = Groups::of(self.graph, self.calls, node, &FxHashMap::default());
        let longest = |group: &[Grouped<'_>]| {
            let waits = group.iter().map(|call| self.wait_of(node, call.edge, call.id));
            waits.fold(Work::NOTHING, Work::max)
        };
        groups.iter().map(longest).fold(Work::NOTHING, Work::plus)
    }

    fn wait_of(&self, node: NodeId, edge: &Edge, id: InteractionId) -> Work {
        let call = &self.calls[id.0 as usize];
        let in_cycle = self.graph.condensation(Relation::Blocking).together(node, edge.node());
        wait(call, self.work[edge.node().0 as usize], in_cycle).times(call.calls)
    }
}

/// What one call waits for. Without a declared timeout it waits for the callee, n S_v (R16, inputs), which inside a cycle
/// is not known.
fn wait(call: &Call, callee: Work, in_cycle: bool) -> Work {
    let assumed = call.attempts_assumed || call.backoff_assumed;
    match call.timeout {
        Some(Timeout::After(limit)) => {
            let longest = call.worst_wait(limit.seconds());
            let total = Total::Known(Quantity::derived_or_assumed(longest, assumed));
            Work { at_least: longest, total }
        }
        Some(Timeout::None) => {
            Work { at_least: if in_cycle { 0.0 } else { callee.at_least }, total: Total::Unbounded }
        }
        None => {
            let known = if in_cycle { None } else { callee.total.known() };
            let total = known.map_or(Total::Unknown, |work| {
                Total::Known(work.map(|seconds| call.worst_wait(seconds))).assumed_if(true)
            });
            Work { at_least: 0.0, total }
        }
    }
}

//! Cycles of blocking calls (R07), in three kinds that must not be confused. Never enumerates cycles.
//!
//! Components of the operation graph are cycles that a request may run into. What only the graph of whole services shows
//! is either a re-entrant path, where a request holds two threads of one service, or no path of any request at all
//! (trap A). One concrete cycle per component is shown, a shortest one.

use super::path::{Path, Step, shortest};
use super::reentry::{self, Reentry};
use crate::architecture::{InteractionId, ServiceId};
use crate::graph::{CallGraph, Condensation, Edge, Level, NodeId, NodeKind, Relation};
use crate::parallel;
use rustc_hash::FxHashSet;

/// A cycle of blocking calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cycle {
    /// What it means for a request.
    pub kind: CycleKind,
    /// Whether operations prove it, or whole services only suggest it.
    pub level: Level,
    /// Whether every call of it is declared to block; otherwise it needs a call whose mode is not declared.
    pub all_blocking: bool,
    /// All services of the component, ascending.
    pub members: Vec<ServiceId>,
    /// The calls of one concrete cycle, or of one concrete re-entrant path.
    pub interactions: Vec<InteractionId>,
}

/// What a cycle means for a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CycleKind {
    /// A call leads back to the operation that made it: the request may recurse.
    Operation,
    /// A request enters one service twice, through different operations, and holds two of its threads.
    Reentrant,
    /// Services call each other, but no request does so.
    ServiceOnly,
    /// Services call each other; the component is too large to say whether a request re-enters one of them.
    Undetermined,
}

/// All cycles, those that need no undeclared mode first, then by kind and members.
pub(super) fn cycles(graph: &CallGraph) -> Vec<Cycle> {
    let (mut cycles, possible) = parallel::join(
        || of_relation(graph, Relation::Blocking),
        || {
            let undecided = graph.node_ids().any(|node| graph.out(node).iter().any(Edge::is_undecided));
            undecided.then(|| of_relation(graph, Relation::PossiblyBlocking))
        },
    );
    if let Some(possible) = possible {
        let known = cycles.iter().map(|cycle| cycle.members.clone()).collect::<FxHashSet<_>>();
        let possible = possible.into_iter();
        cycles.extend(possible.filter(|cycle| !cycle.all_blocking && !known.contains(&cycle.members)));
    }
    cycles.sort_by(|one, other| {
        let key = |cycle: &Cycle| (!cycle.all_blocking, cycle.kind, cycle.level);
        key(one).cmp(&key(other)).then_with(|| one.members.cmp(&other.members))
    });
    cycles
}

fn of_relation(graph: &CallGraph, relation: Relation) -> Vec<Cycle> {
    let search = Search { graph, relation };
    let services = graph.services_condensed(relation);
    let mut cycles = Vec::new();
    for component in (0..services.len()).filter(|component| search.is_service_cycle(&services, *component)) {
        let members = services.members(component).iter().map(|node| ServiceId(node.0)).collect::<Vec<_>>();
        let found = search.operation_cycles(&members);
        if found.is_empty() {
            cycles.push(search.service_cycle(members));
        } else {
            cycles.extend(found);
        }
    }
    if cycles.iter().any(is_suggested) {
        let proven = search.proven_cycles();
        let members = proven.iter().map(|cycle| cycle.members.clone()).collect::<FxHashSet<_>>();
        cycles.retain(|cycle| !is_suggested(cycle) || !members.contains(&cycle.members));
        let known = cycles.iter().map(|cycle| cycle.members.clone()).collect::<FxHashSet<_>>();
        cycles.extend(proven.into_iter().filter(|cycle| !known.contains(&cycle.members)));
    }
    cycles
}

/// A cycle of operations that needs a wildcard to close.
fn is_suggested(cycle: &Cycle) -> bool {
    cycle.kind == CycleKind::Operation && cycle.level == Level::Service
}

struct Search<'g> {
    graph: &'g CallGraph,
    relation: Relation,
}

impl Search<'_> {
    fn calls(&self, node: NodeId) -> impl Iterator<Item = &Edge> {
        self.graph.out(node).iter().filter(|edge| !edge.is_within() && self.relation.admits(edge))
    }

    fn is_service_cycle(&self, services: &Condensation, component: usize) -> bool {
        let members = services.members(component);
        let service = ServiceId(members[0].0);
        members.len() > 1
            || self
                .graph
                .nodes_of(service)
                .any(|node| self.calls(node).any(|edge| self.graph.service(edge.node()) == service))
    }

    /// The components of the operation graph within these services that a request can go round in.
    fn operation_cycles(&self, services: &[ServiceId]) -> Vec<Cycle> {
        let components = self.graph.condensation(self.relation);
        let nodes = services.iter().flat_map(|service| self.graph.nodes_of(*service));
        let mut found = nodes.map(|node| components.component(node)).collect::<Vec<_>>();
        found.sort_unstable();
        found.dedup();
        let cyclic = found.into_iter().map(|component| components.members(component));
        cyclic
            .filter(|members| self.goes_round(members))
            .map(|members| self.cycle(components, members))
            .collect()
    }

    fn goes_round(&self, members: &[NodeId]) -> bool {
        members.len() > 1 || self.calls(members[0]).any(|edge| edge.node() == members[0])
    }

    /// The cycles that need no wildcard, also those inside a wider component that does.
    fn proven_cycles(&self) -> Vec<Cycle> {
        let components = self.graph.operations_condensed(self.relation);
        let members = (0..components.len()).map(|component| components.members(component));
        members
            .filter(|members| self.goes_round(members))
            .map(|members| self.cycle(&components, members))
            .collect()
    }

    /// The concrete cycle is a shortest one through the first undeclared mode, else through the smallest wildcard, else
    /// through the smallest member: what makes the component what it is should show in its labels.
    fn cycle(&self, components: &Condensation, members: &[NodeId]) -> Cycle {
        let inside = |_: NodeId, edge: &Edge| {
            self.relation.admits(edge) && components.together(members[0], edge.node())
        };
        let undecided = members.iter().flat_map(|node| {
            let edges = self.graph.out(*node).iter().filter(|edge| inside(*node, edge));
            edges.filter(|edge| edge.is_undecided()).map(|edge| (*node, *edge))
        });
        let wildcard = members.iter().find(|node| self.graph.kind(**node) != NodeKind::Operation);
        let start = undecided.min_by_key(|(_, edge)| edge.interaction());
        let (mut steps, from, to) = match start {
            Some((from, edge)) => (vec![(from, edge)], edge.node(), from),
            None => (vec![], *wildcard.unwrap_or(&members[0]), *wildcard.unwrap_or(&members[0])),
        };
        if steps.is_empty() || from != to {
            let back = shortest(self.graph, [from], inside, |_, edge| edge.node() == to && inside(to, edge));
            steps.extend(back.expect("the nodes of a component reach each other"));
        }
        let level = if wildcard.is_some() { Level::Service } else { Level::Operation };
        let services = services_of(self.graph, members);
        Cycle { level, ..self.describe(CycleKind::Operation, services, &steps) }
    }

    /// What a cycle between services is that no operation closes.
    fn service_cycle(&self, members: Vec<ServiceId>) -> Cycle {
        match reentry::find(self.graph, self.relation, &members) {
            Reentry::Path(steps) => self.describe(CycleKind::Reentrant, members, &steps),
            Reentry::None => self.between_services(CycleKind::ServiceOnly, members),
            Reentry::TooLarge => self.between_services(CycleKind::Undetermined, members),
        }
    }

    fn describe(&self, kind: CycleKind, members: Vec<ServiceId>, steps: &[Step]) -> Cycle {
        let path = Path::of(self.graph, steps[0].0, steps, |_| true);
        let all_blocking = steps.iter().all(|(_, edge)| !edge.is_undecided());
        Cycle { kind, level: path.level, all_blocking, members, interactions: path.interactions }
    }

    /// A shortest way round through whole services, from the smallest.
    fn between_services(&self, kind: CycleKind, members: Vec<ServiceId>) -> Cycle {
        let steps = reentry::round_trip(self.graph, self.relation, &members);
        let all_blocking = steps.iter().all(|(_, edge)| !edge.is_undecided());
        let interactions = steps.iter().filter_map(|(_, edge)| edge.interaction()).collect();
        Cycle { kind, level: Level::Service, all_blocking, members, interactions }
    }
}

fn services_of(graph: &CallGraph, nodes: &[NodeId]) -> Vec<ServiceId> {
    let mut services = nodes.iter().map(|node| graph.service(*node)).collect::<Vec<_>>();
    services.dedup();
    services
}

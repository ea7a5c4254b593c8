//! What one journey depends on, with the changes that cut each edge. Never knows a percentile.

use super::change_set::ChangeSet;
use crate::analysis::Analysis;
use crate::architecture::{InteractionId, ServiceId, ServiceKind};
use crate::graph::{NodeId, Relation};
use rustc_hash::FxHashMap;

/// Services of one journey that are cut off for a try; each costs a maximum flow (our default).
const MOST_TARGETS: usize = 24;

/// The nodes that a request reaches by one relation; the first is the entry.
#[derive(Debug)]
pub(super) struct Net {
    /// Edges from each node: where they lead, and which changes cut them.
    pub(super) edges: Vec<Vec<(usize, Vec<usize>)>>,
    /// The interactions behind the edges.
    pub(super) crossed: Vec<InteractionId>,
    /// The place of each node's service in `services`; clients have none.
    place: Vec<Option<usize>>,
    /// The services with their availability, in order.
    services: Vec<(ServiceId, f64)>,
}

impl Net {
    /// Walks from the entry. `cuts` names the changes that take an interaction out of the relation.
    pub(super) fn walk(
        analysis: &Analysis<'_>,
        entry: NodeId,
        relation: Relation,
        cuts: impl Fn(InteractionId) -> Vec<usize>,
    ) -> Self {
        let graph = analysis.graph();
        let mut number = FxHashMap::from_iter([(entry, 0)]);
        let mut nodes = vec![entry];
        let (mut edges, mut crossed) = (Vec::new(), Vec::new());
        while let Some(node) = nodes.get(edges.len()).copied() {
            let mut row = Vec::new();
            for edge in graph.out(node).iter().filter(|edge| relation.admits(edge)) {
                let to = *number.entry(edge.node()).or_insert_with(|| {
                    nodes.push(edge.node());
                    nodes.len() - 1
                });
                crossed.extend(edge.interaction());
                row.push((to, edge.interaction().map_or(Vec::new(), &cuts)));
            }
            edges.push(row);
        }
        let mut net = Self { edges, crossed, place: vec![None; nodes.len()], services: Vec::new() };
        net.name_services(analysis, &nodes);
        net
    }

    fn name_services(&mut self, analysis: &Analysis<'_>, nodes: &[NodeId]) {
        let service = |node: &NodeId| analysis.graph().service(*node);
        let mut all: Vec<ServiceId> = nodes.iter().map(service).collect();
        all.sort_unstable();
        all.dedup();
        all.retain(|id| analysis.architecture().service(*id).kind() != ServiceKind::Client);
        self.place = nodes.iter().map(|node| all.binary_search(&service(node)).ok()).collect();
        let own = |id: ServiceId| analysis.own_availability(id).map_or(1.0, |own| own.value);
        self.services = all.into_iter().map(|id| (id, own(id))).collect();
    }

    /// Which services are reached when some changes are made, by place.
    fn reached(&self, made: &ChangeSet) -> Vec<bool> {
        let (mut seen, mut found) = (vec![false; self.edges.len()], vec![false; self.services.len()]);
        let mut open = vec![0];
        seen[0] = true;
        while let Some(node) = open.pop() {
            if let Some(place) = self.place[node] {
                found[place] = true;
            }
            for (to, cuts) in &self.edges[node] {
                if !seen[*to] && !cuts.iter().any(|change| made.contains(*change)) {
                    seen[*to] = true;
                    open.push(*to);
                }
            }
        }
        found
    }

    /// The availability ceiling when some changes are made: the product over the set of services still needed (R02).
    pub(super) fn availability(&self, made: &ChangeSet) -> f64 {
        let reached = self.reached(made);
        let needed = self.services.iter().zip(reached).filter(|(_, reached)| *reached);
        needed.map(|((_, availability), _)| availability).product()
    }

    /// The nodes of services that are still reached: of all where they are few, of the frailest elsewhere.
    pub(super) fn targets(&self, made: &ChangeSet) -> Vec<Vec<usize>> {
        let reached = self.reached(made);
        let mut places: Vec<usize> = (0..self.services.len()).filter(|place| reached[*place]).collect();
        places.sort_by(|one, other| self.services[*one].1.total_cmp(&self.services[*other].1));
        places.truncate(MOST_TARGETS);
        let nodes = |place: usize| (0..self.place.len()).filter(move |node| self.place[*node] == Some(place));
        places.into_iter().map(|place| nodes(place).collect()).collect()
    }

    /// All services still reached: their availability and their nodes.
    pub(super) fn needed(&self, made: &ChangeSet) -> Vec<(f64, Vec<usize>)> {
        let reached = self.reached(made);
        let nodes = |place: usize| (0..self.place.len()).filter(move |node| self.place[*node] == Some(place));
        let places = (0..self.services.len()).filter(|place| reached[*place]);
        places.map(|place| (self.services[place].1, nodes(place).collect())).collect()
    }

    /// The changes that cut something here.
    pub(super) fn changes(&self) -> impl Iterator<Item = usize> + '_ {
        self.edges.iter().flatten().flat_map(|(_, cuts)| cuts.iter().copied())
    }
}

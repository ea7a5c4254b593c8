//! The most demanding journey that meets each call. Never walks an edge twice.

use crate::architecture::{Architecture, JourneyId};
use crate::graph::{CallGraph, Relation};

/// By interaction: the first of `journeys`, in their order, whose requests may meet it over edges of this relation; none
/// where no journey does. The most demanding journey has to come first: a node keeps the first that reaches it.
pub(super) fn first_to_meet(
    architecture: &Architecture,
    graph: &CallGraph,
    relation: Relation,
    journeys: impl IntoIterator<Item = JourneyId>,
) -> Vec<Option<JourneyId>> {
    let mut first = vec![None; architecture.interactions.len()];
    let mut seen = vec![false; graph.len()];
    for journey in journeys {
        let mut open = vec![graph.entry(journey)];
        while let Some(node) = open.pop() {
            if std::mem::replace(&mut seen[node.0 as usize], true) {
                continue;
            }
            for edge in graph.out(node).iter().filter(|edge| relation.admits(edge)) {
                if let Some(interaction) = edge.interaction() {
                    first[interaction.0 as usize].get_or_insert(journey);
                }
                open.push(edge.node());
            }
        }
    }
    first
}

/// The journeys for which `demand` gives a number, smallest first, then by identifier.
pub(super) fn by_demand(
    architecture: &Architecture,
    demand: impl Fn(JourneyId) -> Option<f64>,
) -> Vec<JourneyId> {
    let demanding = architecture.journey_ids().filter_map(|id| Some((demand(id)?, id)));
    let mut journeys = demanding.collect::<Vec<_>>();
    journeys.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
    journeys.into_iter().map(|(_, id)| id).collect()
}

//! Error budgets: how much of what a journey may fail its callees use up. Never judges a journey as a whole.

use super::availability::behind;
use super::quantity::{Quantity, Total};
use super::strictest::{by_demand, first_to_meet};
use crate::architecture::{Architecture, InteractionId};
use crate::graph::{CallGraph, NodeId, Relation};
use rustc_hash::FxHashMap;

/// Distinct callees beyond which no share is worked out: 64 of them cost one pass over the graph.
const MOST_CALLEES: usize = 4_096;

/// (1 - a)/(1 - SLO) per interaction: the unavailability of the callee with everything it cannot do without, over the
/// budget of the strictest journey that may wait for the call (decision method, section 3.5). Only for interactions of
/// journeys with an objective below 100 %, and only where all availabilities behind the call are known.
pub(super) fn shares(architecture: &Architecture, graph: &CallGraph) -> FxHashMap<InteractionId, Quantity> {
    let strictest = strictest_objectives(architecture, graph);
    let callees = strictest.iter().filter_map(|(id, _)| graph.callee(*id));
    let mut callees: Vec<NodeId> = callees.collect();
    callees.sort_unstable();
    callees.dedup();
    if callees.len() > MOST_CALLEES {
        return FxHashMap::default();
    }
    let availabilities = behind(architecture, graph, &callees);
    let share = |(id, objective): (InteractionId, f64)| {
        let index = callees.binary_search(&graph.callee(id)?).ok()?;
        let Total::Known(ceiling) = availabilities[index].ceiling else { return None };
        availabilities[index]
            .complete
            .then(|| (id, ceiling.map(|ceiling| (1.0 - ceiling) / (1.0 - objective))))
    };
    strictest.into_iter().filter_map(share).collect()
}

/// By interaction the strictest objective below 100 % among the journeys that may wait for it.
fn strictest_objectives(architecture: &Architecture, graph: &CallGraph) -> Vec<(InteractionId, f64)> {
    let objective = |id| architecture.journey(id).slo.availability.map(|slo| slo.value.get());
    let below_all = |id| objective(id).filter(|objective| *objective < 1.0);
    let journeys = by_demand(architecture, |id| below_all(id).map(|objective| -objective));
    let first = first_to_meet(architecture, graph, Relation::PossiblyBlocking, journeys);
    let found = architecture.interaction_ids().zip(first);
    found.filter_map(|(id, journey)| Some((id, below_all(journey?)?))).collect()
}

#[cfg(test)]
mod tests {
    use crate::analysis::fixture::Draft;

    #[test]
    fn counts_a_shared_dependency_once_against_the_strictest_journey() {
        let available = |ratio: &str| format!("availability = \"{ratio}\"");
        let hard = "mode = \"sync\"\non-failure = \"fail\"";
        Draft::new()
            .service("entry", &available("100%"))
            .services(&["payment", "fraud", "bank"], &available("99.9%"))
            .call("entry", "payment", hard)
            .call("payment", "fraud", hard)
            .call("payment", "bank", hard)
            .call("fraud", "bank", hard)
            .journey("entry", "slo = { availability = \"99.8%\" }")
            .check(|analysis| {
                let share =
                    analysis.error_budget_share(analysis.i("entry-payment")).expect("all is declared");
                let behind = 0.999_f64 * 0.999 * 0.999;
                assert!((share.value - (1.0 - behind) / 0.002).abs() < 1e-9, "{share:?}");
            });
    }

    #[test]
    fn is_not_known_while_an_availability_is_not() {
        Draft::new()
            .service("entry", "availability = \"100%\"")
            .services(&["payment"], "")
            .call("entry", "payment", "mode = \"sync\"")
            .journey("entry", "slo = { availability = \"99.9%\" }")
            .check(|analysis| assert_eq!(analysis.error_budget_share(analysis.i("entry-payment")), None));
    }
}

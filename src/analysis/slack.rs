//! Slack and the critical path of a journey (R06). Never calls a sum of percentiles a percentile: the weights are p99s
//! added along the request.

use super::Analysis;
use super::latency::{p99_wait, p99s};
use super::quantity::Total;
use crate::architecture::{InteractionId, JourneyId};
use crate::graph::NodeId;
use rustc_hash::FxHashMap;

/// How much later one call of a journey could be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Slack {
    /// The call.
    pub interaction: InteractionId,
    /// Seconds by which it could take longer before it delays the journey; nothing on the critical path.
    pub spare: f64,
}

impl Analysis<'_> {
    /// The spare time of every call that a request of the journey waits for, in the order of interactions: one pass down
    /// over the longest waits. Slack against the objective is the objective minus all p99s added, plus this. Empty where a p99 on
    /// the way is not known, and in cycles.
    pub fn spare_times(&self, journey: JourneyId) -> Vec<Slack> {
        let steps = self.steps(journey);
        let scene = self.scene(&steps);
        let entry = self.graph.entry(journey);
        let times = p99s(&scene, entry);
        if times.values().any(|slow| slow.time.known().is_none()) {
            return Vec::new();
        }
        let known = |total: Total| total.known().map_or(0.0, |quantity| quantity.value);
        let mut spare = FxHashMap::<NodeId, f64>::from_iter([(entry, 0.0)]);
        let mut calls = FxHashMap::<InteractionId, f64>::default();
        for node in scene.callees_first(entry).into_iter().rev() {
            let Some(here) = spare.get(&node).copied() else { continue };
            let mut lower = |node: NodeId, seconds: f64| {
                spare.entry(node).and_modify(|known| *known = known.min(seconds)).or_insert(seconds);
            };
            let service = self.graph.service(node);
            if node == self.graph.entered(service) {
                for operation in self.graph.operations_of(service).filter(|it| times.contains_key(it)) {
                    lower(
                        operation,
                        here + (known(times[&node].time) - known(times[&operation].time)).max(0.0),
                    );
                }
            }
            if node != self.graph.undeclared(service) {
                lower(self.graph.undeclared(service), here);
            }
            for group in scene.groups(node).iter() {
                let wait = |callee: NodeId, id| known(p99_wait(&scene, id, &times[&callee]));
                let longest = group.iter().map(|it| wait(it.edge.node(), it.id)).fold(0.0, f64::max);
                for grouped in group {
                    let seconds = here + longest - wait(grouped.edge.node(), grouped.id);
                    lower(grouped.edge.node(), seconds);
                    calls
                        .entry(grouped.id)
                        .and_modify(|known| *known = known.min(seconds))
                        .or_insert(seconds);
                }
            }
        }
        let mut slack =
            calls.into_iter().map(|(interaction, spare)| Slack { interaction, spare }).collect::<Vec<_>>();
        slack.sort_unstable_by_key(|slack| slack.interaction);
        slack
    }
}

#[cfg(test)]
mod tests {
    use crate::analysis::fixture::Draft;

    /// entry → a (100 ms) beside b (40 ms), then c (30 ms) behind b: a decides, b and c have 30 ms to spare.
    #[test]
    fn spares_what_a_longer_call_beside_it_takes() {
        let own = |p99: &str| format!("latency = {{ p50 = \"1ms\", p99 = \"{p99}\" }}");
        let together = "mode = \"sync\"\nparallel = \"g\"";
        Draft::new()
            .service("entry", &own("10ms"))
            .service("a", &own("100ms"))
            .service("b", &own("40ms"))
            .service("c", &own("30ms"))
            .call("entry", "a", together)
            .call("entry", "b", together)
            .call("b", "c", "mode = \"sync\"")
            .journey("entry", "")
            .check(|analysis| {
                let slack = analysis.spare_times(analysis.j("entry"));
                let spare = |id| slack.iter().find(|it| it.interaction == analysis.i(id)).map(|it| it.spare);
                assert_eq!(spare("entry-a"), Some(0.0));
                for call in ["entry-b", "b-c"] {
                    assert!((spare(call).expect("it is waited for") - 0.030).abs() < 1e-9, "{call}");
                }
            });
    }
}

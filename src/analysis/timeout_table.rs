//! A consistent table of timeouts (R16, fix): the deadline of a journey handed down from caller to callee. Never prints a
//! table that fails by construction.

use super::call::Call;
use super::compose::Scene;
use super::group::Grouped;
use super::latency::{missing, uncut_p99s};
use super::quantity::{Missing, Total};
use crate::architecture::InteractionId;
use crate::graph::NodeId;
use rustc_hash::FxHashMap;

/// Timeouts under which nobody gives up before a callee does.
#[derive(Debug, Clone, PartialEq)]
pub enum TimeoutTable {
    /// A timeout per attempt for every blocking interaction of the journey, by interaction.
    Feasible(Vec<SuggestedTimeout>),
    /// The budget does not suffice for these interactions; a table would cut off good answers.
    Infeasible(Vec<SuggestedTimeout>),
    /// Something is not declared.
    Unknown(Vec<Missing>),
    /// The journey runs into a cycle of blocking calls.
    Cyclic,
}

/// One line of the table, in seconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SuggestedTimeout {
    /// The interaction.
    pub interaction: InteractionId,
    /// What the budget leaves for one attempt; not positive where nothing is left.
    pub timeout: f64,
    /// What one attempt needs: the callee's p99, everything below it slow at once.
    pub needed: f64,
}

/// Hands `deadline` seconds down from `entry`. Every service keeps back its own p99 and `margin`; the rest is shared among
/// its sequential groups in proportion to what they need.
pub(super) fn table(scene: &Scene<'_>, entry: NodeId, deadline: f64, margin: f64) -> TimeoutTable {
    let times = uncut_p99s(scene, entry);
    if times.values().any(|time| *time == Total::Unbounded) {
        return TimeoutTable::Cyclic;
    }
    if times.values().any(|time| *time == Total::Unknown) {
        let missing = missing(scene.architecture, scene.graph, entry);
        return TimeoutTable::Unknown(
            missing.into_iter().filter(|it| matches!(it, Missing::P99(_))).collect(),
        );
    }
    let needs = times.into_iter().filter_map(|(node, time)| Some((node, time.known()?.value)));
    hand_down(scene, entry, deadline, margin, needs.collect())
}

fn hand_down(
    scene: &Scene<'_>,
    entry: NodeId,
    deadline: f64,
    margin: f64,
    needs: FxHashMap<NodeId, f64>,
) -> TimeoutTable {
    let (budgets, rates) = (FxHashMap::from_iter([(entry, deadline)]), FxHashMap::default());
    let mut sheet = Sheet { scene, margin, needs, budgets, rates, lines: vec![] };
    for node in scene.callees_first(entry).into_iter().rev() {
        sheet.hand_down(node);
    }
    let mut lines = sheet.lines;
    lines.sort_unstable_by_key(|line| line.interaction);
    let falls_short = |line: &&SuggestedTimeout| line.timeout <= 0.0 || line.timeout < line.needed;
    let short = lines.iter().filter(falls_short).copied().collect::<Vec<_>>();
    if short.is_empty() { TimeoutTable::Feasible(lines) } else { TimeoutTable::Infeasible(short) }
}

struct Sheet<'a> {
    scene: &'a Scene<'a>,
    margin: f64,
    /// p99 of the response at every node.
    needs: FxHashMap<NodeId, f64>,
    /// The smallest budget that any caller leaves.
    budgets: FxHashMap<NodeId, f64>,
    /// For calls that any operation makes: the smallest rest of a budget per second of need.
    rates: FxHashMap<NodeId, f64>,
    lines: Vec<SuggestedTimeout>,
}

impl Sheet<'_> {
    fn hand_down(&mut self, node: NodeId) {
        let graph = self.scene.graph;
        let service = graph.service(node);
        let (entered, undeclared) = (graph.entered(service), graph.undeclared(service));
        if node == undeclared {
            if let Some(rate) = self.rates.get(&node).copied() {
                self.assign(node, rate);
            }
            return;
        }
        let Some(budget) = self.budgets.get(&node).copied() else { return };
        let own = self.scene.architecture.service(service).declared.p99;
        let rest = budget - own.map_or(0.0, |p99| p99.value.seconds()) - self.margin;
        let total = self.size(node) + self.size(undeclared);
        if total > 0.0 {
            self.rates
                .entry(undeclared)
                .and_modify(|rate| *rate = rate.min(rest / total))
                .or_insert(rest / total);
            self.assign(node, rest / total);
        }
        if node == entered {
            for operation in graph.operations_of(service) {
                self.lower_budget(operation, budget);
            }
        }
    }

    fn lower_budget(&mut self, node: NodeId, budget: f64) {
        self.budgets.entry(node).and_modify(|known| *known = known.min(budget)).or_insert(budget);
    }

    /// T = (R g / total / k - pauses) / n, with `rate` = R / total.
    fn assign(&mut self, node: NodeId, rate: f64) {
        for group in self.scene.groups(node).iter() {
            let share = rate * self.group_size(group);
            for Grouped { edge, id, .. } in group.iter().copied() {
                let call = self.call(id);
                let timeout = (share / call.calls.max(1.0) - call.pauses()) / call.attempts;
                let needed = self.needs[&edge.node()];
                self.lower_budget(edge.node(), timeout);
                self.lines.push(SuggestedTimeout { interaction: id, timeout, needed });
            }
        }
    }

    fn size(&self, node: NodeId) -> f64 {
        self.scene.groups(node).iter().map(|group| self.group_size(group)).sum()
    }

    fn group_size(&self, group: &[Grouped<'_>]) -> f64 {
        let sizes = group.iter().map(|Grouped { edge, id, .. }| {
            let call = self.call(*id);
            call.calls * call.attempts * self.needs[&edge.node()]
        });
        sizes.fold(0.0, f64::max)
    }

    fn call(&self, id: InteractionId) -> Call {
        self.scene.calls[id.0 as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::fixture::Draft;

    /// TO-TAB gives b a p99 of its own that its parts do not add up to, so it is set here.
    #[test]
    fn hands_down_as_the_vector_says() {
        let own = |p99: &str| format!("latency = {{ p50 = \"1ms\", p99 = \"{p99}\" }}");
        Draft::new()
            .service("entry", &own("20ms"))
            .service("b", &own("30ms"))
            .services(&["c", "d", "e"], "")
            .call("entry", "b", "mode = \"sync\"")
            .call("entry", "c", "mode = \"sync\"\nattempts = 2\nbackoff = \"50ms\"\nparallel = \"g\"")
            .call("entry", "d", "mode = \"sync\"\nparallel = \"g\"")
            .call("b", "e", "mode = \"sync\"\ncalls = 2")
            .journey("entry", "")
            .check(|analysis| {
                let p99s = [("b", 0.3), ("c", 0.1), ("d", 0.15), ("e", 0.1)];
                let entered = |name: &str| analysis.graph().entered(analysis.s(name));
                let needs = p99s.into_iter().map(|(name, p99)| (entered(name), p99)).collect();
                let steps = FxHashMap::default();
                let table = hand_down(&analysis.scene(&steps), entered("entry"), 2.0, 0.05, needs);
                let TimeoutTable::Feasible(lines) = table else { panic!("{table:?}") };
                let wanted = [("b-e", 0.539), ("entry-b", 1.158), ("entry-c", 0.361), ("entry-d", 0.772)];
                for (line, (id, timeout)) in lines.iter().zip(wanted) {
                    assert_eq!(line.interaction, analysis.i(id));
                    assert!((line.timeout - timeout).abs() < 1e-6, "TO-TAB {id}: {}", line.timeout);
                }
            });
    }
}

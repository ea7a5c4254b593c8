//! Laws on random systems: exact equals exhaustive search, no set has a needless change, greedy is sound.

use crate::common::{architecture, change};
use proptest::prelude::*;
use syncwise::analysis::Analysis;
use syncwise::architecture::{Architecture, InteractionId, JourneyId};
use syncwise::graph::CallGraph;
use syncwise::plan::{Change, Goal, Met, Outlook, Proof, Remedy, Settings, solve};

/// A system of up to eight services: calls go from a smaller to a larger number, so that nothing recurses.
#[derive(Debug, Clone)]
struct System {
    availabilities: Vec<u32>,
    calls: Vec<(usize, usize, Option<Remedy>)>,
    objective: u32,
    p99: u32,
}

fn system() -> impl Strategy<Value = System> {
    let remedy = prop_oneof![
        1 => Just(None),
        2 => Just(Some(Remedy::Soft)),
        2 => Just(Some(Remedy::Async)),
        1 => Just(Some(Remedy::Hybrid)),
        1 => Just(Some(Remedy::Batch)),
        1 => Just(Some(Remedy::Cache)),
    ];
    (4_usize..8).prop_flat_map(move |services| {
        let call = (0..services - 1, 1..services, remedy.clone())
            .prop_map(|(from, step, remedy)| (from, from + step, remedy));
        (
            proptest::collection::vec(1_u32..100, services),
            proptest::collection::vec(call, 3..12),
            9_800_u32..9_999,
            40_u32..2_000,
        )
            .prop_map(move |(availabilities, calls, objective, p99)| {
                let mut calls: Vec<_> = calls.into_iter().filter(|(_, to, _)| *to < services).collect();
                calls.sort_by_key(|(from, to, _)| (*from, *to));
                calls.dedup_by_key(|(from, to, _)| (*from, *to));
                System { availabilities, calls, objective, p99 }
            })
    })
}

/// Stands for all calls of the entry made at the same time.
const TOGETHER: usize = 1_000;

/// The number by which a set of changes knows one.
fn key(change: &Change) -> usize {
    if change.to == Remedy::Parallel { TOGETHER } else { change.interaction.0 as usize }
}

impl System {
    /// The text with the calls that some changes leave as they are; the others are what the language says they become.
    fn text(&self, made: &[usize]) -> String {
        let mut text = String::from("syncwise = 1\n");
        for (number, availability) in self.availabilities.iter().enumerate() {
            text += &format!(
                "[service.s{number}]\navailability = \"{}%\"\nlatency = {{ p50 = \"{}ms\", p99 = \"{}ms\" }}\n",
                100.0 - f64::from(*availability) / 100.0,
                5 + availability % 7,
                20 + availability
            );
        }
        for (number, (from, to, remedy)) in self.calls.iter().enumerate() {
            text += &format!("[[interaction]]\nid = \"i{number:02}\"\nfrom = \"s{from}\"\nto = \"s{to}\"\n");
            if *from == 0 && made.contains(&TOGETHER) {
                text += "parallel = \"reads\"\n";
            }
            if *remedy == Some(Remedy::Batch) {
                text += if made.contains(&number) { "calls = 1\n" } else { "calls = 3\n" };
            }
            text += match remedy.filter(|_| made.contains(&number)) {
                None | Some(Remedy::Parallel | Remedy::Batch) => "mode = \"sync\"\n",
                Some(Remedy::Soft) => "mode = \"sync\"\non-failure = \"degrade\"\n",
                Some(Remedy::Hybrid | Remedy::Async | Remedy::Cache) => "mode = \"async\"\noutbox = true\n",
            };
        }
        text + &format!(
            "[[journey]]\nid = \"j\"\nentry = \"s0\"\nslo = {{ availability = \"{}%\", p99 = \"{}ms\" }}\n",
            f64::from(self.objective) / 100.0,
            self.p99
        )
    }

    fn permitted(&self) -> Vec<Change> {
        let numbered = self.calls.iter().enumerate();
        let offered = numbered.filter_map(|(number, call)| Some((number, call.2?)));
        let mut offered: Vec<Change> =
            offered.map(|(number, remedy)| change(InteractionId(number as u32), remedy)).collect();
        let numbers = (0..self.calls.len()).filter(|number| self.calls[*number].0 == 0);
        let together: Vec<InteractionId> = numbers.map(|number| InteractionId(number as u32)).collect();
        if together.len() > 1 {
            offered.push(Change { together: together.clone(), ..change(together[0], Remedy::Parallel) });
        }
        offered
    }

    fn cost(&self, made: &[usize]) -> f64 {
        let permitted = self.permitted();
        made.iter()
            .filter_map(|number| permitted.iter().find(|it| key(it) == *number))
            .map(|it| it.cost)
            .sum()
    }
}

fn outlook(architecture: &Architecture) -> Outlook {
    let graph = CallGraph::link(architecture);
    Outlook::of(&Analysis::derive(architecture, &graph), JourneyId(0))
}

/// Whether the journey keeps both objectives on an architecture that was read and linked anew.
fn meets(architecture: &Architecture) -> bool {
    let journey = architecture.journey(JourneyId(0));
    let graph = CallGraph::link(architecture);
    let ceiling = Analysis::derive(architecture, &graph).availability(JourneyId(0)).at_most.value;
    if Goal::Availability.objective(journey).is_some_and(|objective| ceiling < objective - 1e-12) {
        return false;
    }
    let outlook = outlook(architecture);
    let kept = |goal: Goal| goal.objective(journey).is_none_or(|it| outlook.meets(goal, it) == Met::Yes);
    Goal::ALL.into_iter().all(kept)
}

/// Whether some permitted set that costs less than `cost` keeps the objectives; all of them are tried.
fn has_cheaper(system: &System, cost: f64) -> bool {
    let permitted: Vec<usize> = system.permitted().iter().map(key).collect();
    let subset = |mask: u32| -> Vec<usize> {
        permitted
            .iter()
            .enumerate()
            .filter(|(bit, _)| mask & 1 << bit != 0)
            .map(|(_, number)| *number)
            .collect()
    };
    let sets = (0..1_u32 << permitted.len()).map(subset);
    sets.filter(|made| system.cost(made) < cost - 1e-9).any(|made| meets(&architecture(&system.text(&made))))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn exact_is_exhaustive_and_nothing_is_needless(system in system()) {
        let declared = architecture(&system.text(&[]));
        let graph = CallGraph::link(&declared);
        let permitted = system.permitted();
        let exact = solve(&declared, &graph, permitted.clone(), &Settings::default());
        let greedy = solve(&declared, &graph, permitted.clone(), &Settings { exact_up_to: 0, ..Settings::default() });
        prop_assert!(exact.changes.iter().chain(&greedy.changes).all(|change| permitted.contains(change)));
        prop_assert_eq!(exact.proof, Proof::Exact);
        prop_assert!(exact.cost <= greedy.cost + 1e-9);
        prop_assert_eq!(exact.meets_after(), greedy.meets_after());
        let all: Vec<usize> = permitted.iter().map(key).collect();
        let is_possible = meets(&architecture(&system.text(&all)));
        prop_assert_eq!(exact.meets_after(), Some(is_possible));
        prop_assert!(!is_possible || !has_cheaper(&system, exact.cost));
        prop_assert!(greedy.cost_at_least <= exact.cost + 1e-9 && exact.cost_at_least == exact.cost);
        for plan in [&exact, &greedy] {
            let made: Vec<usize> = plan.changes.iter().map(key).collect();
            let after = outlook(&architecture(&system.text(&made)));
            prop_assert_eq!(after, plan.journeys[0].after);
            for taken in &made {
                let fewer: Vec<usize> = made.iter().copied().filter(|it| it != taken).collect();
                let without = architecture(&system.text(&fewer));
                let seen = outlook(&without);
                let is_worse = seen.availability < after.availability || seen.value(Goal::P99) > after.value(Goal::P99);
                prop_assert!(is_worse && (plan.meets_after() == Some(false) || !meets(&without)));
            }
        }
    }
}

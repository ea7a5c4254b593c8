//! Laws that every decision obeys, tried on random interactions. Never states a number.

use crate::common::{criteria, method, nowhere, step};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use serde_json::json;
use syncwise::architecture::{Mode, Policy, Provenance, Step};
use syncwise::decision::{Cause, Change, Evidence, Flip, Method, Partition, Side, Slot};
use syncwise::source::Spanned;

/// What is noted about one fact: how much is known, and where in its range it lies.
type Note = (u8, f64);
/// What is noted about one step: its kind, when it runs, whether it is strong, and its p99.
type StepNote = (u8, u8, bool, Option<f64>);

fn notes() -> impl Strategy<Value = (Vec<Note>, Vec<StepNote>)> {
    let facts = proptest::collection::vec((0u8..20, 0.0..1.0f64), method().columns().len());
    let step = (0u8..6, 0u8..4, proptest::bool::weighted(0.3), proptest::option::of(0.001..20.0f64));
    (facts, proptest::collection::vec(step, 0..4))
}

fn slot(index: usize, (known, place): Note) -> Slot {
    let column = &method().columns()[index];
    match known {
        0..8 => column.unknown(),
        8 => Slot::NotApplicable,
        _ if column.has_words() => Slot::Word((place * column.words.len() as f64) as u8),
        _ => {
            let (least, most) =
                column.scale.as_ref().map_or((0.001, 100.0), |scale| (scale.least, scale.most));
            let number = least * f64::powf(most / least, place);
            let counts = column.kind == syncwise::facts::FactType::Count;
            Slot::Number(if counts { number.round() } else { number })
        }
    }
}

fn steps(notes: &[StepNote]) -> Vec<Step> {
    let noted = notes.iter().enumerate().map(|(index, (kind, when, strong, p99))| {
        let mut note = json!({ "id": format!("s{index}"), "strong": strong });
        if let Some(kind) = ["check", "notify", "charge", "reserve"].get(usize::from(*kind)) {
            note["kind"] = (*kind).into();
        }
        if let Some(when) = ["now", "later"].get(usize::from(*when)) {
            note["when"] = (*when).into();
        }
        if let Some(p99) = p99 {
            note["p99"] = (*p99).into();
        }
        step(&note)
    });
    noted.collect()
}

/// Evidence from notes. Mixed consistency only where the steps justify it, as the reader of architectures demands.
fn evidence(notes: &(Vec<Note>, Vec<StepNote>)) -> Evidence {
    let mut evidence = method().nothing_known();
    (evidence.partition, _) = Partition::of(&steps(&notes.1));
    let mixed = method().word("consistency", "mixed");
    let justified = evidence.partition.split.admissible && evidence.partition.split.mixed;
    for (index, note) in notes.0.iter().enumerate() {
        let slot = slot(index, *note);
        if justified || Some(slot) != mixed || &*method().columns()[index].name != "consistency" {
            enter(&mut evidence, index, slot);
        }
    }
    evidence
}

fn enter(evidence: &mut Evidence, index: usize, slot: Slot) {
    let name = method().columns()[index].name.clone();
    assert!(method().enter(evidence, &name, slot, Provenance::Declared));
}

fn outcome(evidence: &Evidence) -> Option<Mode> {
    method().decide(evidence).recommended
}

/// Every unknown scored fact replaced by a value.
fn completed(evidence: &Evidence, places: &[f64]) -> Evidence {
    let mut full = evidence.clone();
    for (index, place) in places.iter().enumerate() {
        let Slot::Unknown(mask) = evidence.slots()[index] else { continue };
        let column = &method().columns()[index];
        if &*column.name == "reply-time" {
            continue; // While unknown it is bounded by the other times, which a random value would contradict.
        }
        let slot = match &column.scale {
            _ if column.has_words() => {
                let possible: Vec<u8> = (0..16).filter(|word| mask & (1 << word) != 0).collect();
                Slot::Word(possible[(place * possible.len() as f64) as usize])
            }
            Some(scale) => Slot::Number(scale.low * f64::powf(scale.high / scale.low, *place)),
            None => Slot::Number(place * 10.0),
        };
        enter(&mut full, index, slot);
    }
    full
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn entering_what_was_derived_changes_nothing(notes in notes()) {
        let evidence = evidence(&notes);
        let mut again = method().nothing_known();
        again.partition = evidence.partition.clone();
        for (index, slot) in evidence.slots().iter().enumerate() {
            let name = &method().columns()[index].name;
            prop_assert!(method().enter(&mut again, name, *slot, evidence.provenance(index)));
        }
        prop_assert_eq!(again.slots(), evidence.slots());
        prop_assert_eq!(method().decide(&again), method().decide(&evidence));
    }

    #[test]
    fn the_order_of_facts_does_not_matter(notes in notes()) {
        let forward = evidence(&notes);
        let mut backward = method().nothing_known();
        backward.partition = forward.partition.clone();
        let given: Vec<Slot> = forward.given().collect();
        for (index, slot) in given.into_iter().enumerate().rev() {
            enter(&mut backward, index, slot);
        }
        prop_assert_eq!(backward, forward);
    }

    #[test]
    fn what_is_ruled_out_is_never_chosen(notes in notes()) {
        let evidence = evidence(&notes);
        let decision = method().decide(&evidence);
        if let Some(mode) = decision.recommended {
            prop_assert_eq!(decision.score(mode).blocked_by, 0);
        }
        if !evidence.partition.split.admissible {
            prop_assert!(!decision.score(Mode::Hybrid).is_feasible());
            prop_assert_ne!(decision.unconstrained, Mode::Hybrid);
        }
        if let Some(index) = decision.conflict_index {
            prop_assert!((0.0..=1.0).contains(&index));
        }
    }

    #[test]
    fn an_unknown_covers_every_completion(notes in notes(), places in proptest::collection::vec(0.0..1.0f64, 30)) {
        let evidence = evidence(&notes);
        let before = method().decide(&evidence);
        // Completing one fact can derive another, which no interval promises to cover; only such that derive none.
        let full = completed(&evidence, &places);
        let derives = ["kind", "writers", "needs-result", "user-waiting"];
        let derived = derives.iter().any(|name| {
            evidence.slots()[method().column(name).expect("a fact")].is_unknown()
        });
        let after = method().decide(&full);
        for (one, other) in before.scores.iter().zip(&after.scores) {
            prop_assert!(derived || (one.low - 1e-9..=one.high + 1e-9).contains(&other.mean));
            prop_assert_eq!(one.blocked_by & !other.blocked_by, 0, "a veto that holds goes on holding");
            prop_assert_eq!(other.blocked_by & !one.blocked_by & !before.undecided, 0, "a veto that does not hold never will");
        }
        if before.dominates && !before.at_risk && !derived && before.feasible().all(|mode| after.score(mode).is_feasible()) {
            prop_assert_eq!(before.recommended, after.recommended);
        }
    }

    #[test]
    fn towards_async_never_lowers_async(notes in notes(), index in 0usize..23) {
        let mut evidence = evidence(&notes);
        let lead = |evidence: &Evidence| {
            let scores = method().decide(evidence).scores;
            scores[Mode::Async as usize].mean - scores[Mode::Sync as usize].mean
        };
        let column = &method().columns()[index];
        let next = match evidence.slots()[index] {
            Slot::Word(word) if usize::from(word) + 1 < column.words.len() => Slot::Word(word + 1),
            Slot::Number(number) if &*column.name == "payload" => Slot::Number(number / 2.0),
            Slot::Number(number) => Slot::Number((number * 2.0).ceil()),
            _ => return Ok(()),
        };
        let before = lead(&evidence);
        enter(&mut evidence, index, next);
        prop_assert!(lead(&evidence) >= before - 1e-12, "{}", column.name);
    }

    #[test]
    fn a_late_answer_by_call_is_late_by_message_too(notes in notes()) {
        let evidence = evidence(&notes);
        let decision = method().decide(&evidence);
        let holds = |mode: Mode, id: &str| {
            let index = method().vetoes().iter().position(|veto| *veto.id == *id).expect("a veto");
            decision.score(mode).blocked_by & (1 << index) != 0
        };
        let slot = |name: &str| evidence.slots()[method().column(name).expect("a fact")];
        let now = Some(slot("needs-result")) == method().word("needs-result", "now");
        if holds(Mode::Sync, "deadline-unreachable") && now && slot("reply-time").is_unknown() {
            prop_assert!(holds(Mode::Async, "reply-misses-deadline"));
        }
    }

    #[test]
    fn conflicts_and_relaxations_are_minimal(notes in notes()) {
        let decision = method().decide(&evidence(&notes));
        let blocked = decision.scores.map(|score| score.blocked_by);
        let set = |members: &[usize]| members.iter().fold(0u64, |set, index| set | 1 << index);
        let conflicts = |set: u64| blocked.iter().all(|blocked| blocked & set != 0);
        let frees = |set: u64| blocked.iter().any(|blocked| blocked & !set == 0);
        let all = blocked.iter().fold(0, |all, blocked| all | blocked);
        let subsets = (0..1u64 << method().vetoes().len()).filter(|set| set & !all == 0);
        let (mut fewest_conflicts, mut fewest_frees) = (Vec::new(), Vec::new());
        for subset in subsets {
            let without = || (0..64).filter(|bit| subset & (1 << bit) != 0).map(|bit| subset & !(1 << bit));
            if conflicts(subset) && !without().any(conflicts) {
                fewest_conflicts.push(subset);
            }
            if decision.recommended.is_none() && frees(subset) && !without().any(frees) {
                fewest_frees.push(subset);
            }
        }
        let mut found: Vec<u64> = decision.conflicts().iter().map(|members| set(members)).collect();
        found.sort_unstable();
        prop_assert_eq!(found, fewest_conflicts);
        let mut found: Vec<u64> = decision.relaxations().iter().map(|relaxation| set(&relaxation.vetoes)).collect();
        found.sort_unstable();
        prop_assert_eq!(found, fewest_frees);
    }

    #[test]
    fn every_flip_flips_and_no_number_flips_earlier(notes in notes()) {
        let evidence = evidence(&notes);
        let decision = method().decide(&evidence);
        for flip in &method().flips(&evidence, &decision).all {
            prop_assert_ne!(flip.to, decision.recommended);
            check_flip(&evidence, decision.recommended, flip)?;
        }
    }
}

fn check_flip(evidence: &Evidence, base: Option<Mode>, flip: &Flip) -> Result<(), TestCaseError> {
    match &flip.cause {
        Cause::Fact(change) | Cause::Unknown(change) => prop_assert_eq!(with(evidence, &[*change]), flip.to),
        Cause::Pair(one, other) => prop_assert_eq!(with(evidence, &[*one, *other]), flip.to),
        Cause::Number(change) => {
            prop_assert_eq!(with(evidence, &[beyond(change)]), flip.to);
            for part in 1..8 {
                prop_assert_eq!(
                    with(evidence, &[between(change, f64::from(part) / 8.0)]),
                    base,
                    "{:?}",
                    change
                );
            }
        }
        Cause::Weight { .. } | Cause::Lifted(_) | Cause::Holds(_) | Cause::Split => {}
    }
    Ok(())
}

fn with(evidence: &Evidence, changes: &[Change]) -> Option<Mode> {
    let mut changed = evidence.clone();
    changes.iter().for_each(|change| enter(&mut changed, change.slot, change.to));
    outcome(&changed)
}

fn beyond(change: &Change) -> Change {
    let Slot::Number(to) = change.to else { return *change };
    let step = to.abs().max(1e-3) * 1e-6;
    let to = match change.side {
        Side::At => to,
        Side::Above => to + step,
        Side::Below => to - step,
    };
    Change { to: Slot::Number(to), ..*change }
}

/// A value on the way; whole where only whole values make sense.
fn between(change: &Change, share: f64) -> Change {
    let (Slot::Number(from), Slot::Number(to)) = (change.from, change.to) else { return *change };
    let value = from + share * (to - from) * (1.0 - 1e-9);
    let counts = change.side == Side::At;
    let value = if !counts {
        value
    } else if to > from {
        value.floor()
    } else {
        value.ceil()
    };
    Change { to: Slot::Number(value), ..*change }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn weights_flip_where_they_are_said_to(notes in notes()) {
        let evidence = evidence(&notes);
        let decision = method().decide(&evidence);
        for flip in method().flips(&evidence, &decision).all.iter().take(40) {
            let Cause::Weight { criterion, from, to } = flip.cause else { continue };
            let at = |weight: f64| weighted(criterion, weight.max(0.0)).decide(&evidence).recommended;
            prop_assert_eq!(at(from + 0.999 * (to - from)), decision.recommended);
            let beyond = to + (to - from) * 1e-3 + 1e-6 * (to - from).signum();
            if beyond >= 0.0 {
                prop_assert_eq!(at(beyond), flip.to);
            }
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_answer(notes in notes()) {
        let evidence = evidence(&notes);
        let decision = method().decide(&evidence);
        let other = weighted(0, method().criteria()[0].weight);
        prop_assert_eq!(other.confidence(&evidence, &decision), method().confidence(&evidence, &decision));
        let argument = method().argue(&evidence, &decision);
        prop_assert_eq!(argument.confidence, method().confidence(&evidence, &decision).1);
        if let Some(question) = argument.ask_first {
            prop_assert!(question.worth.is_none_or(|worth| (0.0..=1.0).contains(&worth.value) && (0.0..=1.0).contains(&worth.settles)));
        }
    }

    #[test]
    fn the_closed_form_is_close_where_everything_is_known(notes in notes(), places in proptest::collection::vec(0.0..1.0f64, 30)) {
        let evidence = completed(&evidence(&notes), &places);
        let decision = method().decide(&evidence);
        if decision.feasible().count() == 2 {
            let (_, closed) = method().screen(&evidence, &decision);
            let (_, sampled) = method().confidence(&evidence, &decision);
            prop_assert!((closed - sampled.expect("a mode")).abs() < 0.04, "{closed} {sampled:?}");
        }
    }

    #[test]
    fn all_weights_times_a_constant_change_nothing(notes in notes(), factor in 0.01..100.0f64) {
        let weights = method().criteria().iter().map(|criterion| criterion.weight * factor);
        let decision = with_weights(weights.enumerate().collect()).decide(&evidence(&notes));
        let expected = method().decide(&evidence(&notes));
        prop_assert_eq!(decision.recommended, expected.recommended);
        for (one, other) in decision.scores.iter().zip(&expected.scores) {
            prop_assert!((one.mean - other.mean).abs() < 1e-9);
        }
    }
}

fn weighted(criterion: usize, weight: f64) -> Method {
    with_weights(vec![(criterion, weight)])
}

fn with_weights(weights: Vec<(usize, f64)>) -> Method {
    let here = nowhere();
    let named = weights.into_iter().map(|(criterion, weight)| {
        (Spanned::new(method().criteria()[criterion].id.clone(), here), Spanned::new(weight, here))
    });
    let policy = Policy { weights: named.collect(), ..Policy::default() };
    let (method, mistakes) = Method::new(&criteria(), &policy, &[]);
    assert_eq!(mistakes, []);
    method
}

//! Published numbers, computed independently of this program. Never reads an expected number from the code under test.

use crate::common::{close, evidence, method, vectors};
use serde_json::{Value, json};
use syncwise::architecture::Mode;
use syncwise::decision::{Cause, Flip, Method, Random, Side, Slot};

fn mode(mode: Option<Mode>) -> Value {
    mode.map_or(Value::Null, |mode| mode.to_string().into())
}

fn names(method: &Method, set: u64) -> Vec<&str> {
    let named = method.vetoes().iter().enumerate().filter(|(index, _)| set & (1 << index) != 0);
    named.map(|(_, veto)| &*veto.id).collect()
}

fn sorted<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let mut names: Vec<_> = names.into_iter().collect();
    names.sort_unstable();
    names
}

fn texts(list: &Value) -> Vec<&str> {
    sorted(list.as_array().expect("a list").iter().filter_map(Value::as_str))
}

#[test]
fn random_numbers_are_the_published_ones() {
    let expected = &vectors()["random"];
    let mut random = Random::new(1);
    for bits in expected["bits"].as_array().expect("a list") {
        assert_eq!(format!("{:#018x}", random.bits()), bits.as_str().expect("hexadecimal"));
    }
    let mut random = Random::new(1);
    for unit in expected["unit"].as_array().expect("a list") {
        assert!(close(random.unit(), unit, 1e-15));
    }
    let mut random = Random::new(1);
    for normal in expected["normal"].as_array().expect("a list") {
        assert!(close(random.normal(), normal, 1e-15));
    }
    let mut random = Random::new(1);
    let (shapes, values) = (&expected["gamma"]["shapes"], &expected["gamma"]["values"]);
    for (shape, value) in shapes.as_array().into_iter().flatten().zip(values.as_array().into_iter().flatten())
    {
        assert!(close(random.gamma(shape.as_f64().expect("a number")), value, 1e-11));
    }
    let last = method().settings().draws - 1;
    for (row, facts, key) in
        [(0, false, "weights-first-row"), (last, false, "weights-last-row"), (0, true, "facts-first-row")]
    {
        let (weights, units) = method().draw(row);
        let drawn = if facts { units } else { weights };
        for (actual, expected) in drawn.iter().zip(expected[key].as_array().expect("a list")) {
            assert!(close(*actual, expected, 1e-10), "{key}: {actual} is not {expected}");
        }
    }
}

#[test]
fn default_weights_and_scores_are_the_published_ones() {
    let vectors = vectors();
    for criterion in method().criteria() {
        let expected = &vectors["weights"][&*criterion.id];
        assert!(close(criterion.weight, expected, 1e-9), "{} {}", criterion.id, criterion.weight);
    }
    let decision = method().decide(&method().nothing_known());
    for (score, expected) in decision.scores.iter().zip(vectors["nothing-known"].as_array().expect("a list"))
    {
        assert!(close(score.mean, expected, 1e-6), "{} is not {expected}", score.mean);
    }
}

#[test]
fn worked_decisions_are_the_published_ones() {
    let vectors = vectors();
    for case in vectors["decisions"].as_array().expect("a list") {
        check_core(case);
        check_argument(case);
    }
}

/// What is expected of a case under `key`: the published values, save those from which the method deviates openly.
fn expected(case: &Value, key: &str) -> Value {
    let mut expected = case[key].clone();
    let changed = case["deviates"][key].as_object();
    changed.into_iter().flatten().for_each(|(name, value)| expected[name] = value.clone());
    expected
}

#[test]
fn a_deviation_is_one_and_says_why() {
    for case in vectors()["decisions"].as_array().expect("a list") {
        let Some(deviation) = case.get("deviates") else { continue };
        assert!(deviation["why"].as_str().is_some_and(|why| why.contains("section ")), "{}", case["id"]);
        for key in ["expected", "flips"] {
            for (name, value) in deviation[key].as_object().into_iter().flatten() {
                assert_ne!(*value, case[key][name], "{} {key} {name} is as published", case["id"]);
            }
        }
    }
}

fn check_core(case: &Value) {
    let (id, expected, method) = (&case["id"], &expected(case, "expected"), method());
    let decision = method.decide(&evidence(method, case));
    assert_eq!(mode(decision.recommended), expected["mode"], "{id}");
    assert_eq!(mode(Some(decision.unconstrained)), expected["unconstrained"], "{id}");
    for (index, score) in decision.scores.iter().enumerate() {
        assert!(close(score.mean, &expected["scores"][index], 1e-6), "{id} score {index}: {}", score.mean);
        assert!(close(score.low, &expected["low"][index], 1e-6), "{id} low {index}: {}", score.low);
        assert!(close(score.high, &expected["high"][index], 1e-6), "{id} high {index}: {}", score.high);
        let blocked = sorted(names(method, score.blocked_by));
        assert_eq!(blocked, texts(&expected["blocked"][index]), "{id} blocked {index}");
    }
    assert_eq!(sorted(names(method, decision.undecided)), texts(&expected["undecided"]), "{id}");
    assert!(close(decision.coverage, &expected["coverage"], 1e-6), "{id} coverage");
    if decision.recommended.is_some() {
        assert_eq!(mode(decision.runner_up), expected["runner-up"], "{id}");
        assert!(close(decision.margin.expect("a margin"), &expected["margin"], 1.1e-6), "{id} margin");
        let conflict = decision.conflict_index.expect("a conflict index");
        assert!(close(conflict, &expected["conflict-index"], 1e-6), "{id} conflict index {conflict}");
        assert_eq!(json!(decision.dominates), expected["dominates"], "{id}");
    }
}

fn check_argument(case: &Value) {
    let (id, expected, method) = (&case["id"], &expected(case, "expected"), method());
    let evidence = evidence(method, case);
    let decision = method.decide(&evidence);
    let argument = method.argue(&evidence, &decision);
    assert_eq!(argument.verdict.as_str(), expected["verdict"], "{id} at {:?}", argument.confidence);
    assert_eq!(json!(argument.variant), expected["variant"], "{id}");
    if let Some(confidence) = argument.confidence {
        assert!(close(confidence, &expected["confidence"], 0.005), "{id} confidence {confidence}");
        for (share, expected) in argument.shares.iter().zip(expected["shares"].as_array().expect("a list")) {
            assert!(close(*share, expected, 0.005), "{id} share {share} is not {expected}");
        }
        let asked = argument.ask_first.as_ref();
        assert_eq!(json!(asked.map(|question| &*question.fact)), expected["ask-first"], "{id}");
        let informed = |fact: &str| expected["information"].get(fact).is_some();
        if let Some(question) = asked.filter(|question| informed(&question.fact)) {
            let value = question.worth.map_or(0.0, |worth| worth.value);
            assert!(
                close(value, &expected["information"][&*question.fact], 0.005),
                "{id} information {value}"
            );
        }
    }
    if let Some(partition) = expected.get("partition") {
        assert_eq!(json!(evidence.partition.now_names().collect::<Vec<_>>()), partition["now"]);
        assert_eq!(json!(evidence.partition.later_names().collect::<Vec<_>>()), partition["later"]);
        assert!(close(evidence.partition.split.now_seconds, &partition["now-seconds"], 1e-9));
    }
    if let Some(saga) = expected.get("saga") {
        let found = argument.saga.expect("a transaction over several services");
        assert_eq!(json!({ "code": found.code, "name": found.name, "coupling": found.coupling }), *saga);
    }
    if let Some(conflicts) = expected.get("conflicts") {
        check_conflict(conflicts, &expected["relaxations"], &argument);
    }
}

fn check_conflict(conflicts: &Value, relaxations: &Value, argument: &syncwise::decision::Argument) {
    let named = |set: &[usize]| sorted(set.iter().map(|veto| &*method().vetoes()[*veto].id));
    let mut found: Vec<_> = argument.conflicts.iter().map(|set| named(set)).collect();
    let mut expected: Vec<_> = conflicts.as_array().expect("a list").iter().map(texts).collect();
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
    assert_eq!(argument.relaxations.len(), relaxations.as_array().expect("a list").len());
    for expected in relaxations.as_array().expect("a list") {
        let same =
            |found: &&syncwise::decision::Relaxation| named(&found.vetoes) == texts(&expected["vetoes"]);
        let found = argument.relaxations.iter().find(same).expect("the relaxation is found");
        assert_eq!(json!(found.enables), expected["enables"]);
    }
}

#[test]
fn flips_of_the_worked_decisions_are_the_published_ones() {
    let vectors = vectors();
    for case in vectors["decisions"].as_array().expect("a list") {
        if case.get("flips").is_none() {
            continue;
        }
        let expected = &expected(case, "flips");
        let evidence = evidence(method(), case);
        let decision = method().decide(&evidence);
        let flips = method().flips(&evidence, &decision).all;
        let id = case["id"].as_str().expect("a name");
        check_facts(id, &flips, expected);
        check_weights(id, &flips, expected);
        check_vetoes(id, &flips, expected);
        check_pairs(id, &flips, expected);
    }
}

/// What flips of facts look like in the published notation.
fn noted(change: &syncwise::decision::Change, to: Option<Mode>) -> Value {
    let column = &method().columns()[change.slot];
    let value = match change.to {
        Slot::Number(number) => number.into(),
        slot => Value::from(column.show(slot)),
    };
    let mut note = json!({ "fact": column.name, "to": value, "mode": mode(to) });
    if let (Side::Above, _) | (Side::Below, _) = (change.side, ()) {
        note["side"] = if change.side == Side::Above { "above" } else { "below" }.into();
    }
    note
}

fn same_note(found: &Value, expected: &Value) -> bool {
    let value = match (found["to"].as_f64(), expected["to"].as_f64()) {
        (Some(found), Some(expected)) => (found - expected).abs() <= 1e-6 * expected.abs(),
        _ => found["to"] == expected["to"],
    };
    value && ["fact", "mode", "side"].iter().all(|key| found[*key] == expected[*key])
}

fn same_notes(found: &[Value], expected: &Value) -> bool {
    let expected = expected.as_array().expect("a list");
    found.len() == expected.len() && found.iter().zip(expected).all(|(one, other)| same_note(one, other))
}

fn check_facts(id: &str, flips: &[Flip], expected: &Value) {
    let facts = |flip: &Flip| match &flip.cause {
        Cause::Fact(change) | Cause::Number(change) => Some(noted(change, flip.to)),
        _ => None,
    };
    let found: Vec<Value> = flips.iter().filter_map(facts).collect();
    assert!(same_notes(&found, &expected["facts"]), "{id} facts\n{found:#?}\n{:#?}", expected["facts"]);
    let unknown = |flip: &Flip| match &flip.cause {
        Cause::Unknown(change) => Some(noted(change, flip.to)),
        _ => None,
    };
    let found: Vec<Value> = flips.iter().filter_map(unknown).collect();
    assert!(same_notes(&found, &expected["unknown"]), "{id} unknown\n{found:#?}\n{:#?}", expected["unknown"]);
}

fn check_weights(id: &str, flips: &[Flip], expected: &Value) {
    let found: Vec<(&str, f64, f64, Value)> = flips
        .iter()
        .filter_map(|flip| match flip.cause {
            Cause::Weight { criterion, from, to } => {
                Some((&*method().criteria()[criterion].id, to - from, to, mode(flip.to)))
            }
            _ => None,
        })
        .collect();
    let expected = expected["weights"].as_array().expect("a list");
    assert!(found.len() >= expected.len() && (found.is_empty() == expected.is_empty()), "{id}: {found:?}");
    for ((criterion, change, to, mode), expected) in found.iter().zip(expected) {
        assert_eq!(**criterion, expected["criterion"], "{id}: {found:?}");
        assert!(close(*change, &expected["change"], 1.1e-6), "{id} {criterion} {change}");
        assert!(close(*to, &expected["to"], 1.1e-6), "{id} {criterion} {to}");
        assert_eq!(*mode, expected["mode"], "{id} {criterion}");
    }
}

fn check_vetoes(id: &str, flips: &[Flip], expected: &Value) {
    let note = |veto: &str, flip: &Flip| json!({ "veto": veto, "mode": mode(flip.to) });
    let found: Vec<Value> = flips
        .iter()
        .filter_map(|flip| match flip.cause {
            Cause::Lifted(veto) | Cause::Holds(veto) => Some(note(&method().vetoes()[veto].id, flip)),
            Cause::Split => Some(note("no-split", flip)),
            _ => None,
        })
        .collect();
    let mut expected = expected["vetoes"].as_array().expect("a list").clone();
    let mut found = found;
    found.sort_by_key(ToString::to_string);
    expected.sort_by_key(ToString::to_string);
    assert_eq!(found, expected, "{id}");
}

fn check_pairs(id: &str, flips: &[Flip], expected: &Value) {
    let found: Vec<Value> = flips
        .iter()
        .filter_map(|flip| match &flip.cause {
            Cause::Pair(one, other) => {
                let facts = [one, other].map(|change| {
                    let note = noted(change, None);
                    json!([note["fact"], note["to"]])
                });
                Some(json!({ "facts": facts, "mode": mode(flip.to) }))
            }
            _ => None,
        })
        .collect();
    assert_eq!(json!(found.len()), expected["pair-count"], "{id}: {found:#?}");
    for (found, expected) in found.iter().zip(expected["pairs-first"].as_array().expect("a list")) {
        assert_eq!(found, expected, "{id}");
    }
}

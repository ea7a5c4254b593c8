//! How steps divide, and what is wrong with them. Never decides.

use crate::common::step;
use serde_json::{Value, json};
use syncwise::architecture::Step;
use syncwise::decision::Partition;

fn check(steps: Value, now: &[&str], later: &[&str], codes: &[&str]) -> Partition {
    let steps: Vec<Step> = steps.as_array().expect("a list").iter().map(step).collect();
    let (partition, mistakes) = Partition::of(&steps);
    assert_eq!(partition.now_names().collect::<Vec<_>>(), now);
    assert_eq!(partition.later_names().collect::<Vec<_>>(), later);
    assert_eq!(mistakes.iter().map(|mistake| mistake.code).collect::<Vec<_>>(), codes);
    partition
}

#[test]
fn kinds_declarations_and_needs_divide_steps() {
    let steps = json!([
        { "id": "a", "kind": "validate" }, { "id": "b", "kind": "notify" }, { "id": "c", "kind": "charge" },
        { "id": "d", "kind": "check", "when": "later" }, { "id": "e", "when": "later", "strong": true },
        { "id": "f", "kind": "ship", "result-needed-now": true },
    ]);
    let partition = check(steps, &["a", "c", "e", "f"], &["b", "d"], &[]);
    assert_eq!(partition.assumed_now, [2]);
    assert!(partition.split.admissible && partition.split.mixed && !partition.split.now_complete);
}

#[test]
fn what_comes_first_runs_first() {
    let steps = json!([
        { "id": "a", "kind": "notify" }, { "id": "b", "kind": "index", "after": ["a"] },
        { "id": "c", "kind": "check", "after": ["b"], "p99": 0.5 }, { "id": "d", "kind": "report" },
    ]);
    let partition = check(steps, &["a", "b", "c"], &["d"], &[]);
    assert_eq!(partition.pulled_forward, [0, 1]);
    assert_eq!(partition.split.now_seconds, 0.5);
}

#[test]
fn one_empty_part_is_no_split() {
    assert!(!check(json!([]), &[], &[], &[]).split.admissible);
    assert!(!check(json!([{ "id": "a" }]), &["a"], &[], &[]).split.admissible);
    assert!(!check(json!([{ "id": "a", "kind": "ship" }]), &[], &["a"], &[]).split.admissible);
}

#[test]
fn impossible_orders_are_reported() {
    let late = json!([{ "id": "a", "when": "later" }, { "id": "b", "kind": "check", "after": ["a"] }]);
    check(late, &["a", "b"], &[], &["step-order"]);
    let unknown = json!([{ "id": "a", "after": ["x"] }]);
    check(unknown, &["a"], &[], &["unknown-step"]);
    let circle = json!([{ "id": "a", "after": ["b"] }, { "id": "b", "after": ["a"] }]);
    check(circle, &["a", "b"], &[], &["step-cycle"]);
}

#[test]
fn a_further_later_step_adds_nothing_to_the_now_part() {
    let mut steps =
        vec![json!({ "id": "a", "kind": "check" }), json!({ "id": "b", "kind": "ship", "after": ["a"] })];
    let before = check(Value::Array(steps.clone()), &["a"], &["b"], &[]);
    steps.push(json!({ "id": "c", "kind": "notify", "after": ["b"] }));
    let after = check(Value::Array(steps), &["a"], &["b", "c"], &[]);
    assert_eq!(before.now, after.now);
}

//! What the decision tests share: the built-in method, evidence from short notes, and the published numbers. Never asserts
//! what a suite is about.

use serde_json::Value;
use syncwise::architecture::{Choice, Duration, Policy, Provenance, ResultNeeded, Step, StepWhen};
use syncwise::decision::{Answers, Evidence, Method, Partition, QUESTIONS, Slot};
use syncwise::rule::criterion::{Criterion, built_in};
use syncwise::source::{FileId, SourceMap, Span, Spanned};

pub(crate) fn criteria() -> Vec<Criterion> {
    built_in(&mut SourceMap::new())
}

pub(crate) fn method() -> &'static Method {
    static METHOD: std::sync::OnceLock<Method> = std::sync::OnceLock::new();
    METHOD.get_or_init(|| {
        let (method, mistakes) = Method::new(&criteria(), &Policy::default(), &[]);
        assert_eq!(mistakes, [], "the built-in criteria fit together");
        method
    })
}

pub(crate) fn vectors() -> Value {
    let text = include_str!("../data/decision-vectors.json");
    serde_json::from_str(text).expect("the vectors are valid JSON")
}

pub(crate) fn nowhere() -> Span {
    Span::new(FileId(0), 0..0)
}

fn spanned<T>(value: T) -> Spanned<T> {
    Spanned::new(value, nowhere())
}

pub(crate) fn step(note: &Value) -> Step {
    let text = |key: &str| note[key].as_str().map(|text| spanned(Box::<str>::from(text)));
    let after = note["after"].as_array().into_iter().flatten();
    let now = note["result-needed-now"].as_bool() == Some(true);
    Step {
        id: text("id").expect("a step has an id"),
        span: nowhere(),
        when: text("when").and_then(|when| StepWhen::from_word(&when.value)).map(spanned),
        kind: text("kind"),
        strong: note["strong"].as_bool().map(spanned),
        needs_result: now.then(|| spanned(ResultNeeded::Now)),
        after: after.filter_map(Value::as_str).map(|id| spanned(id.into())).collect(),
        p99: note["p99"].as_f64().and_then(Duration::from_seconds).map(spanned),
        compensation: None,
    }
}

pub(crate) fn slot(method: &Method, fact: &str, value: &Value) -> Slot {
    match value {
        Value::String(word) if word == "not-applicable" => Slot::NotApplicable,
        Value::String(word) => method.word(fact, word).unwrap_or_else(|| panic!("{fact} may be {word}")),
        number => Slot::Number(number.as_f64().expect("a value is a word or a number")),
    }
}

/// The evidence of a published case.
pub(crate) fn evidence(method: &Method, case: &Value) -> Evidence {
    let mut evidence = method.nothing_known();
    let steps: Vec<Step> = case["steps"].as_array().into_iter().flatten().map(step).collect();
    let mistakes;
    (evidence.partition, mistakes) = Partition::of(&steps);
    assert_eq!(mistakes, []);
    let answers: Answers = QUESTIONS.map(|question| case["answers"][question].as_bool());
    method.answer(&mut evidence, &answers).expect("the published answers do not contradict each other");
    for (fact, value) in case["facts"].as_object().into_iter().flatten() {
        let slot = slot(method, fact, value);
        assert!(method.enter(&mut evidence, fact, slot, Provenance::Declared), "{fact} is a fact");
    }
    evidence
}

pub(crate) fn close(actual: f64, expected: &Value, tolerance: f64) -> bool {
    expected.as_f64().is_some_and(|expected| (actual - expected).abs() <= tolerance)
}

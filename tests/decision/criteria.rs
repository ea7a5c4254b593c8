//! Criteria files: the built-in ones against the disk and their examples, a team's own, and mistakes in them.

use crate::common::{criteria, method};
use std::collections::BTreeSet;
use syncwise::architecture::{Policy, Provenance};
use syncwise::decision::{FactSpec, Method, Slot};
use syncwise::diagnostic::Diagnostic;
use syncwise::facts::FactType;
use syncwise::rule::criterion::{BUILT_IN, Criterion, Origin, read};
use syncwise::source::{SourceMap, Spanned};

const OWN: &str = r#"
id = "regulated"
group = "data"
units = 2
fact = "personal"
question = "Does the request carry personal data?"
phrase = { sync = "no copies of personal data", async = "a record of who was sent what" }
utility.true = { sync = 0.5, async = -0.5, hybrid = 0 }
utility.false = { sync = 0, async = 0, hybrid = 0 }
prior = { true = 0.2, false = 0.8 }
page = { what = "x", why = "x", instead = "x", drawbacks = "x", sources = [] }

[[example]]
title = "an address"
facts = { personal = true }
favours = "sync"
"#;

/// A veto to be added to a criterion; each case puts in its own name and condition.
const VETO: &str = r#"
[[veto]]
id = "ID"
blocks = "async"
reason = "r"
assumes = "a"
relaxation = "x"
when = { WHEN }
"#;

const CATALOGUE: &[FactSpec] = &[
    FactSpec { name: "personal", kind: FactType::Flag },
    FactSpec { name: "attempts", kind: FactType::Count },
];

fn own(text: &str) -> (SourceMap, Option<Criterion>, Vec<Diagnostic>) {
    let mut sources = SourceMap::new();
    let file = sources.add("own.toml", text);
    let (criterion, mistakes) = read(&sources, file, Origin::Team);
    (sources, criterion, mistakes)
}

fn with_own(text: &str) -> (SourceMap, Method, Vec<Diagnostic>) {
    let (sources, criterion, mistakes) = own(text);
    assert_eq!(mistakes, []);
    let mut all = criteria();
    all.extend(criterion);
    let (method, mistakes) = Method::new(&all, &Policy::default(), CATALOGUE);
    (sources, method, mistakes)
}

#[test]
fn the_registry_is_sorted_and_equals_the_disk() {
    let names: Vec<&str> = BUILT_IN.iter().map(|(name, _)| *name).collect();
    assert!(names.is_sorted());
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/criteria");
    let files = std::fs::read_dir(folder).expect("the folder is there");
    let on_disk: BTreeSet<String> = files
        .map(|file| file.expect("a file").path().file_stem().expect("a name").to_string_lossy().into_owned())
        .collect();
    assert_eq!(names.iter().map(ToString::to_string).collect::<BTreeSet<_>>(), on_disk);
}

#[test]
fn every_built_in_criterion_is_complete_and_its_examples_hold() {
    for criterion in criteria() {
        let id = &criterion.id.value;
        assert!(BUILT_IN.iter().any(|(name, _)| **name == **id), "file and id agree: {id}");
        let page = &criterion.page;
        for text in [&page.what, &page.why, &page.instead, &page.drawbacks] {
            assert!(text.len() > 40 && text.ends_with('.'), "{id}: {text}");
        }
        assert!(!page.sources.is_empty() && criterion.question.ends_with('?'), "{id}");
        let index = method().criteria().iter().position(|weighed| weighed.id == *id).expect("it is weighed");
        for example in &criterion.examples {
            let favours = method().example_favours(index, example).expect("the example fits the fact");
            assert_eq!(favours, example.favours, "{id}: {}", example.title);
        }
    }
    assert_eq!(criteria().iter().filter(|criterion| criterion.seed.is_some()).count(), 8);
    assert!((method().criteria().iter().map(|criterion| criterion.weight).sum::<f64>() - 1.0).abs() < 1e-12);
}

#[test]
fn a_team_adds_a_criterion_of_its_own() {
    let (_, method, mistakes) = with_own(OWN);
    assert_eq!(mistakes, []);
    let last = method.criteria().last().expect("there are criteria");
    assert_eq!(&*last.id, "regulated");
    assert!((last.weight - 0.25 * 2.0 / 12.0).abs() < 1e-12, "two of the group's twelve units");
    let before = method.decide(&method.nothing_known());
    let mut evidence = method.nothing_known();
    let yes = method.word("personal", "true").expect("a flag has the word true");
    assert!(method.enter(&mut evidence, "personal", yes, Provenance::Declared));
    let after = method.decide(&evidence);
    let push = |decision: &syncwise::decision::Decision| decision.scores[0].mean - decision.scores[1].mean;
    assert!(push(&after) > push(&before) && after.coverage > before.coverage);
}

#[test]
fn mistakes_in_a_criterion_stand_where_they_were_made() {
    let cases = [
        (
            "fact = \"personal\"",
            "fact = \"persnal\"",
            "unknown-fact",
            "\"persnal\"",
            Some("did you mean `personal`?"),
        ),
        ("group = \"data\"", "group = \"dta\"", "unknown-group", "\"dta\"", Some("did you mean `data`?")),
        ("utility.false", "utility.no", "unknown-word", "no", None),
        ("id = \"regulated\"", "id = \"kind\"", "duplicate-criterion", "\"kind\"", None),
    ];
    for (from, to, code, at, help) in cases {
        let text = OWN.replace(from, to);
        assert_ne!(text, OWN);
        let text = if code == "unknown-fact" {
            text.replace("facts = { personal", "facts = { persnal")
        } else {
            text
        };
        let (sources, _, mistakes) = with_own(&text);
        let mistake = mistakes.iter().find(|mistake| mistake.code == code);
        let mistake = mistake.unwrap_or_else(|| panic!("{code} is reported, not {mistakes:?}"));
        let place = mistake.primary.as_ref().expect("it has a place").span;
        if code != "duplicate-criterion" {
            assert_eq!(sources.text(place), at);
        }
        assert!(help.is_none_or(|help| mistake.help.iter().any(|line| line == help)), "{mistake:?}");
    }
}

#[test]
fn unreadable_criteria_are_reported_and_left_out() {
    let cases = [
        ("units = 2", "units = -1", "bad-weight"),
        ("units = 2", "unit = 2", "unknown-key"),
        ("sync = 0.5", "sync = 1.5", "bad-utility"),
        ("true = 0.2", "true = 0.3", "bad-prior"),
        ("question = ", "# question = ", "missing-key"),
        ("[[example]]", "[[veto]]", "missing-key"),
        ("personal = true", "other = true", "bad-example"),
        ("id = ", "id ", "syntax"),
    ];
    for (from, to, code) in cases {
        let (_, criterion, mistakes) = own(&OWN.replace(from, to));
        assert!(criterion.is_none(), "{to}");
        assert!(mistakes.iter().any(|mistake| mistake.code == code), "{to}: {mistakes:?}");
    }
}

#[test]
fn mistakes_in_a_veto_stand_where_they_were_made() {
    for (id, when, code, at) in [
        ("own", "payload = { more-than = '3s' }", "wrong-unit", "'3s'"),
        ("own", "payload = { more-than = 'deadline' }", "wrong-unit", "'deadline'"),
        ("own", "personal = { more-than = 3 }", "wrong-type", "personal"),
        ("own", "payload = true", "wrong-type", "payload"),
        ("own", "kind = 'querry'", "unknown-word", "'querry'"),
        ("own", "any = [{ not = { knd = 'query' } }]", "unknown-fact", "knd"),
        ("no-split", "personal = true", "duplicate-veto", "\"no-split\""),
    ] {
        let veto = VETO.replace("ID", id).replace("WHEN", when);
        let (sources, _, mistakes) = with_own(&format!("{OWN}{veto}"));
        let [mistake] = mistakes.as_slice() else { panic!("{when}: {mistakes:?}") };
        assert_eq!(mistake.code, code, "{when}");
        assert_eq!(sources.text(mistake.primary.as_ref().expect("it has a place").span), at);
    }
}

fn weighted(weights: &[(&str, f64)]) -> (Method, Vec<Diagnostic>) {
    let here = crate::common::nowhere();
    let spanned =
        |(name, weight): &(&str, f64)| (Spanned::new(Box::from(*name), here), Spanned::new(*weight, here));
    let policy = Policy { weights: weights.iter().map(spanned).collect(), ..Policy::default() };
    Method::new(&criteria(), &policy, &[])
}

#[test]
fn a_policy_changes_weights() {
    let (method, mistakes) = weighted(&[("user-waiting", 0.5), ("background", 0.0)]);
    assert_eq!(mistakes, []);
    let weight = |id: &str| method.criteria().iter().find(|one| *one.id == *id).expect("built in").weight;
    let sum = 1.0 - 2.0 * (0.4 * 2.0 / 9.0) + 0.5;
    assert!((weight("user-waiting") - 0.5 / sum).abs() < 1e-12);
    assert_eq!(weight("background"), 0.0);
    assert!((weight("kind") - 0.4 / 9.0 / sum).abs() < 1e-12);
}

#[test]
fn wrong_weights_are_reported() {
    for (weights, code) in [
        (vec![("kind", -1.0)], "bad-weight"),
        (vec![("kind", f64::INFINITY)], "bad-weight"),
        (vec![("kin", 0.1)], "unknown-criterion"),
        (BUILT_IN.iter().map(|(name, _)| (*name, 0.0)).collect(), "weights-sum-to-zero"),
    ] {
        let (method, mistakes) = weighted(&weights);
        assert_eq!(mistakes.iter().map(|mistake| mistake.code).collect::<Vec<_>>(), [code], "{weights:?}");
        assert!(method.decide(&method.nothing_known()).recommended.is_some());
    }
}

#[test]
fn a_criterion_without_weight_changes_nothing() {
    let (method, _) = weighted(&[("replay", 0.0)]);
    let mut evidence = method.nothing_known();
    let before = method.decide(&evidence);
    method.enter(&mut evidence, "replay", Slot::Word(1), Provenance::Declared);
    assert_eq!(method.decide(&evidence), before);
}

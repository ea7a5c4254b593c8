//! Every built-in check does what its own examples say, and says what its page promises.

use std::path::Path;
use syncwise::architecture::Date;
use syncwise::decision::{Method, catalogue};
use syncwise::facts::{Provenance, World};
use syncwise::graph::CallGraph;
use syncwise::rule::{CHECKS, Check, Found, Sifted, Truth, builtin_checks, criterion};
use syncwise::run::{Common, ExampleOutcome, Input, Session, Study, run_example, study};
use syncwise::source::SourceMap;

#[test]
fn examples_of_checks() {
    let mut sources = SourceMap::new();
    let checks = builtin_checks(&mut sources);
    let criteria = criterion::built_in(&mut sources);
    let (method, mistakes) = Method::new(&criteria, &Default::default(), &catalogue());
    assert!(mistakes.is_empty(), "{mistakes:?}");
    let mut wrong = Vec::new();
    for check in &checks {
        for example in &check.examples {
            let outcome = run_example(check, example, &method);
            if outcome != ExampleOutcome::AsWritten {
                wrong.push(format!("{}: {}: {outcome:?}", check.id, example.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(checks.len(), CHECKS.len());
}

/// Each check alone, fact by fact, as its condition is written.
fn alone(world: &World<'_>, checks: &[Check]) -> Sifted {
    let mut sifted = Sifted::default();
    for (index, check) in checks.iter().enumerate() {
        for subject in world.subjects(check.about) {
            match check.when.evaluate(world, subject) {
                Truth::False => sifted.passed += 1,
                Truth::Unknown => sifted.unassessed.push((index, subject)),
                Truth::True => {
                    let decisive = check.when.decisive(world, subject, Truth::True).into_iter();
                    let known = decisive.map(|fact| fact.read(world, subject).provenance);
                    let confidence = known.filter(|it| *it != Provenance::Unknown).max();
                    let confidence = confidence.unwrap_or(Provenance::Derived);
                    let mut grades = check.grades.iter();
                    let grade = grades.find(|it| it.when.evaluate(world, subject) == Truth::True);
                    let class = grade.map_or(check.class, |grade| grade.class);
                    let policy = &world.architecture.policy.severity;
                    let set = policy.iter().find(|(rule, _)| rule.value == check.id);
                    let set = set.and_then(|(_, severity)| severity.value);
                    let severity = set.unwrap_or_else(|| class.severity_at(confidence));
                    sifted.found.push(Found { check: index, subject, class, severity, confidence });
                }
            }
        }
    }
    sifted
}

/// Judging all checks together, with decisions made when they are asked for, shares work and changes nothing.
#[test]
fn judging_together_is_judging_each_alone() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut compared = 0;
    for entry in std::fs::read_dir(folder).expect("there are examples") {
        let file = entry.expect("a folder can be listed").path().join("architecture.toml");
        if !file.exists() {
            continue;
        }
        let common = Common {
            inputs: vec![Input::Path(file.clone())],
            rules: Vec::new(),
            today: Date::FIRST,
            color: false,
            width: 100,
            config: Default::default(),
        };
        let session = Session::open(&common).expect("the example can be read");
        let session = session.unwrap_or_else(|refused| panic!("{}", refused.errors));
        let graph = CallGraph::link(&session.architecture);
        let whole = study(&session.architecture, &graph, &session.method);
        let checks = &session.rules.checks;
        let off = |check: &Check| {
            let mut severities = session.architecture.policy.severity.iter();
            severities.any(|(rule, severity)| rule.value == check.id && severity.value.is_none())
        };
        if checks.iter().any(off) {
            continue;
        }
        let expected = alone(&whole.world(), checks);
        let lazily = Study::for_rules(&session.architecture, &graph, &session.method);
        assert_eq!(whole.sift(checks), expected, "{}", file.display());
        assert_eq!(lazily.sift(checks), expected, "{}", file.display());
        compared += expected.found.len();
    }
    assert!(compared > 100, "the examples have findings");
}

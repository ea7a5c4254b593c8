//! The identity of findings: who is concerned, however and wherever it is written.

use super::shuffle::{Choices, rewrite};
use proptest::prelude::*;
use std::collections::BTreeSet;
use syncwise::architecture::{Architecture, Date, Policy, lower, read};
use syncwise::decision::{Method, catalogue};
use syncwise::diagnostic::any_error;
use syncwise::graph::CallGraph;
use syncwise::rule::criterion;
use syncwise::rule::{Finding, builtin_checks};
use syncwise::run::study;
use syncwise::source::SourceMap;

/// Systems that declare different things, so that different rules speak.
const SYSTEMS: [&str; 4] = [
    include_str!("../cli/shop.toml"),
    include_str!("../../examples/eshop/architecture.toml"),
    include_str!("../../examples/robot-shop/architecture.toml"),
    include_str!("../../examples/bookinfo/architecture.toml"),
];

fn findings(files: &[String]) -> Vec<Finding> {
    let mut sources = SourceMap::new();
    let mut written = Vec::new();
    let mut mistakes = Vec::new();
    for (index, text) in files.iter().enumerate() {
        let file = sources.add(format!("{index}.toml"), text.clone());
        let (file, more) = read(&sources, file);
        written.push(file);
        mistakes.extend(more);
    }
    let (architecture, more): (Architecture, _) = lower(written);
    mistakes.extend(more);
    assert!(!any_error(&mistakes), "{mistakes:#?}");
    let mut rules = SourceMap::new();
    let checks = builtin_checks(&mut rules);
    let criteria = criterion::built_in(&mut rules);
    let (method, mistakes) = Method::new(&criteria, &Policy::default(), &catalogue());
    assert!(!any_error(&mistakes), "{mistakes:#?}");
    let graph = CallGraph::link(&architecture);
    let study = study(&architecture, &graph, &method);
    let mut judgement = study.judge(&checks, Date::FIRST);
    judgement.findings.append(&mut judgement.notices);
    judgement.findings
}

fn fingerprints(findings: &[Finding]) -> BTreeSet<(String, String, String)> {
    let one = |it: &Finding| (it.fingerprint.clone(), it.rule.to_string(), it.subject_id.clone());
    findings.iter().map(one).collect()
}

#[test]
fn no_two_findings_share_one() {
    let mut rules = BTreeSet::new();
    for text in SYSTEMS {
        let findings = findings(&[text.to_owned()]);
        let prints: BTreeSet<&str> = findings.iter().map(|it| &*it.fingerprint).collect();
        assert_eq!(prints.len(), findings.len());
        rules.extend(findings.iter().map(|it| it.rule.clone()));
    }
    assert!(rules.len() >= 8, "too few rules speak for this to mean much: {rules:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn survive_reformatting_reordering_and_splitting(
        system in 0..SYSTEMS.len(),
        files in 1..5_usize,
        numbers in prop::collection::vec(any::<u8>(), 97),
    ) {
        let text = SYSTEMS[system];
        let files = rewrite(text, files, &mut Choices::new(&numbers));
        prop_assert_ne!(&files[0], text);
        let (before, after) = (findings(&[text.to_owned()]), findings(&files));
        prop_assert_eq!(fingerprints(&before), fingerprints(&after));
    }
}

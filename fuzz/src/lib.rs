//! What the fuzzer runs, and what the tests run on everything it has found. Never keeps an outcome: what is wanted is
//! that none of this panics, and that every span lies in its text.

use syncwise::architecture::{self, Date, Policy};
use syncwise::decision::{Method, catalogue, contradictions};
use syncwise::diagnostic::{Diagnostic, any_error};
use syncwise::graph::CallGraph;
use syncwise::render;
use syncwise::rule::criterion::{self, Origin};
use syncwise::rule::{builtin_checks, read_check};
use syncwise::run::{run_example, study};
use syncwise::source::SourceMap;

/// Any text as an architecture file: read, lowered, and its mistakes shown.
pub fn read(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let mut sources = SourceMap::new();
    let file = sources.add("architecture.toml", text);
    let (written, mut mistakes) = architecture::read(&sources, file);
    let (lowered, more) = architecture::lower(vec![written]);
    mistakes.extend(more);
    mistakes.extend(lowered.interactions.iter().flat_map(contradictions));
    show(&sources, &mistakes);
}

/// Any text as a check and as a criterion; a check that is sound runs its examples.
pub fn rule(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let mut sources = SourceMap::new();
    let mut criteria = criterion::built_in(&mut sources);
    let file = sources.add("rule.toml", text);
    let (check, mut mistakes) = read_check(&sources, file);
    let (team, more) = criterion::read(&sources, file, Origin::Team);
    mistakes.extend(more);
    criteria.extend(team);
    let (method, more) = Method::new(&criteria, &Policy::default(), &catalogue());
    mistakes.extend(more);
    if let Some(check) = &check {
        for example in &check.examples {
            run_example(check, example, &method);
        }
    }
    show(&sources, &mistakes);
}

/// Any text as an architecture that `lint` judges, decisions and all formats included.
pub fn lint(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let mut sources = SourceMap::new();
    let file = sources.add("architecture.toml", text);
    let (written, mut mistakes) = architecture::read(&sources, file);
    let (lowered, more) = architecture::lower(vec![written]);
    mistakes.extend(more);
    if any_error(&mistakes) {
        return;
    }
    let (checks, criteria) = (builtin_checks(&mut sources), criterion::built_in(&mut sources));
    let (method, _) = Method::new(&criteria, &lowered.policy, &catalogue());
    let graph = CallGraph::link(&lowered);
    let study = study(&lowered, &graph, &method);
    let judgement = study.judge(&checks, Date::FIRST);
    let report = render::Report {
        sources: &sources,
        findings: &judgement.findings,
        unassessed: &judgement.unassessed,
        known: &[],
        baseline: None,
        uncertain: 0,
        fail_from: None,
        coverage: None,
    };
    let mut text = String::new();
    render::findings_full(&mut text, &report, false, true);
    assert!(text.ends_with('\n'), "a report ends");
    assert!(!render::findings_json(&report).is_empty(), "a report is written");
    show(&sources, &study.diagnostics);
}

fn show(sources: &SourceMap, mistakes: &[Diagnostic]) {
    for mistake in mistakes {
        for label in mistake.primary.iter().chain(&mistake.related) {
            let text = sources.file(label.span.file).text();
            assert!(
                text.get(label.span.range()).is_some(),
                "{}: {:?} is not in the text",
                mistake.code,
                label.span
            );
        }
    }
    let mut text = String::new();
    render::diagnostics(&mut text, sources, &mistakes[..mistakes.len().min(20)], false);
}

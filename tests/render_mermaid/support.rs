//! What the tests of diagrams share. Never asserts what a diagram looks like.

use std::fmt::Write as _;
use syncwise::architecture::{Architecture, Provenance, lower, read};
use syncwise::diagnostic::{Label, Severity, any_error};
use syncwise::facts::Subject;
use syncwise::render::mermaid::{CallView, Diagram, Options, flowchart, sequence};
use syncwise::rule::{Class, Finding};
use syncwise::source::{SourceMap, Span};

/// Reads an architecture that must be sound.
pub(crate) fn architecture(text: &str) -> Architecture {
    let mut sources = SourceMap::new();
    let file = sources.add("a.toml", text);
    let (written, mut diagnostics) = read(&sources, file);
    let (architecture, more) = lower(vec![written]);
    diagnostics.extend(more);
    assert!(!any_error(&diagnostics), "{diagnostics:#?}\n{text}");
    architecture
}

pub(crate) fn finding(rule: &str, severity: Severity, subject: Subject) -> Finding {
    let mut sources = SourceMap::new();
    let file = sources.add("a.toml", "");
    Finding {
        rule: rule.into(),
        class: Class::High,
        severity,
        confidence: Provenance::Declared,
        subject,
        subject_id: String::new(),
        title: String::new(),
        primary: Label::new(Span::new(file, 0..0), ""),
        related: Vec::new(),
        help: None,
        note: None,
        because: Vec::new(),
        fingerprint: String::new(),
        members: Vec::new(),
        allowed: None,
    }
}

/// Every diagram of an architecture.
pub(crate) fn all(architecture: &Architecture, findings: &[Finding]) -> Vec<Diagram> {
    let whole = Options { findings, ..Options::default() };
    let mut diagrams = vec![flowchart(architecture, &whole)];
    if let Some(focus) = architecture.service_ids().next() {
        diagrams.push(flowchart(architecture, &Options { focus: Some(focus), ..whole }));
    }
    let view = CallView::new(architecture, findings);
    for journey in architecture.journey_ids() {
        diagrams.push(flowchart(architecture, &Options { journey: Some(journey), ..whole }));
        diagrams.push(sequence(architecture, journey, &view));
    }
    diagrams
}

pub(crate) fn assert_within_limits(diagram: &Diagram) {
    let text = &diagram.text;
    assert!(text.encode_utf16().count() <= 50_000, "{} units", text.encode_utf16().count());
    let edges =
        text.lines().filter(|line| ["-->", "-.->", "==>"].iter().any(|arrow| line.contains(arrow))).count();
    assert!(text.starts_with("sequenceDiagram") || edges <= 500, "{edges} edges");
}

/// `width` services per layer, every one of which calls every service of the next layer.
pub(crate) fn layers(width: usize, depth: usize, extra: &str) -> String {
    let mut text = String::from("syncwise = 1\n");
    for layer in 0..depth {
        for at in 0..width {
            let _ = writeln!(text, "[service.l{layer}-{at}]\nregion = \"r{}\"\nowner = \"o{at}\"", at % 3);
        }
    }
    for (layer, from, to) in (1..depth)
        .flat_map(|layer| (0..width).flat_map(move |from| (0..width).map(move |to| (layer, from, to))))
    {
        let mode = ["sync", "async", "hybrid"][(from + to) % 3];
        let _ = writeln!(
            text,
            "[[interaction]]\nfrom = \"l{}-{from}\"\nto = \"l{layer}-{to}\"\nmode = \"{mode}\"{extra}",
            layer - 1
        );
    }
    text + "[[journey]]\nid = \"deep\"\nentry = \"l0-0\"\n"
}

/// An architecture of which the reader may have refused parts: only what it accepts is drawn.
pub(crate) fn lenient(text: &str) -> Architecture {
    let mut sources = SourceMap::new();
    let file = sources.add("a.toml", text);
    lower(vec![read(&sources, file).0]).0
}

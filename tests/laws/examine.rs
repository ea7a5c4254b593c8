//! Runs texts through all stages and checks on the way that every place lies inside its text.

use std::collections::BTreeMap;
use std::path::PathBuf;
use syncwise::architecture::{self, Architecture, Date};
use syncwise::decision::{Method, catalogue, contradictions};
use syncwise::diagnostic::{Diagnostic, Label, any_error};
use syncwise::graph::CallGraph;
use syncwise::render;
use syncwise::run::{AdviseOptions, Common, Session, advice, rule_set, study};
use syncwise::source::{SourceMap, Span};

/// Everything that is said about a sound architecture.
pub(crate) struct Told {
    /// The files that `advise` would write.
    pub(crate) files: BTreeMap<String, String>,
}

fn check_span(sources: &SourceMap, span: Span) {
    let text = sources.file(span.file).text();
    let range = span.range();
    assert!(range.start <= range.end && range.end <= text.len(), "{span:?} leaves a text of {}", text.len());
    assert!(
        text.is_char_boundary(range.start) && text.is_char_boundary(range.end),
        "{span:?} splits a character"
    );
}

fn check_labels<'a>(sources: &SourceMap, labels: impl IntoIterator<Item = &'a Label>) {
    for label in labels {
        check_span(sources, label.span);
    }
}

fn check_diagnostics(sources: &SourceMap, diagnostics: &[Diagnostic]) -> String {
    for one in diagnostics {
        check_labels(sources, one.primary.iter().chain(&one.related));
        assert!(!one.title.is_empty());
    }
    let mut shown = String::new();
    render::diagnostics(&mut shown, sources, diagnostics, false);
    let obeyed = |c: char| c.is_control() && c != '\n';
    assert!(!shown.contains(obeyed), "a control character reaches the terminal: {shown:?}");
    shown
}

/// Reads and lowers files; all mistakes come back rendered, whether any is an error or not.
fn read(texts: &[&str]) -> (SourceMap, Architecture, Vec<Diagnostic>) {
    let mut sources = SourceMap::new();
    let files: Vec<_> =
        texts.iter().enumerate().map(|(index, text)| sources.add(format!("{index}.toml"), *text)).collect();
    let (mut written, mut diagnostics) = (Vec::new(), Vec::new());
    for file in files {
        let (file, mistakes) = architecture::read(&sources, file);
        written.push(file);
        diagnostics.extend(mistakes);
    }
    let (architecture, mistakes) = architecture::lower(written);
    diagnostics.extend(mistakes);
    diagnostics.extend(architecture.interactions.iter().flat_map(contradictions));
    (sources, architecture, diagnostics)
}

/// Reads the files; where they are sound, everything is said about them as well.
pub(crate) fn examine(texts: &[&str]) {
    let (sources, _, diagnostics) = read(texts);
    check_diagnostics(&sources, &diagnostics);
    if !any_error(&diagnostics) {
        let _ = tell(texts);
    }
}

fn common() -> Common {
    Common {
        inputs: Vec::new(),
        rules: Vec::new(),
        today: Date::FIRST,
        color: false,
        width: 100,
        config: Default::default(),
    }
}

/// Says everything about sound files; the mistakes of others.
pub(crate) fn tell(texts: &[&str]) -> Result<Told, String> {
    let (mut sources, architecture, mut diagnostics) = read(texts);
    let mut rules =
        rule_set(&mut sources, &Default::default(), &[]).expect("the program's own rules are there");
    diagnostics.append(&mut rules.diagnostics);
    let (method, mistakes) = Method::new(&rules.criteria, &architecture.policy, &catalogue());
    diagnostics.extend(mistakes);
    let warnings = check_diagnostics(&sources, &diagnostics);
    if any_error(&diagnostics) {
        return Err(warnings);
    }
    let session = Session { sources, architecture, rules, method, warnings };
    check_findings(&session);
    let options = AdviseOptions { out: PathBuf::from("/no/such/folder"), service: None, force: false };
    let advice = advice(&session, &common(), &options).map_err(|error| error.to_string())?;
    Ok(Told { files: advice.files.into_iter().map(|file| (file.path, file.text)).collect() })
}

fn check_findings(session: &Session) {
    let graph = CallGraph::link(&session.architecture);
    let study = study(&session.architecture, &graph, &session.method);
    check_diagnostics(&session.sources, &study.diagnostics);
    let judgement = study.judge(&session.rules.checks, Date::FIRST);
    for finding in &judgement.findings {
        check_labels(&session.sources, std::iter::once(&finding.primary).chain(&finding.related));
        assert!(!finding.title.is_empty() && !finding.title.contains("{{"), "{}", finding.title);
    }
}

/// The findings of a JSON report without the places they point to, sorted.
pub(crate) fn findings(json: &str) -> Vec<String> {
    let report: serde_json::Value = serde_json::from_str(json).expect("the report is JSON");
    let without_places = |value: &serde_json::Value| {
        let mut value = value.clone();
        let object = value.as_object_mut().expect("an object");
        for key in ["file", "line", "column", "end_line", "end_column"] {
            object.remove(key);
        }
        value
    };
    let finding = |finding: &serde_json::Value| {
        let mut finding = without_places(finding);
        let related = finding["related"].as_array().expect("a list");
        let mut related: Vec<String> = related.iter().map(|it| without_places(it).to_string()).collect();
        related.sort();
        finding["related"] = related.into();
        finding.to_string()
    };
    let mut findings: Vec<String> =
        report["findings"].as_array().expect("a list").iter().map(finding).collect();
    findings.sort();
    findings
}

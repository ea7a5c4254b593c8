//! Mistakes and findings as an editor shows them. Never reports an accepted finding.

use super::desk::{Desk, Known};
use super::place;
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::rule::Finding;
use crate::source::SourceMap;
use lsp_types::{
    Diagnostic as Shown, DiagnosticRelatedInformation, DiagnosticSeverity, Location, NumberOrString, Range,
};
use std::collections::BTreeMap;

/// Adds everything that is known to the files that it is about. Files without a URI, such as rules of the program, are
/// left out.
pub(super) fn gather(desk: &Desk, known: &Known, all: &mut BTreeMap<String, Vec<Shown>>) {
    let sources = &known.reading.sources;
    let mut add = |label: Option<&Label>, shown: Shown| {
        let name = match label {
            Some(label) => Some(sources.file(label.span.file).name().to_owned()),
            None => all.keys().next().cloned(),
        };
        if let Some(name) = name.filter(|name| desk.uri(name).is_some()) {
            let found = all.entry(name).or_default();
            if !found.contains(&shown) {
                found.push(shown);
            }
        }
    };
    for one in &known.reading.diagnostics {
        add(one.primary.as_ref(), mistake(desk, sources, one));
    }
    for one in &known.findings {
        add(Some(&one.primary), finding(desk, sources, one));
    }
}

/// What kept the folder from being read.
pub(super) fn failure(error: &str) -> Shown {
    Shown { source: Some("syncwise".into()), ..Shown::new_simple(Range::default(), error.to_owned()) }
}

/// A finding with its help.
pub(super) fn finding(desk: &Desk, sources: &SourceMap, finding: &Finding) -> Shown {
    let help = finding.help.iter().map(|it| ("help", it));
    let remarks = help.chain(finding.note.iter().map(|it| ("note", it))).collect();
    let words = Words { code: &finding.rule, severity: finding.severity, title: &finding.title, remarks };
    words.shown(desk, sources, Some(&finding.primary), &finding.related)
}

fn mistake(desk: &Desk, sources: &SourceMap, one: &Diagnostic) -> Shown {
    let help = one.help.iter().map(|it| ("help", it));
    let remarks = help.chain(one.notes.iter().map(|it| ("note", it))).collect();
    let words = Words { code: one.code, severity: one.severity, title: &one.title, remarks };
    words.shown(desk, sources, one.primary.as_ref(), &one.related)
}

struct Words<'w> {
    code: &'w str,
    severity: Severity,
    title: &'w str,
    remarks: Vec<(&'static str, &'w String)>,
}

impl Words<'_> {
    fn shown(&self, desk: &Desk, sources: &SourceMap, primary: Option<&Label>, related: &[Label]) -> Shown {
        let label = primary.map(|it| it.text.as_str()).filter(|text| !text.is_empty());
        let mut message = self.title.to_owned();
        message.extend(label.map(|it| format!("\n{it}")));
        message.extend(self.remarks.iter().map(|(word, text)| format!("\n{word}: {text}")));
        let severity = match self.severity {
            Severity::Error => DiagnosticSeverity::ERROR,
            Severity::Warning => DiagnosticSeverity::WARNING,
            Severity::Info => DiagnosticSeverity::INFORMATION,
        };
        let related: Vec<_> = related.iter().filter_map(|label| elsewhere(desk, sources, label)).collect();
        Shown {
            range: primary
                .map_or_else(Range::default, |it| place::range(sources.file(it.span.file), it.span)),
            severity: Some(severity),
            code: Some(NumberOrString::String(self.code.to_owned())),
            source: Some("syncwise".into()),
            message,
            related_information: (!related.is_empty()).then_some(related),
            ..Shown::default()
        }
    }
}

/// A further place; nothing where it is in no file that an editor could open.
fn elsewhere(desk: &Desk, sources: &SourceMap, label: &Label) -> Option<DiagnosticRelatedInformation> {
    let file = sources.file(label.span.file);
    let location = Location::new(desk.uri(file.name())?, place::range(file, label.span));
    let message = if label.text.is_empty() { "this matters, too".into() } else { label.text.clone() };
    Some(DiagnosticRelatedInformation { location, message })
}

//! Findings as JSON, version 1. Keys may be added; none changes its meaning. Never serialises an inner type.

use super::place::Places;
use super::report::Report;
use crate::diagnostic::Label;
use crate::facts::{Provenance, Subject};
use crate::rule::Finding;
use serde::{Serialize, Serializer};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Write;

/// The findings that nobody accepted and the counts of all, as a JSON document that ends in a newline.
pub fn findings_json(report: &Report<'_>) -> String {
    let mut text = Vec::new();
    write_findings_json(&mut text, report).expect("memory takes everything");
    String::from_utf8(text).expect("JSON is UTF-8")
}

/// The same as it is made, one finding after the other.
///
/// # Errors
/// Those of `out`.
pub fn write_findings_json(mut out: impl Write, report: &Report<'_>) -> std::io::Result<()> {
    let places = Places::new(report.sources);
    let counts = report.counts();
    let document = Document {
        version: 1,
        findings: Rows { report, places: &places },
        not_assessed: Gaps { report },
        summary: Summary {
            errors: counts.errors,
            warnings: counts.warnings,
            infos: counts.infos,
            suppressed: counts.suppressed,
            baselined: counts.baselined,
            uncertain: counts.uncertain,
            not_assessed: counts.not_assessed,
            coverage: report.coverage.map(|coverage| Covered {
                facts_declared: coverage.declared,
                facts_derived: coverage.derived,
                facts_defaulted: coverage.defaulted,
                facts_unknown: coverage.unknown,
            }),
        },
    };
    serde_json::to_writer_pretty(&mut out, &document)?;
    out.write_all(b"\n")
}

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    findings: Rows<'a>,
    not_assessed: Gaps<'a>,
    summary: Summary,
}

/// The findings, each of which becomes a row when it is written.
struct Rows<'a> {
    report: &'a Report<'a>,
    places: &'a Places<'a>,
}

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let rows = self.report.open().into_iter().map(|finding| row(self.report, self.places, finding));
        serializer.collect_seq(rows)
    }
}

/// What could not be assessed, put into words when it is written.
struct Gaps<'a> {
    report: &'a Report<'a>,
}

impl Serialize for Gaps<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.report.sorted_unassessed().into_iter().map(|gap| NotAssessed {
            rule: gap.rule(),
            subject: gap.subject_id(),
            missing: gap.missing(),
        }))
    }
}

#[derive(Serialize)]
struct Row<'a> {
    rule: &'a str,
    class: &'static str,
    severity: &'static str,
    confidence: &'static str,
    message: &'a str,
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    subject: SubjectRow<'a>,
    related: Vec<Related<'a>>,
    because: BTreeMap<&'static str, &'a str>,
    help: Option<&'a str>,
    note: Option<&'a str>,
    members: &'a [String],
    fingerprint: &'a str,
}

#[derive(Serialize)]
struct SubjectRow<'a> {
    kind: &'static str,
    id: &'a str,
}

#[derive(Serialize)]
struct Related<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    message: &'a str,
}

#[derive(Serialize)]
struct NotAssessed<'a> {
    rule: &'a str,
    subject: Cow<'a, str>,
    missing: Cow<'a, [String]>,
}

#[derive(Serialize)]
struct Summary {
    errors: usize,
    warnings: usize,
    infos: usize,
    suppressed: usize,
    baselined: usize,
    uncertain: usize,
    not_assessed: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    coverage: Option<Covered>,
}

#[derive(Serialize)]
struct Covered {
    facts_declared: usize,
    facts_derived: usize,
    facts_defaulted: usize,
    facts_unknown: usize,
}

fn row<'a>(report: &Report<'a>, places: &Places<'_>, finding: &'a Finding) -> Row<'a> {
    let span = finding.primary.span;
    let (start, end) = places.positions(span);
    Row {
        rule: &finding.rule,
        class: finding.class.word(),
        severity: finding.severity.as_str(),
        confidence: confidence_word(finding.confidence),
        message: &finding.title,
        file: report.sources.file(span.file).name(),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        subject: SubjectRow { kind: subject_kind(finding.subject), id: &finding.subject_id },
        related: finding.related.iter().map(|label| related(report, places, label)).collect(),
        because: finding.because.iter().map(|because| (because.fact, because.value.as_str())).collect(),
        help: finding.help.as_deref(),
        note: finding.note.as_deref(),
        members: &finding.members,
        fingerprint: &finding.fingerprint,
    }
}

fn related<'a>(report: &Report<'a>, places: &Places<'_>, label: &'a Label) -> Related<'a> {
    let start = places.position(label.span.file, label.span.start as usize);
    Related {
        file: report.sources.file(label.span.file).name(),
        line: start.line,
        column: start.column,
        message: &label.text,
    }
}

/// The word for the kind of a subject.
pub(super) fn subject_kind(subject: Subject) -> &'static str {
    match subject {
        Subject::System => "system",
        Subject::Service(_) => "service",
        Subject::Interaction(_) => "interaction",
        Subject::Journey(_) => "journey",
        Subject::Cycle(_) => "cycle",
    }
}

/// The word for a provenance.
pub(super) fn confidence_word(provenance: Provenance) -> &'static str {
    match provenance {
        Provenance::Measured => "measured",
        Provenance::Declared => "declared",
        Provenance::Imported => "imported",
        Provenance::Derived => "derived",
        Provenance::Defaulted => "defaulted",
        Provenance::Unknown => "unknown",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::report::samples::Sample;

    #[test]
    fn has_the_published_shape() {
        insta::assert_snapshot!(findings_json(&Sample::new().report()));
    }
}

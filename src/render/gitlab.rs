//! Findings as a Code Quality report of GitLab, which shows them in a merge request. Never serialises an inner type.

use super::place::Places;
use super::report::Report;
use crate::diagnostic::Severity;
use crate::rule::{Class, Finding};
use serde::Serialize;

/// The findings that nobody accepted, as a JSON list that ends in a newline.
pub fn findings_gitlab(report: &Report<'_>) -> String {
    let places = Places::new(report.sources);
    let rows: Vec<_> = report.open().into_iter().map(|finding| row(report, &places, finding)).collect();
    serde_json::to_string_pretty(&rows).expect("text and numbers have a JSON form") + "\n"
}

#[derive(Serialize)]
struct Row<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: &'a str,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

fn row<'a>(report: &Report<'a>, places: &Places<'_>, finding: &'a Finding) -> Row<'a> {
    let span = finding.primary.span;
    let (start, end) = places.positions(span);
    let name = report.sources.file(span.file).name();
    let help = finding.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
    Row {
        description: format!("{}{help}", finding.title),
        check_name: &finding.rule,
        fingerprint: &finding.fingerprint,
        severity: severity(finding),
        location: Location {
            // GitLab takes paths from the root of the repository only, without `./`.
            path: name.strip_prefix("./").unwrap_or(name),
            lines: Lines { begin: start.line, end: end.line },
        },
    }
}

/// GitLab's five words. `blocker` is left to people.
fn severity(finding: &Finding) -> &'static str {
    match (finding.severity, finding.class) {
        (Severity::Error, Class::Critical) => "critical",
        (Severity::Error, _) => "major",
        (Severity::Warning, _) => "minor",
        (Severity::Info, _) => "info",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::report::samples::Sample;

    fn validator() -> jsonschema::Validator {
        let text = include_str!("../../tests/gitlab/code-quality.schema.json");
        let schema = serde_json::from_str(text).expect("the schema is JSON");
        jsonschema::validator_for(&schema).expect("the schema is a schema")
    }

    #[test]
    fn is_a_code_quality_report() {
        let report = findings_gitlab(&Sample::new().report());
        insta::assert_snapshot!(report);
        let validator = validator();
        for text in [report, findings_gitlab(&Sample::hostile().report())] {
            let rows = serde_json::from_str(&text).expect("the report is JSON");
            let errors: Vec<_> = validator.iter_errors(&rows).map(|error| error.to_string()).collect();
            assert!(errors.is_empty(), "{errors:#?}");
        }
        let wrong = serde_json::json!([{ "description": "x", "severity": "worst" }]);
        assert!(!validator.is_valid(&wrong), "the schema must be able to refuse");
    }
}

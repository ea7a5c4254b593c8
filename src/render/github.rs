//! Findings as workflow commands of GitHub Actions, which shows them beside the lines. Never prints a line that is not one.

use super::place::Places;
use super::report::Report;
use crate::diagnostic::Severity;
use crate::rule::Finding;
use std::fmt::Write as _;

/// `::error file=…,line=…::message`, one per finding that nobody accepted.
pub fn findings_github(report: &Report<'_>) -> String {
    let places = Places::new(report.sources);
    let mut out = String::new();
    for finding in report.open() {
        command(&mut out, report, &places, finding);
    }
    out
}

fn command(out: &mut String, report: &Report<'_>, places: &Places<'_>, finding: &Finding) {
    let span = finding.primary.span;
    let (start, end) = places.positions(span);
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let name = report.sources.file(span.file).name();
    let file = property(name.strip_prefix("./").unwrap_or(name));
    let _ = write!(out, "::{level} title={},file={file}", property(&format!("syncwise: {}", finding.rule)));
    let _ = write!(out, ",line={},endLine={}", start.line, end.line);
    // Columns of several lines are refused.
    if start.line == end.line {
        let _ = write!(out, ",col={},endColumn={}", start.column, end.column);
    }
    let help = finding.help.iter().map(|help| format!("help: {help}"));
    let note = finding.note.iter().map(|note| format!("note: {note}"));
    let lines: Vec<String> = std::iter::once(finding.title.clone()).chain(help).chain(note).collect();
    let _ = writeln!(out, "::{}", data(&lines.join("\n")));
}

/// The message: what the runner decodes in it.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property: the same, and what would end it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::report::samples::Sample;

    #[test]
    fn are_workflow_commands() {
        insta::assert_snapshot!(findings_github(&Sample::new().report()));
    }

    /// Takes a command apart as the runner does: the properties end at the second `::`, then both are decoded.
    #[test]
    fn hostile_text_stays_in_its_place() {
        let sample = Sample::hostile();
        let report = sample.report();
        let text = findings_github(&report);
        assert_eq!(text.lines().count(), 1, "{text}");
        let (head, message) = text[2..].split_once("::").expect("a command has a message");
        assert!(
            head.starts_with(
                "warning title=syncwise%3A mode-decision-drift,file=shop/archi tecture.toml,line="
            )
        );
        let message = message.trim_end_matches('\n');
        let decoded = message.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
        let title = &report.findings[0].title;
        assert_eq!(decoded, format!("{title}\nhelp: {title}\nnote: {title}"));
        assert_eq!(property("a:b,c%"), "a%3Ab%2Cc%25");
    }
}

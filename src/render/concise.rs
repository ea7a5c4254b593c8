//! Findings a line each, as compilers and editors exchange them. Never shows more than the title.

use super::full::summary_line;
use super::place::Places;
use super::report::Report;
use super::text::visible_line;
use std::fmt::Write as _;

/// `file:line:column: severity[rule] title`, the findings that nobody accepted, then the summary line.
pub fn findings_concise(report: &Report<'_>) -> String {
    let places = Places::new(report.sources);
    let mut out = String::new();
    for finding in report.open() {
        let span = finding.primary.span;
        let at = places.position(span.file, span.start as usize);
        let file = report.sources.file(span.file).name();
        let (severity, title) = (finding.severity.as_str(), visible_line(&finding.title));
        let _ = writeln!(out, "{file}:{}:{}: {severity}[{}] {title}", at.line, at.column, finding.rule);
    }
    out.push_str(&summary_line(report, true));
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::report::samples::Sample;

    #[test]
    fn is_a_line_each() {
        insta::assert_snapshot!(findings_concise(&Sample::with_baseline().report()));
        let hostile = findings_concise(&Sample::hostile().report());
        assert_eq!(hostile.lines().count(), 2, "{hostile}");
        assert!(!hostile.contains('\u{202e}') && !hostile.contains('\u{1}'), "{hostile}");
    }
}

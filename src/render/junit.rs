//! Findings as JUnit XML, for everything that shows test results: a suite per rule. Never shows an accepted or known
//! finding as a failure, and never what could not be assessed as a pass.

use super::place::Places;
use super::report::Report;
use super::sarif::RuleMeta;
use crate::rule::{Finding, Gap};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// One test case.
struct Case {
    name: String,
    outcome: Outcome,
}

enum Outcome {
    Passed,
    /// Found, but not serious enough to fail the run.
    Noted(String),
    Failed {
        kind: &'static str,
        message: String,
        text: String,
    },
    Skipped(String),
}

/// All findings at or above the threshold as failures, others as output of a passed case; accepted ones, known ones and
/// places that could not be assessed as skipped. `rules` may be in any order; one without any case passes.
pub fn findings_junit(report: &Report<'_>, rules: &[RuleMeta<'_>]) -> String {
    let mut suites: BTreeMap<&str, Vec<Case>> = rules.iter().map(|rule| (rule.id, Vec::new())).collect();
    let places = Places::new(report.sources);
    for finding in report.sorted() {
        suites.entry(&*finding.rule).or_default().push(found(report, &places, finding));
    }
    for finding in report.sorted_known() {
        let why = format!("known from the baseline: {}", finding.title);
        let case = Case { name: case_name(finding), outcome: Outcome::Skipped(why) };
        suites.entry(&*finding.rule).or_default().push(case);
    }
    for one in report.sorted_unassessed() {
        suites.entry(one.rule()).or_default().push(unassessed(one));
    }
    for cases in suites.values_mut().filter(|cases| cases.is_empty()) {
        cases.push(Case { name: "nothing found".into(), outcome: Outcome::Passed });
    }
    write(&suites)
}

fn found(report: &Report<'_>, places: &Places<'_>, finding: &Finding) -> Case {
    let span = finding.primary.span;
    let at = places.position(span.file, span.start as usize);
    let place = format!("{}:{}:{}", report.sources.file(span.file).name(), at.line, at.column);
    let mut text = format!("{place}: {}", finding.title);
    for (word, more) in [("help", &finding.help), ("note", &finding.note)] {
        if let Some(more) = more {
            let _ = write!(text, "\n{word}: {more}");
        }
    }
    let kind = finding.severity.as_str();
    let outcome = match &finding.allowed {
        Some(acceptance) => Outcome::Skipped(format!("accepted: {}", acceptance.words())),
        None if report.fails(finding.severity) => {
            Outcome::Failed { kind, message: finding.title.clone(), text }
        }
        None => Outcome::Noted(format!("{kind}: {text}")),
    };
    Case { name: case_name(finding), outcome }
}

fn case_name(finding: &Finding) -> String {
    format!("{} {}", finding.subject.kind().word(), finding.subject_id)
}

fn unassessed(one: Gap<'_>) -> Case {
    let missing = one.missing();
    let missing = if missing.is_empty() { "facts".into() } else { missing.join(", ") };
    let outcome = Outcome::Skipped(format!("cannot assess: {missing} not known"));
    Case { name: format!("{} {}", one.subject().kind().word(), one.subject_id()), outcome }
}

fn write(suites: &BTreeMap<&str, Vec<Case>>) -> String {
    let failed = |case: &&Case| matches!(case.outcome, Outcome::Failed { .. });
    let skipped = |case: &&Case| matches!(case.outcome, Outcome::Skipped(_));
    let all = || suites.values().flatten();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let (tests, failures) = (all().count(), all().filter(failed).count());
    let _ = writeln!(
        out,
        "<testsuites name=\"syncwise\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">"
    );
    for (rule, cases) in suites {
        let (failures, skips) = (cases.iter().filter(failed).count(), cases.iter().filter(skipped).count());
        let (rule, tests) = (escape(rule), cases.len());
        let _ = writeln!(
            out,
            "  <testsuite name=\"{rule}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"{skips}\">"
        );
        cases.iter().for_each(|case| write_case(&mut out, &rule, case));
        out.push_str("  </testsuite>\n");
    }
    out.push_str("</testsuites>\n");
    out
}

fn write_case(out: &mut String, rule: &str, case: &Case) {
    let open = format!("    <testcase classname=\"syncwise.{rule}\" name=\"{}\"", escape(&case.name));
    let inner = match &case.outcome {
        Outcome::Passed => {
            let _ = writeln!(out, "{open}/>");
            return;
        }
        Outcome::Noted(text) => format!("<system-out>{}</system-out>", escape(text)),
        Outcome::Failed { kind, message, text } => {
            format!("<failure type=\"{kind}\" message=\"{}\">{}</failure>", escape(message), escape(text))
        }
        Outcome::Skipped(why) => format!("<skipped message=\"{}\"/>", escape(why)),
    };
    let _ = writeln!(out, "{open}>\n      {inner}\n    </testcase>");
}

/// Text for an attribute or an element. What XML 1.0 cannot hold at all becomes the sign of the unknown.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // In an attribute a reader would turn them into spaces.
            '\t' | '\n' | '\r' => {
                let _ = write!(out, "&#{};", c as u32);
            }
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests;

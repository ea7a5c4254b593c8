//! Findings as Markdown, for a comment on a pull request: what fails first, a picture of the part concerned, the rest
//! folded away. Never longer than a comment may be.

use super::adr::markdown::{inline, name};
use super::full::summary_line;
use super::place::Places;
use super::report::Report;
use super::text::visible;
use crate::rule::Finding;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Findings that are shown unfolded.
const SHOWN: usize = 10;
/// Of these, findings of one rule: thirty missing timeouts are one problem.
const SHOWN_OF_A_RULE: usize = 3;
/// Findings in one folded list.
const FOLDED: usize = 100;
/// GitHub takes 65,536 characters in a comment. Lists end where the text has this many bytes.
const LONGEST: usize = 50_000;
/// A larger picture is left out.
const LONGEST_PICTURE: usize = 20_000;
/// Longest text of one finding, in characters.
const LONGEST_TEXT: usize = 300;

/// The summary. `picture` is a Mermaid diagram of the part of the system that the findings are about.
pub fn findings_markdown(report: &Report<'_>, picture: Option<&str>) -> String {
    let places = Places::new(report.sources);
    let open = report.open();
    let mut out = String::new();
    head(&mut out, report, &open);
    let (first, rest) = part(&open);
    for finding in first {
        item(&mut out, report, &places, finding, true);
    }
    let picture = picture.filter(|text| !open.is_empty() && text.chars().count() <= LONGEST_PICTURE);
    if let Some(picture) = picture {
        let _ =
            write!(out, "\nThe part of the system concerned:\n\n```mermaid\n{}\n```\n", picture.trim_end());
    }
    fold(&mut out, report, &places, &count(rest.len(), "more finding"), &rest);
    let accepted: Vec<&Finding> = report.sorted().into_iter().filter(|it| it.allowed.is_some()).collect();
    fold(&mut out, report, &places, &count(accepted.len(), "accepted finding"), &accepted);
    let known = report.sorted_known();
    fold(&mut out, report, &places, &count(known.len(), "known finding"), &known);
    not_assessed(&mut out, report);
    out
}

fn head(out: &mut String, report: &Report<'_>, open: &[&Finding]) {
    let failing = open.iter().filter(|finding| report.fails(finding.severity)).count();
    let new = if report.baseline.is_some() { " new" } else { "" };
    let verdict = match (failing, report.fail_from) {
        (0, _) if open.is_empty() => format!("no{new} findings"),
        (0, _) => format!("{new} findings, none that fails", new = if new.is_empty() { "" } else { "new" }),
        (1, _) => format!("1{new} finding fails"),
        _ => format!("{failing}{new} findings fail"),
    };
    let _ = write!(out, "## syncwise: {}\n\n{}\n\n", verdict.trim(), summary_line(report, true));
}

/// What is shown unfolded, and the rest; both in order.
fn part<'f>(open: &[&'f Finding]) -> (Vec<&'f Finding>, Vec<&'f Finding>) {
    let mut of_rule: BTreeMap<&str, usize> = BTreeMap::new();
    let mut shown = 0;
    open.iter().partition(|finding| {
        let known = of_rule.entry(&*finding.rule).or_default();
        let first = shown < SHOWN && *known < SHOWN_OF_A_RULE;
        *known += 1;
        shown += usize::from(first);
        first
    })
}

fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

fn item(out: &mut String, report: &Report<'_>, places: &Places<'_>, finding: &Finding, with_help: bool) {
    let span = finding.primary.span;
    let line = places.position(span.file, span.start as usize).line;
    let place = name(&format!("{}:{line}", report.sources.file(span.file).name()));
    let severity = finding.severity.as_str();
    let _ = write!(out, "- **{severity}** {}: {} ({place})", name(&finding.rule), prose(&finding.title));
    if let Some(acceptance) = &finding.allowed {
        let _ = write!(out, "<br>accepted: {}", prose(&acceptance.words()));
    } else if let Some(help) = finding.help.as_ref().filter(|_| with_help) {
        let _ = write!(out, "<br>{}", prose(help));
    }
    out.push('\n');
}

fn fold(out: &mut String, report: &Report<'_>, places: &Places<'_>, title: &str, findings: &[&Finding]) {
    if findings.is_empty() {
        return;
    }
    let _ = write!(out, "\n<details><summary>{title}</summary>\n\n");
    let mut shown = 0;
    for finding in findings.iter().take(FOLDED) {
        if out.len() > LONGEST {
            break;
        }
        item(out, report, places, finding, false);
        shown += 1;
    }
    if findings.len() > shown {
        let _ = writeln!(out, "- … and {} more", findings.len() - shown);
    }
    out.push_str("\n</details>\n");
}

fn not_assessed(out: &mut String, report: &Report<'_>) {
    let unassessed = report.sorted_unassessed();
    if unassessed.is_empty() {
        return;
    }
    let what = if unassessed.len() == 1 { "place" } else { "places" };
    let _ =
        write!(out, "\n<details><summary>{} {what} could not be assessed</summary>\n\n", unassessed.len());
    for rule in unassessed.chunk_by(|one, next| one.rule() == next.rule()) {
        if out.len() > LONGEST {
            out.push_str("- … and more\n");
            break;
        }
        let mut missing: Vec<String> = rule.iter().flat_map(|one| one.missing().into_owned()).collect();
        missing.sort();
        missing.dedup();
        let example = missing.first().map(|first| format!(", for want of {}", prose(first)));
        let more = if missing.len() > 1 { " and others" } else { "" };
        let _ =
            writeln!(out, "- {}: {}{}{more}", name(rule[0].rule()), rule.len(), example.unwrap_or_default());
    }
    out.push_str("\n</details>\n");
}

/// A sentence of ours with names in backticks, as Markdown: what stands in pairs of backticks keeps its code font, and
/// nothing else becomes markup.
fn prose(text: &str) -> String {
    let text = match text.char_indices().nth(LONGEST_TEXT) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    };
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return inline(&text);
    }
    let mut out = String::new();
    for (index, part) in parts.iter().enumerate() {
        if index % 2 == 1 {
            out.push_str(&code(part));
            continue;
        }
        // `inline` drops the spaces at the ends, which separate a name from its sentence.
        let before = part.starts_with(' ') && index > 0;
        let after = part.ends_with(' ') && part.trim() != "" && index + 1 < parts.len();
        let _ =
            write!(out, "{}{}{}", if before { " " } else { "" }, inline(part), if after { " " } else { "" });
    }
    out
}

/// A part that stood between backticks, so that it has none: in code font, where nothing is markup.
fn code(part: &str) -> String {
    let is_plain = |c: char| visible(c) == c && c != '\n';
    if !part.trim().is_empty() && part.chars().all(is_plain) { format!("`{part}`") } else { inline(part) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::report::samples::Sample;

    #[test]
    fn says_what_fails_first() {
        let picture = Some("flowchart LR\n  a --> b\n");
        insta::assert_snapshot!(findings_markdown(&Sample::new().report(), picture));
    }

    #[test]
    fn compared_with_a_baseline() {
        insta::assert_snapshot!(findings_markdown(&Sample::with_baseline().report(), None));
    }

    #[test]
    fn hostile_text_stays_text() {
        let text = findings_markdown(&Sample::hostile().report(), None);
        assert!(!text.contains("<img") && !text.contains("```") && !text.contains("**b**"), "{text}");
        let item = text.lines().find(|line| line.starts_with("- ")).expect("there is a finding");
        assert!(item.ends_with("end \\`\\`\\`"), "{item}");
        assert_eq!(prose("a `b` c, `d`: <e>"), "a `b` c, `d`: &lt;e>");
        assert_eq!(prose("`a = \"b\"` is*"), "`a = \"b\"` is\\*");
    }

    #[test]
    fn fits_a_comment_however_many_findings() {
        let sample = Sample::new();
        let long = Finding { title: "x ".repeat(5_000), help: None, ..sample.report().findings[0].clone() };
        let findings = vec![long; 5_000];
        let report = Report { findings: &findings, known: &findings, ..sample.report() };
        let picture = "y".repeat(LONGEST_PICTURE);
        let text = findings_markdown(&report, Some(&picture));
        assert!(
            text.chars().count() < 65_536 && text.contains("- … and 4") && text.contains(&picture),
            "{}",
            text.len()
        );
    }
}

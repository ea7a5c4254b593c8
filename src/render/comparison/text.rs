//! A comparison for people: first what got worse, with numbers before and after. Never lists what stayed as it was.

use super::ComparisonView;
use crate::architecture::{Choice, Mode};
use crate::comparison::{Comparison, Direction, FindingChange, NumberChange, Opinion};
use crate::facts::SubjectKind;
use crate::rule::Finding;
use crate::source::SourceMap;
use std::fmt::Write;

/// Everything that is different, and a line that sums it up.
pub fn comparison_text(view: &ComparisonView<'_>) -> String {
    let it = view.comparison;
    if it.is_empty() {
        return "no difference\n".into();
    }
    let mut out = String::new();
    section(&mut out, "New findings", it.findings.new.iter().map(|finding| entry(view.after, finding)));
    section(&mut out, "Worse findings", it.findings.worse.iter().map(|change| changed(view.after, change)));
    out.push_str(&numbers_text(it));
    section(&mut out, "Better findings", it.findings.better.iter().map(|change| changed(view.after, change)));
    section(&mut out, "Resolved", it.findings.resolved.iter().map(|finding| entry(view.before, finding)));
    section(&mut out, "Accepted", it.findings.accepted.iter().map(|finding| entry(view.after, finding)));
    section(
        &mut out,
        "Other verdicts",
        it.verdicts.iter().map(|change| verdict(&change.interaction, change.before, change.after)),
    );
    section(&mut out, "Members", members(it).into_iter());
    let _ = writeln!(out, "{}", sum(it));
    out
}

/// What is to be said beside the findings of `lint` that got new or worse since `reference`.
pub fn since_text(view: &ComparisonView<'_>, reference: &str) -> String {
    let it = view.comparison;
    let mut out = String::new();
    section(&mut out, "Worse findings", it.findings.worse.iter().map(|change| changed(view.after, change)));
    out.push_str(&numbers_text(it));
    section(&mut out, "Resolved", it.findings.resolved.iter().map(|finding| entry(view.before, finding)));
    let verdicts = it.verdicts.iter().map(|change| verdict(&change.interaction, change.before, change.after));
    section(&mut out, "Other verdicts", verdicts);
    let sum = if it.is_empty() { "no difference".into() } else { sum(it) };
    let _ = writeln!(out, "since {}: {sum}", plain(reference));
    out
}

/// The numbers that got worse and those that got better, a line per subject.
fn numbers_text(comparison: &Comparison<'_>) -> String {
    let mut out = String::new();
    for (direction, title) in [(Direction::Worse, "Worse numbers"), (Direction::Better, "Better numbers")] {
        let numbers: Vec<&NumberChange> =
            comparison.numbers.iter().filter(|number| number.direction == direction).collect();
        let subjects = numbers.chunk_by(|one, next| (one.kind, &one.subject) == (next.kind, &next.subject));
        section(
            &mut out,
            title,
            subjects.map(|numbers| {
                format!(
                    "{} {}: {}",
                    numbers[0].kind.word(),
                    plain(&numbers[0].subject),
                    list(numbers.iter().copied())
                )
            }),
        );
    }
    out
}

fn section(out: &mut String, title: &str, entries: impl Iterator<Item = String>) {
    let mut entries = entries.peekable();
    if entries.peek().is_none() {
        return;
    }
    let _ = writeln!(out, "{title}");
    for entry in entries {
        let _ = writeln!(out, "  {}", entry.replace('\n', "\n    "));
    }
    out.push('\n');
}

fn entry(sources: &SourceMap, finding: &Finding) -> String {
    let place = sources.location(finding.primary.span);
    let (severity, title) = (finding.severity.as_str(), plain(&finding.title));
    format!("{severity}[{}]: {title}\n--> {}", finding.rule, plain(&place))
}

fn changed(sources: &SourceMap, change: &FindingChange<'_>) -> String {
    let (before, after) = (change.before.severity.as_str(), change.after.severity.as_str());
    let severity = if before == after { String::new() } else { format!("{before} → {after}") };
    let parts = [severity, list(change.numbers.iter())];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    format!("{}\n{}", entry(sources, change.after), parts.join("; "))
}

/// `blocking depth 3 → 5, availability ceiling 99.71% → 99.42%`.
fn list<'n>(numbers: impl Iterator<Item = &'n NumberChange>) -> String {
    let word = |it: &NumberChange| {
        format!("{} {} → {}", it.fact.replace('-', " "), it.shown_before(), it.shown_after())
    };
    numbers.map(word).collect::<Vec<_>>().join(", ")
}

fn verdict(interaction: &str, before: Opinion, after: Opinion) -> String {
    let mode = |mode: Option<Mode>| mode.map_or("none", Choice::word);
    let opinion = |it: Opinion| format!("{} ({})", mode(it.recommended), it.verdict);
    let mut text = format!("{}: {} → {}", plain(interaction), opinion(before), opinion(after));
    if before.declared != after.declared {
        let declared = |it: Opinion| it.declared.map_or("undeclared", Choice::word);
        let _ = write!(text, "; declared {} → {}", declared(before), declared(after));
    }
    text
}

fn members(comparison: &Comparison<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    for changes in &comparison.members {
        for (what, names) in [("added", &changes.added), ("removed", &changes.removed)] {
            let shown: Vec<String> = names.iter().map(|name| plain(name)).collect();
            let plural = match changes.kind {
                SubjectKind::Service => "services",
                SubjectKind::Interaction => "interactions",
                SubjectKind::Journey => "journeys",
                SubjectKind::System | SubjectKind::Cycle => continue,
            };
            if !shown.is_empty() {
                lines.push(format!("{plural} {what}: {}", shown.join(", ")));
            }
        }
    }
    lines
}

fn sum(comparison: &Comparison<'_>) -> String {
    let findings = &comparison.findings;
    let numbers = |direction| comparison.numbers.iter().filter(|it| it.direction == direction).count();
    let counts = [
        (findings.new.len(), "new finding", "new findings"),
        (findings.worse.len(), "worse finding", "worse findings"),
        (numbers(Direction::Worse), "worse number", "worse numbers"),
        (findings.resolved.len(), "finding resolved", "findings resolved"),
        (findings.accepted.len(), "finding accepted", "findings accepted"),
        (findings.better.len(), "better finding", "better findings"),
        (numbers(Direction::Better), "better number", "better numbers"),
        (comparison.verdicts.len(), "other verdict", "other verdicts"),
    ];
    let parts = counts.iter().filter(|(count, ..)| *count > 0);
    let parts: Vec<String> =
        parts.map(|(count, one, many)| format!("{count} {}", if *count == 1 { one } else { many })).collect();
    if parts.is_empty() { "nothing got worse or better".into() } else { parts.join(", ") }
}

/// A name or a title with nothing in it that a terminal obeys.
fn plain(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect()
}

//! Findings for people, in the style of rustc. Never hides that something could not be judged.

use super::diagnostics::Message;
use super::place::Places;
use super::report::Report;
use crate::facts::Provenance;
use crate::rule::{Because, Finding};
use std::fmt::Write as _;

/// Writes the findings that nobody accepted, the most serious first, then the summary line.
///
/// The first finding of every rule names the command that explains it.
pub fn findings_full(out: &mut String, report: &Report<'_>, color: bool, verbose: bool) {
    let places = Places::new(report.sources);
    let mut explained = std::collections::BTreeSet::new();
    for finding in report.open() {
        message(finding, explained.insert(&finding.rule)).write(out, report.sources, &places, color);
    }
    if verbose {
        unassessed_list(out, report);
    }
    out.push_str(&summary_line(report, verbose));
    out.push('\n');
    if let Some(coverage) = &report.coverage {
        out.push_str(&super::coverage_line(coverage));
    }
}

fn message(finding: &Finding, explain: bool) -> Message<'_> {
    let mut remarks = Vec::new();
    remarks.extend(finding.help.clone().map(|text| ("help", text)));
    remarks.extend(finding.note.clone().map(|text| ("note", text)));
    // What is about the file itself rests on no fact.
    if finding.confidence != Provenance::Declared || !finding.because.is_empty() {
        remarks.push(("confidence", confidence(finding)));
    }
    if explain {
        remarks.push(("more", format!("syncwise explain {}", finding.rule)));
    }
    Message {
        code: &finding.rule,
        severity: finding.severity,
        title: &finding.title,
        primary: Some(&finding.primary),
        related: &finding.related,
        remarks,
    }
}

/// `declared; timeout is 300ms (declared), callee-needs is 1.2s (derived)`.
fn confidence(finding: &Finding) -> String {
    let mut words = plain(finding.confidence).to_owned();
    for (index, Because { fact, value, provenance }) in finding.because.iter().enumerate() {
        let separator = if index == 0 { "; " } else { ", " };
        write!(words, "{separator}{fact} is {value} ({})", word(*provenance))
            .expect("a string takes everything");
    }
    words
}

fn word(provenance: Provenance) -> &'static str {
    match provenance {
        Provenance::Measured => "measured",
        Provenance::Declared => "declared",
        Provenance::Imported => "imported",
        Provenance::Derived => "derived",
        Provenance::Defaulted => "assumed",
        Provenance::Unknown => "unknown",
    }
}

fn plain(confidence: Provenance) -> &'static str {
    match confidence {
        Provenance::Measured => "high, everything was measured",
        Provenance::Declared => "high, everything was declared",
        Provenance::Imported => "good, read from another configuration",
        Provenance::Derived => "good, computed from what was declared",
        Provenance::Defaulted => "low, something was assumed",
        Provenance::Unknown => "low, something is not known",
    }
}

/// Writes what could not be judged, a rule a paragraph, and which facts would be needed.
pub fn unassessed_list(out: &mut String, report: &Report<'_>) {
    let unassessed = report.sorted_unassessed();
    for rule in unassessed.chunk_by(|one, next| one.rule() == next.rule()) {
        let _ = writeln!(out, "cannot assess `{}`:", rule[0].rule());
        for one in rule {
            let _ = match &*one.missing() {
                [] => writeln!(out, "  {}", one.subject_id()),
                missing => writeln!(out, "  {}: {} not known", one.subject_id(), missing.join(", ")),
            };
        }
        out.push('\n');
    }
}

/// `3 errors, 2 warnings, 1 info; 4 could not be assessed (--verbose lists them)`.
pub fn summary_line(report: &Report<'_>, verbose: bool) -> String {
    let counts = report.counts();
    let classes = [(counts.errors, "error"), (counts.warnings, "warning"), (counts.infos, "info")];
    let mut found = Vec::new();
    for (count, noun) in classes.into_iter().filter(|(count, _)| *count > 0) {
        let plural = if count == 1 || noun == "info" { "" } else { "s" };
        found.push(format!("{count} {noun}{plural}"));
    }
    let mut line = if found.is_empty() { "no findings".to_owned() } else { found.join(", ") };
    if counts.suppressed > 0 {
        let _ = write!(line, "; {} accepted", counts.suppressed);
    }
    if counts.baselined > 0 {
        let noun = if counts.baselined == 1 { "finding" } else { "findings" };
        let _ = write!(line, "; {} known {noun} hidden", counts.baselined);
    }
    if counts.uncertain > 0 {
        let _ = write!(line, "; {} less certain hidden", counts.uncertain);
    }
    if counts.not_assessed > 0 {
        let hint = if verbose { "" } else { " (--verbose lists them)" };
        let _ = write!(line, "; {} could not be assessed{hint}", counts.not_assessed);
    }
    line
}

#[cfg(test)]
mod tests;

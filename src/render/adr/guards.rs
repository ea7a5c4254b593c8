//! The checks that hold a decision. Never lists one that does not exist.

use super::markdown::{inline, name};
use crate::architecture::Mode;
use crate::decision::Slot;
use crate::facts::Subject;
use crate::render::decision::{DRIFT, DecisionView};
use crate::rule::Finding;

/// When a check says something about an interaction.
enum When {
    Always,
    Waiting,
    WaitingApart,
}

/// The checks with what they hold, by name.
const GUARDS: &[(&str, When, &str)] = &[
    ("criticality-inversion", When::Waiting, "a critical caller does not fail with a less critical callee"),
    ("cross-region-sync-call", When::WaitingApart, "nobody waits across regions unnoticed"),
    ("missing-timeout", When::Waiting, "the call has a timeout"),
    (DRIFT, When::Always, "the declared mode stays the one that its facts argue for"),
    ("non-idempotent-retry", When::Waiting, "nothing is attempted again that must not happen twice"),
    ("retry-amplification", When::Waiting, "attempts do not multiply along a chain of calls"),
    ("sync-cycle", When::Waiting, "no chain of waiting calls comes back to where it began"),
    ("timeout-inversion", When::Waiting, "the caller does not give up while the callee still works"),
];

/// The checks that guard the interaction once it is made in this mode, each with what it holds, as Markdown.
pub(super) fn guards(view: &DecisionView<'_>, mode: Mode) -> Vec<String> {
    let waiting = mode != Mode::Async;
    let same = view.method.word("distance", "same");
    let distance = view.method.column("distance").map(|index| view.evidence.slots()[index]);
    let apart = matches!(distance, Some(Slot::Word(_))) && distance != same;
    let applies = |when: &When| match when {
        When::Always => true,
        When::Waiting => waiting,
        When::WaitingApart => waiting && apart,
    };
    let guards = GUARDS.iter().filter(|(_, when, _)| applies(when));
    guards.map(|(rule, _, holds)| format!("`{rule}`: {holds}")).collect()
}

/// What the checks report about the interaction today, as Markdown, by rule.
pub(super) fn reported(view: &DecisionView<'_>, findings: &[Finding]) -> Vec<String> {
    // The outcome speaks of a deviation already.
    let about = |finding: &&Finding| {
        finding.subject == Subject::Interaction(view.id)
            && finding.allowed.is_none()
            && *finding.rule != *DRIFT
    };
    let mut lines: Vec<String> = findings
        .iter()
        .filter(about)
        .map(|finding| format!("{}: {}", name(&finding.rule), backticks_as_names(&finding.title)))
        .collect();
    lines.sort();
    lines.dedup();
    lines
}

/// A title with offenders in backticks, as Markdown.
fn backticks_as_names(title: &str) -> String {
    if title.matches('`').count() % 2 == 1 {
        return inline(title);
    }
    let parts = title.split('`').enumerate();
    parts.map(|(index, part)| if index % 2 == 1 { name(part) } else { padded(part) }).collect()
}

/// Escaped text that keeps a space at each end.
fn padded(text: &str) -> String {
    let space = |there: bool| if there { " " } else { "" };
    let text_inside = inline(text);
    match text_inside.is_empty() {
        true => space(!text.is_empty()).to_owned(),
        false => format!("{}{text_inside}{}", space(text.starts_with(' ')), space(text.ends_with(' '))),
    }
}

#[cfg(test)]
mod tests {
    use super::{GUARDS, backticks_as_names};
    use crate::rule::CHECKS;

    #[test]
    fn every_guard_is_a_check() {
        assert!(GUARDS.is_sorted_by_key(|(rule, _, _)| rule));
        for (rule, _, _) in GUARDS {
            assert!(CHECKS.iter().any(|(id, _)| id == rule), "{rule}");
        }
    }

    #[test]
    fn offenders_stay_names() {
        assert_eq!(backticks_as_names("`a_` calls `b|c` <now>"), "`a_` calls b&#124;c &lt;now>");
        assert_eq!(backticks_as_names("odd ` one"), "odd \\` one");
    }
}

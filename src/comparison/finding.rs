//! Findings of two versions side by side. Never judges anew.

use super::measure::judged;
use super::{Direction, NumberChange, Version};
use crate::facts::SubjectKind;
use crate::rule::Finding;
use rustc_hash::FxHashMap;

/// What became of the findings. A finding is the same where rule and subject are: it survives another line, another
/// order and another number.
#[derive(Debug, Default)]
pub struct FindingChanges<'a> {
    /// Open now and not before.
    pub new: Vec<&'a Finding>,
    /// Open in both, with a higher severity or worse numbers.
    pub worse: Vec<FindingChange<'a>>,
    /// Open in both, with a lower severity or better numbers.
    pub better: Vec<FindingChange<'a>>,
    /// Open before and gone now; they point into the text of the earlier version.
    pub resolved: Vec<&'a Finding>,
    /// Open before and accepted now.
    pub accepted: Vec<&'a Finding>,
}

/// A finding of both versions.
#[derive(Debug)]
pub struct FindingChange<'a> {
    /// As it was.
    pub before: &'a Finding,
    /// As it is.
    pub after: &'a Finding,
    /// The numbers that made it and changed.
    pub numbers: Vec<NumberChange>,
}

impl<'a> FindingChanges<'a> {
    pub(super) fn of(before: &Version<'a>, after: &Version<'a>) -> Self {
        let earlier: FxHashMap<_, &'a Finding> = before.findings.iter().map(|it| (key(it), it)).collect();
        let later: FxHashMap<_, &'a Finding> = after.findings.iter().map(|it| (key(it), it)).collect();
        let mut changes = Self::default();
        for finding in after.findings {
            let old = earlier.get(&key(finding)).copied().filter(|old| old.allowed.is_none());
            match (old, finding.allowed.is_none()) {
                (None, true) => changes.new.push(finding),
                (Some(old), true) => changes.compare(before, after, old, finding),
                (Some(_), false) => changes.accepted.push(finding),
                (None, false) => {}
            }
        }
        let open = before.findings.iter().filter(|it| it.allowed.is_none());
        changes.resolved = open.filter(|finding| !later.contains_key(&key(finding))).collect();
        changes
    }

    fn compare(&mut self, before: &Version<'a>, after: &Version<'a>, old: &'a Finding, new: &'a Finding) {
        let facts = new.because.iter().map(|because| because.fact);
        let number = |fact| judged(fact, (&before.world, old.subject), (&after.world, new.subject));
        let numbers: Vec<NumberChange> = facts.filter_map(number).collect();
        let worse = numbers.iter().any(|number| number.direction == Direction::Worse);
        let graver = (new.severity, new.class).cmp(&(old.severity, old.class));
        let change = FindingChange { before: old, after: new, numbers };
        if graver.is_gt() || (graver.is_eq() && worse) {
            self.worse.push(change);
        } else if graver.is_lt() || !change.numbers.is_empty() {
            self.better.push(change);
        }
    }

    /// Whether nothing became of any of them.
    pub fn is_empty(&self) -> bool {
        self.new.is_empty()
            && self.worse.is_empty()
            && self.better.is_empty()
            && self.resolved.is_empty()
            && self.accepted.is_empty()
    }
}

fn key(finding: &Finding) -> (&str, SubjectKind, &str) {
    (&finding.rule, finding.subject.kind(), &finding.subject_id)
}

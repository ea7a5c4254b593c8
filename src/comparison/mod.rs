//! Compares two versions of an architecture: findings, numbers, decisions. Never reads a file and never prints.

mod change;
mod finding;
mod measure;
mod verdict;

pub use change::{Direction, NumberChange};
pub use finding::{FindingChange, FindingChanges};
pub use verdict::{Opinion, VerdictChange};

use crate::facts::{SubjectKind, World};
use crate::rule::Finding;
use std::collections::BTreeSet;

/// One version with everything that follows from it.
#[derive(Debug, Clone, Copy)]
pub struct Version<'a> {
    /// What was declared and derived.
    pub world: World<'a>,
    /// All findings, accepted ones included.
    pub findings: &'a [Finding],
}

/// What is different between two versions.
#[derive(Debug)]
pub struct Comparison<'a> {
    /// Findings that appeared, disappeared, or got worse or better.
    pub findings: FindingChanges<'a>,
    /// Numbers of journeys and interactions that both versions have, by subject.
    pub numbers: Vec<NumberChange>,
    /// Interactions with another recommended mode, another declared one or another verdict.
    pub verdicts: Vec<VerdictChange>,
    /// What only one of both versions has, a kind each: services, interactions, journeys.
    pub members: [MemberChanges; 3],
}

/// Names that only one of both versions has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberChanges {
    /// What they are.
    pub kind: SubjectKind,
    /// Only the later version has them; sorted.
    pub added: Vec<String>,
    /// Only the earlier version has them; sorted.
    pub removed: Vec<String>,
}

impl<'a> Comparison<'a> {
    /// Compares the earlier version with the later one. Members are the same where their identifiers are.
    pub fn of(before: &Version<'a>, after: &Version<'a>) -> Self {
        Self {
            findings: FindingChanges::of(before, after),
            numbers: measure::changes(&before.world, &after.world),
            verdicts: verdict::changes(before, after),
            members: [SubjectKind::Service, SubjectKind::Interaction, SubjectKind::Journey]
                .map(|kind| members(kind, &before.world, &after.world)),
        }
    }

    /// Whether anything got new or worse.
    pub fn is_worse(&self) -> bool {
        !self.findings.new.is_empty()
            || !self.findings.worse.is_empty()
            || self.numbers.iter().any(|number| number.direction == Direction::Worse)
    }

    /// Whether both versions say the same.
    pub fn is_empty(&self) -> bool {
        let members = |it: &MemberChanges| it.added.is_empty() && it.removed.is_empty();
        self.findings.is_empty()
            && self.numbers.is_empty()
            && self.verdicts.is_empty()
            && self.members.iter().all(members)
    }
}

fn members(kind: SubjectKind, before: &World<'_>, after: &World<'_>) -> MemberChanges {
    let names = |world: &World<'_>| -> BTreeSet<String> {
        world.subjects(kind).into_iter().map(|subject| world.id(subject)).collect()
    };
    let (before, after) = (names(before), names(after));
    MemberChanges {
        kind,
        added: after.difference(&before).cloned().collect(),
        removed: before.difference(&after).cloned().collect(),
    }
}

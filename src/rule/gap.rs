//! Places that could not be assessed: kept as numbers, and put into words for whoever reads them. Never keeps a text, because
//! a large system has millions of such places.

use super::{Check, Truth};
use crate::facts::{State, Subject, World};
use std::borrow::Cow;

/// A place that a check could not assess, in words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unassessed {
    /// The check.
    pub rule: Box<str>,
    /// The subject's kind and name.
    pub subject: Subject,
    /// Name of the subject.
    pub subject_id: String,
    /// What would have to be declared.
    pub missing: Vec<String>,
}

/// All places that could not be assessed, ordered by rule and subject.
#[derive(Debug, Clone)]
pub enum Gaps<'w> {
    /// They have words already.
    Told(Vec<Unassessed>),
    /// They get words when they are read.
    Found(World<'w>, &'w [Check], Vec<(usize, Subject)>),
}

/// One of them.
#[derive(Debug, Clone, Copy)]
pub enum Gap<'g> {
    /// It has words already.
    Told(&'g Unassessed),
    /// It gets words when it is asked.
    Found(&'g World<'g>, &'g Check, Subject),
}

impl Default for Gaps<'_> {
    fn default() -> Self {
        Self::Told(Vec::new())
    }
}

impl<'w> Gaps<'w> {
    /// What the checks left open, in any order.
    pub(super) fn new(world: &World<'w>, checks: &'w [Check], mut places: Vec<(usize, Subject)>) -> Self {
        places.sort_by(|(one, subject), (other, theirs)| {
            let by_rule = checks[*one].id.cmp(&checks[*other].id);
            by_rule.then_with(|| match (subject, theirs) {
                // Everything else is numbered by name.
                (Subject::Cycle(_), Subject::Cycle(_)) => world.id(*subject).cmp(&world.id(*theirs)),
                _ => subject.cmp(theirs),
            })
        });
        Self::Found(*world, checks, places)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Self::Told(told) => told.len(),
            Self::Found(_, _, places) => places.len(),
        }
    }

    /// Whether everything could be assessed.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All of them.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Gap<'_>> {
        (0..self.len()).map(|index| self.gap(index))
    }

    /// Keeps those that `wanted` names by rule and subject.
    pub fn retain(&mut self, wanted: impl Fn(&str, Subject) -> bool) {
        match self {
            Self::Told(told) => told.retain(|one| wanted(&one.rule, one.subject)),
            Self::Found(_, checks, places) => {
                places.retain(|(check, subject)| wanted(&checks[*check].id, *subject));
            }
        }
    }

    fn gap(&self, index: usize) -> Gap<'_> {
        match self {
            Self::Told(told) => Gap::Told(&told[index]),
            Self::Found(world, checks, places) => {
                let (check, subject) = places[index];
                Gap::Found(world, &checks[check], subject)
            }
        }
    }
}

impl<'g> Gap<'g> {
    /// The check.
    pub fn rule(self) -> &'g str {
        match self {
            Self::Told(told) => &told.rule,
            Self::Found(_, check, _) => &check.id,
        }
    }

    /// The subject.
    pub fn subject(self) -> Subject {
        match self {
            Self::Told(told) => told.subject,
            Self::Found(_, _, subject) => subject,
        }
    }

    /// Name of the subject.
    pub fn subject_id(self) -> Cow<'g, str> {
        match self {
            Self::Told(told) => Cow::Borrowed(&told.subject_id),
            Self::Found(world, _, subject) => Cow::Owned(world.id(subject)),
        }
    }

    /// What would have to be declared, sorted.
    pub fn missing(self) -> Cow<'g, [String]> {
        match self {
            Self::Told(told) => Cow::Borrowed(&told.missing),
            Self::Found(world, check, subject) => Cow::Owned(missing(world, check, subject)),
        }
    }
}

fn missing(world: &World<'_>, check: &Check, subject: Subject) -> Vec<String> {
    let unknown = check.when.decisive(world, subject, Truth::Unknown).into_iter();
    let unknown = unknown.filter(|fact| fact.read(world, subject).state == State::Unknown);
    let mut missing: Vec<String> = unknown.flat_map(|fact| fact.lacks(world, subject)).collect();
    missing.sort();
    missing.dedup();
    missing
}

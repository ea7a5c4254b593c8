//! Says which records no longer match the architecture, and what has changed. Never writes one.

use super::existing::record_about;
use super::facts::{Facts, changes, facts_of, hash_of};
use super::overview::overview_facts;
use super::worth::worth_recording;
use super::{About, ExistingRecord};
use crate::architecture::Date;
use crate::render::decision::DecisionView;
use std::fmt;

/// A record that does not match the architecture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outdated {
    /// What it is, or would be, about.
    pub about: About,
    /// Its file, where there is one.
    pub file_name: Option<String>,
    /// What is wrong.
    pub reason: Mismatch,
}

/// How a record fails to match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mismatch {
    /// The decision should be recorded and is not.
    Missing,
    /// What it depends on has changed since.
    Changed(Vec<ChangedFact>),
    /// The interaction is gone, or another record is about it too.
    Orphaned,
}

/// A fact that has changed since a record was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedFact {
    /// The fact.
    pub fact: String,
    /// Its value in the record; nothing where it was not known.
    pub before: Option<String>,
    /// Its value today; nothing where it is not known.
    pub now: Option<String>,
}

/// The records that no longer match the decisions, or whose accepted deviation has expired by `today`: missing ones first, then by number.
pub fn check(existing: &[ExistingRecord], decisions: &[DecisionView<'_>], today: Date) -> Vec<Outdated> {
    let mut outdated = Vec::new();
    let mut views: Vec<_> = decisions.iter().collect();
    views.sort_by_key(|view| view.name());
    let mut compare = |about: About, facts: Facts, needed: bool| match record_about(existing, &about) {
        None if needed => outdated.push(Outdated { about, file_name: None, reason: Mismatch::Missing }),
        Some(record) if record.hash != hash_of(&facts) => outdated.push(Outdated {
            about,
            file_name: Some(record.file_name.clone()),
            reason: Mismatch::Changed(changes(&record.facts, &facts)),
        }),
        _ => {}
    };
    compare(About::Overview, overview_facts(decisions), !decisions.is_empty());
    for view in &views {
        let about = About::Interaction(view.name().to_owned());
        compare(about, facts_of(view, today), worth_recording(view).is_ok());
    }
    let mut orphans: Vec<&ExistingRecord> =
        existing.iter().filter(|record| is_orphan(record, existing, &views)).collect();
    orphans.sort_by_key(|record| (record.number, &record.file_name));
    outdated.extend(orphans.into_iter().map(|record| Outdated {
        about: record.about.clone(),
        file_name: Some(record.file_name.clone()),
        reason: Mismatch::Orphaned,
    }));
    outdated
}

fn is_orphan(record: &ExistingRecord, existing: &[ExistingRecord], views: &[&DecisionView<'_>]) -> bool {
    let known = match &record.about {
        About::Other => return false,
        About::Overview => true,
        About::Interaction(id) => views.iter().any(|view| view.name() == id),
    };
    !known || record_about(existing, &record.about) != Some(record)
}

impl fmt::Display for Outdated {
    /// `0007-charge-card.md: needs-result was later and is now`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let about = match &self.about {
            About::Interaction(id) => format!("interaction `{id}`"),
            About::Overview | About::Other => "the overview".into(),
        };
        let file = self.file_name.as_deref().unwrap_or("no file");
        match &self.reason {
            Mismatch::Missing => write!(f, "{about} has no record"),
            Mismatch::Orphaned => write!(f, "{file}: {about} does not exist, or has another record"),
            Mismatch::Changed(changes) if changes.is_empty() => write!(f, "{file}: {about} has changed"),
            Mismatch::Changed(changes) => {
                let overview = self.about == About::Overview;
                let shown =
                    changes.iter().map(|change| if overview { change.of_list() } else { change.to_string() });
                write!(f, "{file}: {}", shown.collect::<Vec<_>>().join("; "))
            }
        }
    }
}

impl ChangedFact {
    /// The change of an entry of the overview.
    fn of_list(&self) -> String {
        match (&self.before, &self.now) {
            (None, _) => format!("`{}` is new", self.fact),
            (_, None) => format!("`{}` is gone", self.fact),
            _ => self.to_string(),
        }
    }
}

impl fmt::Display for ChangedFact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = |value: &Option<String>| value.clone().unwrap_or_else(|| "unknown".into());
        write!(f, "`{}` was {} and is {}", self.fact, word(&self.before), word(&self.now))
    }
}

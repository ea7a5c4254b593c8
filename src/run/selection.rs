//! Which findings were asked for: by rule, by group and by how certain they are. Never decides what is a finding.

use crate::architecture::Provenance;
use crate::diagnostic::did_you_mean;
use crate::facts::{Subject, SubjectKind};
use crate::rule::{Check, Class, Finding, Judgement, Notice};
use anyhow::{Result, bail};

/// The group of the findings about `allow`.
const ALLOW: &str = "allow";

/// Words for the least certain findings that are wanted, from strict to lax.
pub const CONFIDENCES: [(Provenance, &str); 5] = [
    (Provenance::Measured, "measured"),
    (Provenance::Declared, "declared"),
    (Provenance::Imported, "imported"),
    (Provenance::Derived, "derived"),
    (Provenance::Defaulted, "defaulted"),
];

/// What was asked for.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Only these rules and groups; all where there are none.
    pub select: Vec<String>,
    /// All but these.
    pub ignore: Vec<String>,
    /// Findings that rest on something weaker are hidden.
    pub min_confidence: Option<Provenance>,
}

impl Selection {
    /// Refuses names that are neither a rule nor a group: a filter that filters nothing must not go unnoticed.
    ///
    /// # Errors
    /// The first unknown name, with a near one.
    pub(super) fn check(&self, checks: &[Check]) -> Result<()> {
        let known = known_names(checks);
        for name in self.select.iter().chain(&self.ignore) {
            if !known.contains(&name.as_str()) {
                let near = did_you_mean(name, known.iter().copied());
                let groups = groups().collect::<Vec<_>>().join(", ");
                let help =
                    near.unwrap_or_else(|| format!("`syncwise rules` lists the rules; groups are {groups}"));
                bail!("there is no rule and no group `{name}`; {help}");
            }
        }
        Ok(())
    }

    /// Keeps what was asked for; returns how many findings were left out because they are not certain enough.
    pub(super) fn apply(&self, judgement: &mut Judgement<'_>) -> usize {
        judgement.findings.retain(|finding| self.wants(finding));
        judgement.notices.retain(|finding| self.wants(finding));
        judgement.unassessed.retain(|rule, subject| self.wants_unassessed(rule, subject));
        let Some(least) = self.min_confidence else { return 0 };
        let before = judgement.findings.len();
        judgement.findings.retain(|finding| finding.allowed.is_some() || finding.confidence <= least);
        before - judgement.findings.len()
    }

    fn wants(&self, finding: &Finding) -> bool {
        let notice = Notice::ALL.iter().any(|notice| notice.id == &*finding.rule);
        let mut names = vec![&*finding.rule, finding.class.word(), finding.subject.kind().word()];
        names.extend(notice.then_some(ALLOW));
        self.admits(&names)
    }

    /// What could not be assessed has no class: a selection by class leaves it in, because it may have any.
    fn wants_unassessed(&self, rule: &str, subject: Subject) -> bool {
        let by_class = self.select.iter().any(|name| Class::ALL.iter().any(|(_, word)| word == name));
        let names = [rule, subject.kind().word()];
        let selected = by_class || self.select.is_empty() || names.iter().any(|it| named(&self.select, it));
        selected && !names.iter().any(|it| named(&self.ignore, it))
    }

    fn admits(&self, names: &[&str]) -> bool {
        let selected = self.select.is_empty() || names.iter().any(|it| named(&self.select, it));
        selected && !names.iter().any(|it| named(&self.ignore, it))
    }
}

fn named(list: &[String], name: &str) -> bool {
    list.iter().any(|known| known == name)
}

/// Rules and groups.
pub(super) fn known_names(checks: &[Check]) -> Vec<&str> {
    let mut known: Vec<&str> = checks.iter().map(|check| &*check.id).collect();
    known.extend(Notice::ALL.iter().map(|notice| -> &str { notice.id }));
    known.extend(groups().map(|group| -> &str { group }));
    known
}

/// Classes, kinds of subjects, and what is about `allow`.
fn groups() -> impl Iterator<Item = &'static str> {
    let classes = Class::ALL.iter().map(|(_, word)| *word);
    classes.chain(SubjectKind::ALL.iter().map(|(_, word)| *word)).chain([ALLOW])
}

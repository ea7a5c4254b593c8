//! A finding: what a check has to say about one place. Never knows how it is shown.

use super::Acceptance;
use crate::diagnostic::{Label, Severity};
use crate::facts::{Provenance, Subject};

/// The classes of the risk catalogue. They map to severities in one place, [`Class::severity`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    /// A description rather than a defect.
    Info,
    /// A weakness.
    Medium,
    /// Likely to hurt.
    High,
    /// Will hurt.
    Critical,
}

impl Class {
    /// All classes with their words.
    pub const ALL: [(Self, &'static str); 4] =
        [(Self::Info, "info"), (Self::Medium, "medium"), (Self::High, "high"), (Self::Critical, "critical")];

    /// The word for the class.
    pub fn word(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(class, _)| *class == self)
            .map(|(_, word)| *word)
            .expect("every class has a word")
    }

    /// The severity that `lint` reports for the class, unless the policy says otherwise.
    pub fn severity(self) -> Severity {
        match self {
            Self::Info => Severity::Info,
            Self::Medium => Severity::Warning,
            Self::High | Self::Critical => Severity::Error,
        }
    }

    /// The same for a finding with this confidence: one that rests on an assumption warns at most.
    pub fn severity_at(self, confidence: Provenance) -> Severity {
        let most = if confidence >= Provenance::Defaulted { Severity::Warning } else { Severity::Error };
        self.severity().min(most)
    }
}

/// A fact that made a check speak.
#[derive(Debug, Clone, PartialEq)]
pub struct Because {
    /// Name of the fact.
    pub fact: &'static str,
    /// Its value with its unit, as people read it.
    pub value: String,
    /// Where the value comes from.
    pub provenance: Provenance,
}

/// What a check has to say about one place.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Id of the check, such as `timeout-inversion`.
    pub rule: Box<str>,
    /// Its class.
    pub class: Class,
    /// Its severity, after the policy.
    pub severity: Severity,
    /// The weakest provenance among the facts that made the check speak.
    pub confidence: Provenance,
    /// What it is about.
    pub subject: Subject,
    /// Name of the subject, as users know it.
    pub subject_id: String,
    /// Lower case, no full stop, offenders in backticks.
    pub title: String,
    /// The one place to look at first.
    pub primary: Label,
    /// Further places that matter.
    pub related: Vec<Label>,
    /// What to do.
    pub help: Option<String>,
    /// Why, where the title does not say it.
    pub note: Option<String>,
    /// The facts compared.
    pub because: Vec<Because>,
    /// Stable identity: the rule and the members concerned; no lines and no counts. 16 hexadecimal digits.
    pub fingerprint: String,
    /// The names besides the subject that belong to its identity, such as the services of a chain; sorted.
    pub members: Vec<String>,
    /// The `allow` entry that accepts the finding, if any.
    pub allowed: Option<Acceptance>,
}

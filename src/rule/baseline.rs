//! The known findings of an old system, as data. Never reads a file, and never judges.

use super::{Finding, Gaps};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// What a file of known findings is recognised by.
const VERSION: u32 = 1;

/// A finding that was there when the baseline was written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Known {
    /// Id of the rule.
    pub rule: String,
    /// Kind of the subject.
    pub kind: String,
    /// Name of the subject.
    pub subject: String,
    /// The names besides the subject that belong to its identity.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<String>,
    /// The finding's identity.
    pub fingerprint: String,
}

/// Known findings, sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    entries: BTreeSet<Known>,
}

#[derive(Deserialize)]
struct Document {
    #[serde(rename = "syncwise-baseline")]
    version: u32,
    findings: Vec<Known>,
}

impl Baseline {
    /// All findings, the open ones, as known ones.
    pub fn of<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> Self {
        let entry = |finding: &Finding| Known {
            rule: finding.rule.to_string(),
            kind: finding.subject.kind().word().to_owned(),
            subject: finding.subject_id.clone(),
            members: finding.members.clone(),
            fingerprint: finding.fingerprint.clone(),
        };
        Self { entries: findings.into_iter().map(entry).collect() }
    }

    /// Reads what [`Baseline::text`] wrote.
    ///
    /// # Errors
    /// What is wrong with the text, as a phrase.
    pub fn read(text: &str) -> Result<Self, String> {
        let document: Document = serde_json::from_str(text)
            .map_err(|error| format!("is not a baseline that syncwise wrote: {error}"))?;
        if document.version != VERSION {
            return Err(format!(
                "is a baseline of version {}; this program knows version {VERSION}",
                document.version
            ));
        }
        Ok(Self { entries: document.findings.into_iter().collect() })
    }

    /// The whole file: one finding a line, in a fixed order, so that version control shows what was added or resolved.
    pub fn text(&self) -> String {
        let lines: Vec<String> = self
            .entries
            .iter()
            .map(|entry| format!("    {}", serde_json::to_string(entry).expect("texts have a JSON form")))
            .collect();
        let findings = if lines.is_empty() { "[]".into() } else { format!("[\n{}\n  ]", lines.join(",\n")) };
        format!("{{\n  \"syncwise-baseline\": {VERSION},\n  \"findings\": {findings}\n}}\n")
    }

    /// How many findings are known.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entries that no finding matches any more, of the rules that ran. What could not be assessed may still be
    /// there.
    pub fn stale(
        &self,
        findings: &[&Finding],
        unassessed: &Gaps<'_>,
        ran: impl Fn(&str) -> bool,
    ) -> Vec<&Known> {
        let found: BTreeSet<&str> = findings.iter().map(|finding| &*finding.fingerprint).collect();
        let named: BTreeSet<&str> = self.entries.iter().map(|entry| &*entry.rule).collect();
        let unsure = unassessed.iter().filter(|gap| named.contains(gap.rule()));
        let unsure: BTreeSet<(&str, &str, Cow<'_, str>)> =
            unsure.map(|gap| (gap.rule(), gap.subject().kind().word(), gap.subject_id())).collect();
        let gone = |entry: &&Known| {
            ran(&entry.rule)
                && !found.contains(&*entry.fingerprint)
                && !unsure.contains(&(&*entry.rule, &*entry.kind, Cow::Borrowed(&*entry.subject)))
        };
        self.entries.iter().filter(gone).collect()
    }

    /// The baseline without some entries.
    #[must_use]
    pub fn without(&self, gone: &[&Known]) -> Self {
        let gone: BTreeSet<&Known> = gone.iter().copied().collect();
        Self { entries: self.entries.iter().filter(|entry| !gone.contains(entry)).cloned().collect() }
    }

    /// The identities of all that is known.
    pub fn fingerprints(&self) -> BTreeSet<&str> {
        self.entries.iter().map(|entry| &*entry.fingerprint).collect()
    }
}

impl Known {
    /// `missing-timeout of interaction shop-payment`, for lists.
    pub fn words(&self) -> String {
        let members =
            if self.members.is_empty() { String::new() } else { format!(" ({})", self.members.join(", ")) };
        format!("{} of {} {}{members}", self.rule, self.kind, self.subject)
    }
}

#[cfg(test)]
mod tests {
    use super::{Baseline, Known};

    #[test]
    fn comes_back_as_it_was_written() {
        let entry = |subject: &str| Known {
            rule: "r".into(),
            kind: "service".into(),
            subject: subject.into(),
            members: vec!["\"hostile\"\n".into()],
            fingerprint: subject.repeat(2),
        };
        let baseline = Baseline { entries: [entry("b"), entry("a\u{202e}")].into() };
        assert_eq!(Baseline::read(&baseline.text()), Ok(baseline.clone()));
        assert_eq!(
            baseline.text().lines().filter(|line| line.contains("fingerprint")).count(),
            2,
            "one a line"
        );
        let empty = Baseline::default();
        assert_eq!(Baseline::read(&empty.text()), Ok(empty));
        let gone = [&entry("b")];
        assert_eq!(baseline.without(&gone).len(), 1);
    }

    #[test]
    fn refuses_what_is_no_baseline() {
        for text in ["", "[]", "{}", "{ \"version\": 1, \"findings\": [] }", "syncwise = 1"] {
            assert!(Baseline::read(text).is_err(), "{text}");
        }
        let later = Baseline::read("{ \"syncwise-baseline\": 2, \"findings\": [] }");
        assert!(later.is_err_and(|reason| reason.contains("version 2")));
    }
}

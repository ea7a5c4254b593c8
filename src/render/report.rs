//! What `lint` has to report, in the order every format shows it. Never decides what is a finding.

use crate::diagnostic::Severity;
use crate::plan::Coverage;
use crate::rule::{Finding, Gap, Gaps};
use crate::source::SourceMap;
use std::cmp::Reverse;

/// Everything a format of `lint` shows.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// The text the findings point into.
    pub sources: &'a SourceMap,
    /// All findings, the accepted ones too, in any order.
    pub findings: &'a [Finding],
    /// What could not be judged, in any order.
    pub unassessed: &'a Gaps<'a>,
    /// Findings that a baseline hides, in any order; they are not among `findings`.
    pub known: &'a [Finding],
    /// The baseline that the findings were compared with.
    pub baseline: Option<&'a str>,
    /// Findings that are hidden because they are less certain than asked for; they are not among `findings`.
    pub uncertain: usize,
    /// From which severity on a finding fails the run; nothing fails where there is none.
    pub fail_from: Option<Severity>,
    /// How much is known; none where nobody counted.
    pub coverage: Option<Coverage>,
}

/// How many of each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) errors: usize,
    pub(super) warnings: usize,
    pub(super) infos: usize,
    pub(super) suppressed: usize,
    pub(super) baselined: usize,
    pub(super) uncertain: usize,
    pub(super) not_assessed: usize,
}

impl<'a> Report<'a> {
    /// All findings: the most serious first, then by file, line and rule.
    pub(super) fn sorted(&self) -> Vec<&'a Finding> {
        self.in_order(self.findings)
    }

    /// The findings that a baseline hides, in the same order.
    pub(super) fn sorted_known(&self) -> Vec<&'a Finding> {
        self.in_order(self.known)
    }

    fn in_order(&self, findings: &'a [Finding]) -> Vec<&'a Finding> {
        let mut findings: Vec<_> = findings.iter().collect();
        findings.sort_by_cached_key(|finding| {
            let span = finding.primary.span;
            let name = self.sources.file(span.file).name();
            (
                Reverse(finding.severity),
                name,
                span.start,
                &finding.rule,
                &finding.subject_id,
                &finding.fingerprint,
            )
        });
        findings
    }

    /// Whether a finding of this severity fails the run.
    pub(super) fn fails(&self, severity: Severity) -> bool {
        self.fail_from.is_some_and(|least| severity >= least)
    }

    /// The findings that nobody accepted, in the order of [`Report::sorted`].
    pub(super) fn open(&self) -> Vec<&'a Finding> {
        self.sorted().into_iter().filter(|finding| finding.allowed.is_none()).collect()
    }

    /// What could not be judged, by rule and place.
    pub(super) fn sorted_unassessed(&self) -> Vec<Gap<'a>> {
        let mut unassessed: Vec<_> = self.unassessed.iter().collect();
        if let Gaps::Told(_) = self.unassessed {
            unassessed.sort_by_cached_key(|gap| (gap.rule(), gap.subject(), gap.subject_id()));
        }
        unassessed
    }

    /// The numbers of the summary.
    pub(super) fn counts(&self) -> Counts {
        let mut counts = Counts {
            baselined: self.known.len(),
            uncertain: self.uncertain,
            not_assessed: self.unassessed.len(),
            ..Counts::default()
        };
        for finding in self.findings {
            let count = match (&finding.allowed, finding.severity) {
                (Some(_), _) => &mut counts.suppressed,
                (None, Severity::Error) => &mut counts.errors,
                (None, Severity::Warning) => &mut counts.warnings,
                (None, Severity::Info) => &mut counts.infos,
            };
            *count += 1;
        }
        counts
    }
}

#[cfg(test)]
pub(super) mod samples;

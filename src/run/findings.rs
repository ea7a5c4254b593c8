//! What was found, sorted into new, known and too uncertain, ready to be reported. Never lays out text.

use super::Selection;
use crate::render::{Report, RuleMeta};
use crate::rule::baseline::Baseline;
use crate::rule::{Check, Finding, Gaps, Judgement, Notice};
use crate::source::SourceMap;

/// What there is to report.
#[derive(Debug, Default)]
pub(super) struct Findings<'w> {
    /// Open and accepted findings.
    pub(super) list: Vec<Finding>,
    /// Those that a baseline hides.
    pub(super) known: Vec<Finding>,
    pub(super) unassessed: Gaps<'w>,
    pub(super) uncertain: usize,
}

impl<'w> Findings<'w> {
    /// Everything.
    pub(super) fn all(judgement: &Judgement<'w>) -> Self {
        let list = judgement.findings.iter().chain(&judgement.notices).cloned().collect();
        Self { list, unassessed: judgement.unassessed.clone(), ..Self::default() }
    }

    /// What was asked for.
    pub(super) fn selected(mut judgement: Judgement<'w>, selection: &Selection) -> Self {
        let uncertain = selection.apply(&mut judgement);
        let mut list = judgement.findings;
        list.append(&mut judgement.notices);
        Self { list, known: Vec::new(), unassessed: judgement.unassessed, uncertain }
    }

    /// Hides what is known. An accepted finding stays accepted.
    pub(super) fn hide(&mut self, baseline: &Baseline) {
        let known = baseline.fingerprints();
        let is_known = |finding: &Finding| finding.allowed.is_none() && known.contains(&*finding.fingerprint);
        (self.known, self.list) = std::mem::take(&mut self.list).into_iter().partition(is_known);
    }

    /// Findings that nobody accepted and no baseline hides.
    pub(super) fn open(&self) -> impl Iterator<Item = &Finding> {
        self.list.iter().filter(|finding| finding.allowed.is_none())
    }

    pub(super) fn report<'a>(&'a self, sources: &'a SourceMap) -> Report<'a> {
        Report {
            sources,
            findings: &self.list,
            known: &self.known,
            unassessed: &self.unassessed,
            baseline: None,
            uncertain: self.uncertain,
            fail_from: None,
            coverage: None,
        }
    }
}

/// Takes every `allow` away: what it accepts is open again, with the reason as a note.
pub(super) fn without_allows(judgement: &mut Judgement<'_>) {
    for finding in &mut judgement.findings {
        if let Some(acceptance) = finding.allowed.take() {
            let accepted = format!("accepted here: {}", acceptance.words());
            finding.note = Some(match finding.note.take() {
                Some(note) => format!("{note}\n{accepted}"),
                None => accepted,
            });
        }
    }
}

/// The pages of all rules, as code scanning shows them.
pub(super) fn metadata(checks: &[Check]) -> Vec<RuleMeta<'_>> {
    let notices = Notice::ALL.iter().map(|notice| RuleMeta {
        id: notice.id,
        class: notice.class,
        title: notice.what,
        what: notice.what,
        why: notice.why,
        instead: notice.instead,
        drawbacks: notice.drawbacks,
        help_uri: None,
    });
    checks.iter().map(page).chain(notices).collect()
}

fn page(check: &Check) -> RuleMeta<'_> {
    RuleMeta {
        id: &check.id,
        class: check.class,
        title: check.page.what.lines().next().unwrap_or_default(),
        what: &check.page.what,
        why: &check.page.why,
        instead: &check.page.instead,
        drawbacks: &check.page.drawbacks,
        help_uri: None,
    }
}

//! An earlier version to compare with, from the disk or from git. Never reports what stayed as it was.

use super::findings::Findings;
use super::git::inputs_at;
use super::{Common, Session, Study, study};
use crate::comparison::{Comparison, Version};
use crate::facts::SubjectKind;
use crate::graph::CallGraph;
use crate::render::{self, ComparisonView};
use crate::rule::{Finding, Judgement};
use anyhow::Result;
use std::collections::HashSet;

/// What `lint` needs to know about the earlier version.
#[derive(Debug, Default)]
pub(super) struct Since {
    /// Rule and subject of what got new or worse; nothing where everything counts as new.
    worse: Option<HashSet<(Box<str>, SubjectKind, String)>>,
    /// Everything that is different, for people.
    pub(super) text: String,
    /// Why everything counts as new, for standard error.
    pub(super) remark: String,
}

impl Since {
    /// Compares with the version `reference` of the same files in git.
    ///
    /// # Errors
    /// When git or the version is missing.
    pub(super) fn of(
        common: &Common,
        reference: &str,
        session: &Session,
        now: &Study<'_>,
        judgement: &Judgement<'_>,
    ) -> Result<Self> {
        let inputs = inputs_at(&common.inputs, reference)?;
        if inputs.is_empty() {
            let remark = format!(
                "note: there was no architecture at `{reference}`, so that everything counts as new\n\n"
            );
            return Ok(Self { remark, ..Self::default() });
        }
        let earlier = match Session::open(&Common { inputs, ..common.clone() })? {
            Ok(earlier) => earlier,
            Err(refused) => {
                let remark = format!(
                    "warning: the architecture at `{reference}` is not sound, so that everything counts as new\n\n{}",
                    indent(&refused.errors)
                );
                return Ok(Self { remark, ..Self::default() });
            }
        };
        let graph = CallGraph::link(&earlier.architecture);
        let then = study(&earlier.architecture, &graph, &earlier.method);
        let earlier_judgement = then.judge(&earlier.rules.checks, common.today);
        let findings = [&earlier_judgement, judgement].map(|it| Findings::all(it).list);
        let before = Version { world: then.world(), findings: &findings[0] };
        let after = Version { world: now.world(), findings: &findings[1] };
        let comparison = Comparison::of(&before, &after);
        let view =
            ComparisonView { comparison: &comparison, before: &earlier.sources, after: &session.sources };
        let worse = comparison.findings.worse.iter().map(|change| change.after);
        let worse = comparison.findings.new.iter().copied().chain(worse).map(key).collect();
        Ok(Self { worse: Some(worse), text: render::since_text(&view, reference), remark: String::new() })
    }

    /// Whether a finding is new, or worse than it was.
    pub(super) fn concerns(&self, finding: &Finding) -> bool {
        self.worse.as_ref().is_none_or(|worse| worse.contains(&key(finding)))
    }
}

fn key(finding: &Finding) -> (Box<str>, SubjectKind, String) {
    (finding.rule.clone(), finding.subject.kind(), finding.subject_id.clone())
}

fn indent(text: &str) -> String {
    text.lines().map(|line| if line.is_empty() { "\n".into() } else { format!("  {line}\n") }).collect()
}

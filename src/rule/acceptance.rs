//! Accepted findings: which `allow` entry accepts what, and which accept nothing. Never changes a severity.

use super::finding::Finding;
use super::notice::{EXPIRED, Notice, UNUSED};
use super::{Check, Judgement, fingerprint};
use crate::architecture::{Allow, Architecture, Date};
use crate::diagnostic::{Label, Severity, did_you_mean};
use crate::facts::{Provenance, Subject, World};
use crate::source::Span;
use std::collections::BTreeSet;

/// The `allow` entry that accepts a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acceptance {
    /// The whole entry.
    pub span: Span,
    /// Why.
    pub reason: String,
    /// The last day on which it holds.
    pub expires: Option<Date>,
    /// The record of the decision.
    pub adr: Option<String>,
    /// Who accepted it.
    pub owner: Option<String>,
}

impl Acceptance {
    fn of(allow: &Allow) -> Self {
        let text = |value: &Option<crate::source::Spanned<Box<str>>>| {
            value.as_ref().map(|text| text.value.to_string())
        };
        Self {
            span: allow.span,
            reason: allow.reason.value.to_string(),
            expires: allow.expires.map(|date| date.value),
            adr: text(&allow.adr),
            owner: text(&allow.owner),
        }
    }

    /// The reason with what limits it, on one line: `set by the mesh (until 2027-01-31, record 0007, team-a)`.
    pub fn words(&self) -> String {
        let until = self.expires.map(|date| format!("until {date}"));
        let record = self.adr.as_ref().map(|adr| format!("record {adr}"));
        let limits: Vec<String> = [until, record, self.owner.clone()].into_iter().flatten().collect();
        if limits.is_empty() {
            self.reason.clone()
        } else {
            format!("{} ({})", self.reason, limits.join(", "))
        }
    }
}

/// The entry that accepts the findings of a check about a subject, if one still holds today.
pub(super) fn acceptance(
    world: &World<'_>,
    check: &Check,
    subject: Subject,
    today: Date,
) -> Option<Acceptance> {
    let mut entries = entries_about(world, subject).into_iter();
    let allow = entries.find(|allow| allow.rule.value == check.id && !is_over(allow, today))?;
    Some(Acceptance::of(allow))
}

fn entries_about<'w>(world: &World<'w>, subject: Subject) -> Vec<&'w Allow> {
    let architecture = world.architecture;
    match subject {
        Subject::System => architecture.system.allow.iter().collect(),
        Subject::Service(id) => architecture.service(id).declared.allow.iter().collect(),
        Subject::Interaction(id) => architecture.interaction(id).declared.allow.iter().collect(),
        Subject::Journey(id) => architecture.journey(id).allow.iter().collect(),
        Subject::Cycle(index) => {
            let interactions = world.analysis.cycles()[index as usize].interactions.iter();
            interactions.flat_map(|id| &architecture.interaction(*id).declared.allow).collect()
        }
    }
}

fn is_over(allow: &Allow, today: Date) -> bool {
    allow.expires.is_some_and(|expires| expires.value < today)
}

/// Every entry with the thing it stands on.
fn entries(architecture: &Architecture) -> impl Iterator<Item = (Subject, &Allow)> {
    let system = architecture.system.allow.iter().map(|allow| (Subject::System, allow));
    let services = architecture.service_ids().flat_map(|id| {
        architecture.service(id).declared.allow.iter().map(move |allow| (Subject::Service(id), allow))
    });
    let interactions = architecture.interaction_ids().flat_map(|id| {
        architecture.interaction(id).declared.allow.iter().map(move |allow| (Subject::Interaction(id), allow))
    });
    let journeys = architecture
        .journey_ids()
        .flat_map(|id| architecture.journey(id).allow.iter().map(move |allow| (Subject::Journey(id), allow)));
    system.chain(services).chain(interactions).chain(journeys)
}

/// Findings about entries that are over or accept nothing. An entry for a check that is switched off, or that could not
/// be assessed, is not idle: nobody knows whether it is needed.
pub(super) fn idle(
    world: &World<'_>,
    checks: &[Check],
    judgement: &Judgement<'_>,
    today: Date,
) -> Vec<Finding> {
    let used: BTreeSet<Span> =
        judgement.findings.iter().filter_map(|finding| Some(finding.allowed.as_ref()?.span)).collect();
    let policy = &world.architecture.policy;
    let severity = |notice: &Notice| match policy.severity.iter().find(|(rule, _)| &*rule.value == notice.id)
    {
        Some((_, severity)) => severity.value,
        None => Some(notice.class.severity()),
    };
    let off = |rule: &str| {
        policy.severity.iter().any(|(known, severity)| &*known.value == rule && severity.value.is_none())
    };
    let mut found = Vec::new();
    for (subject, allow) in entries(world.architecture).filter(|(_, allow)| !used.contains(&allow.span)) {
        let over = is_over(allow, today);
        let rule = &*allow.rule.value;
        let notice = if over { &EXPIRED } else { &UNUSED };
        let unsure = !over && (off(rule) || is_unassessed(world, judgement, rule, subject));
        if let Some(severity) = severity(notice).filter(|_| !unsure) {
            found.push(report(world, checks, notice, severity, subject, allow));
        }
    }
    found
}

/// Whether the check could not be assessed about the thing that carries the entry, or about a cycle it may be part of.
fn is_unassessed(world: &World<'_>, judgement: &Judgement<'_>, rule: &str, subject: Subject) -> bool {
    let concerns = |one: Subject| match (one, subject) {
        (Subject::Cycle(index), Subject::Interaction(id)) => {
            world.analysis.cycles()[index as usize].interactions.contains(&id)
        }
        (one, subject) => one == subject,
    };
    judgement.unassessed.iter().any(|gap| gap.rule() == rule && concerns(gap.subject()))
}

fn report(
    world: &World<'_>,
    checks: &[Check],
    notice: &Notice,
    severity: Severity,
    subject: Subject,
    allow: &Allow,
) -> Finding {
    let rule = &*allow.rule.value;
    let is_known = checks.iter().any(|check| &*check.id == rule);
    let (title, place, help) = match allow.expires.filter(|_| notice.id == EXPIRED.id) {
        Some(expires) => (
            format!("`{rule}` was accepted until {}", expires.value),
            expires.span,
            "look at it again: resolve the finding, or accept it with a new date and reason".to_owned(),
        ),
        None if is_known => (
            format!("`{rule}` is accepted here, but was not found"),
            allow.rule.span,
            "remove the entry".into(),
        ),
        None => {
            let near = did_you_mean(rule, checks.iter().map(|check| &*check.id));
            let help = near.unwrap_or_else(|| "`syncwise rules` lists the checks".into());
            (format!("there is no check `{rule}`, so nothing is accepted here"), allow.rule.span, help)
        }
    };
    let subject_id = world.id(subject);
    Finding {
        rule: notice.id.into(),
        class: notice.class,
        severity,
        confidence: Provenance::Declared,
        subject,
        title,
        primary: Label::new(place, ""),
        related: Vec::new(),
        help: Some(help),
        note: None,
        because: Vec::new(),
        fingerprint: fingerprint::of(
            notice.id,
            subject,
            &subject_id,
            std::slice::from_ref(&allow.rule.value),
        ),
        members: vec![rule.to_owned()],
        allowed: None,
        subject_id,
    }
}

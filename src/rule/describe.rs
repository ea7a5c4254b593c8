//! Puts into words what the checks found. Never decides what is a finding.

use super::finding::{Because, Finding};
use super::judge::{Found, Sifted, sift};
use super::{Check, Truth};
use crate::architecture::{Allow, Date};
use crate::diagnostic::Label;
use crate::facts::{self, FactId, FactType, Reading, State, Subject, Value, World};
use crate::parallel;
use crate::source::Span;
use crate::template::Context;
use rustc_hash::FxHashSet;
use std::collections::{BTreeMap, BTreeSet};

/// What all checks made of an architecture.
#[derive(Debug, Default)]
pub struct Judgement {
    /// What was found, allowed findings included, ordered by severity, place and rule.
    pub findings: Vec<Finding>,
    /// What could not be assessed, ordered by rule and subject.
    pub unassessed: Vec<Unassessed>,
    /// Number of places that passed.
    pub passed: usize,
    /// Entries that accept a finding nobody made.
    pub unused_allows: Vec<Allow>,
    /// Entries whose last day is over; they no longer accept anything.
    pub expired_allows: Vec<Allow>,
}

/// A place that a check could not assess.
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

/// Evaluates the checks and describes what they found; accepted findings hold until `today`.
pub fn judge(world: &World<'_>, checks: &[Check], today: Date) -> Judgement {
    describe(world, checks, &sift(world, checks), today)
}

/// Describes what the checks found. The work is spread over all cores.
pub fn describe(world: &World<'_>, checks: &[Check], sifted: &Sifted, today: Date) -> Judgement {
    let mut judgement = Judgement {
        findings: parallel::map(&sifted.found, |found| finding(world, &checks[found.check], found, today)),
        unassessed: parallel::map(&sifted.unassessed, |(check, subject)| {
            unassessed(world, &checks[*check], *subject)
        }),
        passed: sifted.passed,
        ..Judgement::default()
    };
    sort_allows(world, today, &mut judgement);
    judgement.findings.sort_by(|a, b| {
        let key = |it: &Finding| (std::cmp::Reverse(it.severity), it.primary.span);
        key(a).cmp(&key(b)).then_with(|| (&a.rule, &a.subject_id).cmp(&(&b.rule, &b.subject_id)))
    });
    judgement.unassessed.sort_by(|a, b| (&a.rule, &a.subject_id).cmp(&(&b.rule, &b.subject_id)));
    judgement
}

fn finding(world: &World<'_>, check: &Check, found: &Found, today: Date) -> Finding {
    let subject = found.subject;
    let decisive = check.when.decisive(world, subject, Truth::True);
    let words = words(world, check, subject);
    let subject_id = world.id(subject);
    let primary = primary(world, check, subject, words.get("label").cloned().unwrap_or_default());
    let related = related(world, check, subject, primary.span);
    Finding {
        rule: check.id.clone(),
        class: found.class,
        severity: found.severity,
        confidence: found.confidence,
        subject,
        title: words["title"].clone(),
        primary,
        related,
        help: words.get("help").cloned(),
        note: words.get("note").cloned(),
        fingerprint: fingerprint(&check.id, subject, &subject_id),
        allowed: allowed(world, check, subject, today),
        because: decisive.iter().map(|fact| because(world, *fact, subject)).collect(),
        subject_id,
    }
}

fn because(world: &World<'_>, fact: FactId, subject: Subject) -> Because {
    let reading = fact.read(world, subject);
    let value = match &reading.state {
        State::Known(value) => facts::show(value, fact.fact().kind),
        State::Unknown => "unknown".into(),
        State::NotApplicable => "not applicable".into(),
    };
    Because { fact: fact.fact().name, value, provenance: reading.provenance }
}

/// The texts of the finding. Facts reach a template as they are shown, flags and lists as themselves.
fn words(world: &World<'_>, check: &Check, subject: Subject) -> BTreeMap<&'static str, String> {
    let named = |fact: &FactId| {
        (fact.fact().name.replace('-', "_"), variable(&fact.read(world, subject), fact.fact().kind))
    };
    let context: Context = check.say.variables.iter().map(named).collect();
    let say = &check.say;
    let wanted = [("title", true), ("label", say.has_label), ("help", say.has_help), ("note", say.has_note)];
    let render = |name| say.templates.render_in(name, &context).unwrap_or_else(|error| format!("({error})"));
    wanted
        .into_iter()
        .filter(|(_, there)| *there)
        .map(|(name, _)| (name, render(name).trim().to_owned()))
        .collect()
}

fn variable(reading: &Reading<'_>, kind: FactType) -> serde_json::Value {
    match &reading.state {
        State::Known(Value::Flag(flag)) => (*flag).into(),
        State::Known(Value::List(names)) => {
            names.iter().map(|name| name.to_string()).collect::<Vec<_>>().into()
        }
        State::Known(Value::Number(number)) if matches!(kind, FactType::Count) && number.is_finite() => {
            (*number as i64).into()
        }
        State::Known(value) => facts::show(value, kind).into(),
        State::Unknown => "unknown".into(),
        State::NotApplicable => serde_json::Value::Null,
    }
}

fn primary(world: &World<'_>, check: &Check, subject: Subject, text: String) -> Label {
    let at = check.say.at.and_then(|fact| fact.origins(world, subject).into_iter().next());
    let span =
        at.map(|origin| origin.span).or_else(|| world.span(subject)).unwrap_or_else(|| anywhere(world));
    Label::new(span, text)
}

/// The place for a finding about a system that does not even have a name: its first service.
fn anywhere(world: &World<'_>) -> Span {
    let first = world.architecture.services.first().map(|service| service.span);
    first.expect("a system that a check speaks about has a service")
}

fn related(world: &World<'_>, check: &Check, subject: Subject, primary: Span) -> Vec<Label> {
    let mut seen = FxHashSet::from_iter([primary]);
    let origins = check.say.also.iter().flat_map(|fact| fact.origins(world, subject));
    let fresh = origins.filter(|origin| seen.insert(origin.span));
    fresh.map(|origin| Label::new(origin.span, origin.text)).collect()
}

fn unassessed(world: &World<'_>, check: &Check, subject: Subject) -> Unassessed {
    let unknown = check.when.decisive(world, subject, Truth::Unknown).into_iter();
    let unknown = unknown.filter(|fact| fact.read(world, subject).state == State::Unknown);
    let mut missing: Vec<String> = unknown.flat_map(|fact| fact.lacks(world, subject)).collect();
    missing.sort();
    missing.dedup();
    Unassessed { rule: check.id.clone(), subject, subject_id: world.id(subject), missing }
}

fn allows<'w>(world: &World<'w>, subject: Subject) -> Vec<&'w Allow> {
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

fn is_expired(allow: &Allow, today: Date) -> bool {
    allow.expires.is_some_and(|expires| expires.value < today)
}

fn allowed(world: &World<'_>, check: &Check, subject: Subject, today: Date) -> Option<(Span, String)> {
    let mut allows = allows(world, subject).into_iter();
    let allow = allows.find(|allow| allow.rule.value == check.id && !is_expired(allow, today))?;
    Some((allow.span, allow.reason.value.to_string()))
}

/// Finds the entries that are over and those that accept nothing.
fn sort_allows(world: &World<'_>, today: Date, judgement: &mut Judgement) {
    let findings = judgement.findings.iter();
    let used: BTreeSet<Span> = findings.filter_map(|finding| Some(finding.allowed.as_ref()?.0)).collect();
    let architecture = world.architecture;
    let all = architecture.system.allow.iter();
    let all = all.chain(architecture.services.iter().flat_map(|it| &it.declared.allow));
    let all = all.chain(architecture.interactions.iter().flat_map(|it| &it.declared.allow));
    let all = all.chain(architecture.journeys.iter().flat_map(|it| &it.allow));
    let mut idle: Vec<Allow> = all.filter(|allow| !used.contains(&allow.span)).cloned().collect();
    idle.sort_by_key(|allow| allow.span);
    (judgement.expired_allows, judgement.unused_allows) =
        idle.into_iter().partition(|allow| is_expired(allow, today));
}

/// Stable identity of a finding: FNV-1a over the rule and the members concerned.
fn fingerprint(rule: &str, subject: Subject, subject_id: &str) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in [rule, "\0", subject.kind().word(), "\0", subject_id].iter().flat_map(|part| part.bytes()) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    format!("{hash:016x}")
}

impl Judgement {
    /// Findings that nobody accepted.
    pub fn open(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.allowed.is_none())
    }
}

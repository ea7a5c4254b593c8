//! Judges: evaluates every check on every subject. Three outcomes per place: finding, pass, cannot assess.

use super::acceptance::{acceptance, idle};
use super::finding::{Because, Finding};
use super::{Check, Truth, fingerprint};
use crate::architecture::{Date, Policy};
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::facts::{self, FactId, FactType, Provenance, Reading, State, Subject, Value, World};
use crate::source::Span;
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;

/// What all checks made of an architecture.
#[derive(Debug, Default)]
pub struct Judgement {
    /// What was found, allowed findings included, ordered by severity, place and rule.
    pub findings: Vec<Finding>,
    /// What could not be assessed, ordered by rule and subject.
    pub unassessed: Vec<Unassessed>,
    /// Number of places that passed.
    pub passed: usize,
    /// Findings about `allow` entries that are over or accept nothing, by place.
    pub notices: Vec<Finding>,
    /// Texts of checks that could not be written, such as a filter that refuses its value: mistakes in rule files.
    pub mistakes: Vec<Diagnostic>,
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

/// Evaluates the checks. One pass over the subjects of each check; accepted findings hold until `today`.
pub fn judge(world: &World<'_>, checks: &[Check], today: Date) -> Judgement {
    let mut judgement = Judgement::default();
    for check in checks {
        let severity = severity_of(check, &world.architecture.policy);
        if severity == Some(None) {
            continue;
        }
        for subject in world.subjects(check.about) {
            match check.when.evaluate(world, subject) {
                Truth::True => {
                    let mistakes = &mut judgement.mistakes;
                    let finding = find(world, check, subject, severity.flatten(), today, mistakes);
                    judgement.findings.push(finding);
                }
                Truth::False => judgement.passed += 1,
                Truth::Unknown => judgement.unassessed.push(unassessed(world, check, subject)),
            }
        }
    }
    judgement.notices = idle(world, checks, &judgement, today);
    judgement.notices.sort_by_key(|finding| finding.primary.span);
    judgement.findings.sort_by(|a, b| {
        let key = |it: &Finding| (std::cmp::Reverse(it.severity), it.primary.span);
        key(a).cmp(&key(b)).then_with(|| (&a.rule, &a.subject_id).cmp(&(&b.rule, &b.subject_id)))
    });
    judgement.unassessed.sort_by(|a, b| (&a.rule, &a.subject_id).cmp(&(&b.rule, &b.subject_id)));
    judgement
}

/// The severity the policy gives a check: none where it says nothing, `Some(None)` where it switches the check off.
fn severity_of(check: &Check, policy: &Policy) -> Option<Option<Severity>> {
    policy.severity.iter().find(|(rule, _)| rule.value == check.id).map(|(_, severity)| severity.value)
}

fn find(
    world: &World<'_>,
    check: &Check,
    subject: Subject,
    severity: Option<Severity>,
    today: Date,
    mistakes: &mut Vec<Diagnostic>,
) -> Finding {
    let decisive = check.when.decisive(world, subject, Truth::True);
    let because: Vec<Because> = decisive.iter().map(|fact| because(world, *fact, subject)).collect();
    let confidence = confidence(&because);
    let grade = check.grades.iter().find(|grade| grade.when.evaluate(world, subject) == Truth::True);
    let class = grade.map_or(check.class, |grade| grade.class);
    let words = words(world, check, subject, mistakes);
    let members = members(world, check, subject);
    let subject_id = world.id(subject);
    let primary = primary(world, check, subject, words.get("label").cloned().unwrap_or_default());
    let related = related(world, check, subject, primary.span);
    Finding {
        rule: check.id.clone(),
        class,
        severity: severity.unwrap_or_else(|| class.severity_at(confidence)),
        confidence,
        subject,
        title: words["title"].clone(),
        primary,
        related,
        help: words.get("help").cloned(),
        note: words.get("note").cloned(),
        fingerprint: fingerprint::of(&check.id, subject, &subject_id, &members),
        members,
        allowed: acceptance(world, check, subject, today),
        because,
        subject_id,
    }
}

/// The weakest provenance among the facts. A fact that is decisive because it is not known is certain to be so.
fn confidence(because: &[Because]) -> Provenance {
    let known =
        because.iter().map(|it| it.provenance).filter(|provenance| *provenance != Provenance::Unknown);
    known.max().unwrap_or(Provenance::Derived)
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
/// A text that cannot be written is empty and a mistake of the check, told once.
fn words(
    world: &World<'_>,
    check: &Check,
    subject: Subject,
    mistakes: &mut Vec<Diagnostic>,
) -> BTreeMap<&'static str, String> {
    let variables: BTreeMap<String, serde_json::Value> = check
        .say
        .variables
        .iter()
        .map(|fact| {
            (fact.fact().name.replace('-', "_"), variable(&fact.read(world, subject), fact.fact().kind))
        })
        .collect();
    let say = &check.say;
    let wanted = [("title", true), ("label", say.has_label), ("help", say.has_help), ("note", say.has_note)];
    let mut words = BTreeMap::new();
    for (name, _) in wanted.into_iter().filter(|(_, there)| *there) {
        let text = say.templates.render(name, &variables).unwrap_or_else(|error| {
            let title = format!("`{name}` of `{}` cannot be written: {}", check.id, error.reason);
            let mistake = Diagnostic::error("failing-template", title, check.say.span_of(name))
                .help("a fact may also be unknown (the word \"unknown\") or not apply (nothing): ask before a filter is applied");
            let place = format!("it failed for {} `{}`", subject.kind().word(), world.id(subject));
            if !mistakes.iter().any(|known| known.title == mistake.title) {
                mistakes.push(mistake.note(place));
            }
            String::new()
        });
        words.insert(name, text.trim().to_owned());
    }
    words
}

/// The names that belong to the identity of the finding.
fn members(world: &World<'_>, check: &Check, subject: Subject) -> Vec<String> {
    let mut names = Vec::new();
    for fact in &check.members {
        if let Some(Value::List(list)) = fact.read(world, subject).value() {
            names.extend(list.iter().map(|name| name.to_string()));
        }
    }
    names.sort();
    names.dedup();
    names
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

impl Judgement {
    /// Findings that nobody accepted.
    pub fn open(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.allowed.is_none())
    }
}

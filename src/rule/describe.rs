//! Puts into words what the checks found. Never decides what is a finding.

use super::acceptance::{acceptance, idle};
use super::finding::{Because, Finding};
use super::gap::Gaps;
use super::judge::{Found, Sifted, sift};
use super::{Check, Truth, fingerprint};
use crate::architecture::Date;
use crate::diagnostic::{Diagnostic, Label};
use crate::facts::{self, FactId, FactType, Reading, State, Subject, Value, World};
use crate::parallel;
use crate::source::Span;
use crate::template::Context;
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;

/// What all checks made of an architecture.
#[derive(Debug, Default)]
pub struct Judgement<'w> {
    /// What was found, allowed findings included, ordered by severity, place and rule.
    pub findings: Vec<Finding>,
    /// What could not be assessed, ordered by rule and subject.
    pub unassessed: Gaps<'w>,
    /// Number of places that passed.
    pub passed: usize,
    /// Findings about `allow` entries that are over or accept nothing, by place.
    pub notices: Vec<Finding>,
    /// Texts of checks that could not be written, such as a filter that refuses its value: mistakes in rule files.
    pub mistakes: Vec<Diagnostic>,
}

/// Evaluates the checks and describes what they found; accepted findings hold until `today`.
pub fn judge<'w>(world: &World<'w>, checks: &'w [Check], today: Date) -> Judgement<'w> {
    describe(world, checks, sift(world, checks), today)
}

/// Describes what the checks found. The work is spread over all cores.
pub fn describe<'w>(world: &World<'w>, checks: &'w [Check], sifted: Sifted, today: Date) -> Judgement<'w> {
    let described = parallel::map(&sifted.found, |found| finding(world, &checks[found.check], found, today));
    let (findings, mistakes): (Vec<Finding>, Vec<Vec<Diagnostic>>) = described.into_iter().unzip();
    let mut judgement = Judgement {
        findings,
        unassessed: Gaps::new(world, checks, sifted.unassessed),
        passed: sifted.passed,
        notices: Vec::new(),
        mistakes: Vec::new(),
    };
    for mistake in mistakes.into_iter().flatten() {
        // One text fails for many subjects; the first is enough.
        if !judgement.mistakes.iter().any(|known| known.title == mistake.title) {
            judgement.mistakes.push(mistake);
        }
    }
    judgement.notices = idle(world, checks, &judgement, today);
    judgement.notices.sort_by_key(|finding| finding.primary.span);
    judgement.findings.sort_by(|a, b| {
        let key = |it: &Finding| (std::cmp::Reverse(it.severity), it.primary.span);
        key(a).cmp(&key(b)).then_with(|| (&a.rule, &a.subject_id).cmp(&(&b.rule, &b.subject_id)))
    });
    judgement
}

fn finding(world: &World<'_>, check: &Check, found: &Found, today: Date) -> (Finding, Vec<Diagnostic>) {
    let subject = found.subject;
    let decisive = check.when.decisive(world, subject, Truth::True);
    let (words, mistakes) = words(world, check, subject);
    let members = members(world, check, subject);
    let subject_id = world.id(subject);
    let primary = primary(world, check, subject, words.get("label").cloned().unwrap_or_default());
    let related = related(world, check, subject, primary.span);
    let finding = Finding {
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
        fingerprint: fingerprint::of(&check.id, subject, &subject_id, &members),
        members,
        allowed: acceptance(world, check, subject, today),
        because: decisive.iter().map(|fact| because(world, *fact, subject)).collect(),
        subject_id,
    };
    (finding, mistakes)
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
/// A text that cannot be written is empty, and a mistake of the check.
fn words(
    world: &World<'_>,
    check: &Check,
    subject: Subject,
) -> (BTreeMap<&'static str, String>, Vec<Diagnostic>) {
    let named = |fact: &FactId| {
        (fact.fact().name.replace('-', "_"), variable(&fact.read(world, subject), fact.fact().kind))
    };
    let context: Context = check.say.variables.iter().map(named).collect();
    let say = &check.say;
    let wanted = [("title", true), ("label", say.has_label), ("help", say.has_help), ("note", say.has_note)];
    let (mut words, mut mistakes) = (BTreeMap::new(), Vec::new());
    for (name, _) in wanted.into_iter().filter(|(_, there)| *there) {
        let text = say.templates.render_in(name, &context).unwrap_or_else(|error| {
            let title = format!("`{name}` of `{}` cannot be written: {}", check.id, error.reason);
            let mistake = Diagnostic::error("failing-template", title, say.span_of(name))
                .help("a fact may also be unknown (the word \"unknown\") or not apply (nothing): ask before a filter is applied");
            let place = format!("it failed for {} `{}`", subject.kind().word(), world.id(subject));
            mistakes.push(mistake.note(place));
            String::new()
        });
        words.insert(name, text.trim().to_owned());
    }
    (words, mistakes)
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

impl Judgement<'_> {
    /// Findings that nobody accepted.
    pub fn open(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.allowed.is_none())
    }
}

//! Judges: evaluates every check on every subject. Three outcomes per place: finding, pass, cannot assess. Never puts
//! anything into words.

use super::{Check, Class, Truth};
use crate::architecture::Policy;
use crate::diagnostic::Severity;
use crate::facts::{Provenance, Subject, World};
use crate::parallel;

/// A finding before it has words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found {
    /// Index of the check.
    pub check: usize,
    /// What it is about.
    pub subject: Subject,
    /// Its class.
    pub class: Class,
    /// Its severity, after the policy.
    pub severity: Severity,
    /// The weakest provenance among the facts that made the check speak.
    pub confidence: Provenance,
}

/// What all checks found: enough to count, to select and to compare. In the order of checks and subjects.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sifted {
    /// What was found.
    pub found: Vec<Found>,
    /// What could not be assessed: index of the check, and subject.
    pub unassessed: Vec<(usize, Subject)>,
    /// Number of places that passed.
    pub passed: usize,
}

/// Evaluates the checks. One pass over the subjects of each check, spread over all cores.
pub fn sift(world: &World<'_>, checks: &[Check]) -> Sifted {
    let mut whole = Sifted::default();
    for (index, check) in checks.iter().enumerate() {
        let severity = severity_of(check, &world.architecture.policy);
        if severity == Some(None) {
            continue;
        }
        let subjects = world.subjects(check.about);
        let sift = |part: &[Subject]| sift_part(world, (index, check), severity.flatten(), part);
        for part in parallel::chunks(&subjects, sift) {
            whole.found.extend(part.found);
            whole.unassessed.extend(part.unassessed);
            whole.passed += part.passed;
        }
    }
    whole
}

fn sift_part(
    world: &World<'_>,
    check: (usize, &Check),
    severity: Option<Severity>,
    subjects: &[Subject],
) -> Sifted {
    let mut sifted = Sifted::default();
    for subject in subjects.iter().copied() {
        match check.1.when.evaluate(world, subject) {
            Truth::True => sifted.found.push(find(world, check, subject, severity)),
            Truth::False => sifted.passed += 1,
            Truth::Unknown => sifted.unassessed.push((check.0, subject)),
        }
    }
    sifted
}

/// The severity the policy gives a check: none where it says nothing, `Some(None)` where it switches the check off.
fn severity_of(check: &Check, policy: &Policy) -> Option<Option<Severity>> {
    policy.severity.iter().find(|(rule, _)| rule.value == check.id).map(|(_, severity)| severity.value)
}

fn find(
    world: &World<'_>,
    (index, check): (usize, &Check),
    subject: Subject,
    severity: Option<Severity>,
) -> Found {
    let decisive = check.when.decisive(world, subject, Truth::True);
    let confidence = confidence(decisive.iter().map(|fact| fact.read(world, subject).provenance));
    let grade = check.grades.iter().find(|grade| grade.when.evaluate(world, subject) == Truth::True);
    let class = grade.map_or(check.class, |grade| grade.class);
    let severity = severity.unwrap_or_else(|| class.severity_at(confidence));
    Found { check: index, subject, class, severity, confidence }
}

/// The weakest provenance among the facts. A fact that is decisive because it is not known is certain to be so.
fn confidence(decisive: impl Iterator<Item = Provenance>) -> Provenance {
    decisive.filter(|provenance| *provenance != Provenance::Unknown).max().unwrap_or(Provenance::Derived)
}

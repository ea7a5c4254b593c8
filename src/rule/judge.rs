//! Judges: evaluates every check on every subject. Three outcomes per place: finding, pass, cannot assess. Never puts
//! anything into words.

use super::program::Program;
use super::{Check, Class};
use crate::architecture::Policy;
use crate::diagnostic::Severity;
use crate::facts::{Provenance, Subject, SubjectKind, World};
use crate::parallel;

/// Subjects that are judged in one go.
const PIECE: usize = 1_024;

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

/// Evaluates the checks: one pass over all subjects of a kind, spread over all cores.
pub fn sift(world: &World<'_>, checks: &[Check]) -> Sifted {
    world.analysis.prepare();
    let mut by_check: Vec<Vec<Sifted>> = checks.iter().map(|_| Vec::new()).collect();
    for (kind, _) in SubjectKind::ALL {
        let program = program(checks, kind, &world.architecture.policy);
        if program.checks().next().is_none() {
            continue;
        }
        let subjects = world.subjects(kind);
        // What is asked of a journey can take long, so that every one of them is a piece of work by itself.
        let length = if kind == SubjectKind::Journey { 1 } else { PIECE };
        for part in parallel::pieces(&subjects, length, |part| program.run(world, part)) {
            program.checks().zip(part).for_each(|(check, sifted)| by_check[check].push(sifted));
        }
    }
    let mut whole = Sifted::default();
    for part in by_check.into_iter().flatten() {
        whole.found.extend(part.found);
        whole.unassessed.extend(part.unassessed);
        whole.passed += part.passed;
    }
    whole
}

fn program<'c>(checks: &'c [Check], kind: SubjectKind, policy: &Policy) -> Program<'c> {
    let mut program = Program::default();
    for (index, check) in checks.iter().enumerate().filter(|(_, check)| check.about == kind) {
        match severity_of(check, policy) {
            Some(None) => {}
            severity => program.add(index, check, severity.flatten()),
        }
    }
    program
}

/// The severity the policy gives a check: none where it says nothing, `Some(None)` where it switches the check off.
fn severity_of(check: &Check, policy: &Policy) -> Option<Option<Severity>> {
    policy.severity.iter().find(|(rule, _)| rule.value == check.id).map(|(_, severity)| severity.value)
}

//! The checks about one kind of subject, compiled together: what several of them compare is read and compared once per
//! subject, and what is cheap comes first. Never comes to another result than [`Condition`].

use super::condition::{Condition, Operand, compare, is_one_of};
use super::judge::{Found, Sifted};
use super::{Check, Class, Truth};
use crate::diagnostic::Severity;
use crate::facts::{FactId, Provenance, Reading, State, Subject, World};

/// Compiled checks.
#[derive(Default)]
pub(super) struct Program<'c> {
    facts: Vec<FactId>,
    tests: Vec<Test<'c>>,
    rules: Vec<Rule>,
}

/// One check.
struct Rule {
    check: usize,
    severity: Option<Severity>,
    class: Class,
    when: Part,
    grades: Vec<(Class, Part)>,
}

/// A condition over numbered tests.
enum Part {
    All(Vec<Part>),
    Any(Vec<Part>),
    Not(Box<Part>),
    Test(usize),
}

/// One comparison, and the numbers of the facts on both its sides.
struct Test<'c> {
    condition: &'c Condition,
    left: usize,
    right: usize,
}

impl<'c> Program<'c> {
    /// Adds a check, by its index. A severity overrules the one of its class.
    pub(super) fn add(&mut self, index: usize, check: &'c Check, severity: Option<Severity>) {
        let when = self.part(&check.when);
        let grades = check.grades.iter().map(|grade| (grade.class, self.part(&grade.when))).collect();
        self.rules.push(Rule { check: index, severity, class: check.class, when, grades });
    }

    /// The indices of its checks, in the order they were added.
    pub(super) fn checks(&self) -> impl Iterator<Item = usize> {
        self.rules.iter().map(|rule| rule.check)
    }

    /// Judges the subjects by every check; one result per check.
    pub(super) fn run(&self, world: &World<'_>, subjects: &[Subject]) -> Vec<Sifted> {
        let mut sifted: Vec<Sifted> = self.rules.iter().map(|_| Sifted::default()).collect();
        let mut sheet = Sheet::new(self, world);
        for subject in subjects {
            sheet.turn(*subject);
            for (rule, sifted) in self.rules.iter().zip(&mut sifted) {
                match sheet.truth(&rule.when) {
                    Truth::True => sifted.found.push(sheet.find(rule)),
                    Truth::False => sifted.passed += 1,
                    Truth::Unknown => sifted.unassessed.push((rule.check, *subject)),
                }
            }
        }
        sifted
    }

    fn part(&mut self, condition: &'c Condition) -> Part {
        match condition {
            Condition::All(parts) => Part::All(self.parts(parts)),
            Condition::Any(parts) => Part::Any(self.parts(parts)),
            Condition::Not(part) => Part::Not(Box::new(self.part(part))),
            Condition::OneOf(fact, _) | Condition::IsKnown(fact, _) => self.test(condition, *fact, *fact),
            Condition::Compare(left, _, Operand::Number(_)) => self.test(condition, *left, *left),
            Condition::Compare(left, _, Operand::Fact(right)) => self.test(condition, *left, *right),
        }
    }

    /// The cheapest first; neither and nor or cares for the order.
    fn parts(&mut self, conditions: &'c [Condition]) -> Vec<Part> {
        let mut conditions: Vec<&Condition> = conditions.iter().collect();
        conditions.sort_by_key(|condition| cost(condition));
        conditions.into_iter().map(|condition| self.part(condition)).collect()
    }

    fn test(&mut self, condition: &'c Condition, left: FactId, right: FactId) -> Part {
        let known = self.tests.iter().position(|test| test.condition == condition);
        Part::Test(known.unwrap_or_else(|| {
            let (left, right) = (self.number(left), self.number(right));
            self.tests.push(Test { condition, left, right });
            self.tests.len() - 1
        }))
    }

    fn number(&mut self, fact: FactId) -> usize {
        let known = self.facts.iter().position(|known| *known == fact);
        known.unwrap_or_else(|| {
            self.facts.push(fact);
            self.facts.len() - 1
        })
    }
}

/// What the dearest and what the cheapest comparison of a condition cost.
fn cost(condition: &Condition) -> (u8, u8) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => {
            let costs = parts.iter().map(cost);
            costs.reduce(|one, other| (one.0.max(other.0), one.1.min(other.1))).unwrap_or_default()
        }
        Condition::Not(part) => cost(part),
        Condition::OneOf(fact, _) | Condition::IsKnown(fact, _) => (fact.cost(), fact.cost()),
        Condition::Compare(fact, _, Operand::Number(_)) => (fact.cost(), fact.cost()),
        Condition::Compare(left, _, Operand::Fact(right)) => {
            let cost = left.cost().max(right.cost());
            (cost, cost)
        }
    }
}

/// What is known so far about one subject.
struct Sheet<'p, 'w> {
    program: &'p Program<'p>,
    world: &'p World<'w>,
    subject: Subject,
    truths: Vec<Option<Truth>>,
    readings: Vec<Option<Reading<'w>>>,
}

impl<'p, 'w> Sheet<'p, 'w> {
    fn new(program: &'p Program<'p>, world: &'p World<'w>) -> Self {
        let truths = vec![None; program.tests.len()];
        let readings = program.facts.iter().map(|_| None).collect();
        Self { program, world, subject: Subject::System, truths, readings }
    }

    /// Forgets everything and goes on with another subject.
    fn turn(&mut self, subject: Subject) {
        self.subject = subject;
        self.truths.fill(None);
        self.readings.iter_mut().for_each(|reading| *reading = None);
    }

    fn read(&mut self, fact: usize) -> &Reading<'w> {
        let read = || self.program.facts[fact].read(self.world, self.subject);
        self.readings[fact].get_or_insert_with(read)
    }

    fn truth(&mut self, part: &Part) -> Truth {
        match part {
            Part::All(parts) => Truth::all(parts.iter().map(|part| self.truth(part))),
            Part::Any(parts) => Truth::any(parts.iter().map(|part| self.truth(part))),
            Part::Not(part) => !self.truth(part),
            Part::Test(test) => self.test(*test),
        }
    }

    fn test(&mut self, index: usize) -> Truth {
        if let Some(truth) = self.truths[index] {
            return truth;
        }
        let test = &self.program.tests[index];
        let truth = match test.condition {
            Condition::OneOf(_, values) => is_one_of(&self.read(test.left).state, values),
            Condition::IsKnown(_, wanted) => {
                Truth::from(matches!(self.read(test.left).state, State::Unknown) != *wanted)
            }
            Condition::Compare(_, comparison, Operand::Number(number)) => {
                comparison.with_number(&self.read(test.left).state, *number)
            }
            Condition::Compare(_, comparison, Operand::Fact(_)) => {
                self.read(test.left);
                self.read(test.right);
                let state =
                    |fact: usize| self.readings[fact].as_ref().map_or(&State::Unknown, |it| &it.state);
                compare(state(test.left), *comparison, state(test.right))
            }
            Condition::All(_) | Condition::Any(_) | Condition::Not(_) => {
                unreachable!("a test is a comparison")
            }
        };
        self.truths[index] = Some(truth);
        truth
    }

    fn find(&mut self, rule: &Rule) -> Found {
        let mut weakest = None;
        self.weigh(&rule.when, Truth::True, &mut weakest);
        let confidence = weakest.unwrap_or(Provenance::Derived);
        let grade = rule.grades.iter().find(|(_, when)| self.truth(when) == Truth::True);
        let class = grade.map_or(rule.class, |(class, _)| *class);
        let severity = rule.severity.unwrap_or_else(|| class.severity_at(confidence));
        Found { check: rule.check, subject: self.subject, class, severity, confidence }
    }

    /// The weakest provenance among the facts of the parts that have this truth themselves. A fact that is decisive because
    /// it is not known is certain to be so.
    fn weigh(&mut self, part: &Part, truth: Truth, weakest: &mut Option<Provenance>) {
        if self.truth(part) != truth {
            return;
        }
        match part {
            Part::All(parts) | Part::Any(parts) => {
                parts.iter().for_each(|part| self.weigh(part, truth, weakest));
            }
            Part::Not(part) => self.weigh(part, !truth, weakest),
            Part::Test(test) => {
                let Test { left, right, .. } = self.program.tests[*test];
                for fact in [left, right] {
                    let provenance = self.read(fact).provenance;
                    if provenance != Provenance::Unknown {
                        *weakest = (*weakest).max(Some(provenance));
                    }
                }
            }
        }
    }
}

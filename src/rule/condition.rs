//! Conditions: typed comparisons of facts, joined by and, or and not. Never reads a file.

use super::Truth;
use crate::facts::{FactId, State, Subject, Value, World};

/// A condition about one subject.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// All parts hold.
    All(Vec<Condition>),
    /// At least one part holds.
    Any(Vec<Condition>),
    /// The part does not hold.
    Not(Box<Condition>),
    /// The fact has one of these values.
    OneOf(FactId, Vec<Value<'static>>),
    /// The fact compares like this.
    Compare(FactId, Comparison, Operand),
    /// The fact is known, or is not.
    IsKnown(FactId, bool),
}

/// How two ordered values compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `>=`
    AtLeast,
    /// `<=`
    AtMost,
    /// `>`
    MoreThan,
    /// `<`
    LessThan,
}

impl Comparison {
    /// All comparisons with their words.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::AtLeast, "at-least"),
        (Self::AtMost, "at-most"),
        (Self::MoreThan, "more-than"),
        (Self::LessThan, "less-than"),
    ];

    /// Whether a state compares like this with a number.
    pub(super) fn with_number(self, left: &State<'_>, right: f64) -> Truth {
        match left {
            State::NotApplicable => Truth::False,
            State::Known(Value::Number(left)) => Truth::from(self.holds(*left, right)),
            State::Known(_) | State::Unknown => Truth::Unknown,
        }
    }

    fn holds(self, left: f64, right: f64) -> bool {
        match self {
            Self::AtLeast => left >= right,
            Self::AtMost => left <= right,
            Self::MoreThan => left > right,
            Self::LessThan => left < right,
        }
    }
}

/// What a fact is compared with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Operand {
    /// A number in the fact's base unit.
    Number(f64),
    /// Another fact about the same subject.
    Fact(FactId),
}

impl Condition {
    /// Whether the condition holds. A comparison with a fact that does not apply is false.
    pub fn evaluate(&self, world: &World<'_>, subject: Subject) -> Truth {
        match self {
            Self::All(parts) => Truth::all(parts.iter().map(|part| part.evaluate(world, subject))),
            Self::Any(parts) => Truth::any(parts.iter().map(|part| part.evaluate(world, subject))),
            Self::Not(part) => !part.evaluate(world, subject),
            Self::OneOf(fact, values) => is_one_of(&fact.read(world, subject).state, values),
            Self::Compare(fact, comparison, operand) => {
                let left = fact.read(world, subject).state;
                match operand {
                    Operand::Number(right) => comparison.with_number(&left, *right),
                    Operand::Fact(right) => compare(&left, *comparison, &right.read(world, subject).state),
                }
            }
            Self::IsKnown(fact, wanted) => {
                let known = !matches!(fact.read(world, subject).state, State::Unknown);
                Truth::from(known == *wanted)
            }
        }
    }

    /// The facts that settle the condition as `truth`: those of the parts that have this truth themselves.
    /// In the order they are written, each once.
    pub fn decisive(&self, world: &World<'_>, subject: Subject, truth: Truth) -> Vec<FactId> {
        let mut facts = Vec::new();
        self.collect_decisive(world, subject, truth, &mut facts);
        facts
    }

    fn collect_decisive(&self, world: &World<'_>, subject: Subject, truth: Truth, facts: &mut Vec<FactId>) {
        if self.evaluate(world, subject) != truth {
            return;
        }
        let mut add = |fact: FactId| {
            if !facts.contains(&fact) {
                facts.push(fact);
            }
        };
        match self {
            Self::All(parts) | Self::Any(parts) => {
                parts.iter().for_each(|part| part.collect_decisive(world, subject, truth, facts));
            }
            Self::Not(part) => part.collect_decisive(world, subject, !truth, facts),
            Self::OneOf(fact, _) | Self::IsKnown(fact, _) | Self::Compare(fact, _, Operand::Number(_)) => {
                add(*fact)
            }
            Self::Compare(left, _, Operand::Fact(right)) => {
                add(*left);
                add(*right);
            }
        }
    }
}

pub(super) fn is_one_of(state: &State<'_>, values: &[Value<'static>]) -> Truth {
    match state {
        State::Known(value) => Truth::from(values.iter().any(|wanted| wanted == value)),
        State::NotApplicable => Truth::False,
        State::Unknown => Truth::Unknown,
    }
}

pub(super) fn compare(left: &State<'_>, comparison: Comparison, right: &State<'_>) -> Truth {
    match (left, right) {
        (State::NotApplicable, _) | (_, State::NotApplicable) => Truth::False,
        (State::Known(Value::Number(left)), State::Known(Value::Number(right))) => {
            Truth::from(comparison.holds(*left, *right))
        }
        _ => Truth::Unknown,
    }
}

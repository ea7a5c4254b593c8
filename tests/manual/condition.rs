//! Conditions of checks in words. Never evaluates one.

use crate::markdown::{code, joined};
use syncwise::facts::{FactId, FactType, Value, show};
use syncwise::rule::{Comparison, Condition, Operand};

/// The condition as a nested list.
pub(crate) fn list(condition: &Condition) -> String {
    let mut text = String::new();
    top(condition, &mut text);
    text
}

fn top(condition: &Condition, text: &mut String) {
    match condition {
        Condition::All(parts) => parts.iter().for_each(|part| top(part, text)),
        one => item(one, 0, text),
    }
}

fn item(condition: &Condition, depth: usize, text: &mut String) {
    let (head, parts): (String, &[Condition]) = match condition {
        Condition::All(parts) => ("all of".into(), parts),
        Condition::Any(parts) => ("at least one of".into(), parts),
        Condition::Not(part) => match &**part {
            Condition::All(parts) => ("not all of".into(), parts),
            Condition::Any(parts) => ("none of".into(), parts),
            one => (format!("not: {}", sentence(one)), &[]),
        },
        one => (sentence(one), &[]),
    };
    *text += &format!("{}- {head}\n", "  ".repeat(depth));
    parts.iter().for_each(|part| item(part, depth + 1, text));
}

/// The condition in one line.
pub(crate) fn sentence(condition: &Condition) -> String {
    let each = |parts: &[Condition]| -> Vec<String> { parts.iter().map(inner).collect() };
    match condition {
        Condition::All(parts) => joined(&each(parts), "and"),
        Condition::Any(parts) => joined(&each(parts), "or"),
        Condition::Not(part) => format!("not ({})", sentence(part)),
        Condition::OneOf(fact, values) => {
            let kind = fact.fact().kind;
            let values: Vec<String> = values.iter().map(|value| literal(value, kind)).collect();
            format!("{} is {}", name(*fact), joined(&values, "or"))
        }
        Condition::Compare(fact, comparison, operand) => {
            let right = match operand {
                Operand::Number(number) => show(&Value::Number(*number), fact.fact().kind),
                Operand::Fact(other) => name(*other),
            };
            format!("{} is {} {right}", name(*fact), word(*comparison).replace('-', " "))
        }
        Condition::IsKnown(fact, true) => format!("{} is known", name(*fact)),
        Condition::IsKnown(fact, false) => format!("{} is not known", name(*fact)),
    }
}

fn inner(condition: &Condition) -> String {
    match condition {
        Condition::All(_) | Condition::Any(_) => format!("({})", sentence(condition)),
        one => sentence(one),
    }
}

fn literal(value: &Value<'_>, kind: FactType) -> String {
    match value {
        Value::Text(_) => code(&show(value, kind)),
        _ => show(value, kind),
    }
}

fn name(fact: FactId) -> String {
    code(fact.fact().name)
}

fn word(comparison: Comparison) -> &'static str {
    let known = Comparison::ALL.iter().find(|(known, _)| *known == comparison);
    known.map(|(_, word)| *word).expect("every comparison has a word")
}

/// The facts of a condition, each once, in the order they are written.
pub(crate) fn facts(condition: &Condition, found: &mut Vec<FactId>) {
    let mut add = |fact: FactId| {
        if !found.contains(&fact) {
            found.push(fact);
        }
    };
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().for_each(|part| facts(part, found)),
        Condition::Not(part) => facts(part, found),
        Condition::OneOf(fact, _) | Condition::IsKnown(fact, _) => add(*fact),
        Condition::Compare(fact, _, operand) => {
            add(*fact);
            if let Operand::Fact(other) = operand {
                add(*other);
            }
        }
    }
}

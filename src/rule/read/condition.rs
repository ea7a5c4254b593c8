//! Reads conditions: `fact = value`, `fact = [x, y]`, `fact = { at-least = n }`, `all`, `any`, `not`. Checks that facts
//! exist and that values have their type. Never evaluates.

use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::document::{Item, Table, Value};
use crate::facts::{self, FactId, FactType, SubjectKind};
use crate::rule::condition::{Comparison, Condition, Operand};
use crate::source::Spanned;

/// Reads a table of conditions joined by and; keys in `skip` are not conditions.
pub(super) fn read_condition(
    table: Table<'_, '_>,
    about: SubjectKind,
    skip: &[&str],
    diagnostics: &mut Vec<Diagnostic>,
) -> Condition {
    let mut parts = Vec::new();
    for (key, item) in table.entries().filter(|(key, _)| !skip.contains(&key.value)) {
        match key.value {
            "all" => parts.push(Condition::All(read_list(key.value, item, about, diagnostics))),
            "any" => parts.push(Condition::Any(read_list(key.value, item, about, diagnostics))),
            "not" => match item.table("not") {
                Ok(table) => {
                    parts.push(Condition::Not(Box::new(read_condition(table, about, &[], diagnostics))))
                }
                Err(diagnostic) => diagnostics.push(*diagnostic),
            },
            _ => match read_comparison(key, item, about) {
                Ok(condition) => parts.push(condition),
                Err(diagnostic) => diagnostics.push(*diagnostic),
            },
        }
    }
    if parts.is_empty() && diagnostics.is_empty() {
        let title = "a condition without any comparison always holds";
        diagnostics.push(Diagnostic::error("empty-condition", title, table.span));
    }
    if parts.len() == 1 { parts.remove(0) } else { Condition::All(parts) }
}

fn read_list(
    key: &str,
    item: Item<'_, '_>,
    about: SubjectKind,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Condition> {
    let Value::List(items) = item.value() else {
        diagnostics.push(item.wrong_shape(key, "a list of tables"));
        return Vec::new();
    };
    let mut parts = Vec::new();
    for item in items {
        match item.table(key) {
            Ok(table) => parts.push(read_condition(table, about, &[], diagnostics)),
            Err(diagnostic) => diagnostics.push(*diagnostic),
        }
    }
    parts
}

type Read<T> = Result<T, Box<Diagnostic>>;

fn read_comparison(key: Spanned<&str>, item: Item<'_, '_>, about: SubjectKind) -> Read<Condition> {
    let fact = fact_named(key, about)?;
    match item.value() {
        Value::List(items) => {
            let values: Read<Vec<_>> = items.into_iter().map(|item| read_value(fact, item)).collect();
            Ok(Condition::OneOf(fact, values?))
        }
        Value::Table(table) => read_bounds(fact, table, about),
        _ => Ok(Condition::OneOf(fact, vec![read_value(fact, item)?])),
    }
}

/// The fact a key names, or a diagnostic with a near name.
fn fact_named(name: Spanned<&str>, about: SubjectKind) -> Read<FactId> {
    FactId::named(about, name.value).ok_or_else(|| {
        let title = format!("there is no fact `{}` about {}", name.value, about.phrase());
        Box::new(
            Diagnostic::error("unknown-fact", title, name.span)
                .maybe_help(did_you_mean(name.value, FactId::names(about))),
        )
    })
}

fn read_value(fact: FactId, item: Item<'_, '_>) -> Read<facts::Value<'static>> {
    let fact = fact.fact();
    match (fact.kind, item.value()) {
        (FactType::Flag, Value::Flag(flag)) => Ok(facts::Value::Flag(flag)),
        (FactType::Count | FactType::Number, Value::Integer(number)) => {
            Ok(facts::Value::Number(number as f64))
        }
        (FactType::Number, Value::Float(number)) if number.is_finite() => Ok(facts::Value::Number(number)),
        (kind, Value::Text(text)) => facts::parse(text, kind).map_err(|reason| {
            let title = format!("`{}`: \"{text}\" {reason}", fact.name);
            Box::new(Diagnostic::error("wrong-type", title, item.span))
        }),
        (kind, _) => Err(Box::new(item.wrong_shape(fact.name, &kind.describe()))),
    }
}

fn read_bounds(fact: FactId, table: Table<'_, '_>, about: SubjectKind) -> Read<Condition> {
    let mut parts = Vec::new();
    for (key, item) in table.entries() {
        if key.value == "known" {
            let Value::Flag(known) = item.value() else {
                return Err(Box::new(item.wrong_shape("known", "true or false")));
            };
            parts.push(Condition::IsKnown(fact, known));
            continue;
        }
        let comparison =
            Comparison::ALL.iter().find(|(_, word)| *word == key.value).map(|(comparison, _)| *comparison);
        let Some(comparison) = comparison else {
            let words = || Comparison::ALL.iter().map(|(_, word)| *word).chain(["known"]);
            let help = did_you_mean(key.value, words())
                .unwrap_or_else(|| format!("write one of {}", words().collect::<Vec<_>>().join(", ")));
            let title = format!("unknown comparison `{}`", key.value);
            return Err(Box::new(Diagnostic::error("unknown-key", title, key.span).help(help)));
        };
        if !fact.fact().kind.is_ordered() {
            let title = format!("`{}` has no order, so `{}` means nothing", fact.fact().name, key.value);
            return Err(Box::new(Diagnostic::error("wrong-type", title, key.span)));
        }
        parts.push(Condition::Compare(fact, comparison, read_operand(fact, item, about)?));
    }
    if parts.is_empty() {
        return Err(Box::new(Diagnostic::error("empty-condition", "a comparison with nothing", table.span)));
    }
    Ok(if parts.len() == 1 { parts.remove(0) } else { Condition::All(parts) })
}

/// A value of the fact's own type, or the name of another fact of that type.
fn read_operand(fact: FactId, item: Item<'_, '_>, about: SubjectKind) -> Read<Operand> {
    if let Value::Text(name) = item.value()
        && let Some(other) = FactId::named(about, name)
    {
        if other.fact().kind != fact.fact().kind {
            let (left, right) = (fact.fact(), other.fact());
            let title = format!(
                "`{}` is a {} and `{}` a {}",
                left.name,
                left.kind.describe(),
                right.name,
                right.kind.describe()
            );
            return Err(Box::new(Diagnostic::error("wrong-type", title, item.span)));
        }
        return Ok(Operand::Fact(other));
    }
    match read_value(fact, item) {
        Ok(facts::Value::Number(number)) => Ok(Operand::Number(number)),
        Ok(_) => Err(Box::new(item.wrong_shape(fact.fact().name, "a number"))),
        Err(diagnostic) => {
            let near = item.text("").ok().and_then(|text| did_you_mean(text, FactId::names(about)));
            Err(Box::new(diagnostic.maybe_help(near)))
        }
    }
}

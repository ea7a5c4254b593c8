//! The condition of a veto as written: comparisons of facts, joined. Never resolves a name.

use super::Quantity;
use super::field::word_of;
use crate::diagnostic::Diagnostic;
use crate::document::{Item, Table, Value, unknown_key};
use crate::source::{Span, Spanned};

/// A condition over facts.
#[derive(Debug, Clone)]
pub enum When {
    /// Every part holds; the entries of one table are joined this way.
    All(Vec<When>),
    /// At least one part holds.
    Any(Vec<When>),
    /// The part does not hold.
    Not(Box<When>),
    /// A fact passes a test.
    Fact(Spanned<Box<str>>, Test),
}

/// What a fact is compared with.
#[derive(Debug, Clone)]
pub enum Test {
    /// One of these words.
    Words(Vec<Spanned<Box<str>>>),
    /// This much or more.
    AtLeast(Operand),
    /// This much or less.
    AtMost(Operand),
    /// Strictly more.
    MoreThan(Operand),
    /// Strictly less.
    LessThan(Operand),
}

/// The other side of a comparison of numbers.
#[derive(Debug, Clone)]
pub enum Operand {
    /// A number with its unit.
    Quantity(Spanned<Quantity>),
    /// Another fact.
    Fact(Spanned<Box<str>>),
}

const COMPARISONS: [&str; 4] = ["at-least", "at-most", "less-than", "more-than"];

impl When {
    /// Reads the table of a condition; whatever is wrong is left out and reported.
    pub(super) fn read(table: Table<'_, '_>, mistakes: &mut Vec<Diagnostic>) -> Self {
        let mut parts = Vec::new();
        for (key, item) in table.entries() {
            let part = match key.value {
                "all" => Some(Self::All(Self::list(item, key.value, mistakes))),
                "any" => Some(Self::Any(Self::list(item, key.value, mistakes))),
                "not" => Self::one(item, key.value, mistakes).map(|part| Self::Not(Box::new(part))),
                _ => Test::read(key, item, mistakes).map(|test| Self::Fact(key.map(Into::into), test)),
            };
            parts.extend(part);
        }
        if table.is_empty() {
            mistakes.push(Diagnostic::error("empty-condition", "a condition compares nothing", table.span));
        }
        Self::All(parts)
    }

    fn list(item: Item<'_, '_>, key: &str, mistakes: &mut Vec<Diagnostic>) -> Vec<Self> {
        item.items().into_iter().filter_map(|item| Self::one(item, key, mistakes)).collect()
    }

    fn one(item: Item<'_, '_>, key: &str, mistakes: &mut Vec<Diagnostic>) -> Option<Self> {
        match item.table(key) {
            Ok(table) => Some(Self::read(table, mistakes)),
            Err(mistake) => {
                mistakes.push(*mistake);
                None
            }
        }
    }
}

impl Test {
    fn read(key: Spanned<&str>, item: Item<'_, '_>, mistakes: &mut Vec<Diagnostic>) -> Option<Self> {
        match item.value() {
            Value::Table(table) => Self::comparison(table, mistakes),
            Value::Text(_) | Value::Flag(_) => word_of(item).map(|word| Self::Words(vec![word])),
            Value::List(items) => Self::words(key.value, &items, mistakes),
            _ => {
                let wanted = "a word, a list of words or a comparison such as { at-least = 3 }";
                mistakes.push(item.wrong_shape(key.value, wanted));
                None
            }
        }
    }

    fn words(key: &str, items: &[Item<'_, '_>], mistakes: &mut Vec<Diagnostic>) -> Option<Self> {
        let strangers = items.iter().filter(|item| word_of(**item).is_none());
        mistakes.extend(strangers.map(|item| item.wrong_shape(key, "a list of words")));
        let words: Vec<_> = items.iter().filter_map(|item| word_of(*item)).collect();
        (!words.is_empty()).then_some(Self::Words(words))
    }

    fn comparison(table: Table<'_, '_>, mistakes: &mut Vec<Diagnostic>) -> Option<Self> {
        let entries: Vec<_> = table.entries().collect();
        let [(key, item)] = entries.as_slice() else {
            let title = "a comparison has exactly one of `at-least`, `at-most`, `less-than`, `more-than`";
            mistakes.push(Diagnostic::error("wrong-comparison", title, table.span));
            return None;
        };
        let operand = Operand::read(*item).or_else(|| {
            mistakes.push(item.wrong_shape(key.value, "a number, a quantity or the name of a fact"));
            None
        })?;
        match key.value {
            "at-least" => Some(Self::AtLeast(operand)),
            "at-most" => Some(Self::AtMost(operand)),
            "more-than" => Some(Self::MoreThan(operand)),
            "less-than" => Some(Self::LessThan(operand)),
            _ => {
                mistakes.push(unknown_key(*key, "a comparison", COMPARISONS));
                None
            }
        }
    }
}

impl Operand {
    /// Where the operand was written.
    pub fn span(&self) -> Span {
        match self {
            Self::Quantity(quantity) => quantity.span,
            Self::Fact(name) => name.span,
        }
    }

    fn read(item: Item<'_, '_>) -> Option<Self> {
        if let Some(quantity) = Quantity::read(item) {
            return Some(Self::Quantity(Spanned::new(quantity, item.span)));
        }
        match item.value() {
            Value::Text(name) => Some(Self::Fact(Spanned::new(name.into(), item.span))),
            _ => None,
        }
    }
}

//! Reads the keys of one table and collects what is wrong with them. Never knows what a criterion is.

use crate::architecture::keys::{Key, names};
use crate::diagnostic::Diagnostic;
use crate::document::{Item, Table, Value, unknown_key};
use crate::source::{Span, Spanned};

/// A table that is being read, with the mistakes found so far.
pub(super) struct Fields<'a, 'd, 's> {
    table: Table<'d, 's>,
    place: &'static str,
    mistakes: &'a mut Vec<Diagnostic>,
}

impl<'a, 'd, 's> Fields<'a, 'd, 's> {
    /// Reads `table`, called `place` in messages, in which only `known` keys may stand.
    pub(super) fn new(
        table: Table<'d, 's>,
        place: &'static str,
        known: &'static [Key],
        mistakes: &'a mut Vec<Diagnostic>,
    ) -> Self {
        for (key, _) in table.entries() {
            if !names(known).any(|name| name == key.value) {
                mistakes.push(unknown_key(key, place, names(known)));
            }
        }
        Self { table, place, mistakes }
    }

    /// Records a mistake.
    pub(super) fn report(&mut self, mistake: Diagnostic) {
        self.mistakes.push(mistake);
    }

    /// The span of the table.
    pub(super) fn span(&self) -> Span {
        self.table.span
    }

    /// The value of a key that may be left out.
    pub(super) fn optional(&self, key: &str) -> Option<Item<'d, 's>> {
        self.table.get(key)
    }

    /// The value of a key that must be there.
    pub(super) fn required(&mut self, key: &str) -> Option<Item<'d, 's>> {
        let item = self.table.get(key);
        if item.is_none() {
            let title = format!("{} has no `{key}`", self.place);
            self.report(Diagnostic::error("missing-key", title, self.table.span));
        }
        item
    }

    /// The text of a key that must be there.
    pub(super) fn text(&mut self, key: &str) -> Option<Spanned<Box<str>>> {
        let item = self.required(key)?;
        self.text_of(key, item)
    }

    /// The text of a key that may be left out.
    pub(super) fn optional_text(&mut self, key: &str) -> Option<Spanned<Box<str>>> {
        let item = self.optional(key)?;
        self.text_of(key, item)
    }

    /// The number of a key that may be left out.
    pub(super) fn number(&mut self, key: &str) -> Option<Spanned<f64>> {
        let item = self.optional(key)?;
        let number = number_of(item);
        if number.is_none() {
            self.report(item.wrong_shape(key, "a number"));
        }
        number.map(|number| Spanned::new(number, item.span))
    }

    /// The table of a key that must be there.
    pub(super) fn table(&mut self, key: &str) -> Option<Table<'d, 's>> {
        let item = self.required(key)?;
        self.table_of(key, item)
    }

    /// The tables of a list that may be left out.
    pub(super) fn tables(&mut self, key: &str) -> Vec<Table<'d, 's>> {
        let items = self.optional(key).map(Item::items).unwrap_or_default();
        items.into_iter().filter_map(|item| self.table_of(key, item)).collect()
    }

    /// Where further mistakes go.
    pub(super) fn mistakes(&mut self) -> &mut Vec<Diagnostic> {
        self.mistakes
    }

    fn text_of(&mut self, key: &str, item: Item<'d, 's>) -> Option<Spanned<Box<str>>> {
        match item.text(key) {
            Ok(text) => Some(Spanned::new(text.into(), item.span)),
            Err(mistake) => {
                self.report(*mistake);
                None
            }
        }
    }

    fn table_of(&mut self, key: &str, item: Item<'d, 's>) -> Option<Table<'d, 's>> {
        match item.table(key) {
            Ok(table) => Some(table),
            Err(mistake) => {
                self.report(*mistake);
                None
            }
        }
    }
}

/// A finite number, whole or not.
pub(super) fn number_of(item: Item<'_, '_>) -> Option<f64> {
    match item.value() {
        Value::Integer(number) => Some(number as f64),
        Value::Float(number) if number.is_finite() => Some(number),
        _ => None,
    }
}

/// A word, or `true` or `false` as a word.
pub(super) fn word_of(item: Item<'_, '_>) -> Option<Spanned<Box<str>>> {
    let word: Box<str> = match item.value() {
        Value::Text(text) => text.into(),
        Value::Flag(flag) => if flag { "true" } else { "false" }.into(),
        _ => return None,
    };
    Some(Spanned::new(word, item.span))
}

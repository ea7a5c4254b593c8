//! Reads the vetoes and the examples of a criterion. Never evaluates them.

use super::field::{Fields, word_of};
use super::{Example, ExampleValue, Quantity, Veto, When};
use crate::architecture::{Choice, Mode};
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::document::{Item, Table};
use crate::rule::keys;

impl Veto {
    pub(super) fn read(table: Table<'_, '_>, mistakes: &mut Vec<Diagnostic>) -> Option<Self> {
        let mut fields = Fields::new(table, "a veto", keys::VETO, mistakes);
        let (id, reason) = (fields.text("id"), fields.text("reason"));
        let (assumes, relaxation) = (fields.text("assumes"), fields.text("relaxation"));
        let when = fields.table("when");
        let blocks = fields.required("blocks").map(|item| modes(item, &mut fields));
        let when = when.map(|table| When::read(table, fields.mistakes()));
        Some(Self {
            id: id?,
            blocks: blocks?,
            when: when?,
            reason: reason?.value,
            assumes: assumes?.value,
            relaxation: relaxation?.value,
        })
    }
}

impl Example {
    /// Reads an example whose single fact must be `fact`.
    pub(super) fn read(table: Table<'_, '_>, fact: &str, mistakes: &mut Vec<Diagnostic>) -> Option<Self> {
        let mut fields = Fields::new(table, "an example", keys::CRITERION_EXAMPLE, mistakes);
        let (title, favours, facts) = (fields.text("title"), fields.text("favours"), fields.table("facts"));
        let span = fields.span();
        let (title, favours, facts) = (title?, favours?, facts?);
        let favours = match &*favours.value {
            "sync" => Some(Mode::Sync),
            "async" => Some(Mode::Async),
            "neither" => None,
            other => {
                let title = format!("`{other}` is none of `sync`, `async`, `neither`");
                fields.report(Diagnostic::error("unknown-word", title, favours.span));
                return None;
            }
        };
        let value = facts.get(fact).and_then(example_value).or_else(|| {
            let title = format!("an example gives `{fact}` a value, the fact of its criterion");
            fields.report(Diagnostic::error("bad-example", title, facts.span));
            None
        })?;
        Some(Self { title: title.value, favours, value, span })
    }
}

fn example_value(item: Item<'_, '_>) -> Option<ExampleValue> {
    if let Some(quantity) = Quantity::read(item) {
        return Some(ExampleValue::Quantity(quantity));
    }
    word_of(item).map(|word| ExampleValue::Word(word.value))
}

fn modes(item: Item<'_, '_>, fields: &mut Fields<'_, '_, '_>) -> Vec<Mode> {
    let mut modes = Vec::new();
    for item in item.items() {
        match item.text("blocks").map(|word| (word, Mode::from_word(word))) {
            Ok((_, Some(mode))) => modes.push(mode),
            Ok((word, None)) => {
                let known = Mode::ALL.iter().map(|(_, word)| *word);
                let title = format!("unknown {} `{word}`", Mode::NOUN);
                let mistake = Diagnostic::error("unknown-word", title, item.span);
                fields.report(mistake.maybe_help(did_you_mean(word, known)));
            }
            Err(mistake) => fields.report(*mistake),
        }
    }
    if modes.is_empty() {
        fields.report(Diagnostic::error("empty-veto", "a veto blocks no mode", item.span));
    }
    modes
}

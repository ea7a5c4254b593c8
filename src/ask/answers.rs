//! Answers in the order in which they were given, and the file that keeps them. Never reads or writes the disk.

use super::catalogue::Catalogue;
use super::question::{Answer, Form, split};
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::document::{Document, Item, Value};
use crate::edit;
use crate::source::{FileId, SourceMap};

/// The key by which a file says that it holds answers, and their version.
const VERSION: &str = "syncwise-answers";
/// The identifier of the interaction, which no question asks for.
pub(super) const ID: &str = "id";

/// Answers by the name of their question.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    given: Vec<(String, Answer)>,
}

impl Answers {
    /// The answer to a question.
    pub fn get(&self, name: &str) -> Option<&Answer> {
        self.given.iter().find(|(known, _)| known == name).map(|(_, answer)| answer)
    }

    /// The answer to a question, where it is known.
    pub fn known(&self, name: &str) -> Option<&str> {
        self.get(name).and_then(Answer::known)
    }

    /// Gives an answer; one that was given before is replaced.
    pub fn give(&mut self, name: &str, answer: Answer) {
        self.given.retain(|(known, _)| known != name);
        self.given.push((name.to_owned(), answer));
    }

    /// Takes an answer back.
    pub fn take_back(&mut self, name: &str) {
        self.given.retain(|(known, _)| known != name);
    }

    /// All answers, the first one first.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Answer)> {
        self.given.iter().map(|(name, answer)| (&**name, answer))
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.given.is_empty()
    }

    /// Reads `name=value`.
    ///
    /// # Errors
    /// When there is no such question, or the value is none of its answers.
    pub fn read(&mut self, name: &str, value: &str, catalogue: &Catalogue) -> Result<(), String> {
        if name == ID {
            self.give(ID, Answer::Known(value.to_owned()));
            return Ok(());
        }
        let Some(question) = catalogue.get(name) else {
            let near =
                did_you_mean(name, catalogue.names()).map_or_else(String::new, |near| format!("; {near}"));
            return Err(format!("there is no question `{name}`{near}"));
        };
        let answer = question.read(value).map_err(|wrong| format!("{name}: {wrong}"))?;
        self.give(name, answer);
        Ok(())
    }

    /// Reads a file of answers; every mistake becomes a diagnostic.
    pub fn parse(sources: &SourceMap, file: FileId, catalogue: &Catalogue) -> (Self, Vec<Diagnostic>) {
        let (document, mut mistakes) = Document::parse(sources, file);
        let mut answers = Self::default();
        if !mistakes.is_empty() {
            return (answers, mistakes);
        }
        let mut entries: Vec<_> = document.root().entries().collect();
        entries.sort_by_key(|(key, _)| key.span.start);
        for (key, item) in entries {
            if key.value == VERSION {
                if !matches!(item.value(), Value::Integer(1)) {
                    mistakes.push(item.wrong_shape(VERSION, "1, the version this program knows"));
                }
                continue;
            }
            match text(item) {
                None => mistakes.push(item.wrong_shape(key.value, "a text, a number, true or false")),
                Some(value) => {
                    if let Err(wrong) = answers.read(key.value, &value, catalogue) {
                        mistakes.push(Diagnostic::error("answer", wrong, key.span));
                    }
                }
            }
        }
        (answers, mistakes)
    }

    /// The answers as a file that [`parse`](Self::parse) reads.
    pub fn write(&self, catalogue: &Catalogue) -> String {
        let mut text =
            format!("# Answers of `syncwise ask`; `--answers FILE` goes on from here.\n{VERSION} = 1\n\n");
        for (name, answer) in self.iter() {
            let form = catalogue.get(name).map(|question| question.form);
            let value = match (form, answer) {
                (Some(Form::Names), Answer::Known(names)) => {
                    edit::Value::List(split(names).map(str::to_owned).collect())
                }
                (form, answer) => written(form, answer.text()),
            };
            text += &edit::lines("", name, &value);
        }
        text
    }
}

/// The value as TOML has it: flags and counts without quotes.
pub(super) fn written(form: Option<Form>, text: &str) -> edit::Value {
    match form {
        Some(Form::Flag) if text == "true" || text == "false" => edit::Value::Flag(text == "true"),
        Some(Form::Count) => match text.parse() {
            Ok(count) => edit::Value::Count(count),
            Err(_) => edit::Value::Text(text.to_owned()),
        },
        _ => edit::Value::Text(text.to_owned()),
    }
}

fn text(item: Item<'_, '_>) -> Option<String> {
    Some(match item.value() {
        Value::Text(text) => text.to_owned(),
        Value::Integer(number) => number.to_string(),
        Value::Flag(flag) => flag.to_string(),
        Value::List(items) if items.is_empty() => "none".into(),
        Value::List(items) => items.into_iter().map(text).collect::<Option<Vec<_>>>()?.join(", "),
        _ => return None,
    })
}

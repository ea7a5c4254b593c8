//! Reads one file of settings. Never follows `extends`.

use super::keys::{self, EXTENDS, Form, LINT, SEVERITIES, SEVERITY, Setting};
use super::{List, Origin, Settings, SeverityOf, Text};
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::document::{Document, Item, Table, Value, unknown_key};
use crate::source::{FileId, SourceMap, Spanned};

/// What one file says.
#[derive(Debug, Default)]
pub struct Written {
    /// Its settings.
    pub settings: Settings,
    /// The files that it starts from, relative to it.
    pub extends: Vec<Text>,
}

/// Reads a file; what is wrong in it is reported and left out.
pub fn read(sources: &SourceMap, file: FileId) -> (Written, Vec<Diagnostic>) {
    let (document, diagnostics) = Document::parse(sources, file);
    let mut reader = Reader { written: Written::default(), diagnostics };
    reader.table("", document.root());
    (reader.written, reader.diagnostics)
}

struct Reader {
    written: Written,
    diagnostics: Vec<Diagnostic>,
}

impl Reader {
    /// The top level, where `name` is empty, or a table.
    fn table(&mut self, name: &str, table: Table<'_, '_>) {
        for (key, item) in table.entries() {
            let known = keys::of_table(name).find(|it| it.key().name == key.value);
            match (name, key.value) {
                ("", LINT) => self.inner(LINT, item, |reader, table| reader.table(LINT, table)),
                ("", it) if it == EXTENDS.name => self.written.extends = self.texts(EXTENDS.name, item),
                (LINT, it) if it == SEVERITY.name => self.inner(SEVERITY.name, item, Self::severities),
                _ => match known {
                    Some(setting) => self.setting(setting, item),
                    None => self.diagnostics.push(unknown(name, key)),
                },
            }
        }
    }

    fn inner(&mut self, key: &str, item: Item<'_, '_>, read: impl Fn(&mut Self, Table<'_, '_>)) {
        match item.table(key) {
            Ok(table) => read(self, table),
            Err(diagnostic) => self.diagnostics.push(*diagnostic),
        }
    }

    fn setting(&mut self, setting: &'static Setting, item: Item<'_, '_>) {
        let key = setting.key().name;
        let texts = match setting.form {
            Form::Word | Form::File => self.text(item.text(key), item).into_iter().collect(),
            Form::Files | Form::Names | Form::Targets => self.texts(key, item),
        };
        let wrong = texts.iter().filter_map(|text| wrong_word(setting, text)).collect::<Vec<_>>();
        self.diagnostics.extend(wrong);
        let list = List { texts, origin: Origin::File(item.span) };
        self.written.settings.lists.insert(setting.name, list);
    }

    fn severities(&mut self, table: Table<'_, '_>) {
        for (rule, item) in table.entries() {
            match item.value() {
                Value::Text(word) if SEVERITIES.contains(&word) => {
                    let rule = Text { text: rule.value.into(), origin: Origin::File(rule.span) };
                    let severity = Text { text: word.into(), origin: Origin::File(item.span) };
                    self.written.settings.severities.push(SeverityOf { rule, severity });
                }
                value => {
                    let title = format!(
                        "the severity of `{}` must be \"error\", \"warning\", \"info\" or \"off\"",
                        rule.value
                    );
                    let near = match value {
                        Value::Text(word) => did_you_mean(word, SEVERITIES),
                        _ => None,
                    };
                    self.diagnostics
                        .push(Diagnostic::error("unknown-word", title, item.span).maybe_help(near));
                }
            }
        }
    }

    fn texts(&mut self, key: &str, item: Item<'_, '_>) -> Vec<Text> {
        let Value::List(items) = item.value() else {
            return self.text(item.text(key), item).into_iter().collect();
        };
        let entry = |item: Item<'_, '_>| match item.value() {
            Value::Text(_) => self.text(item.text(key), item),
            _ => {
                self.diagnostics.push(item.wrong_entry(key, "a string"));
                None
            }
        };
        items.into_iter().filter_map(entry).collect()
    }

    fn text(&mut self, read: Result<&str, Box<Diagnostic>>, item: Item<'_, '_>) -> Option<Text> {
        match read {
            // A value that is missing altogether was reported as a slip of the syntax.
            Ok("") if item.span.range().is_empty() => {}
            Ok("") => self.diagnostics.push(Diagnostic::error("empty-text", "the text is empty", item.span)),
            Ok(text) => return Some(Text { text: text.into(), origin: Origin::File(item.span) }),
            Err(diagnostic) => self.diagnostics.push(*diagnostic),
        }
        None
    }
}

/// A key that its table does not have; perhaps another one has it.
fn unknown(table: &str, key: Spanned<&str>) -> Diagnostic {
    let place = if table.is_empty() { "the settings" } else { "`[lint]`" };
    let has = |table: &str| keys::keys(table).iter().any(|it| it.name == key.value);
    let moved = match table {
        "" if has(LINT) => Some(format!("it belongs below `[{LINT}]`")),
        LINT if has("") => Some(format!("it belongs above `[{LINT}]`")),
        _ => None,
    };
    match moved {
        Some(help) => {
            let title = format!("unknown key `{}` in {place}", key.value);
            Diagnostic::error("unknown-key", title, key.span).help(help)
        }
        None => unknown_key(key, place, keys::keys(table).iter().map(|it| it.name)),
    }
}

/// Whether a text is none of the words that a setting takes.
fn wrong_word(setting: &Setting, text: &Text) -> Option<Diagnostic> {
    let Origin::File(span) = text.origin else { return None };
    let (word, file) = match (setting.form, text.text.split_once('=')) {
        (Form::Targets, Some((word, file))) => (word, Some(file)),
        _ => (&*text.text, None),
    };
    if file == Some("") {
        let title = format!("`{}` names no file", text.text);
        let mistake = Diagnostic::error("empty-text", title, span);
        return Some(mistake.help("write a file after `=`, such as \"sarif=out.sarif\""));
    }
    let words: Vec<&str> = setting.words().collect();
    if words.is_empty() || words.contains(&word) {
        return None;
    }
    let title = format!("`{}` cannot be `{word}`", setting.key().name);
    let near = did_you_mean(word, words.iter().copied());
    let help = near.unwrap_or_else(|| format!("write one of {}", words.join(", ")));
    Some(Diagnostic::error("unknown-word", title, span).help(help))
}

//! TOML text to tables with spans: the one door of the `toml` crate and of its lexer. Never knows what a key means.

mod cursor;
mod table;

pub use cursor::{Cursor, Part, cursor};
pub use table::{Item, Table, Value, unknown_key};

use crate::diagnostic::Diagnostic;
use crate::source::{FileId, SourceMap, Span};
use toml::de::DeTable;

/// The parsed text of one file.
pub struct Document<'s> {
    root: DeTable<'s>,
    file: FileId,
}

impl<'s> Document<'s> {
    /// Parses a file; every syntax error becomes a diagnostic, and what could be read is kept.
    pub fn parse(sources: &'s SourceMap, file: FileId) -> (Self, Vec<Diagnostic>) {
        let source = sources.file(file);
        let (root, errors) = DeTable::parse_recoverable(source.text());
        let diagnostics =
            errors.iter().map(|error| syntax_error(error, source.name(), source.text(), file)).collect();
        (Self { root: root.into_inner(), file }, diagnostics)
    }

    /// The table of the whole file.
    pub fn root(&self) -> Table<'_, 's> {
        Table::new(&self.root, self.file, Span::new(self.file, 0..0))
    }
}

fn syntax_error(error: &toml::de::Error, name: &str, text: &str, file: FileId) -> Diagnostic {
    let reason = match error.message().lines().next().unwrap_or("syntax error") {
        deep if deep.contains("recursion") => "tables or lists are nested too deeply",
        reason => reason,
    };
    let Some(range) = error.span() else {
        return Diagnostic::unplaced("syntax", format!("`{name}` is not valid TOML: {reason}"));
    };
    let start = text.floor_char_boundary(range.start.min(text.len()));
    let end = text.floor_char_boundary(range.end.clamp(start, text.len()));
    let help = match reason {
        "duplicate key" => Some("it stands further up as well: keep one of the two"),
        _ if ["boolean", "float", "integer", "quoted"].iter().any(|shape| reason.contains(shape))
            && is_bare_word(&text[..end], &text[end..]) =>
        {
            Some("a text needs quotes, and so does a number with a unit: \"300ms\", \"99.9%\"")
        }
        _ => None,
    };
    Diagnostic::error("syntax", format!("not valid TOML: {reason}"), Span::new(file, start..end))
        .maybe_help(help.map(str::to_owned))
}

/// Whether the value around a place begins with a letter or a digit, so that quotes are probably missing. Looks at the
/// 80 bytes before the place only.
fn is_bare_word(before: &str, after: &str) -> bool {
    let near = &before[before.ceil_char_boundary(before.len().saturating_sub(80))..];
    let line = near.rsplit('\n').next().unwrap_or(near);
    let value = line.rsplit_once('=').map(|(_, value)| value.trim_start());
    let first = value.and_then(|value| value.chars().next().or_else(|| after.chars().next()));
    first.is_some_and(char::is_alphanumeric)
}

//! TOML text to tables with spans: the one door of the `toml` crate. Never knows what a key means.

mod table;

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
        let text = sources.file(file).text();
        let (root, errors) = DeTable::parse_recoverable(text);
        let diagnostics = errors.iter().map(|error| syntax_error(error, text, file)).collect();
        (Self { root: root.into_inner(), file }, diagnostics)
    }

    /// The table of the whole file.
    pub fn root(&self) -> Table<'_, 's> {
        Table::new(&self.root, self.file, Span::new(self.file, 0..0))
    }
}

fn syntax_error(error: &toml::de::Error, text: &str, file: FileId) -> Diagnostic {
    let range = error.span().unwrap_or(text.len()..text.len());
    let start = text.floor_char_boundary(range.start.min(text.len()));
    let end = text.floor_char_boundary(range.end.clamp(start, text.len()));
    let title = format!("not valid TOML: {}", error.message().lines().next().unwrap_or("syntax error"));
    Diagnostic::error("syntax", title, Span::new(file, start..end))
}

//! Reads the tables of one file into [`written`](super::written) values. Never resolves a name.

mod interaction;
mod journey;
mod reader;
mod service;
mod system;

use super::{keys, written};
use crate::diagnostic::{Diagnostic, Label, did_you_mean};
use crate::document::{Document, Item, Table, Value, unknown_key};
use crate::source::{FileId, SourceFile, SourceMap, Span};
use reader::Reader;

/// The version of the language that this program reads.
pub const LANGUAGE: i64 = 1;

/// Reads one file. All mistakes are reported at once; what could be read is returned with them.
pub fn read(sources: &SourceMap, file: FileId) -> (written::File, Vec<Diagnostic>) {
    let (document, mut diagnostics) = Document::parse(sources, file);
    let root = document.root();
    let mut written = written::File::default();
    if root.is_empty() {
        if diagnostics.is_empty() {
            diagnostics.push(nothing_declared(sources, file));
        }
        return (written, diagnostics);
    }
    let mut mistakes = Vec::new();
    check_version(root, file, &mut mistakes);
    let mut reader = Reader::new(&mut mistakes);
    for (key, item) in root.entries() {
        match key.value {
            "syncwise" => {}
            "system" => {
                written.system =
                    reader.table(key.value, item).map(|t| (item.span, system::system(&mut reader, t)))
            }
            "policy" => {
                written.policy =
                    reader.table(key.value, item).map(|t| (item.span, system::policy(&mut reader, t)))
            }
            "network" => written.network = system::network(&mut reader, item),
            "service" => written.services = service::services(&mut reader, item),
            "interaction" => {
                written.interactions = tables(&mut reader, key.value, item)
                    .into_iter()
                    .filter_map(|t| interaction::interaction(&mut reader, t))
                    .collect();
            }
            "journey" => {
                written.journeys = tables(&mut reader, key.value, item)
                    .into_iter()
                    .filter_map(|t| journey::journey(&mut reader, t))
                    .collect();
            }
            _ => reader.report(unknown_key(key, "the file", keys::names(keys::ROOT))),
        }
    }
    drop_echoes(sources.file(file), &diagnostics, &mut mistakes);
    diagnostics.append(&mut mistakes);
    (written, diagnostics)
}

/// What is not valid TOML was read as something else, so that whatever is said about its lines besides misleads.
fn drop_echoes(file: &SourceFile, syntax: &[Diagnostic], mistakes: &mut Vec<Diagnostic>) {
    let lines = |label: &Label| (file.line(label.span.start as usize), file.line(label.span.end as usize));
    let mut broken: Vec<usize> =
        syntax.iter().filter_map(|mistake| Some(lines(mistake.primary.as_ref()?).0)).collect();
    broken.sort_unstable();
    mistakes.retain(|mistake| {
        let Some((first, last)) = mistake.primary.as_ref().map(lines) else { return true };
        broken.get(broken.partition_point(|line| *line < first)).is_none_or(|line| *line > last)
    });
}

fn nothing_declared(sources: &SourceMap, file: FileId) -> Diagnostic {
    let title = format!("`{}` declares nothing", sources.file(file).name());
    Diagnostic::error("empty-file", title, Span::new(file, 0..0))
        .help("begin with `syncwise = 1`, then declare a `[service.NAME]` and an `[[interaction]]`")
}

fn check_version(root: Table<'_, '_>, file: FileId, diagnostics: &mut Vec<Diagnostic>) {
    match root.get("syncwise").map(|item| (item.value(), item)) {
        Some((Value::Integer(LANGUAGE), _)) => {}
        Some((Value::Integer(other), item)) => diagnostics.push(
            Diagnostic::error(
                "language-version",
                format!("version {other} of the language is not known here"),
                item.span,
            )
            .help(format!("this program reads version {LANGUAGE}; a newer program may be needed")),
        ),
        Some((_, item)) => diagnostics.push(
            item.wrong_shape("syncwise", "the version of the language")
                .help(format!("write `syncwise = {LANGUAGE}`")),
        ),
        // A slip in the key itself is reported as an unknown key with the right one.
        None if did_you_mean("syncwise", root.entries().map(|(key, _)| key.value)).is_some() => {}
        None => diagnostics.push(
            Diagnostic::error(
                "language-version",
                "the file does not say which version of the language it is written in",
                Span::new(file, 0..0),
            )
            .help(format!("write `syncwise = {LANGUAGE}` at the top, above the first table")),
        ),
    }
}

/// The tables of an array of tables. A single table is a common slip and gets its own words.
fn tables<'d, 's>(reader: &mut Reader<'_>, key: &str, item: Item<'d, 's>) -> Vec<Table<'d, 's>> {
    match item.value() {
        Value::List(items) => items.into_iter().filter_map(|item| reader.entry(key, item)).collect(),
        Value::Table(_) => {
            let title = format!("`{key}` must be a list of tables");
            reader.report(
                Diagnostic::error("wrong-type", title, item.span)
                    .help(format!("write `[[{key}]]` with double brackets")),
            );
            Vec::new()
        }
        _ => {
            reader.report(item.wrong_shape(key, &format!("a list of `[[{key}]]` tables")));
            Vec::new()
        }
    }
}

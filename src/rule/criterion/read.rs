//! Reads a criterion from its TOML file and reports every mistake in it. Never needs another file.

use super::field::{Fields, word_of};
use super::{Criterion, Example, Origin, Veto, parts};
use crate::architecture::Mode;
use crate::diagnostic::Diagnostic;
use crate::document::{Document, Item};
use crate::rule::keys;
use crate::source::{FileId, SourceMap, Spanned};

/// Reads one criterion file. Without a criterion there is at least one diagnostic.
pub fn read(sources: &SourceMap, file: FileId, origin: Origin) -> (Option<Criterion>, Vec<Diagnostic>) {
    let (document, mut mistakes) = Document::parse(sources, file);
    if !mistakes.is_empty() {
        return (None, mistakes);
    }
    let fields = Fields::new(document.root(), "a criterion", keys::CRITERION, &mut mistakes);
    let criterion = criterion(fields, origin);
    let criterion = if mistakes.is_empty() { criterion } else { None };
    (criterion, mistakes)
}

fn criterion(mut fields: Fields<'_, '_, '_>, origin: Origin) -> Option<Criterion> {
    let (id, fact, group) = (fields.text("id"), fields.text("fact"), fields.text("group"));
    let question = fields.text("question");
    let (phrase_sync, phrase_async) = phrases(&mut fields);
    let utility = fields.table("utility").map(|table| parts::utilities(table, fields.mistakes()));
    let page = fields.table("page").map(|table| parts::page(table, fields.mistakes()));
    let (units, order, seed) = (units(&mut fields), order(&mut fields), seed(&mut fields));
    let prior = optional_table(&mut fields, "prior", parts::prior);
    let scale = optional_table(&mut fields, "scale", parts::scale);
    let silent = optional_table(&mut fields, "silent", parts::silence);
    let values = fields.optional("values").map(Item::items).unwrap_or_default();
    let values: Vec<_> = values.into_iter().filter_map(word_of).collect();
    let vetoes = fields.tables("veto");
    let vetoes = vetoes.into_iter().filter_map(|table| Veto::read(table, fields.mistakes())).collect();
    let words =
        optional_table(&mut fields, "words", |table, mistakes| Some(parts::words(table, &values, mistakes)));
    let further = optional_table(&mut fields, "further-questions", |table, mistakes| {
        Some(parts::further(table, mistakes))
    });
    let fact: Spanned<Box<str>> = fact?;
    let examples = examples(&mut fields, &fact.value);
    Some(Criterion {
        id: id?,
        origin,
        order,
        seed,
        group: group?,
        units: units?,
        fact,
        values,
        words: words.unwrap_or_default(),
        scale,
        utility: utility?,
        prior,
        silent,
        question: question?.value,
        further: further.unwrap_or_default(),
        phrase_sync: phrase_sync?,
        phrase_async: phrase_async?,
        page: page?,
        vetoes,
        examples,
    })
}

fn optional_table<'d, 's, T>(
    fields: &mut Fields<'_, 'd, 's>,
    key: &str,
    read: impl FnOnce(crate::document::Table<'d, 's>, &mut Vec<Diagnostic>) -> Option<T>,
) -> Option<T> {
    fields.optional(key)?;
    let table = fields.table(key)?;
    read(table, fields.mistakes())
}

fn examples(fields: &mut Fields<'_, '_, '_>, fact: &str) -> Vec<Example> {
    if fields.optional("example").is_none() {
        let title = "a criterion has no `example`";
        let mistake = Diagnostic::error("missing-key", title, fields.span());
        fields
            .report(mistake.help("add [[example]] with `title`, `facts` and `favours`; it is run as a test"));
    }
    let tables = fields.tables("example");
    tables.into_iter().filter_map(|table| Example::read(table, fact, fields.mistakes())).collect()
}

fn phrases(fields: &mut Fields<'_, '_, '_>) -> (Option<Box<str>>, Option<Box<str>>) {
    let Some(table) = fields.table("phrase") else { return (None, None) };
    let mut phrase = Fields::new(table, "a phrase", keys::PHRASE, fields.mistakes());
    let (sync, asynchronous) = (phrase.text("sync"), phrase.text("async"));
    (sync.map(|text| text.value), asynchronous.map(|text| text.value))
}

fn units(fields: &mut Fields<'_, '_, '_>) -> Option<f64> {
    let Some(units) = fields.number("units") else { return Some(1.0) };
    if units.value > 0.0 {
        return Some(units.value);
    }
    fields.report(Diagnostic::error("bad-weight", "`units` is not a positive number", units.span));
    None
}

fn order(fields: &mut Fields<'_, '_, '_>) -> Option<u32> {
    fields.number("order").map(|order| order.value as u32)
}

fn seed(fields: &mut Fields<'_, '_, '_>) -> Option<Mode> {
    let seed = fields.optional_text("seed")?;
    match &*seed.value {
        "sync" => Some(Mode::Sync),
        "async" => Some(Mode::Async),
        other => {
            let title = format!("`{other}` is neither `sync` nor `async`");
            fields.report(Diagnostic::error("unknown-word", title, seed.span));
            None
        }
    }
}

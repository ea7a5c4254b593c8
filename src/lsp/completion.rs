//! What may stand at the place: keys, words, names. Never offers what the language does not know.

use super::desk::{Desk, Spot};
use super::place;
use crate::architecture::keys;
use crate::document::Part;
use crate::edit;
use crate::rule::Notice;
use crate::source::Span;
use lsp_types::{
    CompletionItem, CompletionItemKind, CompletionParams, CompletionTextEdit, Documentation, TextEdit,
};

/// Severities that a policy gives.
const SEVERITIES: [&str; 4] = ["error", "warning", "info", "off"];

/// Tables that begin with a header.
const HEADERS: [(&str, &str); 7] = [
    ("[[interaction]]", "interaction"),
    ("[[interaction.step]]", "interaction.step"),
    ("[[journey]]", "journey"),
    ("[network]", "network"),
    ("[policy]", "policy"),
    ("[service.", "service"),
    ("[system]", "system"),
];

/// Everything that may stand here; the editor narrows it down to what was typed.
pub(super) fn completion(desk: &mut Desk, it: CompletionParams) -> Vec<CompletionItem> {
    let Some(spot) = desk.spot(&it.text_document_position) else { return Vec::new() };
    if !(spot.cursor.range.start..=spot.cursor.range.end).contains(&spot.offset) {
        return Vec::new();
    }
    match spot.cursor.part {
        Part::Header => headers(&spot),
        Part::Key if spot.cursor.path.is_empty() => top(&spot),
        Part::Key => keys_here(&spot),
        Part::Value => values(&spot),
    }
}

/// Something to write.
struct Offer {
    label: String,
    written: String,
    kind: CompletionItemKind,
    takes: Option<String>,
    means: Option<String>,
}

impl Offer {
    fn plain(label: &str, written: String, kind: CompletionItemKind) -> Self {
        Self { label: label.to_owned(), written, kind, takes: None, means: None }
    }

    fn key(name: &str, takes: &str, means: &str) -> Self {
        let (takes, means) = (Some(takes.to_owned()), Some(means.to_owned()));
        let written = format!("{} = ", edit::key(name));
        Self { takes, means, ..Self::plain(name, written, CompletionItemKind::PROPERTY) }
    }

    fn item(self, spot: &Spot<'_>, range: std::ops::Range<usize>) -> CompletionItem {
        let range = place::range(spot.file, Span::new(spot.id, range));
        let filter = if spot.cursor.part == Part::Header { &self.written } else { &self.label };
        CompletionItem {
            filter_text: Some(filter.clone()),
            text_edit: Some(CompletionTextEdit::Edit(TextEdit::new(range, self.written))),
            label: self.label,
            kind: Some(self.kind),
            detail: self.takes,
            documentation: self.means.map(Documentation::String),
            ..CompletionItem::default()
        }
    }
}

fn header_offers() -> impl Iterator<Item = Offer> {
    HEADERS.iter().map(|(header, name)| {
        let key = keys::named(&name.split('.').collect::<Vec<_>>());
        let means = key.map(|key| key.means.to_owned());
        let label = if *name == "service" { "[service.NAME]" } else { header };
        Offer { means, ..Offer::plain(label, (*header).to_owned(), CompletionItemKind::STRUCT) }
    })
}

/// Whole headers in place of the line, its closing brackets included.
fn headers(spot: &Spot<'_>) -> Vec<CompletionItem> {
    let text = spot.file.text();
    let line = text[..spot.offset].rfind('\n').map_or(0, |at| at + 1);
    let start = line + text[line..spot.offset].len() - text[line..spot.offset].trim_start().len();
    let rest = &text[spot.cursor.range.end..];
    let end = spot.cursor.range.end + rest.len() - rest.trim_start_matches(']').len();
    header_offers().map(|offer| offer.item(spot, start..end)).collect()
}

/// Above the first table: the version, and tables.
fn top(spot: &Spot<'_>) -> Vec<CompletionItem> {
    let version = Offer::plain("syncwise", "syncwise = 1".into(), CompletionItemKind::PROPERTY);
    let version = (!spot.cursor.before.contains(&"syncwise")).then_some(version);
    let offers = version.into_iter().chain(header_offers());
    offers.map(|offer| offer.item(spot, spot.cursor.range.clone())).collect()
}

/// The keys of the table that it does not have yet.
fn keys_here(spot: &Spot<'_>) -> Vec<CompletionItem> {
    let cursor = &spot.cursor;
    let rules = &spot.known.reading.rules;
    let mut offers: Vec<Offer> =
        keys::of_table(&cursor.path).iter().map(|key| Offer::key(key.name, key.takes, key.means)).collect();
    match cursor.path[..] {
        ["policy", "severity"] => {
            let means = |what: &str| what.trim().to_owned();
            let checks = rules.checks.iter().map(|it| (&*it.id, means(&it.page.what)));
            let notices = Notice::ALL.into_iter().map(|it| (it.id, means(it.what)));
            offers.extend(checks.chain(notices).map(|(id, what)| Offer::key(id, "severity", &what)));
        }
        ["policy", "weights"] => {
            offers.extend(rules.criteria.iter().map(|it| Offer::key(&it.id.value, "number", &it.question)))
        }
        _ => {
            let parts = keys::named(&cursor.path).map_or_else(Vec::new, keys::Key::parts);
            offers.extend(parts.iter().map(|part| Offer::key(part, "", "")));
        }
    }
    offers.retain(|offer| !cursor.before.contains(&offer.label.as_str()));
    offers.into_iter().map(|offer| offer.item(spot, cursor.range.clone())).collect()
}

fn values(spot: &Spot<'_>) -> Vec<CompletionItem> {
    let cursor = &spot.cursor;
    let architecture = &spot.known.reading.architecture;
    let named = |name: &str, kind| Offer::plain(name, edit::quoted(name), kind);
    let key = keys::named(&cursor.path);
    let mut offers: Vec<Offer> = match (key.map(|key| key.takes), &cursor.path[..]) {
        (Some("service"), _) => {
            let services = architecture.services.iter();
            services.map(|it| named(&it.name, CompletionItemKind::CLASS)).collect()
        }
        (Some("rule"), _) => {
            let checks = spot.known.reading.rules.checks.iter();
            checks
                .map(|it| Offer {
                    means: Some(it.page.what.trim().to_owned()),
                    ..named(&it.id, CompletionItemKind::REFERENCE)
                })
                .collect()
        }
        (_, ["journey", "steps"]) => {
            let ids = architecture.interactions.iter();
            ids.map(|it| named(&it.id, CompletionItemKind::REFERENCE)).collect()
        }
        (_, ["policy", "severity", _]) => {
            SEVERITIES.iter().map(|word| named(word, CompletionItemKind::ENUM_MEMBER)).collect()
        }
        _ => words(key),
    };
    if cursor.quoted {
        offers.retain(|offer| offer.written.starts_with('"'));
        offers.iter_mut().for_each(|offer| offer.written.clone_from(&offer.label));
    }
    offers.into_iter().map(|offer| offer.item(spot, cursor.range.clone())).collect()
}

fn words(key: Option<&keys::Key>) -> Vec<Offer> {
    let words = key.map_or_else(Vec::new, keys::Key::words);
    let offer = |word: String| {
        let kind = CompletionItemKind::ENUM_MEMBER;
        Offer::plain(word.trim_matches('"'), word.clone(), kind)
    };
    words.into_iter().map(offer).collect()
}

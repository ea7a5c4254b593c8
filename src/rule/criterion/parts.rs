//! Reads the parts of a criterion that are tables of their own: utilities, prior, scale and page. Never decides.

use super::field::{Fields, number_of, word_of};
use super::{Page, Prior, Quantity, Scale, Silence, Utility};
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::document::{Item, Table};
use crate::facts::{FactId, SubjectKind};
use crate::rule::keys;
use crate::source::Spanned;

const MODES: [&str; 3] = ["sync", "async", "hybrid"];

/// Utility per value or anchor, in the order of the table's keys.
pub(super) fn utilities(
    table: Table<'_, '_>,
    mistakes: &mut Vec<Diagnostic>,
) -> Vec<(Spanned<Box<str>>, Utility)> {
    let mut utilities = Vec::new();
    for (key, item) in table.entries() {
        match item.table(key.value) {
            Ok(table) => utilities.extend(utility(table, mistakes).map(|three| (key.map(Into::into), three))),
            Err(mistake) => mistakes.push(*mistake),
        }
    }
    utilities
}

fn utility(table: Table<'_, '_>, mistakes: &mut Vec<Diagnostic>) -> Option<Utility> {
    let mut fields = Fields::new(table, "a utility", keys::UTILITY, mistakes);
    let mut read = |mode: &str| {
        let item = fields.required(mode)?;
        let number = number_of(item).filter(|number| (-1.0..=1.0).contains(number));
        if number.is_none() {
            let title = format!("the utility of `{mode}` is not a number from -1 to 1");
            fields.report(Diagnostic::error("bad-utility", title, item.span));
        }
        number
    };
    let [sync, asynchronous, hybrid] = MODES.map(&mut read);
    Some([sync?, asynchronous?, hybrid?])
}

/// The prior: `exponent` for a number, a probability per word otherwise.
pub(super) fn prior(table: Table<'_, '_>, mistakes: &mut Vec<Diagnostic>) -> Option<Prior> {
    if let Some(item) = table.get("exponent") {
        return match number_of(item).filter(|exponent| (0.0..=100.0).contains(exponent)) {
            Some(exponent) => Some(Prior::Exponent(exponent)),
            None => {
                let title = "the exponent of a prior is not a number from 0 to 100";
                mistakes.push(Diagnostic::error("bad-prior", title, item.span));
                None
            }
        };
    }
    let mut words = Vec::new();
    for (key, item) in table.entries() {
        match number_of(item).filter(|share| (0.0..=1.0).contains(share)) {
            Some(share) => words.push((key.map(Into::into), share)),
            None => mistakes.push(item.wrong_shape(key.value, "a probability from 0 to 1")),
        }
    }
    let sum: f64 = words.iter().map(|(_, share)| share).sum();
    if (sum - 1.0).abs() > 1e-6 {
        let title = format!("the probabilities of a prior sum to {sum}, not to 1");
        mistakes.push(Diagnostic::error("bad-prior", title, table.span));
        return None;
    }
    Some(Prior::Words(words))
}

/// A value that says nothing: `value`, and `while` with the one fact and word under which it does not.
pub(super) fn silence(table: Table<'_, '_>, mistakes: &mut Vec<Diagnostic>) -> Option<Silence> {
    let mut fields = Fields::new(table, "a silent value", keys::SILENT, mistakes);
    let word = |item: Item<'_, '_>, key: &str, fields: &mut Fields<'_, '_, '_>| {
        let word = word_of(item);
        if word.is_none() {
            fields.report(item.wrong_shape(key, "a word, or true or false"));
        }
        word
    };
    let value = fields.required("value").and_then(|item| word(item, "value", &mut fields));
    let condition = fields.table("while")?;
    let entries: Vec<_> = condition.entries().collect();
    let [(fact, item)] = entries.as_slice() else {
        let title = "`while` names exactly one fact and one of its words";
        fields.report(Diagnostic::error("wrong-comparison", title, condition.span));
        return None;
    };
    let word = word(*item, fact.value, &mut fields);
    Some(Silence { value: value?, fact: fact.map(Into::into), word: word? })
}

/// The anchors of a number.
pub(super) fn scale(table: Table<'_, '_>, mistakes: &mut Vec<Diagnostic>) -> Option<Scale> {
    let mut fields = Fields::new(table, "a scale", keys::SCALE, mistakes);
    let mut quantity = |key: &str| {
        let item = fields.required(key)?;
        let read = Quantity::read(item);
        if read.is_none() {
            fields.report(item.wrong_shape(key, "a number with its unit"));
        }
        read.map(|quantity| Spanned::new(quantity, item.span))
    };
    let [low, high, least, most] = ["low", "high", "least", "most"].map(&mut quantity);
    let steps = fields.text("steps");
    let (low, high, least, most, steps) = (low?, high?, least?, most?, steps?);
    let logarithmic = match &*steps.value {
        "logarithmic" => true,
        "linear" => false,
        other => {
            let title = format!("`{other}` is neither `linear` nor `logarithmic`");
            fields.report(Diagnostic::error("unknown-word", title, steps.span));
            return None;
        }
    };
    let positive = !logarithmic || (low.value.number > 0.0 && least.value.number > 0.0);
    if !positive || low.value.number >= high.value.number || least.value.number >= most.value.number {
        let title =
            "a scale needs `low` below `high`, `least` below `most`, and positive numbers for logarithms";
        fields.report(Diagnostic::error("bad-scale", title, low.span));
        return None;
    }
    Some(Scale { low, high, logarithmic, least, most })
}

/// The manual page.
pub(super) fn page(table: Table<'_, '_>, mistakes: &mut Vec<Diagnostic>) -> Page {
    let mut fields = Fields::new(table, "a page", keys::PAGE, mistakes);
    let mut text = |key: &str| fields.text(key).map(|text| text.value).unwrap_or_default();
    let (what, why) = (text("what"), text("why"));
    let (instead, drawbacks) = (text("instead"), text("drawbacks"));
    let sources = fields.required("sources").map(Item::items).unwrap_or_default();
    let sources = sources.into_iter().filter_map(word_of).map(|source| source.value).collect();
    Page { what, why, instead, drawbacks, sources }
}

/// What values mean: a few words each, for values that the criterion has.
pub(super) fn words(
    table: Table<'_, '_>,
    values: &[Spanned<Box<str>>],
    mistakes: &mut Vec<Diagnostic>,
) -> Vec<(Box<str>, Box<str>)> {
    let known = || values.iter().map(|value| &*value.value);
    texts(table, mistakes, |word| match known().any(|value| value == word) {
        true => None,
        false => Some((format!("`{word}` is not one of the `values`"), did_you_mean(word, known()))),
    })
}

/// Facts about interactions with the questions that ask for them.
pub(super) fn further(table: Table<'_, '_>, mistakes: &mut Vec<Diagnostic>) -> Vec<(Box<str>, Box<str>)> {
    let names = || FactId::names(SubjectKind::Interaction);
    texts(table, mistakes, |fact| match FactId::named(SubjectKind::Interaction, fact) {
        Some(_) => None,
        None => Some((format!("there is no fact `{fact}` about interactions"), did_you_mean(fact, names()))),
    })
}

fn texts(
    table: Table<'_, '_>,
    mistakes: &mut Vec<Diagnostic>,
    wrong: impl Fn(&str) -> Option<(String, Option<String>)>,
) -> Vec<(Box<str>, Box<str>)> {
    let mut read = Vec::new();
    for (key, item) in table.entries() {
        if let Some((title, help)) = wrong(key.value) {
            mistakes.push(Diagnostic::error("unknown-word", title, key.span).maybe_help(help));
        }
        match item.text(key.value) {
            Ok(text) => read.push((key.value.into(), text.into())),
            Err(mistake) => mistakes.push(*mistake),
        }
    }
    read
}

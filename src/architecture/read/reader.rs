//! Reads single values: shape, unit and range, each with its own diagnostic. Never knows which table it is in.

use crate::architecture::keys::Key;
use crate::architecture::{Allow, Bound, Bytes, Choice, Date, Duration, Rate, Ratio, Timeout, keys};
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::document::{Item, Table, Value, unknown_key};
use crate::source::Spanned;

/// Reads values and collects what is wrong with them.
pub(super) struct Reader<'o> {
    diagnostics: &'o mut Vec<Diagnostic>,
}

impl<'o> Reader<'o> {
    pub(super) fn new(diagnostics: &'o mut Vec<Diagnostic>) -> Self {
        Self { diagnostics }
    }

    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    pub(super) fn table<'d, 's>(&mut self, key: &str, item: Item<'d, 's>) -> Option<Table<'d, 's>> {
        item.table(key).map_err(|diagnostic| self.report(*diagnostic)).ok()
    }

    /// A table that is an entry of a list.
    pub(super) fn entry<'d, 's>(&mut self, key: &str, item: Item<'d, 's>) -> Option<Table<'d, 's>> {
        let Value::Table(table) = item.value() else {
            self.report(item.wrong_entry(key, "a table"));
            return None;
        };
        Some(table)
    }

    pub(super) fn text(&mut self, key: &str, item: Item<'_, '_>) -> Option<Spanned<Box<str>>> {
        match item.text(key) {
            Ok("") => {
                self.report(Diagnostic::error("empty-text", format!("`{key}` is empty"), item.span));
                None
            }
            Ok(text) => Some(Spanned::new(text.into(), item.span)),
            Err(diagnostic) => {
                self.report(*diagnostic);
                None
            }
        }
    }

    pub(super) fn texts(&mut self, key: &str, item: Item<'_, '_>) -> Vec<Spanned<Box<str>>> {
        let Value::List(items) = item.value() else { return self.text(key, item).into_iter().collect() };
        let mut texts = Vec::with_capacity(items.len());
        for item in items {
            match item.value() {
                Value::Text(_) => texts.extend(self.text(key, item)),
                _ => self.report(item.wrong_entry(key, "a string")),
            }
        }
        texts
    }

    /// Keys of the same table whose numbers were measured.
    pub(super) fn measured(&mut self, item: Item<'_, '_>, keys: &[Key]) -> Vec<Spanned<Box<str>>> {
        let names = self.texts("measured", item);
        for name in names.iter().filter(|name| !keys.iter().any(|key| *key.name == *name.value)) {
            let title = format!("`measured` names `{}`, which is no key here", name.value);
            let near = did_you_mean(&name.value, keys.iter().map(|key| key.name));
            self.report(Diagnostic::error("unknown-key", title, name.span).maybe_help(near));
        }
        names
    }

    pub(super) fn flag(&mut self, key: &str, item: Item<'_, '_>) -> Option<Spanned<bool>> {
        match item.value() {
            Value::Flag(flag) => Some(Spanned::new(flag, item.span)),
            _ => {
                let hint = matches!(item.text(key), Ok("true" | "false" | "yes" | "no"))
                    .then(|| "write it without quotes: `true` or `false`".to_owned());
                self.report(item.wrong_shape(key, "true or false").maybe_help(hint));
                None
            }
        }
    }

    /// A whole number from `least` to four thousand million.
    pub(super) fn count(&mut self, key: &str, item: Item<'_, '_>, least: u32) -> Option<Spanned<u32>> {
        let Value::Integer(number) = item.value() else {
            let quoted = item.text(key).ok().and_then(|text| text.trim().parse::<u32>().ok());
            let hint = quoted.map(|number| format!("write it without quotes: `{number}`"));
            self.report(item.wrong_shape(key, "a whole number").maybe_help(hint));
            return None;
        };
        match u32::try_from(number) {
            Ok(number) if number >= least => Some(Spanned::new(number, item.span)),
            _ => {
                let title = match number < i64::from(least) {
                    true => format!("`{key}` must be at least {least}"),
                    false => format!("`{key}` must be at most {}", u32::MAX),
                };
                let first = (key == "attempts" && number == 0)
                    .then(|| "attempts count the first one: 1 means no retry".to_owned());
                self.report(
                    Diagnostic::error("out-of-range", title, item.span)
                        .label(format!("is {number}"))
                        .maybe_help(first),
                );
                None
            }
        }
    }

    /// A count, or `"none"` where there is known to be no limit.
    pub(super) fn limit(&mut self, key: &str, item: Item<'_, '_>, least: u32) -> Option<Spanned<Bound<u32>>> {
        if item.text(key).is_ok_and(|text| text == "none") {
            return Some(Spanned::new(Bound::None, item.span));
        }
        self.count(key, item, least).map(|limit| limit.map(Bound::At))
    }

    /// A duration, or `"none"` where there is known to be no limit.
    pub(super) fn bounded_duration(
        &mut self,
        key: &str,
        item: Item<'_, '_>,
    ) -> Option<Spanned<Bound<Duration>>> {
        if item.text(key).is_ok_and(|text| text == "none") {
            return Some(Spanned::new(Bound::None, item.span));
        }
        self.duration(key, item).map(|limit| limit.map(Bound::At))
    }

    pub(super) fn tier(&mut self, key: &str, item: Item<'_, '_>) -> Option<Spanned<u8>> {
        match item.value() {
            Value::Integer(tier @ 1..=4) => Some(Spanned::new(tier as u8, item.span)),
            Value::Integer(number) => {
                let title = format!("`{key}` must be from 1 (most critical) to 4");
                self.report(
                    Diagnostic::error("out-of-range", title, item.span).label(format!("is {number}")),
                );
                None
            }
            _ => {
                let hint = matches!(item.text(key), Ok("1" | "2" | "3" | "4"))
                    .then(|| "write it without quotes".to_owned());
                self.report(
                    item.wrong_shape(key, "a whole number from 1 (most critical) to 4").maybe_help(hint),
                );
                None
            }
        }
    }

    pub(super) fn number(&mut self, key: &str, item: Item<'_, '_>) -> Option<Spanned<f64>> {
        match item.value() {
            Value::Integer(number) => Some(Spanned::new(number as f64, item.span)),
            Value::Float(number) if number.is_finite() => Some(Spanned::new(number, item.span)),
            _ => {
                self.report(item.wrong_shape(key, "a finite number"));
                None
            }
        }
    }

    pub(super) fn choice<C: Choice>(&mut self, key: &str, item: Item<'_, '_>) -> Option<Spanned<C>> {
        let words = || C::ALL.iter().map(|(_, word)| *word);
        let Ok(text) = item.text(key) else {
            let wanted = format!(
                "one of {}",
                words().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(", ")
            );
            self.report(item.wrong_shape(key, &wanted));
            return None;
        };
        let known = C::from_word(text);
        if known.is_none() {
            let title = format!("`{text}` is not a known {}", C::NOUN);
            let help = did_you_mean(text, words())
                .unwrap_or_else(|| format!("`{key}` is one of {}", words().collect::<Vec<_>>().join(", ")));
            self.report(Diagnostic::error("unknown-word", title, item.span).help(help));
        }
        known.map(|value| Spanned::new(value, item.span))
    }

    pub(super) fn duration(&mut self, key: &str, item: Item<'_, '_>) -> Option<Spanned<Duration>> {
        self.quantity(key, item, "300ms", "ms", Duration::parse)
    }

    pub(super) fn timeout(&mut self, key: &str, item: Item<'_, '_>) -> Option<Spanned<Timeout>> {
        self.quantity(key, item, "300ms", "ms", Timeout::parse)
    }

    pub(super) fn rate(&mut self, key: &str, item: Item<'_, '_>) -> Option<Spanned<Rate>> {
        self.quantity(key, item, "40/s", "/s", Rate::parse)
    }

    pub(super) fn ratio(&mut self, key: &str, item: Item<'_, '_>) -> Option<Spanned<Ratio>> {
        self.quantity(key, item, "99.95%", "%", Ratio::parse)
    }

    pub(super) fn bytes(&mut self, key: &str, item: Item<'_, '_>) -> Option<Spanned<Bytes>> {
        self.quantity(key, item, "20kB", "B", Bytes::parse)
    }

    /// A date, written as TOML's date or as a string.
    pub(super) fn date(&mut self, key: &str, item: Item<'_, '_>) -> Option<Spanned<Date>> {
        let date = match item.value() {
            Value::Datetime(text) => Date::parse(&text),
            Value::Text(text) => Date::parse(text),
            _ => None,
        };
        if date.is_none() {
            let title = format!("`{key}` must be a date such as 2027-01-31");
            self.report(Diagnostic::error("not-a-date", title, item.span));
        }
        date.map(|date| Spanned::new(date, item.span))
    }

    pub(super) fn allow(&mut self, item: Item<'_, '_>) -> Vec<Allow> {
        item.items()
            .into_iter()
            .filter_map(|item| self.entry("allow", item).and_then(|table| self.allow_entry(table)))
            .collect()
    }

    fn allow_entry(&mut self, table: Table<'_, '_>) -> Option<Allow> {
        let (mut rule, mut reason, mut expires, mut adr, mut owner) = (None, None, None, None, None);
        for (key, item) in table.entries() {
            match key.value {
                "rule" => rule = self.text("rule", item),
                "reason" => reason = self.text("reason", item),
                "expires" => expires = self.date("expires", item),
                "adr" => adr = self.text("adr", item),
                "owner" => owner = self.text("owner", item),
                _ => self.report(unknown_key(key, "an `allow` entry", keys::names(keys::ALLOW))),
            }
        }
        for (name, missing) in [("rule", rule.is_none()), ("reason", reason.is_none())] {
            if missing && table.get(name).is_none() {
                self.report(
                    Diagnostic::error("missing-key", format!("`allow` entry without `{name}`"), table.span)
                        .help("write `allow = [{ rule = \"…\", reason = \"…\" }]`: whoever reads it later must know why"),
                );
            }
        }
        Some(Allow { span: table.span, rule: rule?, reason: reason?, expires, adr, owner })
    }

    /// A quantity in a string. `sample` and `unit` are for the hint under a bare number.
    fn quantity<T>(
        &mut self,
        key: &str,
        item: Item<'_, '_>,
        sample: &str,
        unit: &str,
        parse: fn(&str) -> Result<T, String>,
    ) -> Option<Spanned<T>> {
        let bare = match item.value() {
            Value::Text(text) => match parse(text) {
                Ok(value) => return Some(Spanned::new(value, item.span)),
                Err(reason) => {
                    let title = format!("`{key}`: \"{text}\" {reason}");
                    let hint = text.trim().parse().ok().and_then(|number| with_unit(number, unit));
                    let sample =
                        || (!reason.contains("such as")).then(|| format!("write it like \"{sample}\""));
                    let mistake = Diagnostic::error("bad-quantity", title, item.span);
                    self.report(mistake.maybe_help(hint.or_else(sample)));
                    return None;
                }
            },
            Value::Integer(number) => with_unit(number as f64, unit),
            Value::Float(number) => with_unit(number, unit),
            _ => None,
        };
        let wanted = format!("a string with a unit such as \"{sample}\"");
        self.report(item.wrong_shape(key, &wanted).maybe_help(bare));
        None
    }
}

/// What a number without a unit probably means. A ratio from 0 to 1 is a share, a larger one already a percentage.
fn with_unit(number: f64, unit: &str) -> Option<String> {
    if !(0.0..1e9).contains(&number) {
        return None;
    }
    let shown = match unit {
        "%" if number <= 1.0 => format!("{:.8}", number * 100.0),
        _ => format!("{number:.8}"),
    };
    let shown = shown.trim_end_matches('0').trim_end_matches('.');
    Some(format!("a bare number has no unit; perhaps \"{shown}{unit}\"?"))
}

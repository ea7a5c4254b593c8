//! Effective settings with where each comes from. Never finds out what is effective.

use super::text::visible_line;
use crate::settings::keys::{SETTINGS, Setting};
use crate::settings::{Origin, Settings, Text};
use crate::source::SourceMap;

/// A line per value: the setting, the value, where it comes from. `show` says what a text means to the command.
pub fn settings(
    settings: &Settings,
    sources: &SourceMap,
    show: impl Fn(&Setting, &Text) -> String,
) -> String {
    let mut rows = Vec::new();
    for setting in SETTINGS {
        let mut row =
            |value: &str, origin| rows.push([setting.name.into(), value.into(), place(origin, sources)]);
        match settings.list(setting.name) {
            None => row("(not set)", Origin::Default),
            Some(list) if list.texts.is_empty() => row("(nothing)", list.origin),
            Some(list) => list.texts.iter().for_each(|text| row(&show(setting, text), text.origin)),
        }
    }
    rows.extend(settings.severities.iter().map(|one| {
        let name = format!("lint.severity.{}", one.rule.text);
        [name, one.severity.text.to_string(), place(one.severity.origin, sources)]
    }));
    let rows: Vec<[String; 3]> =
        rows.into_iter().map(|row| row.map(|cell: String| visible_line(&cell))).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let (first, second) = (width(0), width(1));
    rows.iter().map(|[name, value, origin]| format!("{name:first$}  {value:second$}  {origin}\n")).collect()
}

fn place(origin: Origin, sources: &SourceMap) -> String {
    match origin {
        Origin::Flag => "flag".into(),
        Origin::Default => "default".into(),
        Origin::File(span) => {
            let file = sources.file(span.file);
            format!("{}:{}", file.name(), file.line(span.start as usize))
        }
    }
}

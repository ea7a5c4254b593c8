//! Reading and laying over, without a disk. Never looks for a file.

use super::{Origin, Settings, keys, read};
use crate::source::SourceMap;

fn of(text: &str) -> (Settings, Vec<&'static str>) {
    let mut sources = SourceMap::new();
    let file = sources.add("syncwise.toml", text);
    let (written, diagnostics) = read(&sources, file);
    (written.settings, diagnostics.iter().map(|it| it.code).collect())
}

fn texts(settings: &Settings, name: &str) -> Vec<String> {
    settings.texts(name).iter().map(|text| text.text.to_string()).collect()
}

#[test]
fn the_stronger_wins_and_rules_add_up() {
    let typed = Settings::default().typed("lint.fail-on", ["never"]).typed("rules", ["typed"]);
    let (own, none) = of("rules = 'own'\n[lint]\nselect = []\nfail-on = 'info'\nseverity = { a = 'off' }");
    assert!(none.is_empty(), "{none:?}");
    let (extended, none) = of(
        "paths = ['there']\nrules = 'shared'\n[lint]\nselect = 'high'\nseverity = { a = 'info', b = 'error' }",
    );
    assert!(none.is_empty(), "{none:?}");
    let all = typed.over(own).over(extended).over(Settings::defaults());
    assert_eq!(texts(&all, "lint.fail-on"), ["never"]);
    assert_eq!(texts(&all, "rules"), ["typed", "own", "shared"]);
    assert_eq!(texts(&all, "paths"), ["there"]);
    assert!(texts(&all, "lint.select").is_empty(), "an empty list is a setting");
    assert_eq!(all.text("lint.format").map(|it| it.origin), Some(Origin::Default));
    let severities: Vec<(&str, &str)> =
        all.severities.iter().map(|it| (&*it.rule.text, &*it.severity.text)).collect();
    assert_eq!(severities, [("a", "off"), ("b", "error")]);
}

#[test]
fn mistakes_are_reported_and_left_out() {
    for (text, codes) in [
        ("pahts = 'a'", &["unknown-key"][..]),
        ("fail-on = 'error'", &["unknown-key"]),
        ("[lint]\npaths = 'a'", &["unknown-key"]),
        ("paths = 1", &["wrong-type"]),
        ("paths = ['a', 1]", &["wrong-type"]),
        ("paths = ''", &["empty-text"]),
        ("lint = 'x'", &["wrong-type"]),
        ("[lint]\nfail-on = 'eror'\nmin-confidence = 3", &["unknown-word", "wrong-type"]),
        ("[lint]\nfail-on = ['error']", &["wrong-type"]),
        ("[lint]\nformat = ['sarif=', 'pdf', 'json=a=b']", &["empty-text", "unknown-word"]),
        ("[lint.severity]\na = 'loud'\nb = 1", &["unknown-word", "unknown-word"]),
        ("paths = ", &["syntax"]),
    ] {
        assert_eq!(of(text).1, codes, "{text}");
    }
}

#[test]
fn the_table_is_sorted_and_defaults_are_words_of_it() {
    assert!(keys::SETTINGS.windows(2).all(|pair| pair[0].name < pair[1].name));
    for setting in keys::SETTINGS {
        assert!(setting.default.is_none_or(|default| setting.words().any(|word| word == default)));
        assert_eq!(keys::find(setting.name).map(|it| it.means), Some(setting.means));
    }
}

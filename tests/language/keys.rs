//! The table of keys and the reader know the same language.

use std::collections::BTreeSet;
use syncwise::architecture::{keys, read};
use syncwise::source::SourceMap;

/// A sound value of a key, by what the table says it takes.
fn sample(key: &keys::Key) -> String {
    let text = match key.takes {
        "text" | "service" | "rule" | "text or list" => "\"a-word\"",
        "true or false" => "true",
        "count" | "1 to 4" | "1" => "1",
        "count or \"none\"" | "duration or \"none\"" => "\"none\"",
        "duration" | "duration, \"none\" or \"unknown\"" => "\"300ms\"",
        "rate" | "rate, or { average, peak }" => "\"40/s\"",
        "ratio" => "\"99.95%\"",
        "size" => "\"20kB\"",
        "date" => "2027-01-31",
        "list of folders" => "[\"rules\"]",
        "key or list of keys" => "[\"evidence\"]",
        "{ p50, p99 } durations" => "{ p50 = \"1ms\", p99 = \"2ms\" }",
        "{ p99 }" => "{ p99 = \"2ms\" }",
        "{ p50, p95, p99, availability }" => {
            "{ p50 = \"1s\", p95 = \"2s\", p99 = \"3s\", availability = \"99%\" }"
        }
        "list of interactions; an inner list runs together" => "[\"one\", [\"two\", \"three\"]]",
        "list of tables" => "[{ rule = \"missing-timeout\", reason = \"why\" }]",
        "[[interaction.step]] tables" => "[{ id = \"check\" }]",
        "table: tier-1 … tier-4, external = ratio" => {
            "{ tier-1 = \"99%\", tier-4 = \"90%\", external = \"95%\" }"
        }
        "table: RULE = error | warning | info | off" => "{ missing-timeout = \"off\" }",
        "table: CRITERION = number" => "{ messaging = 2 }",
        "text such as validate, reserve, charge, fulfil, notify" => "\"charge\"",
        words => return choice(words),
    };
    text.into()
}

/// The last of several words.
fn choice(words: &str) -> String {
    let last = words.rsplit(['|', ',']).next().expect("a split has a last part").trim();
    assert!(!last.contains(' ') && last != words, "no sample for a key that takes {words}");
    format!("{last:?}")
}

/// What the reader says about a file.
fn mistakes(text: &str) -> Vec<String> {
    let mut sources = SourceMap::new();
    let file = sources.add("architecture.toml", text);
    let (_, diagnostics) = read(&sources, file);
    diagnostics.into_iter().map(|mistake| format!("{}: {}", mistake.code, mistake.title)).collect()
}

type KeyTable = (&'static [keys::Key], &'static str, &'static [(&'static str, &'static str)]);

/// Every table of the language: its keys, its header, and what else must stand in it.
const TABLES: &[KeyTable] = &[
    (keys::SYSTEM, "[system]", &[]),
    (keys::POLICY, "[policy]", &[]),
    (keys::SERVICE, "[service.shop]", &[]),
    (keys::INTERACTION, "[[interaction]]", &[("from", "\"shop\""), ("to", "\"bank\"")]),
    (
        keys::STEP,
        "[[interaction]]\nfrom = \"shop\"\nto = \"bank\"\n[[interaction.step]]",
        &[("id", "\"check\"")],
    ),
    (keys::JOURNEY, "[[journey]]", &[("id", "\"buy\""), ("entry", "\"shop\"")]),
    (
        keys::ALLOW,
        "[service.shop]\n[[service.shop.allow]]",
        &[("rule", "\"sync-cycle\""), ("reason", "\"why\"")],
    ),
];

#[test]
fn every_key_is_accepted() {
    for (table, header, required) in TABLES {
        for key in *table {
            let mut text = format!("syncwise = 1\n{header}\n{} = {}\n", key.name, sample(key));
            for (name, value) in required.iter().filter(|(name, _)| *name != key.name) {
                text += &format!("{name} = {value}\n");
            }
            assert_eq!(mistakes(&text), Vec::<String>::new(), "\n{text}");
        }
    }
    let roots = "syncwise = 1\n[system]\n[policy]\n[network]\n\"eu us\" = \"80ms\"\n[service.shop]\n";
    let roots = format!(
        "{roots}[[interaction]]\nfrom = \"shop\"\nto = \"shop\"\n[[journey]]\nid = \"buy\"\nentry = \"shop\"\n"
    );
    assert_eq!(mistakes(&roots), Vec::<String>::new());
    for key in keys::ROOT {
        assert!(roots.contains(key.name), "`{}` is missing from the sample", key.name);
    }
}

#[test]
fn tables_of_keys_are_sorted_and_explained() {
    for table in TABLES.iter().map(|(table, ..)| *table).chain([keys::ROOT]) {
        assert!(table.windows(2).all(|pair| pair[0].name < pair[1].name), "{table:?}");
        assert!(table.iter().all(|key| !key.takes.is_empty() && !key.means.is_empty()));
    }
}

/// The words that a file of the reader matches: those before `=>`.
fn matched(file: &str) -> BTreeSet<String> {
    let text =
        std::fs::read_to_string(format!("src/architecture/read/{file}.rs")).expect("the reader is there");
    let arms =
        text.lines().filter_map(|line| line.split_once("=>")).map(|(pattern, _)| pattern.trim().to_owned());
    let words = arms.filter_map(|pattern| Some(pattern.strip_prefix('"')?.split_once('"')?.0.to_owned()));
    words.filter(|word| word.starts_with(char::is_alphabetic)).collect()
}

#[test]
fn the_reader_accepts_no_other_key() {
    let inner = [
        "average",
        "peak",
        "p50",
        "p95",
        "p99",
        "availability",
        "tier-1",
        "tier-2",
        "tier-3",
        "tier-4",
        "external",
    ];
    for (file, tables) in [
        ("mod", &[keys::ROOT][..]),
        ("system", &[keys::SYSTEM, keys::POLICY]),
        ("service", &[keys::SERVICE]),
        ("interaction", &[keys::INTERACTION, keys::STEP]),
        ("journey", &[keys::JOURNEY]),
        ("reader", &[keys::ALLOW]),
    ] {
        let known: BTreeSet<&str> = tables.iter().flat_map(|table| keys::names(table)).collect();
        let matched = matched(file);
        let strangers: Vec<_> =
            matched.iter().filter(|it| !known.contains(&***it) && !inner.contains(&&***it)).collect();
        assert!(
            strangers.is_empty(),
            "read/{file}.rs accepts {strangers:?}, which the table of keys does not list"
        );
        assert!(known.iter().all(|name| matched.contains(*name)), "read/{file}.rs: {known:?} {matched:?}");
    }
}

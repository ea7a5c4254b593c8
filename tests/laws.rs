//! Laws that hold for every text: nothing panics, every place lies inside its text, and neither the order of tables nor
//! the files they stand in changes what is said. Never states an expected output.

#[path = "laws/examine.rs"]
mod examine;
#[path = "laws/genes.rs"]
mod genes;
#[path = "laws/sound.rs"]
mod sound;
#[path = "laws/wild.rs"]
mod wild;

use examine::{Told, examine, findings, tell};
use genes::Genes;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use std::collections::BTreeMap;
use std::sync::LazyLock;

const EXAMPLES: [(&str, &str); 2] = [
    ("online-boutique", include_str!("../examples/online-boutique/architecture.toml")),
    ("otel-demo", include_str!("../examples/otel-demo/architecture.toml")),
];

/// The schema of the standard, without its two patterns that are no regular expressions.
static SARIF: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    let text = include_str!("sarif/sarif-schema-2.1.0.json");
    let mut schema: serde_json::Value = serde_json::from_str(text).expect("the schema is JSON");
    for owner in ["run", "toolComponent"] {
        let language = schema["definitions"][owner]["properties"]["language"].as_object_mut();
        language.expect("the language is described").remove("pattern");
    }
    jsonschema::validator_for(&schema).expect("the schema is a schema")
});

fn json(told: &Told, name: &str) -> serde_json::Value {
    serde_json::from_str(&told.files[name]).unwrap_or_else(|error| panic!("{name} is not JSON: {error}"))
}

/// The machine formats are what they claim to be.
fn check_formats(told: &Told) {
    for name in ["findings.json", "decisions.json"] {
        assert_eq!(json(told, name)["version"], 1, "{name}");
    }
    let log = json(told, "findings.sarif");
    let errors: Vec<String> = SARIF.iter_errors(&log).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

/// A document without the places in files that it names.
fn without_places(document: serde_json::Value) -> serde_json::Value {
    use serde_json::Value;
    match document {
        Value::Array(items) => items.into_iter().map(without_places).collect(),
        Value::Object(fields) => {
            let kept = fields.into_iter().filter(|(key, _)| key != "place");
            kept.map(|(key, value)| (key, without_places(value))).collect()
        }
        other => other,
    }
}

/// A line of text likewise; what stood around a place is not aligned any more.
fn line_without_places(line: &str) -> String {
    let is_place =
        |word: &&str| word.contains(".toml:") && word.ends_with(|last: char| last.is_ascii_digit());
    let words: Vec<&str> = line.split_whitespace().collect();
    let kept: Vec<&str> = words.iter().copied().filter(|word| !is_place(word)).collect();
    if kept.len() == words.len() { line.to_owned() } else { kept.join(" ") }
}

/// What two runs over the same declarations must have in common: everything but places.
fn common(told: &Told) -> BTreeMap<&str, String> {
    let mut common: BTreeMap<&str, String> = BTreeMap::new();
    for (path, text) in &told.files {
        let shown = match path.as_str() {
            "findings.json" => findings(text).join("\n"),
            "findings.txt" | "findings.sarif" | "summary.txt" | "decisions.txt" => continue,
            // A skeleton makes the calls of an operation, and tests them, in the order in which they were declared.
            ordered if ordered.ends_with("/src/handlers.rs") || ordered.contains("/tests/") => continue,
            data if data.ends_with(".json") => without_places(json(told, data)).to_string(),
            _ => text.lines().map(line_without_places).collect::<Vec<_>>().join("\n"),
        };
        common.insert(path, shown);
    }
    common
}

fn check_same(one: &Told, other: &Told) {
    let (one, other) = (common(one), common(other));
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    for (path, text) in &one {
        let difference = text.lines().zip(other[path].lines()).find(|(one, other)| one != other);
        assert!(*text == other[path], "{path} differs: {difference:#?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read(text in any::<String>()) {
        examine(&[&text]);
    }

    #[test]
    fn any_text_after_a_sound_beginning_is_read(text in "(\\PC|[\\[\\]={}\"'#.,\\n\\r\\t]){0,80}") {
        examine(&[&format!("syncwise = 1\n[service.a]\n{text}")]);
    }

    #[test]
    fn any_use_of_the_keys_is_read(genes in proptest::collection::vec(any::<u32>(), 0..300)) {
        examine(&[&wild::document(&mut Genes::new(&genes))]);
    }

    #[test]
    fn any_two_files_are_read_together(genes in proptest::collection::vec(any::<u32>(), 0..200)) {
        let mut genes = Genes::new(&genes);
        examine(&[&wild::document(&mut genes), &wild::document(&mut genes)]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_damage_to_an_example_is_read(
        which in 0..EXAMPLES.len(),
        genes in proptest::collection::vec(any::<u32>(), 1..24),
    ) {
        examine(&[&wild::damaged(EXAMPLES[which].1, &mut Genes::new(&genes))]);
    }

    #[test]
    fn order_and_files_change_nothing(
        genes in proptest::collection::vec(any::<u32>(), 0..400),
        order in proptest::collection::vec(any::<u32>(), 64),
        files in 1..4_usize,
    ) {
        let tables = sound::tables(&mut Genes::new(&genes));
        let Ok(told) = tell(&[&sound::file(&tables)]) else { return Err(TestCaseError::reject("not sound")) };
        check_formats(&told);
        let split = sound::shuffled(&tables, &order, files);
        let split: Vec<&str> = split.iter().map(String::as_str).collect();
        let again = tell(&split).unwrap_or_else(|mistakes| panic!("sound in one file, but not in several:\n{mistakes}"));
        check_same(&told, &again);
    }
}

#[test]
fn examples_keep_the_laws() {
    for (name, text) in EXAMPLES {
        let told = tell(&[text]).unwrap_or_else(|mistakes| panic!("{name}:\n{mistakes}"));
        check_formats(&told);
        let tables = sound::split(text);
        assert!(tables.len() > 20, "{name} has {} tables", tables.len());
        let reversed: Vec<String> = tables.into_iter().rev().collect();
        let again = tell(&[&sound::file(&reversed)]).unwrap_or_else(|mistakes| panic!("{name}:\n{mistakes}"));
        check_same(&told, &again);
    }
}

#[test]
fn the_law_of_order_can_be_broken() {
    let tables = sound::tables(&mut Genes::new(&[3; 100]));
    let told = tell(&[&sound::file(&tables)]).expect("a sound architecture");
    let more = format!("{}[service.another]\n", sound::file(&tables));
    let other = tell(&[&more]).expect("a sound architecture");
    assert_ne!(common(&told), common(&other), "one more service must show");
}

/// How many of the generated architectures are worth the name.
#[test]
fn generated_architectures_are_sound_and_give_rise_to_findings() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let strategy = proptest::collection::vec(any::<u32>(), 0..400);
    let (mut sound, mut speaking) = (0, 0);
    for _ in 0..40 {
        let genes = strategy.new_tree(&mut runner).expect("genes can be drawn").current();
        let Ok(told) = tell(&[&sound::file(&sound::tables(&mut Genes::new(&genes)))]) else { continue };
        sound += 1;
        speaking += usize::from(!findings(&told.files["findings.json"]).is_empty());
    }
    assert!(
        sound >= 30 && speaking >= 15,
        "of 40 architectures {sound} are sound and {speaking} have findings"
    );
}

//! The schemas by which editors complete and check files: fresh in the repository, and every file fits its own.

use crate::block::blocks;
use serde_json::Value;
use syncwise::render::{SchemaKind, schema};

/// Where each lies, with its text.
pub(crate) fn files() -> impl Iterator<Item = (String, String)> {
    SchemaKind::ALL.into_iter().map(|(kind, _)| (format!("schema/{}", kind.file()), schema(kind)))
}

fn text() -> String {
    schema(SchemaKind::Architecture)
}

/// TOML as an editor hands it to a schema: dates are text.
fn as_json(text: &str) -> Value {
    fn convert(value: toml::Value) -> Value {
        match value {
            toml::Value::String(text) => text.into(),
            toml::Value::Integer(number) => number.into(),
            toml::Value::Float(number) => number.into(),
            toml::Value::Boolean(flag) => flag.into(),
            toml::Value::Datetime(date) => date.to_string().into(),
            toml::Value::Array(items) => items.into_iter().map(convert).collect(),
            toml::Value::Table(table) => {
                Value::Object(table.into_iter().map(|(key, value)| (key, convert(value))).collect())
            }
        }
    }
    convert(toml::Value::Table(text.parse().expect("the text is TOML")))
}

#[test]
fn examples_fit_the_schema_and_slips_do_not() {
    let schema: Value = serde_json::from_str(&text()).expect("the schema is JSON");
    let schema = jsonschema::validator_for(&schema).expect("the schema is a schema");
    let mut texts = Vec::new();
    for entry in std::fs::read_dir(crate::root().join("examples")).expect("the examples are there") {
        let path = entry.expect("the folder can be listed").path().join("architecture.toml");
        texts
            .extend(std::fs::read_to_string(&path).ok().map(|text| (path.display().to_string(), text, true)));
    }
    let page = crate::pages().remove("docs/language.md").expect("the page is there");
    for block in blocks(&page).into_iter().filter(|block| block.language == "toml") {
        let version = if block.text.contains("syncwise =") { "" } else { "syncwise = 1\n" };
        let sound = block.mark("error").is_none();
        let shapely = sound || matches!(block.mark("error"), Some("contradiction" | "step-order"));
        texts.push((format!("line {}", block.line), format!("{version}{}", block.text), shapely));
    }
    assert!(texts.iter().any(|(.., fits)| !fits), "some example has a slip");
    for (name, text, fits) in texts {
        let mistakes: Vec<String> = schema.iter_errors(&as_json(&text)).map(|it| it.to_string()).collect();
        assert_eq!(mistakes.is_empty(), fits, "{name}: {mistakes:?}");
    }
}

#[test]
fn rule_files_fit_their_schemas_and_slips_do_not() {
    for (kind, folder) in [(SchemaKind::Check, "checks"), (SchemaKind::Criterion, "criteria")] {
        let schema: Value = serde_json::from_str(&schema(kind)).expect("the schema is JSON");
        let schema = jsonschema::validator_for(&schema).expect("the schema is a schema");
        for entry in std::fs::read_dir(crate::root().join("rules").join(folder)).expect("the rules are there")
        {
            let path = entry.expect("the folder can be listed").path();
            let text = std::fs::read_to_string(&path).expect("the rule is readable");
            let mistakes: Vec<String> =
                schema.iter_errors(&as_json(&text)).map(|it| it.to_string()).collect();
            assert!(mistakes.is_empty(), "{}: {mistakes:?}", path.display());
            for (from, to) in
                [("\n[page]\n", "\n[pages]\n"), ("id = \"", "id = \"Not Kebab"), ("what = ", "wat = ")]
            {
                let slip = text.replacen(from, to, 1);
                assert!(slip != text && !schema.is_valid(&as_json(&slip)), "{}: {to}", path.display());
            }
        }
    }
}

#[test]
fn settings_fit_their_schema_and_slips_do_not() {
    let schema: Value = serde_json::from_str(&schema(SchemaKind::Config)).expect("the schema is JSON");
    let schema = jsonschema::validator_for(&schema).expect("the schema is a schema");
    let page = crate::pages().remove("docs/configuration.md").expect("the page is there");
    let settings: Vec<String> = blocks(&page)
        .into_iter()
        .filter(|block| block.mark("file").is_some_and(|path| path.ends_with(syncwise::run::FILE)))
        .map(|block| block.text)
        .collect();
    assert_eq!(settings.len(), 2);
    for text in settings {
        assert!(schema.is_valid(&as_json(&text)), "{text}");
        for (from, to) in [("fail-on", "fail-no"), ("= \"", "= \"very-"), ("[lint]", "[lnit]")] {
            let slip = text.replacen(from, to, 1);
            assert!(slip != text && !schema.is_valid(&as_json(&slip)), "{slip}");
        }
    }
}

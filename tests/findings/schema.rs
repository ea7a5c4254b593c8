//! The published form of the JSON format: every golden output has it, and nothing else.

use serde_json::Value;
use std::path::Path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn schema() -> Value {
    let text = std::fs::read_to_string(root().join("schema/lint.schema.json")).expect("the schema is there");
    serde_json::from_str(&text).expect("the schema is JSON")
}

/// The same, refusing what it does not describe: a key that was added to the program must be added to the schema.
fn strict(mut schema: Value) -> Value {
    fn close(value: &mut Value) {
        match value {
            Value::Object(map) => {
                if map.contains_key("properties") {
                    map.insert("additionalProperties".into(), false.into());
                }
                map.values_mut().for_each(close);
            }
            Value::Array(list) => list.iter_mut().for_each(close),
            _ => {}
        }
    }
    close(&mut schema);
    schema
}

#[test]
fn every_golden_output_has_the_published_form() {
    let validator = jsonschema::validator_for(&strict(schema())).expect("the schema is a schema");
    let examples = std::fs::read_dir(root().join("examples")).expect("the folder is readable");
    let mut seen = 0;
    for entry in examples {
        let path = entry.expect("the folder is readable").path().join("expected/findings.json");
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let report: Value = serde_json::from_str(&text).expect("a golden output is JSON");
        let errors: Vec<_> = validator.iter_errors(&report).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{}: {errors:#?}", path.display());
        assert!(text.starts_with("{\n  \"version\": 1,\n"), "{}: the version comes first", path.display());
        seen += 1;
    }
    assert!(seen > 5, "only {seen} golden outputs were found");
}

#[test]
fn the_schema_can_refuse() {
    let open = jsonschema::validator_for(&schema()).expect("the schema is a schema");
    let strict = jsonschema::validator_for(&strict(schema())).expect("the schema is a schema");
    let summary = serde_json::json!({
        "errors": 0, "warnings": 0, "infos": 0, "suppressed": 0, "baselined": 0, "uncertain": 0, "not_assessed": 0
    });
    let report =
        serde_json::json!({ "version": 1, "findings": [], "not_assessed": [], "summary": summary, "new": 1 });
    assert!(open.is_valid(&report), "readers ignore keys they do not know");
    assert!(!strict.is_valid(&report));
    let mut later = report.clone();
    later["version"] = 2.into();
    assert!(!open.is_valid(&later));
}

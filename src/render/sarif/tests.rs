//! The log against the standard's own schema.

use super::*;
use crate::render::report::samples::Sample;
use crate::rule::Gaps;

fn rules() -> [RuleMeta<'static>; 2] {
    ["timeout-inversion", "missing-timeout"].map(|id| RuleMeta {
        id,
        class: Class::High,
        title: "a title",
        what: "What it *is*.\n",
        why: "Why.",
        instead: "",
        drawbacks: "None.",
        help_uri: Some("https://example.org/rules"),
    })
}

#[test]
fn has_results_suppressions_and_rule_pages() {
    let log = findings_sarif(&Sample::new().report(), &rules());
    insta::assert_snapshot!(log.replace(env!("CARGO_PKG_VERSION"), "[version]"));
}

#[test]
fn known_findings_are_suppressed_and_unchanged() {
    let sample = Sample::with_baseline();
    let log: serde_json::Value =
        serde_json::from_str(&findings_sarif(&sample.report(), &rules())).expect("the log is JSON");
    let results = log["runs"][0]["results"].as_array().expect("a list");
    let known: Vec<_> = results.iter().filter(|it| it["baselineState"] == "unchanged").collect();
    assert_eq!(known.len(), 1);
    assert_eq!(known[0]["suppressions"][0]["kind"], "external");
    assert_eq!(results.iter().filter(|it| it["baselineState"] == "new").count(), results.len() - 1);
}

/// The standard's schema, without its patterns for languages, which are no regular expressions (a bracket too many).
fn validator() -> jsonschema::Validator {
    let text = include_str!("../../../tests/sarif/sarif-schema-2.1.0.json");
    let mut schema: serde_json::Value = serde_json::from_str(text).expect("the schema is JSON");
    for owner in ["run", "toolComponent"] {
        let language = schema["definitions"][owner]["properties"]["language"].as_object_mut();
        language.expect("the language is described").remove("pattern");
    }
    jsonschema::validator_for(&schema).expect("the schema is a schema")
}

#[test]
fn passes_the_schema_of_the_standard() {
    let validator = validator();
    let (sample, compared, hostile) = (Sample::new(), Sample::with_baseline(), Sample::hostile());
    let none = Gaps::default();
    let others = [compared.report(), hostile.report()];
    for report in others
        .into_iter()
        .chain([sample.report(), Report { findings: &[], unassessed: &none, ..sample.report() }])
    {
        let log = serde_json::from_str(&findings_sarif(&report, &rules())).expect("the log is JSON");
        let errors: Vec<_> = validator.iter_errors(&log).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }
    let wrong = serde_json::json!({ "version": "2.1.0", "runs": [{ "results": [] }] });
    assert!(!validator.is_valid(&wrong), "the schema must be able to refuse");
}

#[test]
fn names_of_files_become_uris() {
    let cases = [
        ("a b/ü#.toml", "a%20b/%C3%BC%23.toml"),
        ("/tmp/x", "file:///tmp/x"),
        ("./a\\b", "a/b"),
        ("<stdin>", "%3Cstdin%3E"),
    ];
    for (name, expected) in cases {
        assert_eq!(uri(name), expected);
    }
}

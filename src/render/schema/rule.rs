//! The schemas of rule files. Never knows a key that is not in the tables, nor a fact that is not in theirs.

use super::{object_of, reference};
use crate::architecture::keys::Key;
use crate::decision::GROUPS;
use crate::facts::{FactId, FactType, SubjectKind};
use crate::rule::{Class, keys};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The schema of a check.
pub(super) fn check() -> Value {
    let mut schema = object_of(keys::CHECK, &["class", "example", "id", "page", "say", "when"], shape);
    schema["definitions"] = json!({
        "condition": condition(&SubjectKind::ALL.map(|(kind, _)| kind), &[]),
        "example": object_of(keys::CHECK_EXAMPLE, &["architecture", "name"], shape),
        "grade": object_of(keys::GRADE, &["class", "when"], shape),
        "page": page(),
        "say": object_of(keys::SAY, &["title"], shape),
        "subject-condition": condition(&SubjectKind::ALL.map(|(kind, _)| kind), &SubjectKind::ALL.map(|(_, word)| word)),
    });
    schema["properties"]["when"]["allOf"][0]["$ref"] = "#/definitions/subject-condition".into();
    schema
}

/// The schema of a criterion.
pub(super) fn criterion() -> Value {
    let required = ["example", "fact", "group", "id", "page", "phrase", "question", "utility"];
    let mut schema = object_of(keys::CRITERION, &required, shape);
    schema["definitions"] = json!({
        "condition": condition(&[SubjectKind::Interaction], &[]),
        "example": object_of(keys::CRITERION_EXAMPLE, &["facts", "favours", "title"], shape),
        "page": page(),
        "phrase": object_of(keys::PHRASE, &["async", "sync"], shape),
        "scale": object_of(keys::SCALE, &["high", "least", "low", "most", "steps"], shape),
        "silent": object_of(keys::SILENT, &["value", "while"], shape),
        "utility": object_of(keys::UTILITY, &["async", "hybrid", "sync"], shape),
        "veto": object_of(keys::VETO, &["assumes", "blocks", "id", "reason", "relaxation", "when"], shape),
    });
    schema["properties"]["fact"]["enum"] = FactId::names(SubjectKind::Interaction).collect();
    schema
}

fn page() -> Value {
    object_of(keys::PAGE, &["drawbacks", "instead", "what", "why"], shape)
}

/// What a key takes, from the words of its table.
fn shape(key: &Key) -> Value {
    let text = || json!({ "type": "string", "minLength": 1 });
    let either = |one: Value| json!({ "anyOf": [one.clone(), { "type": "array", "items": one }] });
    let word = || json!({ "type": ["string", "boolean"] });
    let map = |values: Value| json!({ "type": "object", "additionalProperties": values });
    match key.takes {
        "text" | "template" | "fact" => text(),
        "kebab-case" => json!({ "type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$" }),
        "class" => json!({ "enum": Class::ALL.map(|(_, word)| word) }),
        "group" => json!({ "enum": GROUPS.map(|(group, _)| group) }),
        "list" | "fact or list" => either(text()),
        "list of words" => json!({ "type": "array", "items": word() }),
        "word" => word(),
        "count" => json!({ "type": "integer", "minimum": 0 }),
        "number" => json!({ "type": "number", "exclusiveMinimum": 0 }),
        "utility" => json!({ "type": "number", "minimum": -1, "maximum": 1 }),
        "quantity" => json!({ "type": ["number", "string"] }),
        "mode or list" => either(json!({ "enum": ["sync", "async", "hybrid"] })),
        "table" => map(json!({ "type": "number", "minimum": 0 })),
        "table of texts" => map(text()),
        "table of utilities" => map(reference("utility")),
        "condition" => reference("condition"),
        "[when] table" => reference("condition"),
        tables if tables.ends_with("]] tables") => {
            json!({ "type": "array", "minItems": 1, "items": reference(key.name) })
        }
        table if table.ends_with("] table") => reference(key.name),
        words if words.contains(" | ") => json!({ "enum": words.split(" | ").collect::<Vec<_>>() }),
        other => unreachable!("`{other}` of `{}` has a shape", key.name),
    }
}

/// Comparisons of facts, joined. Facts that no table has are names which only vetoes know.
fn condition(kinds: &[SubjectKind], subjects: &[&str]) -> Value {
    let mut means: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for fact in FactId::all().map(FactId::fact).filter(|fact| kinds.contains(&fact.about)) {
        let kind = match fact.kind {
            FactType::Choice(words) => words.join(" | "),
            kind => kind.describe(),
        };
        let line = format!("{} ({}): {}", fact.about.phrase(), kind, fact.means);
        means.entry(fact.name).or_default().push(line);
    }
    let mut properties: Map<String, Value> = means
        .into_iter()
        .map(|(name, lines)| (name.to_owned(), json!({ "description": lines.join("\n") })))
        .collect();
    let list = json!({ "type": "array", "items": reference("condition") });
    properties.insert("all".into(), described(list.clone(), "every one of these holds"));
    properties.insert("any".into(), described(list, "at least one of these holds"));
    properties.insert("not".into(), described(reference("condition"), "this does not hold"));
    let mut required = Vec::new();
    if !subjects.is_empty() {
        properties
            .insert("subject".into(), described(json!({ "enum": subjects }), "what the check looks at"));
        required.push("subject");
    }
    let mut condition = json!({ "type": "object", "properties": properties, "required": required });
    if kinds.len() > 1 {
        // A veto may also name what no fact holds; a check may not.
        condition["additionalProperties"] = false.into();
    }
    condition
}

fn described(mut shape: Value, means: &str) -> Value {
    shape["description"] = means.into();
    shape
}

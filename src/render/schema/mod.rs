//! JSON Schemas by which editors complete and explain files, written from the tables of keys. Never knows a key that is
//! not in them.

mod rule;

use crate::architecture::keys::{self, Key};
use crate::settings::keys as settings;
use serde_json::{Map, Value, json};

/// What a schema describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemaKind {
    /// Architecture files.
    Architecture,
    /// Rule files in `checks`.
    Check,
    /// Rule files in `criteria`.
    Criterion,
    /// Settings in `syncwise.toml`.
    Config,
}

impl SchemaKind {
    /// All kinds with their words.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Architecture, "architecture"),
        (Self::Check, "check"),
        (Self::Criterion, "criterion"),
        (Self::Config, "config"),
    ];

    /// What its file is called in the repository.
    pub fn file(self) -> &'static str {
        match self {
            Self::Architecture => "architecture.schema.json",
            Self::Check => "check.schema.json",
            Self::Criterion => "criterion.schema.json",
            Self::Config => "syncwise.schema.json",
        }
    }
}

/// The schema as text, in draft 7, which editors know best.
pub fn schema(kind: SchemaKind) -> String {
    let (mut schema, title) = match kind {
        SchemaKind::Architecture => (architecture(), "syncwise architecture, version 1"),
        SchemaKind::Check => (rule::check(), "a check of syncwise"),
        SchemaKind::Criterion => (rule::criterion(), "a criterion of syncwise"),
        SchemaKind::Config => (config(), "settings of syncwise"),
    };
    schema["$schema"] = "http://json-schema.org/draft-07/schema#".into();
    schema["title"] = title.into();
    serde_json::to_string_pretty(&schema).expect("a schema is JSON") + "\n"
}

fn architecture() -> Value {
    let mut schema = table(keys::ROOT, &["syncwise"]);
    schema["definitions"] = json!({
        "allow": table(keys::ALLOW, &["rule", "reason"]),
        "interaction": table(keys::INTERACTION, &["from", "to"]),
        "journey": table(keys::JOURNEY, &["id", "entry"]),
        "policy": table(keys::POLICY, &[]),
        "service": table(keys::SERVICE, &[]),
        "step": table(keys::STEP, &["id"]),
        "system": table(keys::SYSTEM, &[]),
    });
    schema
}

fn config() -> Value {
    let mut schema = table(&settings::keys(""), &[]);
    schema["definitions"] = json!({ "lint": table(&settings::keys(settings::LINT), &[]) });
    schema
}

fn table(keys: &[Key], required: &[&str]) -> Value {
    object_of(keys, required, shape)
}

/// A table of exactly these keys, each with its meaning.
fn object_of(keys: &[Key], required: &[&str], shape: impl Fn(&Key) -> Value) -> Value {
    let properties: Map<String, Value> = keys
        .iter()
        .map(|key| {
            let mut shape = shape(key);
            shape["description"] = key.means.into();
            (key.name.to_owned(), shape)
        })
        .collect();
    json!({
        "type": "object", "additionalProperties": false, "properties": properties, "required": required,
    })
}

/// What a key takes, from the words of its table.
fn shape(key: &Key) -> Value {
    let text = || json!({ "type": "string", "minLength": 1 });
    let texts = || json!({ "type": "array", "items": text() });
    let several = |definition: &str| json!({ "type": "array", "items": reference(definition) });
    match key.takes {
        "text" | "service" | "rule" | "file" => text(),
        "text such as validate, reserve, charge, fulfil, notify" => text(),
        "text or list"
        | "key or list of keys"
        | "list of folders"
        | "list of files"
        | "list of files and folders"
        | "list of rules and groups" => json!({ "anyOf": [text(), texts()] }),
        words if key.name == "format" => {
            let target =
                json!({ "type": "string", "pattern": format!("^({})(=.+)?$", words.replace(" | ", "|")) });
            json!({ "anyOf": [target, { "type": "array", "items": target }] })
        }
        "true or false" => json!({ "type": "boolean" }),
        "count" => json!({ "type": "integer", "minimum": 0 }),
        "count or \"none\"" => {
            json!({ "anyOf": [{ "type": "integer", "minimum": 0 }, { "const": "none" }] })
        }
        "duration or \"none\"" => json!({ "anyOf": [quantity("duration"), { "const": "none" }] }),
        "1" => json!({ "const": 1 }),
        "1 to 4" => json!({ "type": "integer", "minimum": 1, "maximum": 4 }),
        "date" => json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" }),
        "duration" | "rate" | "ratio" | "size" => quantity(key.takes),
        "duration, \"none\" or \"unknown\"" => {
            json!({ "anyOf": [quantity("duration"), { "enum": ["none", "unknown"] }] })
        }
        "rate, or { average, peak }" => {
            json!({ "anyOf": [quantity("rate"), object(&[("average", "rate"), ("peak", "rate")])] })
        }
        "{ p99 }" => object(&[("p99", "duration")]),
        "{ p50, p99 } durations" => object(&[("p50", "duration"), ("p99", "duration")]),
        "{ p50, p95, p99, availability }" => object(&[
            ("p50", "duration"),
            ("p95", "duration"),
            ("p99", "duration"),
            ("availability", "ratio"),
        ]),
        "table: tier-1 … tier-4, external = ratio" => {
            object(&["tier-1", "tier-2", "tier-3", "tier-4", "external"].map(|name| (name, "ratio")))
        }
        "table: RULE = error | warning | info | off" => {
            map(&json!({ "enum": ["error", "warning", "info", "off"] }))
        }
        "table: CRITERION = number" => map(&json!({ "type": "number", "minimum": 0 })),
        "table" if key.name == "network" => map(&quantity("duration")),
        "table" => reference(key.name),
        "list of tables" => json!({ "anyOf": [reference("allow"), several("allow")] }),
        "[[interaction]] tables" => several("interaction"),
        "[[interaction.step]] tables" => several("step"),
        "[[journey]] tables" => several("journey"),
        "[service.NAME] tables" => map(&reference("service")),
        "list of interactions; an inner list runs together" => {
            json!({ "type": "array", "items": { "anyOf": [text(), texts()] } })
        }
        words if words.contains(" | ") => json!({ "enum": words.split(" | ").collect::<Vec<_>>() }),
        words if words.contains(", ") => json!({ "enum": words.split(", ").collect::<Vec<_>>() }),
        other => panic!("the schema does not know what `{other}` of `{}` is", key.name),
    }
}

/// All of it in one object, so that a description can stand beside it.
fn reference(definition: &str) -> Value {
    json!({ "allOf": [{ "$ref": format!("#/definitions/{definition}") }] })
}

fn map(values: &Value) -> Value {
    json!({ "type": "object", "additionalProperties": values })
}

fn object(parts: &[(&str, &str)]) -> Value {
    let properties: Map<String, Value> =
        parts.iter().map(|(name, kind)| ((*name).to_owned(), quantity(kind))).collect();
    json!({ "type": "object", "additionalProperties": false, "properties": properties })
}

fn quantity(kind: &str) -> Value {
    let units = match kind {
        "duration" => "(ns|us|µs|ms|s|min|h|d)",
        "rate" => "/(s|min|h|d)",
        "ratio" => "%",
        "size" => "(B|kB|KiB|MB|MiB|GB|GiB)",
        other => panic!("`{other}` is no quantity"),
    };
    json!({ "type": "string", "pattern": format!("^ *[0-9._]+ *{units} *$") })
}

//! Placeholder schemas of payloads, and the references to them. Never invents a field.

use super::super::route::Route;
use serde_json::{Map, Value, json};

/// A payload of which nothing is known.
pub(super) fn anything(about: &str) -> Value {
    json!({ "description": format!("{about} Any JSON until `src/payload.rs` says more.") })
}

/// A request: an object that has at least the fields of its path.
pub(super) fn request(about: &str, route: &Route) -> Value {
    let parameters = route.parameters();
    if parameters.is_empty() {
        return anything(about);
    }
    let text = |name: &&str| ((*name).to_owned(), json!({ "type": "string" }));
    let properties: Map<String, Value> = parameters.iter().map(text).collect();
    json!({
        "description": format!("{about} Further fields until `src/payload.rs` says more."),
        "type": "object",
        "properties": properties,
        "additionalProperties": true,
    })
}

/// A reference into `components`.
pub(super) fn component(section: &str, name: &str) -> Value {
    json!({ "$ref": format!("#/components/{section}/{name}") })
}

/// A `$ref` to a place that is given part by part: `~` and `/` inside a part are escaped (RFC 6901).
pub(super) fn at(parts: &[&str]) -> Value {
    let escaped = |part: &&str| part.replace('~', "~0").replace('/', "~1");
    json!({ "$ref": format!("#/{}", parts.iter().map(escaped).collect::<Vec<_>>().join("/")) })
}

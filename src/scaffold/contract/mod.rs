//! What a service promises to others, for their tools: OpenAPI of its HTTP operations, AsyncAPI of its channels. Never
//! says more about a payload than the architecture does; the fields are the developer's to fill in.

mod asyncapi;
mod bindings;
mod headers;
mod openapi;
mod schema;

use super::names::Named;
use super::plan::{ModeSource, Plan};
use super::text::{code, plain};
use super::{File, Owner};
use crate::architecture::{Choice, InteractionId};
use serde_json::{Map, Value, json};

/// The version of a contract that nobody has released yet: the one of the crate.
const VERSION: &str = "0.1.0";

/// The contracts of one service.
pub(super) fn files(plan: &Plan, named: &Named) -> Vec<File> {
    let file = |path: &str, text: String| File { path: path.into(), text, owner: Owner::Syncwise };
    let mut files = vec![file("api/openapi.json", text(&openapi::document(plan, named)))];
    if let Some(channels) = asyncapi::document(plan, named) {
        files.push(file("api/asyncapi.json", text(&channels)));
    }
    files
}

fn text(document: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(document).expect("a document of texts and numbers is JSON") + "\n"
}

/// The `info` object of both: the service in its own words.
fn info(plan: &Plan, what: &str) -> Value {
    let service = plan.architecture.service(plan.service);
    let description = service.declared.description.as_ref().map(|text| plain(&text.value, 400));
    let description = description.map_or_else(|| what.to_owned(), |text| format!("{text}\n\n{what}"));
    let mut info =
        json!({ "title": plain(&service.name, 120), "version": VERSION, "description": description });
    if let Some(owner) = &service.declared.owner {
        info["contact"] = json!({ "name": plain(&owner.value, 120) });
    }
    info
}

/// The interactions that something belongs to, so that a reader finds the decision: identifier, other end, mode, record.
fn origins(plan: &Plan, ids: &[InteractionId]) -> Value {
    ids.iter().map(|id| origin(plan, *id)).collect()
}

fn origin(plan: &Plan, id: InteractionId) -> Value {
    let interaction = plan.interaction(id);
    let end = |service| plain(&plan.architecture.service(service).name, 120);
    let (mode, source) = plan.mode(id);
    let source = match source {
        ModeSource::Declared => "declared",
        ModeSource::Recommended => "recommended",
        ModeSource::Undecided => "undecided",
    };
    let mut origin = Map::new();
    origin.insert("id".into(), json!(plain(&interaction.id, 120)));
    origin.insert("from".into(), json!(end(interaction.from)));
    origin.insert("to".into(), json!(end(interaction.to)));
    origin.insert("mode".into(), json!(mode.word()));
    origin.insert("mode-is".into(), json!(source));
    if let Some(record) = plan.context.records.get(&id) {
        origin.insert("decision".into(), json!(format!("ADR-{record:04}")));
    }
    let evidence = interaction.declared.evidence.iter().map(|place| plain(&place.value, 200));
    let evidence: Vec<_> = evidence.collect();
    if !evidence.is_empty() {
        origin.insert("evidence".into(), json!(evidence));
    }
    Value::Object(origin)
}

/// One sentence per interaction: which one, with whom, and where that is decided.
fn sentences(plan: &Plan, ids: &[InteractionId]) -> Vec<String> {
    let sentence = |id: &InteractionId| {
        let interaction = plan.interaction(*id);
        let [from, to] =
            [interaction.from, interaction.to].map(|end| code(&plan.architecture.service(end).name));
        let origin = super::about::origin(plan, *id);
        std::iter::once(format!("{}: {from} to {to}.", code(&interaction.id)))
            .chain(origin)
            .collect::<Vec<_>>()
            .join(" ")
    };
    ids.iter().map(sentence).collect()
}

//! Contracts: every operation and channel names its interaction and its decision record. Never judges the formats;
//! `tests/contracts/check.mjs` does, with the schemas of those who made them.

use serde_json::Value;
use std::path::Path;
use syncwise::architecture::{Architecture, Mode, lower, read};
use syncwise::diagnostic::any_error;
use syncwise::scaffold::{Context, skeleton};
use syncwise::source::SourceMap;

fn architecture(path: &Path) -> Architecture {
    let text = std::fs::read_to_string(path).expect("the file exists");
    let mut sources = SourceMap::new();
    let file = sources.add("architecture.toml", text);
    let (written, mut diagnostics) = read(&sources, file);
    let (architecture, more) = lower(vec![written]);
    diagnostics.extend(more);
    assert!(!any_error(&diagnostics), "{diagnostics:#?}");
    architecture
}

/// Every interaction has a record, so that each contract has something to name.
fn recorded(architecture: &Architecture) -> Context {
    let records = architecture.interaction_ids().zip(1..).collect();
    Context { records, ..Context::default() }
}

fn contract(architecture: &Architecture, service: &str, path: &str, context: &Context) -> Option<Value> {
    let id = architecture.service_named(service).expect("the service is declared");
    let skeleton = skeleton(architecture, id, context).expect("the service can be scaffolded");
    let file = skeleton.files.iter().find(|file| file.path == path)?;
    Some(serde_json::from_str(&file.text).expect("a contract is JSON"))
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn shop() -> Architecture {
    architecture(&root().join("tests/scaffold/small.toml"))
}

#[test]
fn an_operation_names_its_interaction_and_its_record() {
    let architecture = shop();
    let context = recorded(&architecture);
    let api = contract(&architecture, "checkout", "api/openapi.json", &context).expect("it is written");
    let mut named = 0;
    for item in api["paths"].as_object().expect("paths are a table").values() {
        for operation in item.as_object().expect("a path has operations").values() {
            for origin in operation["x-interactions"].as_array().into_iter().flatten() {
                let id = origin["id"].as_str().expect("an interaction has an identifier");
                let id = architecture.interaction_named(id).expect("it is one of the architecture's");
                assert_eq!(origin["decision"], format!("ADR-{:04}", context.records[&id]));
                named += 1;
            }
        }
    }
    assert!(named > 0, "{api:#}");
}

#[test]
fn a_channel_has_both_sides_and_names_its_record() {
    let architecture = shop();
    let mut context = recorded(&architecture);
    let mut seen = Vec::new();
    for id in architecture.interaction_ids() {
        if architecture.interaction(id).declared.mode.is_none() {
            context.recommended.insert(id, Mode::Async);
        }
    }
    for service in &architecture.services {
        let Some(id) = architecture.service_named(&service.name) else { continue };
        if skeleton(&architecture, id, &context).is_err() {
            continue;
        }
        let Some(api) = contract(&architecture, &service.name, "api/asyncapi.json", &context) else {
            continue;
        };
        for operation in api["operations"].as_object().expect("operations are a table").values() {
            for origin in operation["x-interactions"].as_array().expect("each names its interactions") {
                assert!(origin["decision"].as_str().is_some_and(|record| record.starts_with("ADR-")));
                let end = if operation["action"] == "send" { "from" } else { "to" };
                assert_eq!(origin[end], *service.name, "{origin}");
                seen.push(operation["action"].as_str().expect("a word").to_owned());
            }
        }
    }
    assert!(seen.contains(&"send".to_owned()) && seen.contains(&"receive".to_owned()), "{seen:?}");
}

#[test]
fn a_hybrid_answers_202_and_has_a_status() {
    let architecture = shop();
    let id = architecture.interaction_named("send-confirmation").expect("the interaction is declared");
    let with = |mode| {
        let context = Context { recommended: [(id, mode)].into(), ..Context::default() };
        contract(&architecture, "email", "api/openapi.json", &context).expect("it is written")["paths"]
            .clone()
    };
    let (hybrid, sync) = (with(Mode::Hybrid), with(Mode::Sync));
    let statuses: Vec<&String> = hybrid.as_object().expect("paths are a table").keys().collect();
    let status =
        statuses.iter().find(|path| path.contains("/status/{id}")).expect("there is a status resource");
    assert!(
        hybrid[status.as_str()]["get"].is_object() && hybrid.to_string().contains("\"202\""),
        "{hybrid:#}"
    );
    assert!(!sync.to_string().contains("\"202\"") && !sync.to_string().contains("/status"), "{sync:#}");
}

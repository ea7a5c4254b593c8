//! The files of a skeleton and their templates. Never makes a path from a text that was not made an identifier first.

use super::runtime::{self, Module};
use super::view::View;
use super::{File, Owner, Skeleton};
use crate::template::Templates;
use serde_json::json;
use std::sync::LazyLock;

macro_rules! template {
    ($name:literal) => {
        ($name, include_str!(concat!("../../templates/scaffold/", $name, ".jinja")))
    };
}

/// Rendered once per callee, under the callee's name.
const CALLEE: &str = "generated/outbound/callee.rs";

const TEMPLATES: &[(&str, &str)] = &[
    template!("Cargo.toml"),
    template!("system/Dockerfile"),
    template!("system/dockerignore"),
    template!("README.md"),
    template!("build.rs"),
    template!("generated/inbound.rs"),
    template!("generated/later.rs"),
    template!("generated/messages.rs"),
    template!("generated/mod.rs"),
    template!("generated/outbound/callee.rs"),
    template!("generated/outbound/mod.rs"),
    template!("generated/proto.rs"),
    template!("generated/publish.rs"),
    template!("generated/runtime.rs"),
    template!("generated/settings.rs"),
    template!("generated/start.rs"),
    template!("gitignore"),
    template!("handlers.rs"),
    template!("lib.rs"),
    template!("main.rs"),
    template!("payload.rs"),
    template!("tests/double.rs"),
    template!("tests/generated.rs"),
    template!("tests/later.rs"),
    template!("tests/main.rs"),
    template!("tests/messages.rs"),
    template!("tests/operations.rs"),
    template!("tests/runtime.rs"),
];

static COMPILED: LazyLock<Templates> =
    LazyLock::new(|| Templates::compile(TEMPLATES.iter().copied()).expect("the embedded templates compile"));

/// All files of one service.
pub(super) fn write(view: &View, runtime: &[&'static Module]) -> Skeleton {
    let context = json!(view);
    let mut files = Vec::new();
    for (name, _) in TEMPLATES.iter().filter(|(name, _)| *name != CALLEE && is_wanted(name, view)) {
        files.push(File { path: path(name), text: render(name, &context), owner: owner(name) });
    }
    for callee in &view.callees {
        let mut context = context.clone();
        context["callee"] = json!(callee);
        let path = format!("src/generated/outbound/{}.rs", callee.ident);
        files.push(File { path, text: render(CALLEE, &context), owner: Owner::Syncwise });
    }
    if view.runtime_inside {
        files.extend(runtime::files(runtime, "src/generated/runtime", "tests/runtime"));
    }
    files.extend(view.proto_files.iter().cloned());
    files.sort_by(|one, other| one.path.cmp(&other.path));
    Skeleton { package: view.package.clone(), files }
}

fn is_wanted(name: &str, view: &View) -> bool {
    match name {
        "generated/outbound/mod.rs" | "tests/double.rs" => !view.callees.is_empty(),
        "build.rs" | "generated/proto.rs" => !view.protos.is_empty(),
        "generated/runtime.rs" | "system/Dockerfile" | "system/dockerignore" => view.runtime_inside,
        "tests/runtime.rs" => !view.runtime_tests.is_empty(),
        "generated/messages.rs" => view.messaging,
        "generated/later.rs" | "tests/later.rs" => view.hybrids,
        "generated/publish.rs" => view.wiring.publishing,
        "tests/messages.rs" => view.wiring.tests_messages,
        "tests/operations.rs" => !view.cases.is_empty(),
        _ => true,
    }
}

fn path(name: &str) -> String {
    match name {
        "Cargo.toml" | "README.md" | "build.rs" => name.to_owned(),
        "system/Dockerfile" => "Dockerfile".to_owned(),
        "system/dockerignore" => ".dockerignore".to_owned(),
        "gitignore" => ".gitignore".to_owned(),
        "generated/runtime.rs" => "src/generated/runtime/mod.rs".to_owned(),
        "tests/runtime.rs" => "tests/runtime/main.rs".to_owned(),
        _ => match name.strip_prefix("tests/") {
            Some(test) => format!("tests/service/{test}"),
            None => format!("src/{name}"),
        },
    }
}

fn owner(name: &str) -> Owner {
    let ours = name.starts_with("generated/")
        || matches!(
            name,
            "build.rs" | "tests/double.rs" | "tests/generated.rs" | "tests/messages.rs" | "tests/runtime.rs"
        );
    if ours { Owner::Syncwise } else { Owner::Developer }
}

fn render(name: &str, context: &serde_json::Value) -> String {
    let text = COMPILED.render(name, context);
    tidy(&text.unwrap_or_else(|error| panic!("an embedded template fails: {error}")))
}

/// The text without empty lines in a row and at its ends, which conditions in a template leave behind.
pub(super) fn tidy(text: &str) -> String {
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim_end) {
        let closes = line.trim_start().starts_with(['}', ')']);
        while lines.last().is_some_and(|last| last.is_empty()) && (line.is_empty() || closes) {
            lines.pop();
        }
        let opens = lines.last().is_none_or(|last| last.ends_with('{'));
        if !(line.is_empty() && opens) {
            lines.push(line);
        }
    }
    while lines.last().is_some_and(|last| last.is_empty()) {
        lines.pop();
    }
    lines.join("\n") + "\n"
}

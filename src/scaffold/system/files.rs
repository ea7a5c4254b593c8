//! The files of a workspace that belong to no single service, and their templates. Never makes a path from a text that was
//! not made an identifier first.

use super::super::files::tidy;
use super::super::runtime::{self, Module};
use super::super::{File, Owner};
use super::view::SystemView;
use crate::template::Templates;
use serde_json::json;
use std::sync::LazyLock;

/// A template, where its text goes, and whose it is.
struct Template {
    name: &'static str,
    text: &'static str,
    path: &'static str,
    owner: Owner,
    wanted: fn(&SystemView) -> bool,
}

const ALWAYS: fn(&SystemView) -> bool = |_| true;
const DOUBLES: fn(&SystemView) -> bool = |view| !view.doubles.is_empty();

macro_rules! template {
    ($owner:ident, $name:literal, $path:literal, $wanted:expr) => {
        Template {
            name: $name,
            text: include_str!(concat!("../../../templates/scaffold/system/", $name, ".jinja")),
            path: $path,
            owner: Owner::$owner,
            wanted: $wanted,
        }
    };
}

const TEMPLATES: &[Template] = &[
    template!(Developer, "Cargo.toml", "Cargo.toml", ALWAYS),
    template!(Developer, "Dockerfile", "Dockerfile", ALWAYS),
    template!(Developer, "README.md", "README.md", ALWAYS),
    template!(Developer, "dockerignore", ".dockerignore", ALWAYS),
    template!(Developer, "gitignore", ".gitignore", ALWAYS),
    template!(Syncwise, "SERVICES.md", "SERVICES.md", ALWAYS),
    template!(Syncwise, "compose.yaml", "compose.yaml", ALWAYS),
    template!(Syncwise, "dashboards.yaml", "grafana/provisioning/dashboards/dashboards.yaml", ALWAYS),
    template!(Syncwise, "databases.sql", "postgres/databases.sql", |view| view.postgres),
    template!(Syncwise, "datasource.yaml", "grafana/provisioning/datasources/datasource.yaml", ALWAYS),
    template!(Syncwise, "doubles.Cargo.toml", "doubles/Cargo.toml", DOUBLES),
    template!(Syncwise, "doubles.main.rs", "doubles/src/main.rs", DOUBLES),
    template!(Syncwise, "prometheus.yml", "prometheus/prometheus.yml", ALWAYS),
    template!(Syncwise, "run.sh", "run.sh", ALWAYS),
    template!(Syncwise, "runtime.Cargo.toml", "runtime/Cargo.toml", ALWAYS),
    template!(Syncwise, "runtime.lib.rs", "runtime/src/lib.rs", ALWAYS),
    template!(Syncwise, "runtime.tests.rs", "runtime/tests/runtime/main.rs", |view| !view
        .runtime
        .tests
        .is_empty()),
];

static COMPILED: LazyLock<Templates> = LazyLock::new(|| {
    Templates::compile(TEMPLATES.iter().map(|it| (it.name, it.text))).expect("the embedded templates compile")
});

/// The files, the runtime's among them.
pub(super) fn write(view: &SystemView, modules: &[&'static Module]) -> Vec<File> {
    let context = json!(view);
    let mut files = runtime::files(modules, "runtime/src", "runtime/tests/runtime");
    for template in TEMPLATES.iter().filter(|template| (template.wanted)(view)) {
        let text = COMPILED.render(template.name, &context);
        let text = text.unwrap_or_else(|error| panic!("an embedded template fails: {error}"));
        files.push(File { path: template.path.to_owned(), text: tidy(&text), owner: template.owner });
    }
    files
}

//! Skeletons: what is written for a service, whatever it and its neighbours are called. Never runs cargo;
//! `tests/skeleton.sh` does.

use annotate_snippets as _;
use proptest::prelude::*;
use std::collections::BTreeSet;
use syncwise::architecture::{Architecture, Mode, lower, read};
use syncwise::diagnostic::any_error;
use syncwise::scaffold::{Context, Owner, Skeleton, skeleton};
use syncwise::source::SourceMap;

const SMALL: &str = include_str!("scaffold/small.toml");

fn architecture(text: &str) -> Architecture {
    let mut sources = SourceMap::new();
    let file = sources.add("architecture.toml", text);
    let (written, mut diagnostics) = read(&sources, file);
    let (architecture, more) = lower(vec![written]);
    diagnostics.extend(more);
    assert!(!any_error(&diagnostics), "{diagnostics:#?}");
    architecture
}

fn of(architecture: &Architecture, service: &str) -> Skeleton {
    let id = architecture.service_named(service).expect("the service is declared");
    skeleton(architecture, id, &Context::default()).expect("the service can be scaffolded")
}

/// Writes a skeleton where `SKELETON_OUT` says: `SKELETON_FILE` and `SKELETON_SERVICE` choose it.
#[test]
#[ignore = "writes to the disk; for tests/skeleton.sh"]
fn write_one() {
    let variable = |name| std::env::var(name).expect("the variable is set");
    let text = std::fs::read_to_string(variable("SKELETON_FILE")).expect("the file exists");
    let out = std::path::PathBuf::from(variable("SKELETON_OUT"));
    for file in of(&architecture(&text), &variable("SKELETON_SERVICE")).files {
        let path = out.join(&file.path);
        std::fs::create_dir_all(path.parent().expect("a file has a folder")).expect("folders can be made");
        std::fs::write(path, file.text).expect("the file can be written");
    }
}

//! Monitoring as files: what is watched, what is not, and that rules name only what services export.
//! Whether Prometheus agrees is asked in `.ci/run`, by promtool.

mod agreement;
mod metrics;
mod promises;

use std::collections::BTreeMap;
use std::path::Path;
use syncwise::architecture::Date;
use syncwise::run::{Common, Input, MonitorOptions, monitor};

/// The monitoring of an architecture, by path.
pub fn written(architecture: &Path) -> BTreeMap<String, String> {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let common = Common {
        inputs: vec![Input::Path(architecture.to_owned())],
        rules: Vec::new(),
        today: Date::new(2026, 11, 24).expect("a day that exists"),
        color: false,
        width: 100,
        config: Default::default(),
    };
    let options = MonitorOptions { out: folder.path().to_owned(), service: None, adr: None, force: false };
    let outcome = monitor(&common, &options).expect("the files can be written");
    assert_eq!(outcome.code, 0, "{}", outcome.errors);
    let mut files = BTreeMap::new();
    let mut open = vec![folder.path().to_owned()];
    while let Some(next) = open.pop() {
        for entry in std::fs::read_dir(&next).expect("the folder can be listed") {
            let path = entry.expect("the folder can be listed").path();
            if path.is_dir() {
                open.push(path);
            } else if !path.ends_with(".syncwise") {
                let name = path.strip_prefix(folder.path()).expect("the path lies in the folder");
                let text = std::fs::read_to_string(&path).expect("what is written is text");
                files.insert(name.to_string_lossy().into_owned(), text);
            }
        }
    }
    files
}

/// The monitoring of a text.
pub fn of(text: &str) -> BTreeMap<String, String> {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let path = folder.path().join("architecture.toml");
    std::fs::write(&path, format!("syncwise = 1\n{text}")).expect("the file can be written");
    written(&path)
}

/// Each expression of a rule file, with the name of its alert or recording.
pub fn expressions(rules: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut lines = rules.lines().peekable();
    let mut name = String::new();
    while let Some(line) = lines.next() {
        let line = line.trim();
        for key in ["- alert: ", "- record: "] {
            if let Some(rest) = line.strip_prefix(key) {
                name = rest.trim_matches('"').to_owned();
            }
        }
        if line == "expr: |-" {
            let indent = "          ";
            let mut expression = Vec::new();
            while let Some(part) = lines.next_if(|line| line.starts_with(indent)) {
                expression.push(part.trim());
            }
            found.push((name.clone(), expression.join(" ")));
        }
    }
    found
}

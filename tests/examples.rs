//! What the program says about every example is what `examples/*/expected` holds.
//!
//! `SYNCWISE_WRITE=1 cargo test --test examples` writes the outputs anew; read the difference before you commit it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use syncwise::architecture::Date;
use syncwise::run::{AdviseOptions, Common, Input, Session, advice};

/// Files in `expected` that people wrote.
const BY_HAND: &str = "decisions-reviewed.md";

fn examples() -> Vec<PathBuf> {
    let entries = std::fs::read_dir("examples").expect("the examples are there");
    let folders = entries.map(|entry| entry.expect("the folder can be listed").path());
    let mut folders: Vec<PathBuf> = folders.filter(|path| path.join("architecture.toml").is_file()).collect();
    folders.sort();
    assert!(!folders.is_empty(), "there are examples");
    folders
}

fn outputs(example: &Path) -> BTreeMap<String, String> {
    let common = Common {
        inputs: vec![Input::Path(example.join("architecture.toml"))],
        rules: Vec::new(),
        today: Date::new(2026, 11, 24).expect("a day that exists"),
        color: false,
        width: 100,
        config: Default::default(),
    };
    let session = Session::open(&common).expect("the example can be read");
    let session = session.unwrap_or_else(|refused| panic!("{}: {}", example.display(), refused.errors));
    assert_eq!(session.warnings, "", "{}", example.display());
    let options = AdviseOptions { out: PathBuf::from("nowhere"), service: None, force: false };
    let advice = advice(&session, &common, &options).expect("the example can be advised");
    assert_eq!(advice.errors, "", "{}", example.display());
    let files = advice.files.into_iter().map(|file| (file.path, file.text));
    files.filter(|(path, _)| !is_verbatim(path) && !is_long(example, path)).collect()
}

/// The runtime of skeletons is written as it is in `templates/scaffold/runtime`, whatever the example.
fn is_verbatim(path: &str) -> bool {
    path.starts_with("skeleton/") && path.contains("/runtime/") && !path.ends_with("/runtime/mod.rs")
}

/// Rules, their tests and the dashboard are long, and say what `MONITORS.md` says; one service shows them.
fn is_long(example: &Path, path: &str) -> bool {
    let shown = path == "monitors/MONITORS.md"
        || (example.ends_with("seed-shop")
            && path.starts_with("monitors/")
            && path.ends_with("/payment.yml"));
    path.starts_with("monitors/") && !shown
}

fn on_disk(folder: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in std::fs::read_dir(&next).into_iter().flatten() {
            let path = entry.expect("the folder can be listed").path();
            if path.is_dir() {
                open.push(path);
            } else if !path.ends_with(BY_HAND) {
                let name = path.strip_prefix(folder).expect("the path lies in the folder");
                let text = std::fs::read_to_string(&path).expect("expected outputs are text");
                files.insert(name.to_string_lossy().into_owned(), text);
            }
        }
    }
    files
}

fn write(folder: &Path, wanted: &BTreeMap<String, String>) {
    for stale in on_disk(folder).keys().filter(|name| !wanted.contains_key(*name)) {
        std::fs::remove_file(folder.join(stale)).expect("a stale file can be removed");
    }
    for (name, text) in wanted {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().expect("a file has a folder")).expect("the folder can be made");
        std::fs::write(path, text).expect("the file can be written");
    }
}

#[test]
fn expected_outputs() {
    let mut wrong = Vec::new();
    for example in examples() {
        let folder = example.join("expected");
        let wanted = outputs(&example);
        if std::env::var_os("SYNCWISE_WRITE").is_some() {
            write(&folder, &wanted);
        }
        let found = on_disk(&folder);
        for name in wanted.keys().chain(found.keys()) {
            if wanted.get(name) != found.get(name) {
                wrong.push(folder.join(name).display().to_string());
            }
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "not as expected; SYNCWISE_WRITE=1 writes them anew:\n{}", wrong.join("\n"));
}

/// Trap A: what whole services suggest and no request walks (Robot Shop at 55292e21, TraderX).
#[test]
fn chains_that_no_request_walks_are_not_reported() {
    let never = [
        ("robot-shop", ["payment", "cart", "catalogue"]),
        ("traderx", ["trade-service", "account-service", "people-service"]),
    ];
    for (example, chain) in never {
        let files = outputs(&Path::new("examples").join(example));
        let analysis: serde_json::Value =
            serde_json::from_str(&files["analysis.json"]).expect("the analysis is JSON");
        let journeys = analysis["journeys"].as_array().expect("journeys are a list");
        let mut met = std::collections::BTreeSet::new();
        for journey in journeys {
            let services = journey["worst_chain"].as_array().expect("a chain is a list");
            let names: Vec<&str> = services.iter().filter_map(|name| name.as_str()).collect();
            assert!(!names.windows(3).any(|part| part == chain), "{example}: {names:?}");
            let blocking = journey["blocking_services"].as_array().expect("services are a list");
            met.extend(blocking.iter().filter_map(|name| name.as_str()).map(str::to_owned));
        }
        assert!(
            chain.iter().all(|name| met.contains(*name)),
            "{example} has no longer these services: {met:?}"
        );
        assert!(!files["findings.txt"].contains(&chain.join(" → ")), "{example}");
    }
}

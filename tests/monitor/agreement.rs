//! Rules ask for the labels that the generated code exports.

use std::collections::BTreeSet;
use std::path::PathBuf;
use syncwise::architecture::Date;
use syncwise::run::{AdviseOptions, Common, Input, Session, advice};

/// The values of a label in selectors, as they are written.
fn values<'t>(rules: &'t str, label: &str) -> BTreeSet<&'t str> {
    let before = format!("{label}=\"");
    let mut values = BTreeSet::new();
    for line in rules.lines().filter(|line| line.contains('{')) {
        for (_, rest) in line.match_indices(&before).map(|(at, _)| line.split_at(at + before.len())) {
            values.insert(rest.split('"').next().expect("a string ends"));
        }
    }
    values
}

#[test]
fn labels_in_rules_stand_in_the_code() {
    let mut compared = 0;
    for entry in std::fs::read_dir("examples").expect("the examples are there") {
        let file = entry.expect("the folder can be listed").path().join("architecture.toml");
        if !file.is_file() {
            continue;
        }
        let common = Common {
            inputs: vec![Input::Path(file.clone())],
            rules: Vec::new(),
            today: Date::new(2026, 11, 24).expect("a day that exists"),
            color: false,
            width: 100,
            config: Default::default(),
        };
        let session = Session::open(&common).expect("the example can be read").expect("it has no mistakes");
        let options = AdviseOptions { out: PathBuf::from("nowhere"), service: None, force: false };
        let files = advice(&session, &common, &options).expect("the example can be advised").files;
        let generated = files.iter().filter(|file| file.path.contains("/src/generated/"));
        let code: String = generated.map(|file| file.text.as_str()).collect();
        let name = code.split("pub const NAME: &str = ").nth(1).expect("a service has a name");
        let name = name.split('"').nth(1).expect("a literal");
        let own = format!("service=\"{name}\"");
        let rules =
            files.iter().find(|file| file.path.starts_with("monitors/rules/") && file.text.contains(&own));
        let rules = &rules.unwrap_or_else(|| panic!("{}: no rules about {name}", file.display())).text;
        for label in ["operation", "interaction", "channel", "dependency"] {
            for value in values(rules, label) {
                compared += 1;
                assert!(code.contains(&format!("\"{value}\"")), "{}: {label} {value}", file.display());
            }
        }
    }
    assert!(compared > 40, "{compared}");
}

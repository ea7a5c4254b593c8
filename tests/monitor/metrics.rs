//! Rules and dashboards name what services export, and nothing else.

use super::{expressions, written};
use std::collections::BTreeSet;
use std::path::PathBuf;
use syncwise::monitor::metric::{Kind, METRICS};

fn architectures() -> Vec<PathBuf> {
    let entries = std::fs::read_dir("examples").expect("the examples are there");
    let files =
        entries.map(|entry| entry.expect("the folder can be listed").path().join("architecture.toml"));
    let mut files: Vec<PathBuf> = files.filter(|file| file.is_file()).collect();
    files.extend(["tests/monitor/hostile.toml".into(), "tests/scaffold/hostile.toml".into()]);
    assert!(files.len() > 5);
    files
}

/// What stands before a `{` outside of strings: the names of series.
fn names(expression: &str) -> BTreeSet<String> {
    let (mut names, mut name, mut quoted, mut escaped) = (BTreeSet::new(), String::new(), false, false);
    for c in expression.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if quoted => {}
            '{' => {
                names.insert(std::mem::take(&mut name));
            }
            'a'..='z' | '0'..='9' | '_' | ':' => name.push(c),
            _ => name.clear(),
        }
    }
    names
}

/// Everything a service can export, as Prometheus shows it.
fn exported() -> BTreeSet<String> {
    let series = |metric: &syncwise::monitor::metric::Metric| match metric.kind {
        Kind::Seconds { .. } => {
            ["_bucket", "_count", "_sum"].map(|suffix| format!("{}{suffix}", metric.name)).to_vec()
        }
        Kind::Counter | Kind::Gauge => vec![metric.name.to_owned()],
    };
    METRICS.iter().flat_map(series).collect()
}

#[test]
fn rules_and_dashboards_name_what_services_export() {
    let exported = exported();
    let (mut used, mut alerts) = (BTreeSet::new(), 0);
    for file in architectures() {
        let files = written(&file);
        let mut recorded = BTreeSet::new();
        for (path, text) in files.iter().filter(|(path, _)| path.starts_with("rules/")) {
            let rules = expressions(text);
            assert!(!rules.is_empty(), "{path}");
            recorded
                .extend(rules.iter().filter(|(name, _)| name.contains(':')).map(|(name, _)| name.clone()));
            for (name, expression) in rules {
                alerts += 1;
                let named = names(&expression);
                assert!(!named.is_empty(), "{name}: {expression}");
                for series in named.iter().filter(|series| !recorded.contains(*series)) {
                    assert!(exported.contains(series), "{}: {name}: {series}", file.display());
                }
                used.extend(named);
            }
        }
        let board: serde_json::Value = serde_json::from_str(&files["dashboard.json"]).expect("it is JSON");
        let rows = board["panels"].as_array().expect("a list");
        let panels = rows.iter().flat_map(|row| row["panels"].as_array().expect("a list"));
        for target in panels.flat_map(|panel| panel["targets"].as_array().expect("a list")) {
            let expression = target["expr"].as_str().expect("a text");
            for series in names(expression) {
                assert!(exported.contains(&series), "{}: {expression}", file.display());
                used.insert(series);
            }
        }
    }
    assert!(alerts > 1000, "{alerts}");
    let unused = METRICS.iter().filter(|metric| !used.iter().any(|name| name.starts_with(metric.name)));
    let unused: Vec<&str> = unused.map(|metric| metric.name).collect();
    assert!(unused.is_empty(), "exported and shown nowhere: {unused:?}");
}

#[test]
fn every_alert_fires_in_a_case_and_is_silent_in_another() {
    for file in architectures() {
        let files = written(&file);
        for (path, rules) in files.iter().filter(|(path, _)| path.starts_with("rules/")) {
            let tests = &files[&path.replacen("rules/", "tests/", 1)];
            let alerts: BTreeSet<String> = expressions(rules)
                .into_iter()
                .map(|(name, _)| name)
                .filter(|name| !name.contains(':'))
                .collect();
            for alert in alerts {
                let asked = format!("alertname: \"{alert}\"\n        exp_alerts:");
                let outcomes: BTreeSet<&str> =
                    tests.split(&asked).skip(1).map(|rest| rest.lines().next().expect("a line")).collect();
                assert_eq!(outcomes, BTreeSet::from(["", " []"]), "{path}: {alert}");
            }
        }
    }
}

#[test]
fn names_are_read_outside_of_strings() {
    let read = names(r#"sum(rate(a_total{x="b{\"c{"}[5m])) / d:e{} > 1"#);
    assert_eq!(read, BTreeSet::from(["a_total".to_owned(), "d:e".to_owned()]));
}

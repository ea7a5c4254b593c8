//! `diff` and `lint --base`: what got new or worse, and nothing else. Never uses a repository but its own.

use crate::program::{Ran, run_in};
use serde_json::Value;
use std::path::Path;
use std::process::Command;

/// A checkout that waits for a payment, and a journey that promises something.
const BEFORE: &str = r#"syncwise = 1

[service.shop]
tier = 1
availability = "99.9%"

[service.payment]
availability = "99.9%"

[[interaction]]
id = "charge"
from = "shop"
during = "Checkout"
to = "payment"
operation = "Charge"
kind = "command"
mode = "sync"
on-failure = "fail"
timeout = "300ms"

[[journey]]
id = "buy"
entry = "shop"
operation = "Checkout"
user-waiting = true
slo = { availability = "99%" }
"#;

/// One more service behind the payment.
const HOP: &str = r#"
[service.fraud]
availability = "99.5%"

[[interaction]]
id = "check-fraud"
from = "payment"
during = "Charge"
to = "fraud"
operation = "Check"
kind = "query"
mode = "sync"
on-failure = "fail"
timeout = "100ms"
"#;

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a file has a folder")).expect("folders can be made");
        std::fs::write(path, text).expect("the file can be written");
    }

    fn git(&self, arguments: &[&str]) {
        let mut git = Command::new("git");
        git.args(["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]);
        let output = git.current_dir(self.0.path()).args(arguments).output().expect("git is installed");
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    }

    fn commit(&self) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", "a version"]);
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        run_in(&self.0.path().display().to_string(), arguments, &[])
    }

    fn path(&self) -> &Path {
        self.0.path()
    }
}

/// A repository whose architecture lies two folders deep.
fn repository() -> Folder {
    let folder = Folder::new();
    folder.git(&["init", "--quiet"]);
    folder.write("teams/orders/architecture.toml", BEFORE);
    folder.commit();
    folder
}

fn json(ran: &Ran) -> Value {
    serde_json::from_str(&ran.output).unwrap_or_else(|error| panic!("{error}: {ran}"))
}

#[test]
fn a_hop_more_is_reported_with_numbers_before_and_after() {
    let folder = Folder::new();
    folder.write("old.toml", BEFORE);
    folder.write("new.toml", &format!("{BEFORE}{HOP}"));
    let worse = folder.run(&["diff", "old.toml", "new.toml", "--exit-code"]);
    insta::with_settings!({ snapshot_path => "../cli/snapshots", prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("a-hop-more", worse.to_string());
    });
    let report = json(&folder.run(&["diff", "old.toml", "new.toml", "--format", "json"]));
    let numbers = report["numbers"].as_array().expect("a list");
    let number = |fact: &str| numbers.iter().find(|it| it["fact"] == fact).expect("the number changed");
    assert_eq!(
        (&number("blocking-depth")["before"], &number("blocking-depth")["after"]),
        (&2.0.into(), &3.0.into())
    );
    let ceiling = number("availability-ceiling");
    let near = |value: &Value, wanted: f64| (value.as_f64().expect("a number") - wanted).abs() < 1e-9;
    assert!(near(&ceiling["before"], 0.999 * 0.999), "{ceiling}");
    assert!(near(&ceiling["after"], 0.999 * 0.999 * 0.995), "{ceiling}");
    assert_eq!((&report["version"], &report["worse"]), (&1.into(), &true.into()));
    let better = folder.run(&["diff", "new.toml", "old.toml", "--exit-code"]);
    assert!(better.code == 0 && better.output.contains("blocking depth 3 → 2"), "{better}");
}

#[test]
fn what_is_only_written_differently_is_no_difference() {
    let folder = Folder::new();
    folder.write("old/architecture.toml", &format!("{BEFORE}{HOP}"));
    let blocks: Vec<String> = format!("{BEFORE}{HOP}").split("\n\n").map(str::to_owned).collect();
    let turned: Vec<String> = blocks[1..].iter().rev().map(|block| block.trim().to_owned()).collect();
    let (one, other) = turned.split_at(3);
    folder.write("new/one.toml", &format!("# split\r\n\nsyncwise = 1\n\n{}\n", one.join("\n\n\n")));
    folder.write("new/deep/other.toml", &format!("syncwise = 1\n{}\n", other.join("\n")));
    let same = folder.run(&["diff", "old", "new", "--exit-code"]);
    assert_eq!((same.code, same.output.as_str()), (0, "no difference\n"), "{same}");
}

#[test]
fn lint_reports_only_what_is_new_since_a_version() {
    let folder = repository();
    let place = "teams/orders/architecture.toml";
    let all = folder.run(&["lint", "teams", "--fail-on", "info"]);
    let none = folder.run(&["lint", "teams", "--base", "HEAD", "--fail-on", "info"]);
    assert!(none.code == 0 && none.output.ends_with("since HEAD: no difference\n"), "{none}");
    folder.write(place, &format!("{BEFORE}{}", HOP.replace("timeout = \"100ms\"\n", "")));
    let new = folder.run(&["lint", "teams", "--base", "HEAD", "--fail-on", "info"]);
    assert!(new.code == 1 && new.output.contains("[missing-timeout]"), "{new}\n{all}");
    assert!(
        new.output.contains("journey buy: blocking depth 2 → 3, availability ceiling 99.8% → 99.3%"),
        "{new}"
    );
    folder.commit();
    let moved = "teams/payments/all.toml";
    folder.git(&["mv", "-k", place, "teams/renamed.toml"]);
    let renamed = folder.run(&["lint", "teams", "--base", "HEAD", "--fail-on", "info"]);
    assert!(renamed.code == 0 && renamed.output.ends_with("since HEAD: no difference\n"), "{renamed}");
    folder.write(moved, "syncwise = 1\n[service.unused]\n");
    let added = folder.run(&["lint", "teams", "--base", "HEAD", "--fail-on", "info"]);
    assert_eq!(added.code, 0, "{added}");
    let older = folder.run(&["lint", "teams", "--base", "HEAD~1", "--fail-on", "warning"]);
    assert_eq!(older.code, 1, "{older}");
    assert_eq!(
        json(&folder.run(&["lint", "teams", "--base", "HEAD", "--format", "json"]))["findings"],
        serde_json::json!([])
    );
}

#[test]
fn a_file_that_is_new_or_was_not_sound_counts_as_new() {
    let folder = repository();
    folder.write("second/architecture.toml", BEFORE);
    let new = folder.run(&["lint", "second", "--base", "HEAD"]);
    assert!(new.errors.contains("no architecture at `HEAD`"), "{new}");
    folder.write("teams/orders/architecture.toml", "syncwise = 1\nservice = 3\n");
    folder.commit();
    folder.write("teams/orders/architecture.toml", BEFORE);
    let mended = folder.run(&["lint", "teams", "--base", "HEAD"]);
    assert!(mended.errors.contains("at `HEAD` is not sound") && mended.code != 2, "{mended}");
}

#[test]
fn what_is_missing_is_said_with_the_way_out() {
    let folder = repository();
    for (arguments, expected) in [
        (["lint", "teams", "--base", "main~9"], "no commit of this repository"),
        (["lint", "teams", "--base", "origin/main"], "git fetch origin main"),
        (["lint", "teams", "--fail-on=info", "--base=-x"], "no version of this repository"),
    ] {
        let refused = folder.run(&arguments);
        assert!(refused.code == 2 && refused.errors.contains(expected), "{refused}");
    }
    let shallow = Folder::new();
    let from = format!("file://{}", folder.path().display());
    shallow.git(&["clone", "--quiet", "--depth", "1", &from, "."]);
    let refused = shallow.run(&["lint", "teams", "--base", "origin/release"]);
    assert!(refused.code == 2 && refused.errors.contains("fetch-depth: 0"), "{refused}");
    assert!(
        refused.errors.contains("git fetch --depth=1 origin release:refs/remotes/origin/release"),
        "{refused}"
    );
    assert_eq!(shallow.run(&["lint", "teams", "--base", "origin/main"]).code, 0);
    let outside = Folder::new();
    outside.write("architecture.toml", BEFORE);
    let refused = outside.run(&["lint", "architecture.toml", "--base", "HEAD"]);
    assert!(refused.code == 2 && refused.errors.contains("is in no git repository"), "{refused}");
}

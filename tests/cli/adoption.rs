//! An old system adopts `lint`: what is there is known, what is new fails, and no reformatting does.

use super::program::{Ran, run_in};
use super::shuffle::{Choices, rewrite};
use std::path::Path;

const ESHOP: &str = include_str!("../../examples/eshop/architecture.toml");

/// One more service behind the last one of journey `add-webhook`, declared as well as it can be.
const HOP: &str = r#"
[service.audit]
kind = "service"

[[interaction]]
id = "audit-grant"
from = "webhooksclient"
during = "OPTIONS /check"
to = "audit"
operation = "record"
kind = "query"
mode = "sync"
on-failure = "fail"
timeout = "1s"
attempts = 1
"#;

struct System {
    folder: tempfile::TempDir,
}

impl System {
    fn new(text: &str) -> Self {
        let system = Self { folder: tempfile::tempdir().expect("a temporary folder") };
        system.write("architecture.toml", text);
        system
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path().join(name), text).expect("the folder is writable");
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path().join(name)).expect("the file is there")
    }

    fn lint(&self, arguments: &[&str]) -> Ran {
        let folder = self.path().to_str().expect("a plain path");
        run_in(folder, &[&["lint", "."], arguments].concat(), &[])
    }
}

const STRICT: [&str; 6] =
    ["--baseline", "syncwise-baseline.json", "--fail-on", "info", "--format", "concise"];

/// The system with its baseline, and the beginning of the summary when everything is known.
fn adopted() -> (System, String) {
    let system = System::new(ESHOP);
    assert_eq!(system.lint(&[]).code, 1, "the old system has errors");
    let wrote = system.lint(&["--write-baseline"]);
    assert_eq!(wrote.code, 0, "{wrote}");
    let count = system.read("syncwise-baseline.json").matches("\"fingerprint\"").count();
    assert!(count >= 5, "an old system has findings: {count}");
    assert_eq!(wrote.output, format!("{count} known findings written to `syncwise-baseline.json`\n"));
    let known = system.lint(&STRICT);
    assert_eq!((known.code, known.errors.as_str()), (0, ""), "{known}");
    let summary = format!("no findings; {count} known findings hidden; ");
    assert!(known.output.starts_with(&summary), "{known}");
    (system, summary)
}

#[test]
fn a_new_blocking_hop_fails_with_exactly_that_finding() {
    let (system, _) = adopted();
    system.write("architecture.toml", &format!("{ESHOP}{HOP}"));
    let ran = system.lint(&STRICT);
    assert_eq!(ran.code, 1, "{ran}");
    let found: Vec<&str> = ran.output.lines().filter(|line| line.contains('[')).collect();
    assert_eq!(found.len(), 1, "{ran}");
    assert!(
        found[0].ends_with(
            "warning[blocking-chain-too-deep] journey `add-webhook` waits through 4 services: \
             webhooksclient → webhooks-api → webhooksclient → audit"
        ),
        "{ran}"
    );
    assert!(
        ran.errors.contains("note: 1 finding of `syncwise-baseline.json` is no longer there")
            && ran
                .errors
                .contains("blocking-chain-too-deep of journey add-webhook (webhooks-api, webhooksclient)"),
        "the shorter chain is gone: {ran}"
    );
}

#[test]
fn a_reformatting_fails_nothing() {
    let (system, summary) = adopted();
    let numbers: Vec<u8> = (0..=255_u8).map(|number| number.wrapping_mul(113).wrapping_add(71)).collect();
    let files = rewrite(ESHOP, 3, &mut Choices::new(&numbers));
    for (name, text) in ["architecture.toml", "b.toml", "c.toml"].into_iter().zip(&files) {
        system.write(name, text);
    }
    let ran = system.lint(&STRICT);
    assert_eq!((ran.code, ran.errors.as_str()), (0, ""), "{ran}");
    assert!(ran.output.starts_with(&summary), "{ran}");
}

#[test]
fn what_was_resolved_leaves_the_baseline() {
    let (system, _) = adopted();
    let text = ESHOP.replace("idempotency-key = false", "idempotency-key = true");
    assert_ne!(text, ESHOP);
    system.write("architecture.toml", &text);
    let before = system.read("syncwise-baseline.json");
    let noted = system.lint(&STRICT);
    assert!(noted.errors.starts_with("note: ") && noted.errors.contains("non-idempotent-retry"), "{noted}");
    assert_eq!(system.read("syncwise-baseline.json"), before, "nothing shrinks unasked");
    let shrunk = system.lint(&[&STRICT[..], &["--shrink-baseline"]].concat());
    assert!(shrunk.errors.contains("removed from `syncwise-baseline.json`"), "{shrunk}");
    let after = system.read("syncwise-baseline.json");
    assert!(!after.contains("non-idempotent-retry") && after.len() < before.len(), "{after}");
    system.write("architecture.toml", ESHOP);
    let back = system.lint(&STRICT);
    assert!(back.code == 1 && back.output.contains("error[non-idempotent-retry]"), "it is new again: {back}");
}

#[test]
fn a_foreign_file_is_never_replaced() {
    let system = System::new(ESHOP);
    let refused = system.lint(&["--write-baseline", "architecture.toml"]);
    assert!(refused.code == 2 && refused.errors.contains("is no baseline"), "{refused}");
    assert_eq!(system.read("architecture.toml"), ESHOP);
    system.write("mine.json", "{}");
    assert_eq!(system.lint(&["--write-baseline", "mine.json"]).code, 2);
    assert_eq!(system.lint(&["--baseline", "mine.json"]).code, 2, "a foreign file hides nothing");
    assert_eq!(system.lint(&["--write-baseline", "mine.json", "--force"]).code, 0);
    assert_eq!(system.lint(&["--write-baseline", "mine.json"]).code, 0, "its own file");
    let missing = system.lint(&["--baseline", "none.json"]);
    assert!(missing.code == 2 && missing.errors.contains("--write-baseline none.json"), "{missing}");
    let report = system.lint(&["--format", "json=architecture.toml"]);
    assert!(report.code == 2 && report.errors.contains("is an input"), "{report}");
    assert_eq!(system.read("architecture.toml"), ESHOP);
    let left: Vec<_> = std::fs::read_dir(system.path()).expect("the folder is readable").collect();
    assert_eq!(left.len(), 2, "no temporary file stays");
}

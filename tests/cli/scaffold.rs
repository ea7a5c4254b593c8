//! Scaffolding a second time: what is generated follows, what is the developer's stays, and what is missing is told.

use super::program::{Ran, run_in};
use std::path::{Path, PathBuf};

const SHOP: &str = include_str!("shop.toml");

/// One more operation of `shop`, which calls `payment`.
const GAINED: &str = r#"
[service.desk]
kind = "service"

[[interaction]]
id = "refund-order"
from = "desk"
to = "shop"
operation = "Refund"
mode = "sync"
timeout = "1s"

[[interaction]]
id = "refund-card"
from = "shop"
to = "payment"
operation = "Refund"
during = "Refund"
mode = "sync"
timeout = "500ms"
"#;

/// A service that others run, and a client.
const OUTSIDE: &str = r#"
[service.bank]
kind = "external"

[service.shopper]
kind = "client"

[[interaction]]
id = "charge-at-bank"
from = "payment"
to = "bank"
operation = "POST /charges"
during = "Charge"
mode = "sync"
timeout = "2s"
"#;

struct Project {
    folder: tempfile::TempDir,
}

impl Project {
    fn new() -> Self {
        let project = Self { folder: tempfile::tempdir().expect("a temporary folder") };
        project.write("shop.toml", SHOP);
        project
    }

    fn at(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn read(&self, path: &str) -> String {
        let path = self.at(path);
        std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    fn write(&self, path: &str, text: &str) {
        std::fs::write(self.at(path), text).expect("the folder is writable");
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        run_in(&self.folder.path().to_string_lossy(), arguments, &[])
    }

    fn scaffold(&self, more: &[&str]) -> Ran {
        self.run(&[&["scaffold", "shop.toml", "--service", "shop", "--out", "shop"], more].concat())
    }

    /// Every file below `shop` with its text.
    fn tree(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files = Vec::new();
        collect(&self.at("shop"), &mut files);
        files.sort();
        files
    }
}

fn collect(folder: &Path, files: &mut Vec<(PathBuf, Vec<u8>)>) {
    for entry in std::fs::read_dir(folder).expect("readable") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push((path.clone(), std::fs::read(&path).expect("readable")));
        }
    }
}

#[test]
fn a_difference_is_shown_and_nothing_is_written() {
    let project = Project::new();
    let new = project.scaffold(&["--diff"]);
    assert!(new.code == 1 && new.output.contains("--- /dev/null\n+++ b/Cargo.toml\n"), "{new}");
    assert!(!project.at("shop").exists());
    project.scaffold(&[]);
    assert_eq!(project.scaffold(&["--diff"]), Ran { output: String::new(), errors: String::new(), code: 0 });
    let before = project.tree();
    project.write("shop.toml", &SHOP.replace("300ms", "250ms"));
    let changed = project.scaffold(&["--diff"]);
    let lines: Vec<_> = changed.output.lines().filter(|line| line.starts_with(['-', '+'])).collect();
    assert!(lines.iter().any(|line| line.starts_with('-') && line.contains("from_millis(300)")), "{changed}");
    assert!(lines.iter().any(|line| line.starts_with('+') && line.contains("from_millis(250)")), "{changed}");
    assert_eq!((changed.code, project.tree()), (1, before));
}

#[test]
fn the_difference_applies() {
    let project = Project::new();
    project.scaffold(&[]);
    project.write("shop.toml", &format!("{SHOP}{GAINED}"));
    let difference = project.scaffold(&["--diff"]).output;
    project.write("shop/change.diff", &difference);
    let patch = std::process::Command::new("git")
        .args(["apply", "--unsafe-paths", "change.diff"])
        .current_dir(project.at("shop"))
        .env("GIT_CEILING_DIRECTORIES", project.folder.path())
        .status();
    assert!(patch.expect("git starts").success(), "{difference}");
    std::fs::remove_file(project.at("shop/change.diff")).expect("it is there");
    let patched = project.tree();
    std::fs::remove_dir_all(project.at("shop/src/generated")).expect("it is there");
    project.scaffold(&[]);
    let generated = |tree: Vec<(PathBuf, Vec<u8>)>| {
        tree.into_iter().filter(|(path, _)| path.to_string_lossy().contains("generated")).collect::<Vec<_>>()
    };
    assert_eq!(generated(patched), generated(project.tree()));
}

#[test]
fn what_the_developer_must_add_is_printed() {
    let project = Project::new();
    project.scaffold(&[]);
    let mine = format!("{}\n// mine\n", project.read("shop/src/handlers.rs"));
    project.write("shop/src/handlers.rs", &mine);
    project.write("shop.toml", &format!("{SHOP}{GAINED}"));
    let shown = project.scaffold(&["--diff"]);
    let written = project.scaffold(&[]);
    assert_eq!(project.read("shop/src/handlers.rs"), mine);
    assert!(project.read("shop/src/generated/inbound.rs").contains("fn refund("));
    for text in [&shown.errors, &written.output] {
        assert!(text.contains("add to src/handlers.rs"), "{text}");
        assert!(text.contains("async fn refund(") && text.contains("refund_card"), "{text}");
        assert!(!text.contains("async fn buy("), "{text}");
    }
    let added = format!("{mine}\nasync fn refund() {{}}\nasync fn refund_card() {{}}\n");
    project.write("shop/src/handlers.rs", &added);
    assert!(!project.scaffold(&[]).output.contains("add to src/handlers.rs"));
}

#[test]
fn what_is_no_longer_generated_goes_unless_it_was_edited() {
    let project = Project::new();
    project.scaffold(&[]);
    let without_mail = &SHOP[..SHOP.rfind("[[interaction]]").expect("the fixture has some")];
    let journey = &SHOP[SHOP.find("[[journey]]").expect("the fixture has one")..];
    project.write("shop.toml", &format!("{without_mail}{journey}"));
    let mail = "shop/src/generated/outbound/mail.rs";
    let edited = format!("{}// mine\n", project.read(mail));
    project.write(mail, &edited);
    let kept = project.scaffold(&[]);
    assert!(kept.code == 0 && kept.output.contains("no longer generated, but was edited"), "{kept}");
    assert_eq!(project.read(mail), edited);
    project.write(mail, edited.strip_suffix("// mine\n").expect("it was added"));
    let removed = project.scaffold(&[]);
    assert!(removed.output.contains(", 1 removed") && !project.at(mail).exists(), "{removed}");
}

#[test]
fn code_names_the_records_of_its_decisions() {
    let project = Project::new();
    assert!(!project.scaffold(&[]).output.is_empty());
    assert!(!project.read("shop/src/generated/outbound/payment.rs").contains("ADR-"));
    assert_eq!(project.run(&["adr", "shop.toml", "--out", "shop/docs/adr"]).code, 0);
    project.scaffold(&[]);
    let by_default = project.read("shop/src/generated/outbound/payment.rs");
    assert!(by_default.contains("Decided in ADR-"), "{by_default}");
    assert_eq!(project.run(&["adr", "shop.toml", "--out", "records"]).code, 0);
    project.scaffold(&["--adr", "records"]);
    assert_eq!(project.read("shop/src/generated/outbound/payment.rs"), by_default);
}

#[test]
fn a_whole_system_has_one_crate_per_service() {
    let project = Project::new();
    project.write("shop.toml", &format!("{SHOP}{OUTSIDE}"));
    let made = project.run(&["scaffold", "shop.toml", "--all", "--out", "shop"]);
    assert!(made.code == 0 && made.output.starts_with("3 services in shop: "), "{made}");
    assert!(
        made.output.contains("bank: others run it") && made.output.contains("shopper: it starts"),
        "{made}"
    );
    for path in [
        "Cargo.toml",
        "run.sh",
        "compose.yaml",
        "runtime/Cargo.toml",
        "doubles/src/main.rs",
        "docs/adr/0001-interactions-between-services.md",
        "grafana/dashboards/dashboard.json",
        "prometheus/rules/shop.yml",
        "MONITORS.md",
    ] {
        assert!(project.at("shop").join(path).is_file(), "{path}");
    }
    assert!(project.read("shop/services/payment/src/generated/outbound/bank.rs").contains("Decided in ADR-"));
    assert!(project.read("shop/compose.yaml").contains("BANK_URL: http://service-doubles:9001"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(project.at("shop/run.sh")).expect("it is there").permissions().mode();
        assert_eq!(mode & 0o111, 0o111, "run.sh can be run");
    }
    let again = project.run(&["scaffold", "shop.toml", "--all", "--out", "shop", "--diff"]);
    assert_eq!(again, Ran { output: String::new(), errors: String::new(), code: 0 });
    project.write("shop.toml", &format!("{SHOP}{OUTSIDE}{GAINED}"));
    let grown = project.run(&["scaffold", "shop.toml", "--all", "--out", "shop"]);
    assert!(grown.output.contains("add to services/shop/src/handlers.rs"), "{grown}");
    assert!(project.at("shop/services/desk/src/handlers.rs").is_file());
}

#[test]
fn one_service_or_all_must_be_said() {
    let project = Project::new();
    assert_eq!(project.run(&["scaffold", "shop.toml", "--out", "shop"]).code, 2);
    assert_eq!(project.scaffold(&["--all"]).code, 2);
    project.write("shop.toml", "syncwise = 1\n\n[service.orders-db]\nkind = \"datastore\"\n");
    let nothing = project.run(&["scaffold", "shop.toml", "--all", "--out", "shop"]);
    assert!(
        nothing.code == 2 && nothing.errors.contains("orders-db") && !project.at("shop").exists(),
        "{nothing}"
    );
}

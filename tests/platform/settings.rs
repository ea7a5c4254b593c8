//! `syncwise.toml` as a team uses it: found, laid over each other, shown, and never wrong in silence.

use super::program::{Ran, run_in};
use std::path::Path;

const SHOP: &str = include_str!("../cli/shop.toml");
const OWN_RULE: &str = include_str!("../cli/own-rules/many-calls.toml");

/// A repository whose settings are in its root and which has a subfolder.
struct Repository {
    folder: tempfile::TempDir,
}

impl Repository {
    fn new(settings: &str) -> Self {
        let repository = Self { folder: tempfile::tempdir().expect("a temporary folder") };
        repository.write(".git/HEAD", "ref: refs/heads/main\n");
        repository.write("architecture/shop.toml", SHOP);
        repository.write("sub/folder/empty.txt", "");
        repository.write("syncwise.toml", settings);
        repository
    }

    fn write(&self, name: &str, text: &str) -> &Self {
        let path = self.folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder");
        std::fs::write(path, text).expect("the folder is writable");
        self
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().expect("a plain path").to_owned()
    }

    fn run(&self, folder: &str, arguments: &[&str]) -> Ran {
        run_in(&self.path(folder), arguments, &[])
    }

    fn snapshot(&self, name: &str, arguments: &[&str]) {
        let ran = self.run("", arguments);
        insta::with_settings!({ snapshot_path => "snapshots", prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(name, ran.to_string());
        });
    }
}

#[test]
fn found_from_a_subfolder_up_to_the_root_of_the_repository() {
    let repository =
        Repository::new("paths = 'architecture'\n[lint]\nformat = 'concise'\nfail-on = 'never'\n");
    let ran = repository.run("sub/folder", &["lint"]);
    assert_eq!((ran.code, ran.errors.as_str()), (0, ""), "{ran}");
    assert!(ran.output.starts_with("../../architecture/shop.toml:"), "{ran}");
    assert_eq!(repository.run("sub/folder", &["decide"]).code, 0);

    repository.write("sub/.git", "gitdir: elsewhere");
    let ran = repository.run("sub/folder", &["lint"]);
    assert_eq!(ran.code, 2, "another repository begins below: {ran}");
    assert!(ran.errors.contains("no architecture is named"), "{ran}");

    let lone = tempfile::tempdir().expect("a temporary folder");
    std::fs::create_dir(lone.path().join("below")).expect("a folder");
    std::fs::write(lone.path().join("syncwise.toml"), "pahts = 1").expect("the folder is writable");
    let run = |folder: &Path| run_in(folder.to_str().expect("a plain path"), &["rules"], &[]);
    assert_eq!(run(lone.path()).code, 2, "outside of a repository, the working directory counts");
    assert_eq!(run(&lone.path().join("below")).code, 0, "and nothing above it does");
}

#[test]
fn what_is_typed_wins_and_no_config_means_none() {
    let repository =
        Repository::new("paths = 'architecture'\n[lint]\nfail-on = 'never'\nformat = 'concise'\n");
    assert_eq!(repository.run("", &["lint"]).code, 0);
    assert_eq!(repository.run("", &["lint", "--fail-on", "error"]).code, 1);
    assert_eq!(repository.run("", &["lint", "architecture", "--no-config"]).code, 1);
    assert_eq!(repository.run("", &["lint", "--no-config"]).code, 2, "no path is left");
    let json = repository.run("", &["lint", "--format", "json"]);
    assert!(json.output.starts_with('{'), "{json}");

    repository.write("other.toml", "paths = 'architecture'\n[lint]\nselect = 'cycle'\n");
    let ran = repository.run("", &["lint", "--config", "other.toml"]);
    assert_eq!(ran.code, 0, "{ran}");
    assert_eq!(repository.run("", &["lint", "--config", "other.toml", "--no-config"]).code, 2);
    assert_eq!(repository.run("", &["lint", "--config", "missing.toml"]).code, 2);
}

#[test]
fn files_start_from_others() {
    let repository = Repository::new(
        "extends = ['shared/base.toml', 'shared/later.toml']\npaths = 'architecture'\n[lint]\nformat = ['concise', 'json=out/all.json']\nseverity = { missing-timeout = 'off' }\n",
    );
    repository
        .write("shared/base.toml", "rules = 'rules'\n[lint]\nfail-on = 'info'\nignore = 'cycle'\n")
        .write("shared/later.toml", "[lint]\nfail-on = 'warning'\nseverity = { missing-timeout = 'error', retry-amplification = 'info' }\n")
        .write("shared/rules/checks/many-calls.toml", OWN_RULE)
        .write("out/empty.txt", "")
        .write("architecture/shop.toml", &SHOP.replace("kind = \"command\"", "kind = \"command\"\ncalls = 2"));
    repository.snapshot("shown", &["lint", "--show-config", "--select", "many-calls,missing-timeout"]);
    let ran = repository.run("sub", &["lint"]);
    assert_eq!(ran.code, 1, "{ran}");
    assert!(ran.output.contains("[many-calls]") && !ran.output.contains("[missing-timeout]"), "{ran}");
    assert!(Path::new(&repository.path("out/all.json")).exists(), "relative to the file that says so");
    assert!(repository.run("", &["rules"]).output.contains("many-calls"));
    assert_eq!(repository.run("", &["explain", "many-calls"]).code, 0);
}

#[test]
fn mistakes_in_extends() {
    let repository = Repository::new("extends = ['one.toml', 'nowhere.toml']\n");
    repository
        .write("one.toml", "extends = 'sub/two.toml'\n")
        .write("sub/two.toml", "extends = '../one.toml'\n");
    repository.snapshot("extends", &["rules"]);
    repository.write("syncwise.toml", "extends = ['one.toml', 'two.toml']\n");
    repository.write("one.toml", "extends = 'base.toml'\n").write("two.toml", "extends = 'base.toml'\n");
    repository.write("base.toml", "[lint]\nfail-on = 'info'\n");
    assert_eq!(repository.run("", &["rules"]).code, 0, "two ways to one file are no circle");
}

#[test]
fn nothing_is_wrong_in_silence() {
    let repository = Repository::new(
        "pahts = 'architecture'\nfail-on = 'info'\nrules = ['ruels', 7]\n\n[lint]\nfail-on = 'eror'\nformat = 'sarf=out'\n\n[lint.severity]\nmissing-timeout = 'of'\n",
    );
    repository.write("rules/checks/many-calls.toml", OWN_RULE);
    repository.snapshot("mistakes", &["lint", "architecture"]);

    repository.write(
        "syncwise.toml",
        "paths = 'architecture'\n[lint]\nignore = ['missing-timout']\n[lint.severity]\nsync-cycel = 'off'\n",
    );
    repository.snapshot("in-vain", &["lint"]);

    repository.write("syncwise.toml", "paths = 'architecture'\n[lint]\nbaseline = 'known.json'\n");
    repository.snapshot("no-baseline-yet", &["lint"]);
    assert_eq!(repository.run("sub", &["lint", "--write-baseline"]).code, 0);
    assert!(Path::new(&repository.path("known.json")).exists(), "the baseline of the settings is written");
    assert_eq!(repository.run("sub", &["lint"]).code, 0, "and read");
    assert_eq!(repository.run("sub", &["lint", "--shrink-baseline"]).code, 0);
    assert_eq!(repository.run("sub", &["lint", "..", "--shrink-baseline", "--no-config"]).code, 2);
}

#[test]
fn the_policy_of_the_architecture_wins_and_says_so() {
    let repository = Repository::new(
        "paths = 'architecture'\n[lint]\nselect = 'missing-timeout'\nseverity = { missing-timeout = 'off' }\n",
    );
    assert_eq!(repository.run("", &["lint"]).code, 0);
    repository
        .write("architecture/policy.toml", "syncwise = 1\n[policy.severity]\nmissing-timeout = 'error'\n");
    let ran = repository.run("", &["lint", "--format", "concise"]);
    assert_eq!(ran.code, 1, "{ran}");
    assert!(ran.errors.contains("the severity of `missing-timeout` has no effect here"), "{ran}");
}

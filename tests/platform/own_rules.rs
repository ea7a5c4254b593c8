//! `rules new` and `rules test`, and a rule written from the manual alone. Never uses a rule of the program.

use crate::program::{Ran, run_in};
use std::path::Path;

/// Written after docs/rules-of-your-own.md and docs/facts.md: a message that is lost silently.
const LOST: &str = r#"
id = "silently-lost-command"
class = "medium"

[page]
what = "A command is sent as a message, nothing catches what cannot be handled, and nobody is alerted."
why = "The sender believes that it was done."
instead = "Add a dead-letter queue, and an alert on it."
drawbacks = "A command that is repeated by a nightly run heals itself."
sources = ["our post-mortem of last March"]

[when]
subject = "interaction"
mode = "async"
kind = "command"
dead-letter = false
any = [{ monitored = false }, { monitored = { known = false } }]

[[grade]]
class = "high"
when = { caller-tier = { at-most = 1 } }

[say]
at = "dead-letter"
title = "what `{{ to }}` cannot handle of `{{ id }}` is lost"
help = "let {{ to }} put it aside, and alert on it{% if monitored == 'unknown' %}; say whether somebody is alerted{% endif %}"

[[example]]
name = "nothing catches it"
reports = ["shop-mail"]
class = "medium"
architecture = """
[service.shop]
tier = 2
[service.mail]
[[interaction]]
from = "shop"
to = "mail"
kind = "command"
mode = "async"
dead-letter = false
monitored = false
"""

[[example]]
name = "a dead-letter queue"
reports = []
architecture = """
[service.shop]
[service.mail]
[[interaction]]
from = "shop"
to = "mail"
kind = "command"
mode = "async"
dead-letter = true
monitored = false
"""

[[example]]
name = "nobody says what happens to it"
reports = []
cannot-assess = ["shop-mail"]
architecture = """
[service.shop]
[service.mail]
[[interaction]]
from = "shop"
to = "mail"
kind = "command"
mode = "async"
"""
"#;

struct Folder(tempfile::TempDir);

impl Folder {
    fn with(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for (path, text) in files {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().expect("a file has a folder"))
                .expect("folders can be made");
            std::fs::write(path, text).expect("the file can be written");
        }
        Self(folder)
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        run_in(&self.path().display().to_string(), arguments, &[])
    }
}

#[test]
fn a_rule_written_from_the_manual_works_without_recompiling() {
    let shop = "syncwise = 1\n[service.shop]\ntier = 1\n[service.mail]\n[[interaction]]\nfrom = 'shop'\nto = 'mail'\nkind = 'command'\nmode = 'async'\ndead-letter = false\n";
    let folder = Folder::with(&[("rules/silently-lost-command.toml", LOST), ("shop.toml", shop)]);
    let tested = folder.run(&["rules", "test", "rules/silently-lost-command.toml"]);
    assert_eq!((tested.code, tested.errors.as_str()), (0, ""), "{tested}");
    for (outcome, name) in [
        ("reported", "nothing catches it"),
        ("silent", "a dead-letter queue"),
        ("cannot assess", "nobody says what happens to it"),
    ] {
        assert!(tested.output.contains(&format!("  {outcome:13}  {name}\n")), "{tested}");
    }
    assert!(tested.output.ends_with("3 examples, all as written\n"), "{tested}");
    let found = folder.run(&["lint", "shop.toml", "--rules", "rules"]);
    let title = "error[silently-lost-command]: what `mail` cannot handle of `shop-mail` is lost\n";
    assert!(found.code == 1 && found.output.contains(title), "{found}");
    assert!(found.output.contains("say whether somebody is alerted"), "{found}");
    assert!(
        folder
            .run(&["explain", "silently-lost-command", "--rules", "rules"])
            .output
            .contains("The sender believes")
    );
    assert!(folder.run(&["rules", "list", "--rules", "rules"]).output.contains("silently-lost-command"));
}

#[test]
fn examples_that_do_not_hold_are_named() {
    for (from, to, outcome, detail) in [
        ("reports = []\narch", "reports = [\"shop-mail\"]\narch", "missing", "not reported: `shop-mail`"),
        ("dead-letter = true", "dead-letter = false", "noisy", "the example does not name it: `shop-mail`"),
        ("class = \"medium\"\narch", "class = \"high\"\narch", "other class", "reported as medium"),
        ("tier = 2\n", "teir = 2\n", "unsound", "unknown key `teir`"),
        (
            "cannot-assess = [\"shop-mail\"]",
            "reports = [\"shop-mail\"]",
            "missing",
            "because it cannot be assessed",
        ),
    ] {
        let text = match outcome {
            "missing" if detail.contains("because") => LOST.replace(&format!("reports = []\n{from}"), to),
            _ => LOST.replacen(from, to, 1),
        };
        assert_ne!(text, LOST, "{from}");
        let folder = Folder::with(&[("rule.toml", &text)]);
        let tested = folder.run(&["rules", "test", "rule.toml"]);
        assert!(
            tested.code == 1 && tested.output.contains(&format!("\n  {outcome:13}  ")),
            "{outcome}: {tested}"
        );
        assert!(
            tested.output.contains(detail) && tested.output.contains("--> rule.toml:"),
            "{outcome}: {tested}"
        );
    }
    let folder = Folder::with(&[("rule.toml", "id = 3\n"), ("empty/readme.txt", "")]);
    assert_eq!(folder.run(&["rules", "test", "rule.toml"]).code, 2);
    assert_eq!(folder.run(&["rules", "test", "empty"]).code, 2);
    assert_eq!(folder.run(&["rules", "test", "no-such-file.toml"]).code, 2);
}

#[test]
fn a_new_rule_holds_before_it_is_edited() {
    for about in ["service", "interaction", "journey"] {
        let folder = Folder::with(&[]);
        let made = folder.run(&["rules", "new", "my-own-thing", "--about", about]);
        assert!(made.code == 0 && made.output.starts_with("rules/my-own-thing.toml\n"), "{made}");
        let tested = folder.run(&["rules", "test", "rules"]);
        assert!(
            tested.code == 0 && tested.output.ends_with("3 examples, all as written\n"),
            "{about}: {tested}"
        );
        let again = folder.run(&["rules", "new", "my-own-thing", "--about", about]);
        assert!(again.code == 2 && again.errors.contains("cannot write"), "{again}");
    }
    let folder = Folder::with(&[]);
    for id in ["My-Thing", "a--b", "-a", "", "../x", "missing-timeout"] {
        let refused = folder.run(&["rules", "new", "--", id]);
        assert_eq!(refused.code, 2, "{refused}");
    }
    assert!(!folder.path().join("rules").exists(), "nothing is written for an id that is none");
}

#[test]
fn criteria_are_tested_too() {
    let text = include_str!("../../rules/criteria/ordering.toml");
    let folder = Folder::with(&[("criteria/ordering.toml", text)]);
    let tested = folder.run(&["rules", "test", "criteria/ordering.toml"]);
    assert!(tested.code == 0 && tested.output.contains("  favours        "), "{tested}");
}

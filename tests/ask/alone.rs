//! Without a terminal: flags, files of answers, and what is missing. Never hangs.

use serde_json::Value;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// Output, errors and exit code of `syncwise ask`, with something on standard input.
pub(crate) fn ask(folder: &Path, arguments: &[&str], input: &str) -> (String, String, i32) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_syncwise"));
    command.env_clear().current_dir(folder).arg("ask").args(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    // A program that reads nothing may have closed its side.
    let _ = child.stdin.take().expect("the stream is piped").write_all(input.as_bytes());
    let output = child.wait_with_output().expect("the program ends");
    let text = |bytes| String::from_utf8(bytes).expect("the program writes UTF-8");
    (text(output.stdout), text(output.stderr), output.status.code().expect("it ends by itself"))
}

pub(crate) const CREATE: [&str; 9] = [
    "--from",
    "orders",
    "--to",
    "analytics",
    "--what",
    "order.created",
    "--answer",
    "kind=event",
    "--answer=receivers=open",
];

#[test]
fn missing_answers_are_listed_at_once() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (output, errors, code) = ask(folder.path(), &[], "shop\norders\n");
    assert_eq!((code, output.as_str()), (2, ""));
    for flag in
        ["--from NAME", "--to NAME", "--answer kind=…   query | command | event", "--answer user-waiting=…"]
    {
        assert!(errors.contains(flag), "{flag}: {errors}");
    }
    let (_, errors, code) = ask(folder.path(), &CREATE, "");
    assert_eq!(code, 2);
    assert!(errors.contains("--answer idempotency=…") && !errors.contains("--answer kind"), "{errors}");
    let (_, errors, code) = ask(folder.path(), &["--rest-unknown"], "");
    assert!(code == 2 && errors.contains("--from NAME") && !errors.contains("--answer"), "{errors}");
}

#[test]
fn answers_are_replayed() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let with = |further: &[&str]| ask(folder.path(), &[&CREATE[..], further].concat(), "");
    let (answers, errors, code) = with(&["--answer", "idempotency=unknown", "--format", "answers"]);
    assert_eq!((code, errors.as_str()), (0, ""), "{answers}");
    std::fs::write(folder.path().join("a.toml"), &answers).expect("the folder is writable");
    let replay = |further: &[&str]| ask(folder.path(), &[&["--answers", "a.toml"], further].concat(), "");
    assert_eq!(replay(&["--format", "answers"]).0, answers);
    let (json, _, code) = replay(&["--format", "json"]);
    assert_eq!(code, 0);
    let report: Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(report["version"], 1);
    assert_eq!(report["decisions"][0]["recommended"], "async");
    assert_eq!(report["decisions"][0]["verdict"], "forced");
    let (toml, _, _) = replay(&["--format", "toml", "--answer", "idempotency=keyable"]);
    assert!(toml.contains("idempotency = \"keyable\""), "the command line wins: {toml}");
    let (toml, _, _) = replay(&["--format", "toml", "--decide"]);
    assert!(toml.contains("mode = \"async\"") && toml.contains("# idempotency = …"), "{toml}");
}

#[test]
fn mistakes_in_answers_are_shown_together() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(
        folder.path().join("a.toml"),
        "kinds = \"event\"\nuser-waiting = \"perhaps\"\nwriters = 1.5\n",
    )
    .expect("the folder is writable");
    let (_, errors, code) = ask(folder.path(), &["--answers", "a.toml", "--answer", "deadline=5"], "");
    assert_eq!(code, 2);
    for part in
        ["did you mean `kind`?", "`perhaps` is neither yes nor no", "`writers` must be", "deadline: `5`"]
    {
        assert!(errors.contains(part), "{part}: {errors}");
    }
    let (_, errors, code) =
        ask(folder.path(), &["--from=a", "--to=b", "--answer=kind=query", "--answer=needs-result=never"], "");
    assert!(code == 2 && errors.contains("a query whose result is never needed"), "{errors}");
}

#[test]
fn a_criterion_of_ones_own_is_asked_for() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let criteria = folder.path().join("rules/criteria");
    std::fs::create_dir_all(&criteria).expect("the folder is writable");
    let own = include_str!("own-criterion.toml");
    std::fs::write(criteria.join("watched.toml"), own).expect("the folder is writable");
    let (_, errors, code) = ask(folder.path(), &["--rules", "rules"], "");
    assert_eq!(code, 2);
    assert!(
        errors.contains("Is somebody woken up when it fails?\n    --answer monitored=…   true | false"),
        "{errors}"
    );
    let (toml, errors, _) = ask(
        folder.path(),
        &[
            "--rules",
            "rules",
            "--from=a",
            "--to=b",
            "--answer=monitored=yes",
            "--rest-unknown",
            "--format=toml",
        ],
        "",
    );
    assert!(toml.contains("monitored = true\n"), "{toml}{errors}");
}

/// `syncwise` with other commands than `ask`.
fn syncwise(folder: &Path, arguments: &[&str]) -> (String, String, i32) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_syncwise"));
    let output = command.env_clear().current_dir(folder).args(arguments).stdin(Stdio::null()).output();
    let output = output.expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).expect("the program writes UTF-8");
    (text(output.stdout), text(output.stderr), output.status.code().expect("it ends by itself"))
}

#[test]
fn a_system_without_a_terminal() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (_, errors, code) = syncwise(folder.path(), &["init"]);
    assert!(code == 2 && errors.contains("--call 'shop > orders GetOrder'"), "{errors}");
    let calls =
        ["--call", "shop > orders Get", "--call", "orders -> mail order.created", "--services", "shop,stock"];
    let (output, errors, code) =
        syncwise(folder.path(), &[&["init", "--name", "A shop"], &calls[..]].concat());
    assert_eq!(code, 0, "{errors}");
    assert!(output.contains("4 services, 2 interactions"), "{output}");
    let text =
        std::fs::read_to_string(folder.path().join("architecture.toml")).expect("the file was written");
    for line in ["name = \"A shop\"", "[service.stock]", "operation = \"Get\"", "# max-hold = \"30s\""] {
        assert!(text.contains(line), "{line}: {text}");
    }
    let (_, errors, code) = syncwise(folder.path(), &["decide", "architecture.toml"]);
    assert_eq!((code, errors.as_str()), (0, ""));
    let (_, errors, code) = syncwise(folder.path(), &[&["init"], &calls[..]].concat());
    assert!(code == 2 && errors.contains("is there already"), "{errors}");
}

#[test]
fn schemas_are_printed() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (arguments, title) in [
        (&["schema"][..], "syncwise architecture, version 1"),
        (&["schema", "check"], "a check of syncwise"),
        (&["schema", "rule"], "a check of syncwise"),
        (&["schema", "criterion"], "a criterion of syncwise"),
    ] {
        let (output, _, code) = syncwise(folder.path(), arguments);
        let schema: Value = serde_json::from_str(&output).expect("a schema is JSON");
        assert_eq!((code, schema["title"].as_str()), (0, Some(title)));
    }
}

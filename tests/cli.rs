//! The real program in an empty environment: what it prints, where, and how it ends. Never looks inside.

#[path = "cli/adoption.rs"]
mod adoption;
#[path = "cli/program.rs"]
mod program;
#[path = "cli/scaffold.rs"]
mod scaffold;
#[path = "findings/shuffle.rs"]
mod shuffle;

use program::{Ran, run, run_in, with_input};
use serde_json::Value;
use std::io::Read;
use std::path::Path;
use std::process::Stdio;

/// Compares everything a run left behind with a snapshot.
fn snapshot(name: &str, ran: &Ran) {
    insta::with_settings!({ snapshot_path => "cli/snapshots", prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(name, ran.to_string());
    });
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn help_and_version() {
    let help = run(&["--help"]);
    assert_eq!((help.code, help.errors.as_str()), (0, ""));
    for command in [
        "advise",
        "decide",
        "lint",
        "diagram",
        "adr",
        "scaffold",
        "monitor",
        "explain",
        "rules",
        "completions",
        "man",
    ] {
        let listed = help.output.lines().any(|line| line.trim_start().starts_with(&format!("{command} ")));
        assert!(listed, "`{command}` is missing:\n{}", help.output);
        let own = run(&[command, "--help"]);
        assert!(own.code == 0 && own.output.contains("Usage: syncwise "), "{command}: {own}");
    }
    let version = run(&["--version"]);
    assert_eq!(version.output, format!("syncwise {}\n", env!("CARGO_PKG_VERSION")));
    assert_eq!((version.code, version.errors.as_str()), (0, ""));
}

#[test]
fn exit_codes_of_lint() {
    for (file, fail_on, code) in [
        ("quiet.toml", "info", 0),
        ("warned.toml", "never", 0),
        ("warned.toml", "error", 0),
        ("warned.toml", "warning", 1),
        ("warned.toml", "info", 1),
        ("shop.toml", "never", 0),
        ("shop.toml", "error", 1),
        ("shop.toml", "warning", 1),
        ("broken.toml", "never", 2),
        ("no-such-file.toml", "never", 2),
    ] {
        let ran = run(&["lint", file, "--fail-on", fail_on]);
        assert_eq!(ran.code, code, "{file} --fail-on {fail_on}: {ran}");
        assert_eq!(ran.output.is_empty(), code == 2, "{file}: {ran}");
        assert_eq!(ran.errors.is_empty(), code != 2, "{file}: {ran}");
    }
    assert_eq!(run(&["lint", "shop.toml"]).code, 1, "errors fail by default");
    assert_eq!(run(&["lint", "warned.toml"]).code, 0, "warnings do not");
}

#[test]
fn what_cannot_run() {
    snapshot("a-bad-file", &run(&["lint", "broken.toml"]));
    snapshot("a-missing-file", &run(&["lint", "no-such-file.toml"]));
    snapshot("no-paths", &run(&["lint"]));
    snapshot("a-bad-option", &run(&["lint", "shop.toml", "--fail-on", "eror"]));
    snapshot("a-bad-date", &run(&["lint", "shop.toml", "--date", "2027-02-30"]));
    snapshot("a-near-command", &run(&["lnit", "shop.toml"]));
    snapshot("an-unknown-journey", &run(&["diagram", "shop.toml", "--journey", "byu"]));
    snapshot(
        "an-unknown-service",
        &run(&["scaffold", "shop.toml", "--service", "shp", "--out", "never-written"]),
    );
    assert_eq!(run(&[]).code, 2);
}

#[test]
fn input_from_a_pipe_a_folder_and_twice() {
    let text = read(&Path::new(program::FOLDER).join("shop.toml"));
    let (file, piped) = (run(&["lint", "shop.toml"]), with_input(&["lint", "-"], text.as_bytes()));
    assert_eq!(piped.output, file.output.replace("shop.toml", "<stdin>"));
    assert_eq!((piped.code, piped.errors.as_str()), (1, ""));
    assert_eq!(with_input(&["lint", "-", "-"], text.as_bytes()), piped);

    let folder = run(&["lint", "merged"]);
    assert!(folder.output.contains("`shop` waits for `payment` without a timeout"), "{folder}");
    assert!(folder.output.contains("--> merged/shop.toml:"), "{folder}");
    assert_eq!((folder.code, folder.errors.as_str()), (1, ""));
    assert_eq!(run(&["lint", "merged/payment.toml", "merged/shop.toml"]), folder);
    assert_eq!(run(&["lint", "merged", "merged/shop.toml", "./merged"]), folder, "a file is one file");
    assert_eq!(run(&["lint", "merged/shop.toml"]).code, 2, "half of it is not sound");
}

#[test]
fn colour_is_for_terminals() {
    let coloured = |ran: &Ran| ran.output.contains('\u{1b}') || ran.errors.contains('\u{1b}');
    for (arguments, environment, expected) in [
        (&["lint", "shop.toml"][..], &[][..], false),
        (&["lint", "shop.toml", "--color", "always"], &[], true),
        (&["--color", "always", "lint", "broken.toml"], &[], true),
        (&["lint", "shop.toml", "--color", "always"], &[("NO_COLOR", "1")], true),
        (&["lint", "shop.toml", "--color", "never"], &[("CLICOLOR_FORCE", "1")], false),
        (&["lint", "shop.toml"], &[("NO_COLOR", "1"), ("TERM", "xterm")], false),
    ] {
        let ran = run_in(program::FOLDER, arguments, environment);
        assert_eq!(coloured(&ran), expected, "{arguments:?} {environment:?}: {ran}");
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/online-boutique/architecture.toml");
    for arguments in [
        &["lint", example, "--format", "sarif"][..],
        &["completions", "bash"],
        &["--help"],
        &["decide", example],
    ] {
        let command = &mut program::command(program::FOLDER, arguments, &[]);
        let mut child =
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
        drop(child.stdout.take());
        let mut errors = String::new();
        child.stderr.take().expect("the stream is piped").read_to_string(&mut errors).expect("text");
        let status = child.wait().expect("the program ends");
        assert_eq!(errors, "", "{arguments:?}");
        assert!(status.code().is_some(), "{arguments:?} was ended by a signal");
    }
}

#[test]
fn order_of_tables_and_keys() {
    for command in [&["decide", "--format", "json"][..], &["diagram"], &["diagram", "--journey", "buy"]] {
        let with = |file: &'static str| run(&[&[command[0], file], &command[1..]].concat());
        let (one, other) = (with("shop.toml"), with("shop-in-another-order.toml"));
        assert_eq!((one.code, &one.output), (0, &other.output), "{command:?}: {one}");
    }
    let findings = |file| {
        let report: Value =
            serde_json::from_str(&run(&["lint", file, "--format", "json"]).output).expect("JSON");
        let mut prints: Vec<String> = report["findings"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|it| it["fingerprint"].to_string())
            .collect();
        prints.sort();
        prints
    };
    assert_eq!(findings("shop.toml"), findings("shop-in-another-order.toml"));
    assert!(!findings("shop.toml").is_empty());
}

#[test]
fn formats_of_lint() {
    snapshot("lint", &run(&["lint", "shop.toml"]));
    let report: Value =
        serde_json::from_str(&run(&["lint", "shop.toml", "--format", "json"]).output).expect("JSON");
    assert_eq!(report["version"], 1);
    assert_eq!(report["findings"][0]["file"], "shop.toml");
    let log: Value =
        serde_json::from_str(&run(&["lint", "shop.toml", "--format", "sarif"]).output).expect("JSON");
    assert_eq!(log["version"], "2.1.0");
    let verbose = run(&["lint", "shop.toml", "--verbose"]);
    assert!(verbose.output.len() > run(&["lint", "shop.toml"]).output.len(), "{verbose}");
    assert!(!verbose.output.contains("``"), "no backticks in backticks: {verbose}");
    for format in ["concise", "junit", "github", "gitlab", "markdown"] {
        snapshot(&format!("lint-{format}"), &run(&["lint", "shop.toml", "--format", format]));
    }
}

#[test]
fn several_formats_in_one_run() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let at = |name: &str| folder.path().join(name).display().to_string();
    let (sarif, junit) = (format!("sarif={}", at("out.sarif")), format!("junit={}", at("out.xml")));
    let arguments = ["lint", "shop.toml", "--format", &sarif, "--format", "github", "--format", &junit];
    let ran = run(&arguments);
    assert_eq!((ran.code, ran.errors.as_str()), (1, ""));
    assert!(ran.output.lines().all(|line| line.starts_with("::")), "{ran}");
    let log: Value = serde_json::from_str(&read(&folder.path().join("out.sarif"))).expect("JSON");
    let open = |it: &&Value| it["suppressions"].as_array().is_some_and(Vec::is_empty);
    let results = log["runs"][0]["results"].as_array().expect("a list");
    assert_eq!(results.iter().filter(open).count(), ran.output.lines().count());
    assert!(read(&folder.path().join("out.xml")).starts_with("<?xml"));
    for fail_on in ["never", "error"] {
        let again = run(&[&arguments[..], &["--fail-on", fail_on]].concat());
        assert_eq!(again.code, i32::from(fail_on == "error"), "files do not change the code: {again}");
    }
    let quiet = run(&["lint", "shop.toml", "--format", &sarif]);
    assert_eq!(
        (quiet.code, quiet.output.lines().count()),
        (1, 1),
        "the log still shows the summary: {quiet}"
    );
    let file = at("out.md");
    let one = run(&["lint", "shop.toml", "--format", "markdown", "--output-file", &file]);
    assert!(one.code == 1 && read(Path::new(&file)).starts_with("## syncwise: "), "{one}");
}

#[test]
fn formats_that_cannot_be_written() {
    for arguments in [
        &["--format", "sarif", "--format", "github"][..],
        &["--format", "json=x", "--output-file", "y"],
        &["--format", "json=x", "--format", "sarif=x"],
        &["--format", "sarif="],
        &["--output-file", "snapshots"],
    ] {
        let ran = run(&[&["lint", "shop.toml"], arguments].concat());
        assert!(ran.code == 2 && ran.output.is_empty() && !ran.errors.is_empty(), "{arguments:?}: {ran}");
    }
    snapshot("a-near-format", &run(&["lint", "shop.toml", "--format", "sarf"]));
}

#[test]
fn a_selection() {
    let rules = |arguments: &[&str]| {
        let ran = run(&[&["lint", "shop.toml", "--format", "concise"], arguments].concat());
        let found = ran.output.lines().filter_map(|line| Some(line.split_once('[')?.1.split_once(']')?.0));
        let mut rules: Vec<String> = found.map(str::to_owned).collect();
        rules.dedup();
        (ran.code, rules)
    };
    let (code, all) = rules(&["--fail-on", "info"]);
    assert!(code == 1 && all.len() >= 2, "{all:?}");
    assert_eq!(rules(&["--select", "missing-timeout"]), (1, vec!["missing-timeout".into()]));
    let (_, others) = rules(&["--ignore", "missing-timeout"]);
    assert_eq!(others, all.iter().filter(|rule| *rule != "missing-timeout").cloned().collect::<Vec<_>>());
    assert_eq!(rules(&["--select", "cycle"]), (0, Vec::new()));
    assert_eq!(rules(&["--select", "interaction,journey", "--ignore", "interaction"]).0, 0);
    let unknown = run(&["lint", "shop.toml", "--ignore", "mising-timeout"]);
    assert!(unknown.code == 2 && unknown.errors.contains("did you mean `missing-timeout`?"), "{unknown}");
    let certain = run(&["lint", "shop.toml", "--min-confidence", "measured"]);
    assert!(certain.code == 0 && certain.output.contains(" less certain hidden; "), "{certain}");
}

#[test]
fn accepted_findings() {
    snapshot("allows-that-hold", &run(&["lint", "allows.toml", "--date", "2026-06-30"]));
    snapshot("allows-that-are-over", &run(&["lint", "allows.toml", "--date", "2026-07-01"]));
    snapshot("no-ignores", &run(&["lint", "allows.toml", "--date", "2026-06-30", "--no-ignores"]));
    assert_eq!(run(&["lint", "allows.toml", "--date", "2026-06-30"]).code, 0);
    assert_eq!(run(&["lint", "allows.toml", "--date", "2026-06-30", "--fail-on", "warning"]).code, 1);
    let ignored =
        run(&["lint", "allows.toml", "--date", "2026-06-30", "--fail-on", "warning", "--ignore", "allow"]);
    assert_eq!(ignored.code, 0, "{ignored}");
    assert!(run(&["explain", "expired-allow"]).output.contains("a promise to look again"));
}

#[test]
fn pages_and_lists() {
    let page = run(&["explain", "missing-timeout"]);
    assert_eq!((page.code, page.errors.as_str()), (0, ""));
    for part in
        ["missing-timeout (check", "\nWhat\n", "\nWhy\n", "\nInstead\n", "\nDrawbacks\n", "\nSources\n"]
    {
        assert!(page.output.contains(part), "{part:?} is missing: {page}");
    }
    let near = run(&["explain", "mising_timeout"]);
    assert_eq!((near.code, near.output.as_str()), (2, ""));
    assert!(near.errors.contains("did you mean `missing-timeout`?"), "{near}");
    assert!(run(&["explain", "callee-needs"]).output.contains("fact about an interaction"));
    assert!(run(&["explain", "user-waiting"]).output.contains("criterion"));
    let rules = run(&["rules"]);
    for (id, _) in syncwise::rule::CHECKS.iter().chain(syncwise::rule::criterion::BUILT_IN) {
        assert!(
            rules.output.lines().any(|line| line.trim_start().starts_with(&format!("{id} "))),
            "{id}: {rules}"
        );
    }
    let script = run(&["completions", "bash"]);
    assert!(script.code == 0 && script.output.contains("_syncwise()") && script.output.contains("--fail-on"));
    let manual = run(&["man"]);
    assert!(manual.code == 0 && manual.output.contains(".TH syncwise 1"), "{manual}");
}

#[test]
fn rules_of_ones_own() {
    assert_eq!(run(&["lint", "quiet.toml"]).code, 0);
    let own = run(&["lint", "quiet.toml", "--rules", "own-rules"]);
    assert!(
        own.code == 1 && own.output.starts_with("error[many-calls]: `shop` asks `mail` 3 times\n"),
        "{own}"
    );
    assert!(
        run(&["explain", "many-calls", "--rules", "own-rules"]).output.contains("Ask once for everything")
    );
    let policy = run(&["lint", "with-policy"]);
    assert!(policy.code == 1 && policy.output.starts_with("error[many-calls]: "), "{policy}");
    assert_eq!(
        run(&["lint", "with-policy", "--rules", "with-policy/rules"]),
        policy,
        "a folder is one folder"
    );
    snapshot("a-broken-rule", &run(&["lint", "quiet.toml", "--rules", "broken-rules"]));
    snapshot("a-failing-template", &run(&["lint", "quiet.toml", "--rules", "failing-template"]));
    snapshot("a-rule-with-wrong-examples", &run(&["lint", "quiet.toml", "--rules", "wrong-example"]));
    assert_eq!(run(&["rules", "--rules", "wrong-example"]).code, 2);
    assert_eq!(run(&["lint", "quiet.toml", "--rules", "no-such-folder"]).code, 2);
    assert_eq!(run(&["lint", "quiet.toml", "--rules", "snapshots"]).code, 2, "a folder without rules");
}

#[test]
fn diagrams_and_skeletons() {
    let system = run(&["diagram", "shop.toml"]);
    assert!(system.code == 0 && system.output.contains("flowchart"), "{system}");
    let journey = run(&["diagram", "shop.toml", "--journey", "buy"]);
    assert!(journey.code == 0 && journey.output.contains("sequenceDiagram"), "{journey}");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = folder.path().join("shop").display().to_string();
    let arguments = ["scaffold", "shop.toml", "--service", "shop", "--out", &out];
    let first = run(&arguments);
    assert!(first.code == 0 && first.output.contains("files written"), "{first}");
    assert!(read(&folder.path().join("shop/Cargo.toml")).contains("name = \"shop\""));
    let again = run(&arguments);
    assert!(again.code == 0 && again.output.contains(": 0 files written, "), "{again}");
    let generated = folder.path().join("shop/src/generated/outbound/payment.rs");
    std::fs::write(&generated, "// edited\n").expect("the folder is writable");
    let edited = run(&arguments);
    assert!(edited.code == 2 && edited.errors.contains("payment.rs"), "{edited}");
    assert_eq!(read(&generated), "// edited\n");
    assert!(run(&[&arguments[..], &["--force"]].concat()).output.contains(": 1 file written, "));
}

//! Input that is not what it should be: a diagnostic or a right answer, never a crash and never silence.

use crate::program::{FOLDER, Ran, run, run_in, with_input};
use std::path::Path;

/// A sound architecture with one finding.
fn shop() -> String {
    std::fs::read_to_string(Path::new(FOLDER).join("shop.toml")).expect("the fixture is readable")
}

fn lint(bytes: &[u8]) -> Ran {
    with_input(&["lint", "-"], bytes)
}

/// The input is refused, and this is said.
fn refused(bytes: &[u8], expected: &str) {
    let ran = lint(bytes);
    assert!(ran.code == 2 && ran.output.is_empty() && ran.errors.contains(expected), "{expected}: {ran}");
}

#[test]
fn marks_and_line_ends_of_editors_change_nothing() {
    let plain = lint(shop().as_bytes());
    assert_eq!(plain.code, 1, "{plain}");
    let marked = lint(format!("\u{feff}{}", shop()).as_bytes());
    assert_eq!(marked, plain);
    let windows = lint(shop().replace('\n', "\r\n").as_bytes());
    assert_eq!((windows.code, windows.output.replace('\r', "")), (plain.code, plain.output));
}

#[test]
fn bytes_that_are_no_text() {
    refused(b"syncwise = 1\n[service.a\xff]\n", "error[not-utf-8]: not UTF-8: byte 0xff");
    refused(b"\xff\xfes\0y\0n\0c\0", "not-utf-8");
    refused(b"syncwise = 1\n[service.a]\nowner = \"a\0b\"\n", "error[syntax]");
    refused(b"\0", "error[syntax]");
    refused(b"", "empty-file");
    refused("syncwise = 1\n[service.\"\u{202e}\"]\ntier = 9\n".as_bytes(), "tier");
}

#[test]
fn lines_of_many_megabytes() {
    let long = "x".repeat(100 << 20);
    let comment = lint(format!("{}# {long}\n", shop()).as_bytes());
    assert_eq!((comment.code, comment.errors.as_str()), (1, ""));
    let name = lint(format!("syncwise = 1\n[service.a]\nowner = \"{long}\"\ntier = 9\n").as_bytes());
    assert!(
        name.code == 2 && name.errors.contains("tier") && name.errors.len() < 10_000,
        "{}",
        name.errors.len()
    );
}

#[test]
fn nesting_without_end() {
    let deep = 100_000;
    refused(
        format!("syncwise = 1\na = {}1{}\n", "[".repeat(deep), "]".repeat(deep)).as_bytes(),
        "nested too deeply",
    );
    refused(format!("syncwise = 1\na = {}\n", "{b = ".repeat(deep)).as_bytes(), "nested too deeply");
    refused(format!("syncwise = 1\n[{}a]\n", "a.".repeat(deep)).as_bytes(), "error[");
}

#[test]
fn numbers_and_dates_that_do_not_exist() {
    for (line, expected) in [
        ("tier = 99999999999999999999", "tier"),
        ("tier = -1", "tier"),
        ("instances = 9223372036854775807", "instances"),
        ("concurrency = -9223372036854775808", "concurrency"),
        ("availability = \"1e400%\"", "availability"),
        ("latency = { p99 = \"99999999999999999999999d\" }", "p99"),
        ("allow = [{ rule = \"shared-database\", reason = \"x\", expires = 2027-02-30 }]", "error["),
        ("allow = [{ rule = \"shared-database\", reason = \"x\", expires = 99999-01-01 }]", "error["),
        ("allow = [{ rule = \"shared-database\", reason = \"x\", expires = 0000-00-00 }]", "error["),
    ] {
        refused(format!("syncwise = 1\n[service.a]\n{line}\n").as_bytes(), expected);
    }
    for date in ["2027-02-30", "99999-01-01", "0000-00-00", "2027-1-1", ""] {
        let ran = run(&["lint", "shop.toml", "--date", date]);
        assert!(ran.code == 2 && ran.errors.contains("--date"), "{date}: {ran}");
    }
}

#[test]
fn folders_without_files_loops_and_links_to_nowhere() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let at = folder.path().display().to_string();
    let empty = run_in(&at, &["lint", "."], &[]);
    assert!(empty.code == 2 && empty.errors.contains("no architecture file in `.`"), "{empty}");
    std::fs::write(folder.path().join("Cargo.toml"), "[package]\nname = \"a\"\n").expect("it can be written");
    std::fs::write(folder.path().join("latin.toml"), b"name = \"\xe9\"\n").expect("it can be written");
    assert_eq!(run_in(&at, &["lint", "."], &[]).code, 2, "other TOML files are none of ours");
    std::fs::create_dir(folder.path().join("deep")).expect("it can be made");
    std::fs::write(folder.path().join("deep/shop.toml"), shop()).expect("it can be written");
    let found = run_in(&at, &["lint", "."], &[]);
    assert!(found.code == 1 && found.output.contains("--> deep/shop.toml:"), "{found}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        symlink("..", folder.path().join("deep/loop")).expect("links can be made");
        symlink("loop", folder.path().join("deep/second")).expect("links can be made");
        assert_eq!(run_in(&at, &["lint", "."], &[]), found, "a loop ends and no file counts twice");
        symlink("nowhere", folder.path().join("deep/gone.toml")).expect("links can be made");
        let gone = run_in(&at, &["lint", "."], &[]);
        assert!(
            gone.code == 2 && gone.errors.contains("cannot read") && gone.errors.contains("gone.toml"),
            "{gone}"
        );
    }
}

#[test]
fn many_files_say_the_same_as_one_and_again_the_same() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut whole = String::from("syncwise = 1\n");
    for number in 0..60 {
        let table = format!(
            "[service.s{number}]\n[[interaction]]\nid = \"i{number}\"\nfrom = \"s{number}\"\nto = \"s{}\"\nmode = \"sync\"\ntimeout = \"1s\"\n",
            (number + 1) / 2
        );
        std::fs::write(folder.path().join(format!("{number}.toml")), format!("syncwise = 1\n{table}"))
            .expect("it can be written");
        whole += &table;
    }
    let at = folder.path().display().to_string();
    let decisions = |paths: &str| run_in(&at, &["decide", paths, "--format", "json"], &[]);
    let first = decisions(".");
    assert_eq!(first.code, 0, "{}", first.errors);
    assert_eq!(decisions("."), first);
    let alone = with_input(&["decide", "-", "--format", "json"], whole.as_bytes());
    assert_eq!(alone.output, first.output);
}

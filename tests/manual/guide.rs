//! Pages that are a walk through: files are written where they stand, and every command of a `console` block is run, in
//! one folder and in the order of the page. Never sees the environment.

use crate::block::{Block, blocks};
use std::path::Path;
use std::process::Command;

/// The page that is walked through.
pub(crate) const PATH: &str = "docs/ci.md";

/// The page with what its commands print.
pub(crate) fn walk(page: &str) -> String {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut walked = String::with_capacity(page.len());
    let mut lines = page.lines();
    let mut read = 0;
    for block in blocks(page) {
        let before = block.line - read;
        lines.by_ref().take(before).for_each(|line| walked += &format!("{line}\n"));
        let count = block.text.lines().count();
        let old: Vec<&str> = lines.by_ref().take(count).collect();
        read = block.line + count;
        match (block.language, block.mark("file")) {
            ("console", _) => walked += &session(&block, folder.path()),
            (_, file) => {
                let write = |path: &str| write(&folder.path().join(path), &block.text);
                file.into_iter().for_each(write);
                old.iter().for_each(|line| walked += &format!("{line}\n"));
            }
        }
    }
    lines.for_each(|line| walked += &format!("{line}\n"));
    walked
}

fn write(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().expect("a file has a folder")).expect("folders can be made");
    std::fs::write(path, text).expect("the file can be written");
}

/// The commands of a block, each with what it prints. `$?` is the exit code of the command before.
fn session(block: &Block<'_>, folder: &Path) -> String {
    let mut said = String::new();
    let mut code = 0;
    for command in block.text.lines().filter_map(|line| line.strip_prefix("$ ")) {
        said += &format!("$ {command}\n");
        let (text, ended) = run(&command.replace("$?", &code.to_string()), folder);
        code = ended;
        text.lines().for_each(|line| said += &format!("{}\n", line.trim_end()));
    }
    said
}

fn run(command: &str, folder: &Path) -> (String, i32) {
    let program = Path::new(env!("CARGO_BIN_EXE_syncwise")).parent().expect("a program lies in a folder");
    let path = format!("{}:/usr/local/bin:/usr/bin:/bin", program.display());
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("{command} 2>&1")]).current_dir(folder).env_clear().env("PATH", path);
    let git = [
        ("HOME", "/nonexistent"),
        ("GIT_CONFIG_NOSYSTEM", "1"),
        ("GIT_CONFIG_COUNT", "1"),
        ("GIT_CONFIG_KEY_0", "init.defaultBranch"),
        ("GIT_CONFIG_VALUE_0", "main"),
    ];
    shell.envs(git);
    for who in ["AUTHOR", "COMMITTER"] {
        shell
            .env(format!("GIT_{who}_NAME"), "A reader")
            .env(format!("GIT_{who}_EMAIL"), "reader@example.org");
    }
    let output = shell.output().expect("there is a shell");
    (String::from_utf8_lossy(&output.stdout).into_owned(), output.status.code().expect("it ends by itself"))
}

#[test]
fn the_guide_to_continuous_integration_ends_with_a_failing_pull_request() {
    let page = crate::pages().remove(PATH).expect("the page is there");
    let last = blocks(&page).into_iter().rfind(|block| block.language == "console").expect("it has commands");
    assert!(last.text.ends_with("$ echo $?\n1\n"), "{}", last.text);
    assert!(last.text.contains("place-order: blocking depth 2 → 3"), "{}", last.text);
}

fn is_option(word: &str) -> bool {
    word.strip_prefix("--").is_some_and(|name| name.starts_with(|c: char| c.is_ascii_lowercase()))
}

/// What stands in the kits is understood by the program.
#[test]
fn kits_use_options_that_exist() {
    let help = Command::new(env!("CARGO_BIN_EXE_syncwise")).args(["lint", "--help"]).output();
    let help = String::from_utf8_lossy(&help.expect("the program starts").stdout).into_owned();
    let page = crate::pages().remove(PATH).expect("the page is there");
    let mut texts: Vec<String> = blocks(&page).into_iter().map(|block| block.text).collect();
    for kit in ["action.yml", ".pre-commit-hooks.yaml"] {
        texts.push(std::fs::read_to_string(crate::root().join(kit)).expect("the kit is there"));
    }
    let mut used = 0;
    for line in texts
        .iter()
        .flat_map(|text| text.lines())
        .filter(|line| !line.contains("git ") && !line.contains("cargo "))
    {
        for word in line.split([' ', '(', '"', ')']).filter(|word| is_option(word)) {
            used += 1;
            assert!(
                help.contains(&format!("{word} ")) || help.contains(&format!("{word}\n")),
                "{word}: {line}"
            );
        }
    }
    assert!(used > 3, "only {used} options were found");
}

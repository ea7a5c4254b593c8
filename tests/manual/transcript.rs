//! What the program says about the files of a page. Never sees the environment.

use crate::block::blocks;
use std::path::Path;
use std::process::Command;

/// Writes the blocks that begin with `# file: PATH` below `folder`.
fn write_files(page: &str, folder: &Path) {
    for block in blocks(page) {
        let Some(path) = block.mark("file") else { continue };
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().expect("a file has a folder")).expect("folders can be made");
        std::fs::write(path, &block.text).expect("the file can be written");
    }
}

/// The command, all it prints and its exit code, as a block.
pub(crate) fn of(page: &str, command: &str) -> String {
    let folder = tempfile::tempdir().expect("a temporary folder");
    write_files(page, folder.path());
    let arguments = command.strip_prefix("syncwise ").expect("pages run syncwise").split_whitespace();
    let mut process = Command::new(env!("CARGO_BIN_EXE_syncwise"));
    let output = process.args(arguments).env_clear().current_dir(folder.path()).output();
    let output = output.expect("the program starts");
    let said = [&output.stderr, &output.stdout].map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    let code = output.status.code().expect("the program ends by itself");
    let said = said.concat();
    let said: Vec<&str> = said.lines().map(str::trim_end).collect();
    format!("```console\n$ {command}\n{}\n$ echo $?\n{code}\n```\n", said.join("\n").trim_end())
}

/// A rule page whose rules do not do what their examples say would be a lie.
#[test]
fn examples_of_the_rules_in_the_manual_hold() {
    use crate::Rules;
    use syncwise::decision::{Method, catalogue};
    use syncwise::rule::criterion::{Origin, read};
    use syncwise::rule::read_check;
    use syncwise::run::{ExampleOutcome, run_example};
    use syncwise::source::SourceMap;
    let page = crate::pages().remove("docs/rules-of-your-own.md").expect("the page is there");
    let (mut sources, mut rules) = (SourceMap::new(), Rules::built_in());
    let built_in = rules.criteria.len();
    for block in blocks(&page) {
        let path = block.mark("file").unwrap_or_default();
        if path.contains("/checks/") {
            let file = sources.add(path, block.text.clone());
            let check = read_check(&sources, file).0.expect("the check is sound");
            for example in &check.examples {
                assert_eq!(
                    run_example(&check, example, &rules.method),
                    ExampleOutcome::AsWritten,
                    "{}",
                    example.name
                );
            }
            rules.checks.push(check);
        } else if path.contains("/criteria/") {
            let file = sources.add(path, block.text.clone());
            rules.criteria.extend(read(&sources, file, Origin::Team).0);
        }
    }
    let (method, mistakes) = Method::new(&rules.criteria, &Default::default(), &catalogue());
    assert_eq!(mistakes, []);
    assert!(rules.criteria.len() > built_in, "the page shows a criterion");
    for criterion in &rules.criteria[built_in..] {
        let index = method.criteria().iter().position(|weighed| weighed.id == criterion.id.value);
        let index = index.expect("the method weighs it");
        for example in &criterion.examples {
            assert_eq!(method.example_favours(index, example), Some(example.favours), "{}", example.title);
        }
    }
}

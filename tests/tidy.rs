//! The order of the house: which room may know which, one door per foreign crate, registries that match the disk.
//! Never looks at what the code does.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use syncwise::facts::{FactId, SubjectKind};
use syncwise::rule::{CHECKS, criterion::BUILT_IN};

/// The rooms from left to right; those of one group stand side by side and do not know each other.
const ROOMS: &[&[&str]] = &[
    &["source"],
    &["parallel"],
    &["diagnostic"],
    &["document"],
    &["edit"],
    &["template"],
    &["architecture"],
    &["graph"],
    &["analysis"],
    &["facts"],
    &["rule"],
    &["decision"],
    &["plan"],
    &["comparison"],
    &["settings"],
    &["render", "scaffold", "monitor", "ask", "import"],
    &["run"],
    &["lsp"],
    &["cli"],
    &["main", "lib"],
];

/// Foreign crates with the only places that may name them.
const DOORS: &[(&str, &[&str])] = &[
    ("annotate_snippets", &["render"]),
    ("anyhow", &["run", "lsp", "cli", "main"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("dialoguer", &["ask"]),
    ("lsp_server", &["lsp"]),
    ("lsp_types", &["lsp"]),
    ("minijinja", &["template"]),
    ("percent_encoding", &["lsp"]),
    ("petgraph", &["graph"]),
    ("rayon", &["parallel"]),
    ("rustix", &["ask"]),
    ("similar", &["render"]),
    ("strsim", &["diagnostic"]),
    ("tempfile", &["run"]),
    ("toml", &["document"]),
    ("toml_edit", &["edit"]),
    ("toml_parser", &["document"]),
];

/// A file with more lines holds two rooms.
const LONGEST: usize = 400;

/// One source file.
struct File {
    /// Relative to `src`, with forward slashes.
    path: String,
    text: String,
    /// It is compiled for tests only.
    for_tests: bool,
}

impl File {
    fn new(path: &str, text: &str) -> Self {
        Self { path: path.into(), text: text.into(), for_tests: false }
    }

    fn room(&self) -> &str {
        let first = self.path.split('/').next().expect("a split has a first part");
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// Lines of code with their numbers: comments left out, and what follows `#[cfg(test)]` in a file where asked.
    fn code(&self, with_tests: bool) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().take_while(move |line| with_tests || line.trim() != "#[cfg(test)]");
        let lines = lines.map(|line| line.find("//").map_or(line, |at| &line[..at]));
        lines.enumerate().map(|(index, line)| (index + 1, line))
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources() -> Vec<File> {
    let mut paths = Vec::new();
    collect(&root().join("src"), &mut paths);
    paths.sort();
    let mut files: Vec<File> = paths.iter().map(|path| read(path)).collect();
    let for_tests: BTreeSet<String> = files.iter().flat_map(test_modules).collect();
    for file in &mut files {
        file.for_tests = for_tests.contains(&file.path);
    }
    assert!(files.len() > 100, "only {} files were found", files.len());
    files
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the folder is readable") {
        let path = entry.expect("the folder is readable").path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            paths.push(path);
        }
    }
}

fn read(path: &Path) -> File {
    let relative = path.strip_prefix(root().join("src")).expect("the path lies below src");
    let text = std::fs::read_to_string(path).expect("the file is readable");
    File::new(&relative.to_string_lossy().replace('\\', "/"), &text)
}

/// The files of modules that are declared below a `#[cfg(test)]`.
fn test_modules(file: &File) -> Vec<String> {
    let stem = file.path.strip_suffix(".rs").expect("a source file");
    let folder = stem.strip_suffix("/mod").unwrap_or(stem);
    let pairs = file.text.lines().zip(file.text.lines().skip(1));
    let modules = pairs.filter(|(attribute, _)| attribute.trim() == "#[cfg(test)]");
    let names =
        modules.filter_map(|(_, line)| line.strip_suffix(';')?.rsplit_once("mod ")).map(|(_, name)| name);
    names.flat_map(|name| [format!("{folder}/{name}.rs"), format!("{folder}/{name}/mod.rs")]).collect()
}

/// Names that follow `before` in a line, such as the room in `crate::room`.
fn names_after<'l>(line: &'l str, before: &'l str) -> impl Iterator<Item = &'l str> {
    line.match_indices(before).map(move |(at, _)| {
        let rest = &line[at + before.len()..];
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        &rest[..end]
    })
}

/// Whether a line names a crate: `name::…` or `use name`.
fn names_crate(line: &str, name: &str) -> bool {
    line.match_indices(name).any(|(at, _)| {
        let (before, after) = (&line[..at], &line[at + name.len()..]);
        let starts = !before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | ':' | '"' | '`'));
        starts
            && (after.starts_with("::")
                || (before.trim_end().ends_with("use") && after.starts_with([';', ' '])))
    })
}

fn wrong_imports(files: &[File]) -> Vec<String> {
    let place = |room: &str| ROOMS.iter().position(|group| group.contains(&room));
    let mut wrong = Vec::new();
    for file in files {
        let Some(own) = place(file.room()) else {
            wrong.push(format!("{}: the room `{}` has no place in the order", file.path, file.room()));
            continue;
        };
        // A group such as `crate::{a, b}` has an empty name here and is refused: one room, one line.
        let by_root = file
            .code(true)
            .flat_map(|(number, line)| names_after(line, "crate::").map(move |it| (number, it)));
        let above = file.code(false).filter(|_| file.path == format!("{}/mod.rs", file.room()));
        let by_parent =
            above.flat_map(|(number, line)| names_after(line, "super::").map(move |it| (number, it)));
        for (number, name) in by_root.chain(by_parent).filter(|(_, name)| *name != file.room()) {
            if place(name).is_none_or(|there| there >= own) {
                wrong.push(format!("{}:{number}: `{}` may not know `{name}`", file.path, file.room()));
            }
        }
    }
    wrong
}

fn wrong_doors(files: &[File]) -> Vec<String> {
    let mut wrong = Vec::new();
    for file in files {
        for (number, line) in file.code(true) {
            let closed = DOORS.iter().filter(|(_, rooms)| !rooms.contains(&file.room()));
            for (name, _) in closed.filter(|(name, _)| names_crate(line, name)) {
                wrong.push(format!("{}:{number}: the door of `{name}` is elsewhere", file.path));
            }
        }
    }
    wrong
}

fn untidy(files: &[File]) -> Vec<String> {
    let mut wrong = Vec::new();
    for file in files {
        let documented = file.text.lines().next().is_some_and(|first| first.starts_with("//! "));
        if !documented {
            wrong.push(format!("{}: does not open with `//!`", file.path));
        }
        let lines = file.text.lines().count();
        if lines > LONGEST {
            wrong.push(format!("{}: {lines} lines hold two rooms", file.path));
        }
        let forbidden = ["dbg!(", "todo!(", "unimplemented!("];
        for (number, line) in file.code(true) {
            let hits = forbidden.iter().filter(|macro_call| line.contains(**macro_call));
            wrong.extend(hits.map(|hit| format!("{}:{number}: {hit}…)", file.path)));
        }
        let bare = file.code(false).filter(|(_, line)| !file.for_tests && line.contains(".unwrap()"));
        wrong.extend(bare.map(|(number, _)| format!("{}:{number}: a bare unwrap", file.path)));
    }
    wrong
}

fn check(wrong: &[String]) {
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn rooms_import_only_to_their_left() {
    check(&wrong_imports(&sources()));
    let strangers = [
        ("graph/mod.rs", "use crate::analysis::Analysis;"),
        ("render/full.rs", "fn f(it: crate::scaffold::File) {}"),
        ("source/mod.rs", "use crate::diagnostic::Label;"),
        ("run/mod.rs", "use crate::{render, rule};"),
        ("graph/mod.rs", "use super::run::load;"),
        ("attic/mod.rs", "use std::fmt;"),
    ];
    for (path, text) in strangers {
        assert_eq!(wrong_imports(&[File::new(path, text)]).len(), 1, "{path}: {text}");
    }
}

#[test]
fn every_foreign_crate_has_one_door() {
    check(&wrong_doors(&sources()));
    let strangers = [
        ("rule/mod.rs", "use toml::de::DeTable;"),
        ("run/mod.rs", "use clap;"),
        ("render/mod.rs", "fn f() -> anyhow::Result<()> {}"),
    ];
    for (path, text) in strangers {
        assert_eq!(wrong_doors(&[File::new(path, text)]).len(), 1, "{path}: {text}");
    }
    assert!(wrong_doors(&[File::new("rule/mod.rs", "// toml::de reads `toml`\nuse my_toml::X;")]).is_empty());
}

#[test]
fn files_are_documented_short_and_finished() {
    check(&untidy(&sources()));
    let long = format!("//! Long.\n{}", "\n".repeat(LONGEST));
    for text in ["fn f() {}", "//! A.\nfn f() { todo!() }", "//! A.\nfn f() { g().unwrap() }", &long] {
        assert_eq!(untidy(&[File::new("a.rs", text)]).len(), 1, "{text}");
    }
    let tested = "//! A.\n#[cfg(test)]\nmod tests {\n    fn f() { g().unwrap() }\n}\n";
    assert!(untidy(&[File::new("a.rs", tested)]).is_empty());
}

#[test]
fn registries_equal_the_disk() {
    for (registry, folder) in [(CHECKS, "rules/checks"), (BUILT_IN, "rules/criteria")] {
        let entries = std::fs::read_dir(root().join(folder)).expect("the folder is readable");
        let mut disk: Vec<String> = entries
            .map(|entry| entry.expect("the folder is readable").file_name().to_string_lossy().into_owned())
            .collect();
        disk.sort();
        let registered: Vec<String> = registry.iter().map(|(id, _)| format!("{id}.toml")).collect();
        assert_eq!(registered, disk, "{folder}");
        for (id, text) in registry {
            let own = format!("id = \"{id}\"");
            assert!(text.lines().any(|line| line == own), "{folder}/{id}.toml is about another rule");
        }
    }
}

#[test]
fn facts_are_sorted_and_unique() {
    let facts: Vec<(SubjectKind, &str)> = FactId::all().map(|id| (id.fact().about, id.fact().name)).collect();
    assert!(!facts.is_empty());
    for pair in facts.windows(2) {
        assert!(pair[0] < pair[1], "{:?} stands before {:?}", pair[0], pair[1]);
    }
    for id in FactId::all() {
        let fact = id.fact();
        assert_eq!(
            FactId::named(fact.about, fact.name),
            Some(id),
            "`{}` is not found by its name",
            fact.name
        );
    }
    for (kind, word) in SubjectKind::ALL {
        let of_kind = facts.iter().filter(|(about, _)| *about == kind).count();
        assert_eq!(FactId::names(kind).count(), of_kind, "facts about a {word}");
    }
}

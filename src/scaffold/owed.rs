//! What the developer must add to files that are theirs, because the architecture asks for more than when these were
//! written. Never changes them, and never reads the disk.

use super::{File, Owner};
use std::collections::{BTreeMap, BTreeSet};

/// Something that a file of the developer's lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    /// The file it would stand in.
    pub path: String,
    /// What would stand there today, ready to be copied.
    pub text: String,
}

/// What the developer's own files, given as path and text, lack of what the skeleton would write in them today. A file
/// that is not there lacks nothing: it is written.
///
/// Only names are compared, so that moving a function to another file of one's own is fine.
pub fn owed(fresh: &[File], present: &BTreeMap<String, String>) -> Vec<Owed> {
    let words: BTreeSet<&str> =
        present.iter().filter(|(path, _)| path.ends_with(".rs")).flat_map(|(_, text)| words(text)).collect();
    let functions: BTreeSet<&str> = present.values().flat_map(|text| functions(text)).collect();
    let mut owed = Vec::new();
    for file in fresh.iter().filter(|file| file.owner == Owner::Developer) {
        let Some(theirs) = present.get(&file.path) else { continue };
        let name = file.path.rsplit('/').next().unwrap_or_default();
        let text = match name {
            "handlers.rs" => missing_functions(&file.text, &functions),
            "payload.rs" => missing_payloads(&file.text, &words),
            "Cargo.toml" => missing_keys(&file.text, theirs),
            "lib.rs" | "main.rs" => missing_modules(&file.text, theirs),
            _ => String::new(),
        };
        if !text.is_empty() {
            owed.push(Owed { path: file.path.clone(), text });
        }
    }
    owed
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

/// The names that follow `fn `.
fn functions(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices("fn ").filter_map(|(at, _)| words(text[at + 3..].lines().next()?).next())
}

/// The functions of each `impl` block that no file of the developer's defines, with their comments.
fn missing_functions(fresh: &str, present: &BTreeSet<&str>) -> String {
    let mut text = String::new();
    let mut lines = fresh.lines();
    while let Some(head) = lines.by_ref().find(|line| line.starts_with("impl") && line.ends_with('{')) {
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "}").collect();
        let missing: Vec<String> = items(&block)
            .into_iter()
            .filter(|item| functions(item).next().is_some_and(|name| !present.contains(name)))
            .collect();
        if !missing.is_empty() {
            text += &format!("{head}\n{}}}\n", missing.join("\n"));
        }
    }
    text
}

/// The functions of a block: each ends with a brace at its own depth.
fn items(block: &[&str]) -> Vec<String> {
    let mut items = Vec::new();
    let mut item = String::new();
    for line in block.iter().filter(|line| !line.is_empty()) {
        item += &format!("{line}\n");
        if *line == "    }" {
            items.push(std::mem::take(&mut item));
        }
    }
    items
}

fn missing_payloads(fresh: &str, present: &BTreeSet<&str>) -> String {
    let name = |line: &'_ str| words(line.strip_prefix("placeholder!")?).next().map(str::to_owned);
    let missing = |line: &&str| name(line).is_some_and(|name| !present.contains(&*name));
    lines(fresh.lines().filter(missing))
}

/// Dependencies and features, by section.
fn missing_keys(fresh: &str, theirs: &str) -> String {
    let key = |line: &'_ str| line.split_once(" = ").map(|(key, _)| key.to_owned());
    let present: BTreeSet<String> = theirs.lines().filter_map(|line| key(line.trim_start())).collect();
    let (mut text, mut section) = (String::new(), "");
    for line in fresh.lines() {
        if line.starts_with('[') {
            section = line;
        } else if (section.contains("dependencies") || section == "[features]")
            && key(line).is_some_and(|key| !present.contains(&key))
        {
            if !text.contains(section) {
                text += &format!("{section}\n");
            }
            text += &format!("{line}\n");
        }
    }
    text
}

fn missing_modules(fresh: &str, theirs: &str) -> String {
    let declares = |line: &str| line.strip_suffix(';').is_some_and(|line| line.contains("mod "));
    lines(fresh.lines().filter(|line| declares(line) && !theirs.contains(line)))
}

fn lines<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    lines.map(|line| format!("{line}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::{Owed, owed};
    use crate::scaffold::{File, Owner};

    const FRESH: &str = "impl Operations for Handlers {\n    // `GET /a`.\n    async fn get_a(&self) {\n        self.b().await\n    }\n\n    async fn get_c(\n        &self,\n    ) {\n    }\n}\n\nimpl Handlers {\n    async fn b(&self) {\n    }\n}\n";

    fn file(path: &str, text: &str) -> File {
        File { path: path.into(), text: text.into(), owner: Owner::Developer }
    }

    fn check(fresh: &str, path: &str, theirs: &[(&str, &str)], expected: Option<&str>) {
        let present = theirs.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
        let owed = owed(&[file(path, fresh)], &present);
        let expected = expected.map(|text| Owed { path: path.into(), text: text.into() });
        assert_eq!(owed, Vec::from_iter(expected));
    }

    #[test]
    fn functions_are_asked_for_where_they_are_missing() {
        let path = "src/handlers.rs";
        check(FRESH, path, &[], None);
        check(FRESH, path, &[(path, FRESH)], None);
        let moved =
            [(path, "async fn get_a(&self) {}"), ("src/mine.rs", "fn get_c<T>() {}\nasync fn b() {}")];
        check(FRESH, path, &moved, None);
        let gained =
            "impl Operations for Handlers {\n    async fn get_c(\n        &self,\n    ) {\n    }\n}\n";
        check(FRESH, path, &[(path, "async fn get_a(&self) {}\nasync fn b() {}")], Some(gained));
        check(
            FRESH,
            path,
            &[(path, "// get_a, get_c and b")],
            Some(&FRESH.replace(
                "
}

impl", "
}
impl",
            )),
        );
    }

    #[test]
    fn payloads_dependencies_and_modules_too() {
        let fresh = "placeholder!(A);\nplaceholder! { B { id: \"id\" } }\n";
        check(
            fresh,
            "src/payload.rs",
            &[("src/payload.rs", "pub struct A;")],
            Some("placeholder! { B { id: \"id\" } }\n"),
        );
        let fresh = "[package]\nname = \"a\"\n\n[dependencies]\naxum = \"1\"\nsqlx = \"1\"\n";
        check(
            fresh,
            "Cargo.toml",
            &[("Cargo.toml", "[dependencies]\naxum = \"2\"\n")],
            Some("[dependencies]\nsqlx = \"1\"\n"),
        );
        check(
            "pub mod a;\npub mod b;\n",
            "src/lib.rs",
            &[("src/lib.rs", "pub mod a;\n")],
            Some("pub mod b;\n"),
        );
    }
}

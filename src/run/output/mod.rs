//! Writes files: all or nothing, and never over something that was not written by an earlier run. Never makes up text.

mod change;
mod manifest;
mod place;
mod stage;
#[cfg(test)]
mod tests;

use crate::ask::terminal::confirm;
use anyhow::{Result, bail};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

pub use change::{Change, Changes, Fit};
pub(super) use stage::{Writing, make_readable, write_whole, write_whole_with};

/// A file to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    /// Relative path with forward slashes.
    pub path: String,
    /// The whole text.
    pub text: String,
    /// What to do when it exists.
    pub fate: Fate,
    /// It can be run.
    pub executable: bool,
}

/// What to do with a file that exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Every run writes it anew.
    Replace,
    /// It belongs to the user and is left as it is.
    Once,
    /// It need not change; whose it is stays as it was.
    Keep,
}

impl NewFile {
    /// A file that every run writes anew.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: text.into(), fate: Fate::Replace, executable: false }
    }
}

/// What happened to the files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// New or changed.
    pub written: usize,
    /// Already as they should be.
    pub unchanged: usize,
    /// The user's own, left alone.
    pub kept: usize,
    /// Written by an earlier run, no longer needed and removed.
    pub removed: usize,
    /// Written by an earlier run, no longer needed, and edited since: left where they are.
    pub left: Vec<PathBuf>,
    /// The user's own that would be written otherwise since this run, and whether they were edited.
    pub outdated: Vec<(String, bool)>,
}

/// Writes files below `folder`. Nothing is written where any of them would replace text that no earlier run wrote or
/// that was edited since, unless `force` is given or somebody at the terminal agrees. Either all files are put in their
/// places, each whole, or none.
///
/// # Errors
/// When a file would be overwritten, a path leads out of the folder, or the disk refuses.
pub fn write_files(folder: &Path, files: &[NewFile], force: bool) -> Result<Written> {
    let changes = Changes::of(folder, files)?;
    let foreign: Vec<&Path> = changes.foreign().collect();
    if !foreign.is_empty() && !force {
        let list: Vec<String> = foreign.iter().map(|path| format!("  {}", path.display())).collect();
        let list = list.join("\n");
        if !confirm(&format!(
            "these files were not written by syncwise, or were edited since:\n{list}\nReplace them?"
        )) {
            bail!(
                "these files were not written by syncwise, or were edited since; nothing was written:\n{list}\nmove them away, choose another folder, or use --force to replace them"
            );
        }
    }
    changes.write()
}

/// A file name for an identifier: lower case words joined by `-`, and a number where the name is taken.
pub(super) fn file_name(id: &str, taken: &mut BTreeSet<String>) -> String {
    let mut words: Vec<String> = Vec::new();
    for word in id.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        words.push(word.to_ascii_lowercase());
    }
    let mut base = words.join("-");
    base.truncate(80);
    if base.is_empty() {
        base = "unnamed".into();
    }
    let numbered = (2..).map(|number| format!("{base}-{number}"));
    let free = std::iter::once(base.clone()).chain(numbered).find(|name| !taken.contains(name));
    let free = free.expect("there are more numbers than names");
    taken.insert(free.clone());
    free
}

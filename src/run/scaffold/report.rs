//! What `scaffold` says: what was written or would be, and what the developer still has to do. Never writes a file.

use crate::render;
use crate::run::{Changes, Fit, Outcome, Written};
use crate::scaffold::{File, owed as owed_by};
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::path::Path;

/// Unified diffs of everything that a run would change; exit code 1 where that is anything.
pub(super) fn difference(changes: &Changes, mut errors: String) -> Outcome {
    let mut output = String::new();
    let text = |bytes: &Vec<u8>| String::from_utf8_lossy(bytes).into_owned();
    for change in changes.wanted() {
        let before = change.before.as_ref().map(text);
        output += &render::unified(&change.path, before.as_deref(), change.after.as_deref());
    }
    for change in &changes.files {
        let what = match change.fit {
            Fit::Foreign => "was edited, or not written by syncwise: replaced with --force only",
            Fit::Left => "is no longer generated, and was edited: it would be left where it is",
            Fit::Outdated => "is yours: it would be written otherwise today",
            Fit::Write | Fit::Unchanged | Fit::Kept | Fit::Remove => continue,
        };
        errors += &format!("`{}` {what}\n", change.path);
    }
    let code = u8::from(changes.wanted().next().is_some());
    Outcome { output, errors, code }
}

/// One line of numbers, and what somebody has to look at.
pub(super) fn written(what: &str, folder: &Path, written: &Written) -> String {
    let place = folder.display();
    let word = if written.written == 1 { "file" } else { "files" };
    let mut output = format!("{what} in {place}: {} {word} written", written.written);
    for (count, what) in
        [(written.unchanged, "unchanged"), (written.kept, "of yours kept"), (written.removed, "removed")]
    {
        if count > 0 {
            output += &format!(", {count} {what}");
        }
    }
    output.push('\n');
    for path in &written.left {
        output += &format!(
            "`{}` is no longer generated, but was edited: remove it when you have what you need\n",
            path.display()
        );
    }
    for (path, edited) in &written.outdated {
        output += &match edited {
            true => format!(
                "`{path}` is yours, and would be written otherwise today: scaffold into another folder and compare\n"
            ),
            false => format!(
                "`{path}` is yours, and would be written otherwise today. You never edited it: remove it and run this again\n"
            ),
        };
    }
    output
}

/// What the developer has to add to files that are theirs in the crate at `below`, as they are before anything is
/// written.
pub(super) fn owed(folder: &Path, below: &str, fresh: &[File]) -> Result<String> {
    let owed = owed_by(fresh, &theirs(&folder.join(below))?);
    let mut output = String::new();
    for it in &owed {
        output += &format!("\nadd to {below}{}, which is yours (it does not compile without):\n\n", it.path);
        for line in it.text.lines() {
            output += &if line.is_empty() { "\n".to_owned() } else { format!("    {line}\n") };
        }
    }
    if !owed.is_empty() {
        output.push('\n');
    }
    Ok(output)
}

/// The developer's files in a crate, by their paths below it.
fn theirs(folder: &Path) -> Result<BTreeMap<String, String>> {
    let mut files = BTreeMap::new();
    collect(folder, "src/", &mut files)?;
    for name in ["Cargo.toml", "tests/service/main.rs"] {
        if let Ok(text) = std::fs::read_to_string(folder.join(name)) {
            files.insert(name.to_owned(), text);
        }
    }
    Ok(files)
}

fn collect(folder: &Path, below: &str, files: &mut BTreeMap<String, String>) -> Result<()> {
    let Ok(entries) = std::fs::read_dir(folder.join(below)) else { return Ok(()) };
    for entry in entries {
        let entry = entry.with_context(|| format!("cannot read `{}`", folder.join(below).display()))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{below}{name}");
        if entry.path().is_dir() && path != "src/generated" {
            collect(folder, &format!("{path}/"), files)?;
        } else if name.ends_with(".rs")
            && let Ok(text) = std::fs::read_to_string(entry.path())
        {
            files.insert(path, text);
        }
    }
    Ok(())
}

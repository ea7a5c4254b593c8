//! `rules new`: a check to start from. Never replaces a file.

use super::Outcome;
use crate::render::{DraftSubject, draft};
use crate::rule::CHECKS;
use anyhow::{Context, Result, bail};
use std::io::Write;
use std::path::PathBuf;

/// What `rules new` was asked for.
#[derive(Debug, Clone)]
pub struct NewRule {
    /// Its id.
    pub id: String,
    /// What it looks at.
    pub about: DraftSubject,
    /// The folder of its file.
    pub folder: PathBuf,
}

/// Writes a check whose examples hold, and says what to do next.
///
/// # Errors
/// When the id is taken or no id, or the file exists or cannot be written.
pub fn new_rule(wanted: &NewRule) -> Result<Outcome> {
    let id = &wanted.id;
    let words = id.split('-');
    if !words
        .clone()
        .all(|word| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()))
    {
        bail!("`{id}` is no id: write lower case words joined by `-`, such as `unowned-service`");
    }
    if CHECKS.iter().any(|(known, _)| known == id) {
        bail!("there is already a check `{id}`; `[policy.severity]` changes how serious it is");
    }
    let path = wanted.folder.join(format!("{id}.toml"));
    let context = || format!("cannot write `{}`", path.display());
    std::fs::create_dir_all(&wanted.folder).with_context(context)?;
    let mut file = std::fs::File::create_new(&path).with_context(context)?;
    file.write_all(draft(id, wanted.about).as_bytes()).with_context(context)?;
    let (path, folder) = (path.display(), wanted.folder.display());
    Ok(Outcome::fine(
        format!(
            "{path}\n\nIts sentence is an example: replace the condition, the words and the examples. Then\n  syncwise rules test {path}\n  syncwise lint architecture.toml --rules {folder}\n"
        ),
        String::new(),
    ))
}

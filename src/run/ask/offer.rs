//! What somebody at a terminal is offered once the verdict is there. Never writes what was not agreed to.

use super::begin::Ground;
use super::{AskOptions, Subject, end};
use crate::ask::Questionnaire;
use crate::ask::terminal::Terminal;
use crate::run::Common;
use crate::run::replace::Original;
use anyhow::Result;
use std::path::{Path, PathBuf};

/// Offers the file, a record and a skeleton, and says at the end what was written.
pub(super) fn offer(
    common: &Common,
    options: &AskOptions,
    ground: &Ground,
    questionnaire: &Questionnaire<'_>,
    terminal: &Terminal,
    journal: &Path,
) -> Result<String> {
    let standing = questionnaire.standing().expect("there is a verdict to keep");
    let mut said = String::new();
    terminal.show("");
    let Some(path) = agreed(options, ground, terminal) else {
        return Ok(format!("the answers are in {}\n", journal.display()));
    };
    let mode = standing.decision.recommended.filter(|mode| {
        options.decide
            || terminal.agree(&format!("Write the decision down as well, `mode = \"{mode}\"`?"), false)
    });
    let text = end::text(questionnaire, mode)?;
    let original = if path == ground.path && options.subject != Subject::Blank {
        None
    } else {
        Some(Original::default())
    };
    original.as_ref().unwrap_or(&ground.original).replace(&path, &text)?;
    said += &format!("wrote {}\n", path.display());
    if options.save.is_none() {
        // The answers are in the architecture now.
        let _ = std::fs::remove_file(journal);
    }
    let adr = folder(
        terminal,
        options.adr.as_ref(),
        "A decision record? Its folder, such as docs/decisions; Enter: none",
    );
    let skeleton =
        folder(terminal, options.skeleton.as_ref(), "A Rust service to start from? Its folder; Enter: none");
    match end::further(common, ground, &text, standing, adr.as_deref(), skeleton.as_deref()) {
        Ok(further) => said += &further,
        Err(error) => said += &format!("not written: {error:#}\n"),
    }
    Ok(said)
}

/// The file that may be written, or nothing.
fn agreed(options: &AskOptions, ground: &Ground, terminal: &Terminal) -> Option<PathBuf> {
    if options.subject != Subject::Blank || options.out.is_some() {
        let question = format!("Write it to {}?", ground.path.display());
        return terminal.agree(&question, true).then(|| ground.path.clone());
    }
    terminal.tell("An architecture file to keep it in? Its name, such as architecture.toml; Enter: none");
    loop {
        let path = PathBuf::from(terminal.line("  › ").filter(|name| !name.is_empty())?);
        if !path.exists() {
            return Some(path);
        }
        let add = format!(
            "`{0}` is there already; leave with Ctrl-C and use `syncwise ask --add {0}`, or name another file",
            path.display()
        );
        terminal.tell(&add);
    }
}

fn folder(terminal: &Terminal, given: Option<&PathBuf>, question: &str) -> Option<PathBuf> {
    if let Some(given) = given {
        return Some(given.clone());
    }
    terminal.tell(question);
    terminal.line("  › ").filter(|name| !name.is_empty()).map(PathBuf::from)
}

//! Opens an architecture with its rules, and shows its mistakes. Never runs a command.

use super::{Config, Input, Loaded, Reading, RuleSet, load};
use crate::architecture::{Architecture, Date};
use crate::decision::Method;
use crate::diagnostic::{Diagnostic, any_error};
use crate::render;
use crate::source::SourceMap;
use anyhow::Result;
use std::path::PathBuf;
use std::sync::Arc;

/// What every command that reads an architecture is given.
#[derive(Debug, Clone)]
pub struct Common {
    /// Where the architecture is.
    pub inputs: Vec<Input>,
    /// Folders with further rules.
    pub rules: Vec<PathBuf>,
    /// The date of today: for accepted findings that expire and for records.
    pub today: Date,
    /// Whether to colour what is written to a terminal.
    pub color: bool,
    /// Columns of the terminal.
    pub width: usize,
    /// The settings of the team.
    pub config: Arc<Config>,
}

/// What a command has to say, and how it ends.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// For standard output.
    pub output: String,
    /// For standard error.
    pub errors: String,
    /// 0 fine, 1 findings at or above the threshold or a failed check, 2 could not run.
    pub code: u8,
}

impl Outcome {
    /// All is well.
    pub fn fine(output: String, errors: String) -> Self {
        Self { output, errors, code: 0 }
    }

    /// The input cannot be used.
    pub fn refused(errors: String) -> Self {
        Self { output: String::new(), errors, code: 2 }
    }
}

/// A sound architecture with its rules, ready for a command.
#[derive(Debug)]
pub struct Session {
    /// All text.
    pub sources: SourceMap,
    /// What was declared.
    pub architecture: Architecture,
    /// The rules.
    pub rules: RuleSet,
    /// The decision method, compiled from the criteria.
    pub method: Method,
    /// Warnings about the input, rendered.
    pub warnings: String,
}

impl Session {
    /// Reads the architecture and its rules. Mistakes end the command, all of them shown; warnings do not.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn open(common: &Common) -> Result<std::result::Result<Self, Outcome>> {
        Self::of(load(&common.inputs)?, common)
    }

    /// The same for what was read already.
    pub(super) fn of(loaded: Loaded, common: &Common) -> Result<std::result::Result<Self, Outcome>> {
        let Reading { sources, architecture, rules, method, mut diagnostics } =
            Reading::of(loaded, &common.rules, &common.config)?;
        let shown = show(&sources, &mut diagnostics, common.color);
        if any_error(&diagnostics) {
            return Ok(Err(Outcome::refused(shown)));
        }
        Ok(Ok(Self { sources, architecture, rules, method, warnings: shown }))
    }
}

/// How many mistakes are shown in full; a file in which everything is wrong need not fill the screen a thousand times.
const SHOWN: usize = 100;

fn show(sources: &SourceMap, diagnostics: &mut Vec<Diagnostic>, color: bool) -> String {
    diagnostics
        .sort_by_key(|it| (std::cmp::Reverse(it.severity), it.primary.as_ref().map(|label| label.span)));
    diagnostics.dedup();
    let mut text = String::new();
    render::diagnostics(&mut text, sources, &diagnostics[..diagnostics.len().min(SHOWN)], color);
    if diagnostics.len() > SHOWN {
        text += &format!("… and {} more\n", diagnostics.len() - SHOWN);
    }
    text
}

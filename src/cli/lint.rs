//! What can be typed after `lint`. Never runs it.

use super::arguments::Source;
use crate::architecture::Provenance;
use crate::diagnostic::did_you_mean;
use crate::run::{BaselineOptions, CONFIDENCES, FailOn, LintFormat, LintOptions, Selection, Target};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct Lint {
    #[command(flatten)]
    pub(super) source: Source,
    /// The form of the findings: full, concise, json, sarif, junit, github, gitlab or markdown; with a file to write it
    /// to, several may be given
    #[arg(long, value_name = "FORMAT[=FILE]", value_parser = target, default_value = "full")]
    format: Vec<Target>,
    /// Where to write the format that has no file of its own
    #[arg(long, short, value_name = "FILE")]
    output_file: Option<PathBuf>,
    /// Exit with 1 from this severity on
    #[arg(long, value_enum, default_value_t = Threshold::Error, value_name = "SEVERITY")]
    fail_on: Threshold,
    /// Only these rules and groups: a class (critical, high, medium, info), a kind (service, interaction, journey, cycle,
    /// system) or `allow`
    #[arg(long, value_name = "NAME,…", value_delimiter = ',')]
    select: Vec<String>,
    /// Not these rules and groups
    #[arg(long, value_name = "NAME,…", value_delimiter = ',')]
    ignore: Vec<String>,
    /// Hide findings that rest on something weaker: measured, declared, imported, derived or defaulted
    #[arg(long, value_name = "PROVENANCE", value_parser = confidence)]
    min_confidence: Option<Provenance>,
    /// Report accepted findings like all others
    #[arg(long)]
    no_ignores: bool,
    /// Hide the findings that this file lists
    #[arg(long, value_name = "FILE", conflicts_with = "write_baseline")]
    baseline: Option<PathBuf>,
    /// Write all findings to a file, for `--baseline`, and report none
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "syncwise-baseline.json")]
    write_baseline: Option<PathBuf>,
    /// Remove from the baseline what was resolved
    #[arg(long, requires = "baseline")]
    shrink_baseline: bool,
    /// Replace a file that is no baseline
    #[arg(long, requires = "write_baseline")]
    force: bool,
    /// List what could not be assessed
    #[arg(long, short)]
    verbose: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Threshold {
    Error,
    Warning,
    Info,
    Never,
}

impl Lint {
    pub(super) fn options(&self) -> LintOptions {
        let fail_on = match self.fail_on {
            Threshold::Error => FailOn::Error,
            Threshold::Warning => FailOn::Warning,
            Threshold::Info => FailOn::Info,
            Threshold::Never => FailOn::Never,
        };
        LintOptions {
            formats: self.format.clone(),
            output_file: self.output_file.clone(),
            fail_on,
            verbose: self.verbose,
            no_ignores: self.no_ignores,
            selection: Selection {
                select: self.select.clone(),
                ignore: self.ignore.clone(),
                min_confidence: self.min_confidence,
            },
            baseline: BaselineOptions {
                read: self.baseline.clone(),
                write: self.write_baseline.clone(),
                shrink: self.shrink_baseline,
                force: self.force,
            },
        }
    }
}

fn target(text: &str) -> Result<Target, String> {
    let (word, file) = match text.split_once('=') {
        Some((_, "")) => return Err("write a file after `=`, such as sarif=out.sarif".into()),
        Some((word, file)) => (word, Some(PathBuf::from(file))),
        None => (text, None),
    };
    let format = choice(word, &LintFormat::ALL)?;
    Ok(Target { format, file })
}

fn confidence(text: &str) -> Result<Provenance, String> {
    choice(text, &CONFIDENCES)
}

/// The value of a word, or what was probably meant.
fn choice<T: Copy>(text: &str, words: &[(T, &'static str)]) -> Result<T, String> {
    if let Some((value, _)) = words.iter().find(|(_, word)| *word == text) {
        return Ok(*value);
    }
    let known = || words.iter().map(|(_, word)| *word);
    Err(did_you_mean(text, known())
        .unwrap_or_else(|| format!("write one of {}", known().collect::<Vec<_>>().join(", "))))
}

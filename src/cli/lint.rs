//! What can be typed after `lint`. Never runs it.

use super::arguments::Source;
use crate::diagnostic::did_you_mean;
use crate::run::{BaselineOptions, CONFIDENCES, Config, FailOn, LintFormat, LintOptions};
use crate::settings::Settings;
use clap::builder::PossibleValuesParser;
use clap::{Args, ValueHint};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct Lint {
    #[command(flatten)]
    pub(super) source: Source,
    /// The form of the findings: full, concise, json, sarif, junit, github, gitlab or markdown; with a file to write it
    /// to, several may be given [default: full]
    #[arg(long, value_name = "FORMAT[=FILE]", value_parser = target)]
    format: Vec<String>,
    /// Where to write the format that has no file of its own
    #[arg(long, short, value_name = "FILE")]
    output_file: Option<PathBuf>,
    /// Exit with 1 from this severity on [default: error]
    #[arg(long, value_name = "SEVERITY", value_parser = PossibleValuesParser::new(FailOn::ALL.map(|(_, word)| word)))]
    fail_on: Option<String>,
    /// Only these rules and groups: a class (critical, high, medium, info), a kind (service, interaction, journey, cycle,
    /// system) or `allow`
    #[arg(long, value_name = "NAME,…", value_delimiter = ',')]
    select: Vec<String>,
    /// Not these rules and groups
    #[arg(long, value_name = "NAME,…", value_delimiter = ',')]
    ignore: Vec<String>,
    /// Hide findings that rest on something weaker: measured, declared, imported, derived or defaulted
    #[arg(long, value_name = "PROVENANCE", value_parser = confidence)]
    min_confidence: Option<String>,
    /// Report accepted findings like all others
    #[arg(long)]
    no_ignores: bool,
    /// Hide the findings that this file lists
    #[arg(long, value_name = "FILE", conflicts_with = "write_baseline", value_hint = ValueHint::FilePath)]
    baseline: Option<String>,
    /// Write all findings to a file, for `--baseline`, and report none [default: the baseline of `syncwise.toml`, or
    /// syncwise-baseline.json]
    #[arg(long, value_name = "FILE", num_args = 0..=1)]
    write_baseline: Option<Option<PathBuf>>,
    /// Remove from the baseline what was resolved
    #[arg(long, conflicts_with = "write_baseline")]
    shrink_baseline: bool,
    /// Replace a file that is no baseline
    #[arg(long, requires = "write_baseline")]
    force: bool,
    /// List what could not be assessed
    #[arg(long, short)]
    verbose: bool,
    /// Report only what got new or worse since this version in git, such as `origin/main`
    #[arg(long, value_name = "REF", conflicts_with = "write_baseline")]
    base: Option<String>,
}

impl Lint {
    /// What `syncwise.toml` can say as well.
    pub(super) fn settings(&self) -> Settings {
        self.source
            .settings()
            .typed("lint.baseline", self.baseline.as_deref())
            .typed("lint.fail-on", self.fail_on.as_deref())
            .typed("lint.format", self.format.iter().map(String::as_str))
            .typed("lint.ignore", self.ignore.iter().map(String::as_str))
            .typed("lint.min-confidence", self.min_confidence.as_deref())
            .typed("lint.select", self.select.iter().map(String::as_str))
    }

    /// What can only be typed.
    pub(super) fn options(&self, config: &Config) -> LintOptions {
        let known = || config.baseline().unwrap_or_else(|| BASELINE.into());
        LintOptions {
            output_file: self.output_file.clone(),
            verbose: self.verbose,
            base: self.base.clone(),
            no_ignores: self.no_ignores,
            baseline: BaselineOptions {
                write: self.write_baseline.clone().map(|path| path.unwrap_or_else(known)),
                shrink: self.shrink_baseline,
                force: self.force,
                read: None,
            },
            ..LintOptions::default()
        }
    }
}

/// The file of known findings where nobody names one.
const BASELINE: &str = "syncwise-baseline.json";

fn target(text: &str) -> Result<String, String> {
    let word = match text.split_once('=') {
        Some((_, "")) => return Err("write a file after `=`, such as sarif=out.sarif".into()),
        Some((word, _)) => word,
        None => text,
    };
    choice(word, &LintFormat::ALL).map(|_| text.to_owned())
}

fn confidence(text: &str) -> Result<String, String> {
    choice(text, &CONFIDENCES)
}

/// A known word, or what was probably meant.
fn choice<T>(text: &str, words: &[(T, &'static str)]) -> Result<String, String> {
    if words.iter().any(|(_, word)| *word == text) {
        return Ok(text.to_owned());
    }
    let known = || words.iter().map(|(_, word)| *word);
    Err(did_you_mean(text, known())
        .unwrap_or_else(|| format!("write one of {}", known().collect::<Vec<_>>().join(", "))))
}

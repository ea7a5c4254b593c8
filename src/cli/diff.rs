//! What can be typed after `diff`. Never runs it.

use super::arguments::date;
use crate::architecture::Date;
use crate::run::{self, Common, DiffOptions, Input};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct Diff {
    /// The earlier version: a file or a folder; `-` is standard input
    #[arg(value_name = "OLD")]
    old: String,
    /// The later version
    #[arg(value_name = "NEW")]
    new: String,
    /// A folder with further rules; may be given several times
    #[arg(long, value_name = "DIR")]
    rules: Vec<PathBuf>,
    /// The date to go by instead of today's
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    date: Option<Date>,
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = Form::Text, value_name = "FORMAT")]
    format: Form,
    /// Exit with 1 where a finding or a number got new or worse
    #[arg(long)]
    exit_code: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    Text,
    Json,
}

impl Diff {
    pub(super) fn old(&self) -> Input {
        Input::from_argument(&self.old)
    }

    /// The later version, ready to be read.
    pub(super) fn common(&self, color: bool, width: usize) -> Common {
        Common {
            inputs: vec![Input::from_argument(&self.new)],
            rules: self.rules.clone(),
            today: self.date.unwrap_or_else(run::today),
            color,
            width,
        }
    }

    pub(super) fn options(&self) -> DiffOptions {
        DiffOptions { json: self.format == Form::Json, exit_code: self.exit_code }
    }
}

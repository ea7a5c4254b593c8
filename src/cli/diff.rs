//! What can be typed after `diff`. Never runs it.

use super::arguments::{RuleFolders, date};
use crate::architecture::Date;
use crate::run::{DiffOptions, Input};
use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
pub(super) struct Diff {
    /// The earlier version: a file or a folder; `-` is standard input
    #[arg(value_name = "OLD")]
    old: String,
    /// The later version
    #[arg(value_name = "NEW")]
    new: String,
    #[command(flatten)]
    pub(super) rules: RuleFolders,
    /// The date to go by instead of today's
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub(super) date: Option<Date>,
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

    pub(super) fn later(&self) -> Input {
        Input::from_argument(&self.new)
    }

    pub(super) fn options(&self) -> DiffOptions {
        DiffOptions { json: self.format == Form::Json, exit_code: self.exit_code }
    }
}

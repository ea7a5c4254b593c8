//! What can be typed after `monitor`. Never does the work.

use super::arguments::Source;
use crate::run::MonitorOptions;
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct Monitor {
    #[command(flatten)]
    pub(super) source: Source,
    /// The folder to write to
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Only what this service exports
    #[arg(long, value_name = "NAME")]
    service: Option<String>,
    /// The folder of decision records that alerts name [default: adr and docs/adr in DIR, adr beside it]
    #[arg(long, value_name = "DIR")]
    adr: Option<PathBuf>,
    /// Replace files that were edited or that syncwise did not write
    #[arg(long)]
    force: bool,
}

impl Monitor {
    pub(super) fn options(&self) -> MonitorOptions {
        MonitorOptions {
            out: self.out.clone(),
            service: self.service.clone(),
            adr: self.adr.clone(),
            force: self.force,
        }
    }
}

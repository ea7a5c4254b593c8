//! `monitor`: writes alert rules with their tests, a dashboard and a page. Never decides what is worth an alert.

use super::diagram::service_named;
use super::output::file_name;
use super::{Common, NewFile, Outcome, Session, Study, adr, study, write_files};
use crate::architecture::{InteractionId, ServiceId};
use crate::graph::CallGraph;
use crate::monitor::{Bounds, Context, Monitors, bounds, monitors};
use anyhow::Result;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// What `monitor` was asked for.
#[derive(Debug, Clone)]
pub struct MonitorOptions {
    /// The folder to write to.
    pub out: PathBuf,
    /// Only what this service exports.
    pub service: Option<String>,
    /// The folder of decision records that alerts name; `adr` or `docs/adr` in `out`, or `adr` beside it, where left out.
    pub adr: Option<PathBuf>,
    /// Replace files that were edited.
    pub force: bool,
}

/// Writes the monitoring of an architecture.
///
/// # Errors
/// When a file cannot be read or written, or there is no such service.
pub fn monitor(common: &Common, options: &MonitorOptions) -> Result<Outcome> {
    let session = match Session::open(common)? {
        Ok(session) => session,
        Err(refused) => return Ok(refused),
    };
    let named = options.service.as_deref();
    let service = named.map(|name| service_named(&session.architecture, name)).transpose()?;
    let folders = match &options.adr {
        Some(folder) => vec![folder.clone()],
        None => ["adr", "docs/adr", "../adr"].map(|folder| options.out.join(folder)).to_vec(),
    };
    let records = adr::numbers_in(&session.architecture, &folders)?;
    let graph = CallGraph::link(&session.architecture);
    let study = study(&session.architecture, &graph, &session.method);
    let (monitors, files) = files(&study, &records, service, "");
    let written = write_files(&options.out, &files, options.force)?;
    let place = options.out.display();
    let word = if written.written == 1 { "file" } else { "files" };
    let mut output = format!("{} alerts in {place}: {} {word} written", monitors.alerts, written.written);
    for (count, what) in [(written.unchanged, "unchanged"), (written.removed, "removed")] {
        if count > 0 {
            output += &format!(", {count} {what}");
        }
    }
    output += "\n";
    if monitors.unwatched > 0 {
        let them = if monitors.unwatched == 1 { "thing is" } else { "things are" };
        output += &format!(
            "{} {them} not watched, because something is not declared: {place}/MONITORS.md says what\n",
            monitors.unwatched
        );
    }
    output += &format!("next: promtool test rules {place}/tests/*.yml\n");
    Ok(Outcome::fine(output, session.warnings))
}

/// The monitoring, each path below `folder`.
pub(super) fn files(
    study: &Study<'_>,
    records: &BTreeMap<InteractionId, u32>,
    service: Option<ServiceId>,
    folder: &str,
) -> (Monitors, Vec<NewFile>) {
    let mut taken = BTreeSet::new();
    let context = Context { records: records.clone(), service, ..context(study) };
    let monitors = monitors(&study.world(), &context, &mut |name| file_name(name, &mut taken));
    let files = monitors.files.iter();
    let files = files.map(|file| NewFile::new(format!("{folder}{}", file.path), file.text.clone())).collect();
    (monitors, files)
}

/// The upper bounds of buckets that the rules about each service rely on.
pub(super) fn bounds_of(study: &Study<'_>) -> BTreeMap<ServiceId, Bounds> {
    bounds(&study.world(), &context(study))
}

fn context(study: &Study<'_>) -> Context {
    let ids = study.architecture.interaction_ids();
    Context { modes: ids.filter_map(|id| Some((id, study.mode(id)?))).collect(), ..Context::default() }
}

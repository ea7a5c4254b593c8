//! `scaffold`: writes a Rust service, or all of them. Never touches what the developer wrote.

mod report;
mod whole;

use super::diagram::service_named;
use super::{Changes, Common, Fate, NewFile, Outcome, Session, Study, adr, study, write_files};
use crate::architecture::{Architecture, InteractionId, ServiceId};
use crate::diagnostic::Diagnostic;
use crate::graph::CallGraph;
use crate::render;
use crate::scaffold::{Context, File, Owner, skeleton};
use anyhow::Result;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// What `scaffold` writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// One service, by its name.
    Service(String),
    /// Every service with code of its own, in one workspace.
    All,
}

/// What `scaffold` was asked for.
#[derive(Debug, Clone)]
pub struct ScaffoldOptions {
    /// What to write.
    pub wanted: Wanted,
    /// The folder of the crate, or of the workspace.
    pub out: PathBuf,
    /// Replace files that were edited.
    pub force: bool,
    /// Only show what would change; exit with 1 where something would.
    pub diff: bool,
    /// The folder of decision records that the code names; `adr` or `docs/adr` in `out` where left out.
    pub adr: Option<PathBuf>,
}

/// Writes the skeleton of one service or of all, or shows what would change.
///
/// # Errors
/// When a file cannot be read or written, or there is no such service.
pub fn scaffold(common: &Common, options: &ScaffoldOptions) -> Result<Outcome> {
    let session = match Session::open(common)? {
        Ok(session) => session,
        Err(refused) => return Ok(refused),
    };
    let architecture = &session.architecture;
    let graph = CallGraph::link(architecture);
    let study = study(architecture, &graph, &session.method);
    let service = match &options.wanted {
        Wanted::Service(name) => service_named(architecture, name)?,
        Wanted::All => return whole::whole(common, &session, &study, options),
    };
    let records = records(architecture, options)?;
    let mut errors = session.warnings.clone();
    let (package, fresh) = match crate_of(&study, service, &records) {
        Ok(made) => made,
        Err(mistakes) => {
            render::diagnostics(&mut errors, &session.sources, &mistakes, common.color);
            return Ok(Outcome::refused(errors));
        }
    };
    let files: Vec<NewFile> = fresh.iter().map(|file| new_file(file, "")).collect();
    if options.diff {
        errors += &report::owed(&options.out, "", &fresh)?;
        return Ok(report::difference(&Changes::of(&options.out, &files)?, errors));
    }
    let owed = report::owed(&options.out, "", &fresh)?;
    let written = write_files(&options.out, &files, options.force)?;
    let what = format!("crate `{package}`");
    let output = report::written(&what, &options.out, &written) + &owed;
    Ok(Outcome::fine(output + &format!("next: cd {} && cargo test\n", options.out.display()), errors))
}

/// The numbers of the decision records, as they stand in their folder.
fn records(architecture: &Architecture, options: &ScaffoldOptions) -> Result<BTreeMap<InteractionId, u32>> {
    let folders = match &options.adr {
        Some(folder) => vec![folder.clone()],
        None => ["adr", "docs/adr"].map(|folder| options.out.join(folder)).to_vec(),
    };
    adr::numbers_in(architecture, &folders)
}

/// The package name and the files of a skeleton, each path below `folder`.
pub(super) fn files(
    study: &Study<'_>,
    service: ServiceId,
    records: &BTreeMap<InteractionId, u32>,
    folder: &str,
) -> Result<(String, Vec<NewFile>), Vec<Diagnostic>> {
    let (package, files) = crate_of(study, service, records)?;
    let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/{package}/") };
    Ok((package, files.iter().map(|file| new_file(file, &prefix)).collect()))
}

/// The package name and the files of one service's crate.
fn crate_of(
    study: &Study<'_>,
    service: ServiceId,
    records: &BTreeMap<InteractionId, u32>,
) -> Result<(String, Vec<File>), Vec<Diagnostic>> {
    let skeleton = skeleton(study.architecture, service, &decided(study, records))?;
    Ok((skeleton.package, skeleton.files))
}

/// What was decided about each interaction, with the number of its record.
fn decided(study: &Study<'_>, records: &BTreeMap<InteractionId, u32>) -> Context {
    let ids = study.architecture.interaction_ids();
    let recommended = ids.filter_map(|id| Some((id, study.decisions[id.0 as usize].recommended?))).collect();
    let bounds = super::monitor::bounds_of(study).into_iter().map(|(service, bounds)| {
        (service, bounds.into_iter().map(|(metric, bound)| (metric.name, bound)).collect())
    });
    Context { recommended, records: records.clone(), bounds: bounds.collect(), ..Context::default() }
}

fn new_file(file: &File, prefix: &str) -> NewFile {
    let fate = if file.owner == Owner::Developer { Fate::Once } else { Fate::Replace };
    let executable = file.text.starts_with("#!");
    NewFile { fate, executable, ..NewFile::new(format!("{prefix}{}", file.path), file.text.clone()) }
}

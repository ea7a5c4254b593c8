//! `scaffold`: writes a Rust service. Never touches what the developer wrote.

mod report;

use super::diagram::service_named;
use super::{Changes, Common, Fate, NewFile, Outcome, Session, Study, adr, study, write_files};
use crate::architecture::{Architecture, InteractionId, ServiceId};
use crate::diagnostic::Diagnostic;
use crate::graph::CallGraph;
use crate::render;
use crate::scaffold::{Context, File, Owner, Placement, skeleton};
use anyhow::Result;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// What `scaffold` was asked for.
#[derive(Debug, Clone)]
pub struct ScaffoldOptions {
    /// The service.
    pub service: String,
    /// The folder of the crate.
    pub out: PathBuf,
    /// Replace files that were edited.
    pub force: bool,
    /// Only show what would change; exit with 1 where something would.
    pub diff: bool,
    /// The folder of decision records that the code names; `adr` or `docs/adr` in `out` where left out.
    pub adr: Option<PathBuf>,
}

/// Writes the skeleton of one service, or shows what would change.
///
/// # Errors
/// When a file cannot be read or written, or there is no such service.
pub fn scaffold(common: &Common, options: &ScaffoldOptions) -> Result<Outcome> {
    let session = match Session::open(common)? {
        Ok(session) => session,
        Err(refused) => return Ok(refused),
    };
    let architecture = &session.architecture;
    let service = service_named(architecture, &options.service)?;
    let graph = CallGraph::link(architecture);
    let study = study(architecture, &graph, &session.method);
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
        errors += &report::owed(&options.out, &fresh)?;
        return Ok(report::difference(&Changes::of(&options.out, &files)?, errors));
    }
    let owed = report::owed(&options.out, &fresh)?;
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
    let ids = study.architecture.interaction_ids();
    let recommended = ids.filter_map(|id| Some((id, study.decisions[id.0 as usize].recommended?))).collect();
    let context = Context { recommended, records: records.clone(), placement: Placement::Crate };
    let skeleton = skeleton(study.architecture, service, &context)?;
    Ok((skeleton.package, skeleton.files))
}

fn new_file(file: &File, prefix: &str) -> NewFile {
    let fate = if file.owner == Owner::Developer { Fate::Once } else { Fate::Replace };
    NewFile { fate, ..NewFile::new(format!("{prefix}{}", file.path), file.text.clone()) }
}

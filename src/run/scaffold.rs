//! `scaffold`: writes a Rust service. Never touches what the developer wrote.

use super::diagram::service_named;
use super::{Common, Fate, NewFile, Outcome, Session, Study, study, write_files};
use crate::architecture::{InteractionId, ServiceId};
use crate::diagnostic::Diagnostic;
use crate::graph::CallGraph;
use crate::render;
use crate::scaffold::{Context, Owner, Placement, skeleton};
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
}

/// Writes the skeleton of one service.
///
/// # Errors
/// When a file cannot be read or written, or there is no such service.
pub fn scaffold(common: &Common, options: &ScaffoldOptions) -> Result<Outcome> {
    let session = match Session::open(common)? {
        Ok(session) => session,
        Err(refused) => return Ok(refused),
    };
    let service = service_named(&session.architecture, &options.service)?;
    let graph = CallGraph::link(&session.architecture);
    let study = study(&session.architecture, &graph, &session.method);
    let mut errors = session.warnings.clone();
    match files(&study, service, &BTreeMap::new(), "") {
        Ok((package, files)) => {
            let written = write_files(&options.out, &files, options.force)?;
            let place = options.out.display();
            let word = if written.written == 1 { "file" } else { "files" };
            let mut output = format!("crate `{package}` in {place}: {} {word} written", written.written);
            for (count, what) in [
                (written.unchanged, "unchanged"),
                (written.kept, "of yours kept"),
                (written.removed, "removed"),
            ] {
                if count > 0 {
                    output += &format!(", {count} {what}");
                }
            }
            Ok(Outcome::fine(output + &format!("\nnext: cd {place} && cargo test\n"), errors))
        }
        Err(mistakes) => {
            render::diagnostics(&mut errors, &session.sources, &mistakes, common.color);
            Ok(Outcome::refused(errors))
        }
    }
}

/// The package name and the files of a skeleton, each path below `folder`.
pub(super) fn files(
    study: &Study<'_>,
    service: ServiceId,
    records: &BTreeMap<InteractionId, u32>,
    folder: &str,
) -> Result<(String, Vec<NewFile>), Vec<Diagnostic>> {
    let ids = study.architecture.interaction_ids();
    let recommended = ids.filter_map(|id| Some((id, study.decisions[id.0 as usize].recommended?))).collect();
    let context = Context { recommended, records: records.clone(), placement: Placement::Crate };
    let skeleton = skeleton(study.architecture, service, &context)?;
    let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/{}/", skeleton.package) };
    let file = |file: crate::scaffold::File| NewFile {
        path: format!("{prefix}{}", file.path),
        text: file.text,
        fate: if file.owner == Owner::Developer { Fate::Once } else { Fate::Replace },
    };
    Ok((skeleton.package, skeleton.files.into_iter().map(file).collect()))
}

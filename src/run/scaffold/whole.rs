//! `scaffold --all`: the whole system, with its decision records. Never scaffolds what has no code of its own.

use super::super::decide::{arguments, views};
use super::super::{Changes, Common, NewFile, Outcome, Session, Study, adr, monitor, write_files};
use super::{ScaffoldOptions, decided, new_file, report};
use crate::architecture::{Architecture, InteractionId};
use crate::render;
use crate::scaffold::{File, System, system};
use anyhow::Result;
use std::collections::BTreeMap;
use std::path::Path;

/// Where the records lie in a workspace.
const RECORDS: &str = "docs/adr";

/// Writes the workspace, or shows what would change.
pub(super) fn whole(
    common: &Common,
    session: &Session,
    study: &Study<'_>,
    options: &ScaffoldOptions,
) -> Result<Outcome> {
    let mut errors = session.warnings.clone();
    let (numbers, records) = match &options.adr {
        Some(folder) => (adr::numbers(&session.architecture, &adr::existing(folder)?), Vec::new()),
        None => own_records(common, session, study, &options.out)?,
    };
    let made = match system(&session.architecture, &decided(study, &numbers)) {
        Ok(made) => made,
        Err(mistakes) => {
            render::diagnostics(&mut errors, &session.sources, &mistakes, common.color);
            return Ok(Outcome::refused(errors));
        }
    };
    let mut files: Vec<NewFile> = made.files.iter().map(|file| new_file(file, "")).collect();
    files.extend(records);
    files.extend(monitoring(study, &numbers));
    files.sort_by(|one, other| one.path.cmp(&other.path));
    let owed = owed(&options.out, &made)?;
    if options.diff {
        errors += &owed;
        return Ok(report::difference(&Changes::of(&options.out, &files)?, errors));
    }
    let written = write_files(&options.out, &files, options.force)?;
    let count = made.members.len();
    let what = format!("{count} {}", if count == 1 { "service" } else { "services" });
    let mut output = report::written(&what, &options.out, &written);
    output += &left_out(&session.architecture, &made);
    output += &owed;
    output += &format!("next: cd {} && cargo test --workspace && ./run.sh\n", options.out.display());
    Ok(Outcome::fine(output, errors))
}

/// The records of the workspace itself, new ones included, and the number of each interaction's.
fn own_records(
    common: &Common,
    session: &Session,
    study: &Study<'_>,
    out: &Path,
) -> Result<(BTreeMap<InteractionId, u32>, Vec<NewFile>)> {
    let judgement = study.judge(&session.rules.checks, common.today);
    let ids: Vec<InteractionId> = session.architecture.interaction_ids().collect();
    let arguments = arguments(study, &session.method, &ids);
    let views = views(study, &session.method, &ids, &arguments);
    let existing = adr::existing(&out.join(RECORDS))?;
    let records = adr::records(&views, &judgement.findings, &existing, common.today);
    let numbers = adr::record_numbers(&views, &records);
    let prefix = format!("{RECORDS}/");
    Ok((numbers, records.into_iter().map(|record| adr::file(record, &prefix)).collect()))
}

/// Rules and their tests beside Prometheus's settings, the dashboard where Grafana finds it, the page for people on top.
fn monitoring(study: &Study<'_>, numbers: &BTreeMap<InteractionId, u32>) -> Vec<NewFile> {
    let (_, files) = monitor::files(study, numbers, None, "");
    let place = |file: NewFile| {
        let folder = match &*file.path {
            "MONITORS.md" => "",
            "dashboard.json" => "grafana/dashboards/",
            _ => "prometheus/",
        };
        NewFile { path: format!("{folder}{}", file.path), ..file }
    };
    files.into_iter().map(place).collect()
}

fn left_out(architecture: &Architecture, made: &System) -> String {
    let line =
        |(id, why): &(_, String)| format!("  {}: {why}\n", architecture.service(*id).name.escape_debug());
    let lines: String = made.left_out.iter().map(line).collect();
    if lines.is_empty() { lines } else { format!("not among them:\n{lines}") }
}

/// What the developer has to add, in the root and in each service.
fn owed(out: &Path, made: &System) -> Result<String> {
    let mut text = String::new();
    for package in made.members.values() {
        let below = format!("services/{package}/");
        let own =
            |file: &File| Some(File { path: file.path.strip_prefix(&below)?.to_owned(), ..file.clone() });
        let files: Vec<File> = made.files.iter().filter_map(own).collect();
        text += &report::owed(out, &below, &files)?;
    }
    Ok(text)
}

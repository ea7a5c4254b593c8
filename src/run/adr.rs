//! `adr`: writes decision records, or says which no longer match. Never renumbers a record.

use super::decide::{arguments, views};
use super::{Common, Fate, NewFile, Outcome, Session, study, write_files};
use crate::architecture::{Architecture, Date, InteractionId};
use crate::graph::CallGraph;
use crate::plan::{self, Effect};
use crate::render::DecisionView;
use crate::render::adr::{self, About, ExistingRecord, Record, RecordContext};
use crate::rule::Finding;
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Interactions beyond which no record says what each option does to the journeys: each of them costs three graphs.
const MOST_EFFECTS: usize = 500;

/// What `adr` was asked for.
#[derive(Debug, Clone)]
pub struct AdrOptions {
    /// The folder of the records.
    pub out: PathBuf,
    /// Only say which records no longer match.
    pub check: bool,
    /// Replace records that were edited.
    pub force: bool,
}

/// Writes the records of an architecture, or checks those that are there.
///
/// # Errors
/// When a file cannot be read or written.
pub fn adr(common: &Common, options: &AdrOptions) -> Result<Outcome> {
    let session = match Session::open(common)? {
        Ok(session) => session,
        Err(refused) => return Ok(refused),
    };
    let graph = CallGraph::link(&session.architecture);
    let study = study(&session.architecture, &graph, &session.method);
    let judgement = study.judge(&session.rules.checks, common.today);
    let ids: Vec<InteractionId> = session.architecture.interaction_ids().collect();
    let arguments = arguments(&study, &session.method, &ids);
    let views = views(&study, &session.method, &ids, &arguments);
    let existing = existing(&options.out)?;
    if options.check {
        return Ok(check(&existing, &views, common.today, session.warnings));
    }
    let records = records(&views, &judgement.findings, &existing, common.today);
    let files: Vec<NewFile> = records.into_iter().map(|record| file(record, "")).collect();
    let folder = options.out.display();
    let count = files.len();
    let written = write_files(&options.out, &files, options.force)?;
    let output = format!(
        "{count} records in {folder}: {} written, {} unchanged\n",
        written.written, written.unchanged
    );
    Ok(Outcome::fine(output, session.warnings))
}

/// The records in a folder that were written from decisions, by name. A folder that is not there has none.
pub(super) fn existing(folder: &Path) -> Result<Vec<ExistingRecord>> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error).with_context(|| format!("cannot read `{}`", folder.display())),
    };
    let mut records = Vec::new();
    for entry in entries {
        let path = entry.with_context(|| format!("cannot read `{}`", folder.display()))?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()).filter(|name| name.ends_with(".md"))
        else {
            continue;
        };
        let bytes = std::fs::read(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
        records.extend(adr::parse_existing(name, &String::from_utf8_lossy(&bytes)));
    }
    records.sort_by(|a, b| a.file_name.cmp(&b.file_name));
    Ok(records)
}

/// The number of the record in which each interaction is decided: its own, else that of the overview.
pub(super) fn numbers(
    architecture: &Architecture,
    existing: &[ExistingRecord],
) -> BTreeMap<InteractionId, u32> {
    let mut numbers = BTreeMap::new();
    for id in architecture.interaction_ids() {
        let name = &*architecture.interaction(id).id;
        let own = existing.iter().find(|record| record.about == About::Interaction(name.to_owned()));
        let record = own.or_else(|| existing.iter().find(|record| record.lists(name)));
        numbers.extend(record.map(|record| (id, record.number)));
    }
    numbers
}

/// The same for the records in folders; one that is not there has none.
pub(super) fn numbers_in(
    architecture: &Architecture,
    folders: &[std::path::PathBuf],
) -> Result<BTreeMap<InteractionId, u32>> {
    let mut records = BTreeMap::new();
    for folder in folders {
        records.extend(numbers(architecture, &existing(folder)?));
    }
    Ok(records)
}

/// The number of each interaction's record: its own, else that of the overview, in which all of them stand.
pub(super) fn record_numbers(views: &[DecisionView<'_>], records: &[Record]) -> BTreeMap<InteractionId, u32> {
    let overview = records.iter().find(|record| record.about == About::Overview).map(|record| record.number);
    let number = |view: &DecisionView<'_>| {
        let name = &*view.world.architecture.interaction(view.id).id;
        let own = records.iter().find(|record| record.about == About::Interaction(name.to_owned()));
        Some((view.id, own.map(|record| record.number).or(overview)?))
    };
    views.iter().filter(|view| view.is_a_question()).filter_map(number).collect()
}

/// The records of the decisions.
pub(super) fn records(
    views: &[DecisionView<'_>],
    findings: &[Finding],
    existing: &[ExistingRecord],
    today: Date,
) -> Vec<Record> {
    let effects = effects(views);
    let system = views.first().and_then(|view| view.world.architecture.system.name.as_ref());
    let system = system.map(|name| &*name.value);
    adr::records(
        views,
        &RecordContext { date: today, first_number: 1, system, findings, effects: &effects, existing },
    )
}

/// What each form of an interaction does to the journeys; nothing where that would take too long for all.
fn effects(views: &[DecisionView<'_>]) -> BTreeMap<InteractionId, Vec<Effect>> {
    if views.len() > MOST_EFFECTS {
        return BTreeMap::new();
    }
    let effects = |view: &DecisionView<'_>| {
        plan::effects(view.world.architecture, view.world.graph, view.evidence, view.id)
    };
    views.iter().filter(|view| view.is_a_question()).map(|view| (view.id, effects(view))).collect()
}

/// The record as a file below `folder`; one that need not change is kept as it is.
pub(super) fn file(record: Record, folder: &str) -> NewFile {
    let path = format!("{folder}{}", record.file_name);
    match record.text {
        Some(text) => NewFile::new(path, text),
        None => NewFile { fate: Fate::Keep, ..NewFile::new(path, "") },
    }
}

fn check(existing: &[ExistingRecord], views: &[DecisionView<'_>], today: Date, warnings: String) -> Outcome {
    let outdated = adr::check(existing, views, today);
    let mut output = String::new();
    for record in &outdated {
        let _ = writeln!(output, "{record}");
    }
    if outdated.is_empty() {
        output = format!("all {} records match the architecture\n", existing.len());
    }
    Outcome { output, errors: warnings, code: u8::from(!outdated.is_empty()) }
}

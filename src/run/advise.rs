//! `advise`: everything in one run. Never does what another command does not.

use super::analyze::{inquiry, plan_of};
use super::decide::{arguments, views};
use super::diagram::service_named;
use super::findings::{Findings, metadata};
use super::lint::remarks;
use super::output::file_name;
use super::{Common, NewFile, Outcome, Session, Study, adr, monitor, scaffold, study, write_files};
use crate::architecture::{InteractionId, ServiceId, ServiceKind};
use crate::graph::CallGraph;
use crate::plan::Coverage;
use crate::render::decision::Attention;
use crate::render::mermaid::{self, CallView, Options};
use crate::render::{self, AnalysisView, DecisionView, Overview, PageOptions, Report};
use crate::rule::Finding;
use anyhow::{Result, bail};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Columns of the texts that are written to files.
const COLUMNS: usize = 100;

/// What `advise` was asked for.
#[derive(Debug, Clone)]
pub struct AdviseOptions {
    /// The folder to write to.
    pub out: PathBuf,
    /// The service to write a skeleton for.
    pub service: Option<String>,
    /// Replace files that were edited.
    pub force: bool,
}

/// Everything that `advise` writes and says.
#[derive(Debug, Clone)]
pub struct Advice {
    /// The files, with paths below the folder.
    pub files: Vec<NewFile>,
    /// What a busy reader needs to know.
    pub summary: String,
    /// Warnings.
    pub errors: String,
}

/// Decides, judges, draws, records and scaffolds.
///
/// # Errors
/// When a file cannot be read or written, or there is no such service.
pub fn advise(common: &Common, options: &AdviseOptions) -> Result<Outcome> {
    let session = match Session::open(common)? {
        Ok(session) => session,
        Err(refused) => return Ok(refused),
    };
    let advice = advice(&session, common, options)?;
    let written = write_files(&options.out, &advice.files, options.force)?;
    let mut output = advice.summary;
    output +=
        &render::contents(&options.out.display().to_string(), advice.files.iter().map(|file| &*file.path));
    if written.kept > 0 {
        output += &format!("{} files that are yours were left as they are\n", written.kept);
    }
    Ok(Outcome::fine(output, advice.errors))
}

/// Everything that `advise` writes, without writing it.
///
/// # Errors
/// When existing records cannot be read, or there is no such service.
pub fn advice(session: &Session, common: &Common, options: &AdviseOptions) -> Result<Advice> {
    let architecture = &session.architecture;
    let graph = CallGraph::link(architecture);
    let study = study(architecture, &graph, &session.method);
    let judgement = study.judge(&session.rules.checks, common.today);
    let ids: Vec<InteractionId> = architecture.interaction_ids().collect();
    let arguments = arguments(&study, &session.method, &ids);
    let views = views(&study, &session.method, &ids, &arguments);
    let mut errors = session.warnings.clone();
    if let Some(mistake) = judgement.mistakes.first() {
        bail!("{}; `syncwise lint` shows where", mistake.title);
    }
    let findings = Findings::all(&judgement);
    let remarks = remarks(&study, &judgement);
    render::diagnostics(&mut errors, &session.sources, &remarks, common.color);

    let coverage = Coverage::of(&inquiry(&study, &session.method));
    let report = Report { coverage: Some(coverage), ..findings.report(&session.sources) };
    let mut files = decision_files(session, &render::coverage_line(&coverage), &views);
    files.extend(finding_files(session, &report));
    files.extend(diagram_files(&study, &judgement.findings));
    let existing = adr::existing(&options.out.join("adr"))?;
    let records = adr::records(&views, &judgement.findings, &existing, common.today);
    let numbers = adr::record_numbers(&views, &records);
    files.extend(records.into_iter().map(|record| adr::file(record, "adr/")));
    files.extend(monitor::files(&study, &numbers, None, "monitors/").1);
    let chosen = options.service.as_deref().map(|name| service_named(architecture, name)).transpose()?;
    if let Some(service) = chosen.or_else(|| busiest(&study)) {
        match scaffold::files(&study, service, &numbers, "skeleton") {
            Ok((_, skeleton)) => files.extend(skeleton),
            Err(mistakes) => render::diagnostics(&mut errors, &session.sources, &mistakes, common.color),
        }
    }
    let overview = Overview { report, views: &views, width: common.width };
    let (analysis, plan) = analysis_files(session, &study);
    files.extend(analysis);
    let summary = render::summary(&overview) + &plan;
    let text = render::summary(&Overview { width: COLUMNS, ..overview }) + &plan;
    files.push(NewFile::new("summary.txt", text));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(Advice { files, summary, errors })
}

/// All decisions as a table followed by the arguments that need a reader, and as JSON.
fn decision_files(session: &Session, covered: &str, views: &[DecisionView<'_>]) -> Vec<NewFile> {
    let mut text = render::decisions_table(views, COLUMNS, false);
    text += covered;
    let page = PageOptions { columns: COLUMNS, color: false };
    for view in views.iter().filter(|view| Attention::of(view) < Attention::Settled) {
        text += "\n";
        text += &render::decision_page(view, &session.sources, page);
    }
    vec![NewFile::new("decisions.txt", text), NewFile::new("decisions.json", render::decisions_json(views))]
}

/// The numbers with the plan, and the plan alone for the summary.
fn analysis_files(session: &Session, study: &Study<'_>) -> (Vec<NewFile>, String) {
    let plan = plan_of(study, &session.method);
    let coverage = Coverage::of(&inquiry(study, &session.method));
    let view = AnalysisView {
        world: study.world(),
        plan: &plan,
        coverage,
        sources: &session.sources,
        journey: None,
    };
    let files = vec![
        NewFile::new("analysis.txt", render::analysis_text(&view)),
        NewFile::new("analysis.json", render::analysis_json(&view)),
    ];
    let text = render::plan_text(&session.architecture, &plan, &session.sources);
    (files, if text.is_empty() { text } else { text + "\n" })
}

fn finding_files(session: &Session, report: &Report<'_>) -> Vec<NewFile> {
    let mut text = String::new();
    render::findings_full(&mut text, report, false, true);
    vec![
        NewFile::new("findings.txt", text),
        NewFile::new("findings.json", render::findings_json(report)),
        NewFile::new("findings.sarif", render::findings_sarif(report, &metadata(&session.rules.checks))),
    ]
}

fn diagram_files(study: &Study<'_>, findings: &[Finding]) -> Vec<NewFile> {
    let architecture = study.architecture;
    let cycles: Vec<Vec<InteractionId>> =
        study.analysis.cycles().iter().map(|cycle| cycle.interactions.clone()).collect();
    let options = Options { findings, cycles: &cycles, ..Options::default() };
    let mut files =
        vec![NewFile::new("diagrams/system.mmd", mermaid::flowchart(architecture, &options).text)];
    let view = CallView::new(architecture, findings);
    let mut taken = BTreeSet::new();
    for id in architecture.journey_ids() {
        let name = file_name(&architecture.journey(id).id, &mut taken);
        files.push(NewFile::new(
            format!("diagrams/journey-{name}.mmd"),
            mermaid::sequence(architecture, id, &view).text,
        ));
    }
    files
}

/// The service in whose code most would change: it makes the most interactions that should be made differently, then the
/// most of all. Ties go to the first by name.
fn busiest(study: &Study<'_>) -> Option<ServiceId> {
    let mut made = vec![(0_u32, 0_u32); study.architecture.services.len()];
    for (interaction, decision) in study.architecture.interactions.iter().zip(&study.decisions) {
        let declared = interaction.declared.mode.map(|mode| mode.value);
        let storage = matches!(
            study.architecture.service(interaction.to).kind(),
            ServiceKind::Datastore | ServiceKind::Cache
        );
        let (changes, calls) = &mut made[interaction.from.0 as usize];
        *changes += u32::from(!storage && decision.recommended != declared);
        *calls += 1;
    }
    let ours = |id: &ServiceId| study.architecture.service(*id).kind() == ServiceKind::Service;
    let services = study.architecture.service_ids().filter(ours);
    services.max_by_key(|id| (made[id.0 as usize], std::cmp::Reverse(*id)))
}

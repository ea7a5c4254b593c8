//! `lint`: findings for continuous integration. Never decides what is a finding.

use super::base::Since;
use super::findings::{Findings, metadata, without_allows};
use super::formats::{self, LintFormat, Target};
use super::known::{self, BaselineOptions};
use super::{Common, Outcome, Selection, Session, Study};
use crate::architecture::InteractionId;
use crate::diagnostic::{Diagnostic, Severity};
use crate::facts::Subject;
use crate::graph::CallGraph;
use crate::plan::Coverage;
use crate::render::mermaid::{self, Options};
use crate::render::{self, Report};
use crate::rule::baseline::Baseline;
use crate::rule::{Check, Finding, Judgement, Notice};
use anyhow::{Result, bail};
use std::io::Write;
use std::path::PathBuf;

/// From which severity findings fail the command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FailOn {
    /// Errors only.
    #[default]
    Error,
    /// Warnings and errors.
    Warning,
    /// Everything.
    Info,
    /// Nothing.
    Never,
}

impl FailOn {
    /// All of them with their words.
    pub const ALL: [(Self, &'static str); 4] =
        [(Self::Error, "error"), (Self::Warning, "warning"), (Self::Info, "info"), (Self::Never, "never")];

    fn least(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Info => Some(Severity::Info),
            Self::Never => None,
        }
    }
}

/// What `lint` was asked for.
#[derive(Debug, Clone, Default)]
pub struct LintOptions {
    /// The formats and where they go; `full` on standard output where there is none.
    pub formats: Vec<Target>,
    /// Where the format without a file goes instead of standard output.
    pub output_file: Option<PathBuf>,
    /// When to fail.
    pub fail_on: FailOn,
    /// List what could not be assessed.
    pub verbose: bool,
    /// Report only what got new or worse since this version in git.
    pub base: Option<String>,
    /// Report accepted findings like others.
    pub no_ignores: bool,
    /// Which findings are wanted.
    pub selection: Selection,
    /// What to do with known findings.
    pub baseline: BaselineOptions,
}

/// Reads, analyses, decides and judges. A report that can be large goes to `out` as it is made, and is then no part of the
/// outcome.
///
/// # Errors
/// When a file cannot be read or written, or the options contradict each other.
pub fn lint(common: &Common, options: &LintOptions, out: &mut dyn Write) -> Result<Outcome> {
    if options.baseline.shrink && options.baseline.read.is_none() {
        bail!("no baseline is named that could shrink; name it with --baseline");
    }
    let targets = formats::targets(&options.formats, options.output_file.as_deref())?;
    let baseline = options.baseline.read.as_deref().map(known::read).transpose()?;
    let session = match Session::open(common)? {
        Ok(session) => session,
        Err(refused) => return Ok(refused),
    };
    let checks = &session.rules.checks;
    options.selection.check(checks)?;
    formats::spare_inputs(&targets, &session.sources)?;
    let graph = CallGraph::link(&session.architecture);
    let study = Study::for_rules(&session.architecture, &graph, &session.method);
    let mut judgement = study.judge(checks, common.today);
    let mut errors = session.warnings.clone();
    render::diagnostics(&mut errors, &session.sources, &remarks(&study, &judgement), common.color);
    if !judgement.mistakes.is_empty() {
        return Ok(Outcome::refused(errors));
    }
    let since = options.base.as_deref().map(|base| Since::of(common, base, &session, &study, &judgement));
    let since = since.transpose()?;
    if options.no_ignores {
        without_allows(&mut judgement);
    }
    if let Some(baseline) = &baseline {
        let stale = stale(baseline, &judgement, checks);
        errors += &known::stale(&options.baseline, baseline, &stale)?;
    }
    let mut findings = Findings::selected(judgement, &options.selection);
    if let Some(path) = &options.baseline.write {
        let said = known::write(path, &Baseline::of(findings.open()), options.baseline.force)?;
        return Ok(Outcome::fine(said, errors));
    }
    baseline.iter().for_each(|baseline| findings.hide(baseline));
    if let Some(since) = &since {
        findings.list.retain(|finding| since.concerns(finding));
    }
    let name = options.baseline.read.as_ref().map(|path| path.display().to_string());
    let report = Report {
        baseline: name.as_deref(),
        fail_from: options.fail_on.least(),
        coverage: Some(Coverage::gathered(&study.world(), &session.method)),
        ..findings.report(&session.sources)
    };
    let mut output = write(common, options, &targets, &Texts { report, checks, study: &study }, out)?;
    if let Some(since) = &since {
        errors += &since.remark;
        let for_people = |it: &Target| it.file.is_none() && it.format == LintFormat::Full;
        let place = if targets.iter().any(for_people) { &mut output } else { &mut errors };
        place.push_str(&since.text);
    }
    let failed = findings.open().any(|finding| report.fail_from.is_some_and(|it| finding.severity >= it));
    Ok(Outcome { output, errors, code: u8::from(failed) })
}

/// The entries of the baseline that match nothing, of the rules that this run knows.
fn stale<'b>(
    baseline: &'b Baseline,
    judgement: &Judgement<'_>,
    checks: &[Check],
) -> Vec<&'b crate::rule::baseline::Known> {
    let all: Vec<&Finding> = judgement.findings.iter().chain(&judgement.notices).collect();
    let runs = |rule: &str| {
        checks.iter().any(|check| &*check.id == rule) || Notice::ALL.iter().any(|notice| notice.id == rule)
    };
    baseline.stale(&all, &judgement.unassessed, runs)
}

/// What the texts are made of.
struct Texts<'t> {
    report: Report<'t>,
    checks: &'t [Check],
    study: &'t Study<'t>,
}

impl Texts<'_> {
    fn write(&self, format: LintFormat, color: bool, verbose: bool) -> String {
        let report = &self.report;
        match format {
            LintFormat::Full => {
                let mut text = String::new();
                render::findings_full(&mut text, report, color, verbose);
                text
            }
            LintFormat::Concise => render::findings_concise(report),
            LintFormat::Json => render::findings_json(report),
            LintFormat::Sarif => render::findings_sarif(report, &metadata(self.checks)),
            LintFormat::Junit => render::findings_junit(report, &metadata(self.checks)),
            LintFormat::Github => render::findings_github(report),
            LintFormat::Gitlab => render::findings_gitlab(report),
            LintFormat::Markdown => render::findings_markdown(report, self.picture().as_deref()),
        }
    }

    /// The part of the system that the worst findings are about.
    fn picture(&self) -> Option<String> {
        let open = || self.report.findings.iter().filter(|finding| finding.allowed.is_none());
        let worst = open().map(|finding| finding.severity).max()?;
        let study = self.study;
        let mut only: Vec<InteractionId> = open()
            .filter(|finding| finding.severity == worst)
            .flat_map(|finding| concerned(study, finding.subject))
            .collect();
        only.sort();
        only.dedup();
        let cycles: Vec<Vec<InteractionId>> =
            study.analysis.cycles().iter().map(|cycle| cycle.interactions.clone()).collect();
        let options = Options {
            only: Some(&only),
            findings: self.report.findings,
            cycles: &cycles,
            ..Options::default()
        };
        (!only.is_empty()).then(|| mermaid::flowchart(study.architecture, &options).text)
    }
}

/// The interactions that a finding about the subject is about.
fn concerned(study: &Study<'_>, subject: Subject) -> Vec<InteractionId> {
    let ids = study.architecture.interaction_ids();
    match subject {
        Subject::System => Vec::new(),
        Subject::Interaction(id) => vec![id],
        Subject::Cycle(index) => study.analysis.cycles()[index as usize].interactions.clone(),
        Subject::Journey(id) => study.analysis.worst_chain(id).interactions.clone(),
        Subject::Service(service) => ids
            .filter(|id| {
                let interaction = study.architecture.interaction(*id);
                interaction.from == service || interaction.to == service
            })
            .collect(),
    }
}

/// Writes the files; returns what is for standard output. Where everything went into files, that is the summary.
fn write(
    common: &Common,
    options: &LintOptions,
    targets: &[Target],
    texts: &Texts<'_>,
    out: &mut dyn Write,
) -> Result<String> {
    let mut output = None;
    for target in targets {
        if target.format == LintFormat::Json {
            let write = |out: &mut dyn Write| render::write_findings_json(out, &texts.report);
            match &target.file {
                Some(file) => formats::write_with(file, &write)?,
                None => {
                    write(out)?;
                    output = Some(String::new());
                }
            }
            continue;
        }
        let color = common.color && target.file.is_none();
        let text = texts.write(target.format, color, options.verbose);
        match &target.file {
            Some(file) => formats::write(file, &text)?,
            None => output = Some(text),
        }
    }
    Ok(output.unwrap_or_else(|| render::summary_line(&texts.report, true) + "\n"))
}

/// What showed only when facts met, and texts of checks that could not be written.
pub(super) fn remarks(study: &Study<'_>, judgement: &Judgement<'_>) -> Vec<Diagnostic> {
    let mut remarks = study.diagnostics.clone();
    remarks.extend(judgement.mistakes.iter().cloned());
    remarks.sort_by_key(|it| it.primary.as_ref().map(|label| label.span));
    remarks
}

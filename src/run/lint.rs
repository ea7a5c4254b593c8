//! `lint`: findings for continuous integration. Never writes a file.

use super::analyze::inquiry;
use super::{Common, Outcome, Session, Study, study};
use crate::diagnostic::{Diagnostic, Severity, did_you_mean};
use crate::graph::CallGraph;
use crate::plan::Coverage;
use crate::render::{self, Report, RuleMeta};
use crate::rule::{Check, Judgement};
use anyhow::Result;

/// The format of the findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LintFormat {
    /// For people.
    #[default]
    Full,
    /// Version 1 of the published shape.
    Json,
    /// SARIF 2.1.0.
    Sarif,
}

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
    fn fails(self, severity: Severity) -> bool {
        match self {
            Self::Error => severity == Severity::Error,
            Self::Warning => severity >= Severity::Warning,
            Self::Info => true,
            Self::Never => false,
        }
    }
}

/// What `lint` was asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct LintOptions {
    /// The format.
    pub format: LintFormat,
    /// When to fail.
    pub fail_on: FailOn,
    /// List what could not be assessed.
    pub verbose: bool,
}

/// Reads, analyses, decides and judges.
///
/// # Errors
/// When a file cannot be read.
pub fn lint(common: &Common, options: LintOptions) -> Result<Outcome> {
    let session = match Session::open(common)? {
        Ok(session) => session,
        Err(refused) => return Ok(refused),
    };
    let graph = CallGraph::link(&session.architecture);
    let study = study(&session.architecture, &graph, &session.method);
    let judgement = study.judge(&session.rules.checks, common.today);
    let report = report(&session, &study, &judgement);
    let mut output = String::new();
    match options.format {
        LintFormat::Full => render::findings_full(&mut output, &report, common.color, options.verbose),
        LintFormat::Json => output = render::findings_json(&report),
        LintFormat::Sarif => output = render::findings_sarif(&report, &metadata(&session.rules.checks)),
    }
    let mut errors = session.warnings.clone();
    let remarks = remarks(&study, &judgement, &session.rules.checks);
    render::diagnostics(&mut errors, &session.sources, &remarks, common.color);
    let failed = judgement.open().any(|finding| options.fail_on.fails(finding.severity));
    Ok(Outcome { output, errors, code: u8::from(failed) })
}

/// What was found, with how much is known.
pub(super) fn report<'a>(session: &'a Session, study: &Study<'_>, judgement: &'a Judgement) -> Report<'a> {
    Report {
        sources: &session.sources,
        findings: &judgement.findings,
        unassessed: &judgement.unassessed,
        baselined: 0,
        coverage: Some(Coverage::of(&inquiry(study, &session.method))),
    }
}

/// The pages of the checks, as code scanning shows them.
pub(super) fn metadata(checks: &[Check]) -> Vec<RuleMeta<'_>> {
    checks.iter().map(page).collect()
}

fn page(check: &Check) -> RuleMeta<'_> {
    RuleMeta {
        id: &check.id,
        class: check.class,
        title: check.page.what.lines().next().unwrap_or_default(),
        what: &check.page.what,
        why: &check.page.why,
        instead: &check.page.instead,
        drawbacks: &check.page.drawbacks,
        help_uri: None,
    }
}

/// What is accepted in vain or no longer, and what showed only when facts met.
pub(super) fn remarks(study: &Study<'_>, judgement: &Judgement, checks: &[Check]) -> Vec<Diagnostic> {
    let known = || checks.iter().map(|check| &*check.id);
    let mut remarks = study.diagnostics.clone();
    for allow in &judgement.expired_allows {
        let expires = allow.expires.expect("only an entry with a last day expires");
        let title = format!("`{}` was accepted until {}", allow.rule.value, expires.value);
        remarks.push(
            Diagnostic::warning("expired-allow", title, expires.span)
                .help("look at it again: resolve the finding, or accept it with a new date and reason"),
        );
    }
    for allow in &judgement.unused_allows {
        if !known().any(|id| *id == *allow.rule.value) {
            let title = format!("there is no check `{}`, so nothing is accepted here", allow.rule.value);
            let help = did_you_mean(&allow.rule.value, known());
            let help = help.unwrap_or_else(|| "`syncwise rules` lists the checks".into());
            remarks.push(Diagnostic::warning("unknown-rule", title, allow.rule.span).help(help));
            continue;
        }
        let title = format!("`{}` is accepted here, but was not found", allow.rule.value);
        remarks.push(Diagnostic::warning("unused-allow", title, allow.rule.span).help("remove the entry"));
    }
    remarks.sort_by_key(|it| it.primary.as_ref().map(|label| label.span));
    remarks
}

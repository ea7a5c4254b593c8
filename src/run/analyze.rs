//! `analyze`: the numbers behind the findings, and the plan. Never writes a file.

use super::diagram::{journey_named, service_named};
use super::{Common, Outcome, Session, Study, study};
use crate::analysis::Analysis;
use crate::architecture::{Architecture, Duration, ServiceId};
use crate::decision::Method;
use crate::graph::CallGraph;
use crate::plan::{self, Coverage, Inquiry, Plan, Settings};
use crate::render::{self, AnalysisView};
use anyhow::Result;

/// What `analyze` was asked for.
#[derive(Debug, Clone, Default)]
pub struct AnalyzeOptions {
    /// Only this journey.
    pub journey: Option<String>,
    /// What happens when this service is down, instead of the numbers.
    pub down: Option<String>,
    /// What happens when this service takes this long, instead of the numbers.
    pub slow: Option<(String, Duration)>,
    /// Version 1 of the published shape instead of text.
    pub json: bool,
}

/// Analyses the architecture and plans.
///
/// # Errors
/// When a file cannot be read, or there is no such journey or service.
pub fn analyze(common: &Common, options: &AnalyzeOptions) -> Result<Outcome> {
    let session = match Session::open(common)? {
        Ok(session) => session,
        Err(refused) => return Ok(refused),
    };
    let architecture = &session.architecture;
    let journey = options.journey.as_deref().map(|name| journey_named(architecture, name)).transpose()?;
    let is_down = options.down.as_deref().map(|name| service_named(architecture, name)).transpose()?;
    let graph = CallGraph::link(architecture);
    let study = study(architecture, &graph, &session.method);
    let is_slow = match &options.slow {
        Some((name, time)) => Some((service_named(architecture, name)?, *time)),
        None => None,
    };
    let output = match (is_down, is_slow) {
        (Some(service), _) => down(&study, &session.method, service, options.json),
        (None, Some(slowed)) => slow(&study, &session.method, slowed, options.json),
        (None, None) => {
            let plan = plan_of(&study, &session.method);
            let coverage = Coverage::of(&inquiry(&study, &session.method));
            let view = AnalysisView {
                world: study.world(),
                plan: &plan,
                coverage,
                sources: &session.sources,
                journey,
            };
            if options.json { render::analysis_json(&view) } else { render::analysis_text(&view) }
        }
    };
    let mut errors = session.warnings.clone();
    render::diagnostics(&mut errors, &session.sources, &study.diagnostics, common.color);
    Ok(Outcome::fine(output, errors))
}

/// What happens before and after the plan is carried out.
fn down(study: &Study<'_>, method: &Method, service: ServiceId, json: bool) -> String {
    let now = plan::outage(&study.analysis, service);
    let then = planned(study, method, |analysis| plan::outage(analysis, service));
    if json {
        render::outage_json(study.architecture, &now, then.as_ref())
    } else {
        render::outage_text(study.architecture, &now, then.as_ref())
    }
}

/// What happens before and after the plan is carried out.
fn slow(study: &Study<'_>, method: &Method, (service, time): (ServiceId, Duration), json: bool) -> String {
    let now = plan::slowness(&study.analysis, service, time.seconds());
    let then = planned(study, method, |analysis| plan::slowness(analysis, service, time.seconds()));
    if json {
        render::slowness_json(study.architecture, &now, then.as_ref())
    } else {
        render::slowness_text(study.architecture, &now, then.as_ref())
    }
}

/// Looks at the architecture with the plan carried out; nothing where the plan changes nothing.
fn planned<T>(study: &Study<'_>, method: &Method, look: impl FnOnce(&Analysis<'_>) -> T) -> Option<T> {
    let plan = plan_of(study, method);
    let look = |architecture: &Architecture| {
        let graph = CallGraph::link(architecture);
        look(&Analysis::derive(architecture, &graph))
    };
    (!plan.changes.is_empty()).then(|| plan::carried_out(study.architecture, &plan, look))
}

/// The cheapest changes until every journey keeps its objectives.
pub(super) fn plan_of(study: &Study<'_>, method: &Method) -> Plan {
    plan::plan(&inquiry(study, method), &Settings::default())
}

/// What a plan is made from.
pub(super) fn inquiry<'a>(study: &'a Study<'_>, method: &'a Method) -> Inquiry<'a> {
    Inquiry {
        architecture: study.architecture,
        graph: study.graph,
        method,
        evidence: &study.evidence,
        decisions: &study.decisions,
    }
}

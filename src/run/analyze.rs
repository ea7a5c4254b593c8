//! `analyze`: the numbers behind the findings, and the plan. Never writes a file.

use super::diagram::{journey_named, service_named};
use super::{Common, Outcome, Session, Study, study};
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
    let down = options.down.as_deref().map(|name| service_named(architecture, name)).transpose()?;
    let graph = CallGraph::link(architecture);
    let study = study(architecture, &graph, &session.method);
    let slow = match &options.slow {
        Some((name, time)) => Some((service_named(architecture, name)?, *time)),
        None => None,
    };
    let output = match (down, slow) {
        (Some(service), _) => down_text(&study, service, options.json),
        (None, Some((service, time))) => slow_text(&study, service, time, options.json),
        (None, None) => {
            let plan = plan_of(&study, &session.method);
            let coverage = Coverage::of(&inquiry(&study, &session.method));
            let view = AnalysisView { world: study.world(), plan: &plan, coverage, journey };
            if options.json { render::analysis_json(&view) } else { render::analysis_text(&view) }
        }
    };
    let mut errors = session.warnings.clone();
    render::diagnostics(&mut errors, &session.sources, &study.diagnostics, common.color);
    Ok(Outcome::fine(output, errors))
}

fn down_text(study: &Study<'_>, service: ServiceId, json: bool) -> String {
    let outage = plan::outage(&study.analysis, service);
    let show: fn(&Architecture, &plan::Outage) -> String =
        if json { render::outage_json } else { render::outage_text };
    show(study.architecture, &outage)
}

fn slow_text(study: &Study<'_>, service: ServiceId, time: Duration, json: bool) -> String {
    let slowness = plan::slowness(&study.analysis, service, time.seconds());
    let show: fn(&Architecture, &plan::Slowness) -> String =
        if json { render::slowness_json } else { render::slowness_text };
    show(study.architecture, &slowness)
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

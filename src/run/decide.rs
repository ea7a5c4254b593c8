//! `decide`: one verdict per interaction. Never writes a file.

use super::analyze::inquiry;
use super::diagram::interaction_named;
use super::{Common, Outcome, Session, Study, study};
use crate::architecture::InteractionId;
use crate::decision::{Argument, Method};
use crate::graph::CallGraph;
use crate::plan::Coverage;
use crate::render::{self, DecisionView, PageOptions};
use anyhow::Result;

/// What `decide` was asked for.
#[derive(Debug, Clone, Default)]
pub struct DecideOptions {
    /// Only this interaction, with the whole argument.
    pub interaction: Option<String>,
    /// Version 1 of the published shape instead of text.
    pub json: bool,
}

/// Decides all interactions, or one.
///
/// # Errors
/// When a file cannot be read, or there is no such interaction.
pub fn decide(common: &Common, options: &DecideOptions) -> Result<Outcome> {
    let session = match Session::open(common)? {
        Ok(session) => session,
        Err(refused) => return Ok(refused),
    };
    let one = options
        .interaction
        .as_deref()
        .map(|name| interaction_named(&session.architecture, name))
        .transpose()?;
    let graph = CallGraph::link(&session.architecture);
    let study = study(&session.architecture, &graph, &session.method);
    let ids: Vec<InteractionId> = match one {
        Some(id) => vec![id],
        None => session.architecture.interaction_ids().collect(),
    };
    let arguments = arguments(&study, &session.method, &ids);
    let views = views(&study, &session.method, &ids, &arguments);
    let output = match (options.json, one) {
        (true, _) => render::decisions_json(&views),
        (false, Some(_)) => {
            let page = PageOptions { columns: common.width, color: common.color };
            render::decision_page(&views[0], &session.sources, page)
        }
        (false, None) => {
            let covered = render::coverage_line(&Coverage::of(&inquiry(&study, &session.method)));
            render::decisions_table(&views, common.width, common.color) + &covered
        }
    };
    let mut errors = session.warnings.clone();
    render::diagnostics(&mut errors, &session.sources, &study.diagnostics, common.color);
    Ok(Outcome::fine(output, errors))
}

/// The case for each decision, in the order of `ids`.
pub(super) fn arguments(study: &Study<'_>, method: &Method, ids: &[InteractionId]) -> Vec<Argument> {
    let argue =
        |id: &InteractionId| method.argue(&study.evidence[id.0 as usize], &study.decisions[id.0 as usize]);
    ids.iter().map(argue).collect()
}

/// The decisions as the formats see them, in the order of `ids`.
pub(super) fn views<'a>(
    study: &'a Study<'_>,
    method: &'a Method,
    ids: &[InteractionId],
    arguments: &'a [Argument],
) -> Vec<DecisionView<'a>> {
    let view = |(id, argument): (&InteractionId, &'a Argument)| DecisionView {
        world: study.world(),
        id: *id,
        method,
        evidence: &study.evidence[id.0 as usize],
        decision: &study.decisions[id.0 as usize],
        argument,
    };
    ids.iter().zip(arguments).map(view).collect()
}

//! `diagram`: Mermaid on standard output. Never writes a file.

use super::{Common, Outcome, Session, study};
use crate::architecture::{Architecture, InteractionId, JourneyId, ServiceId};
use crate::diagnostic::did_you_mean;
use crate::graph::CallGraph;
use crate::render::mermaid::{self, CallView, Options};
use crate::rule::Judgement;
use anyhow::{Result, bail};

/// What `diagram` was asked for.
#[derive(Debug, Clone, Default)]
pub struct DiagramOptions {
    /// The sequence of this journey instead of the system.
    pub journey: Option<String>,
    /// Only this service and what touches it.
    pub focus: Option<String>,
    /// Leave out the findings.
    pub plain: bool,
}

/// Draws the system, the neighbourhood of a service, or a journey.
///
/// # Errors
/// When a file cannot be read, or there is no such journey or service.
pub fn diagram(common: &Common, options: &DiagramOptions) -> Result<Outcome> {
    let session = match Session::open(common)? {
        Ok(session) => session,
        Err(refused) => return Ok(refused),
    };
    let architecture = &session.architecture;
    let graph = CallGraph::link(architecture);
    let study = study(architecture, &graph, &session.method);
    let judgement =
        if options.plain { Judgement::default() } else { study.judge(&session.rules.checks, common.today) };
    let cycles: Vec<Vec<InteractionId>> =
        study.analysis.cycles().iter().map(|cycle| cycle.interactions.clone()).collect();
    let diagram = match &options.journey {
        Some(name) => {
            let journey = journey_named(architecture, name)?;
            mermaid::sequence(architecture, journey, &CallView::new(architecture, &judgement.findings))
        }
        None => {
            let focus = options.focus.as_deref().map(|name| service_named(architecture, name)).transpose()?;
            mermaid::flowchart(
                architecture,
                &Options { focus, findings: &judgement.findings, cycles: &cycles, ..Options::default() },
            )
        }
    };
    let notes: String = diagram.notes.iter().map(|note| format!("note: {note}\n")).collect();
    Ok(Outcome::fine(diagram.text, session.warnings + &notes))
}

/// The journey with this name, or an error with a near one.
pub(super) fn journey_named(architecture: &Architecture, name: &str) -> Result<JourneyId> {
    match architecture.journey_named(name) {
        Some(id) => Ok(id),
        None => bail!(
            "there is no journey `{name}`{}",
            hint(name, architecture.journeys.iter().map(|it| &*it.id))
        ),
    }
}

/// The service with this name, or an error with a near one.
pub(super) fn service_named(architecture: &Architecture, name: &str) -> Result<ServiceId> {
    match architecture.service_named(name) {
        Some(id) => Ok(id),
        None => bail!(
            "there is no service `{name}`{}",
            hint(name, architecture.services.iter().map(|it| &*it.name))
        ),
    }
}

/// The interaction with this identifier, or an error with a near one.
pub(super) fn interaction_named(architecture: &Architecture, name: &str) -> Result<InteractionId> {
    match architecture.interaction_named(name) {
        Some(id) => Ok(id),
        None => bail!(
            "there is no interaction `{name}`{}",
            hint(name, architecture.interactions.iter().map(|it| &*it.id))
        ),
    }
}

/// `; did you mean …?`, or the names there are while they fit a line.
fn hint<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.collect();
    match did_you_mean(name, known.iter().copied()) {
        Some(near) => format!("; {near}"),
        None if known.is_empty() => "; none is declared".into(),
        None if known.len() <= 12 => format!("; there are {}", known.join(", ")),
        None => String::new(),
    }
}

//! One planned change as text: the line to edit, what it buys, why it is permitted, what it costs. Never computes a gain.

use super::plan::shown;
use super::show::{ends, seconds, work};
use crate::architecture::{Architecture, InteractionId};
use crate::plan::{Change, Goal, JourneyPlan, Plan, Remedy, TimeoutPlan, Worth};
use crate::source::{SourceMap, Span};
use std::fmt::Write;

/// Journeys whose gain is shown beside a change.
const JOURNEYS: usize = 3;

/// A line of a file with what to write there.
pub(super) struct Edit {
    pub(super) span: Span,
    pub(super) text: String,
}

/// The lines of a file that a change edits, with their new text.
pub(super) fn edits(architecture: &Architecture, change: &Change) -> Vec<Edit> {
    let interaction = |id: InteractionId| architecture.interaction(id);
    let (here, declared) = (interaction(change.interaction).span, &interaction(change.interaction).declared);
    let mode = declared.mode.map_or(here, |mode| mode.span);
    match change.to {
        Remedy::Parallel => {
            let name = declared.during.as_ref().map_or("reads", |during| &during.value);
            let edit = |id: &InteractionId| Edit {
                span: interaction(*id).span,
                text: format!("parallel = {name:?}"),
            };
            change.together.iter().map(edit).collect()
        }
        Remedy::Batch => {
            let now = declared.calls.map_or(1, |calls| calls.value);
            let span = declared.calls.map_or(here, |calls| calls.span);
            vec![Edit { span, text: format!("calls = {now} → 1") }]
        }
        Remedy::Soft => {
            let now = declared.on_failure.map(|effect| effect.value.to_string());
            let now = now.map_or(String::new(), |now| format!("\"{now}\" → "));
            let span = declared.on_failure.map_or(here, |effect| effect.span);
            vec![Edit { span, text: format!("on-failure = {now}\"degrade\"") }]
        }
        Remedy::Hybrid => vec![Edit { span: mode, text: "mode = \"sync\" → \"hybrid\"".into() }],
        Remedy::Async => {
            vec![Edit { span: mode, text: "mode = \"sync\" → \"async\", outbox = true".into() }]
        }
        Remedy::Cache => vec![Edit { span: here, text: "no call while the request runs".into() }],
    }
}

/// What is done, in words.
pub(super) fn sentence(architecture: &Architecture, change: &Change) -> String {
    let id = |id: InteractionId| &*architecture.interaction(id).id;
    let names = |ids: &[InteractionId]| ids.iter().map(|it| id(*it)).collect::<Vec<_>>().join(", ");
    let one = format!("{} ({})", id(change.interaction), ends(architecture, change.interaction));
    match change.to {
        Remedy::Parallel => format!("{}: make these reads at the same time", names(&change.together)),
        Remedy::Batch => format!("{one}: ask for everything in one call"),
        Remedy::Soft => format!("{one}: keep the call, answer from a fallback when it fails"),
        Remedy::Async => format!("{one}: send a message through an outbox instead of waiting"),
        Remedy::Hybrid => format!("{one}: answer after the now-part; {} later", names(&change.frees)),
        Remedy::Cache => format!("{one}: read from a copy that is brought up to date apart from the request"),
    }
}

/// One change under its place in the list.
pub(super) fn change_lines(
    out: &mut String,
    architecture: &Architecture,
    plan: &Plan,
    number: usize,
    place: usize,
    sources: &SourceMap,
) {
    let change = &plan.changes[number];
    let _ = writeln!(out, "{place:>3}. {}", sentence(architecture, change));
    for edit in edits(architecture, change) {
        let _ = writeln!(out, "     {}  {}", sources.location(edit.span), edit.text);
    }
    let gaining = plan.journeys.iter().filter_map(|journey| {
        let worth = journey.worth.iter().find(|worth| worth.change == number)?;
        Some(gain(architecture, journey, worth))
    });
    let gains: Vec<String> = gaining.collect();
    for gain in gains.iter().take(JOURNEYS) {
        let _ = writeln!(out, "     buys     {gain}");
    }
    if gains.len() > JOURNEYS {
        let _ = writeln!(out, "              and something for {} further journeys", gains.len() - JOURNEYS);
    }
    let _ = writeln!(out, "     costs    {}", (change.cost * 1e4).round() / 1e4);
    let _ = writeln!(out, "     allowed  {}", change.because);
    for assumption in &change.assumes {
        let _ = writeln!(out, "     assumes  {assumption}");
    }
}

/// What a journey gains from one change once all others are made.
fn gain(architecture: &Architecture, journey: &JourneyPlan, worth: &Worth) -> String {
    let mut parts = Vec::new();
    let mut part = |goal: Goal, lost: Option<f64>, sign: f64| {
        let Some((after, lost)) = journey.after.value(goal).zip(lost) else { return };
        let (before, after) = (shown(goal, Some(after + sign * lost)), shown(goal, Some(after)));
        parts.push(format!("{} {before} → {after}", goal.as_str()));
    };
    part(Goal::Availability, worth.availability, -1.0);
    part(Goal::P99, worth.p99, 1.0);
    let name = &architecture.journey(journey.journey).id;
    if parts.is_empty() { format!("{name}: a shorter wait") } else { format!("{name}: {}", parts.join(", ")) }
}

/// The table of timeouts under its place in the list.
pub(super) fn timeout_lines(
    out: &mut String,
    architecture: &Architecture,
    table: &TimeoutPlan,
    place: usize,
    sources: &SourceMap,
) {
    let _ = writeln!(
        out,
        "{place:>3}. set these timeouts, so that no caller waits past its objective or gives up too early"
    );
    for line in &table.lines {
        let interaction = architecture.interaction(line.interaction);
        let declared = interaction.declared.timeout;
        let span = declared.map_or(interaction.span, |timeout| timeout.span);
        let now = declared.map_or(String::new(), |timeout| format!("\"{}\" → ", timeout.value));
        let _ = writeln!(
            out,
            "     {}  {}: timeout = {now}\"{}\" (its callee needs {} at p99)",
            sources.location(span),
            interaction.id,
            seconds(line.to),
            seconds(line.needed)
        );
    }
    for journey in &table.journeys {
        let (before, after) = (work(journey.before), work(journey.after));
        let name = &architecture.journey(journey.journey).id;
        let _ = writeln!(
            out,
            "     buys     {name}: longest wait {before} → {after}, objective {}",
            seconds(journey.deadline)
        );
    }
    let _ = writeln!(out, "     costs    {}", table.cost);
}

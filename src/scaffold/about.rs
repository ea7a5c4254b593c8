//! Where a piece of code comes from, as comment lines: interaction, evidence, decision, and what is not generated.
//! Never lets text of the architecture begin a line.

use super::plan::{ModeSource, Plan};
use super::text::code;
use crate::architecture::{Choice, FailureEffect, InteractionId, Mode, StepWhen};

/// The lines about one interaction, after what it does.
pub(super) fn origin(plan: &Plan, id: InteractionId) -> Vec<String> {
    let declared = &plan.interaction(id).declared;
    let mut lines = Vec::new();
    let evidence: Vec<_> = declared.evidence.iter().take(3).map(|place| code(&place.value)).collect();
    if !evidence.is_empty() {
        let more = declared.evidence.len() - evidence.len();
        let more = if more == 0 { String::new() } else { format!(" and {more} more") };
        lines.push(format!("Evidence: {}{more}.", evidence.join(", ")));
    }
    if let Some(record) = plan.context.records.get(&id) {
        lines.push(format!("Decided in ADR-{record:04}."));
    }
    lines.extend(mode(plan, id));
    lines
}

fn mode(plan: &Plan, id: InteractionId) -> Option<String> {
    match plan.mode(id) {
        (Mode::Hybrid, source) => {
            let steps = plan.interaction(id).declared.steps.iter();
            let later = steps.filter(|step| step.when.is_some_and(|when| when.value == StepWhen::Later));
            let later: Vec<_> = later.map(|step| code(&step.id.value)).collect();
            let later = if later.is_empty() { String::new() } else { format!(" ({})", later.join(", ")) };
            let known = if source == ModeSource::Recommended { ", as is recommended" } else { "" };
            Some(format!("Hybrid{known}: answered with 202 before the rest{later} is done."))
        }
        (mode, ModeSource::Recommended) => {
            Some(format!("No mode is declared; {} is recommended.", mode.word()))
        }
        (_, ModeSource::Undecided) => {
            Some("No mode is declared or recommended: sync until somebody decides.".into())
        }
        (_, ModeSource::Declared) => None,
    }
}

/// What the failure of an interaction means to who makes it, after the interaction's name.
pub(super) fn effect(plan: &Plan, id: InteractionId) -> &'static str {
    match (plan.interaction(id).declared.on_failure.is_some(), plan.effect(id)) {
        (true, FailureEffect::Fail) => "the operation fails with it",
        (true, FailureEffect::Degrade) => "the operation answers with less when it fails",
        (true, FailureEffect::Ignore) => "its failure is logged and changes nothing",
        (false, _) => "no `on-failure` is declared, so the operation fails with it",
    }
}

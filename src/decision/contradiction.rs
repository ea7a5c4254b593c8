//! Declared facts that cannot all be meant. Never decides which one is wrong.

use super::Partition;
use crate::architecture::{Architecture, Consistency, Interaction, InteractionKind, ResultNeeded, Step};
use crate::diagnostic::Diagnostic;
use crate::source::Spanned;
use std::collections::BTreeMap;

/// What contradicts itself in the declarations of an interaction: a query whose result nobody needs, an event whose
/// sender waits for its result, mixed consistency without steps that are strong and steps that are not, and steps in
/// an impossible order. Each diagnostic has both places where there are two.
pub fn contradictions(interaction: &Interaction) -> Vec<Diagnostic> {
    let declared = &interaction.declared;
    let (partition, mut found) = Partition::of(&declared.steps);
    if let (Some(kind), Some(moment)) = (declared.kind, declared.needs_result) {
        found.extend(kind_and_moment(kind, moment));
    }
    let split = partition.split;
    match declared.consistency {
        Some(consistency)
            if consistency.value == Consistency::Mixed && !(split.admissible && split.mixed) =>
        {
            let title = "`consistency` is mixed, but no split has both strong steps and others";
            let mistake = Diagnostic::error("contradiction", title, consistency.span);
            found.push(
                mistake.help("add [[interaction.step]] tables and mark the strong ones with `strong = true`"),
            );
        }
        _ => {}
    }
    found
}

/// Steps that have the identifier of a call of the callee's and say something else than it does: such a step is that
/// call. Linear in steps and interactions.
pub fn steps_apart(architecture: &Architecture) -> Vec<Diagnostic> {
    let named: BTreeMap<&str, &Interaction> =
        architecture.interactions.iter().map(|interaction| (&*interaction.id, interaction)).collect();
    let mut found = Vec::new();
    for interaction in architecture.interactions.iter().filter(|it| !it.declared.steps.is_empty()) {
        let (partition, _) = Partition::of(&interaction.declared.steps);
        for (index, step) in interaction.declared.steps.iter().enumerate() {
            let call = named.get(&*step.id.value).filter(|call| call.from == interaction.to);
            found.extend(call.and_then(|call| apart(step, partition.now.contains(&index), call)));
        }
    }
    found
}

fn apart(step: &Step, runs_now: bool, call: &Interaction) -> Option<Diagnostic> {
    let moment = call.declared.needs_result?;
    let name = &step.id.value;
    let (title, help) = match (runs_now, moment.value) {
        (false, ResultNeeded::Now) => (
            format!("step `{name}` runs later, but interaction `{name}` says that its result is needed now"),
            "let the step run now, or say that the call's result is needed later or never",
        ),
        (true, ResultNeeded::Never) => (
            format!("step `{name}` runs now, but interaction `{name}` says that its result is never needed"),
            "let the step run later, or say when the call's result is needed",
        ),
        _ => return None,
    };
    let place = step.when.map_or(step.id.span, |when| when.span);
    let mistake = Diagnostic::warning("contradiction", title, place);
    Some(mistake.also(moment.span, "the call says so here").help(help))
}

fn kind_and_moment(kind: Spanned<InteractionKind>, moment: Spanned<ResultNeeded>) -> Option<Diagnostic> {
    let (title, help) = match (kind.value, moment.value) {
        (InteractionKind::Query, ResultNeeded::Never) => (
            "a query whose result is never needed",
            "declare a command or an event, or say when the result is needed",
        ),
        (InteractionKind::Event, ResultNeeded::Now) => (
            "an event whose sender needs its result now",
            "declare a query or a command, or say that the result is not needed",
        ),
        _ => return None,
    };
    let mistake = Diagnostic::error("contradiction", title, moment.span);
    Some(mistake.also(kind.span, "the kind is declared here").help(help))
}

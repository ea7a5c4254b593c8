//! Declared facts that cannot all be meant. Never looks at another interaction.

use super::Partition;
use crate::architecture::{Consistency, Interaction, InteractionKind, ResultNeeded};
use crate::diagnostic::Diagnostic;
use crate::source::Spanned;

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

//! The words on an edge or a message: operation, protocol, timeout, the parts of a hybrid. Never a raw name.

use super::draw::Line;
use super::text::label;
use crate::architecture::{Choice, Interaction, StepWhen, Timeout};

/// `Charge · grpc · 300ms`.
pub(super) fn words(interaction: &Interaction, line: Line) -> String {
    let declared = &interaction.declared;
    let mut parts = Vec::new();
    match line {
        Line::Undecided => parts.push("#63;".to_owned()),
        Line::Later => parts.extend(steps(interaction, StepWhen::Later).or(Some("later".into()))),
        Line::Now => parts.extend(steps(interaction, StepWhen::Now)),
        Line::Sync | Line::Async => {}
    }
    parts.extend(declared.operation.as_ref().map(|operation| label(&operation.value)));
    parts.extend(declared.protocol.map(|protocol| protocol.value.word().to_owned()));
    if !matches!(line, Line::Async | Line::Later) {
        parts.extend(declared.timeout.map(|timeout| match timeout.value {
            Timeout::None => "no timeout".to_owned(),
            Timeout::After(time) => label(&time.to_string()),
        }));
    }
    parts.join(" · ")
}

/// The same, with the calls per execution: `Convert · grpc · ×4`.
pub(super) fn with_calls(interaction: &Interaction, line: Line) -> String {
    let words = words(interaction, line);
    match interaction.declared.calls.map_or(1, |calls| calls.value) {
        0 | 1 => words,
        calls if words.is_empty() => format!("×{calls}"),
        calls => format!("{words} · ×{calls}"),
    }
}

/// `later: notify, ship`.
fn steps(interaction: &Interaction, when: StepWhen) -> Option<String> {
    let steps =
        interaction.declared.steps.iter().filter(|step| step.when.is_some_and(|one| one.value == when));
    let names: Vec<_> = steps.map(|step| label(&step.id.value)).collect();
    let more = names.len().saturating_sub(4);
    let mut list = names.into_iter().take(4).collect::<Vec<_>>().join(", ");
    if more > 0 {
        list.push_str(&format!(" and {more} more"));
    }
    (!list.is_empty()).then(|| format!("{}#58; {list}", when.word()))
}

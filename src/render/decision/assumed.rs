//! What a decision takes for granted and could fall with. Never lists what could only make its lead larger.

use super::DecisionView;
use super::speech::{Speaker, clauses_of};
use crate::facts::Provenance;

/// What could still rule the recommended mode out, and what was assumed about its steps, as clauses. `name` writes
/// names, `text` any other text that users wrote.
pub(in crate::render) fn risky_assumptions(
    view: &DecisionView<'_>,
    name: fn(&str) -> String,
    text: fn(&str) -> String,
) -> Vec<String> {
    let winner = view.decision.recommended;
    let undecided = view.argument.undecided.iter();
    let risky = undecided.filter(|veto| veto.blocks.iter().any(|mode| Some(*mode) == winner));
    let mut assumed: Vec<String> = risky.map(|veto| text(&view.method.vetoes()[veto.veto].assumes)).collect();
    let split = &view.evidence.partition;
    let steps = split.assumed_now.iter().map(|step| name(&split.names[*step]));
    assumed.extend(steps.map(|step| format!("{step} runs at once, as nothing says that it may wait")));
    assumed
}

/// Values that were assumed because nothing is declared, as clauses.
pub(super) fn defaults(speaker: &Speaker<'_>) -> Vec<String> {
    let clauses = clauses_of(speaker).into_iter();
    clauses.filter(|clause| clause.provenance == Provenance::Defaulted).map(|clause| clause.text).collect()
}

//! What would change a decision, in plain words and the nearest first. Never reports what was not tried.

use super::DecisionView;
use super::speech::Speaker;
use crate::architecture::Mode;
use crate::decision::{Cause, Change, Flip, Slot};

/// A change in words.
pub(in crate::render) struct ShownFlip {
    /// What would have to be so, as a clause after "if".
    pub(in crate::render) condition: String,
    /// The mode that is then best; nothing where none is left.
    pub(in crate::render) to: Option<Mode>,
    /// Whether only the weighing would change, and nothing in the world.
    pub(in crate::render) is_weight: bool,
}

/// All flips, those first that need least: an answer that is still open, a number by its distance, another value of a
/// fact, a declared split, a condition, two facts at once, a change of weights; and last what would leave no mode at all.
pub(in crate::render) fn nearest_flips(speaker: &Speaker<'_>, view: &DecisionView<'_>) -> Vec<ShownFlip> {
    let flips = view.argument.flips.all.iter();
    let mut flips: Vec<(u32, f64, &Flip)> = flips
        .map(|flip| {
            let (rank, distance) = nearness(&flip.cause);
            // A change that leaves no mode at all is worth knowing, but after all those that lead somewhere.
            (rank + u32::from(flip.to.is_none()) * 100, distance, flip)
        })
        .collect();
    flips.sort_by(|one, other| one.0.cmp(&other.0).then(one.1.total_cmp(&other.1)));
    flips
        .into_iter()
        .map(|(_, _, flip)| ShownFlip {
            condition: condition(speaker, view, flip),
            to: flip.to,
            is_weight: matches!(flip.cause, Cause::Weight { .. }),
        })
        .collect()
}

fn nearness(cause: &Cause) -> (u32, f64) {
    match cause {
        Cause::Unknown(_) => (0, 0.0),
        Cause::Number(change) => (1, distance(change)),
        Cause::Fact(_) => (2, 0.0),
        Cause::Split => (3, 0.0),
        Cause::Holds(_) => (4, 0.0),
        Cause::Lifted(_) => (5, 0.0),
        Cause::Pair(..) => (6, 0.0),
        Cause::Weight { from, to, .. } => (7, (to - from).abs()),
    }
}

/// How often a number doubles or halves on the way.
fn distance(change: &Change) -> f64 {
    match (change.from, change.to) {
        (Slot::Number(from), Slot::Number(to)) if from > 0.0 && to > 0.0 => (to / from).log2().abs(),
        _ => f64::INFINITY,
    }
}

fn condition(speaker: &Speaker<'_>, view: &DecisionView<'_>, flip: &Flip) -> String {
    let method = view.method;
    match &flip.cause {
        Cause::Weight { criterion, from, to } => weight(&method.criteria()[*criterion].id, *from, *to),
        Cause::Lifted(veto) => format!("it becomes possible to {}", method.vetoes()[*veto].relaxation),
        Cause::Holds(veto) => format!("it turns out that {}", method.vetoes()[*veto].reason),
        Cause::Split => "its steps are declared, and some of them can wait".into(),
        Cause::Fact(_) | Cause::Number(_) | Cause::Unknown(_) | Cause::Pair(..) => {
            let changes = flip.shown(method).into_iter();
            let clauses: Vec<String> =
                changes.map(|change| speaker.clause(&change.fact, &change.to)).collect();
            let turns_out = if matches!(flip.cause, Cause::Unknown(_)) { "it turns out that " } else { "" };
            format!("{turns_out}{}", clauses.join(", and "))
        }
    }
}

fn weight(criterion: &str, from: f64, to: f64) -> String {
    let name = criterion.replace('-', " ");
    if from <= 0.0 {
        return format!("“{name}” made up {:.0} % of all weight", to * 100.0);
    }
    match to / from {
        factor if factor >= 1.0 => format!("“{name}” counted {factor:.1} times as much"),
        factor => format!("“{name}” counted {:.0} % of what it counts now", factor * 100.0),
    }
}

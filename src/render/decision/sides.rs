//! The reasons for and against a decision, one per fact. Never weighs anew: it adds up what criteria of the same fact say.

use super::DecisionView;
use crate::architecture::Mode;
use crate::decision::Reason;

/// What speaks for the decision and what against it, each the strongest first.
pub(in crate::render) struct Sides {
    /// The mode that is argued for: the recommended one, or the one that would come out best without hard conditions.
    pub(in crate::render) winner: Mode,
    /// Reasons for it.
    pub(in crate::render) pro: Vec<Reason>,
    /// Reasons for the runner-up.
    pub(in crate::render) contra: Vec<Reason>,
}

/// The reasons of a decision. Several criteria may look at one fact; people see the fact once.
pub(in crate::render) fn sides(view: &DecisionView<'_>) -> Sides {
    let winner = view.decision.recommended.unwrap_or(view.decision.unconstrained);
    let mut merged: Vec<Reason> = Vec::new();
    let mut rival = view.decision.runner_up;
    for reason in &view.argument.reasons {
        if reason.favours != winner {
            rival = Some(reason.favours);
        }
        match merged.iter_mut().find(|known| known.fact == reason.fact) {
            Some(known) => known.contribution += reason.contribution,
            None => merged.push(reason.clone()),
        }
    }
    merged.retain(|reason| reason.contribution.abs() > 1e-9);
    for reason in &mut merged {
        let other = rival.unwrap_or(reason.favours);
        reason.favours = if reason.contribution > 0.0 { winner } else { other };
    }
    // Rounded, so that equal reasons keep the order of the criteria.
    merged.sort_by_key(|reason| std::cmp::Reverse((reason.contribution.abs() * 1e9).round() as u64));
    let (pro, contra) = merged.into_iter().partition(|reason| reason.contribution > 0.0);
    Sides { winner, pro, contra }
}

//! How long the steps after the answer take together. Never guesses: one unknown step makes the whole unknown.

use super::{HybridStep, Moves};
use crate::architecture::{InteractionId, Step};
use crate::scaffold::plan::Plan;

/// The longest way through the later steps, in seconds: p99 after p99, so rarely more (sums of p99 hold for steps that
/// are slow together).
pub(super) fn estimate(plan: &Plan, steps: &[HybridStep], declared: &[Step]) -> Option<f64> {
    let own: Option<Vec<f64>> = (0..steps.len())
        .map(|at| if steps[at].later { one(plan, &steps[at], declared.get(at)) } else { Some(0.0) })
        .collect();
    let own = own?;
    let mut ends: Vec<Option<f64>> = vec![None; steps.len()];
    // Each round ends at least one step, because no two wait for each other.
    for _ in 0..steps.len() {
        for at in 0..steps.len() {
            let first: Option<Vec<f64>> = steps[at].after.iter().map(|first| ends[*first]).collect();
            if let (None, Some(first)) = (ends[at], first) {
                ends[at] = Some(first.into_iter().fold(0.0, f64::max) + own[at]);
            }
        }
    }
    ends.into_iter().collect::<Option<Vec<f64>>>().map(|ends| ends.into_iter().fold(0.0, f64::max))
}

/// The p99 of one step: its own, else that of the work it sets off.
fn one(plan: &Plan, step: &HybridStep, declared: Option<&Step>) -> Option<f64> {
    let own = declared.and_then(|step| step.p99).map(|p99| p99.value.seconds());
    own.or_else(|| match &step.moves {
        Moves::Call(id) | Moves::Answered(id, _) => work(plan, *id),
        Moves::Handed(_) => Some(0.0),
        Moves::Own => None,
    })
}

/// The callee's work with all it calls; its own latency is all of that where it calls nobody.
fn work(plan: &Plan, id: InteractionId) -> Option<f64> {
    let interaction = plan.interaction(id);
    let processing = interaction.declared.processing.map(|time| time.value.seconds());
    processing.or_else(|| {
        let calls = plan.architecture.interactions.iter().any(|other| other.from == interaction.to);
        let own = plan.architecture.service(interaction.to).declared.p99;
        own.filter(|_| !calls).map(|p99| p99.value.seconds())
    })
}

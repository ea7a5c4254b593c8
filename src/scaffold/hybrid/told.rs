//! What a hybrid means to people: who waits for what, and what is seen meanwhile. Never names a time that nobody
//! declared.

use super::{Hybrid, HybridStep, Moves};
use crate::architecture::{Choice, Mode};
use crate::scaffold::plan::{Plan, Trigger};
use crate::scaffold::text::{code, markdown};

/// What moves a step, as the end of a sentence.
pub(super) fn moves(plan: &Plan, step: &HybridStep) -> String {
    let name = |id| code(&plan.interaction(id).id);
    let callee = |id| code(&plan.architecture.service(plan.interaction(id).to).name);
    let own = if step.later { "by a message of this service's own" } else { "before the answer" };
    match &step.moves {
        _ if !step.later => match step.moves.interaction() {
            Some(id) => format!("{own}, by {}", name(id)),
            None => own.to_owned(),
        },
        Moves::Call(id) => format!("{own}: calls {} as {} declares", callee(*id), name(*id)),
        Moves::Answered(id, channel) => format!(
            "{own}: tells {} on {}, and is done when the outcome comes on {}",
            callee(*id),
            code(channel),
            code(&format!("{channel}.outcome"))
        ),
        Moves::Handed(id) => format!("{own}: tells {}, and is done with that", callee(*id)),
        Moves::Own => own.to_owned(),
    }
}

/// The paragraphs about one hybrid.
pub(super) fn told(plan: &Plan, trigger: &Trigger, hybrid: &Hybrid, prefix: &str) -> Vec<String> {
    let list = |later: bool| {
        let steps = hybrid.steps.iter().filter(|step| step.later == later);
        steps.map(|step| code(&step.id)).collect::<Vec<_>>().join(", ")
    };
    let when = match hybrid.estimate {
        Some(seconds) => format!("within {} for 99 of 100 where the declared latencies hold", time(seconds)),
        None => "after a time that nobody declared (`latency` of the steps would say)".to_owned(),
    };
    let mut told = vec![
        format!(
            "The user waits for {} and reads `202 Accepted` with the place of the status. Still to come: {}. Meanwhile \
             the status says `pending`, and then `completed`, {when}. It says `failed` where a step is refused or given \
             up, and `compensated` once what was done is undone.",
            list(false),
            list(true),
        ),
        format!(
            "The same request with the same `Idempotency-Key` gets the same answer and is done once. Everybody may \
             hear of the end on {} and {}.",
            code(&format!("{prefix}.completed")),
            code(&format!("{prefix}.failed")),
        ),
    ];
    told.push(format!("Here {}.", super::view::source(plan, hybrid)));
    let others = trigger.arrives_by.iter().filter(|id| !hybrid.by.contains(id));
    let others: Vec<String> = others
        .map(|id| {
            let from = &plan.architecture.service(plan.interaction(*id).from).name;
            format!("{} ({}, {})", code(&plan.interaction(*id).id), markdown(from), word(plan.mode(*id).0))
        })
        .collect();
    if !others.is_empty() {
        told.push(format!("Answered with `202` as well, whatever their own mode: {}.", others.join(", ")));
    }
    told
}

fn word(mode: Mode) -> &'static str {
    mode.word()
}

/// In the unit a reader would choose.
fn time(seconds: f64) -> String {
    match seconds {
        _ if seconds < 1.0 => format!("{:.0} ms", seconds * 1e3),
        _ if seconds < 120.0 => format!("{seconds:.1} s"),
        _ => format!("{:.0} min", seconds / 60.0),
    }
}

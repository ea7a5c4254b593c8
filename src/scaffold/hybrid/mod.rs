//! Operations that answer before all of their work is done: which steps run before the answer, which after it, and what
//! moves each of those. Never invents a step where some are declared.

mod estimate;
mod order;
#[cfg(test)]
mod tests;
mod told;
mod view;

pub(super) use view::{HybridView, StepNames, names, status_path, view};

use super::plan::{Plan, Shape, Trigger};
use crate::architecture::{InteractionId, Mode, ResultNeeded, Step};
use crate::decision::Partition;

/// An operation that goes on after its answer.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Hybrid {
    /// The hybrid interactions that arrive, by identifier.
    pub(super) by: Vec<InteractionId>,
    /// Where the steps come from.
    pub(super) source: StepSource,
    /// All steps, those that run now first in no case: in the order in which they are declared.
    pub(super) steps: Vec<HybridStep>,
    /// How long the later steps take together, in seconds; absent where a part of it is not declared.
    pub(super) estimate: Option<f64>,
}

/// Where the steps of an operation come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StepSource {
    /// They are declared at this interaction.
    Declared(InteractionId),
    /// None are declared: what the operation calls is divided by when its result is needed.
    Calls,
    /// None are declared and nothing is called: validate now, fulfil later.
    Assumed,
}

/// A step of such an operation.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct HybridStep {
    /// Unique within the operation.
    pub(super) id: String,
    /// It runs after the answer.
    pub(super) later: bool,
    /// Indices of steps that come first.
    pub(super) after: Vec<usize>,
    /// What does it.
    pub(super) moves: Moves,
    /// How it is undone.
    pub(super) compensation: Option<String>,
}

/// What does a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Moves {
    /// A call that waits for its answer.
    Call(InteractionId),
    /// A message to another service, which says on `<channel>.outcome` what became of it.
    Answered(InteractionId, String),
    /// A message to another service: done when it is committed.
    Handed(InteractionId),
    /// The service's own code.
    Own,
}

impl Moves {
    /// The interaction that the step stands for.
    pub(super) fn interaction(&self) -> Option<InteractionId> {
        match self {
            Self::Call(id) | Self::Answered(id, _) | Self::Handed(id) => Some(*id),
            Self::Own => None,
        }
    }
}

impl Hybrid {
    /// The operation as a hybrid; `None` where no interaction that arrives is one.
    pub(super) fn of(plan: &Plan, trigger: &Trigger) -> Option<Self> {
        let hybrid = |id: &&InteractionId| is_hybrid(plan, **id);
        let mut by: Vec<_> = trigger.arrives_by.iter().filter(hybrid).copied().collect();
        by.sort_unstable();
        let first = *by.first()?;
        let declared = by.iter().find(|id| !plan.interaction(**id).declared.steps.is_empty());
        let (source, steps) = match declared {
            Some(id) => {
                (StepSource::Declared(*id), declared_steps(plan, &plan.interaction(*id).declared.steps))
            }
            None => from_calls(plan, trigger),
        };
        let declared = plan.interaction(declared.copied().unwrap_or(first)).declared.steps.as_slice();
        let estimate = estimate::estimate(plan, &steps, declared);
        Some(Self { by, source, steps, estimate })
    }

    /// The steps that run after the answer.
    pub(super) fn later(&self) -> impl Iterator<Item = &HybridStep> {
        self.steps.iter().filter(|step| step.later)
    }

    /// Whether an interaction is made by a step that runs after the answer.
    pub(super) fn makes_later(&self, id: InteractionId) -> bool {
        self.later().any(|step| step.moves.interaction() == Some(id))
    }
}

/// Whether an interaction is answered before all of its work is done.
pub(super) fn is_hybrid(plan: &Plan, id: InteractionId) -> bool {
    plan.shape(id) == Shape::Call && plan.mode(id).0 == Mode::Hybrid
}

/// The services' own operation behind an interaction that arrives somewhere else, where it is a hybrid: what an
/// interaction with this one's callee, made in any mode, is answered with.
pub(super) fn at_callee(plan: &Plan, id: InteractionId) -> Option<Hybrid> {
    let there = Plan::new(plan.architecture, plan.interaction(id).to, plan.context);
    let trigger = there.triggers.iter().find(|trigger| trigger.arrives_by.contains(&id))?;
    Hybrid::of(&there, trigger)
}

/// Whether the sender of an interaction waits for its outcome: a later step of a hybrid of the sender's stands for it.
pub(super) fn is_awaited(plan: &Plan, id: InteractionId) -> bool {
    let there = Plan::new(plan.architecture, plan.interaction(id).from, plan.context);
    let hybrids = there.triggers.iter().filter_map(|trigger| Hybrid::of(&there, trigger));
    let awaited = |step: &HybridStep| matches!(step.moves, Moves::Answered(other, _) if other == id);
    hybrids.flat_map(|hybrid| hybrid.steps).any(|step| step.later && awaited(&step))
}

fn declared_steps(plan: &Plan, declared: &[Step]) -> Vec<HybridStep> {
    let (partition, _) = Partition::of(declared);
    let after = order::without_cycles(declared);
    let step = |(at, step): (usize, &Step)| HybridStep {
        id: step.id.value.to_string(),
        later: partition.later.contains(&at),
        after: after[at].clone(),
        moves: moves(plan, &step.id.value, step.needs_result.map(|moment| moment.value)),
        compensation: step.compensation.as_ref().map(|text| text.value.to_string()),
    };
    declared.iter().enumerate().map(step).collect()
}

/// A step that has the identifier of one of the service's own interactions is that interaction.
fn moves(plan: &Plan, step: &str, needs_result: Option<ResultNeeded>) -> Moves {
    match plan.outgoing.iter().find(|id| *plan.interaction(**id).id == *step) {
        Some(id) => moved_by(plan, *id, needs_result),
        None => Moves::Own,
    }
}

/// What the step says of its result goes before what the interaction says; where neither says anything, a message is
/// done when it is committed.
fn moved_by(plan: &Plan, id: InteractionId, needs_result: Option<ResultNeeded>) -> Moves {
    let declared = plan.interaction(id).declared.needs_result.map(|moment| moment.value);
    let awaited = needs_result.or(declared).is_some_and(|moment| moment != ResultNeeded::Never);
    match plan.shape(id) {
        Shape::Call => Moves::Call(id),
        Shape::Deferred(_) if awaited => Moves::Call(id),
        Shape::Message(channel) if awaited && is_ours(plan, id) => Moves::Answered(id, channel),
        Shape::Message(_) | Shape::Deferred(_) => Moves::Handed(id),
        Shape::LeftOut(_) => Moves::Own,
    }
}

/// Whether the callee has code that could tell an outcome.
fn is_ours(plan: &Plan, id: InteractionId) -> bool {
    super::refuse::is_ours(plan.architecture.service(plan.interaction(id).to).kind())
}

/// The decision's own structure: what must be known is done now, what can follow is done later, in its order.
fn from_calls(plan: &Plan, trigger: &Trigger) -> (StepSource, Vec<HybridStep>) {
    let mut steps: Vec<HybridStep> = Vec::new();
    let mut before: Vec<usize> = Vec::new();
    for group in &trigger.makes {
        let first = steps.len();
        for id in group.iter().filter(|id| !matches!(plan.shape(**id), Shape::LeftOut(_))) {
            let interaction = plan.interaction(*id);
            let needed = interaction.declared.needs_result.map(|moment| moment.value);
            let now = plan.shape(*id) == Shape::Call && matches!(needed, None | Some(ResultNeeded::Now));
            steps.push(HybridStep {
                id: interaction.id.to_string(),
                later: !now,
                after: if now { Vec::new() } else { before.clone() },
                moves: moved_by(plan, *id, None),
                compensation: None,
            });
        }
        let later: Vec<usize> = (first..steps.len()).filter(|at| steps[*at].later).collect();
        before = if later.is_empty() { before } else { later };
    }
    let own = |id: &str, later| HybridStep {
        id: id.to_owned(),
        later,
        after: Vec::new(),
        moves: Moves::Own,
        compensation: None,
    };
    let source = if steps.is_empty() { StepSource::Assumed } else { StepSource::Calls };
    if steps.iter().all(|step| step.later) {
        // Behind the others, so that their indices stay.
        steps.push(own(&free("validate", &steps), false));
    }
    if !steps.iter().any(|step| step.later) {
        steps.push(own(&free("fulfil", &steps), true));
    }
    (source, steps)
}

/// A name that no step has.
fn free(wanted: &str, steps: &[HybridStep]) -> String {
    let mut name = wanted.to_owned();
    while steps.iter().any(|step| step.id == name) {
        name.push_str("-all");
    }
    name
}

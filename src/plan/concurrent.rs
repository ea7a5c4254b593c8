//! Reads that one operation makes one after the other and could make at the same time. Never moves a read past a command,
//! and never one that is declared to come after another.

use super::Costs;
use super::change::{Change, Remedy};
use crate::architecture::{Architecture, InteractionId, InteractionKind, JourneyStep, Mode, ServiceKind};
use rustc_hash::FxHashSet;

/// A change per run of two or more waiting reads that follow each other in one operation of one caller. Their order has to
/// be declared, by `order` or by the steps of a journey, because otherwise nothing says that they follow each other. Looks
/// at the operations that make one of the calls `among`.
pub(super) fn offers(architecture: &Architecture, among: &[InteractionId], costs: &Costs) -> Vec<Change> {
    let key = |id: &InteractionId| {
        let interaction = architecture.interaction(*id);
        interaction.declared.during.as_ref().map(|during| (interaction.from, &*during.value))
    };
    let is_ours = |id: &InteractionId| {
        architecture.service(architecture.interaction(*id).from).kind() != ServiceKind::Client
    };
    let operations: FxHashSet<_> = among.iter().filter(|id| is_ours(id)).filter_map(key).collect();
    let waits = |id: &InteractionId| {
        architecture.interaction(*id).declared.mode.is_none_or(|mode| mode.value != Mode::Async)
    };
    let is_in_one = |id: &InteractionId| key(id).is_some_and(|key| operations.contains(&key));
    let mut open: Vec<InteractionId> =
        architecture.interaction_ids().filter(is_in_one).filter(waits).collect();
    open.sort_by_key(|id| (key(id), *id));
    let operations = open.chunk_by(|one, other| key(one) == key(other));
    let runs = operations.flat_map(|calls| runs(architecture, &in_order(architecture, calls)));
    runs.map(|run| change(architecture, run, costs)).collect()
}

/// The calls of one operation in their declared order; empty where it is not declared for all.
fn in_order(architecture: &Architecture, calls: &[InteractionId]) -> Vec<InteractionId> {
    let order = |id: &InteractionId| architecture.interaction(*id).declared.order.map(|order| order.value);
    let mut sorted = calls.to_vec();
    if calls.iter().all(|id| order(id).is_some()) {
        sorted.sort_by_key(|id| (order(id), *id));
        return sorted;
    }
    let steps = architecture.journeys.iter().map(|journey| {
        let one = journey.steps.iter().filter_map(|step| match step {
            JourneyStep::One(one) => Some(one.value),
            JourneyStep::Parallel(_) => None,
        });
        one.filter(|id| calls.contains(id)).collect::<Vec<_>>()
    });
    steps.into_iter().find(|steps| steps.len() == calls.len()).unwrap_or_default()
}

/// Neighbouring reads of which none is declared to come after another.
fn runs(architecture: &Architecture, calls: &[InteractionId]) -> Vec<Vec<InteractionId>> {
    let follows = declared_to_follow(architecture);
    let mut runs: Vec<Vec<InteractionId>> = vec![Vec::new()];
    for id in calls {
        let is_free = may_move(architecture, *id);
        let last = runs.last_mut().expect("there is one from the start");
        let is_bound = last.iter().any(|before| {
            let name = |id: InteractionId| &*architecture.interaction(id).id;
            follows.contains(&(name(*before), name(*id)))
        });
        match (is_free, is_bound) {
            (true, false) => last.push(*id),
            (true, true) => runs.push(vec![*id]),
            (false, _) => runs.push(Vec::new()),
        }
    }
    runs.retain(|run| run.len() > 1);
    runs
}

/// A waiting read that no group holds yet.
fn may_move(architecture: &Architecture, id: InteractionId) -> bool {
    let declared = &architecture.interaction(id).declared;
    declared.kind.is_some_and(|kind| kind.value == InteractionKind::Query)
        && declared.mode.is_some_and(|mode| mode.value == Mode::Sync)
        && declared.parallel.is_none()
        && !architecture.journeys.iter().flat_map(|journey| &journey.steps).any(|step| {
            matches!(step, JourneyStep::Parallel(group) if group.iter().any(|member| member.value == id))
        })
}

/// Pairs of steps, by name, of which the second is declared to come after the first; steps bear the names of calls.
fn declared_to_follow(architecture: &Architecture) -> FxHashSet<(&str, &str)> {
    let steps = architecture.interactions.iter().flat_map(|interaction| &interaction.declared.steps);
    steps.flat_map(|step| step.after.iter().map(|after| (&*after.value, &*step.id.value))).collect()
}

fn change(architecture: &Architecture, run: Vec<InteractionId>, costs: &Costs) -> Change {
    let first = architecture.interaction(run[0]);
    let operation = first.declared.during.as_ref().map_or("", |during| &during.value);
    let cost = costs.of(Remedy::Parallel, 0.0);
    let because = format!(
        "all are queries that `{operation}` makes in a row, and no step is declared to come after another"
    );
    let assumes = vec!["none of them needs what another one returns".to_owned()];
    Change { because, assumes, together: run.clone(), ..Change::new(run[0], Remedy::Parallel, cost) }
}

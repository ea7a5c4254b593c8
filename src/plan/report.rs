//! What a plan says: the changes, every journey before and after, and what no mode can repair. Never searches.

use super::outlook::{Goal, Met, Outlook};
use super::permit::Offers;
use super::reduced::Reduced;
use super::{Ask, Change, Refusal, Settings, TimeoutPlan, deadline};
use crate::analysis::Analysis;
use crate::architecture::{Architecture, JourneyId, ServiceId};
use crate::graph::CallGraph;

/// How good a plan is known to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Proof {
    /// No permitted set is cheaper.
    Exact,
    /// There may be a cheaper one.
    Greedy,
}

/// The cheapest permitted changes that were found, and what they do.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The changes, by interaction.
    pub changes: Vec<Change>,
    /// The sum of their costs.
    pub cost: f64,
    /// No set of permitted changes that does as much costs less.
    pub cost_at_least: f64,
    /// How good the set is known to be.
    pub proof: Proof,
    /// Timeouts that fit the objectives once the changes are made, as one change more; nothing where those that are declared
    /// do.
    pub timeouts: Option<TimeoutPlan>,
    /// All journeys with an objective, in order.
    pub journeys: Vec<JourneyPlan>,
    /// Calls behind missed objectives that stay as they are, by interaction.
    pub refusals: Vec<Refusal>,
    /// What to ask so that more could be offered, by interaction.
    pub asks: Vec<Ask>,
}

/// One journey before and after the changes.
#[derive(Debug, Clone, PartialEq)]
pub struct JourneyPlan {
    /// The journey.
    pub journey: JourneyId,
    /// Its objectives with what is known about them before and after.
    pub objectives: Vec<(Goal, f64, Met, Met)>,
    /// What it can promise before.
    pub before: Outlook,
    /// What it can promise after all changes.
    pub after: Outlook,
    /// The changes that it gains from, by their number in the plan, with what would be lost without each.
    pub worth: Vec<Worth>,
    /// What is missed even with all permitted changes.
    pub gaps: Vec<Gap>,
    /// What is not declared, in words, where an objective cannot be judged.
    pub missing: Vec<String>,
}

/// What one journey would lose if one change were taken back.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Worth {
    /// The number of the change in [`Plan::changes`].
    pub change: usize,
    /// Availability; nothing where it is not known.
    pub availability: Option<f64>,
    /// p99 of the estimate in seconds; nothing where it is not known.
    pub p99: Option<f64>,
}

/// An objective that stays missed.
#[derive(Debug, Clone, PartialEq)]
pub struct Gap {
    /// The goal.
    pub goal: Goal,
    /// The objective, a share or seconds.
    pub objective: f64,
    /// What is reached.
    pub reached: f64,
    /// The dependencies that remain, the largest part first.
    pub obstacles: Vec<Obstacle>,
}

/// A dependency that remains in the way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Obstacle {
    /// The service.
    pub service: ServiceId,
    /// Its own availability, or its own p99 in seconds.
    pub value: f64,
    /// The availability it would need if it alone were improved; nothing where that would not suffice, and for latency.
    pub needed: Option<f64>,
}

impl Plan {
    /// The numbers of the changes: those without which the journeys lose most per cost come first. A loss is counted as a
    /// share of what the journey has left to lose: its unavailability, or its p99.
    pub fn most_worth_first(&self) -> Vec<usize> {
        let mut rates = vec![0.0; self.changes.len()];
        for journey in &self.journeys {
            let down = 1.0 - journey.after.availability.unwrap_or(0.0);
            let p99 = journey.after.value(Goal::P99).unwrap_or(f64::INFINITY);
            for worth in &journey.worth {
                let lost = worth.availability.unwrap_or(0.0) / down.max(1e-9)
                    + worth.p99.unwrap_or(0.0) / p99.max(1e-9);
                rates[worth.change] += lost / self.changes[worth.change].cost.max(f64::MIN_POSITIVE);
            }
        }
        let mut order: Vec<usize> = (0..self.changes.len()).collect();
        order.sort_by(|one, other| rates[*other].total_cmp(&rates[*one]).then(one.cmp(other)));
        order
    }

    /// Whether every objective that can be judged is kept after the changes; nothing where some cannot be judged.
    pub fn meets_after(&self) -> Option<bool> {
        let all = self.journeys.iter().map(JourneyPlan::meets_after);
        all.fold(Some(true), and)
    }
}

fn and(one: Option<bool>, other: Option<bool>) -> Option<bool> {
    match (one, other) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

fn known(met: Met) -> Option<bool> {
    match met {
        Met::Yes => Some(true),
        Met::No => Some(false),
        Met::Unknown => None,
    }
}

impl JourneyPlan {
    /// Whether all objectives are kept before; nothing where that is not known.
    pub fn meets_before(&self) -> Option<bool> {
        self.objectives.iter().map(|(_, _, before, _)| known(*before)).fold(Some(true), and)
    }

    /// Whether all objectives are kept after; nothing where that is not known.
    pub fn meets_after(&self) -> Option<bool> {
        self.objectives.iter().map(|(_, _, _, after)| known(*after)).fold(Some(true), and)
    }
}

/// Changes times journeys beyond which nobody is told what a change alone is worth in latency: each costs an estimate.
const MOST_WORTHS: usize = 60;

/// Looks at all journeys with the changes that were chosen, by number.
pub(super) fn report(
    base: &mut Reduced,
    offers: Offers,
    before: Vec<Outlook>,
    mut made: Vec<usize>,
    (proof, cost_at_least): (Proof, f64),
    settings: &Settings,
) -> Plan {
    made.sort_unstable_by_key(|number| (offers.changes[*number].interaction, *number));
    let changes: Vec<Change> = made.into_iter().map(|number| offers.changes[number].clone()).collect();
    let after = base.changed(changes.iter(), outlooks);
    let journeys: Vec<JourneyId> = base.architecture().journey_ids().collect();
    let mut plans: Vec<JourneyPlan> =
        journeys.iter().map(|id| journey(base, *id, before[id.0 as usize], after[id.0 as usize])).collect();
    base_gaps(base, &changes, &mut plans);
    let look = if changes.len() * plans.len() <= MOST_WORTHS { outlooks } else { outlooks_by_bounds };
    for number in 0..changes.len() {
        let others = changes.iter().enumerate().filter(|(other, _)| *other != number).map(|(_, it)| it);
        let without = base.changed(others, look);
        let worths = plans.iter_mut().zip(without);
        worths.for_each(|(plan, without)| plan.worth.extend(worth(plan, &without, number)));
    }
    let cost = changes.iter().map(|change| change.cost).sum();
    let timeouts = deadline::timeouts(base, &changes, settings.costs.timeouts);
    Plan {
        changes,
        cost,
        cost_at_least,
        proof,
        timeouts,
        journeys: plans,
        refusals: offers.refusals,
        asks: offers.asks,
    }
}

/// What all journeys can promise.
pub(super) fn outlooks(architecture: &Architecture) -> Vec<Outlook> {
    let graph = CallGraph::link(architecture);
    let analysis = Analysis::derive(architecture, &graph);
    architecture.journey_ids().map(|id| Outlook::of(&analysis, id)).collect()
}

fn outlooks_by_bounds(architecture: &Architecture) -> Vec<Outlook> {
    let graph = CallGraph::link(architecture);
    let analysis = Analysis::derive(architecture, &graph);
    architecture.journey_ids().map(|id| Outlook::of_bounds(&analysis, id)).collect()
}

fn journey(base: &Reduced, id: JourneyId, before: Outlook, after: Outlook) -> JourneyPlan {
    let declared = base.architecture().journey(id);
    let objective = |goal: Goal| {
        let objective = goal.objective(declared)?;
        Some((goal, objective, before.meets(goal, objective), after.meets(goal, objective)))
    };
    let objectives: Vec<_> = Goal::ALL.into_iter().filter_map(objective).collect();
    JourneyPlan {
        journey: base.journey_outside(id),
        objectives,
        before,
        after,
        worth: Vec::new(),
        gaps: Vec::new(),
        missing: Vec::new(),
    }
}

/// What one journey loses without a change; nothing where it loses nothing.
fn worth(plan: &JourneyPlan, without: &Outlook, change: usize) -> Option<Worth> {
    let lost = |one: Option<f64>, other: Option<f64>| Some(one? - other?).filter(|lost| *lost > 1e-12);
    let availability = lost(plan.after.availability, without.availability);
    let p99 = |outlook: &Outlook| outlook.value(Goal::P99);
    let p99 = lost(p99(without), p99(&plan.after));
    let is_slower = lost(without.p99_at_most, plan.after.p99_at_most).is_some();
    (availability.is_some() || p99.is_some() || is_slower).then_some(Worth { change, availability, p99 })
}

/// Fills in what stays missed and what is not known, on the changed graph.
fn base_gaps(base: &mut Reduced, changes: &[Change], plans: &mut [JourneyPlan]) {
    let found = base.changed(changes.iter(), |architecture| {
        let graph = CallGraph::link(architecture);
        let analysis = Analysis::derive(architecture, &graph);
        let one = |(at, plan): (usize, &JourneyPlan)| {
            let id = JourneyId(at as u32);
            (gaps(&analysis, id, plan), missing(&analysis, id, plan))
        };
        plans.iter().enumerate().map(one).collect::<Vec<_>>()
    });
    for (plan, (mut gaps, missing)) in plans.iter_mut().zip(found) {
        for obstacle in gaps.iter_mut().flat_map(|gap| &mut gap.obstacles) {
            obstacle.service = base.service_outside(obstacle.service);
        }
        (plan.gaps, plan.missing) = (gaps, missing);
    }
}

fn gaps(analysis: &Analysis<'_>, id: JourneyId, plan: &JourneyPlan) -> Vec<Gap> {
    let missed = plan.objectives.iter().filter(|(_, _, _, after)| *after == Met::No);
    let gap = |(goal, objective, ..): &(Goal, f64, Met, Met)| {
        let reached = match goal {
            Goal::Availability => plan.after.availability_at_most,
            goal => plan.after.value(*goal).unwrap_or(plan.after.p99_at_least),
        };
        let obstacles = match goal {
            Goal::Availability => frailest(analysis, id, *objective, reached),
            _ => slowest(analysis, id),
        };
        Gap { goal: *goal, objective: *objective, reached, obstacles }
    };
    missed.map(gap).collect()
}

/// The dependencies with the largest shares of the unavailability, and what each alone would have to promise.
fn frailest(analysis: &Analysis<'_>, id: JourneyId, objective: f64, reached: f64) -> Vec<Obstacle> {
    let contributions = analysis.availability_contributions(id).into_iter().filter(|it| it.share > 0.0);
    let obstacle = |it: crate::analysis::Contribution| {
        let value = it.availability.value;
        let needed = Some(objective / (reached / value)).filter(|needed| *needed <= 1.0);
        Obstacle { service: it.service, value, needed }
    };
    contributions.take(5).map(obstacle).collect()
}

fn slowest(analysis: &Analysis<'_>, id: JourneyId) -> Vec<Obstacle> {
    let p99 = |service: ServiceId| {
        let p99 = analysis.architecture().service(service).declared.p99?.value.seconds();
        Some(Obstacle { service, value: p99, needed: None })
    };
    let mut found: Vec<Obstacle> = analysis.blocking_services(id).into_iter().filter_map(p99).collect();
    found.sort_by(|one, other| other.value.total_cmp(&one.value).then(one.service.cmp(&other.service)));
    found.truncate(5);
    found
}

/// What would have to be declared before the objectives can be judged.
fn missing(analysis: &Analysis<'_>, id: JourneyId, plan: &JourneyPlan) -> Vec<String> {
    let open = |wanted: fn(Goal) -> bool| {
        plan.objectives.iter().any(|(goal, .., after)| *after == Met::Unknown && wanted(*goal))
    };
    let mut missing = Vec::new();
    if open(|goal| goal == Goal::Availability) {
        missing.extend(analysis.availability_missing(id));
    }
    if open(|goal| goal != Goal::Availability) {
        missing.extend(analysis.latency_missing(id));
    }
    missing.into_iter().map(|it| it.describe(analysis.architecture())).collect()
}

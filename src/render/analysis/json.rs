//! `analyze` as JSON, version 1. `null` means not known, never zero. Never serialises an inner type.

use super::AnalysisView;
use super::change::{edits, sentence};
use super::show;
use crate::analysis::{Total, Work, expected_attempts};
use crate::architecture::{InteractionId, JourneyId, ServiceId};
use crate::facts::World;
use crate::plan::{Crowd, Goal, JourneyPlan, Plan, Proof, TimeoutPlan, crowds, pools_filled_by};
use serde::Serialize;
use serde_json::{Value, json};

/// Failure probabilities of a call for which attempts are given.
pub(super) const FAILURES: [f64; 2] = [0.1, 0.5];

#[derive(Serialize)]
struct Document {
    version: u32,
    journeys: Vec<Value>,
    interactions: Vec<Value>,
    services: Vec<Value>,
    cycles: Vec<Value>,
    crowded_pools: Vec<Value>,
    advice: Vec<Value>,
    plan: Value,
    coverage: Value,
}

/// The numbers as a JSON document that ends in a newline.
pub fn analysis_json(view: &AnalysisView<'_>) -> String {
    let architecture = view.world.architecture;
    let shown = |plan: &&JourneyPlan| view.journey.is_none_or(|only| only == plan.journey);
    let coverage = view.coverage;
    let document = Document {
        version: 1,
        journeys: view.journeys().map(|id| journey(&view.world, id)).collect(),
        interactions: architecture.interaction_ids().map(|id| interaction(&view.world, id)).collect(),
        services: architecture.service_ids().map(|id| service(&view.world, id)).collect(),
        cycles: cycles(&view.world),
        crowded_pools: crowded_pools(&view.world),
        advice: view
            .plan
            .journeys
            .iter()
            .filter(shown)
            .map(|it| advice(&view.world, view.plan, it))
            .collect(),
        plan: plan(view),
        coverage: json!({
            "services": architecture.services.len(),
            "interactions": architecture.interactions.len(),
            "facts_declared": coverage.declared,
            "facts_derived": coverage.derived,
            "facts_defaulted": coverage.defaulted,
            "facts_unknown": coverage.unknown,
        }),
    };
    serde_json::to_string_pretty(&document).expect("text and numbers have a JSON form") + "\n"
}

/// Before these requests wait for a place, which is not part of any latency.
fn crowded_pools(world: &World<'_>) -> Vec<Value> {
    let crowd = |crowd: &Crowd| {
        let service = &world.architecture.service(crowd.service).name;
        json!({ "service": service, "places": crowd.places, "utilisation": finite(crowd.utilisation) })
    };
    crowds(world.analysis).iter().map(crowd).collect()
}

fn finite(number: f64) -> Option<f64> {
    number.is_finite().then_some(number)
}

/// Milliseconds to the nanosecond, so that a sum does not end in rounding.
fn milliseconds(seconds: f64) -> Option<f64> {
    finite((seconds * 1e9).round() / 1e6)
}

fn total(total: Total) -> Option<f64> {
    total.known().and_then(|quantity| milliseconds(quantity.value))
}

fn wait(work: Option<Work>) -> Option<f64> {
    work.and_then(|work| total(work.total))
}

fn names(world: &World<'_>, ids: &[ServiceId]) -> Vec<String> {
    ids.iter().map(|id| show::service(world.architecture, *id).to_owned()).collect()
}

fn journey(world: &World<'_>, id: JourneyId) -> Value {
    let (analysis, architecture) = (world.analysis, world.architecture);
    let journey = architecture.journey(id);
    let missing = |list: Vec<crate::analysis::Missing>| -> Vec<String> {
        list.into_iter().map(|it| it.describe(architecture)).collect()
    };
    let seen = analysis.availability(id);
    let outlook = crate::plan::Outlook::of(analysis, id);
    let meets = |goal: Goal| {
        let objective = goal.objective(journey)?;
        match outlook.meets(goal, objective) {
            crate::plan::Met::Yes => Some(true),
            crate::plan::Met::No => Some(false),
            crate::plan::Met::Unknown => None,
        }
    };
    let contributions = analysis
        .availability_contributions(id)
        .into_iter()
        .map(|it| json!({ "service": show::service(architecture, it.service), "share": finite(it.share) }));
    let bounds = analysis.latency_bounds(id);
    let percentile = |goal| outlook.value(goal).and_then(milliseconds);
    let factor = analysis.retry_factor(id).value;
    let at = FAILURES.iter().map(|p| json!({ "p": p, "attempts": finite(expected_attempts(factor, *p)) }));
    json!({
        "id": journey.id,
        "level": analysis.depth_level(id),
        "blocking_depth": analysis.blocking_depth(id),
        "worst_chain": names(world, &analysis.worst_chain(id).services),
        "blocking_services": names(world, &analysis.blocking_services(id)),
        "availability": {
            "ceiling": outlook.availability,
            "at_most": seen.at_most.value,
            "slo": journey.slo.availability.map(|slo| slo.value.get()),
            "meets": meets(Goal::Availability),
            "contributions": contributions.collect::<Vec<_>>(),
            "missing": missing(analysis.availability_missing(id)),
        },
        "latency_ms": {
            "p50": percentile(Goal::P50),
            "p95": percentile(Goal::P95),
            "p99": percentile(Goal::P99),
            "sum_of_p99": total(bounds.sum_of_p99),
            "bound_p99": total(bounds.bound_p99),
            "at_least_p99": milliseconds(bounds.at_least),
            "budget_p99": journey.slo.p99.and_then(|slo| milliseconds(slo.value.seconds())),
            "meets": meets(Goal::P99),
            "missing": missing(analysis.latency_missing(id)),
        },
        "spare_ms": analysis
            .spare_times(id)
            .iter()
            .map(|it| json!({ "interaction": architecture.interaction(it.interaction).id, "spare_ms": milliseconds(it.spare) }))
            .collect::<Vec<_>>(),
        "worst_wait_ms": wait(Some(analysis.journey_work(id))),
        "retry_amplification": { "worst": finite(factor), "at": at.collect::<Vec<_>>() },
    })
}

fn interaction(world: &World<'_>, id: InteractionId) -> Value {
    let analysis = world.analysis;
    json!({
        "id": world.architecture.interaction(id).id,
        "worst_wait_ms": wait(analysis.worst_wait(id)),
        "callee_needs_ms": wait(analysis.callee_needs(id)),
        "slow_tolerance_ms": analysis.pressure(id).and_then(|it| milliseconds(it.slow_tolerance.max(0.0))),
        "amplification": analysis.retry_factor_behind(id).and_then(|factor| finite(factor.value)),
    })
}

fn service(world: &World<'_>, id: ServiceId) -> Value {
    let (analysis, service) = (world.analysis, world.architecture.service(id));
    let dominates = analysis.journeys_needing(id);
    let journeys: Vec<&str> = dominates.iter().map(|it| &*world.architecture.journey(*it).id).collect();
    let offered = world.traffic.offered(id);
    let capacity = service.declared.capacity.map(|capacity| capacity.value.per_second());
    let utilisation = capacity.filter(|_| offered.is_complete).and_then(|it| finite(offered.at_least / it));
    json!({
        "id": service.name,
        "fan_in": analysis.fan_in(id),
        "fan_out": analysis.fan_out(id),
        "blast_radius": names(world, &analysis.blast_radius(id)),
        "dominates": journeys,
        "fills_when_hanging": pools_filled_by(analysis, id).map(|filled| names(world, &filled)),
        "utilisation": utilisation,
    })
}

fn cycles(world: &World<'_>) -> Vec<Value> {
    let cycle = |cycle: &crate::analysis::Cycle| {
        json!({
            "level": cycle.level,
            "kind": cycle.kind,
            "members": names(world, &cycle.members),
            "all_blocking": cycle.all_blocking,
        })
    };
    world.analysis.cycles().iter().map(cycle).collect()
}

/// The changes that one journey gains from. Each gain is what the journey would lose without that change alone.
fn advice(world: &World<'_>, plan: &Plan, journey: &JourneyPlan) -> Value {
    let architecture = world.architecture;
    let change = |worth: &crate::plan::Worth| {
        let change = &plan.changes[worth.change];
        json!({
            "interaction": architecture.interaction(change.interaction).id,
            "to": change.to,
            "gain": { "availability": worth.availability, "p99_ms": worth.p99.and_then(milliseconds) },
        })
    };
    let gap = |goal: fn(Goal) -> bool| {
        let gaps = journey.gaps.iter().filter(move |gap| goal(gap.goal));
        gaps.map(|gap| (gap.objective - gap.reached).abs()).reduce(f64::max)
    };
    let (availability, latency) = (gap(|it| it == Goal::Availability), gap(|it| it != Goal::Availability));
    let remaining = (!journey.gaps.is_empty())
        .then(|| json!({ "availability": availability, "latency_ms": latency.and_then(milliseconds) }));
    json!({
        "journey": architecture.journey(journey.journey).id,
        "changes": journey.worth.iter().map(change).collect::<Vec<_>>(),
        "meets_before": journey.meets_before(),
        "meets_after": journey.meets_after(),
        "availability_after": journey.after.availability,
        "p99_after_ms": journey.after.value(Goal::P99).and_then(milliseconds),
        "remaining_gap": remaining,
        "missing": journey.missing,
    })
}

fn plan(view: &AnalysisView<'_>) -> Value {
    let (architecture, plan) = (view.world.architecture, view.plan);
    let id = |id: InteractionId| &*architecture.interaction(id).id;
    let ids = |list: &[InteractionId]| list.iter().map(|it| id(*it)).collect::<Vec<_>>();
    let order = plan.most_worth_first();
    let rank = |number: usize| order.iter().position(|it| *it == number).map(|place| place + 1);
    let change = |(number, change): (usize, &crate::plan::Change)| {
        let edits = edits(architecture, change).into_iter();
        let edits = edits.map(|it| json!({ "place": view.sources.location(it.span), "text": it.text }));
        json!({
            "interaction": id(change.interaction),
            "to": change.to,
            "rank": rank(number),
            "what": sentence(architecture, change),
            "edits": edits.collect::<Vec<_>>(),
            "cost": change.cost,
            "frees": ids(&change.frees),
            "together": ids(&change.together),
            "because": change.because,
            "assumes": change.assumes,
        })
    };
    let ask = |ask: &crate::plan::Ask| json!({ "interaction": id(ask.interaction), "fact": ask.fact, "why": ask.why });
    json!({
        "changes": plan.changes.iter().enumerate().map(change).collect::<Vec<_>>(),
        "timeouts": plan.timeouts.as_ref().map(|table| timeouts(view, table)),
        "cost": plan.cost,
        "cost_at_least": plan.cost_at_least,
        "proof": if plan.proof == Proof::Exact { "exact" } else { "greedy, not proven minimal" },
        "meets_after": plan.meets_after(),
        "ask": plan.asks.iter().map(ask).collect::<Vec<_>>(),
    })
}

fn timeouts(view: &AnalysisView<'_>, table: &TimeoutPlan) -> Value {
    let architecture = view.world.architecture;
    let line = |line: &crate::plan::PlannedTimeout| {
        let interaction = architecture.interaction(line.interaction);
        let declared = interaction.declared.timeout;
        json!({
            "interaction": interaction.id,
            "place": view.sources.location(declared.map_or(interaction.span, |timeout| timeout.span)),
            "from": declared.map(|timeout| timeout.value.to_string()),
            "to_ms": milliseconds(line.to),
            "needed_ms": milliseconds(line.needed),
        })
    };
    let journey = |it: &crate::plan::Tightened| {
        json!({
            "journey": architecture.journey(it.journey).id,
            "worst_wait_before_ms": wait(Some(it.before)),
            "worst_wait_after_ms": wait(Some(it.after)),
        })
    };
    json!({
        "cost": table.cost,
        "lines": table.lines.iter().map(line).collect::<Vec<_>>(),
        "journeys": table.journeys.iter().map(journey).collect::<Vec<_>>(),
    })
}

//! Pools, hubs, retries and recovery: what an overload or an outage does. Never says how bad it is.

use super::place::service;
use super::{Origin, Provenance, Reading, Subject, World};
use crate::analysis::{FanOut, slow_share};
use crate::architecture::{FailureEffect, InteractionId, ServiceId, ServiceKind};

const DERIVED: Provenance = Provenance::Derived;
/// Share of calls that are slower than the p99 of their callee.
const TAIL: f64 = 0.01;
/// Services below which shares of a system say nothing (R14).
const SMALLEST_SYSTEM: usize = 5;

fn number<'w>(number: Option<f64>) -> Reading<'w> {
    number.map_or(Reading::UNKNOWN, |number| Reading::number(number, DERIVED))
}

fn waits(world: &World<'_>, id: InteractionId) -> bool {
    world.graph.callee(id).is_some()
        && world.service(world.architecture.interaction(id).from).kind() != ServiceKind::Client
}

fn pressure<'w>(
    world: &World<'w>,
    subject: Subject,
    read: impl FnOnce(&crate::analysis::Pressure) -> Option<f64>,
) -> Reading<'w> {
    let (id, _) = world.interaction(subject);
    if !waits(world, id) {
        return Reading::NOT_APPLICABLE;
    }
    number(world.analysis.pressure(id).and_then(|pressure| read(&pressure)))
}

/// How slow the callee may become before the caller's pool is exhausted.
pub(super) fn slow_tolerance<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    pressure(world, subject, |pressure| Some(pressure.slow_tolerance.max(0.0)))
}

/// Share of the caller's requests that find no place while the callee hangs.
pub(super) fn pool_rejects<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    pressure(world, subject, |pressure| pressure.rejected)
}

/// Share of the caller's requests that do not make this call.
pub(super) fn unrelated_requests<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    pressure(world, subject, |pressure| Some(pressure.unrelated))
}

/// The longest timeout that the pool bears while the callee hangs.
pub(super) fn pool_timeout<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let (id, _) = world.interaction(subject);
    let declared = &world.architecture.interaction(id).declared;
    let attempts = declared.attempts.map_or(1.0, |attempts| f64::from(attempts.value.max(1)));
    let pause = declared.backoff.map_or(0.0, |backoff| backoff.value.seconds());
    pressure(world, subject, |pressure| {
        let left = (pressure.slow_tolerance - (attempts - 1.0) * pause) / attempts;
        (left > 0.0).then_some((left * 1e3).floor() / 1e3).filter(|left| *left > 0.0)
    })
}

/// Calls in flight that the pool bears while the callee hangs.
pub(super) fn pool_bulkhead<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let rate = world.analysis.rate(world.interaction(subject).0);
    pressure(world, subject, |pressure| Some((pressure.slow_tolerance * rate?).floor().max(0.0)))
}

pub(super) fn pressure_lacking(world: &World<'_>, subject: Subject) -> Vec<String> {
    world.analysis.pressure_missing(world.interaction(subject).0)
}

/// Whether a circuit breaker guards the call. Undeclared is "no", more weakly, where other calls declare theirs.
pub(super) fn has_breaker<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    match world.interaction(subject).1.declared.circuit_breaker {
        Some(breaker) => Reading::flag(breaker.value, Provenance::Declared),
        None if world.traffic.declares_breakers() => Reading::flag(false, DERIVED),
        None => Reading::UNKNOWN,
    }
}

/// Attempts that one call can turn into further down, its own included.
pub(super) fn attempts_behind<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let factor = world.analysis.retry_factor_behind(world.interaction(subject).0);
    factor.map_or(Reading::NOT_APPLICABLE, |factor| Reading::number(factor.value, DERIVED))
}

/// Calls that run together with this one; told for the first interaction of a group.
pub(super) fn parallel_calls<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    match world.analysis.fan_out_together(world.interaction(subject).0) {
        FanOut::Together(calls) => Reading::number(f64::from(calls), DERIVED),
        FanOut::Ungrouped => Reading::UNKNOWN,
        FanOut::Told => Reading::NOT_APPLICABLE,
    }
}

/// Share of requests that at least one of these calls makes slow, slow being beyond the callee's p99.
pub(super) fn slow_requests<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    match world.analysis.fan_out_together(world.interaction(subject).0) {
        FanOut::Together(calls) => Reading::number(slow_share(TAIL, calls), DERIVED),
        FanOut::Ungrouped => Reading::UNKNOWN,
        FanOut::Told => Reading::NOT_APPLICABLE,
    }
}

/// The quantile that each of these calls must keep so that 99 % of requests do: 0.99^(1/n).
pub(super) fn leaf_quantile<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    match world.analysis.fan_out_together(world.interaction(subject).0) {
        FanOut::Together(calls) => Reading::number((1.0 - TAIL).powf(1.0 / f64::from(calls.max(1))), DERIVED),
        FanOut::Ungrouped => Reading::UNKNOWN,
        FanOut::Told => Reading::NOT_APPLICABLE,
    }
}

/// The most critical tier among the journeys that meet the interaction, or of its caller.
pub(super) fn tier_served<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let (id, interaction) = world.interaction(subject);
    let caller = world.service(interaction.from).declared.tier.map(|tier| tier.value);
    let tier = world.traffic.tier_served(id).into_iter().chain(caller).min();
    number(tier.map(f64::from))
}

/// Whether a request that matters is lost with it: a call that its caller fails with, or a message, of tier 1.
pub(super) fn critical<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let soft =
        world.interaction(subject).1.declared.on_failure.is_some_and(|it| it.value != FailureEffect::Fail);
    let tier = tier_served(world, subject);
    match tier.value() {
        _ if soft => Reading::flag(false, Provenance::Declared),
        Some(super::Value::Number(tier)) => Reading::flag(*tier <= 1.0, DERIVED),
        _ => Reading::UNKNOWN,
    }
}

pub(super) fn tier_lacking(world: &World<'_>, subject: Subject) -> Vec<String> {
    let (_, interaction) = world.interaction(subject);
    vec![format!("tier of `{}`", world.service(interaction.from).name)]
}

/// Services that fail with this one.
pub(super) fn dependents<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let (id, _) = service(world, subject);
    let provenance = if assumed(world, id) { Provenance::Defaulted } else { DERIVED };
    let dependents = world.analysis.dependents(id);
    dependents.map_or(Reading::UNKNOWN, |number| Reading::number(f64::from(number), provenance))
}

/// The same over all other services, clients left out.
pub(super) fn dependent_share<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let (id, _) = service(world, subject);
    let all = world.analysis.servers();
    if all < SMALLEST_SYSTEM {
        return Reading::NOT_APPLICABLE;
    }
    let provenance = if assumed(world, id) { Provenance::Defaulted } else { DERIVED };
    let dependents = world.analysis.dependents(id).map(|number| f64::from(number) / (all - 1) as f64);
    dependents.map_or(Reading::UNKNOWN, |share| Reading::number(share.min(1.0), provenance))
}

/// Whether some caller counts as failing with the service because nothing says otherwise.
fn assumed(world: &World<'_>, id: ServiceId) -> bool {
    world.graph.nodes_of(id).any(|node| world.graph.incoming(node).iter().any(|edge| edge.is_assumed()))
}

pub(super) fn callers_at(world: &World<'_>, subject: Subject) -> Vec<Origin> {
    let (id, _) = service(world, subject);
    let edges = world.graph.nodes_of(id).flat_map(|node| world.graph.incoming(node));
    let mut calls: Vec<InteractionId> =
        edges.filter(|it| it.is_hard()).filter_map(|it| it.interaction()).collect();
    calls.sort_unstable();
    let mut callers = Vec::new();
    calls.retain(|call| {
        let from = world.architecture.interaction(*call).from;
        let is_new = !callers.contains(&from);
        callers.extend(is_new.then_some(from));
        is_new
    });
    let place = |id: &InteractionId| {
        let interaction = world.architecture.interaction(*id);
        let text = format!("`{}` fails with it", world.service(interaction.from).name);
        Origin { span: interaction.to_span, text }
    };
    calls.iter().take(6).map(place).collect()
}

/// Journeys that fail with the service.
pub(super) fn failing_journeys<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    Reading::number(f64::from(world.analysis.journeys_failing_with(service(world, subject).0)), DERIVED)
}

/// Journeys of tier 1 that fail with the service. None is certain only where every journey has a tier.
pub(super) fn critical_journeys<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let (hit, _) = world.analysis.critical_journeys_failing_with(service(world, subject).0);
    let unsure = world.analysis.has_journeys_without_tier() || world.architecture.journeys.is_empty();
    if hit == 0 && unsure { Reading::UNKNOWN } else { Reading::number(f64::from(hit), DERIVED) }
}

pub(super) fn critical_share<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let (hit, all) = world.analysis.critical_journeys_failing_with(service(world, subject).0);
    if all == 0 { Reading::NOT_APPLICABLE } else { Reading::number(f64::from(hit) / f64::from(all), DERIVED) }
}

pub(super) fn journey_tiers_lacking(world: &World<'_>, _: Subject) -> Vec<String> {
    if world.architecture.journeys.is_empty() {
        return vec!["a journey".into()];
    }
    let tier = |it: &&crate::architecture::Journey| {
        it.tier.is_none() && world.service(it.entry.value).declared.tier.is_none()
    };
    world.architecture.journeys.iter().filter(tier).map(|it| format!("tier of `{}`", it.id)).collect()
}

/// Requests per second at the peak as far as declared, else the mean that follows from what calls the service.
pub(super) fn load<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let (id, _) = service(world, subject);
    let offered = world.traffic.offered(id);
    let declared = (offered.is_complete && offered.at_least > 0.0).then_some(offered.at_least);
    number(declared.or_else(|| world.analysis.arriving(id)))
}

pub(super) fn load_lacking(world: &World<'_>, subject: Subject) -> Vec<String> {
    vec![format!("rates of what calls `{}`", service(world, subject).1.name)]
}

/// Load below which the service recovers by itself: capacity over the attempts that arrive for one request.
pub(super) fn hidden_capacity<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let Some(recovery) = world.analysis.recovery(service(world, subject).0) else { return Reading::UNKNOWN };
    let hidden = recovery.hidden_capacity();
    let load = load(world, subject);
    let is_over = matches!(load.value(), Some(super::Value::Number(load)) if *load >= hidden);
    if recovery.is_lower_bound && !is_over { Reading::UNKNOWN } else { Reading::number(hidden, DERIVED) }
}

pub(super) fn capacity_lacking(world: &World<'_>, subject: Subject) -> Vec<String> {
    let (_, service) = service(world, subject);
    match service.declared.capacity {
        None => vec![format!("capacity of `{}`", service.name)],
        Some(_) => vec![format!("attempts of the calls to `{}`", service.name)],
    }
}

/// Attempts that arrive for one request when all fail.
pub(super) fn amplification<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    number(world.analysis.recovery(service(world, subject).0).map(|recovery| recovery.amplification))
}

/// Load over capacity.
pub(super) fn utilisation<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let capacity = world.analysis.recovery(service(world, subject).0).map(|recovery| recovery.capacity);
    let load = load(world, subject);
    match (load.value(), capacity) {
        (Some(super::Value::Number(load)), Some(capacity)) if capacity > 0.0 => number(Some(load / capacity)),
        _ => Reading::UNKNOWN,
    }
}

/// The largest share of retries under which the service still recovers: capacity/load - 1.
pub(super) fn retry_budget_needed<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    match utilisation(world, subject).value() {
        Some(super::Value::Number(utilisation)) if *utilisation > 0.0 => {
            number(Some((1.0 / utilisation - 1.0).clamp(0.0, 1.0)))
        }
        _ => Reading::UNKNOWN,
    }
}

fn lockstep<'w>(
    world: &World<'w>,
    read: impl FnOnce(&crate::analysis::Lockstep) -> Option<f64>,
) -> Reading<'w> {
    match world.analysis.lockstep() {
        Some(lockstep) => number(read(&lockstep)),
        None => Reading::UNKNOWN,
    }
}

/// How much the system moves in lockstep; unknown where undeclared modes could lift it over a half.
pub(super) fn lockstep_index<'w>(world: &World<'w>, _: Subject) -> Reading<'w> {
    lockstep(world, |it| Some(it.index()).filter(|index| *index >= 0.5 || it.undecided_share == 0.0))
}

pub(super) fn lockstep_lacking(world: &World<'_>, _: Subject) -> Vec<String> {
    match world.analysis.lockstep() {
        None => vec!["five services".into()],
        Some(_) => vec!["mode of some interactions".into()],
    }
}

pub(super) fn hard_share<'w>(world: &World<'w>, _: Subject) -> Reading<'w> {
    lockstep(world, |it| Some(it.hard_share))
}

pub(super) fn cycle_share<'w>(world: &World<'w>, _: Subject) -> Reading<'w> {
    lockstep(world, |it| Some(it.cycle_share))
}

pub(super) fn reach_share<'w>(world: &World<'w>, _: Subject) -> Reading<'w> {
    lockstep(world, |it| Some(it.reach_share))
}

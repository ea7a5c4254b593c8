//! What a journey waits for and depends on. Never says whether that is too much.

use super::{Origin, Provenance, Reading, Subject, World};
use crate::analysis::{Effective, Missing, Path, Quantity, Total};
use crate::architecture::{ServiceId, ServiceKind};
use crate::graph::Level;

const DERIVED: Provenance = Provenance::Derived;
/// Services in a chain above which it is mentioned, where the policy says nothing (our default, after R01).
const DEPTH_LIMIT: f64 = 2.0;
/// Attempts above which they are reported, where the policy says nothing (our default, after R17).
const RETRY_LIMIT: f64 = 4.0;

fn quantity<'w>(quantity: Quantity) -> Reading<'w> {
    Reading::number(quantity.value, quantity.provenance)
}

fn total<'w>(total: Total) -> Reading<'w> {
    match total {
        Total::Known(known) => quantity(known),
        Total::Unbounded => Reading::number(f64::INFINITY, DERIVED),
        Total::Unknown => Reading::UNKNOWN,
    }
}

fn names<'w>(world: &World<'w>, services: &[ServiceId]) -> Reading<'w> {
    Reading::list(services.iter().map(|id| &*world.architecture.service(*id).name), DERIVED)
}

/// The interactions of a path as places, each with what it does.
fn walk(world: &World<'_>, path: &Path) -> Vec<Origin> {
    let place = |id: &crate::architecture::InteractionId| {
        let interaction = world.architecture.interaction(*id);
        let (from, to) = (&world.service(interaction.from).name, &world.service(interaction.to).name);
        Origin { span: interaction.to_span, text: format!("`{from}` waits for `{to}`") }
    };
    path.interactions.iter().map(place).collect()
}

/// Services in the worst blocking chain. Unknown where nothing is known about the modes behind the entry.
pub(super) fn blocking_depth<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let (id, _) = world.journey(subject);
    if world.architecture.interactions.is_empty() {
        return Reading::UNKNOWN;
    }
    Reading::number(f64::from(world.analysis.blocking_depth(id)), DERIVED)
}

/// The same without gateways: they pass a request on and nobody can take them out of the chain.
pub(super) fn services_in_chain<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let (id, _) = world.journey(subject);
    if world.architecture.interactions.is_empty() {
        return Reading::UNKNOWN;
    }
    let chain = world.analysis.worst_chain(id).services;
    let gateways = chain.iter().filter(|it| world.service(**it).kind() == ServiceKind::Gateway).count();
    Reading::number(f64::from(world.analysis.blocking_depth(id)) - gateways as f64, DERIVED)
}

pub(super) fn possible_depth<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    Reading::number(f64::from(world.analysis.possible_depth(world.journey(subject).0)), DERIVED)
}

/// The limit of the policy, or ours.
pub(super) fn depth_limit<'w>(world: &World<'w>, _: Subject) -> Reading<'w> {
    let limit = world.architecture.policy.max_blocking_depth;
    Reading::number(limit.map_or(DEPTH_LIMIT, |limit| f64::from(limit.value)), DERIVED)
}

pub(super) fn depth_limit_declared<'w>(world: &World<'w>, _: Subject) -> Reading<'w> {
    Reading::flag(world.architecture.policy.max_blocking_depth.is_some(), Provenance::Declared)
}

/// Whether the worst chain follows operations or whole services.
pub(super) fn level<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let level = world.analysis.depth_level(world.journey(subject).0);
    Reading::text(if level == Level::Operation { "operation" } else { "service" }, DERIVED)
}

/// The services of the worst chain.
pub(super) fn worst_chain<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    names(world, &world.analysis.worst_chain(world.journey(subject).0).services)
}

pub(super) fn worst_chain_at(world: &World<'_>, subject: Subject) -> Vec<Origin> {
    walk(world, &world.analysis.worst_chain(world.journey(subject).0))
}

/// The product of the availabilities of everything the journey cannot do without. Where some are unknown, the product
/// of the others is an upper limit; it is given only when that alone misses the objective.
pub(super) fn availability_ceiling<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let (id, journey) = world.journey(subject);
    let availability = world.analysis.availability(id);
    let missed = journey.slo.availability.is_some_and(|slo| availability.at_most.value < slo.value.get());
    match availability.ceiling {
        Total::Known(ceiling) => quantity(ceiling),
        _ if missed => quantity(availability.at_most),
        _ => Reading::UNKNOWN,
    }
}

pub(super) fn availability_lacking(world: &World<'_>, subject: Subject) -> Vec<String> {
    let (id, journey) = world.journey(subject);
    let mut lacking = describe(world, &world.analysis.availability_missing(id));
    if journey.slo.availability.is_none() {
        lacking.push(format!("slo availability of `{}`", journey.id));
    }
    lacking
}

fn describe(world: &World<'_>, missing: &[Missing]) -> Vec<String> {
    missing.iter().map(|missing| missing.describe(world.architecture)).collect()
}

/// The services with the largest shares of the unavailability, at their places.
pub(super) fn availability_at(world: &World<'_>, subject: Subject) -> Vec<Origin> {
    let contributions = world.analysis.availability_contributions(world.journey(subject).0);
    let place = |it: &crate::analysis::Contribution| {
        let service = world.service(it.service);
        let span = service.declared.availability.map_or(service.span, |availability| availability.span);
        Origin {
            span,
            text: format!("`{}` takes {:.0} % of the unavailability", service.name, it.share * 100.0),
        }
    };
    contributions.iter().take(3).filter(|it| it.share > 0.0).map(place).collect()
}

/// Whether the ceiling reaches the objective; nothing where there is none.
pub(super) fn availability_meets<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let (id, journey) = world.journey(subject);
    let Some(slo) = journey.slo.availability else { return Reading::NOT_APPLICABLE };
    let ceiling = availability_ceiling(world, subject);
    let complete = world.analysis.availability(id).complete;
    match ceiling.value() {
        Some(super::Value::Number(value)) if *value < slo.value.get() => {
            Reading::flag(false, ceiling.provenance)
        }
        Some(super::Value::Number(_)) if complete => Reading::flag(true, ceiling.provenance),
        _ => Reading::UNKNOWN,
    }
}

/// Unavailability at the ceiling over the unavailability that the objective allows.
pub(super) fn unavailability_ratio<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let (_, journey) = world.journey(subject);
    let Some(slo) = journey.slo.availability else { return Reading::NOT_APPLICABLE };
    let allowed = 1.0 - slo.value.get();
    let ceiling = availability_ceiling(world, subject);
    match ceiling.value() {
        Some(super::Value::Number(value)) => Reading::number((1.0 - value) / allowed, ceiling.provenance),
        _ => Reading::UNKNOWN,
    }
}

/// The services with the largest shares, with their share.
pub(super) fn largest_shares<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let contributions = world.analysis.availability_contributions(world.journey(subject).0);
    let shown = contributions.iter().take(3).filter(|it| it.share > 0.0);
    let shown = shown.map(|it| format!("`{}` ({:.0} %)", world.service(it.service).name, it.share * 100.0));
    Reading::list(shown.collect::<Vec<_>>(), DERIVED)
}

/// The expected p99 if hops are independent.
pub(super) fn latency_p99<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let estimate = world.analysis.latency_estimate(world.journey(subject).0);
    estimate.map_or(Reading::UNKNOWN, |estimate| Reading::number(estimate.p99, DERIVED))
}

pub(super) fn latency_lacking(world: &World<'_>, subject: Subject) -> Vec<String> {
    describe(world, &world.analysis.latency_missing(world.journey(subject).0))
}

/// The slowest services on the way, at their places.
pub(super) fn latency_at(world: &World<'_>, subject: Subject) -> Vec<Origin> {
    let services = world.analysis.blocking_services(world.journey(subject).0);
    let mut tails: Vec<(f64, Origin)> = Vec::new();
    for service in services.into_iter().map(|id| world.service(id)) {
        if let Some(p99) = service.declared.p99 {
            let text = format!("`{}` takes {} at its p99", service.name, p99.value);
            tails.push((p99.value.seconds(), Origin { span: p99.span, text }));
        }
    }
    tails.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.span.cmp(&b.1.span)));
    tails.into_iter().take(3).map(|(_, origin)| origin).collect()
}

/// All p99s added: exact only if all hops are slow together.
pub(super) fn latency_sum<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    total(world.analysis.latency_bounds(world.journey(subject).0).sum_of_p99)
}

/// The p99 is at least this, whatever the dependence between hops.
pub(super) fn latency_at_least<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    Reading::number(world.analysis.latency_bounds(world.journey(subject).0).at_least, DERIVED)
}

/// The p99 is at most this, whatever the dependence between hops.
pub(super) fn latency_at_most<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    total(world.analysis.latency_bounds(world.journey(subject).0).bound_p99)
}

/// Whether the p99 keeps the objective: by the bounds where they settle it, by the estimate otherwise.
pub(super) fn latency_meets<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let (id, journey) = world.journey(subject);
    let Some(slo) = journey.slo.p99 else { return Reading::NOT_APPLICABLE };
    let slo = slo.value.seconds();
    let bounds = world.analysis.latency_bounds(id);
    if bounds.at_least > slo {
        return Reading::flag(false, DERIVED);
    }
    if bounds.bound_p99.known().is_some_and(|bound| bound.value <= slo) {
        return Reading::flag(true, DERIVED);
    }
    world
        .analysis
        .latency_estimate(id)
        .map_or(Reading::UNKNOWN, |estimate| Reading::flag(estimate.p99 <= slo, DERIVED))
}

/// Product of the declared attempts along the worst path. Undeclared attempts count as one, so that the true number is
/// not smaller: a lower bound is certain, not assumed.
pub(super) fn retry_amplification<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    Reading::number(world.analysis.retry_factor(world.journey(subject).0).value, DERIVED)
}

/// The limit of the policy, or ours.
pub(super) fn retry_limit<'w>(world: &World<'w>, _: Subject) -> Reading<'w> {
    let limit = world.architecture.policy.max_retry_amplification;
    Reading::number(limit.map_or(RETRY_LIMIT, |limit| f64::from(limit.value)), DERIVED)
}

/// The services along which attempts multiply.
pub(super) fn retry_path<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    names(world, &world.analysis.retry_path(world.journey(subject).0).services)
}

/// How many calls on that path are attempted more than once.
pub(super) fn retry_layers<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let path = world.analysis.retry_path(world.journey(subject).0).interactions;
    let attempts = path.iter().filter_map(|id| world.architecture.interaction(*id).declared.attempts);
    Reading::number(attempts.filter(|attempts| attempts.value > 1).count() as f64, DERIVED)
}

pub(super) fn retry_path_at(world: &World<'_>, subject: Subject) -> Vec<Origin> {
    let place = |id: &crate::architecture::InteractionId| {
        let interaction = world.architecture.interaction(*id);
        let attempts = interaction.declared.attempts?;
        let (from, to) = (&world.service(interaction.from).name, &world.service(interaction.to).name);
        let text = format!("`{from}` attempts `{to}` {} times", attempts.value);
        (attempts.value > 1).then_some(Origin { span: attempts.span, text })
    };
    world.analysis.retry_path(world.journey(subject).0).interactions.iter().filter_map(place).collect()
}

/// The p99 if hops are independent over the largest p99 of a single hop.
pub(super) fn tail_ratio<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let (id, _) = world.journey(subject);
    let largest = world.analysis.latency_bounds(id).at_least;
    match world.analysis.latency_estimate(id) {
        Some(estimate) if largest > 0.0 => Reading::number(estimate.p99 / largest, DERIVED),
        _ => Reading::UNKNOWN,
    }
}

fn effective(world: &World<'_>, subject: Subject) -> Option<Result<Effective, Vec<Missing>>> {
    let (id, _) = world.journey(subject);
    let kept = availability_meets(world, subject).value() == Some(&super::Value::Flag(true));
    kept.then(|| world.analysis.availability_after_retries(id))
}

/// What is left of a ceiling that keeps its objective after timeouts and attempts. Where something was left out, it is known
/// only if it misses the objective all the same.
pub(super) fn availability_after_retries<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let slo = world.journey(subject).1.slo.availability.map_or(0.0, |slo| slo.value.get());
    match effective(world, subject) {
        None => Reading::NOT_APPLICABLE,
        Some(Ok(it)) if !it.is_assumed || it.availability < slo => Reading::number(it.availability, DERIVED),
        Some(_) => Reading::UNKNOWN,
    }
}

pub(super) fn after_retries_lacking(world: &World<'_>, subject: Subject) -> Vec<String> {
    match effective(world, subject) {
        Some(Err(missing)) => describe(world, &missing),
        _ => vec![format!("timeouts and attempts of the calls of `{}`", world.journey(subject).1.id)],
    }
}

/// The service whose callers' timeout cuts off the largest share of its answers.
pub(super) fn most_cut<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    match effective(world, subject) {
        Some(Ok(Effective { most_cut: Some((service, share)), .. })) => {
            let name = &world.service(service).name;
            Reading::text(format!("`{name}` ({:.2} % of its answers come too late)", share * 100.0), DERIVED)
        }
        _ => Reading::NOT_APPLICABLE,
    }
}

//! What services do with messages: consuming, passing them on, being asked because of them; and what their caches carry.
//! Never says how bad it is.

use super::place::service;
use super::{Origin, Provenance, Reading, Subject, World, message};
use crate::architecture::{FailureEffect, Interaction, InteractionId, Ordering, ServiceKind};

const DERIVED: Provenance = Provenance::Derived;

fn names<'w>(world: &World<'w>, ids: &[InteractionId]) -> Reading<'w> {
    let name = |id: &InteractionId| {
        let interaction = world.architecture.interaction(*id);
        interaction.declared.channel.as_ref().map_or(&*interaction.id, |channel| &*channel.value)
    };
    let mut names: Vec<&str> = ids.iter().map(name).collect();
    names.sort_unstable();
    names.dedup();
    Reading::list(names, DERIVED)
}

/// How many, where that is certain: none of them with some unknown is not known to be none.
fn count<'w>((found, unknown): (Vec<InteractionId>, Vec<InteractionId>)) -> Reading<'w> {
    match found.len() {
        0 if !unknown.is_empty() => Reading::UNKNOWN,
        found => Reading::number(found as f64, DERIVED),
    }
}

/// Splits the messages that a service consumes into those for which something holds and those for which that is not known.
fn sort(
    world: &World<'_>,
    subject: Subject,
    holds: impl Fn(InteractionId, &Interaction) -> Option<bool>,
) -> (Vec<InteractionId>, Vec<InteractionId>) {
    let (mut found, mut unknown) = (Vec::new(), Vec::new());
    for id in world.analysis.messaging().consumed(service(world, subject).0) {
        match holds(*id, world.architecture.interaction(*id)) {
            Some(true) => found.push(*id),
            Some(false) => {}
            None => unknown.push(*id),
        }
    }
    (found, unknown)
}

/// Messages that may come again and are never put aside: without a dead-letter queue, or without a limit.
fn poison(world: &World<'_>, subject: Subject) -> (Vec<InteractionId>, Vec<InteractionId>) {
    sort(world, subject, |id, interaction| {
        let declared = &interaction.declared;
        if !message::is_redelivered(world, id) {
            return Some(false);
        }
        let kept = declared.dead_letter.map(|it| it.value);
        let limited = declared.max_deliveries.map(|it| it.value.limit().is_some());
        match (kept, limited) {
            (Some(false), _) | (_, Some(false)) => Some(true),
            (Some(true), Some(true)) => Some(false),
            (Some(true), None) | (None, _) => None,
        }
    })
}

pub(super) fn poison_count<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    count(poison(world, subject))
}

pub(super) fn poison_channels<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    names(world, &poison(world, subject).0)
}

/// Whether order must be kept on one of them, so that a bad message holds up all behind it.
pub(super) fn poison_ordered<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let ordering =
        |id: &InteractionId| world.architecture.interaction(*id).declared.ordering.map(|it| it.value);
    let orders: Vec<_> = poison(world, subject).0.iter().map(ordering).collect();
    if orders.iter().any(|it| it.is_some_and(|it| it != Ordering::None)) {
        return Reading::flag(true, Provenance::Declared);
    }
    if orders.iter().any(Option::is_none) {
        Reading::UNKNOWN
    } else {
        Reading::flag(false, Provenance::Declared)
    }
}

pub(super) fn poison_at(world: &World<'_>, subject: Subject) -> Vec<Origin> {
    let place = |id: &InteractionId| {
        let interaction = world.architecture.interaction(*id);
        let span = interaction.declared.dead_letter.map(|it| it.span);
        let span = span.or(interaction.declared.max_deliveries.map(|it| it.span)).unwrap_or(interaction.span);
        Origin { span, text: format!("`{}`", interaction.id) }
    };
    poison(world, subject).0.iter().take(8).map(place).collect()
}

pub(super) fn poison_lacking(world: &World<'_>, subject: Subject) -> Vec<String> {
    let unknown = poison(world, subject).1.into_iter().map(|id| world.architecture.interaction(id));
    unknown.map(|it| format!("dead-letter and max-deliveries of `{}`", it.id)).collect()
}

/// Messages whose queue has neither a limit nor a time after which they are dropped.
fn unbounded(world: &World<'_>, subject: Subject) -> (Vec<InteractionId>, Vec<InteractionId>) {
    sort(world, subject, |_, interaction| {
        let declared = &interaction.declared;
        let limited = declared.queue_limit.map(|it| it.value.limit().is_some());
        let dropped = declared.time_to_live.map(|it| it.value.limit().is_some());
        match (limited, dropped) {
            (Some(true), _) | (_, Some(true)) => Some(false),
            (Some(false), Some(false)) => Some(true),
            _ => None,
        }
    })
}

pub(super) fn unbounded_count<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    count(unbounded(world, subject))
}

pub(super) fn unbounded_channels<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    names(world, &unbounded(world, subject).0)
}

/// Whether one of them is worth less the older it is: it declares an acceptable age or a deadline.
pub(super) fn unbounded_ages<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let ages = |id: &InteractionId| {
        let declared = &world.architecture.interaction(*id).declared;
        declared.deadline.is_some() || message::allowed_age(world, *id).is_some()
    };
    Reading::flag(unbounded(world, subject).0.iter().any(ages), DERIVED)
}

pub(super) fn unbounded_at(world: &World<'_>, subject: Subject) -> Vec<Origin> {
    let place = |id: &InteractionId| {
        let interaction = world.architecture.interaction(*id);
        let span = interaction.declared.queue_limit.map_or(interaction.span, |it| it.span);
        Origin { span, text: format!("`{}`", interaction.id) }
    };
    unbounded(world, subject).0.iter().take(8).map(place).collect()
}

pub(super) fn unbounded_lacking(world: &World<'_>, subject: Subject) -> Vec<String> {
    let unknown = unbounded(world, subject).1.into_iter().map(|id| world.architecture.interaction(id));
    unknown.map(|it| format!("queue-limit or time-to-live of `{}`", it.id)).collect()
}

/// Publications that fail with the broker: no outbox, and the publisher fails when it cannot publish.
fn dependent(world: &World<'_>, subject: Subject) -> (Vec<InteractionId>, Vec<InteractionId>) {
    let (mut found, mut unknown) = (Vec::new(), Vec::new());
    for id in world.analysis.messaging().published_to(service(world, subject).0) {
        let declared = &world.architecture.interaction(*id).declared;
        let fails = declared.on_failure.map(|it| it.value == FailureEffect::Fail);
        match (declared.outbox.map(|it| it.value), fails) {
            (Some(true), _) | (_, Some(false)) => {}
            (Some(false), Some(true)) => found.push(*id),
            _ => unknown.push(*id),
        }
    }
    (found, unknown)
}

pub(super) fn dependent_count<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    count(dependent(world, subject))
}

/// The services that publish so.
pub(super) fn dependent_producers<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let found = dependent(world, subject).0.into_iter().map(|id| world.architecture.interaction(id).from);
    let mut found: Vec<_> = found.collect();
    found.sort_unstable();
    found.dedup();
    Reading::list(found.into_iter().map(|id| &*world.architecture.service(id).name), DERIVED)
}

/// The most critical tier among them.
pub(super) fn dependent_tier<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let found = dependent(world, subject).0.into_iter().map(|id| world.architecture.interaction(id).from);
    let tiers: Vec<_> = found.map(|id| world.service(id).declared.tier.map(|tier| tier.value)).collect();
    match tiers.iter().flatten().min() {
        Some(tier) if *tier == 1 || tiers.iter().all(Option::is_some) => {
            Reading::number(f64::from(*tier), DERIVED)
        }
        _ => Reading::UNKNOWN,
    }
}

pub(super) fn dependent_at(world: &World<'_>, subject: Subject) -> Vec<Origin> {
    let place = |id: &InteractionId| {
        let interaction = world.architecture.interaction(*id);
        let span = interaction.declared.outbox.map_or(interaction.span, |it| it.span);
        Origin {
            span,
            text: format!("`{}` fails when it cannot publish", world.service(interaction.from).name),
        }
    };
    dependent(world, subject).0.iter().take(8).map(place).collect()
}

pub(super) fn dependent_lacking(world: &World<'_>, subject: Subject) -> Vec<String> {
    let unknown = dependent(world, subject).1.into_iter().map(|id| world.architecture.interaction(id));
    unknown.map(|it| format!("outbox and on-failure of `{}`", it.id)).collect()
}

/// What messages load the service with at the peak: those it consumes, and calls by others while they consume.
pub(super) fn message_load<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let (id, service) = service(world, subject);
    let Some(load) = world.analysis.messaging().load(id) else { return Reading::NOT_APPLICABLE };
    let sum = load.consumed + load.asked;
    let enough = service.declared.capacity.is_some_and(|capacity| sum >= capacity.value.per_second());
    let storage = matches!(service.kind(), ServiceKind::Datastore | ServiceKind::Cache);
    match (load.is_complete || enough) && !(storage && sum == 0.0) {
        true => Reading::number(sum, DERIVED),
        false => Reading::UNKNOWN,
    }
}

/// The same over the capacity.
pub(super) fn message_load_share<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let (id, service) = service(world, subject);
    if world.analysis.messaging().load(id).is_none() {
        return Reading::NOT_APPLICABLE;
    }
    let load = message_load(world, subject);
    match (load.value(), service.declared.capacity) {
        (Some(super::Value::Number(load)), Some(capacity)) if capacity.value.per_second() > 0.0 => {
            Reading::number(load / capacity.value.per_second(), DERIVED)
        }
        _ => Reading::UNKNOWN,
    }
}

/// The part of it that consumers cause by asking.
pub(super) fn message_calls<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let load = world.analysis.messaging().load(service(world, subject).0);
    load.map_or(Reading::NOT_APPLICABLE, |load| Reading::number(load.asked, DERIVED))
}

pub(super) fn load_lacking(world: &World<'_>, subject: Subject) -> Vec<String> {
    let (id, service) = service(world, subject);
    let messaging = world.analysis.messaging();
    let consumed = messaging.consumed(id).iter();
    let unrated = consumed.filter(|id| messaging.rate(world.architecture, **id).is_none());
    let unrated = unrated.map(|id| format!("`rate` of `{}`", world.architecture.interaction(*id).id));
    let capacity = service.declared.capacity.is_none().then(|| format!("capacity of `{}`", service.name));
    unrated.chain(capacity).collect()
}

/// What arrives at the peak when all caches in front of it are empty.
pub(super) fn load_without_cache<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let (id, service) = service(world, subject);
    let Some(loss) = world.analysis.messaging().cache_loss(id) else { return Reading::NOT_APPLICABLE };
    let enough = service.declared.capacity.is_some_and(|capacity| loss.cold > capacity.value.per_second());
    if loss.is_complete || enough { Reading::number(loss.cold, DERIVED) } else { Reading::UNKNOWN }
}

/// How many times the usual load that is.
pub(super) fn cache_amplification<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let loss = world.analysis.messaging().cache_loss(service(world, subject).0);
    loss.map_or(Reading::NOT_APPLICABLE, |loss| Reading::number(loss.amplification(), DERIVED))
}

pub(super) fn cached_at(world: &World<'_>, subject: Subject) -> Vec<Origin> {
    let loss = world.analysis.messaging().cache_loss(service(world, subject).0);
    let place = |id: &InteractionId| {
        let hits = world.architecture.interaction(*id).declared.cache_hits?;
        Some(Origin { span: hits.span, text: format!("a cache answers {}", hits.value) })
    };
    loss.map_or(vec![], |loss| loss.cached.iter().take(8).filter_map(place).collect())
}

pub(super) fn cache_lacking(world: &World<'_>, subject: Subject) -> Vec<String> {
    let (id, service) = service(world, subject);
    let arriving = world.architecture.interactions.iter().filter(|it| it.to == id);
    let unrated = arriving.filter(|it| it.declared.rate.or(it.declared.peak_rate).is_none());
    let unrated = unrated.map(|it| format!("`rate` of `{}`", it.id));
    let capacity = service.declared.capacity.is_none().then(|| format!("capacity of `{}`", service.name));
    unrated.chain(capacity).collect()
}

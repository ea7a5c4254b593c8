//! What can go wrong on one interaction: waiting, depending, repeating, distance. Never says how bad it is.

use super::{Origin, Provenance, Reading, Subject, World};
use crate::analysis::{Distance, Inversion, Total, Work};
use crate::architecture::{
    Choice, FailureEffect, Idempotency, InteractionId, InteractionKind, Mode, Protocol, ServiceId,
};

const DERIVED: Provenance = Provenance::Derived;

/// Whether the caller waits: for the callee, or, publishing, for the broker's acknowledgement.
pub(super) fn blocking<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let declared = &world.interaction(subject).1.declared;
    let Some(mode) = declared.mode else { return Reading::UNKNOWN };
    let waits = match mode.value {
        Mode::Sync | Mode::Hybrid => true,
        Mode::Async => declared.waits_for_ack.is_some_and(|it| it.value),
    };
    Reading::flag(waits, Provenance::Declared)
}

/// Whether the caller's request fails with the callee. A blocking call that says nothing counts as hard (our default).
pub(super) fn hard<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let declared = &world.interaction(subject).1.declared;
    match (declared.mode.map(|mode| mode.value), declared.on_failure.map(|effect| effect.value)) {
        (Some(Mode::Async), _) => Reading::flag(false, Provenance::Declared),
        (None, _) => Reading::UNKNOWN,
        (Some(_), Some(effect)) => Reading::flag(effect == FailureEffect::Fail, Provenance::Declared),
        (Some(_), None) => Reading::flag(true, Provenance::Defaulted),
    }
}

/// The callee with its operation, as titles name it.
pub(super) fn callee<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let (_, interaction) = world.interaction(subject);
    let name = &world.service(interaction.to).name;
    let text = match &interaction.declared.operation {
        Some(operation) => format!("`{name}` (`{}`)", operation.value),
        None => format!("`{name}`"),
    };
    Reading::text(text, Provenance::Declared)
}

/// Whether anything ends the wait. Undeclared is "no", more weakly, where other calls declare their timeouts.
pub(super) fn has_timeout<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let declared = &world.interaction(subject).1.declared;
    match declared.timeout {
        Some(timeout) => Reading::flag(timeout.value.after().is_some(), Provenance::Declared),
        None if declared.timeout_unknown.is_none() && world.traffic.declares_timeouts() => {
            Reading::flag(false, DERIVED)
        }
        None => Reading::UNKNOWN,
    }
}

/// Whether the remaining deadline travels along. Where nothing is declared it does not: only gRPC could do it unasked.
pub(super) fn deadline_propagation<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let declared = &world.interaction(subject).1.declared;
    match (declared.deadline_propagation, declared.protocol.map(|protocol| protocol.value)) {
        (Some(propagation), _) => Reading::flag(propagation.value, Provenance::Declared),
        (None, Some(protocol)) if protocol != Protocol::Grpc => Reading::flag(false, DERIVED),
        (None, _) => Reading::flag(false, Provenance::Defaulted),
    }
}

/// Whether the caller gives up while the callee may still work under its timeouts. A callee that waits without any limit is
/// another matter: the missing timeout is to blame, not the order of two.
pub(super) fn timeout_inverted<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    match world.analysis.inversion(world.interaction(subject).0) {
        Some(Inversion::Strong { wasted, provenance }) => Reading::flag(wasted < 1.0, provenance),
        Some(Inversion::None) => Reading::flag(false, DERIVED),
        Some(Inversion::Unknown) => Reading::UNKNOWN,
        None => Reading::NOT_APPLICABLE,
    }
}

/// How long the callee may work on one attempt; without bound where something below waits without limit.
pub(super) fn callee_needs<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    world.analysis.callee_needs(world.interaction(subject).0).map_or(Reading::NOT_APPLICABLE, work)
}

/// How long the caller waits at worst: all attempts and pauses.
pub(super) fn worst_wait<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    world.analysis.worst_wait(world.interaction(subject).0).map_or(Reading::NOT_APPLICABLE, work)
}

/// The whole, or what is certain of it where that is something.
fn work<'w>(work: Work) -> Reading<'w> {
    match work.total {
        Total::Known(quantity) => Reading::number(quantity.value, quantity.provenance),
        Total::Unbounded => Reading::number(f64::INFINITY, DERIVED),
        Total::Unknown if work.at_least > 0.0 => Reading::number(work.at_least, DERIVED),
        Total::Unknown => Reading::UNKNOWN,
    }
}

pub(super) fn wait_in_words(world: &World<'_>, id: InteractionId, seconds: f64) -> String {
    let interaction = world.architecture.interaction(id);
    let (from, to) = (&world.service(interaction.from).name, &world.service(interaction.to).name);
    if seconds.is_infinite() {
        return format!("`{from}` waits for `{to}` without a limit");
    }
    let shown = super::show(&super::Value::Number(seconds), super::FactType::Duration);
    format!("`{from}` waits for `{to}` up to {shown}")
}

/// Whether attempting it again does no harm: a query, harmless by nature, or recognisable by a key.
pub(super) fn repeatable<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let declared = &world.interaction(subject).1.declared;
    let natural = declared.idempotency.map(|it| it.value);
    let key = declared.idempotency_key.map(|it| it.value);
    match (declared.kind.map(|it| it.value), natural, key) {
        (Some(InteractionKind::Query), ..) => Reading::flag(true, DERIVED),
        (_, Some(Idempotency::Natural), _) | (_, _, Some(true)) => Reading::flag(true, Provenance::Declared),
        (_, Some(Idempotency::Impossible), _) | (_, _, Some(false)) => {
            Reading::flag(false, Provenance::Declared)
        }
        _ => Reading::UNKNOWN,
    }
}

pub(super) fn repeatable_at(world: &World<'_>, subject: Subject) -> Vec<Origin> {
    let declared = &world.interaction(subject).1.declared;
    let key = declared
        .idempotency_key
        .map(|it| Origin { span: it.span, text: "nothing identifies a repetition".into() });
    let nature = declared.idempotency.map(|it| Origin { span: it.span, text: "repeating does harm".into() });
    key.or(nature).into_iter().collect()
}

/// Whether both ends run in different regions.
pub(super) fn crosses_region<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    match world.analysis.distance(world.interaction(subject).0) {
        Distance::SameRegion => Reading::flag(false, DERIVED),
        Distance::Apart { .. } | Distance::ApartUnknown => Reading::flag(true, DERIVED),
        Distance::Unknown => Reading::UNKNOWN,
    }
}

pub(super) fn crosses_region_at(world: &World<'_>, subject: Subject) -> Vec<Origin> {
    let (_, interaction) = world.interaction(subject);
    let region = |id: ServiceId| {
        let service = world.service(id);
        let region = service.declared.region.as_ref()?;
        Some(Origin { span: region.span, text: format!("`{}` runs here", service.name) })
    };
    [interaction.from, interaction.to].into_iter().filter_map(region).collect()
}

/// What must be declared before the distance is known.
pub(super) fn regions_lacking(world: &World<'_>, subject: Subject) -> Vec<String> {
    let (_, interaction) = world.interaction(subject);
    let lacking = [interaction.from, interaction.to].into_iter().map(|id| world.service(id));
    let lacking = lacking.filter(|service| service.declared.region.is_none());
    lacking.map(|service| format!("region of `{}`", service.name)).collect()
}

/// Round trips of all calls as a share of the tightest p99 among the journeys that wait for them.
pub(super) fn round_trip_share<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let (id, interaction) = world.interaction(subject);
    let (Distance::Apart { round_trip, .. }, Some(budget)) = (world.analysis.distance(id), world.budget(id))
    else {
        return Reading::UNKNOWN;
    };
    let calls = interaction.declared.calls.map_or(1.0, |calls| f64::from(calls.value));
    Reading::number(round_trip.seconds() * calls / budget, DERIVED)
}

/// How many tiers the callee is below the caller; 0 where it is not.
pub(super) fn tier_gap<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let (_, interaction) = world.interaction(subject);
    let tier = |id| world.service(id).declared.tier.map(|tier| tier.value);
    match (tier(interaction.from), tier(interaction.to)) {
        (Some(from), Some(to)) => Reading::number(f64::from(to.saturating_sub(from)), DERIVED),
        _ => Reading::UNKNOWN,
    }
}

pub(super) fn tier_at(world: &World<'_>, id: ServiceId) -> Vec<Origin> {
    let service = world.service(id);
    let tier = service.declared.tier;
    tier.map(|tier| Origin { span: tier.span, text: format!("`{}` is tier {}", service.name, tier.value) })
        .into_iter()
        .collect()
}

/// Whether the interaction goes through a broker: by `via`, or because one end is a broker.
pub(super) fn via_broker<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    use crate::architecture::ServiceKind::Broker;
    let (_, interaction) = world.interaction(subject);
    let ends = [interaction.from, interaction.to].into_iter().any(|id| world.service(id).kind() == Broker);
    Reading::flag(ends || interaction.via.is_some(), DERIVED)
}

/// The mode that the decision recommends.
pub(super) fn recommended_mode<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    match world.outline(subject).map(|decided| decided.recommended) {
        Some(Some(mode)) => Reading::text(mode.word(), DERIVED),
        Some(None) => Reading::NOT_APPLICABLE,
        None => Reading::UNKNOWN,
    }
}

/// How sure the decision is.
pub(super) fn verdict<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let verdict = world.decided.verdict(world, world.interaction(subject).0);
    verdict.map_or(Reading::UNKNOWN, |verdict| Reading::text(verdict, DERIVED))
}

/// How far the recommended mode is ahead of the declared one; nothing where none is declared or recommended.
pub(super) fn margin_over_declared<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    match world.outline(subject).map(|decided| decided.margin_over_declared) {
        Some(Some(margin)) => Reading::number(margin, DERIVED),
        Some(None) => Reading::NOT_APPLICABLE,
        None => Reading::UNKNOWN,
    }
}

/// Whether a hard condition rules out the declared mode.
pub(super) fn declared_mode_vetoed<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    world
        .outline(subject)
        .map_or(Reading::UNKNOWN, |decided| Reading::flag(decided.declared_is_vetoed, DERIVED))
}

//! What is known about one message: its way, its promises, what happens besides it. Never says how bad it is.

use super::declared::{value, word};
use super::{Origin, Provenance, Reading, Subject, World};
use crate::analysis::EventLoop;
use crate::architecture::{Bound, Delivery, Duration, InteractionId, InteractionKind, ServiceKind};
use crate::graph::{Leg, Level, ModeUnknown};

const DERIVED: Provenance = Provenance::Derived;
/// Channels that a title names.
const NAMED: usize = 8;

fn leg(world: &World<'_>, subject: Subject) -> Result<Option<Leg>, ModeUnknown> {
    world.analysis.messaging().channels().leg(world.interaction(subject).0)
}

/// Whether a message reaches a consumer here.
pub(super) fn delivers<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    match leg(world, subject) {
        Ok(leg) => Reading::flag(leg.is_some_and(Leg::delivers), DERIVED),
        Err(ModeUnknown) => Reading::UNKNOWN,
    }
}

/// Whether a message is published here. One that has several receivers is published once, by the first of its interactions.
pub(super) fn publishes<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let lead = world.analysis.messaging().channels().is_lead(world.interaction(subject).0);
    match leg(world, subject) {
        Ok(leg) => Reading::flag(lead && leg.is_some_and(Leg::publishes), DERIVED),
        Err(ModeUnknown) => Reading::UNKNOWN,
    }
}

pub(super) fn mode_lacking(world: &World<'_>, subject: Subject) -> Vec<String> {
    vec![format!("mode of `{}`", world.interaction(subject).1.id)]
}

/// What is promised about one message. One delivery at most is what at most once means; where nothing is declared it may
/// come again (our default, after R26).
pub(super) fn delivery<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let declared = &world.interaction(subject).1.declared;
    match (declared.delivery, declared.max_deliveries.map(|it| it.value)) {
        (Some(_), _) => word(declared.delivery),
        (None, Some(Bound::At(1))) => Reading::text("at-most-once", Provenance::Declared),
        (None, _) => Reading::text("at-least-once", Provenance::Defaulted),
    }
}

pub(super) fn is_redelivered(world: &World<'_>, id: InteractionId) -> bool {
    let declared = &world.architecture.interaction(id).declared;
    match declared.delivery {
        Some(delivery) => delivery.value == Delivery::AtLeastOnce,
        None => declared.max_deliveries.is_none_or(|it| it.value != Bound::At(1)),
    }
}

pub(super) fn delivery_at(world: &World<'_>, subject: Subject) -> Vec<Origin> {
    let declared = &world.interaction(subject).1.declared;
    let span = declared.delivery.map(|it| it.span).or(declared.max_deliveries.map(|it| it.span));
    span.map(Origin::at).into_iter().collect()
}

pub(super) fn need_lacking(world: &World<'_>, subject: Subject) -> Vec<String> {
    let interaction = world.interaction(subject).1;
    let mode = leg(world, subject).is_err().then(|| format!("mode of `{}`", interaction.id));
    let need =
        interaction.declared.needs_result.is_none().then(|| format!("needs-result of `{}`", interaction.id));
    mode.into_iter().chain(need).collect()
}

/// The interactions at the other end of the channel, where publication and delivery are declared apart.
fn other_end<'w>(world: &World<'w>, id: InteractionId) -> &'w [InteractionId] {
    let channels = world.analysis.messaging().channels();
    match channels.leg(id) {
        Ok(Some(Leg::Delivery)) => channels.publications(world.architecture, id),
        Ok(Some(Leg::Publication)) => channels.deliveries(world.architecture, id),
        _ => &[],
    }
}

/// Whether messages are partitioned by a key, as either end of the channel says.
pub(super) fn partition_key<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let (id, interaction) = world.interaction(subject);
    let own = value(&interaction.declared.partition_key);
    if own != Reading::UNKNOWN {
        return own;
    }
    let mut others =
        other_end(world, id).iter().map(|id| world.architecture.interaction(*id).declared.partition_key);
    match others.next() {
        Some(first) if others.all(|other| other.map(|it| it.value) == first.map(|it| it.value)) => {
            first.map_or(Reading::UNKNOWN, |it| Reading::flag(it.value, Provenance::Declared))
        }
        _ => Reading::UNKNOWN,
    }
}

/// Whether more than one worker takes messages of the channel. Every copy of the consumer has at least one.
pub(super) fn competing_consumers<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let (_, interaction) = world.interaction(subject);
    match (interaction.declared.consumers, world.service(interaction.to).declared.instances) {
        (Some(consumers), _) => Reading::flag(consumers.value > 1, Provenance::Declared),
        (None, Some(instances)) if instances.value > 1 => Reading::flag(true, DERIVED),
        (None, _) => Reading::UNKNOWN,
    }
}

pub(super) fn competing_at(world: &World<'_>, subject: Subject) -> Vec<Origin> {
    let (_, interaction) = world.interaction(subject);
    let instances = world.service(interaction.to).declared.instances;
    let workers = interaction.declared.consumers.map(|it| (it.span, it.value));
    let found = workers.or(instances.map(|it| (it.span, it.value)));
    found.map(|(span, count)| Origin { span, text: format!("{count} at a time") }).into_iter().collect()
}

/// The channel with its broker, as titles name it.
pub(super) fn topic<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let (_, interaction) = world.interaction(subject);
    let broker = [interaction.via.map(|via| via.value), Some(interaction.to), Some(interaction.from)];
    let is_broker = |id: &crate::architecture::ServiceId| world.service(*id).kind() == ServiceKind::Broker;
    let broker = broker.into_iter().flatten().find(is_broker).map(|id| &world.service(id).name);
    let text = match (&interaction.declared.channel, broker) {
        (Some(channel), Some(broker)) => format!("`{}` on `{broker}`", channel.value),
        (Some(channel), None) => format!("`{}`", channel.value),
        (None, Some(broker)) => format!("a message to `{broker}`"),
        (None, None) => format!("a message to `{}`", world.service(interaction.to).name),
    };
    Reading::text(text, Provenance::Declared)
}

/// Whether nobody consumes what is handed to the broker here.
pub(super) fn unheard<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let id = world.interaction(subject).0;
    match leg(world, subject) {
        Ok(Some(Leg::Publication)) => {
            Reading::flag(!world.analysis.messaging().channels().is_heard(world.architecture, id), DERIVED)
        }
        Ok(_) => Reading::flag(false, DERIVED),
        Err(ModeUnknown) => Reading::UNKNOWN,
    }
}

/// Channels of the same broker that somebody consumes.
pub(super) fn heard_channels<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let heard = world.analysis.messaging().channels().heard(world.interaction(subject).1.to);
    Reading::list(heard.iter().take(NAMED).map(|name| &**name), DERIVED)
}

/// Whether the operation that publishes changes something besides. Assumed where an operation is left out.
pub(super) fn changes_beside<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let (changed, certain) =
        world.analysis.messaging().changed_beside(world.graph, world.interaction(subject).0);
    Reading::flag(
        !changed.is_empty(),
        if certain || changed.is_empty() { DERIVED } else { Provenance::Defaulted },
    )
}

/// What the operation that publishes changes besides.
pub(super) fn changed_beside<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let (changed, _) = world.analysis.messaging().changed_beside(world.graph, world.interaction(subject).0);
    let mut names: Vec<&str> = Vec::new();
    for id in changed {
        let name = &*world.service(world.architecture.interaction(id).to).name;
        if !names.contains(&name) {
            names.push(name);
        }
    }
    Reading::list(names, DERIVED)
}

pub(super) fn changed_beside_at(world: &World<'_>, subject: Subject) -> Vec<Origin> {
    let (changed, _) = world.analysis.messaging().changed_beside(world.graph, world.interaction(subject).0);
    let place = |id: InteractionId| {
        let interaction = world.architecture.interaction(id);
        Origin {
            span: interaction.to_span,
            text: format!("changes `{}`", world.service(interaction.to).name),
        }
    };
    changed.into_iter().map(place).collect()
}

fn event_loop<'w>(world: &World<'w>, subject: Subject) -> Option<&'w EventLoop> {
    world.analysis.messaging().loop_led_by(world.interaction(subject).0)
}

/// Whether the message comes back to the operation that sent it; said once per loop, by its first message.
pub(super) fn comes_back<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    Reading::flag(event_loop(world, subject).is_some(), DERIVED)
}

/// Whether operations prove the loop.
pub(super) fn loop_level<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    event_loop(world, subject).map_or(Reading::NOT_APPLICABLE, |it| {
        Reading::text(if it.level == Level::Operation { "operation" } else { "service" }, DERIVED)
    })
}

/// How many events one event becomes on its way round.
pub(super) fn loop_gain<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let Some(found) = event_loop(world, subject) else { return Reading::NOT_APPLICABLE };
    found.gain.map_or(Reading::UNKNOWN, |gain| Reading::number(gain, DERIVED))
}

/// How often one event passes on average.
pub(super) fn loop_passes<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let Some(found) = event_loop(world, subject) else { return Reading::NOT_APPLICABLE };
    found.passes.map_or(Reading::UNKNOWN, |passes| Reading::number(passes, DERIVED))
}

/// The way round, by service.
pub(super) fn loop_walk<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let Some(found) = event_loop(world, subject) else { return Reading::NOT_APPLICABLE };
    let mut names = vec![&*world.service(world.interaction(subject).1.from).name];
    names.extend(
        found.interactions.iter().map(|id| &*world.service(world.architecture.interaction(*id).to).name),
    );
    Reading::list(names, DERIVED)
}

pub(super) fn loop_at(world: &World<'_>, subject: Subject) -> Vec<Origin> {
    let place = |id: &InteractionId| {
        let interaction = world.architecture.interaction(*id);
        let (from, to) = (&world.service(interaction.from).name, &world.service(interaction.to).name);
        Origin { span: interaction.to_span, text: format!("`{from}` sets off `{to}`") }
    };
    event_loop(world, subject).map_or(vec![], |found| found.interactions.iter().map(place).collect())
}

/// Whether a question that wants the committed state is answered from a copy that messages keep up to date: by a service that
/// writes no data of its own but consumes messages, or by one that consumes what the asker itself publishes.
pub(super) fn reads_copy<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let (_, interaction) = world.interaction(subject);
    let messaging = world.analysis.messaging();
    let asks = interaction.declared.kind.map(|kind| kind.value) == Some(InteractionKind::Query);
    let own = messaging.feeds(interaction.from, interaction.to);
    let fed = !messaging.consumed(interaction.to).is_empty();
    let copy = fed && world.traffic.writes(interaction.to) == Some(false);
    Reading::flag(asks && (own || copy), DERIVED)
}

pub(super) fn copied_at(world: &World<'_>, subject: Subject) -> Vec<Origin> {
    let consumed = world.analysis.messaging().consumed(world.interaction(subject).1.to);
    let place = |id: &InteractionId| {
        let interaction = world.architecture.interaction(*id);
        let (from, to) = (&world.service(interaction.from).name, &world.service(interaction.to).name);
        Origin { span: interaction.span, text: format!("`{to}` learns later what `{from}` does") }
    };
    consumed.iter().take(3).map(place).collect()
}

/// Whether somebody needs the answer to a message at once: a request and a reply over a broker.
pub(super) fn awaits_reply<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    use crate::architecture::{Mode, ResultNeeded};
    let declared = &world.interaction(subject).1.declared;
    let is_event = declared.kind.is_some_and(|kind| kind.value == InteractionKind::Event);
    let needed = declared.needs_result.map(|it| it.value == ResultNeeded::Now).or(is_event.then_some(false));
    match (leg(world, subject), declared.mode.map(|mode| mode.value), needed) {
        (Ok(None | Some(Leg::Delivery)), ..) | (_, Some(Mode::Hybrid), _) | (_, _, Some(false)) => {
            Reading::flag(false, DERIVED)
        }
        (Err(ModeUnknown), ..) | (_, _, None) => Reading::UNKNOWN,
        (Ok(Some(_)), _, Some(true)) => Reading::flag(true, Provenance::Declared),
    }
}

/// How old the data may be when it is read, as either end of the channel says.
pub(super) fn allowed_age(world: &World<'_>, id: InteractionId) -> Option<Duration> {
    let own = world.architecture.interaction(id).declared.staleness;
    let other =
        other_end(world, id).iter().find_map(|id| world.architecture.interaction(*id).declared.staleness);
    own.or(other).map(|age| age.value)
}

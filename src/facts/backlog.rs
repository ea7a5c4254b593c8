//! How long messages wait: utilisation, waits, ages, backlogs, replies. Never assumes a rate.

use super::declared::value;
use super::{Origin, Provenance, Reading, Subject, Value, World, message, wish};
use crate::analysis::Queue;
use crate::architecture::InteractionId;
use crate::graph::Leg;

const DERIVED: Provenance = Provenance::Derived;
/// Utilisation up to which waits stay short; the first threshold of R29 (our default).
const COMFORTABLE: f64 = 0.7;

/// The queue of a message at its peak rate; none where a rate, the workers or the service time is not declared.
fn queue(world: &World<'_>, id: InteractionId) -> Option<Queue> {
    let declared = &world.architecture.interaction(id).declared;
    let messaging = world.analysis.messaging();
    messaging.channels().leg(id).ok()?.filter(|leg| leg.delivers())?;
    let service_time = declared.service_time?.value.seconds();
    let rate = messaging.rate(world.architecture, id)?;
    Some(Queue { rate, service_time, workers: declared.consumers?.value }).filter(|_| service_time > 0.0)
}

fn of_queue<'w>(world: &World<'w>, subject: Subject, number: impl Fn(Queue) -> Option<f64>) -> Reading<'w> {
    let number = queue(world, world.interaction(subject).0).and_then(number);
    number.map_or(Reading::UNKNOWN, |number| Reading::number(number, DERIVED))
}

pub(super) fn lacking(world: &World<'_>, subject: Subject) -> Vec<String> {
    let (id, interaction) = world.interaction(subject);
    let declared = &interaction.declared;
    let rate = world.analysis.messaging().rate(world.architecture, id);
    let lacks = [
        ("rate", rate.is_none()),
        ("consumers", declared.consumers.is_none()),
        ("service-time", declared.service_time.is_none()),
    ];
    let lacks = lacks.into_iter().filter(|(_, lacks)| *lacks);
    lacks.map(|(key, _)| format!("`{key}` of `{}`", interaction.id)).collect()
}

pub(super) fn queue_at(world: &World<'_>, subject: Subject) -> Vec<Origin> {
    let declared = &world.interaction(subject).1.declared;
    let workers =
        declared.consumers.map(|it| Origin { span: it.span, text: format!("{} workers", it.value) });
    let time = declared.service_time.map(|it| Origin { span: it.span, text: format!("{} each", it.value) });
    let rate = declared.peak_rate.or(declared.rate);
    let rate = rate.map(|it| Origin { span: it.span, text: format!("{} arrive", it.value) });
    workers.into_iter().chain(time).chain(rate).collect()
}

/// Share of the consumers' time that messages take at the peak; from 1 on the queue grows.
pub(super) fn utilisation<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    of_queue(world, subject, |queue| Some(queue.utilisation()))
}

/// p99 of the wait in the queue at the peak.
pub(super) fn queue_wait<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    of_queue(world, subject, Queue::wait_p99)
}

/// Mean wait in the queue at the peak.
pub(super) fn mean_queue_wait<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    of_queue(world, subject, |queue| queue.mean_wait(1.0, 1.0))
}

/// Messages per second by which the queue grows at the peak.
pub(super) fn queue_growth<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    of_queue(world, subject, |queue| Some(queue.growth()))
}

/// Workers that keep the utilisation at 0.7.
pub(super) fn consumers_needed<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    of_queue(world, subject, |queue| Some(queue.workers_for(COMFORTABLE)))
}

/// The queue at its mean rate, which is what an outage meets.
fn ordinary(world: &World<'_>, id: InteractionId) -> Option<Queue> {
    let mean = world.architecture.interaction(id).declared.rate.map(|rate| rate.value.per_second());
    let queue = queue(world, id)?;
    Some(Queue { rate: mean.unwrap_or(queue.rate), ..queue })
}

fn outage(world: &World<'_>) -> Option<f64> {
    world.architecture.policy.outage.map(|outage| outage.value.seconds())
}

/// How long it takes after the planned outage until the backlog is gone.
pub(super) fn drain_time<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let queue = ordinary(world, world.interaction(subject).0);
    let drained = queue.zip(outage(world)).map(|(queue, outage)| queue.drain_time(outage));
    drained.map_or(Reading::UNKNOWN, |drained| Reading::number(drained, DERIVED))
}

/// Time to drain over the time of the outage, whatever its length.
pub(super) fn drain_ratio<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let queue = ordinary(world, world.interaction(subject).0);
    queue.map_or(Reading::UNKNOWN, |queue| Reading::number(queue.drain_time(1.0), DERIVED))
}

/// Workers that drain the backlog of the planned outage before it is too old.
pub(super) fn consumers_to_drain<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let id = world.interaction(subject).0;
    let age = message::allowed_age(world, id).map(|age| age.seconds()).filter(|age| *age > 0.0);
    let (Some(queue), Some(outage), Some(age)) = (ordinary(world, id), outage(world), age) else {
        return Reading::UNKNOWN;
    };
    Reading::number(queue.workers_to_drain(queue.backlog(outage), age), DERIVED)
}

pub(super) fn drain_lacking(world: &World<'_>, subject: Subject) -> Vec<String> {
    let mut lacks = lacking(world, subject);
    if outage(world).is_none() {
        lacks.push("`outage` of the policy".into());
    }
    lacks
}

/// How old the data may be when it is read, as either end of the channel says.
pub(super) fn allowed_age<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let age = message::allowed_age(world, world.interaction(subject).0);
    age.map_or(Reading::UNKNOWN, |age| Reading::number(age.seconds(), Provenance::Declared))
}

/// The parts of a message's age in seconds: relay, queue, work. A publication without an outbox needs no relay.
fn age_parts(world: &World<'_>, id: InteractionId) -> [Option<f64>; 3] {
    let declared = &world.architecture.interaction(id).declared;
    let relay = declared.relay_interval.map(|it| it.value.seconds());
    let relay = relay.or(declared.outbox.filter(|outbox| !outbox.value).map(|_| 0.0));
    [relay, queue(world, id).and_then(Queue::wait_p99), declared.service_time.map(|it| it.value.seconds())]
}

/// p99 of the age of the data when a message has arrived: relay, wait and work added, or what is certain of it where that
/// alone is more than allowed. The sum is right where all are slow together, otherwise an upper limit of the p99.
pub(super) fn message_age<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let id = world.interaction(subject).0;
    if !world.analysis.messaging().channels().leg(id).is_ok_and(|leg| leg.is_some_and(Leg::delivers)) {
        return Reading::NOT_APPLICABLE;
    }
    let parts = age_parts(world, id);
    let certain: f64 = parts.iter().flatten().sum();
    let allowed = message::allowed_age(world, id).map(|age| age.seconds());
    let settled = parts.iter().all(Option::is_some) || allowed.is_some_and(|allowed| certain > allowed);
    if settled { Reading::number(certain, DERIVED) } else { Reading::UNKNOWN }
}

pub(super) fn age_lacking(world: &World<'_>, subject: Subject) -> Vec<String> {
    let (id, interaction) = world.interaction(subject);
    let mut lacks = lacking(world, subject);
    if age_parts(world, id)[0].is_none() {
        lacks.push(format!("`relay-interval` of `{}`", interaction.id));
    }
    lacks
}

/// p99 from publishing a request to receiving its reply: declared, or two hops of the broker, the wait and the work added.
/// Without the wait it is a lower limit, given only where that alone misses the deadline.
pub(super) fn reply_estimate<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let (id, interaction) = world.interaction(subject);
    let declared = value(&interaction.declared.reply_time);
    if declared != Reading::UNKNOWN {
        return declared;
    }
    let hop = wish::broker_latency(world, subject);
    let work = wish::processing(world, subject);
    let number = |reading: &Reading<'_>| match reading.value() {
        Some(Value::Number(number)) => Some(*number),
        _ => None,
    };
    let (Some(hops), Some(work)) = (number(&hop).map(|hop| 2.0 * hop), number(&work)) else {
        return Reading::UNKNOWN;
    };
    let wait = queue(world, id).and_then(Queue::wait_p99);
    let deadline = number(&wish::deadline(world, subject));
    let certain = hops + work + wait.unwrap_or(0.0);
    let misses = deadline.is_some_and(|deadline| certain > deadline);
    if wait.is_some() || misses { Reading::number(certain, hop.provenance) } else { Reading::UNKNOWN }
}

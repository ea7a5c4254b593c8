//! Which timeout a call should have, and what is wrong with the one it has. Never says how bad that is.

use super::declared::place;
use super::risk::wait_in_words;
use super::{FactType, Origin, Provenance, Reading, Subject, Value, World, show};
use crate::analysis::{Source, round_up};
use crate::architecture::{InteractionId, Timeout};

const DERIVED: Provenance = Provenance::Derived;

fn seconds<'w>(seconds: Option<f64>) -> Reading<'w> {
    seconds.map_or(Reading::UNKNOWN, |seconds| Reading::number(seconds, DERIVED))
}

fn shown(seconds: f64) -> String {
    show(&Value::Number(seconds), FactType::Duration)
}

fn suggestion(world: &World<'_>, id: InteractionId) -> Option<crate::analysis::Suggestion> {
    world.analysis.suggested_timeout(id, world.traffic.tightest_journey(id))
}

/// A timeout that fits: the tightest objective handed down, or what the caller's own caller leaves.
pub(super) fn suggested_timeout<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    seconds(suggestion(world, world.interaction(subject).0).map(|it| it.timeout))
}

/// Where that timeout comes from, as the end of a sentence.
pub(super) fn suggestion_source<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let Some(suggestion) = suggestion(world, world.interaction(subject).0) else { return Reading::UNKNOWN };
    let text = match suggestion.source {
        Source::Objective(journey) => {
            let journey = world.architecture.journey(journey);
            let objective = journey.slo.p99.map_or_else(String::new, |p99| p99.value.to_string());
            format!("the objective of journey `{}`, a p99 of {objective}, leaves that much", journey.id)
        }
        Source::Caller(above) => {
            let caller = world.architecture.interaction(above);
            let limit = caller.declared.timeout.map_or_else(String::new, |limit| limit.value.to_string());
            format!("`{}` gives up after {limit}, which leaves that much", world.service(caller.from).name)
        }
        Source::Callee => {
            let callee = world.service(world.interaction(subject).1.to);
            format!("the p99.9 of `{}` by its declared latency; less would cut off good answers", callee.name)
        }
    };
    Reading::text(text, DERIVED)
}

/// The shortest declared timeout among the calls to the operation that makes this one.
pub(super) fn abandoned_after<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let above = world.analysis.abandoned_by(world.interaction(subject).0);
    above.map_or(Reading::NOT_APPLICABLE, |(seconds, _)| Reading::number(seconds, Provenance::Declared))
}

pub(super) fn abandoned_at(world: &World<'_>, subject: Subject) -> Vec<Origin> {
    let Some((seconds, above)) = world.analysis.abandoned_by(world.interaction(subject).0) else {
        return Vec::new();
    };
    let interaction = world.architecture.interaction(above);
    let name = &world.service(interaction.from).name;
    let text = format!("`{name}` gives up after {}", shown(seconds));
    let places = place(&interaction.declared.timeout);
    places.into_iter().map(|origin| Origin { text: text.clone(), ..origin }).collect()
}

/// The callee's own timeouts that would have to fall, and to what.
pub(super) fn lower_timeouts<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let lowered = world.analysis.lowered_timeouts(world.interaction(subject).0);
    let lowered = lowered.into_iter().filter(|it| it.now.after().is_some_and(|now| now.seconds() > it.fits));
    let text = lowered.take(3).map(|it| {
        let id = &world.architecture.interaction(it.interaction).id;
        format!("`{id}` from {} to {}", it.now, shown(it.fits))
    });
    Reading::list(text.collect::<Vec<_>>(), DERIVED)
}

/// The shortest timeout under which the callee is done, of two digits.
pub(super) fn raised_timeout<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let needs = world.analysis.callee_needs(world.interaction(subject).0);
    let Some(needs) = needs else { return Reading::NOT_APPLICABLE };
    seconds(Some(round_up(needs.total.known().map_or(needs.at_least, |known| known.value))))
}

/// The calls along which the callee's work adds up, each where it says how long it waits.
pub(super) fn longest_way_at(world: &World<'_>, subject: Subject) -> Vec<Origin> {
    let place = |id: &InteractionId| {
        let interaction = world.architecture.interaction(*id);
        let wait = world.analysis.worst_wait(*id)?;
        let seconds = match interaction.declared.timeout.map(|timeout| timeout.value) {
            Some(Timeout::None) => f64::INFINITY,
            _ => wait.total.known().map_or(wait.at_least, |known| known.value),
        };
        let span = interaction.declared.timeout.map_or(interaction.to_span, |timeout| timeout.span);
        Some(Origin { span, text: wait_in_words(world, *id, seconds) })
    };
    world.analysis.longest_way(world.interaction(subject).0).iter().filter_map(place).collect()
}

/// Share of answers that the callee's own work alone brings after the timeout.
pub(super) fn timeout_cuts_off<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let (id, interaction) = world.interaction(subject);
    if interaction.declared.timeout.is_some_and(|timeout| timeout.value == Timeout::None) {
        return Reading::NOT_APPLICABLE;
    }
    seconds(world.analysis.cut_off_at_least(id))
}

pub(super) fn cut_off_lacking(world: &World<'_>, subject: Subject) -> Vec<String> {
    let (_, interaction) = world.interaction(subject);
    let callee = world.service(interaction.to);
    let latency = callee.declared.p50.is_none() || callee.declared.p99.is_none();
    let mut lacking = Vec::new();
    lacking.extend(latency.then(|| format!("latency of `{}`", callee.name)));
    lacking
        .extend(interaction.declared.timeout.is_none().then(|| format!("timeout of `{}`", interaction.id)));
    lacking
}

/// Timeout over the callee's mean response.
pub(super) fn timeout_over_mean<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let (id, interaction) = world.interaction(subject);
    if interaction.declared.timeout.is_some_and(|timeout| timeout.value == Timeout::None) {
        return Reading::NOT_APPLICABLE;
    }
    seconds(world.analysis.timeout_over_mean(id))
}

//! Finds declarations that contradict each other or were made in vain. Never changes anything.

use super::operations::Operations;
use crate::architecture::{
    Architecture, Interaction, InteractionKind, Journey, Mode, Receivers, ResultNeeded, ServiceId,
    ServiceKind,
};
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::source::Span;
use rustc_hash::{FxHashMap, FxHashSet};

/// Checks the whole architecture; linear in its size.
pub(super) fn check(architecture: &Architecture, diagnostics: &mut Vec<Diagnostic>) {
    let operations = Operations::of(architecture);
    for interaction in &architecture.interactions {
        contradictions(interaction, diagnostics);
        in_vain(interaction, diagnostics);
        ends(architecture, interaction, diagnostics);
        steps(interaction, diagnostics);
        operations.check_during(architecture, interaction, diagnostics);
    }
    brokers(architecture, diagnostics);
    receivers(architecture, diagnostics);
    for journey in &architecture.journeys {
        operations.check_journey(architecture, journey, diagnostics);
        journey_steps(architecture, journey, diagnostics);
    }
}

fn contradictions(interaction: &Interaction, diagnostics: &mut Vec<Diagnostic>) {
    let declared = &interaction.declared;
    if let (Some(kind), Some(result)) = (declared.kind, declared.needs_result)
        && kind.value == InteractionKind::Query
        && result.value == ResultNeeded::Never
    {
        diagnostics.push(
            Diagnostic::error("contradiction", "a query whose result is never needed", result.span)
                .also(kind.span, "declared a query here")
                .help("a query is made for its result: drop the interaction, or say what kind it really is"),
        );
    }
    if let (Some(timeout), Some(deadline)) = (declared.timeout, declared.deadline)
        && let Some(after) = timeout.value.after()
        && after > deadline.value
    {
        let title = format!("the timeout ({after}) is longer than the deadline ({})", deadline.value);
        diagnostics.push(
            Diagnostic::warning("contradiction", title, timeout.span)
                .also(deadline.span, "after this time the answer is useless")
                .help(format!("lower the timeout to at most \"{}\"", deadline.value)),
        );
    }
}

fn in_vain(interaction: &Interaction, diagnostics: &mut Vec<Diagnostic>) {
    let declared = &interaction.declared;
    let Some(attempts) = declared.attempts.filter(|attempts| attempts.value == 1) else { return };
    let retry_keys = [
        ("backoff", declared.backoff.map(|it| it.span)),
        ("jitter", declared.jitter.filter(|it| it.value).map(|it| it.span)),
        ("retry-budget", declared.retry_budget.map(|it| it.span)),
    ];
    for (key, span) in retry_keys.into_iter().filter_map(|(key, span)| Some((key, span?))) {
        diagnostics.push(
            Diagnostic::warning(
                "in-vain",
                format!("`{key}` has no effect, because nothing is retried"),
                span,
            )
            .also(attempts.span, "one attempt in total"),
        );
    }
}

fn ends(architecture: &Architecture, interaction: &Interaction, diagnostics: &mut Vec<Diagnostic>) {
    let service = |id: ServiceId| architecture.service(id);
    if let Some(via) = interaction.via {
        let broker = service(via.value);
        if broker.kind() != ServiceKind::Broker {
            let title = format!("`via` must name a broker, but `{}` is a {}", broker.name, broker.kind());
            let place = broker.declared.kind.map_or(broker.span, |kind| kind.span);
            diagnostics.push(
                Diagnostic::error("not-a-broker", title, via.span)
                    .also(place, "declared here")
                    .help("write `kind = \"broker\"` there, or drop `via`"),
            );
        }
        if interaction.declared.mode.is_some_and(|mode| mode.value == Mode::Sync) {
            let mode = interaction.declared.mode.expect("a synchronous mode was declared");
            diagnostics.push(
                Diagnostic::error("contradiction", "a synchronous interaction does not go through a broker", via.span)
                    .also(mode.span, "declared synchronous here")
                    .help("where the caller waits for a reply message, write `mode = \"async\"` and `needs-result = \"now\"`"),
            );
        }
    }
    if service(interaction.to).kind() == ServiceKind::Client {
        let title = format!("`{}` is a client and answers no requests", service(interaction.to).name);
        diagnostics.push(
            Diagnostic::warning("client-called", title, interaction.to_span)
                .help("a client starts requests; what pushes to it is usually the other end of an answer"),
        );
    }
}

fn steps(interaction: &Interaction, diagnostics: &mut Vec<Diagnostic>) {
    let steps = &interaction.declared.steps;
    if let Some(mode) =
        interaction.declared.mode.filter(|mode| mode.value == Mode::Hybrid && steps.is_empty())
    {
        diagnostics.push(
            Diagnostic::warning("hybrid-without-steps", "a hybrid interaction without steps", mode.span)
                .help("say with `[[interaction.step]]` which part runs now and which later"),
        );
    }
    let mut known: FxHashMap<&str, Span> = FxHashMap::default();
    for step in steps {
        if let Some(first) = known.insert(&step.id.value, step.id.span) {
            let title = format!("step `{}` is declared twice", step.id.value);
            diagnostics
                .push(Diagnostic::error("duplicate", title, step.id.span).also(first, "first declared here"));
        }
    }
    for after in steps.iter().flat_map(|step| &step.after) {
        if !known.contains_key(&*after.value) {
            let title = format!("`after` names step `{}`, which is not declared", after.value);
            diagnostics.push(
                Diagnostic::error("unknown-step", title, after.span)
                    .maybe_help(did_you_mean(&after.value, known.keys().copied())),
            );
        }
    }
}

/// A message that is published to a broker must be consumed from it, on the same channel where one is named.
fn brokers(architecture: &Architecture, diagnostics: &mut Vec<Diagnostic>) {
    let is_broker = |id: ServiceId| architecture.service(id).kind() == ServiceKind::Broker;
    let consumed: FxHashSet<(ServiceId, Option<&str>)> = {
        let consuming = architecture.interactions.iter().filter(|it| is_broker(it.from));
        let through = architecture.interactions.iter().filter_map(|it| Some((it.via?.value, channel(it))));
        consuming.map(|it| (it.from, channel(it))).chain(through).collect()
    };
    let consumes_any: FxHashSet<ServiceId> =
        consumed.iter().filter(|(_, channel)| channel.is_none()).map(|(broker, _)| *broker).collect();
    let with_consumer: FxHashSet<ServiceId> = consumed.iter().map(|(broker, _)| *broker).collect();
    for interaction in architecture.interactions.iter().filter(|it| is_broker(it.to) && !is_broker(it.from)) {
        let channel = channel(interaction);
        let heard = match channel {
            None => with_consumer.contains(&interaction.to),
            Some(_) => {
                consumed.contains(&(interaction.to, channel)) || consumes_any.contains(&interaction.to)
            }
        };
        if heard {
            continue;
        }
        let broker = &architecture.service(interaction.to).name;
        let title = match channel {
            Some(channel) => format!("nobody consumes `{channel}` from `{broker}`"),
            None => format!("nobody consumes from `{broker}`"),
        };
        let span = interaction.declared.channel.as_ref().map_or(interaction.to_span, |it| it.span);
        diagnostics.push(Diagnostic::warning("no-consumer", title, span).help(format!(
            "declare the consumer: an interaction from `{broker}`, or one from `{}` to the consumer with `via = \"{broker}\"`",
            architecture.service(interaction.from).name
        )));
    }
}

fn channel(interaction: &Interaction) -> Option<&str> {
    interaction.declared.channel.as_ref().map(|channel| &*channel.value)
}

/// `receivers = "one"` is contradicted by two interactions that publish the same message.
fn receivers(architecture: &Architecture, diagnostics: &mut Vec<Diagnostic>) {
    // The first receiver of every channel and the first other one are enough to find one that differs.
    let mut by_channel: FxHashMap<(ServiceId, &str), Vec<&Interaction>> = FxHashMap::default();
    for interaction in &architecture.interactions {
        if let (Some(channel), Some(_)) = (&interaction.declared.channel, interaction.via) {
            let known = by_channel.entry((interaction.from, &channel.value)).or_default();
            if known.len() < 2 && known.iter().all(|other| other.to != interaction.to) {
                known.push(interaction);
            }
        }
    }
    for interaction in &architecture.interactions {
        let Some(receivers) = interaction.declared.receivers.filter(|it| it.value == Receivers::One) else {
            continue;
        };
        let Some(channel) = &interaction.declared.channel else { continue };
        let others = by_channel.get(&(interaction.from, &*channel.value)).into_iter().flatten();
        if let Some(other) = others.into_iter().find(|other| other.to != interaction.to) {
            let title = format!("`{}` has more than one receiver", channel.value);
            let also = format!("`{}` receives it as well", architecture.service(other.to).name);
            diagnostics.push(
                Diagnostic::error("contradiction", title, receivers.span)
                    .also(other.to_span, also)
                    .help("drop `receivers`: it follows from the interactions on the channel"),
            );
        }
    }
}

/// A journey's steps are calls that its entry makes itself.
fn journey_steps(architecture: &Architecture, journey: &Journey, diagnostics: &mut Vec<Diagnostic>) {
    for step in journey.steps.iter().flat_map(|step| step.interactions()) {
        let interaction = architecture.interaction(step.value);
        if interaction.from != journey.entry.value {
            let entry = &architecture.service(journey.entry.value).name;
            let title = format!("`{}` is not a call of the entry `{entry}`", interaction.id);
            diagnostics.push(
                Diagnostic::error("not-a-step", title, step.span)
                    .also(interaction.from_span, "made by another service")
                    .help("`steps` orders the entry's own calls; what happens further down follows from `during`"),
            );
        } else if let (Some(operation), Some(during)) = (&journey.operation, &interaction.declared.during)
            && operation.value != during.value
        {
            let title = format!("`{}` is made during another operation than this journey's", interaction.id);
            diagnostics.push(
                Diagnostic::error("not-a-step", title, step.span)
                    .also(during.span, "made during this operation")
                    .also(operation.span, "the journey's operation"),
            );
        }
    }
}

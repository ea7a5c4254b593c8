//! Finds declarations that contradict each other or were made in vain. Never changes anything.

use super::operations::Operations;
use crate::architecture::{Architecture, Interaction, Journey, Mode, Receivers, ServiceId, ServiceKind};
use crate::diagnostic::Diagnostic;
use crate::parallel;
use crate::source::Span;
use rustc_hash::FxHashMap;

/// Checks the whole architecture; linear in its size.
pub(super) fn check(architecture: &Architecture, diagnostics: &mut Vec<Diagnostic>) {
    let operations = Operations::of(architecture);
    let mistakes = parallel::chunks(&architecture.interactions, |interactions| {
        let mut diagnostics = Vec::new();
        for interaction in interactions {
            contradictions(interaction, &mut diagnostics);
            in_vain(interaction, &mut diagnostics);
            ends(architecture, interaction, &mut diagnostics);
            steps(interaction, &mut diagnostics);
            operations.check_during(architecture, interaction, &mut diagnostics);
        }
        diagnostics
    });
    diagnostics.extend(mistakes.into_iter().flatten());
    receivers(architecture, diagnostics);
    for journey in &architecture.journeys {
        operations.check_journey(architecture, journey, diagnostics);
        journey_steps(architecture, journey, diagnostics);
    }
}

fn contradictions(interaction: &Interaction, diagnostics: &mut Vec<Diagnostic>) {
    let declared = &interaction.declared;
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
            .also(attempts.span, "one attempt in total")
            .help(format!("drop `{key}`, or say with `attempts` how often it is tried")),
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
    let waits = interaction.declared.mode.is_none_or(|mode| mode.value != Mode::Async);
    if waits && service(interaction.to).kind() == ServiceKind::Client {
        let title = format!("`{}` is a client and answers no requests", service(interaction.to).name);
        diagnostics.push(
            Diagnostic::warning("client-called", title, interaction.to_span)
                .help("a client starts requests; what pushes to it is usually the other end of an answer"),
        );
    }
}

/// What `after` names is checked with the order of the steps, where a hybrid is decided.
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
            diagnostics.push(
                Diagnostic::error("duplicate", title, step.id.span)
                    .also(first, "first declared here")
                    .help("give one of them another `id`"),
            );
        }
    }
}

/// The broker and the channel that an interaction's message passes, wherever in the declaration the broker stands.
fn passage<'a>(architecture: &Architecture, interaction: &'a Interaction) -> Option<(ServiceId, &'a str)> {
    let is_broker = |id: &ServiceId| architecture.service(*id).kind() == ServiceKind::Broker;
    let via = interaction.via.map(|via| via.value);
    let broker = via.or([interaction.to, interaction.from].into_iter().find(is_broker))?;
    Some((broker, &interaction.declared.channel.as_ref()?.value))
}

/// `receivers = "one"` is contradicted by two services that receive from the same channel.
fn receivers(architecture: &Architecture, diagnostics: &mut Vec<Diagnostic>) {
    let one = |it: &Interaction| it.declared.receivers.is_some_and(|it| it.value == Receivers::One);
    if !architecture.interactions.iter().any(one) {
        return;
    }
    let mut receiving: FxHashMap<(ServiceId, &str), Vec<&Interaction>> = FxHashMap::default();
    for interaction in &architecture.interactions {
        if let Some(place) =
            passage(architecture, interaction).filter(|(broker, _)| *broker != interaction.to)
        {
            let known = receiving.entry(place).or_default();
            // Two different receivers are enough to contradict; more would only cost time.
            if known.len() < 2 && known.iter().all(|other| other.to != interaction.to) {
                known.push(interaction);
            }
        }
    }
    for interaction in &architecture.interactions {
        let Some(receivers) = interaction.declared.receivers.filter(|it| it.value == Receivers::One) else {
            continue;
        };
        let Some((broker, channel)) = passage(architecture, interaction) else { continue };
        let known = receiving.get(&(broker, channel)).map_or(&[][..], Vec::as_slice);
        let others: Vec<_> = known.iter().filter(|other| other.to != interaction.to).collect();
        let allowed = usize::from(interaction.to == broker);
        if others.len() <= allowed {
            continue;
        }
        let title = format!("`{channel}` has more than one receiver");
        let mut mistake = Diagnostic::error("contradiction", title, receivers.span)
            .help("drop `receivers`: it follows from the interactions on the channel");
        for other in others {
            mistake =
                mistake.also(other.to_span, format!("`{}` receives it", architecture.service(other.to).name));
        }
        diagnostics.push(mistake);
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
                    .also(operation.span, "the journey's operation")
                    .help("drop the step, or correct one of the two operations"),
            );
        }
    }
}

//! The drivers of a decision, its options with what speaks for and against each, and what follows from it. Never ranks anew.

use super::markdown::{inline, name};
use super::outcome::{Chosen, option_name, reasons_against};
use crate::architecture::{Choice as _, Declared, Mode, Timeout};
use crate::decision::{MODES, Obligation, Reason, Variant};
use crate::render::decision::{DecisionView, Sides, Speaker, mode_phrase, sides};
use serde::Serialize;

/// Criteria that are listed as drivers; the others weigh less.
const DRIVERS: usize = 8;
/// Arguments on each side of an option.
const ARGUMENTS: usize = 6;

/// An option as the template shows it.
#[derive(Serialize)]
pub(super) struct OptionRow {
    title: String,
    summary: String,
    good: Vec<String>,
    bad: Vec<String>,
    neutral: Vec<String>,
}

/// What follows from the choice.
#[derive(Serialize)]
pub(super) struct Consequences {
    good: Vec<String>,
    bad: Vec<String>,
    work: Vec<String>,
}

/// Hard requirements first, then criteria by their weight in this case.
pub(super) fn drivers(view: &DecisionView<'_>, speaker: &Speaker<'_>) -> Vec<String> {
    let structural = |blocks: &[Mode]| blocks == [Mode::Hybrid];
    let hard = view.argument.vetoes.iter().filter(|veto| !structural(&veto.blocks));
    let hard = hard.map(|veto| {
        let modes: Vec<&str> = veto.blocks.iter().map(|mode| mode.word()).collect();
        let known = veto.because.iter().filter(|(_, value)| value != "unknown");
        let because: Vec<String> =
            known.map(|(fact, value)| format!("{}: {}", name(fact), inline(value))).collect();
        let because = if because.is_empty() { String::new() } else { format!(" ({})", because.join(", ")) };
        format!(
            "**Hard requirement** that rules out {}: {}{because}",
            modes.join(" and "),
            inline(&veto.reason)
        )
    });
    let Sides { pro, contra, .. } = sides(view);
    let mut reasons: Vec<Reason> = pro.into_iter().chain(contra).collect();
    reasons.sort_by_key(|reason| std::cmp::Reverse((reason.contribution.abs() * 1e9).round() as u64));
    let soft = reasons.iter().take(DRIVERS).map(|reason| {
        let clause = super::capital(&speaker.clause(&reason.fact, &reason.value));
        format!("{clause}, which speaks for {}", reason.favours)
    });
    hard.chain(soft).collect()
}

/// All three options in the order of fewest moving parts.
pub(super) fn options(view: &DecisionView<'_>, speaker: &Speaker<'_>) -> Vec<OptionRow> {
    let sides = sides(view);
    MODES.into_iter().map(|mode| option(view, speaker, &sides, mode)).collect()
}

fn option(view: &DecisionView<'_>, speaker: &Speaker<'_>, sides: &Sides, mode: Mode) -> OptionRow {
    let because = |reasons: &[Reason]| -> Vec<String> {
        reasons.iter().take(ARGUMENTS).map(|reason| speaker.clause(&reason.fact, &reason.value)).collect()
    };
    let rival = sides.contra.first().map(|reason| reason.favours).or(view.decision.runner_up);
    let (good, mut bad) = match mode {
        mode if mode == sides.winner => (because(&sides.pro), because(&sides.contra)),
        mode if Some(mode) == rival => (because(&sides.contra), because(&sides.pro)),
        _ => (Vec::new(), Vec::new()),
    };
    let against = reasons_against(view, mode);
    let score = view.decision.score(mode).mean;
    let summary = match against.is_empty() {
        true => format!("score {score:+.2}"),
        false => format!("not possible: {}", against.join("; and ")),
    };
    let neutral = match (against.is_empty(), good.is_empty() && bad.is_empty()) {
        (true, true) => vec![format!("it scores {score:+.2}, less than the two others")],
        _ => Vec::new(),
    };
    bad.splice(0..0, against);
    OptionRow {
        title: super::capital(mode_phrase(mode)),
        summary: format!("{mode}, {summary}"),
        good,
        bad,
        neutral,
    }
}

/// What is gained, what is given up, and what has to be built, for the chosen mode.
pub(super) fn consequences(view: &DecisionView<'_>, chosen: &Chosen<'_>) -> Consequences {
    let phrases = |phrases: &[String]| phrases.iter().map(|phrase| inline(phrase)).collect::<Vec<_>>();
    let statement = view.argument.statement.as_ref();
    let (good, bad) = match statement {
        Some(it) if chosen.is_recommended(view) => (phrases(&it.achieve), phrases(&it.forgo)),
        Some(it) if chosen.mode == view.decision.runner_up => (phrases(&it.forgo), phrases(&it.achieve)),
        _ => (Vec::new(), Vec::new()),
    };
    let work = chosen.variant.map_or_else(Vec::new, |variant| work(view, variant));
    Consequences { good, bad, work }
}

fn work(view: &DecisionView<'_>, variant: Variant) -> Vec<String> {
    let declared = &view.interaction().declared;
    let obligations = view.method.obligations(view.evidence, variant).into_iter();
    let line = |obligation: Obligation| match is_declared(obligation, declared) {
        true => format!("{} (declared)", obligation.text()),
        false => obligation.text().to_owned(),
    };
    obligations.map(line).collect()
}

/// Whether the file says that this is there already.
fn is_declared(obligation: Obligation, declared: &Declared) -> bool {
    let says = |flag: Option<crate::source::Spanned<bool>>| flag.is_some_and(|flag| flag.value);
    let has = |limited: Option<bool>| limited == Some(true);
    match obligation {
        Obligation::Timeout => matches!(declared.timeout.map(|it| it.value), Some(Timeout::After(_))),
        Obligation::RetriesInOneLayer => declared.attempts.is_some_and(|attempts| attempts.value == 1),
        Obligation::BreakerAndBulkhead => says(declared.circuit_breaker) && declared.bulkhead.is_some(),
        Obligation::DeadlinePropagation => says(declared.deadline_propagation),
        Obligation::Outbox => says(declared.outbox),
        Obligation::IdempotencyKey => says(declared.idempotency_key),
        Obligation::DeadLetters => {
            says(declared.dead_letter) && has(declared.max_deliveries.map(|it| it.value.limit().is_some()))
        }
        Obligation::PartitionKey => says(declared.partition_key),
        Obligation::SingleConsumer => declared.consumers.is_some_and(|consumers| consumers.value == 1),
        Obligation::QueueBounds => {
            has(declared.queue_limit.map(|it| it.value.limit().is_some()))
                && has(declared.time_to_live.map(|it| it.value.limit().is_some()))
        }
        Obligation::CorrelationId => says(declared.correlation_id),
        Obligation::StatusOrCallback => says(declared.status_endpoint),
        Obligation::IdempotentConsumer
        | Obligation::MessageAgeAlarm
        | Obligation::ReplyTimeout
        | Obligation::PendingState
        | Obligation::Compensation
        | Obligation::ReservationExpiry => false,
    }
}

/// The decision in one sentence after Zimmermann's Y-statements; nothing where something else was chosen.
pub(super) fn statement(view: &DecisionView<'_>, chosen: &Chosen<'_>) -> Option<String> {
    let statement = view.argument.statement.as_ref().filter(|_| chosen.is_recommended(view))?;
    let list = |phrases: &[String]| {
        let phrases: Vec<String> = phrases.iter().map(|phrase| inline(phrase)).collect();
        crate::render::decision::join(&phrases)
    };
    let verb = if view.argument.verdict.is_firm() { "decided for" } else { "lean towards" };
    let mut text = format!("In the context of {}", name(view.name()));
    let hard: Vec<String> = view
        .argument
        .vetoes
        .iter()
        .filter(|veto| veto.blocks != [Mode::Hybrid])
        .map(|veto| inline(&veto.reason))
        .collect();
    text += &match (hard.is_empty(), statement.forgo.is_empty()) {
        (false, _) => format!(", facing that {}", hard.join(", and that ")),
        (true, false) => format!(", facing the wish for {}", inline(&statement.forgo[0])),
        (true, true) => String::new(),
    };
    text += &format!(", we {verb} {}", option_name(statement.decided.mode()));
    let behind = |mode: &Mode| {
        let lead = view.decision.score(statement.decided.mode()).mean - view.decision.score(*mode).mean;
        let why = if reasons_against(view, *mode).is_empty() {
            format!("{lead:.2} behind")
        } else {
            "not possible".into()
        };
        format!("{} ({why})", option_name(*mode))
    };
    let neglected: Vec<String> = statement.neglected.iter().map(|(mode, _)| behind(mode)).collect();
    text += &format!(" and against {}", crate::render::decision::join(&neglected));
    if !statement.achieve.is_empty() {
        text += &format!(", to achieve {}", list(&statement.achieve));
    }
    let in_part = if statement.decided == Variant::Hybrid { " in part" } else { "" };
    if !statement.forgo.is_empty() {
        text += &format!(", accepting that we give up{in_part} {}", list(&statement.forgo));
    }
    Some(text + ".")
}

//! Everything the template of a record needs. Never lays it out.

use super::effects::{EffectTable, effect_table};
use super::guards::{guards, reported};
use super::markdown::{inline, name};
use super::options::{Consequences, OptionRow, consequences, drivers, options, statement};
use super::outcome::{Chosen, outcome, status, title, ways_out};
use super::prose::{Journeys, known, situation};
use super::watch::watched;
use super::{RecordContext, capital};
use crate::architecture::{Mode, Step};
use crate::decision::Slot;
use crate::render::decision::{
    DecisionView, Speaker, conflict_words, nearest_flips, risky_assumptions, verdict_sentence,
};
use serde::Serialize;

/// Questions to find out about first.
const QUESTIONS: usize = 3;
/// Changes that are named under "revisit".
const FLIPS: usize = 6;

/// The variables of `templates/adr/record.jinja`. All texts are Markdown.
#[derive(Serialize)]
pub(super) struct Page<'a> {
    status: String,
    date: String,
    /// A YAML string.
    decision_makers: Option<String>,
    title: String,
    situation: String,
    known: Vec<String>,
    question: String,
    drivers: Vec<String>,
    options: Vec<OptionRow>,
    effects: Option<EffectTable>,
    outcome: String,
    ways_out: Vec<String>,
    parts: Vec<String>,
    consequences: Consequences,
    guards: Vec<String>,
    reported: Vec<String>,
    verdict: String,
    ask: Vec<String>,
    saga: Option<String>,
    assumptions: Vec<String>,
    watched: Vec<String>,
    flips: Vec<String>,
    more_flips: usize,
    statement: Option<String>,
    evidence: Vec<String>,
    marks: &'a str,
}

/// The page about one decision.
pub(super) fn page<'a>(
    view: &DecisionView<'_>,
    context: &RecordContext<'_>,
    journeys: &Journeys<'_>,
    marks: &'a str,
) -> Page<'a> {
    let speaker = Speaker::named(*view, name, inline);
    let chosen = Chosen::of(view, context.date);
    let declared = &view.interaction().declared;
    let mut flips = nearest_flips(&speaker, view);
    // A record is about the world. Other weights are another way to look at it.
    flips.retain(|flip| !flip.is_weight);
    let owner = view.from().declared.owner.as_ref();
    Page {
        status: status(view, &chosen),
        date: context.date.to_string(),
        decision_makers: owner.map(|owner| yaml(&owner.value)),
        title: title(view, context.date, name),
        situation: situation(view, journeys),
        known: known(&speaker),
        question: question(view),
        drivers: drivers(view, &speaker),
        options: options(view, &speaker),
        effects: effect_table(view, context.effects.get(&view.id).map_or(&[], |effects| effects)),
        outcome: outcome(view, &chosen, &speaker),
        ways_out: if chosen.mode.is_none() { ways_out(view) } else { Vec::new() },
        parts: if chosen.mode == Some(Mode::Hybrid) { parts(view) } else { Vec::new() },
        consequences: consequences(view, &chosen),
        guards: chosen.mode.map_or_else(Vec::new, |mode| guards(view, mode)),
        reported: reported(view, context.findings),
        verdict: verdict(view),
        ask: ask(view, &speaker),
        saga: saga(view, &chosen),
        assumptions: risky_assumptions(view, name, inline).iter().map(|text| capital(text)).collect(),
        watched: chosen.variant.map_or_else(Vec::new, |variant| watched(view, variant)),
        flips: flips.iter().take(FLIPS).map(|flip| revisit(&flip.condition, flip.to)).collect(),
        more_flips: flips.len().saturating_sub(FLIPS),
        statement: statement(view, &chosen),
        evidence: declared.evidence.iter().map(|place| name(&place.value)).collect(),
        marks,
    }
}

/// A double-quoted YAML string; JSON strings are such strings. A `<` is escaped, because many programs that show Markdown do
/// not know front matter, and a comment that is opened there would swallow the record.
fn yaml(text: &str) -> String {
    let clean: String = text.chars().filter(|c| !c.is_control() && *c != '\u{feff}').collect();
    serde_json::to_string(&clean).expect("text has a JSON form").replace('<', "\\u003c")
}

fn question(view: &DecisionView<'_>) -> String {
    let from = name(&view.from().name);
    format!(
        "Should {from} call and wait for the answer, send a message and go on, or do the urgent part at once and the rest later?"
    )
}

fn verdict(view: &DecisionView<'_>) -> String {
    let sentence = verdict_sentence(view);
    match conflict_words(view.decision) {
        Some(words) => format!("{sentence} {}.", capital(words)),
        None => sentence,
    }
}

/// The two parts of a hybrid, step by step.
fn parts(view: &DecisionView<'_>) -> Vec<String> {
    let split = &view.evidence.partition;
    let steps = &view.interaction().declared.steps;
    let now: Vec<String> = split.now.iter().map(|index| name(&steps[*index].id.value)).collect();
    let later: Vec<String> = split.later.iter().map(|index| later_step(&steps[*index])).collect();
    vec![
        format!("Now, before the caller gets its answer: {}", now.join(", then ")),
        format!("Later: {}", later.join(", then ")),
    ]
}

fn later_step(step: &Step) -> String {
    let undone = step.compensation.as_ref().map(|undo| format!(" (undone by {})", name(&undo.value)));
    format!("{}{}", name(&step.id.value), undone.unwrap_or_default())
}

/// What to find out, where an answer would settle the decision.
fn ask(view: &DecisionView<'_>, speaker: &Speaker<'_>) -> Vec<String> {
    let questions = view.argument.ask_first.iter().chain(&view.argument.ask_next);
    let mut asked = Vec::new();
    for question in questions {
        let text = match &question.text {
            Some(text) => inline(text),
            None => capital(&speaker.open(&question.fact)),
        };
        let line = format!("{text} (`{}`)", question.fact);
        if !asked.contains(&line) && asked.len() < QUESTIONS {
            asked.push(line);
        }
    }
    asked
}

fn saga(view: &DecisionView<'_>, chosen: &Chosen<'_>) -> Option<String> {
    let saga = view.method.saga(view.evidence, chosen.mode?)?;
    let writers = view.method.column("writers").map(|index| view.evidence.slots()[index]);
    let Some(Slot::Number(writers)) = writers else { return None };
    let doubt = if saga.is_doubtful {
        " Messages and agreement at every moment do not go together; expect to give up one of them."
    } else {
        ""
    };
    Some(format!(
        "{writers} services write within one business transaction. Carried out like this, it is what *Software \
         Architecture: The Hard Parts* calls a {}, whose services depend on each other to a {} degree while it runs.{doubt}",
        saga.name, saga.coupling
    ))
}

fn revisit(condition: &str, to: Option<Mode>) -> String {
    match to {
        Some(mode) => format!("{condition} (then {mode})"),
        None => format!("{condition} (then nothing is possible)"),
    }
}

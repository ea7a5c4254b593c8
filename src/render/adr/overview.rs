//! The overview record: every interaction with what is declared, what is recommended and where it is recorded. Never
//! leaves one out.

use super::facts::Facts;
use super::markdown::{cell, inline, name};
use super::outcome::{Chosen, status};
use super::worth::worth_recording;
use super::{About, Record, RecordContext, existing};
use crate::architecture::{Choice as _, Date, Mode};
use crate::decision::MODES;
use crate::render::decision::DecisionView;
use serde::Serialize;

/// The variables of `templates/adr/overview.jinja`. All texts are Markdown.
#[derive(Serialize)]
pub(super) struct Page {
    status: String,
    date: String,
    title: String,
    counts: Vec<String>,
    total: usize,
    /// Interactions whose mode is no choice.
    apart: usize,
    kept: Vec<String>,
    rows: Vec<Row>,
    omitted: Vec<Omitted>,
    marks: String,
}

#[derive(Serialize)]
struct Row {
    interaction: String,
    ends: String,
    declared: &'static str,
    recommended: &'static str,
    verdict: &'static str,
    record: String,
}

#[derive(Serialize)]
struct Omitted {
    reason: &'static str,
    names: Vec<String>,
}

/// What the overview depends on: mode, recommendation and verdict of every interaction.
pub(super) fn overview_facts(views: &[DecisionView<'_>]) -> Facts {
    let fact = |view: &DecisionView<'_>| {
        let verdict = view.argument.verdict.as_str();
        let value = format!("{}, {}, {verdict}", word(view.declared()), word(view.decision.recommended));
        (view.name().to_owned(), value)
    };
    views.iter().map(fact).collect()
}

/// The title of the overview in plain text.
pub(super) fn title(system: Option<&str>) -> String {
    match system {
        Some(system) => format!("How the services of {system} talk to each other"),
        None => "How the services talk to each other".into(),
    }
}

/// The page about all decisions; `recorded` are those with a record of their own.
pub(super) fn page(
    views: &[DecisionView<'_>],
    recorded: &[(DecisionView<'_>, Record)],
    context: &RecordContext<'_>,
) -> Page {
    let record = |view: &DecisionView<'_>| recorded.iter().find(|(known, _)| known.id == view.id);
    let link = |view: &DecisionView<'_>| match record(view) {
        Some((_, record)) => format!("[{:04}]({})", record.number, record.file_name),
        None => "–".into(),
    };
    let rows = views.iter().map(|view| Row {
        interaction: name(view.name()),
        ends: format!("{} → {}", cell(&view.from().name), cell(&view.to().name)),
        declared: word(view.declared()),
        recommended: word(view.decision.recommended),
        verdict: view.argument.verdict.as_str(),
        record: link(view),
    });
    let rows = rows.collect();
    let questions: Vec<_> = views.iter().filter(|view| view.is_a_question()).copied().collect();
    let open = recorded.iter().any(|(view, _)| status(view, &Chosen::of(view, context.date)) != "accepted");
    Page {
        status: if open { "proposed" } else { "accepted" }.to_owned(),
        date: context.date.to_string(),
        title: title(context.system.map(inline).as_deref()),
        counts: counts(&questions),
        total: questions.len(),
        apart: views.len() - questions.len(),
        kept: kept(views, context.date),
        rows,
        omitted: omitted(views, recorded),
        marks: existing::marks(&About::Overview, &overview_facts(views)),
    }
}

fn word(mode: Option<Mode>) -> &'static str {
    mode.map_or("–", |mode| mode.word())
}

fn counts(views: &[DecisionView<'_>]) -> Vec<String> {
    let count = |mode: Option<Mode>| views.iter().filter(|view| view.decision.recommended == mode).count();
    let modes = MODES.map(|mode| (count(Some(mode)), mode.word()));
    let none = [(count(None), "nothing that meets all requirements")];
    let all = modes.into_iter().chain(none).filter(|(count, _)| *count > 0);
    all.map(|(count, what)| format!("{what} for {count}")).collect()
}

/// The accepted deviations with reason, owner and last day.
fn kept(views: &[DecisionView<'_>], today: Date) -> Vec<String> {
    let line = |view: &DecisionView<'_>| {
        let allow = view.accepted()?;
        let who = allow.owner.as_ref().map_or("the team".into(), |owner| inline(&owner.value));
        let until = match allow.expires.map(|expires| expires.value) {
            Some(day) if day < today => format!(", but only until {day}, which has passed"),
            Some(day) => format!(" until {day}"),
            None => String::new(),
        };
        let stays = view.declared().map_or("as it is", |mode| mode.word());
        Some(format!(
            "{} stays {stays}, says {who}{until}: {}",
            name(view.name()),
            inline(&allow.reason.value)
        ))
    };
    views.iter().filter_map(line).collect()
}

/// The interactions without a record, by reason.
fn omitted(views: &[DecisionView<'_>], recorded: &[(DecisionView<'_>, Record)]) -> Vec<Omitted> {
    let mut omitted: Vec<Omitted> = Vec::new();
    for view in views.iter().filter(|view| recorded.iter().all(|(known, _)| known.id != view.id)) {
        let Err(trivial) = worth_recording(view) else { continue };
        let reason = trivial.text();
        match omitted.iter_mut().find(|group| group.reason == reason) {
            Some(group) => group.names.push(name(view.name())),
            None => omitted.push(Omitted { reason, names: vec![name(view.name())] }),
        }
    }
    omitted.sort_by_key(|group| group.reason);
    omitted
}

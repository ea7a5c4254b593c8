//! What each option does to the journeys, side by side. Never works out a number.

use super::markdown::{cell, name};
use crate::architecture::{Choice as _, Mode};
use crate::plan::{Effect, Goal, Outlook};
use crate::render::analysis::{percent, seconds};
use crate::render::decision::DecisionView;
use serde::Serialize;

/// A table: the head, and a row per number.
#[derive(Serialize)]
pub(super) struct EffectTable {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// The table; nothing where nothing can be told of any option.
pub(super) fn effect_table(view: &DecisionView<'_>, effects: &[Effect]) -> Option<EffectTable> {
    let first = effects.first()?;
    let mut rows = Vec::new();
    for (place, (journey, _)) in first.journeys.iter().enumerate() {
        let journey = view.world.architecture.journey(*journey);
        for goal in [Goal::Availability, Goal::P99] {
            let cells: Vec<String> =
                effects.iter().map(|effect| shown(goal, &effect.journeys[place].1)).collect();
            if cells.iter().all(|cell| cell == UNKNOWN) {
                continue;
            }
            let objective =
                goal.objective(journey).map(|value| format!(", objective {}", written(goal, value)));
            let what = if goal == Goal::Availability { "availability at most" } else { "p99" };
            let lead = format!("{}: {what}{}", cell(&journey.id), objective.unwrap_or_default());
            rows.push(std::iter::once(lead).chain(cells).collect());
        }
    }
    let fail = effects.iter().map(|effect| effect.blast_radius.to_string());
    let lead = format!("services that fail with {}", name(&view.to().name));
    rows.push(std::iter::once(lead).chain(fail).collect());
    let head = std::iter::once(String::new()).chain(effects.iter().map(|effect| column(view, effect.mode)));
    Some(EffectTable { head: head.collect(), rows })
}

fn column(view: &DecisionView<'_>, mode: Mode) -> String {
    let marks = [
        (view.declared() == Some(mode), "as declared"),
        (view.decision.recommended == Some(mode), "recommended"),
    ];
    let marks: Vec<&str> = marks.into_iter().filter(|(is_so, _)| *is_so).map(|(_, mark)| mark).collect();
    let marks = if marks.is_empty() { String::new() } else { format!(" ({})", marks.join(", ")) };
    format!("if {}{marks}", mode.word())
}

const UNKNOWN: &str = "unknown";

fn shown(goal: Goal, outlook: &Outlook) -> String {
    match (goal, outlook.value(goal)) {
        (_, Some(value)) => written(goal, value),
        (Goal::Availability, None) if outlook.availability_at_most < 1.0 => {
            percent(outlook.availability_at_most)
        }
        (_, None) => UNKNOWN.to_owned(),
    }
}

fn written(goal: Goal, value: f64) -> String {
    if goal == Goal::Availability { percent(value) } else { seconds(value) }
}

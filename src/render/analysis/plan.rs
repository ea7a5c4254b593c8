//! The plan as text: what to change first and where, what it buys and costs, what each journey gains, and what no mode can
//! repair. Never shows a gain it did not see.

use super::change::{change_lines, timeout_lines};
use super::show::{count, percent, seconds, service};
use crate::architecture::Architecture;
use crate::plan::{Gap, Goal, JourneyPlan, Met, Plan, Proof};
use crate::source::SourceMap;
use std::fmt::Write;

/// Questions that are listed.
const ASKED: usize = 5;
/// Names that are shown of a key that several services do not declare.
const NAMES: usize = 3;
/// Changes that are shown; the rest are in the JSON form.
const CHANGES: usize = 12;

/// What to change so that every journey keeps its objectives. Empty where no journey declares one.
pub fn plan_text(architecture: &Architecture, plan: &Plan, sources: &SourceMap) -> String {
    let mut out = String::new();
    if plan.journeys.is_empty() {
        return out;
    }
    head(&mut out, plan);
    let order = plan.most_worth_first();
    for (place, number) in order.iter().take(CHANGES).enumerate() {
        change_lines(&mut out, architecture, plan, *number, place + 1, sources);
    }
    if order.len() > CHANGES {
        let _ = writeln!(out, "  … and {} further changes (`--format json` has all)", order.len() - CHANGES);
    }
    if let Some(table) = &plan.timeouts {
        timeout_lines(&mut out, architecture, table, order.len() + 1, sources);
    }
    if !order.is_empty() || plan.timeouts.is_some() {
        out += "  Together\n";
    }
    for journey in &plan.journeys {
        journey_lines(&mut out, architecture, journey);
    }
    open_ends(&mut out, architecture, plan);
    out
}

fn head(out: &mut String, plan: &Plan) {
    let timeouts = plan.timeouts.as_ref();
    let changes = match (plan.changes.len(), timeouts) {
        (0, Some(_)) => "a table of timeouts".into(),
        (number, Some(_)) => format!("{} and a table of timeouts", count(number, "change", "changes")),
        (number, None) => count(number, "change", "changes"),
    };
    let cost = plan.cost + timeouts.map_or(0.0, |table| table.cost);
    let proof = match (plan.changes.is_empty(), plan.proof, plan.cost_at_least) {
        (true, ..) => String::new(),
        (_, Proof::Exact, _) => "; no cheaper set does as much".into(),
        (_, Proof::Greedy, least) => {
            format!("; found greedily, and no set that does as much costs less than {least:.1}")
        }
    };
    let is_empty = plan.changes.is_empty() && timeouts.is_none();
    let text = match (is_empty, plan.meets_after()) {
        (true, Some(true)) => "every objective is kept as it is".into(),
        (true, Some(false)) => "no permitted change brings a missed objective closer".into(),
        (true, None) => {
            "none can be made: objectives cannot be assessed; `syncwise analyze` says what is missing".into()
        }
        (false, Some(true)) => format!("{changes} (cost {cost:.4}) and every objective is kept{proof}"),
        (false, Some(false)) => {
            format!("{changes} (cost {cost:.4}) come closest; objectives stay missed{proof}")
        }
        (false, None) => format!("{changes} (cost {cost:.4}); some objectives cannot be assessed{proof}"),
    };
    let _ = writeln!(out, "Plan        {}", text.replace(".0000)", ")"));
}

fn journey_lines(out: &mut String, architecture: &Architecture, journey: &JourneyPlan) {
    let name = &architecture.journey(journey.journey).id;
    for (goal, objective, before, after) in &journey.objectives {
        let value = |outlook: &crate::plan::Outlook| shown(*goal, outlook.value(*goal));
        let word = match (before, after) {
            (_, Met::Unknown) => "cannot be assessed",
            (Met::Yes, _) => "kept",
            (_, Met::Yes) => "missed, then kept",
            (_, Met::No) => "missed",
        };
        let change = match (value(&journey.before), value(&journey.after)) {
            (before, after) if before == after => before,
            (before, after) => format!("{before} → {after}"),
        };
        let objective = shown(*goal, Some(*objective));
        let _ = writeln!(out, "  {name}: {} {change}, objective {objective}: {word}", goal.as_str());
    }
    journey.gaps.iter().for_each(|gap| gap_lines(out, architecture, gap));
    if !journey.missing.is_empty() {
        let _ = writeln!(out, "     missing: {}", by_key(&journey.missing));
    }
}

/// What is missing, key by key, with the first names of each: "availability of `a`, `b`, `c` and 5 more".
fn by_key(missing: &[String]) -> String {
    let mut keys: Vec<(&str, Vec<&str>)> = Vec::new();
    for text in missing {
        let (key, name) = text.split_once(" of ").unwrap_or((text, ""));
        match keys.iter_mut().find(|(known, _)| *known == key) {
            Some((_, names)) => names.push(name),
            None => keys.push((key, vec![name])),
        }
    }
    let line = |(key, names): (&str, Vec<&str>)| match names.len().checked_sub(NAMES).filter(|more| *more > 0)
    {
        _ if names == [""] => key.to_owned(),
        Some(more) => format!("{key} of {} and {more} more", names[..NAMES].join(", ")),
        None => format!("{key} of {}", names.join(", ")),
    };
    keys.into_iter().map(line).collect::<Vec<_>>().join("; ")
}

pub(super) fn shown(goal: Goal, value: Option<f64>) -> String {
    match (goal, value) {
        (_, None) => "unknown".into(),
        (Goal::Availability, Some(value)) => percent(value),
        (_, Some(value)) => seconds(value),
    }
}

fn gap_lines(out: &mut String, architecture: &Architecture, gap: &Gap) {
    let _ = writeln!(out, "     no permitted mode closes the rest; what remains in the way:");
    for obstacle in &gap.obstacles {
        let name = service(architecture, obstacle.service);
        let own = shown(gap.goal, Some(obstacle.value));
        let _ = match (gap.goal, obstacle.needed) {
            (Goal::Availability, Some(needed)) => {
                writeln!(out, "       {name} has {own}; alone it would need {}", percent(needed))
            }
            (Goal::Availability, None) => {
                writeln!(out, "       {name} has {own}; even perfect it would not suffice")
            }
            _ => writeln!(out, "       {name} takes {own} at its own p99"),
        };
    }
}

/// What stays as it is and why, and what to ask.
fn open_ends(out: &mut String, architecture: &Architecture, plan: &Plan) {
    let in_the_way = |to| {
        let gaps = plan.journeys.iter().flat_map(|journey| &journey.gaps);
        gaps.flat_map(|gap| &gap.obstacles).any(|obstacle| obstacle.service == to)
    };
    for refusal in &plan.refusals {
        let interaction = architecture.interaction(refusal.interaction);
        if in_the_way(interaction.to) {
            let _ = writeln!(out, "  {} stays: {}", interaction.id, refusal.reasons.join("; "));
        }
    }
    if plan.meets_after() == Some(true) {
        return;
    }
    for ask in plan.asks.iter().take(ASKED) {
        let fact = ask.fact.as_ref().map_or_else(|| "more facts".into(), |fact| format!("`{fact}`"));
        let _ = writeln!(
            out,
            "  ask for {fact} of {}: {}",
            architecture.interaction(ask.interaction).id,
            ask.why
        );
    }
    if plan.asks.len() > ASKED {
        let _ = writeln!(out, "  … and {} further questions", plan.asks.len() - ASKED);
    }
}

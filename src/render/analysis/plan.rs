//! The plan as text: the changes, what each journey gains, and what no mode can repair. Never shows a gain it did not see.

use super::show::{count, ends, percent, seconds, service};
use crate::architecture::Architecture;
use crate::plan::{Change, Gap, Goal, JourneyPlan, Met, Plan, Proof, Remedy};
use std::fmt::Write;

/// Questions that are listed.
const ASKED: usize = 5;

/// What to change so that every journey keeps its objectives. Empty where no journey declares one.
pub fn plan_text(architecture: &Architecture, plan: &Plan) -> String {
    let mut out = String::new();
    if plan.journeys.is_empty() {
        return out;
    }
    head(&mut out, plan);
    for (number, change) in plan.changes.iter().enumerate() {
        let _ = writeln!(out, "  {}. {}", number + 1, sentence(architecture, change));
        for assumption in &change.assumes {
            let _ = writeln!(out, "     assumes: {assumption}");
        }
    }
    for journey in &plan.journeys {
        journey_lines(&mut out, architecture, journey);
    }
    open_ends(&mut out, architecture, plan);
    out
}

fn head(out: &mut String, plan: &Plan) {
    let changes = count(plan.changes.len(), "change", "changes");
    let proof = match plan.proof {
        Proof::Exact => "no cheaper set does as much",
        Proof::Greedy => "greedy, not proven minimal",
    };
    let _ = match (plan.changes.is_empty(), plan.meets_after()) {
        (true, Some(true)) => writeln!(out, "Plan        every objective is kept as it is"),
        (true, Some(false)) => {
            writeln!(out, "Plan        no permitted change brings a missed objective closer")
        }
        (true, None) => writeln!(
            out,
            "Plan        none can be made: objectives cannot be assessed; `syncwise analyze` says what is missing"
        ),
        (false, Some(true)) => {
            writeln!(out, "Plan        {changes} (cost {}) and every objective is kept; {proof}", plan.cost)
        }
        (false, Some(false)) => writeln!(
            out,
            "Plan        {changes} (cost {}) come closest; objectives stay missed; {proof}",
            plan.cost
        ),
        (false, None) => writeln!(
            out,
            "Plan        {changes} (cost {}); some objectives cannot be assessed; {proof}",
            plan.cost
        ),
    };
}

fn sentence(architecture: &Architecture, change: &Change) -> String {
    let (id, ends) =
        (&architecture.interaction(change.interaction).id, ends(architecture, change.interaction));
    match change.to {
        Remedy::Soft => format!("{id} ({ends}): keep the call, answer from a fallback when it fails"),
        Remedy::Async => format!("{id} ({ends}): send a message through an outbox instead of waiting"),
        Remedy::Hybrid => {
            let later: Vec<&str> = change.frees.iter().map(|it| &*architecture.interaction(*it).id).collect();
            format!("{id} ({ends}): answer after the now-part; {} later", later.join(", "))
        }
    }
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
        let _ = writeln!(out, "     missing: {}", journey.missing.join(", "));
    }
}

fn shown(goal: Goal, value: Option<f64>) -> String {
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

//! The bodies of the handlers: the declared interactions in order, with the effect of their failure. Never adds one.

use super::hybrid::{Hybrid, HybridStep, Moves};
use super::layout::{awaited, joined, method, signature};
use super::name::pascal;
use super::names::Named;
use super::plan::{Plan, Shape, Trigger};
use super::text::code;
use super::view::Step;
use super::{about, tell};
use crate::architecture::{FailureEffect, InteractionId};
use std::collections::{BTreeMap, BTreeSet};

/// The most repetitions a generated loop makes; what is declared above is said in a comment.
const MOST_CALLS: u32 = 100;

/// One interaction that a trigger makes.
struct Made {
    function: String,
    hard: bool,
}

/// The statements of one operation or consumer. All messages are written in one place, so that one transaction takes them
/// together with the state: in an operation after the last call without which it fails, in a consumer, and in an operation
/// that goes on after its answer, at the end.
pub(super) fn body(plan: &Plan, named: &Named, trigger: &Trigger) -> Vec<String> {
    let hybrid = Hybrid::of(plan, trigger);
    let groups = made(plan, trigger, hybrid.as_ref());
    let is_message = |id: &InteractionId| matches!(plan.shape(*id), Shape::Message(_) | Shape::Deferred(_));
    let decides = |id: &InteractionId| plan.shape(*id) == Shape::Call && tell::is_hard(plan, *id);
    let messages: Vec<_> = groups.iter().flatten().copied().filter(is_message).collect();
    let first = groups.iter().position(|group| group.iter().any(is_message));
    let last = groups.iter().rposition(|group| group.iter().any(decides));
    let consumer = tell::is_consumer(trigger) || hybrid.is_some();
    let mut lines = Vec::new();
    for (at, group) in groups.into_iter().enumerate() {
        let mut made = Vec::new();
        for id in group {
            match plan.shape(id) {
                Shape::Call => made.push(step_of(plan, id, named.calls[&id].clone())),
                Shape::Message(_) | Shape::Deferred(_) => {}
                Shape::LeftOut(reason) => {
                    lines.push(format!("// {} {reason}.", code(&plan.interaction(id).id)));
                }
            }
        }
        lines.extend(statements(&made));
        if !consumer && first.is_some() && Some(at) == first.max(last) {
            lines.extend(tell::statements(plan, named, &messages));
        }
    }
    if hybrid.is_some() {
        lines.extend(tell::in_accept(named, &messages));
    } else if consumer {
        lines.extend(tell::in_work(named, &messages));
    }
    lines
}

/// What a trigger makes: one message per channel, however many interactions declare that somebody receives it; the
/// one without which the operation fails, where there is one.
fn made(plan: &Plan, trigger: &Trigger, hybrid: Option<&Hybrid>) -> Vec<Vec<InteractionId>> {
    let later = |id: &InteractionId| hybrid.is_some_and(|hybrid| hybrid.makes_later(*id));
    let mut published: BTreeMap<String, InteractionId> = BTreeMap::new();
    for id in trigger.makes.iter().flatten().filter(|id| !later(id)) {
        if let Shape::Message(channel) = plan.shape(*id) {
            let best = published.entry(channel).or_insert(*id);
            if plan.effect(*best) != FailureEffect::Fail && plan.effect(*id) == FailureEffect::Fail {
                *best = *id;
            }
        }
    }
    let stays = |id: &InteractionId| match plan.shape(*id) {
        _ if later(id) => false,
        Shape::Message(channel) => published[&channel] == *id,
        _ => true,
    };
    trigger.makes.iter().map(|group| group.iter().copied().filter(stays).collect()).collect()
}

fn step_of(plan: &Plan, id: InteractionId, function: String) -> Made {
    Made { function, hard: plan.effect(id) == FailureEffect::Fail }
}

fn statements(group: &[Made]) -> Vec<String> {
    if let [made] = group {
        return awaited("", "self", &format!("{}()", made.function), if made.hard { "?;" } else { ";" });
    }
    if group.is_empty() {
        return Vec::new();
    }
    let futures: Vec<_> = group.iter().map(|made| format!("self.{}()", made.function)).collect();
    let hard: Vec<_> = group.iter().enumerate().filter(|(_, made)| made.hard).collect();
    let mut lines = joined(if hard.is_empty() { "" } else { "let together = " }, &futures);
    lines.extend(hard.iter().map(|(at, _)| format!("together.{at}?;")));
    lines
}

/// One function per interaction that some trigger, or a later step of one, makes.
pub(super) fn steps(plan: &Plan, named: &Named) -> Vec<Step> {
    let (mut steps, mut seen) = (Vec::new(), BTreeSet::new());
    for trigger in &plan.triggers {
        let hybrid = Hybrid::of(plan, trigger);
        let whole = tell::is_consumer(trigger) || hybrid.is_some();
        let now = made(plan, trigger, hybrid.as_ref()).into_iter().flatten().map(|id| (id, false));
        let later = hybrid.iter().flat_map(Hybrid::later).filter_map(later_call);
        for (id, called) in now.chain(later).filter(|(id, _)| seen.insert(*id)) {
            let sharing = tell::Sharing::of(whole || tell::is_hard(plan, id), hybrid.as_ref(), id);
            steps.extend(match plan.shape(id) {
                Shape::Call => {
                    vec![call(plan, named, id)].into_iter().chain(fallback(plan, named, id)).collect()
                }
                Shape::Deferred(_) if called => vec![call(plan, named, id)],
                Shape::Message(channel) => {
                    vec![tell::step(plan, named, id, &channel, &named.channels[&channel].ident, sharing)]
                }
                Shape::Deferred(channel) => {
                    vec![tell::step(plan, named, id, &channel, &named.calls[&id], sharing)]
                }
                Shape::LeftOut(_) => Vec::new(),
            });
        }
    }
    steps
}

/// The interaction of a later step, and whether it is a call.
fn later_call(step: &HybridStep) -> Option<(InteractionId, bool)> {
    step.moves.interaction().map(|id| (id, matches!(step.moves, Moves::Call(_))))
}

fn call(plan: &Plan, named: &Named, id: InteractionId) -> Step {
    let interaction = plan.interaction(id);
    let function = &named.calls[&id];
    let module = &named.callees[&interaction.to];
    let declared = interaction.declared.calls.map_or(1, |calls| calls.value);
    let times = declared.min(MOST_CALLS);
    let response = format!("payload::{}Response", pascal(function));
    let effect = plan.effect(id);
    let returns = match (effect, times > 1) {
        (FailureEffect::Fail, false) => format!("Result<{response}, Failure>"),
        (FailureEffect::Fail, true) => format!("Result<Vec<{response}>, Failure>"),
        (FailureEffect::Degrade, false) => response.clone(),
        (FailureEffect::Degrade, true) => format!("Vec<{response}>"),
        (FailureEffect::Ignore, _) => String::new(),
    };
    let mut lines = signature(function, &[], &returns);
    lines.push(format!("    let client = &self.clients.{module};"));
    let once = once(effect, function, named.fallbacks.get(&id), times > 1);
    if times > 1 {
        if effect != FailureEffect::Ignore {
            lines.push("    let mut answers = Vec::new();".into());
        }
        let than = if declared > times { format!(" (this loop stops at {times})") } else { String::new() };
        lines.push(format!(
            "    // Declared as {declared} calls per operation{than}: can one call do for all?"
        ));
        lines.push(format!("    for _ in 0..{times} {{"));
        lines.extend(once.iter().map(|line| format!("        {line}")));
        lines.push("    }".into());
    } else {
        lines.extend(once.iter().map(|line| format!("    {line}")));
    }
    if times > 1 {
        lines.extend(result(effect).map(|line| format!("    {line}")));
    }
    lines.push("}".into());
    let to = code(&plan.architecture.service(interaction.to).name);
    let what = format!("{} at {to}: {}.", code(&interaction.id), about::effect(plan, id));
    Step { about: std::iter::once(what).chain(about::origin(plan, id)).collect(), lines }
}

/// Whether some handler makes a call for which it has an answer of its own.
pub(super) fn fall_back(plan: &Plan, named: &Named) -> bool {
    plan.triggers
        .iter()
        .flat_map(|trigger| trigger.makes.iter().flatten())
        .any(|id| named.fallbacks.contains_key(id))
}

/// The answer of a call that failed, for the developer to fill in.
fn fallback(plan: &Plan, named: &Named, id: InteractionId) -> Option<Step> {
    let function = named.fallbacks.get(&id)?;
    let response = format!("payload::{}Response", pascal(&named.calls[&id]));
    let mut lines = method(function, &["error: &CallError".to_owned()], &response);
    lines.extend(["    error.tolerate();", "    Default::default()", "}"].map(str::to_owned));
    let about =
        vec![format!("The answer instead of that of {}; yours to say.", code(&plan.interaction(id).id))];
    Some(Step { about, lines })
}

/// The statements of one call; its value is the answer, where it has one and is not repeated.
fn once(effect: FailureEffect, function: &str, fallback: Option<&String>, repeated: bool) -> Vec<String> {
    let call = format!("{function}(&call)");
    let mut lines = vec!["let call = Default::default();".to_owned()];
    match (effect, fallback) {
        (FailureEffect::Fail, _) => {
            lines.extend(awaited("let answer = ", "client", &call, "?;"));
            lines.push(if repeated { "answers.push(answer);" } else { "Ok(answer)" }.into());
        }
        (FailureEffect::Degrade, Some(fallback)) => {
            lines.extend(awaited("let outcome = ", "client", &call, ";"));
            lines.push(if repeated { "answers.push(match outcome {" } else { "match outcome {" }.into());
            lines.push("    Ok(answer) => answer,".into());
            lines.push(format!("    Err(error) => self.{fallback}(&error),"));
            lines.push(if repeated { "});" } else { "}" }.into());
        }
        _ => {
            lines.extend(awaited("let outcome = ", "client", &call, ";"));
            lines.push("if let Err(error) = outcome {".into());
            lines.push("    error.tolerate();".into());
            lines.push("}".into());
        }
    }
    lines
}

/// What a loop of calls gives.
fn result(effect: FailureEffect) -> Option<&'static str> {
    match effect {
        FailureEffect::Fail => Some("Ok(answers)"),
        FailureEffect::Degrade => Some("answers"),
        FailureEffect::Ignore => None,
    }
}

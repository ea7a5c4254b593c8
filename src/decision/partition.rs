//! Splits the steps of an interaction into a part that runs now and a part that runs later. Never decides whether
//! splitting is a good idea.

use crate::architecture::{ResultNeeded, Step, StepWhen};
use crate::diagnostic::{Diagnostic, did_you_mean};

/// Kinds of steps that run now unless something else is declared.
pub const NOW_KINDS: [&str; 5] = ["authorise", "check", "price", "reserve", "validate"];
/// Kinds of steps that run later unless something else is declared.
pub const LATER_KINDS: [&str; 7] = ["capture", "fulfil", "index", "notify", "report", "settle", "ship"];

/// The two parts of a hybrid. Steps are indices in the order they were declared.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Partition {
    /// Steps that run before the caller is answered.
    pub now: Vec<usize>,
    /// Steps that run afterwards.
    pub later: Vec<usize>,
    /// Steps that run now only because nothing says that they may wait.
    pub assumed_now: Vec<usize>,
    /// Steps that run now because a step of the now-part needs them first.
    pub pulled_forward: Vec<usize>,
    /// The names of all steps.
    pub names: Vec<Box<str>>,
    /// What vetoes need to know about it.
    pub split: Split,
}

/// The part of a partition that vetoes look at.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Split {
    /// Both parts have at least one step.
    pub admissible: bool,
    /// At least one step is marked as needing strong consistency.
    pub strong_marked: bool,
    /// Some steps are marked as strong and others are not.
    pub mixed: bool,
    /// Sum of the known p99 of the now-part, in seconds. Sums of p99 hold for calls that are slow together.
    pub now_seconds: f64,
    /// Whether the p99 of every step of the now-part is known.
    pub now_complete: bool,
}

impl Partition {
    /// Splits `steps`, with a diagnostic for every unknown predecessor, every cycle of predecessors, and every
    /// step that is declared later although a step of the now-part needs it first. Linear in steps and edges.
    pub fn of(steps: &[Step]) -> (Self, Vec<Diagnostic>) {
        let mut mistakes = Vec::new();
        let before = predecessors(steps, &mut mistakes);
        mistakes.extend(cycle(steps, &before));
        let mut now: Vec<bool> = steps.iter().map(starts_now).collect();
        let assumed_now = (0..steps.len()).filter(|index| is_assumed_now(&steps[*index])).collect();
        let pulled_forward = pull_forward(steps, &before, &mut now, &mut mistakes);
        let side = |wanted: bool| (0..steps.len()).filter(|index| now[*index] == wanted).collect::<Vec<_>>();
        let (now, later) = (side(true), side(false));
        let split = summary(steps, &now, &later);
        let names = steps.iter().map(|step| step.id.value.clone()).collect();
        (Self { now, later, assumed_now, pulled_forward, names, split }, mistakes)
    }

    /// The names of the steps of the now-part.
    pub fn now_names(&self) -> impl Iterator<Item = &str> {
        self.now.iter().map(|index| &*self.names[*index])
    }

    /// The names of the steps of the later-part.
    pub fn later_names(&self) -> impl Iterator<Item = &str> {
        self.later.iter().map(|index| &*self.names[*index])
    }
}

fn is_strong(step: &Step) -> bool {
    step.strong.is_some_and(|strong| strong.value)
}

fn must_be_now(step: &Step) -> bool {
    is_strong(step) || step.needs_result.is_some_and(|moment| moment.value == ResultNeeded::Now)
}

fn has_kind(step: &Step, kinds: &[&str]) -> bool {
    step.kind.as_ref().is_some_and(|kind| kinds.contains(&&*kind.value))
}

fn is_assumed_now(step: &Step) -> bool {
    let listed = has_kind(step, &NOW_KINDS) || has_kind(step, &LATER_KINDS);
    step.when.is_none() && !listed && !must_be_now(step)
}

fn starts_now(step: &Step) -> bool {
    let declared = step.when.map(|when| when.value);
    match declared {
        _ if must_be_now(step) => true,
        Some(when) => when == StepWhen::Now,
        None => !has_kind(step, &LATER_KINDS),
    }
}

fn predecessors(steps: &[Step], mistakes: &mut Vec<Diagnostic>) -> Vec<Vec<usize>> {
    let named = |name: &str| steps.iter().position(|step| *step.id.value == *name);
    let mut lists = Vec::with_capacity(steps.len());
    for step in steps {
        let mut list = Vec::new();
        for name in &step.after {
            match named(&name.value) {
                Some(index) => list.push(index),
                None => {
                    let title = format!("`after` names the unknown step `{}`", name.value);
                    let near = did_you_mean(&name.value, steps.iter().map(|step| &*step.id.value));
                    let help = near.unwrap_or_else(|| known_steps(steps));
                    mistakes.push(Diagnostic::error("unknown-step", title, name.span).help(help));
                }
            }
        }
        lists.push(list);
    }
    lists
}

/// The steps there are, while they fit a line.
fn known_steps(steps: &[Step]) -> String {
    let mut names: Vec<String> = steps.iter().map(|step| format!("`{}`", step.id.value)).collect();
    names.sort();
    names.dedup();
    match names.len() {
        1..=8 => format!("`after` takes identifiers of steps of the same interaction: {}", names.join(", ")),
        _ => "`after` takes identifiers of steps of the same interaction".into(),
    }
}

/// A cycle is found by taking away steps whose predecessors are all taken away; what is left is on one or behind one.
fn cycle(steps: &[Step], before: &[Vec<usize>]) -> Option<Diagnostic> {
    let mut open: Vec<usize> = before.iter().map(Vec::len).collect();
    let mut after = vec![Vec::new(); steps.len()];
    for (step, list) in before.iter().enumerate() {
        list.iter().for_each(|first| after[*first].push(step));
    }
    let mut ready: Vec<usize> = (0..steps.len()).filter(|step| open[*step] == 0).collect();
    while let Some(step) = ready.pop() {
        for next in &after[step] {
            open[*next] -= 1;
            if open[*next] == 0 {
                ready.push(*next);
            }
        }
    }
    let stuck = open.iter().position(|count| *count > 0)?;
    let step = &steps[stuck];
    let title = format!("step `{}` waits for a cycle of steps", step.id.value);
    Some(Diagnostic::error("step-cycle", title, step.id.span).help("drop one `after` of the cycle"))
}

fn pull_forward(
    steps: &[Step],
    before: &[Vec<usize>],
    now: &mut [bool],
    mistakes: &mut Vec<Diagnostic>,
) -> Vec<usize> {
    let mut pulled = Vec::new();
    let mut open: Vec<usize> = (0..steps.len()).filter(|step| now[*step]).collect();
    while let Some(step) = open.pop() {
        for first in before[step].iter().copied() {
            if now[first] {
                continue;
            }
            now[first] = true;
            open.push(first);
            pulled.push(first);
            if let Some(when) = steps[first].when {
                let (early, late) = (&steps[step].id, &steps[first].id);
                let title =
                    format!("step `{}` is declared later, but `{}` needs it now", late.value, early.value);
                let help = format!(
                    "write `when = \"now\"` for `{}`, or let `{}` do without it and drop the `after`",
                    late.value, early.value
                );
                let mistake = Diagnostic::error("step-order", title, when.span).help(help);
                mistakes.push(mistake.also(early.span, "this step runs now and comes after it"));
            }
        }
    }
    pulled.sort_unstable();
    pulled
}

fn summary(steps: &[Step], now: &[usize], later: &[usize]) -> Split {
    let times = || now.iter().map(|step| steps[*step].p99.map(|p99| p99.value.seconds()));
    let strong = steps.iter().filter(|step| is_strong(step)).count();
    Split {
        admissible: !now.is_empty() && !later.is_empty(),
        strong_marked: strong > 0,
        mixed: strong > 0 && strong < steps.len(),
        now_seconds: times().flatten().sum(),
        now_complete: !now.is_empty() && times().all(|time| time.is_some()),
    }
}

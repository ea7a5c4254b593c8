//! What is decided, and why, in sentences. Never claims more than the verdict does.

use super::markdown::{inline, name};
use crate::architecture::{Allow, Choice as _, Date, Mode};
use crate::decision::{MODES, Variant, Verdict};
use crate::render::decision::{DRIFT, DecisionView, Speaker, blocking, join, mode_phrase, sides};

/// Reasons that an outcome names.
const REASONS: usize = 3;

/// What a record settles for.
#[derive(Clone, Copy)]
pub(super) struct Chosen<'a> {
    /// The mode; nothing in a conflict that nobody resolved.
    pub(super) mode: Option<Mode>,
    /// Its form.
    pub(super) variant: Option<Variant>,
    /// The entry with which the team keeps a mode that is not the recommended one.
    pub(super) kept: Option<&'a Allow>,
    /// An entry that did so until a day that has passed.
    pub(super) expired: Option<(&'a Allow, Date)>,
}

impl<'a> Chosen<'a> {
    /// The recommended mode, or the declared one where the team accepted the deviation and that still holds on `date`.
    pub(super) fn of(view: &DecisionView<'a>, date: Date) -> Self {
        let holds = |allow: &&Allow| allow.expires.is_none_or(|expires| expires.value >= date);
        let differs = view.declared() != view.decision.recommended;
        let kept = view.accepted().filter(holds).filter(|_| differs && view.declared().is_some());
        let mode = if kept.is_some() { view.declared() } else { view.decision.recommended };
        let expired = view.accepted().and_then(|allow| Some((allow, allow.expires?.value)));
        let expired = expired.filter(|(_, day)| *day < date);
        Self { mode, variant: mode.map(|mode| view.method.variant(view.evidence, mode)), kept, expired }
    }

    /// Whether the chosen mode is the one that the facts argue for.
    pub(super) fn is_recommended(&self, view: &DecisionView<'_>) -> bool {
        self.mode.is_some() && self.mode == view.decision.recommended
    }
}

/// `accepted` where the team declares what is chosen, `proposed` otherwise, and why where a deviation was accepted once.
pub(super) fn status(view: &DecisionView<'_>, chosen: &Chosen<'_>) -> String {
    let agreed = chosen.mode.is_some() && chosen.mode == view.declared();
    match chosen.expired {
        _ if agreed => "accepted".into(),
        Some((_, day)) => format!("proposed, because what is declared was accepted until {day} only"),
        None => "proposed".into(),
    }
}

/// The title: what is decided, in a few words. `name` writes the names of services and interactions.
pub(super) fn title(view: &DecisionView<'_>, date: Date, name: fn(&str) -> String) -> String {
    let (id, from, to) = (name(view.name()), name(&view.from().name), name(&view.to().name));
    match Chosen::of(view, date).variant {
        None => format!("{id}: nothing that {from} and {to} could do meets all requirements"),
        Some(Variant::Sync) => format!("{id}: {from} calls {to} and waits"),
        Some(Variant::Async) => format!("{id}: {from} sends {to} a message and goes on"),
        Some(Variant::AsyncReply) => format!("{id}: {from} sends {to} a message and gets the outcome later"),
        Some(Variant::Hybrid) => {
            format!("{id}: {from} has {to} do the urgent part at once and the rest later")
        }
    }
}

/// The outcome with its justification, as Markdown.
pub(super) fn outcome(view: &DecisionView<'_>, chosen: &Chosen<'_>, speaker: &Speaker<'_>) -> String {
    let Some(mode) = chosen.mode else { return conflict(view) };
    let option = option_name(mode);
    if let Some(allow) = chosen.kept {
        return kept(view, allow, &option);
    }
    let because = match view.argument.verdict {
        Verdict::Forced => {
            let others = MODES.into_iter().filter(|other| *other != mode);
            let ruled_out: Vec<String> = others.filter_map(|other| ruled_out(view, other)).collect();
            format!(
                "because it is the only option that meets every hard requirement: {}",
                ruled_out.join("; ")
            )
        }
        _ => format!("because it comes out best: {}", strongest(view, speaker)),
    };
    let lead = match view.argument.verdict {
        Verdict::TossUp => "Option to discuss",
        Verdict::InsufficientFacts => "Provisional option",
        _ => "Chosen option",
    };
    format!("{lead}: {option}, {because}.{}{}", objection(view), lapsed(chosen))
}

/// That a deviation was accepted until a day that has passed, as a further sentence.
fn lapsed(chosen: &Chosen<'_>) -> String {
    let Some((allow, day)) = chosen.expired else { return String::new() };
    let who = allow.owner.as_ref().map_or("the team".into(), |owner| inline(&owner.value));
    let reason = inline(&allow.reason.value);
    format!(
        " The deviation was accepted by {who} until {day}, which has passed: {}.",
        reason.trim_end_matches('.')
    )
}

/// What stands between the decision and the declaration, as a further sentence.
fn objection(view: &DecisionView<'_>) -> String {
    match view.declared() {
        Some(declared) if view.deviates() => {
            format!(
                " The declared mode is {declared}; until that changes or is accepted, `syncwise lint` reports `{DRIFT}`."
            )
        }
        Some(declared) if view.decision.recommended != Some(declared) => {
            format!(
                " The declared mode is {declared}, and the difference is not firm enough to call that wrong."
            )
        }
        _ => String::new(),
    }
}

fn kept(view: &DecisionView<'_>, allow: &Allow, option: &str) -> String {
    let although =
        match (view.declared().filter(|mode| !blocking(view, *mode).is_empty()), view.decision.recommended) {
            (Some(mode), _) => ruled_out(view, mode).unwrap_or_default(),
            (None, Some(best)) => format!("{} comes out best", option_name(best)),
            (None, None) => "no option meets all requirements".into(),
        };
    let who = allow.owner.as_ref().map_or("The team".into(), |owner| inline(&owner.value));
    let until = allow.expires.map_or(String::new(), |date| format!(" until {}", date.value));
    let record = allow.adr.as_ref().map_or(String::new(), |adr| format!(" (record {})", name(&adr.value)));
    let reason = inline(&allow.reason.value);
    format!(
        "Chosen option: {option}, as declared, although {although}. {who} accepts this deviation{until}{record}: {}.",
        reason.trim_end_matches('.')
    )
}

fn conflict(view: &DecisionView<'_>) -> String {
    let reasons: Vec<String> = MODES.into_iter().filter_map(|mode| ruled_out(view, mode)).collect();
    format!(
        "None of the options can be chosen as long as everything is required at once: {}.",
        reasons.join("; ")
    )
}

/// What would end a conflict, as Markdown; empty where there is none.
pub(super) fn ways_out(view: &DecisionView<'_>) -> Vec<String> {
    let way = |relaxation: &crate::decision::Relaxation| {
        let vetoes = relaxation.vetoes.iter().map(|index| inline(&view.method.vetoes()[*index].relaxation));
        let modes: Vec<String> = relaxation.enables.iter().map(|mode| option_name(*mode)).collect();
        format!("{}; that makes {} possible", vetoes.collect::<Vec<_>>().join(", and "), join(&modes))
    };
    view.argument.relaxations.iter().map(way).map(|text| super::capital(&text)).collect()
}

/// `**sync** is ruled out, because …`; nothing where no hard requirement speaks against the mode.
pub(super) fn ruled_out(view: &DecisionView<'_>, mode: Mode) -> Option<String> {
    let reasons = reasons_against(view, mode);
    (!reasons.is_empty())
        .then(|| format!("{} is ruled out, because {}", option_name(mode), reasons.join(", and because ")))
}

/// The hard requirements against a mode, as Markdown.
pub(super) fn reasons_against(view: &DecisionView<'_>, mode: Mode) -> Vec<String> {
    blocking(view, mode).into_iter().map(|index| inline(&view.method.vetoes()[index].reason)).collect()
}

/// The name of an option in running text.
pub(super) fn option_name(mode: Mode) -> String {
    format!("“{}”", mode_phrase(mode))
}

fn strongest(view: &DecisionView<'_>, speaker: &Speaker<'_>) -> String {
    let pro = sides(view).pro;
    let clauses: Vec<String> =
        pro.iter().take(REASONS).map(|reason| speaker.clause(&reason.fact, &reason.value)).collect();
    if clauses.is_empty() {
        format!("nothing speaks for {}", view.decision.runner_up.map_or("another", |mode| mode.word()))
    } else {
        join(&clauses)
    }
}

//! The verdict of a decision, its confidence and its doubts in plain words. Never uses a term without saying what it means.

use super::DecisionView;
use crate::architecture::{Choice as _, Mode, Provenance};
use crate::decision::{Decision, MODES, Variant, Verdict};

/// What a mode does, as an option that can be chosen.
pub(in crate::render) fn mode_phrase(mode: Mode) -> &'static str {
    match mode {
        Mode::Sync => "call and wait for the answer",
        Mode::Async => "send a message and go on",
        Mode::Hybrid => "do the urgent part at once and the rest later",
    }
}

/// What to do, as firmly as the verdict allows.
pub(super) fn recommendation(view: &DecisionView<'_>) -> String {
    let Some(variant) = view.argument.variant else { return "no mode is possible".into() };
    let advice = match variant {
        Variant::Sync => "make it a synchronous call: the caller waits for the answer",
        Variant::Async => "make it asynchronous: send a message and go on",
        Variant::AsyncReply => "make it asynchronous: send a message, and let the outcome come back later",
        Variant::Hybrid => "make it a hybrid: do the urgent part at once and the rest later",
    };
    match view.argument.verdict {
        Verdict::TossUp => format!("for discussion: {advice}"),
        Verdict::InsufficientFacts => format!("as a first guess, {advice}"),
        _ => advice.into(),
    }
}

/// Where a value comes from, in a word.
pub(super) fn provenance_word(provenance: Provenance) -> &'static str {
    match provenance {
        Provenance::Measured => "measured",
        Provenance::Declared => "declared",
        Provenance::Imported => "imported",
        Provenance::Derived => "derived",
        Provenance::Defaulted => "assumed",
        Provenance::Unknown => "unknown",
    }
}

/// `96 of 100`, of a share from 0 to 1. Only what is always so is called 100.
fn trials(share: f64) -> String {
    format!("{} of 100", percent(share))
}

/// A share in whole percent, cut off; 100 and 0 only where it is exactly that.
pub(super) fn percent(share: f64) -> u32 {
    // Cut and not rounded, so that a number never looks like the next better word. The little is for what floats lose.
    let cut = (share * 100.0 + 1e-6).floor();
    let kept = if share > 0.0 { cut.max(1.0) } else { 0.0 };
    kept as u32
}

/// How sure the decision is, as a sentence.
pub(in crate::render) fn verdict_sentence(view: &DecisionView<'_>) -> String {
    let argument = view.argument;
    let trials = trials(argument.confidence.unwrap_or(0.0));
    let mode = argument.variant.map_or("", |variant| variant.mode().word());
    match argument.verdict {
        Verdict::Conflict => "Conflict: what is required rules out every mode.".into(),
        Verdict::Forced => format!("Forced: hard conditions rule out every mode but {mode}."),
        Verdict::InsufficientFacts => too_few(view, mode),
        Verdict::Certain => format!(
            "Certain: nothing that is still open changes it, and with other weights {mode} stays ahead in {trials} trials."
        ),
        Verdict::Robust => {
            format!(
                "Robust: {mode} stays ahead in {trials} trials with other weights and other answers to what is open."
            )
        }
        Verdict::Likely if view.decision.hangs_on_defaults => format!(
            "Likely: hard conditions rule out every mode but {mode}, but one of them rests on an assumed value."
        ),
        Verdict::Likely => {
            format!(
                "Likely: {mode} is ahead in {trials} trials with other weights and other answers to what is open."
            )
        }
        Verdict::TossUp => match ahead(view) {
            Some((rival, share)) => format!(
                "Toss-up: with other weights and other answers to what is open, {rival} comes first in {share} and \
                 {mode} in {} of 100 trials, so that people should decide.",
                percent(argument.confidence.unwrap_or(0.0))
            ),
            None => format!(
                "Toss-up: {mode} is ahead in only {trials} trials with other weights and other answers to what is open, \
                 so that people should decide."
            ),
        },
    }
}

/// Another mode that wins more trials than the recommended one, with their percentage.
fn ahead(view: &DecisionView<'_>) -> Option<(Mode, u32)> {
    let argument = view.argument;
    let share = |mode: &Mode| argument.shares[*mode as usize];
    let first = MODES.into_iter().max_by(|one, other| share(one).total_cmp(&share(other)))?;
    (Some(first) != view.decision.recommended && share(&first) > argument.confidence?)
        .then(|| (first, percent(share(&first))))
}

fn too_few(view: &DecisionView<'_>, mode: &str) -> String {
    match ahead(view) {
        Some((rival, share)) => format!(
            "Too few facts: {mode} scores best by what is known, but answers that are still open make it {rival} in \
             {share} of 100 trials, so that it is no more than a first guess."
        ),
        None => format!(
            "Too few facts: only {} % of what matters is known, so that {mode} is no more than a first guess.",
            percent(view.decision.coverage)
        ),
    }
}

/// How much the arguments disagree; nothing where there is nothing to compare.
pub(in crate::render) fn conflict_words(decision: &Decision) -> Option<&'static str> {
    Some(match decision.conflict_index? {
        index if index < 0.2 => "the arguments agree",
        index if index < 0.5 => "most arguments agree",
        index if index < 0.8 => "there are strong arguments on both sides",
        _ => "the arguments on both sides nearly cancel out",
    })
}

/// How the declared mode relates to the recommended one, as the rest of a sentence about the declaration.
pub(super) fn agreement(view: &DecisionView<'_>) -> String {
    let Some(declared) = view.declared() else { return "no mode is declared yet".into() };
    match view.decision.recommended {
        None => format!("{declared} is declared"),
        Some(mode) if mode == declared => "this is what is declared".into(),
        Some(_) if view.accepted().is_some() => {
            format!("{declared} is declared, and the team accepts the deviation")
        }
        Some(_) if view.deviates() => format!("{declared} is declared, which contradicts the facts"),
        Some(_) => {
            format!("{declared} is declared, and the difference is too small or too uncertain to object")
        }
    }
}

/// The vetoes that rule a mode out, by index.
pub(in crate::render) fn blocking(view: &DecisionView<'_>, mode: Mode) -> Vec<usize> {
    let set = view.decision.score(mode).blocked_by;
    (0..view.method.vetoes().len()).filter(|index| set & (1 << index) != 0).collect()
}

/// The modes that are ruled out, each with the vetoes that do it.
pub(super) fn ruled_out(view: &DecisionView<'_>) -> Vec<(Mode, Vec<usize>)> {
    let all = MODES.into_iter().map(|mode| (mode, blocking(view, mode)));
    all.filter(|(_, vetoes)| !vetoes.is_empty()).collect()
}

/// The text with a capital letter at its start.
pub(in crate::render) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

//! One decision in a few lines of Markdown, for whoever points at an interaction in an editor. Never the whole case.

use super::DecisionView;
use super::sides::{Sides, sides};
use super::speech::Speaker;
use super::verdict::{agreement, capital, conflict_words, provenance_word, recommendation, verdict_sentence};
use crate::render::adr::markdown::{inline, name};

/// Reasons shown for the decision.
const PRO: usize = 3;
/// Reasons shown against it.
const CONTRA: usize = 2;

/// What to do, how sure that is, and the strongest reasons on both sides.
pub fn decision_brief(view: &DecisionView<'_>) -> String {
    let speaker = Speaker::named(*view, name, inline);
    let ends = format!("{} → {}", name(&view.from().name), name(&view.to().name));
    let agrees = conflict_words(view.decision).map_or_else(String::new, |it| format!(" {}.", capital(it)));
    let mut text = format!(
        "**{}** {ends}\n\n{}; {}.\n\n{}{agrees}\n",
        inline(view.name()),
        capital(&recommendation(view)),
        agreement(view),
        verdict_sentence(view),
    );
    let Sides { winner, pro, contra } = sides(view);
    for (side, most) in [(pro, PRO), (contra, CONTRA)] {
        let Some(first) = side.first() else { continue };
        let rival = view.decision.runner_up.filter(|_| first.favours == winner);
        let rather = rival.map_or_else(String::new, |rival| format!(", rather than {rival}"));
        text += &format!("\nFor {}{rather}:\n\n", first.favours);
        for reason in side.iter().take(most) {
            let clause = speaker.clause(&reason.fact, &reason.value);
            text += &format!("- {clause} ({})\n", provenance_word(reason.provenance));
        }
    }
    text
}

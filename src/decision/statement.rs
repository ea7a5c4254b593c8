//! The decision in one sentence, in its parts. Never invents a phrase: each comes from a criterion or an obligation.

use super::flip::NO_SPLIT;
use super::obligation::Obligation;
use super::{Decision, Evidence, MODES, Method, Variant};
use crate::architecture::Mode;

/// Contributions below this are not worth a phrase (our default).
const LEAST_CONTRIBUTION: f64 = 0.005;
/// Phrases on each side.
const PHRASES: usize = 3;

/// The parts of a Y-statement (Zimmermann, Architectural Decisions, The Making Of): context, facing, decided,
/// neglected, to achieve, accepting. Empty parts are left out of the sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// Vetoes that hold, or what speaks most against the decision.
    pub facing: Vec<String>,
    /// What was decided.
    pub decided: Variant,
    /// The other modes, each with the veto that rules it out or how far it is behind.
    pub neglected: Vec<(Mode, String)>,
    /// What is gained, the most important first.
    pub achieve: Vec<String>,
    /// What is lost, the most important first.
    pub forgo: Vec<String>,
    /// The first obligations.
    pub take_on: Vec<Obligation>,
}

impl Statement {
    /// The sentence, for an interaction named `context`.
    pub fn sentence(&self, context: &str) -> String {
        let mut text = format!("In the context of {context}");
        if !self.facing.is_empty() {
            text += &format!(", facing {}", join(&self.facing, ", ", " and "));
        }
        text += &format!(", we decided for {}", self.decided.as_str());
        let neglected: Vec<_> = self.neglected.iter().map(|(mode, why)| format!("{mode} ({why})")).collect();
        if !neglected.is_empty() {
            text += &format!(" and neglected {}", join(&neglected, ", ", " and "));
        }
        if !self.achieve.is_empty() {
            text += &format!(", to achieve {}", join(&self.achieve, ", ", " and "));
        }
        let part = if self.decided == Variant::Hybrid { " in part" } else { "" };
        let forgo = join(&self.forgo, ", ", " and ");
        let take_on: Vec<_> = self.take_on.iter().map(|obligation| obligation.text().into()).collect();
        let take_on = join(&take_on, "; ", "; ");
        text += &match (forgo.is_empty(), take_on.is_empty()) {
            (true, true) => String::new(),
            (false, true) => format!(", accepting that we forgo{part} {forgo}"),
            (true, false) => format!(", accepting that we take on {take_on}"),
            (false, false) => format!(", accepting that we forgo{part} {forgo} and take on {take_on}"),
        };
        text + "."
    }
}

fn join(parts: &[String], comma: &str, and: &str) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{}{and}{last}", most.join(comma)),
    }
}

impl Method {
    /// The parts of the sentence; nothing where no mode is left.
    pub fn statement(&self, evidence: &Evidence, decision: &Decision) -> Option<Statement> {
        let (winner, rival) = (decision.recommended?, decision.runner_up?);
        let mut parts: Vec<(usize, f64)> = self.contributions(evidence.slots(), winner, rival).collect();
        parts.sort_by(|one, other| other.1.abs().total_cmp(&one.1.abs()));
        let gains_async = match winner {
            Mode::Sync => false,
            Mode::Async => true,
            Mode::Hybrid => rival == Mode::Sync,
        };
        let phrases = |sign: f64, side: usize| {
            let mut phrases: Vec<String> = Vec::new();
            for (criterion, part) in &parts {
                let phrase = &*self.criteria[*criterion].phrases[side];
                if part * sign >= LEAST_CONTRIBUTION && !phrases.iter().any(|known| known == phrase) {
                    phrases.push(phrase.into());
                }
            }
            phrases.truncate(PHRASES);
            phrases
        };
        let forgo = phrases(-1.0, usize::from(!gains_async));
        let blocked = MODES.iter().fold(0, |set, mode| set | decision.score(*mode).blocked_by);
        let holding = self.members(blocked).filter(|(_, veto)| &*veto.id != NO_SPLIT);
        let mut facing: Vec<String> = holding.map(|(_, veto)| words(&veto.id)).collect();
        if facing.is_empty() {
            facing.extend(forgo.first().map(|phrase| format!("the wish for {phrase}")));
        }
        let decided = self.variant(evidence, winner);
        let mut take_on = self.obligations(evidence, decided);
        take_on.truncate(2);
        let neglected = MODES.into_iter().filter(|mode| *mode != winner);
        let neglected = neglected.map(|mode| (mode, self.why_not(decision, winner, mode))).collect();
        Some(Statement {
            facing,
            decided,
            neglected,
            achieve: phrases(1.0, usize::from(gains_async)),
            forgo,
            take_on,
        })
    }

    fn why_not(&self, decision: &Decision, winner: Mode, mode: Mode) -> String {
        let veto = self.members(decision.score(mode).blocked_by).next();
        match veto {
            Some((_, veto)) => format!("ruled out: {}", words(&veto.id)),
            None => format!("score {:+.3}", decision.score(mode).mean - decision.score(winner).mean),
        }
    }
}

fn words(id: &str) -> String {
    id.replace('-', " ")
}

//! What a person should look at first among many decisions. Never hides one.

use super::DecisionView;
use crate::decision::Verdict;

/// How much a decision asks of its reader, the most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Attention {
    /// No mode is possible.
    Conflict,
    /// The declared mode contradicts its facts, and nobody accepted that.
    Drift,
    /// Nothing is declared, so that somebody has to decide.
    Undeclared,
    /// The arguments are too close; people decide.
    TossUp,
    /// Too little is known to confirm what is declared.
    TooLittleKnown,
    /// A deviation that the team accepted.
    Accepted,
    /// Declared and recommended do not contradict each other.
    Settled,
    /// What a datastore or a client does is not in question.
    NoQuestion,
}

impl Attention {
    /// Of one decision.
    pub fn of(view: &DecisionView<'_>) -> Self {
        match view.argument.verdict {
            _ if !view.is_a_question() => Self::NoQuestion,
            Verdict::Conflict if view.accepted().is_none() => Self::Conflict,
            _ if view.deviates() && view.accepted().is_none() => Self::Drift,
            _ if view.declared().is_none() => Self::Undeclared,
            _ if view.deviates() || view.argument.verdict == Verdict::Conflict => Self::Accepted,
            Verdict::TossUp => Self::TossUp,
            Verdict::InsufficientFacts => Self::TooLittleKnown,
            _ => Self::Settled,
        }
    }

    /// The mark in front of a row.
    pub(super) fn mark(self) -> char {
        match self {
            Self::Conflict | Self::Drift => '!',
            Self::Undeclared | Self::TossUp | Self::TooLittleKnown => '?',
            Self::Accepted | Self::Settled | Self::NoQuestion => ' ',
        }
    }
}

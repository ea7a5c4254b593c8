//! Which decisions get a record of their own. Never hides one: the overview names all others with the reason.

use crate::architecture::Mode;
use crate::decision::Verdict;
use crate::render::decision::DecisionView;

/// Why a decision gets a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worth {
    /// What is required rules out every mode.
    Conflict,
    /// The declared mode is not the recommended one.
    Differs,
    /// Nothing is declared.
    Undeclared,
    /// The arguments are too close.
    TossUp,
    /// A message or a split, which brings work along.
    Consequences,
}

/// Why a decision gets no record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trivial {
    /// What a client, a datastore or a cache does is not in question.
    NoQuestion,
    /// Too little is known to say anything about what is declared.
    TooLittleKnown,
    /// A call that its facts confirm.
    ConfirmedCall,
}

/// Whether a decision gets a record of its own.
///
/// A decision is trivial, and gets none, in three cases: the interaction leads to a datastore or a cache or comes from a
/// client, so that its mode is not in question; a mode is declared and too little is known to confirm it or object to it;
/// or a synchronous call is declared and its facts confirm it at least as likely. All others are recorded: conflicts, toss-ups, undeclared
/// modes, recommendations that differ from what is declared, and every message or split, because these bring work along
/// even where everybody agrees.
pub fn worth_recording(view: &DecisionView<'_>) -> Result<Worth, Trivial> {
    let (declared, recommended) = (view.declared(), view.decision.recommended);
    match view.argument.verdict {
        _ if !view.is_a_question() => Err(Trivial::NoQuestion),
        Verdict::Conflict => Ok(Worth::Conflict),
        _ if declared.is_none() => Ok(Worth::Undeclared),
        Verdict::InsufficientFacts => Err(Trivial::TooLittleKnown),
        Verdict::TossUp => Ok(Worth::TossUp),
        _ if declared != recommended => Ok(Worth::Differs),
        _ if recommended != Some(Mode::Sync) => Ok(Worth::Consequences),
        _ => Err(Trivial::ConfirmedCall),
    }
}

impl Trivial {
    /// The reason, as the overview gives it.
    pub(super) fn text(self) -> &'static str {
        match self {
            Self::NoQuestion => "not in question: a client asks, or a datastore or cache is asked",
            Self::TooLittleKnown => "too little is known; what is declared stays until more is",
            Self::ConfirmedCall => "a declared call that its facts confirm",
        }
    }
}

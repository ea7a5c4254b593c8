//! The word for how sure a decision is, and the form it takes. Never changes which mode is best.

use super::fact::{self, Slot};
use super::{Decision, Evidence, Method, Settings};
use crate::architecture::Mode;

/// How sure a decision is. The first that applies, from the top.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The vetoes leave nothing.
    Conflict,
    /// The vetoes leave one mode.
    Forced,
    /// Too little is known; the mode is provisional.
    InsufficientFacts,
    /// Neither the open facts nor a doubt about the weights changes it.
    Certain,
    /// A doubt about facts and weights changes it in less than one case of ten.
    Robust,
    /// In less than three cases of ten; or only one mode is possible, but by an assumed value.
    Likely,
    /// For people to decide.
    TossUp,
}

impl Verdict {
    /// The word that reports use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Conflict => "conflict",
            Self::Forced => "forced",
            Self::InsufficientFacts => "insufficient-facts",
            Self::Certain => "certain",
            Self::Robust => "robust",
            Self::Likely => "likely",
            Self::TossUp => "toss-up",
        }
    }

    /// Whether it is firm enough to call a declared mode a deviation.
    pub fn is_firm(self) -> bool {
        matches!(self, Self::Forced | Self::Certain | Self::Robust | Self::Likely)
    }
}

impl std::fmt::Display for Verdict {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How the recommended mode is carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Variant {
    /// A call.
    Sync,
    /// A message, and nobody asks for the outcome.
    Async,
    /// A message whose outcome comes back later: a reply, a callback or a status to look at.
    AsyncReply,
    /// A call for the now-part and a message for the rest.
    Hybrid,
}

impl Variant {
    /// The mode it is a form of.
    pub fn mode(self) -> Mode {
        match self {
            Self::Sync => Mode::Sync,
            Self::Async | Self::AsyncReply => Mode::Async,
            Self::Hybrid => Mode::Hybrid,
        }
    }

    /// The words that reports use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sync => "sync",
            Self::Async => "async",
            Self::AsyncReply => "async with a later reply",
            Self::Hybrid => "hybrid",
        }
    }
}

impl Method {
    /// The word for a decision, given the share of draws in which it stands. Without draws, a share of 0 tells whether
    /// enough is known at all.
    pub fn verdict(&self, decision: &Decision, confidence: f64) -> Verdict {
        self.verdict_among(decision, confidence, confidence)
    }

    /// The word for a decision, given the share of draws in which it stands, and in which the most frequent mode does.
    ///
    /// Little is known below a coverage; still, where nine draws of ten agree, what is not known does not matter, as long
    /// as more is known than next to nothing. A mode that wins fewer draws than another because of vetoes that are open is
    /// no more than a guess.
    pub(super) fn verdict_among(&self, decision: &Decision, confidence: f64, largest: f64) -> Verdict {
        let below = |bound: f64| decision.coverage < bound - 1e-9;
        let Settings { least_coverage, usual_coverage, .. } = self.settings;
        let is_guess = below(least_coverage)
            || below(usual_coverage) && confidence < 0.9
            || decision.at_risk && confidence < largest;
        match decision.recommended {
            None => Verdict::Conflict,
            Some(_) if decision.is_forced() => Verdict::Forced,
            Some(_) if decision.hangs_on_defaults => Verdict::Likely,
            Some(_) if is_guess => Verdict::InsufficientFacts,
            Some(_) if decision.dominates && !decision.at_risk && confidence >= 0.9 => Verdict::Certain,
            Some(_) if confidence >= 0.9 => Verdict::Robust,
            Some(_) if confidence >= 0.7 => Verdict::Likely,
            Some(_) => Verdict::TossUp,
        }
    }

    /// How a mode is carried out: async with a reply where the outcome is needed at all.
    pub fn variant(&self, evidence: &Evidence, mode: Mode) -> Variant {
        let needed = |moment: &str| {
            let word = self.columns[fact::NEEDS_RESULT].word(moment).map(Slot::Word);
            word == Some(evidence.slots()[fact::NEEDS_RESULT])
        };
        match mode {
            Mode::Sync => Variant::Sync,
            Mode::Hybrid => Variant::Hybrid,
            Mode::Async if needed("now") || needed("later") => Variant::AsyncReply,
            Mode::Async => Variant::Async,
        }
    }
}

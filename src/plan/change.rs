//! One change of one interaction: what it takes away and what it costs. Never says whether it is permitted.

use crate::architecture::InteractionId;

/// What an interaction is turned into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Remedy {
    /// The call stays and gets a fallback: the caller no longer fails with the callee.
    Soft,
    /// The callee answers after the now-part; the calls of the later steps leave the request.
    Hybrid,
    /// A message through an outbox: nobody waits and nobody fails.
    Async,
}

impl Remedy {
    /// The word that reports use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Soft => "soft",
            Self::Hybrid => "hybrid",
            Self::Async => "async",
        }
    }
}

/// A change that may be made.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The interaction that is changed; at most one change of each is made.
    pub interaction: InteractionId,
    /// What it becomes.
    pub to: Remedy,
    /// What it costs, in the unit of [`Costs`].
    pub cost: f64,
    /// Calls that nobody waits for and nobody fails with any more. A message among them goes through an outbox, so that
    /// no broker takes the callee's place.
    pub frees: Vec<InteractionId>,
    /// Calls whose failure the caller survives from now on.
    pub softens: Vec<InteractionId>,
    /// What is taken for granted, because a fact that could forbid the change is not known; a sentence each.
    pub assumes: Vec<String>,
}

/// What changes cost. Only the proportions matter (our defaults).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Costs {
    /// A fallback.
    pub soft: f64,
    /// A split.
    pub hybrid: f64,
    /// A message.
    pub asynchronous: f64,
    /// Added per unit of score that the change gives up against the best mode.
    pub per_regret: f64,
}

impl Default for Costs {
    fn default() -> Self {
        Self { soft: 1.0, hybrid: 2.0, asynchronous: 3.0, per_regret: 10.0 }
    }
}

impl Costs {
    /// The cost of a remedy that gives up `regret`.
    pub fn of(&self, remedy: Remedy, regret: f64) -> f64 {
        let base = match remedy {
            Remedy::Soft => self.soft,
            Remedy::Hybrid => self.hybrid,
            Remedy::Async => self.asynchronous,
        };
        base + self.per_regret * regret.max(0.0)
    }
}

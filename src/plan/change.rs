//! One change of one interaction or operation: what it takes away and what it costs. Never says whether it is permitted.

use crate::architecture::InteractionId;

/// What an interaction is turned into, the farthest-reaching last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Remedy {
    /// Reads that one operation makes one after the other are made at the same time.
    Parallel,
    /// Many calls of one kind become one that asks for all of it.
    Batch,
    /// The call stays and gets a fallback: the caller no longer fails with the callee.
    Soft,
    /// The callee answers after the now-part; the calls of the later steps leave the request.
    Hybrid,
    /// A message through an outbox: nobody waits and nobody fails.
    Async,
    /// The caller reads from a copy of its own, which is brought up to date apart from the request.
    Cache,
}

impl Remedy {
    /// The word that reports use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Parallel => "parallel",
            Self::Batch => "batch",
            Self::Soft => "soft",
            Self::Hybrid => "hybrid",
            Self::Async => "async",
            Self::Cache => "cache",
        }
    }

    /// Whether it settles how the interaction is made, so that an interaction takes one of these at most. How often a call
    /// is made, and beside which others, can be changed in addition.
    pub fn is_exclusive(self) -> bool {
        !matches!(self, Self::Parallel | Self::Batch)
    }
}

/// A change that may be made.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The interaction that is changed; at most one [exclusive](Remedy::is_exclusive) change of each is made. The first of
    /// several that are made together.
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
    /// Calls that are made once instead of several times.
    pub batches: Vec<InteractionId>,
    /// Calls that start at the same time; two or more.
    pub together: Vec<InteractionId>,
    /// Why it is permitted, in a sentence.
    pub because: String,
    /// What is taken for granted, because a fact that could forbid the change is not known; a sentence each.
    pub assumes: Vec<String>,
}

impl Change {
    /// A change that does nothing yet.
    pub fn new(interaction: InteractionId, to: Remedy, cost: f64) -> Self {
        let none = Vec::new;
        let (frees, softens, batches, together) = (none(), none(), none(), none());
        Self {
            interaction,
            to,
            cost,
            frees,
            softens,
            batches,
            together,
            because: String::new(),
            assumes: Vec::new(),
        }
    }
}

/// What changes cost. Only the proportions matter (our defaults).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Costs {
    /// Calls made at the same time.
    pub parallel: f64,
    /// One call for many.
    pub batch: f64,
    /// A fallback.
    pub soft: f64,
    /// A split.
    pub hybrid: f64,
    /// A message.
    pub asynchronous: f64,
    /// A copy that is kept up to date.
    pub cache: f64,
    /// A table of timeouts.
    pub timeouts: f64,
    /// Added per unit of score that the change gives up against the best mode.
    pub per_regret: f64,
}

impl Default for Costs {
    fn default() -> Self {
        Self {
            parallel: 1.0,
            batch: 2.0,
            soft: 1.0,
            hybrid: 2.0,
            asynchronous: 3.0,
            cache: 3.0,
            timeouts: 1.0,
            per_regret: 10.0,
        }
    }
}

impl Costs {
    /// The cost of a remedy that gives up `regret`.
    pub fn of(&self, remedy: Remedy, regret: f64) -> f64 {
        let base = match remedy {
            Remedy::Parallel => self.parallel,
            Remedy::Batch => self.batch,
            Remedy::Soft => self.soft,
            Remedy::Hybrid => self.hybrid,
            Remedy::Async => self.asynchronous,
            Remedy::Cache => self.cache,
        };
        base + self.per_regret * regret.max(0.0)
    }
}

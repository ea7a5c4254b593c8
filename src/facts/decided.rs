//! What facts about decisions are read from: made beforehand, or when a rule first asks. Never decides.

use super::World;
use crate::architecture::{InteractionId, Mode};

/// What the decision room found out about one interaction, for rules that compare it with what was declared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Decided {
    /// The recommended mode; none where the vetoes leave nothing.
    pub recommended: Option<Mode>,
    /// How sure that is, as a word: `forced`, `certain`, `robust`, `likely`, `toss-up`, `insufficient-facts`, `conflict`.
    pub verdict: &'static str,
    /// Score of the recommended mode minus score of the declared one.
    pub margin_over_declared: Option<f64>,
    /// A veto blocks the declared mode.
    pub declared_is_vetoed: bool,
}

/// The same without the word for how sure it is, which costs a hundred times as much.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outline {
    /// The recommended mode; none where the vetoes leave nothing.
    pub recommended: Option<Mode>,
    /// Score of the recommended mode minus score of the declared one.
    pub margin_over_declared: Option<f64>,
    /// A veto blocks the declared mode.
    pub declared_is_vetoed: bool,
}

/// Decisions by interaction.
pub trait Decisions: std::fmt::Debug + Sync {
    /// What was decided; nothing while it is not.
    fn outline(&self, world: &World<'_>, id: InteractionId) -> Option<Outline>;

    /// How sure that is, as a word.
    fn verdict(&self, world: &World<'_>, id: InteractionId) -> Option<&'static str>;
}

/// Nothing is decided yet.
#[derive(Debug, Clone, Copy)]
pub struct Undecided;

impl Decisions for Undecided {
    fn outline(&self, _: &World<'_>, _: InteractionId) -> Option<Outline> {
        None
    }

    fn verdict(&self, _: &World<'_>, _: InteractionId) -> Option<&'static str> {
        None
    }
}

impl Decisions for Vec<Decided> {
    fn outline(&self, _: &World<'_>, id: InteractionId) -> Option<Outline> {
        self.get(id.0 as usize).map(Decided::outline)
    }

    fn verdict(&self, _: &World<'_>, id: InteractionId) -> Option<&'static str> {
        self.get(id.0 as usize).map(|decided| decided.verdict)
    }
}

impl Decided {
    /// Without the word.
    pub fn outline(&self) -> Outline {
        Outline {
            recommended: self.recommended,
            margin_over_declared: self.margin_over_declared,
            declared_is_vetoed: self.declared_is_vetoed,
        }
    }
}

//! Criteria of the sync-versus-async framework, as their TOML files state them. Never weighs or decides.
//!
//! A criterion names one fact, says how much each value of that fact speaks for each mode, and carries its own
//! question, page, vetoes and examples. The built-in ones and a team's own are read by the same reader.

mod field;
mod parts;
mod quantity;
mod read;
mod registry;
mod veto;
mod when;

pub use quantity::{Quantity, Unit};
pub use read::read;
pub use registry::{BUILT_IN, built_in};
pub use when::{Operand, Test, When};

use crate::architecture::Mode;
use crate::source::{Span, Spanned};

/// Where a criterion comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// Shipped with the program.
    BuiltIn,
    /// Written by a team.
    Team,
}

/// One criterion as written, its names not yet resolved.
#[derive(Debug, Clone)]
pub struct Criterion {
    /// Unique kebab-case name.
    pub id: Spanned<Box<str>>,
    /// Who wrote it.
    pub origin: Origin,
    /// Place in the order of criteria, which fixes the random stream of the built-in ones.
    pub order: Option<u32>,
    /// The side of the original framework of eight reasons, where it is one of them.
    pub seed: Option<Mode>,
    /// The group whose weight it shares.
    pub group: Spanned<Box<str>>,
    /// Its share of the group's weight, relative to the group's other criteria; positive.
    pub units: f64,
    /// The fact it looks at.
    pub fact: Spanned<Box<str>>,
    /// The values in words, from the one that speaks most for sync to the one that speaks most for async.
    pub values: Vec<Spanned<Box<str>>>,
    /// What some of the values mean, in a few words, for whoever is asked.
    pub words: Vec<(Box<str>, Box<str>)>,
    /// Anchors, where the fact is a number.
    pub scale: Option<Scale>,
    /// Utility per value, or at the anchors `low` and `high`.
    pub utility: Vec<(Spanned<Box<str>>, Utility)>,
    /// What is believed while the fact is unknown; owned by the first criterion of a fact.
    pub prior: Option<Prior>,
    /// A value that says nothing under a condition.
    pub silent: Option<Silence>,
    /// As the questionnaire asks it.
    pub question: Box<str>,
    /// Further facts that its vetoes look at, with the questions that ask for them.
    pub further: Vec<(Box<str>, Box<str>)>,
    /// What is gained, in a few words, where it speaks for sync.
    pub phrase_sync: Box<str>,
    /// What is gained, in a few words, where it speaks for async.
    pub phrase_async: Box<str>,
    /// The manual page.
    pub page: Page,
    /// Conditions under which a mode is impossible.
    pub vetoes: Vec<Veto>,
    /// Situations with the direction in which the criterion pushes.
    pub examples: Vec<Example>,
}

/// How well each mode does, from -1 to 1, in the order sync, async, hybrid. Only differences count.
pub type Utility = [f64; 3];

/// The anchors of a numeric fact. Utilities are interpolated between them and constant outside.
#[derive(Debug, Clone, Copy)]
pub struct Scale {
    /// The lower anchor.
    pub low: Spanned<Quantity>,
    /// The upper anchor, above the lower one.
    pub high: Spanned<Quantity>,
    /// Whether the position between the anchors is taken on logarithms.
    pub logarithmic: bool,
    /// The smallest value that makes sense; flips are not looked for below.
    pub least: Spanned<Quantity>,
    /// The largest value that makes sense; flips are not looked for above.
    pub most: Spanned<Quantity>,
}

/// What is believed about a fact while nothing is known.
#[derive(Debug, Clone)]
pub enum Prior {
    /// Probability per word; a word without one is never assumed.
    Words(Vec<(Spanned<Box<str>>, f64)>),
    /// The position between the anchors is `u^exponent` with `u` uniform, so its mean is `1/(exponent + 1)`.
    Exponent(f64),
}

/// A value that speaks for no mode while another fact has a certain word.
#[derive(Debug, Clone)]
pub struct Silence {
    /// The value of the criterion's fact.
    pub value: Spanned<Box<str>>,
    /// The other fact.
    pub fact: Spanned<Box<str>>,
    /// The word it has then.
    pub word: Spanned<Box<str>>,
}

/// The manual page of a criterion.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// What is looked at.
    pub what: Box<str>,
    /// Why it matters for the choice of a mode.
    pub why: Box<str>,
    /// What to do when it stands in the way of the mode one wants.
    pub instead: Box<str>,
    /// Where it misleads.
    pub drawbacks: Box<str>,
    /// Publications and documentation.
    pub sources: Vec<Box<str>>,
}

/// A condition under which modes are impossible, not merely unattractive.
#[derive(Debug, Clone)]
pub struct Veto {
    /// Unique kebab-case name.
    pub id: Spanned<Box<str>>,
    /// The modes it rules out.
    pub blocks: Vec<Mode>,
    /// When it holds.
    pub when: When,
    /// Why the mode is impossible then, as a sentence without its full stop.
    pub reason: Box<str>,
    /// What is taken for granted while it is undecided, as the end of "assumes that".
    pub assumes: Box<str>,
    /// What would lift it.
    pub relaxation: Box<str>,
}

/// A situation in which the criterion pushes in a known direction; run as a test.
#[derive(Debug, Clone)]
pub struct Example {
    /// The situation in a few words.
    pub title: Box<str>,
    /// The mode that gains against the other one of sync and async; `None` where neither does.
    pub favours: Option<Mode>,
    /// The value of the criterion's fact.
    pub value: ExampleValue,
    /// Where it was written.
    pub span: Span,
}

/// The value a fact has in an example.
#[derive(Debug, Clone)]
pub enum ExampleValue {
    /// A word, or `true` or `false`.
    Word(Box<str>),
    /// A number with its unit.
    Quantity(Quantity),
}

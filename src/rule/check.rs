//! A check: one risk as data, with its page, its condition, its words and its examples. Never reads a file.

use super::{Class, Condition};
use crate::facts::{FactId, SubjectKind};
use crate::source::Span;
use crate::template::Templates;

/// One check.
#[derive(Debug)]
pub struct Check {
    /// Kebab-case name of the bad thing.
    pub id: Box<str>,
    /// Where the id was written.
    pub span: Span,
    /// Its class where no grade holds.
    pub class: Class,
    /// Classes under further conditions, the first that holds wins.
    pub grades: Vec<Grade>,
    /// What people read about it.
    pub page: Page,
    /// The lists of names that tell one of its findings from another about the same subject, such as the chain that is
    /// too long.
    pub members: Vec<FactId>,
    /// What it looks at.
    pub about: SubjectKind,
    /// When it speaks.
    pub when: Condition,
    /// What it says.
    pub say: Say,
    /// What it is tested with.
    pub examples: Vec<Example>,
}

/// A class under a condition.
#[derive(Debug, Clone)]
pub struct Grade {
    /// The class.
    pub class: Class,
    /// When it applies.
    pub when: Condition,
}

/// The page of a rule.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// What the rule finds.
    pub what: String,
    /// Why that hurts.
    pub why: String,
    /// What to do instead.
    pub instead: String,
    /// Where the rule is wrong, or its remedy costs.
    pub drawbacks: String,
    /// Where thresholds and formulas come from.
    pub sources: Vec<String>,
}

/// The words of a check. Texts are templates over the facts of the subject, `-` written as `_`.
#[derive(Debug)]
pub struct Say {
    /// The fact whose place is the primary location; the subject itself where there is none.
    pub at: Option<FactId>,
    /// Places to show besides.
    pub also: Vec<FactId>,
    /// Which of the texts below exist, compiled under the names `title`, `label`, `help` and `note`.
    pub templates: Templates,
    /// Where each text was written, by its name.
    pub spans: Vec<(&'static str, Span)>,
    /// The facts that the templates use.
    pub variables: Vec<FactId>,
    /// There is a `label`.
    pub has_label: bool,
    /// There is a `help`.
    pub has_help: bool,
    /// There is a `note`.
    pub has_note: bool,
}

impl Say {
    /// Where a text was written.
    pub(super) fn span_of(&self, name: &str) -> Span {
        let known = self.spans.iter().find(|(text, _)| *text == name);
        known.map(|(_, span)| *span).expect("only texts that were written are rendered")
    }
}

/// An architecture and what the check must make of it.
#[derive(Debug, Clone)]
pub struct Example {
    /// What it shows.
    pub name: String,
    /// An architecture file; `syncwise = 1` may be left out.
    pub architecture: String,
    /// The subjects that must be reported; none for a silent example.
    pub reports: Vec<String>,
    /// The subjects that cannot be assessed.
    pub cannot_assess: Vec<String>,
    /// The class that every report must have, where it matters.
    pub class: Option<Class>,
    /// Where it was written.
    pub span: Span,
}

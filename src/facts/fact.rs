//! One fact: its name, its meaning and the function that reads it. Never a rule.

use super::{FactType, Provenance, Reading, Subject, SubjectKind, World, table};
use crate::source::Span;

/// The index of a fact in [`table::FACTS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactId(u16);

/// A place a value comes from, and what it contributes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The place.
    pub span: Span,
    /// What stands there, for a label; may be empty.
    pub text: String,
}

impl Origin {
    /// A place that speaks for itself.
    pub fn at(span: Span) -> Self {
        Self { span, text: String::new() }
    }
}

/// Reads a fact.
pub(super) type Read = for<'w> fn(&World<'w>, Subject) -> Reading<'w>;
/// Finds the places a fact comes from.
pub(super) type Locate = fn(&World<'_>, Subject) -> Vec<Origin>;
/// Names what must be declared before a fact is known.
pub(super) type Lack = fn(&World<'_>, Subject) -> Vec<String>;

/// An algorithm with a name.
#[derive(Debug)]
pub struct Fact {
    /// What it is about.
    pub about: SubjectKind,
    /// Unique among the facts about the same kind of subject.
    pub name: &'static str,
    /// Its type.
    pub kind: FactType,
    /// What it means, in one sentence.
    pub means: &'static str,
    pub(super) read: Read,
    pub(super) locate: Option<Locate>,
    pub(super) lack: Option<Lack>,
    pub(super) cost: u8,
}

impl Fact {
    pub(super) const fn new(
        about: SubjectKind,
        name: &'static str,
        kind: FactType,
        means: &'static str,
        read: Read,
    ) -> Self {
        Self { about, name, kind, means, read, locate: None, lack: None, cost: 0 }
    }

    /// The fact with the places it comes from.
    pub(super) const fn at(self, locate: Locate) -> Self {
        Self { locate: Some(locate), ..self }
    }

    /// The fact with the rank of its price among others; most have none.
    pub(super) const fn costly(self, cost: u8) -> Self {
        Self { cost, ..self }
    }

    /// The fact with what must be declared before it is known.
    pub(super) const fn lacking(self, lack: Lack) -> Self {
        Self { lack: Some(lack), ..self }
    }
}

impl FactId {
    /// All facts, sorted by subject and name.
    pub fn all() -> impl ExactSizeIterator<Item = Self> {
        (0..table::FACTS.len() as u16).map(Self)
    }

    /// The fact about this kind of subject with this name.
    pub fn named(about: SubjectKind, name: &str) -> Option<Self> {
        let index = table::FACTS.binary_search_by(|fact| (fact.about, fact.name).cmp(&(about, name))).ok()?;
        Some(Self(index as u16))
    }

    /// Names of all facts about this kind of subject.
    pub fn names(about: SubjectKind) -> impl Iterator<Item = &'static str> {
        table::FACTS.iter().filter(move |fact| fact.about == about).map(|fact| fact.name)
    }

    /// The fact.
    pub fn fact(self) -> &'static Fact {
        &table::FACTS[self.0 as usize]
    }

    /// How much reading it costs beside others: nothing to speak of at 0, a thousand times as much at 3. What is cheap is
    /// read first, where that settles a condition.
    pub fn cost(self) -> u8 {
        self.fact().cost
    }

    /// What is known about the fact.
    pub fn read<'w>(self, world: &World<'w>, subject: Subject) -> Reading<'w> {
        let mut reading = (self.fact().read)(world, subject);
        if reading.provenance == Provenance::Declared && self.is_measured(world, subject) {
            reading.provenance = Provenance::Measured;
        }
        reading
    }

    /// Whether `measured` names the key that the fact has its value from: its own name, or the first part of it.
    fn is_measured(self, world: &World<'_>, subject: Subject) -> bool {
        let measured = match subject {
            Subject::Service(id) => &world.architecture.service(id).declared.measured,
            Subject::Interaction(id) => &world.architecture.interaction(id).declared.measured,
            Subject::System | Subject::Journey(_) | Subject::Cycle(_) => return false,
        };
        let name = self.fact().name;
        let is_named =
            |key: &str| name.strip_prefix(key).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
        measured.iter().any(|key| is_named(&key.value))
    }

    /// The places the fact comes from, most telling first; empty where it is not tied to a place.
    pub fn origins(self, world: &World<'_>, subject: Subject) -> Vec<Origin> {
        self.fact().locate.map_or_else(Vec::new, |locate| locate(world, subject))
    }

    /// What must be declared before the fact is known.
    pub fn lacks(self, world: &World<'_>, subject: Subject) -> Vec<String> {
        let lacks = self.fact().lack.map_or_else(Vec::new, |lack| lack(world, subject));
        if lacks.is_empty() {
            vec![format!("`{}` of `{}`", self.fact().name, world.id(subject))]
        } else {
            lacks
        }
    }
}

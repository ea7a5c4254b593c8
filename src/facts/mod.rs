//! Facts: everything a rule can compare, in one table. Never judges.
//!
//! An algorithm is a noun: a documented function that reads one value about one subject. A rule is a sentence about
//! such values, and lives in `rules/`.

pub use crate::architecture::Provenance;

use crate::architecture::{InteractionId, JourneyId, ServiceId};
use std::borrow::Cow;

/// What a fact is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// The system as a whole.
    System,
    /// A service.
    Service(ServiceId),
    /// An interaction.
    Interaction(InteractionId),
    /// A journey.
    Journey(JourneyId),
    /// A cycle of blocking calls, by its index in the analysis.
    Cycle(u32),
}

/// The kinds of [`Subject`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SubjectKind {
    /// The system as a whole.
    System,
    /// A service.
    Service,
    /// An interaction.
    Interaction,
    /// A journey.
    Journey,
    /// A cycle of blocking calls.
    Cycle,
}

/// A value. Its unit follows from the [`FactType`]: seconds, events per second, bytes, shares from 0 to 1.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'w> {
    /// Yes or no.
    Flag(bool),
    /// Counts, quantities and shares.
    Number(f64),
    /// Words and names.
    Text(Cow<'w, str>),
    /// Several names, in a meaningful order.
    List(Vec<Cow<'w, str>>),
}

/// What is known about a fact.
#[derive(Debug, Clone, PartialEq)]
pub enum State<'w> {
    /// It has this value.
    Known(Value<'w>),
    /// It has a value that nobody declared. Unknown is not false.
    Unknown,
    /// It does not apply to this subject.
    NotApplicable,
}

/// A fact as read: its state and the weakest provenance among its inputs.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading<'w> {
    /// What is known.
    pub state: State<'w>,
    /// Where it comes from; [`Provenance::Unknown`] exactly when the state is [`State::Unknown`].
    pub provenance: Provenance,
}

/// The type of a fact, which gives its unit and the words it may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FactType {
    /// `true` or `false`.
    Flag,
    /// A whole number.
    Count,
    /// A number without unit.
    Number,
    /// Seconds; written `"300ms"`.
    Duration,
    /// Events per second; written `"40/s"`.
    Rate,
    /// A share; written `"99.95%"`.
    Ratio,
    /// Bytes; written `"20kB"`.
    Bytes,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A name.
    Text,
    /// Names.
    List,
}

//! Values of facts and what is known about them. Never compares two facts.

use super::Provenance;
use std::borrow::Cow;

/// A value. Its unit follows from the [`FactType`]: seconds, events per second, bytes, shares from 0 to 1.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'w> {
    /// Yes or no.
    Flag(bool),
    /// Counts, quantities and shares. Infinity where there is no bound.
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

impl<'w> Reading<'w> {
    /// Nothing is known.
    pub const UNKNOWN: Self = Self { state: State::Unknown, provenance: Provenance::Unknown };
    /// The fact does not apply.
    pub const NOT_APPLICABLE: Self = Self { state: State::NotApplicable, provenance: Provenance::Derived };

    /// A value with its provenance.
    pub fn known(value: Value<'w>, provenance: Provenance) -> Self {
        Self { state: State::Known(value), provenance }
    }

    /// A flag.
    pub fn flag(flag: bool, provenance: Provenance) -> Self {
        Self::known(Value::Flag(flag), provenance)
    }

    /// A number.
    pub fn number(number: f64, provenance: Provenance) -> Self {
        Self::known(Value::Number(number), provenance)
    }

    /// A word or name.
    pub fn text(text: impl Into<Cow<'w, str>>, provenance: Provenance) -> Self {
        Self::known(Value::Text(text.into()), provenance)
    }

    /// Names.
    pub fn list(names: impl IntoIterator<Item = impl Into<Cow<'w, str>>>, provenance: Provenance) -> Self {
        Self::known(Value::List(names.into_iter().map(Into::into).collect()), provenance)
    }

    /// The value, where it is known.
    pub fn value(&self) -> Option<&Value<'w>> {
        match &self.state {
            State::Known(value) => Some(value),
            State::Unknown | State::NotApplicable => None,
        }
    }
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

impl FactType {
    /// What the type is called in the reference.
    pub fn describe(self) -> String {
        match self {
            Self::Flag => "true or false".into(),
            Self::Count => "count".into(),
            Self::Number => "number".into(),
            Self::Duration => "duration".into(),
            Self::Rate => "rate".into(),
            Self::Ratio => "ratio".into(),
            Self::Bytes => "size".into(),
            Self::Choice(words) => words.join(" | "),
            Self::Text => "text".into(),
            Self::List => "list of names".into(),
        }
    }

    /// Whether values are ordered, so that `at-least` and its like make sense.
    pub fn is_ordered(self) -> bool {
        matches!(self, Self::Count | Self::Number | Self::Duration | Self::Rate | Self::Ratio | Self::Bytes)
    }
}

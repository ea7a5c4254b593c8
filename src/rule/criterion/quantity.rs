//! Numbers with units where the type of the fact is not yet known. Never guesses a missing unit.

use crate::architecture::{Bytes, Duration, Rate, Ratio};
use crate::document::{Item, Value};
use crate::facts::FactType;

/// A number in its base unit: seconds, bytes, events per second, a share from 0 to 1, or bare.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quantity {
    /// The number in the base unit.
    pub number: f64,
    /// What was written after it.
    pub unit: Unit,
}

/// What a number measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Nothing: a count or a factor.
    None,
    /// Seconds.
    Time,
    /// Bytes.
    Size,
    /// Events per second.
    Frequency,
    /// A share from 0 to 1.
    Share,
}

impl Quantity {
    /// Whether a fact of this type can be compared with it.
    pub fn fits(self, kind: FactType) -> bool {
        match kind {
            FactType::Count | FactType::Number => self.unit == Unit::None,
            FactType::Duration => self.unit == Unit::Time,
            FactType::Bytes => self.unit == Unit::Size,
            FactType::Rate => self.unit == Unit::Frequency,
            FactType::Ratio => self.unit == Unit::Share,
            FactType::Flag | FactType::Choice(_) | FactType::Text | FactType::List => false,
        }
    }

    pub(super) fn read(item: Item<'_, '_>) -> Option<Self> {
        match item.value() {
            Value::Integer(number) => Some(Self { number: number as f64, unit: Unit::None }),
            Value::Float(number) if number.is_finite() => Some(Self { number, unit: Unit::None }),
            Value::Text(text) => Self::parse(text),
            _ => None,
        }
    }

    fn parse(text: &str) -> Option<Self> {
        let with = |number, unit| Some(Self { number, unit });
        if let Ok(time) = Duration::parse(text) {
            return with(time.seconds(), Unit::Time);
        }
        if let Ok(size) = Bytes::parse(text) {
            return with(size.0 as f64, Unit::Size);
        }
        if let Ok(rate) = Rate::parse(text) {
            return with(rate.per_second(), Unit::Frequency);
        }
        Ratio::parse(text).ok().and_then(|share| with(share.get(), Unit::Share))
    }
}

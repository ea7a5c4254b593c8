//! One fact as the method uses it: its words or anchors and what is believed while it is unknown. Never holds a
//! value of an interaction.

use super::fact::Slot;
use crate::architecture::{Bytes, Duration, Rate, Ratio};
use crate::facts::{FactId, FactType};

/// One fact of the evidence vector.
#[derive(Debug, Clone)]
pub struct Column {
    /// The fact's name.
    pub name: Box<str>,
    /// Its type.
    pub kind: FactType,
    /// Where its value is read; none where a team's criteria name a fact that the table does not have.
    pub fact: Option<FactId>,
    /// Its words, from the most synchronous to the most asynchronous where criteria give that order; empty for
    /// numbers. Flags have the words `true` and `false`.
    pub words: Vec<Box<str>>,
    /// Probability per word while the fact is unknown; a word with 0 is never assumed.
    pub prior: Vec<f64>,
    /// Anchors and range, where the fact is a number that a criterion scores.
    pub scale: Option<Anchors>,
    /// The words that may be assumed, one bit each.
    pub(super) possible: u16,
}

/// The anchors of a scored number, in base units.
#[derive(Debug, Clone, Copy)]
pub struct Anchors {
    /// Position 0.
    pub low: f64,
    /// Position 1.
    pub high: f64,
    /// Whether positions are taken on logarithms.
    pub logarithmic: bool,
    /// Smallest value that makes sense.
    pub least: f64,
    /// Largest value that makes sense.
    pub most: f64,
    /// While unknown, the position is `u^exponent` with `u` uniform.
    pub exponent: f64,
}

impl Anchors {
    /// Where `value` lies between the anchors, clamped to 0 and 1.
    pub fn position(&self, value: f64) -> f64 {
        let place = if self.logarithmic {
            (value / self.low).ln() / (self.high / self.low).ln()
        } else {
            (value - self.low) / (self.high - self.low)
        };
        if place.is_nan() { 0.0 } else { place.clamp(0.0, 1.0) }
    }
}

impl Column {
    /// Whether its values are words.
    pub fn has_words(&self) -> bool {
        !self.words.is_empty()
    }

    /// The index of a word.
    pub fn word(&self, word: &str) -> Option<u8> {
        self.words.iter().position(|known| **known == *word).map(|index| index as u8)
    }

    /// Not known, with every word possible that may be assumed.
    pub fn unknown(&self) -> Slot {
        Slot::Unknown(self.possible)
    }

    /// Finds out which words may be assumed; due whenever words or the prior change.
    pub(super) fn weigh_words(&mut self) {
        let possible = |index: &usize| self.prior.get(*index).is_none_or(|share| *share > 0.0);
        self.possible = (0..self.words.len()).filter(possible).fold(0, |mask, index| mask | 1 << index);
    }

    /// The indices of the words that a mask leaves.
    pub(super) fn possible(&self, mask: u16) -> impl Iterator<Item = u8> + use<> {
        (0..self.words.len() as u8).filter(move |index| mask & (1 << index) != 0)
    }

    /// A value as people write it.
    pub fn show(&self, slot: Slot) -> String {
        match slot {
            Slot::Word(index) => self.words.get(index as usize).map(ToString::to_string).unwrap_or_default(),
            Slot::Number(number) => show_number(self.kind, number),
            Slot::Unknown(_) => "unknown".into(),
            Slot::NotApplicable => "not applicable".into(),
        }
    }
}

/// A number with the unit of its type and six significant digits.
pub(super) fn show_number(kind: FactType, number: f64) -> String {
    let whole = |text: Option<String>| text.unwrap_or_else(|| six_digits(number));
    match kind {
        FactType::Duration => whole(Duration::from_seconds(six(number)).map(|_| duration(number))),
        FactType::Bytes => bytes(number),
        FactType::Rate => whole(Rate::from_per_second(number).map(|rate| rate.to_string())),
        FactType::Ratio => whole(Ratio::new(number).map(|ratio| ratio.to_string())),
        _ => six_digits(number),
    }
}

fn duration(seconds: f64) -> String {
    // The shared form rounds to four digits; where that says the same it is used.
    let short = Duration::from_seconds(seconds).map(|duration| duration.to_string()).unwrap_or_default();
    match Duration::parse(&short) {
        Ok(read) if (read.seconds() - seconds).abs() <= 1e-6 * seconds.abs() => short,
        _ => format!("{}s", six_digits(seconds)),
    }
}

fn bytes(number: f64) -> String {
    let short = Bytes(number.round() as u64).to_string();
    match Bytes::parse(&short) {
        Ok(read) if (read.0 as f64 - number).abs() <= 0.5 => short,
        _ => format!("{}B", number.round()),
    }
}

/// Rounded to six significant digits.
pub(super) fn six(number: f64) -> f64 {
    if number == 0.0 || !number.is_finite() {
        return number;
    }
    format!("{number:.5e}").parse().unwrap_or(number)
}

fn six_digits(number: f64) -> String {
    six(number).to_string()
}

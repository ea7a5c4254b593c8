//! How the modes fare as one fact varies: the utilities of a criterion, or of all criteria of a fact together. Never
//! knows a weight by itself.

use super::fact::Slot;
use super::{Anchors, Column};
use crate::rule::criterion::Utility;

/// Utilities per word, or at the lower and the upper anchor, in the order sync, async, hybrid.
#[derive(Debug, Clone)]
pub(super) struct Response(pub(super) Vec<Utility>);

impl Response {
    /// Nothing for any mode.
    pub(super) fn zero(column: &Column) -> Self {
        Self(vec![[0.0; 3]; column.words.len().max(2)])
    }

    /// Adds another response times `weight`.
    pub(super) fn add(&mut self, other: &Self, weight: f64) {
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            (0..3).for_each(|mode| mine[mode] += weight * theirs[mode]);
        }
    }

    /// The utility of a known value, the mean over the prior of an unknown one, and nothing where the fact does not
    /// apply.
    pub(super) fn at(&self, column: &Column, slot: Slot) -> Utility {
        match slot {
            Slot::Word(word) => self.0[word as usize],
            Slot::Number(number) => match &column.scale {
                Some(anchors) => self.between(anchors.position(number)),
                None => [0.0; 3],
            },
            Slot::Unknown(mask) => self.expected(column, mask),
            Slot::NotApplicable => [0.0; 3],
        }
    }

    /// The utility at a position between the anchors.
    pub(super) fn between(&self, position: f64) -> Utility {
        let (low, high) = (self.0[0], self.0[1]);
        [0, 1, 2].map(|mode| low[mode] + position * (high[mode] - low[mode]))
    }

    /// The least and the largest value of `of` over everything the slot may still be.
    pub(super) fn bounds(&self, column: &Column, slot: Slot, of: impl Fn(Utility) -> f64) -> (f64, f64) {
        let widen = |(low, high): (f64, f64), value: f64| (low.min(value), high.max(value));
        let none = (f64::INFINITY, f64::NEG_INFINITY);
        match slot {
            Slot::Unknown(mask) if column.has_words() => {
                column.possible(mask).map(|word| of(self.0[word as usize])).fold(none, widen)
            }
            Slot::Unknown(_) => widen(widen(none, of(self.0[0])), of(self.0[1])),
            _ => {
                let value = of(self.at(column, slot));
                (value, value)
            }
        }
    }

    fn expected(&self, column: &Column, mask: u16) -> Utility {
        if !column.has_words() {
            return self.between(column.scale.as_ref().map_or(0.0, Anchors::mean));
        }
        let mut sum = [0.0; 3];
        for (word, share) in shares(column, mask) {
            (0..3).for_each(|mode| sum[mode] += share * self.0[word as usize][mode]);
        }
        sum
    }
}

/// What a criterion, or all criteria of a fact, say: one response, or another while a second fact has a certain word.
#[derive(Debug, Clone)]
pub(super) struct Voice {
    plain: Response,
    hushed: Option<(Hush, Response)>,
}

/// The second fact and its word under which a value says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hush {
    pub(super) fact: usize,
    pub(super) word: u8,
}

impl Voice {
    /// Says the same whatever the other facts are.
    pub(super) fn plain(response: Response) -> Self {
        Self { plain: response, hushed: None }
    }

    /// Says nothing for `value` while `hush` holds.
    pub(super) fn hushed(self, value: u8, hush: Hush) -> Self {
        let mut response = self.plain.clone();
        response.0[usize::from(value)] = [0.0; 3];
        Self { hushed: Some((hush, response)), ..self }
    }

    /// Adds another voice about the same fact times `weight`. Two voices are hushed by the same word or not at all.
    pub(super) fn add(&mut self, other: &Self, weight: f64) {
        if let (None, Some((hush, _))) = (&self.hushed, &other.hushed) {
            self.hushed = Some((*hush, self.plain.clone()));
        }
        if let Some((_, response)) = &mut self.hushed {
            response.add(other.hushed.as_ref().map_or(&other.plain, |(_, response)| response), weight);
        }
        self.plain.add(&other.plain, weight);
    }

    /// What it says given the other facts. While the second fact is unknown it counts as not having the word.
    pub(super) fn given(&self, slots: &[Slot]) -> &Response {
        match &self.hushed {
            Some((hush, response)) if slots[hush.fact] == Slot::Word(hush.word) => response,
            _ => &self.plain,
        }
    }

    /// What it says as long as nothing hushes it.
    pub(super) fn unhushed(&self) -> &Response {
        &self.plain
    }

    /// The least and the largest value of `of` over everything that `slot` and the second fact may still be.
    pub(super) fn bounds(
        &self,
        column: &Column,
        slots: &[Slot],
        slot: Slot,
        of: impl Fn(Utility) -> f64,
    ) -> (f64, f64) {
        let (low, high) = self.given(slots).bounds(column, slot, &of);
        match &self.hushed {
            Some((hush, response)) if could_be(slots[hush.fact], hush.word) => {
                let (other_low, other_high) = response.bounds(column, slot, &of);
                (low.min(other_low), high.max(other_high))
            }
            _ => (low, high),
        }
    }
}

fn could_be(slot: Slot, word: u8) -> bool {
    matches!(slot, Slot::Unknown(mask) if mask & (1 << word) != 0)
}

impl Anchors {
    /// The mean position while the number is unknown.
    pub(super) fn mean(&self) -> f64 {
        1.0 / (self.exponent + 1.0)
    }
}

/// The words a mask leaves with their probabilities, which sum to 1: by the prior, or evenly where the prior leaves
/// nothing.
pub(super) fn shares(column: &Column, mask: u16) -> impl Iterator<Item = (u8, f64)> {
    let believed = |word: u8| column.prior.get(word as usize).copied().unwrap_or(0.0);
    let total: f64 = column.possible(mask).map(believed).sum();
    let even = 1.0 / f64::from(mask.count_ones().max(1));
    column.possible(mask).map(move |word| {
        let share = if total > 0.0 { believed(word) / total } else { even };
        (word, share)
    })
}

//! Flips of facts with words, of unknown facts, and of two facts together. Never assumes a word that cannot be meant.

use super::{Cause, Change, Flip, Side, Trial};
use crate::architecture::Provenance;
use crate::decision::Column;
use crate::decision::fact::{self, Slot};

impl Trial<'_> {
    /// Every known fact with words, with every other word. Who receives is left alone where it follows from the
    /// interactions: one declared callee does not turn out to be an open set.
    pub(super) fn words(&mut self) -> Vec<Flip> {
        let mut flips = Vec::new();
        for slot in 0..self.method.columns.len() {
            let from = self.evidence.slots()[slot];
            let Slot::Word(word) = from else { continue };
            if self.is_structural(slot) {
                continue;
            }
            let others = self.meant(slot).into_iter().filter(|other| *other != word);
            for to in others.map(Slot::Word) {
                flips.extend(
                    self.single(slot, to).map(|flip| Flip { cause: Cause::Fact(flip.0), to: flip.1 }),
                );
            }
        }
        flips
    }

    /// Every unknown fact with words, with every word still possible, and every unknown scored number at its anchors.
    pub(super) fn unknowns(&mut self) -> Vec<Flip> {
        let mut flips = Vec::new();
        for slot in 0..self.method.columns.len() {
            let Slot::Unknown(mask) = self.evidence.slots()[slot] else { continue };
            let column = &self.method.columns[slot];
            let values = if column.has_words() {
                column.possible(mask).map(Slot::Word).collect()
            } else {
                anchors(column)
            };
            for to in values {
                let flip = self.single(slot, to);
                flips.extend(flip.map(|(change, to)| Flip { cause: Cause::Unknown(change), to }));
            }
        }
        flips
    }

    /// Pairs of known scored facts that lead to another mode, and whether the bound on evaluations was reached.
    pub(super) fn pairs(&mut self) -> (Vec<Flip>, bool) {
        let scored: Vec<usize> = self.method.tallies.iter().map(|(slot, _)| *slot).collect();
        let values: Vec<Vec<Slot>> = scored.iter().map(|slot| self.others(*slot)).collect();
        let (mut flips, mut left) = (Vec::new(), self.method.settings.pair_evaluations);
        for (index, one) in scored.iter().enumerate() {
            for (other_index, other) in scored.iter().enumerate().skip(index + 1) {
                for first in &values[index] {
                    for second in &values[other_index] {
                        if left == 0 {
                            return (flips, true);
                        }
                        left -= 1;
                        if !self.makes_sense(&[(*one, *first), (*other, *second)]) {
                            continue;
                        }
                        let to = self.outcome(&[(*one, *first), (*other, *second)]);
                        if to.is_some() && to != self.base {
                            let cause = Cause::Pair(self.change(*one, *first), self.change(*other, *second));
                            flips.push(Flip { cause, to });
                        }
                    }
                }
            }
        }
        (flips, false)
    }

    fn single(&mut self, slot: usize, to: Slot) -> Option<(Change, Option<crate::architecture::Mode>)> {
        if !self.makes_sense(&[(slot, to)]) {
            return None;
        }
        let outcome = self.outcome(&[(slot, to)]);
        (outcome != self.base).then(|| (self.change(slot, to), outcome))
    }

    fn is_structural(&self, slot: usize) -> bool {
        slot == fact::RECEIVERS && self.evidence.provenance(slot) == Provenance::Derived
    }

    /// Whether the words would be accepted in a file: nobody asks without ever needing the answer, and no event needs
    /// one now.
    fn makes_sense(&self, changes: &[(usize, Slot)]) -> bool {
        let is = |fact: usize, word: &str| {
            let changed = changes.iter().find(|(slot, _)| *slot == fact).map(|(_, to)| *to);
            let slot = changed.unwrap_or(self.evidence.slots()[fact]);
            self.method.columns[fact].word(word).map(Slot::Word) == Some(slot)
        };
        let pointless = is(fact::KIND, "query") && is(fact::NEEDS_RESULT, "never");
        let unanswerable = is(fact::KIND, "event") && is(fact::NEEDS_RESULT, "now");
        !(pointless || unanswerable)
    }

    fn change(&self, slot: usize, to: Slot) -> Change {
        Change { slot, from: self.evidence.slots()[slot], to, side: Side::At }
    }

    /// Values that a known fact could have instead; numbers at their anchors.
    fn others(&self, slot: usize) -> Vec<Slot> {
        let from = self.evidence.slots()[slot];
        match from {
            Slot::Word(_) if self.is_structural(slot) => Vec::new(),
            Slot::Word(word) => {
                self.meant(slot).into_iter().filter(|other| *other != word).map(Slot::Word).collect()
            }
            Slot::Number(_) => {
                let anchors = anchors(&self.method.columns[slot]);
                anchors.into_iter().filter(|anchor| *anchor != from).collect()
            }
            Slot::Unknown(_) | Slot::NotApplicable => Vec::new(),
        }
    }

    /// The words a fact may have; mixed consistency only where the steps justify it.
    fn meant(&self, slot: usize) -> Vec<u8> {
        let column = &self.method.columns[slot];
        let split = self.evidence.partition.split;
        let mixed = column.word("mixed").filter(|_| slot == fact::CONSISTENCY);
        let justified = split.admissible && split.mixed;
        (0..column.words.len() as u8).filter(|word| justified || Some(*word) != mixed).collect()
    }
}

fn anchors(column: &Column) -> Vec<Slot> {
    let scale = column.scale.as_ref();
    scale.map_or_else(Vec::new, |scale| vec![Slot::Number(scale.low), Slot::Number(scale.high)])
}

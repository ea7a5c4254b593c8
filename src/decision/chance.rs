//! In which draws an undecided veto holds. Never looks at a veto that no completion of the scored facts can make hold.
//!
//! Truth is a number here, 0 false, 1 unknown, 2 true, so that and, or and not are least, largest and 2 minus.

use super::fact::Slot;
use super::outcome::{BLOCK, Draws, Open};
use super::veto::{Condition, Truth, View};
use super::{Anchors, Evidence, Method};

/// The undecided vetoes that some draw may decide.
pub(super) struct Chances<'a> {
    vetoes: Vec<(u8, Chance<'a>)>,
}

/// A condition as a function of the draw.
enum Chance<'a> {
    Fixed(u8),
    All(Vec<Chance<'a>>),
    Any(Vec<Chance<'a>>),
    Not(Box<Chance<'a>>),
    /// The truth for each word.
    Word([u8; 16], &'a [u8]),
    /// A comparison changes its truth at two positions between the anchors. Of two open numbers in one comparison
    /// only the first varies, and the other stays unknown.
    Steps([f64; 2], [u8; 3], &'a [f64]),
}

impl Method {
    /// Prepares the undecided vetoes for `open`, the unknown scored facts.
    pub(super) fn chances<'a>(
        &'a self,
        evidence: &Evidence,
        undecided: u64,
        open: &'a [Open<'a>],
    ) -> Chances<'a> {
        let mut slots = evidence.slots().to_vec();
        let mut vetoes = Vec::new();
        for (_, veto) in self.members(undecided) {
            let chance = self.chance(&veto.condition, evidence, &mut slots, open);
            if chance.most() == Truth::True as u8 {
                let bars = (0..3).filter(|mode| veto.blocks[*mode]).fold(0, |bars, mode| bars | 1 << mode);
                vetoes.push((bars, chance));
            }
        }
        Chances { vetoes }
    }

    fn chance<'a>(
        &self,
        condition: &Condition,
        evidence: &Evidence,
        slots: &mut Vec<Slot>,
        open: &'a [Open<'a>],
    ) -> Chance<'a> {
        let mut each =
            |parts: &[Condition]| parts.iter().map(|part| self.chance(part, evidence, slots, open)).collect();
        match condition {
            Condition::All(parts) => return Chance::All(each(parts)),
            Condition::Any(parts) => return Chance::Any(each(parts)),
            Condition::Not(part) => return Chance::Not(Box::new(self.chance(part, evidence, slots, open))),
            _ => {}
        }
        let split = evidence.partition.split;
        let mut seen = None;
        condition.slots(&mut |slot| seen = seen.or(open.iter().find(|open| open.slot == slot)));
        let Some(open) = seen else { return Chance::Fixed(condition.evaluate(evidence.view()) as u8) };
        let before = slots[open.slot];
        let mut at = |slot: Slot| {
            slots[open.slot] = slot;
            condition.evaluate(View { slots, split }) as u8
        };
        let column = &self.columns[open.slot];
        let chance = match (&open.draws, &column.scale) {
            (Draws::Words(words), _) => {
                let mut truths = [0; 16];
                (0..column.words.len().min(16)).for_each(|word| truths[word] = at(Slot::Word(word as u8)));
                Chance::Word(truths, words)
            }
            (Draws::Positions(positions), Some(anchors)) => steps(anchors, positions, at),
            (Draws::Positions(_), None) => Chance::Fixed(Truth::Unknown as u8),
        };
        slots[open.slot] = before;
        chance
    }
}

/// A comparison is linear in its number, so its truth only rises or only falls from one anchor to the other.
fn steps<'a>(anchors: &Anchors, positions: &'a [f64], mut at: impl FnMut(Slot) -> u8) -> Chance<'a> {
    let mut truth = |position: f64| at(Slot::Number(anchors.value(position)));
    let (low, high) = (truth(0.0), truth(1.0));
    if low == high {
        return Chance::Fixed(low);
    }
    let mut first = |holds: &dyn Fn(u8) -> bool| {
        let (mut before, mut after) = (0.0, 1.0);
        for _ in 0..60 {
            let middle = before + (after - before) / 2.0;
            if holds(truth(middle)) { after = middle } else { before = middle }
        }
        after
    };
    let cuts = [first(&|truth| truth != low), first(&|truth| truth == high)];
    Chance::Steps(cuts, [low, Truth::Unknown as u8, high], positions)
}

impl Chances<'_> {
    /// Whether no draw can make any of them hold.
    pub(super) fn is_empty(&self) -> bool {
        self.vetoes.is_empty()
    }

    /// Per draw of a block a bit for each mode that is ruled out; nothing where no draw can rule one out.
    pub(super) fn barred(&self, start: usize, count: usize) -> Option<[u8; BLOCK]> {
        if self.vetoes.is_empty() {
            return None;
        }
        let mut barred = [0; BLOCK];
        let mut truths = [0; BLOCK];
        for (bars, chance) in &self.vetoes {
            chance.fill(&mut truths[..count], start);
            for (barred, truth) in barred.iter_mut().zip(&truths[..count]) {
                *barred |= if *truth == Truth::True as u8 { *bars } else { 0 };
            }
        }
        Some(barred)
    }
}

impl Chance<'_> {
    /// The largest truth in any draw, at most.
    fn most(&self) -> u8 {
        match self {
            Self::Fixed(truth) => *truth,
            Self::All(parts) => parts.iter().map(Self::most).min().unwrap_or(2),
            Self::Any(parts) => parts.iter().map(Self::most).max().unwrap_or(0),
            Self::Not(_) => 2,
            Self::Word(truths, _) => truths.iter().copied().max().unwrap_or(0),
            Self::Steps(_, truths, _) => truths.iter().copied().max().unwrap_or(0),
        }
    }

    fn fill(&self, truths: &mut [u8], start: usize) {
        match self {
            Self::Fixed(truth) => truths.fill(*truth),
            Self::All(parts) => Self::join(parts, truths, start, 2, u8::min),
            Self::Any(parts) => Self::join(parts, truths, start, 0, u8::max),
            Self::Not(part) => {
                part.fill(truths, start);
                truths.iter_mut().for_each(|truth| *truth = 2 - *truth);
            }
            Self::Word(table, words) => {
                let words = &words[start..start + truths.len()];
                truths
                    .iter_mut()
                    .zip(words)
                    .for_each(|(truth, word)| *truth = table[usize::from(*word & 15)]);
            }
            Self::Steps(cuts, table, positions) => {
                let positions = &positions[start..start + truths.len()];
                for (truth, position) in truths.iter_mut().zip(positions) {
                    let step = usize::from(*position >= cuts[0]) + usize::from(*position >= cuts[1]);
                    *truth = table[step];
                }
            }
        }
    }

    fn join(parts: &[Self], truths: &mut [u8], start: usize, neutral: u8, of: fn(u8, u8) -> u8) {
        truths.fill(neutral);
        let mut part_truths = [0; BLOCK];
        for part in parts {
            let part_truths = &mut part_truths[..truths.len()];
            part.fill(part_truths, start);
            truths.iter_mut().zip(part_truths).for_each(|(truth, other)| *truth = of(*truth, *other));
        }
    }
}

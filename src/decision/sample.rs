//! Random weights and random completions of unknown facts, drawn once and shared by all interactions. Never depends
//! on the order or number of interactions.

use super::fact::Slot;
use super::random::{FACT_STREAM, Random};
use super::response::{Response, shares};
use super::veto::{Condition, Truth, View};
use super::{Column, Evidence, Method};

/// The shared samples, one column per criterion and per scored fact.
#[derive(Debug)]
pub(super) struct Samples {
    /// Per criterion: its weight in each draw.
    weights: Vec<Vec<f64>>,
    /// Per scored fact: the uniform number behind its value in each draw.
    pub(super) units: Vec<Vec<f64>>,
    /// Per scored fact: the position between the anchors in each draw; empty for words.
    positions: Vec<Vec<f64>>,
}

/// Which mode wins in each draw: its index, or [`NONE`] where no mode is left.
pub(super) type Outcomes = Vec<u8>;

/// No mode is left.
pub(super) const NONE: u8 = 3;

/// Draws that are worked on at once, so that the sums stay in the nearest cache.
const BLOCK: usize = 512;

impl Samples {
    pub(super) fn draw(method: &Method) -> Self {
        let settings = &method.settings;
        let mut random = Random::new(settings.seed);
        let mut weights = vec![Vec::with_capacity(settings.draws); method.criteria.len()];
        for _ in 0..settings.draws {
            let row = dirichlet(&mut random, method, settings.concentration);
            weights.iter_mut().zip(row).for_each(|(column, weight)| column.push(weight));
        }
        let mut random = Random::new(settings.seed ^ FACT_STREAM);
        let mut units = vec![Vec::with_capacity(settings.draws); method.tallies.len()];
        for _ in 0..settings.draws {
            units.iter_mut().for_each(|column| column.push(random.unit()));
        }
        let scaled = units.iter().zip(&method.tallies).map(|(units, (slot, _))| {
            let scale = method.columns[*slot].scale.as_ref();
            let position = |anchors: &super::Anchors| units.iter().map(|u| u.powf(anchors.exponent)).collect();
            scale.map(position).unwrap_or_default()
        });
        let positions = scaled.collect();
        Self { weights, units, positions }
    }
}

fn dirichlet(random: &mut Random, method: &Method, concentration: f64) -> Vec<f64> {
    let draw = |weight: f64, random: &mut Random| {
        if weight > 0.0 { random.gamma(concentration * weight) } else { 0.0 }
    };
    let row: Vec<f64> = method.criteria.iter().map(|criterion| draw(criterion.weight, random)).collect();
    let sum: f64 = row.iter().sum();
    row.into_iter().map(|weight| weight / sum).collect()
}


/// One criterion as a draw sees it.
enum Part<'a> {
    Fixed([f64; 3]),
    Position(&'a Response, &'a [f64]),
    Words(&'a Response, &'a [u8]),
}

/// An unknown scored fact with its sampled words; empty for numbers.
struct Open {
    tally: usize,
    slot: usize,
    words: Vec<u8>,
}

impl Method {
    /// One draw: the weights in the order of the criteria, and the uniform numbers behind the scored facts.
    pub fn draw(&self, row: usize) -> (Vec<f64>, Vec<f64>) {
        let at = |columns: &[Vec<f64>]| columns.iter().map(|column| column[row]).collect();
        (at(&self.samples().weights), at(&self.samples().units))
    }

    /// Decides every draw: random weights, and a random value for each unknown scored fact.
    pub(super) fn outcomes(&self, evidence: &Evidence) -> Outcomes {
        let (samples, slots) = (self.samples(), evidence.slots());
        let open = self.open(samples, slots);
        let parts: Vec<Part<'_>> = self.criteria.iter().map(|c| self.part(c, slots, &open, samples)).collect();
        let (blocked, undecided) = self.vetoes_on(evidence.view(), super::decide::Suppose::default());
        let feasible: Vec<usize> = (0..3).filter(|mode| blocked[*mode] == 0).collect();
        let mut outcomes = Vec::with_capacity(self.settings.draws);
        let mut sums = [[0.0; BLOCK]; 3];
        for start in (0..self.settings.draws).step_by(BLOCK) {
            let count = BLOCK.min(self.settings.draws - start);
            for mode in &feasible {
                let sum = &mut sums[*mode][..count];
                sum.fill(0.0);
                for (part, weights) in parts.iter().zip(&samples.weights) {
                    part.add(sum, &weights[start..start + count], start, *mode);
                }
            }
            outcomes.extend((0..count).map(|draw| winner(&feasible, |mode| sums[mode][draw])));
            self.veto_draws(evidence, undecided, &open, start, &sums, &mut outcomes);
        }
        outcomes
    }

    fn open(&self, samples: &Samples, slots: &[Slot]) -> Vec<Open> {
        let unknown = self.tallies.iter().enumerate().filter_map(|(tally, (slot, _))| match slots[*slot] {
            Slot::Unknown(mask) => Some((tally, *slot, mask)),
            _ => None,
        });
        unknown
            .map(|(tally, slot, mask)| {
                let column = &self.columns[slot];
                let words = if column.has_words() {
                    let cut = thresholds(column, mask);
                    samples.units[tally].iter().map(|unit| below(&cut, *unit)).collect()
                } else {
                    Vec::new()
                };
                Open { tally, slot, words }
            })
            .collect()
    }

    fn part<'a>(
        &'a self,
        criterion: &'a super::Weighed,
        slots: &[Slot],
        open: &'a [Open],
        samples: &'a Samples,
    ) -> Part<'a> {
        match open.iter().find(|open| open.slot == criterion.slot) {
            None => Part::Fixed(self.utility(criterion, slots)),
            Some(open) if open.words.is_empty() => {
                Part::Position(&criterion.utility, &samples.positions[open.tally])
            }
            Some(open) => Part::Words(&criterion.utility, &open.words),
        }
    }

    /// Decides again those draws in which a veto that is undecided so far holds.
    fn veto_draws(
        &self,
        evidence: &Evidence,
        undecided: u64,
        open: &[Open],
        start: usize,
        sums: &[[f64; BLOCK]; 3],
        outcomes: &mut Outcomes,
    ) {
        let view = evidence.view();
        let relevant: Vec<_> = self
            .members(undecided)
            .filter(|(_, veto)| may_hold(&veto.condition, view, open))
            .map(|(_, veto)| veto)
            .collect();
        if relevant.is_empty() {
            return;
        }
        let mut touched = vec![false; self.columns.len()];
        relevant.iter().for_each(|veto| veto.condition.slots(&mut |slot| touched[slot] = true));
        let open: Vec<&Open> = open.iter().filter(|open| touched[open.slot]).collect();
        let (blocked, _) = self.vetoes_on(view, super::decide::Suppose::default());
        let mut completed = evidence.slots().to_vec();
        for draw in start..outcomes.len() {
            open.iter().for_each(|open| completed[open.slot] = self.completion(open, draw));
            let view = View { slots: &completed, split: view.split };
            let mut free = [0, 1, 2].map(|mode| blocked[mode] == 0);
            let mut changed = false;
            for veto in relevant.iter().filter(|veto| veto.condition.evaluate(view) == Truth::True) {
                (0..3).filter(|mode| veto.blocks[*mode]).for_each(|mode| free[mode] = false);
                changed = true;
            }
            if changed {
                let feasible: Vec<usize> = (0..3).filter(|mode| free[*mode]).collect();
                outcomes[draw] = winner(&feasible, |mode| sums[mode][draw - start]);
            }
        }
    }

    fn completion(&self, open: &Open, draw: usize) -> Slot {
        match open.words.get(draw) {
            Some(word) => Slot::Word(*word),
            None => {
                let position = self.samples().positions[open.tally][draw];
                let anchors = self.columns[open.slot].scale.as_ref().expect("a scored number has anchors");
                Slot::Number(anchors.value(position))
            }
        }
    }
}

impl super::Anchors {
    /// The number at a position between the anchors.
    pub(super) fn value(&self, position: f64) -> f64 {
        if self.logarithmic {
            self.low * (self.high / self.low).powf(position)
        } else {
            self.low + position * (self.high - self.low)
        }
    }
}

impl Part<'_> {
    fn add(&self, sum: &mut [f64], weights: &[f64], start: usize, mode: usize) {
        match self {
            Self::Fixed(utility) => {
                let utility = utility[mode];
                if utility != 0.0 {
                    sum.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += weight * utility);
                }
            }
            Self::Position(response, positions) => {
                let (low, step) = (response.0[0][mode], response.0[1][mode] - response.0[0][mode]);
                let positions = &positions[start..start + sum.len()];
                for ((sum, weight), position) in sum.iter_mut().zip(weights).zip(positions) {
                    *sum += weight * (low + step * position);
                }
            }
            Self::Words(response, words) => {
                let mut table = [0.0; 16];
                response.0.iter().zip(&mut table).for_each(|(utility, entry)| *entry = utility[mode]);
                let words = &words[start..start + sum.len()];
                for ((sum, weight), word) in sum.iter_mut().zip(weights).zip(words) {
                    *sum += weight * table[usize::from(*word & 15)];
                }
            }
        }
    }
}

fn winner(feasible: &[usize], score: impl Fn(usize) -> f64) -> u8 {
    let mut best: Option<(f64, usize)> = None;
    for mode in feasible {
        let score = score(*mode);
        if best.is_none_or(|(least, _)| score > least) {
            best = Some((score, *mode));
        }
    }
    best.map_or(NONE, |(_, mode)| mode as u8)
}

/// Whether some completion of the scored facts could make the condition hold while the others stay unknown.
fn may_hold(condition: &Condition, view: View<'_>, open: &[Open]) -> bool {
    let is_open = |slot: usize| open.iter().any(|open| open.slot == slot);
    let looks = |condition: &Condition| {
        let mut found = false;
        condition.slots(&mut |slot| found |= is_open(slot));
        found
    };
    match condition {
        Condition::All(parts) => {
            parts.iter().all(|part| may_hold(part, view, open)) && parts.iter().any(looks)
                || parts.iter().all(|part| part.evaluate(view) == Truth::True)
        }
        Condition::Any(parts) => parts.iter().any(|part| may_hold(part, view, open)),
        Condition::Not(_) => looks(condition) || condition.evaluate(view) == Truth::True,
        _ => match condition.evaluate(view) {
            Truth::True => true,
            Truth::False => false,
            Truth::Unknown => looks(condition) && !hangs_on_others(condition, view, &is_open),
        },
    }
}

/// Whether the larger side of a comparison is bounded only by a number that no completion fills in.
fn hangs_on_others(condition: &Condition, view: View<'_>, is_open: &impl Fn(usize) -> bool) -> bool {
    let (Condition::More(_, right) | Condition::AtLeast(_, right)) = condition else { return false };
    right.slots().iter().any(|slot| view.slots[*slot].is_unknown() && !is_open(*slot))
}

/// The words a mask leaves with the cumulative probability up to each.
fn thresholds(column: &Column, mask: u16) -> Vec<(u8, f64)> {
    let mut sum = 0.0;
    let add = |(word, share): (u8, f64)| {
        sum += share;
        (word, sum)
    };
    shares(column, mask).map(add).collect()
}

fn below(thresholds: &[(u8, f64)], unit: f64) -> u8 {
    let found = thresholds.iter().find(|(_, sum)| *sum > unit).or(thresholds.last());
    found.map_or(0, |(word, _)| *word)
}

/// The share of each mode over all draws, and of no mode.
pub(super) fn shares_of(outcomes: &[u8]) -> [f64; 4] {
    let mut counts = [0usize; 4];
    outcomes.iter().for_each(|outcome| counts[usize::from(*outcome)] += 1);
    counts.map(|count| count as f64 / outcomes.len().max(1) as f64)
}

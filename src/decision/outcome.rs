//! Decides one interaction under every draw of weights and unknown facts. Never draws anything itself.

use super::decide::Suppose;
use super::fact::Slot;
use super::response::Response;
use super::sample::Samples;
use super::{Evidence, Method};
use std::borrow::Cow;

/// Draws that are worked on at once, so that the sums stay in the nearest cache.
pub(super) const BLOCK: usize = 512;
/// The outcome of a draw in which no mode is left; otherwise it is the index of the mode.
pub(super) const NONE: u8 = 3;

/// An unknown scored fact with its value in each draw.
pub(super) struct Open<'a> {
    pub(super) slot: usize,
    pub(super) draws: Draws<'a>,
}

/// The values of an unknown fact in all draws.
pub(super) enum Draws<'a> {
    Words(Cow<'a, [u8]>),
    Positions(&'a [f64]),
}

/// How far one criterion puts a mode ahead of the first feasible one, per unit of weight.
enum Part<'a> {
    Fixed(f64),
    Between(f64, f64, &'a [f64]),
    Table([f64; 16], &'a [u8]),
}

impl Method {
    /// Which mode wins in each draw: random weights, and a random value for each unknown scored fact. A veto that
    /// stays undecided because of a fact that only vetoes use does not block.
    pub(super) fn outcomes(&self, evidence: &Evidence) -> Vec<u8> {
        let draws = self.settings.draws;
        let (blocked, undecided) = self.vetoes_on(evidence.view(), Suppose::default());
        let feasible: Vec<u8> = (0..3).filter(|mode| blocked[usize::from(*mode)] == 0).collect();
        let samples = self.samples();
        let open = self.open(samples, evidence.slots());
        let chances = self.chances(evidence, undecided, &open);
        let Some((first, others)) = feasible.split_first() else { return vec![NONE; draws] };
        if others.is_empty() && chances.is_empty() {
            return vec![*first; draws];
        }
        let parts: Vec<Vec<Part<'_>>> =
            others.iter().map(|mode| self.parts(evidence.slots(), &open, *mode, *first)).collect();
        let mut outcomes = Vec::with_capacity(draws);
        let mut leads = vec![[0.0; BLOCK]; others.len()];
        for start in (0..draws).step_by(BLOCK) {
            let count = BLOCK.min(draws - start);
            for (lead, parts) in leads.iter_mut().zip(&parts) {
                add_up(&mut lead[..count], parts, &samples.weights, start);
            }
            let barred = chances.barred(start, count);
            add_winners(&mut outcomes, &feasible, &leads, (count, barred.as_ref()));
        }
        outcomes
    }

    fn open<'a>(&self, samples: &'a Samples, slots: &[Slot]) -> Vec<Open<'a>> {
        let mut open = Vec::new();
        for (tally, (slot, _)) in self.tallies.iter().enumerate() {
            let Slot::Unknown(mask) = slots[*slot] else { continue };
            let column = &self.columns[*slot];
            let draws = match column.has_words() {
                false => Draws::Positions(&samples.positions[tally]),
                true if slots[*slot] == column.unknown() => {
                    Draws::Words(Cow::Borrowed(&samples.words[tally]))
                }
                true => Draws::Words(Cow::Owned(column.pick(mask, &samples.units[tally]))),
            };
            open.push(Open { slot: *slot, draws });
        }
        open
    }

    fn parts<'a>(&self, slots: &[Slot], open: &'a [Open<'a>], mode: u8, over: u8) -> Vec<Part<'a>> {
        let lead = |utility: &[f64; 3]| utility[usize::from(mode)] - utility[usize::from(over)];
        let part = |criterion: &super::Weighed| {
            let Response(utility) = criterion.utility.given(slots);
            match open.iter().find(|open| open.slot == criterion.slot).map(|open| &open.draws) {
                None => Part::Fixed(lead(&self.utility(criterion, slots))),
                Some(Draws::Positions(positions)) => {
                    let (low, high) = (lead(&utility[0]), lead(&utility[1]));
                    Part::Between(low, high - low, positions)
                }
                Some(Draws::Words(words)) => {
                    let mut table = [0.0; 16];
                    utility.iter().zip(&mut table).for_each(|(utility, entry)| *entry = lead(utility));
                    Part::Table(table, words)
                }
            }
        };
        self.criteria.iter().map(part).collect()
    }
}

fn add_up(sums: &mut [f64], parts: &[Part<'_>], weights: &[Vec<f64>], start: usize) {
    sums.fill(0.0);
    let end = start + sums.len();
    for (part, weights) in parts.iter().zip(weights) {
        let weights = &weights[start..end];
        match part {
            Part::Fixed(0.0) => {}
            Part::Fixed(lead) => {
                sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += weight * lead);
            }
            Part::Between(low, step, positions) => {
                for ((sum, weight), position) in sums.iter_mut().zip(weights).zip(&positions[start..end]) {
                    *sum += weight * (low + step * position);
                }
            }
            Part::Table(table, words) => {
                for ((sum, weight), word) in sums.iter_mut().zip(weights).zip(&words[start..end]) {
                    *sum += weight * table[usize::from(*word & 15)];
                }
            }
        }
    }
}

/// Adds per draw the feasible mode with the largest lead over the first one, the earlier one of equals. `barred` has a bit
/// per mode that a veto rules out; where there is none, two or three modes are compared without a loop over them.
fn add_winners(
    outcomes: &mut Vec<u8>,
    feasible: &[u8],
    leads: &[[f64; BLOCK]],
    (count, barred): (usize, Option<&[u8; BLOCK]>),
) {
    match (feasible, leads, barred) {
        ([first, other], [leads], None) => {
            outcomes.extend(leads[..count].iter().map(|lead| if *lead > 0.0 { *other } else { *first }));
        }
        ([first, second, third], [seconds, thirds], None) => {
            let both = seconds[..count].iter().zip(&thirds[..count]);
            outcomes.extend(both.map(|(one, two)| {
                let (ahead, best) = if *one > 0.0 { (*second, *one) } else { (*first, 0.0) };
                if *two > best { *third } else { ahead }
            }));
        }
        _ => {
            let barred = |draw: usize| barred.map_or(0, |barred| barred[draw]);
            outcomes.extend((0..count).map(|draw| winner(feasible, leads, barred(draw), draw)));
        }
    }
}

/// The feasible mode with the largest lead over the first one; `barred` has a bit per mode that a veto rules out.
fn winner(feasible: &[u8], leads: &[[f64; BLOCK]], barred: u8, draw: usize) -> u8 {
    let mut best = (NONE, f64::NEG_INFINITY);
    for (index, mode) in feasible.iter().enumerate() {
        let lead = if index == 0 { 0.0 } else { leads[index - 1][draw] };
        if barred & (1 << mode) == 0 && lead > best.1 {
            best = (*mode, lead);
        }
    }
    best.0
}

/// The share of sync, async, hybrid and none over all draws.
pub(super) fn shares_of(outcomes: &[u8]) -> [f64; 4] {
    let mut counts = [0usize; 4];
    outcomes.iter().for_each(|outcome| counts[usize::from(*outcome)] += 1);
    counts.map(|count| count as f64 / outcomes.len().max(1) as f64)
}

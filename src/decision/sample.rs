//! Random weights and random values of unknown facts, drawn once and shared by all interactions. Never depends on the
//! order or number of interactions.

use super::Method;
use super::random::{FACT_STREAM, Random};

/// The shared samples, one column per criterion and per scored fact.
#[derive(Debug)]
pub(super) struct Samples {
    /// Per criterion: its weight in each draw.
    pub(super) weights: Vec<Vec<f64>>,
    /// Per scored fact: the uniform number behind its value in each draw.
    pub(super) units: Vec<Vec<f64>>,
    /// Per scored fact: the position between the anchors in each draw; empty for words.
    pub(super) positions: Vec<Vec<f64>>,
    /// Per scored fact: the word in each draw while nothing is known about it; empty for numbers.
    pub(super) words: Vec<Vec<u8>>,
}

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
            units.iter_mut().for_each(|column: &mut Vec<f64>| column.push(random.unit()));
        }
        let columns = || units.iter().zip(method.tallies.iter().map(|(slot, _)| &method.columns[*slot]));
        let positions = columns().map(|(units, column)| match &column.scale {
            Some(anchors) => units.iter().map(|unit| unit.powf(anchors.exponent)).collect(),
            None => Vec::new(),
        });
        let positions = positions.collect();
        let words = columns().map(|(units, column)| match column.unknown() {
            super::Slot::Unknown(mask) if column.has_words() => column.pick(mask, units),
            _ => Vec::new(),
        });
        let words = words.collect();
        Self { weights, units, positions, words }
    }
}

impl Method {
    /// One draw: the weights in the order of the criteria, and the uniform numbers behind the scored facts.
    pub fn draw(&self, row: usize) -> (Vec<f64>, Vec<f64>) {
        let at = |columns: &[Vec<f64>]| columns.iter().map(|column| column[row]).collect();
        (at(&self.samples().weights), at(&self.samples().units))
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

impl super::Column {
    /// The word that each uniform number picks among those a mask leaves: the first whose cumulative probability
    /// exceeds it, the last one if none does.
    pub(super) fn pick(&self, mask: u16, units: &[f64]) -> Vec<u8> {
        let mut sum = 0.0;
        let ends = super::response::shares(self, mask).map(|(word, share)| {
            sum += share;
            (word, sum)
        });
        let ends: Vec<(u8, f64)> = ends.collect();
        let last = ends.last().map_or(0, |(word, _)| *word);
        let word = |unit: &f64| ends.iter().find(|(_, end)| end > unit).map_or(last, |(word, _)| *word);
        units.iter().map(word).collect()
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

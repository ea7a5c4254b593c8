//! Confidence in closed form, for screening whole systems. Never reported as a confidence.

use super::fact::Slot;
use super::response::shares;
use super::{Decision, Evidence, Method, Verdict};
use crate::architecture::Mode;

impl Method {
    /// The verdict that sampling would probably give, at the price of two sums.
    ///
    /// The difference of two modes under random weights w' ~ Dirichlet(k w) has mean `m = sum w x` and variance
    /// `(sum w x^2 - m^2)/(k + 1)`; each unknown fact adds the variance of its contribution under the prior. The
    /// probability of the lead is taken from the normal distribution, and the least of all rivals counts.
    pub fn screen(&self, evidence: &Evidence, decision: &Decision) -> (Verdict, f64) {
        let Some(winner) = decision.recommended else { return (Verdict::Conflict, 0.0) };
        let rivals = decision.feasible().filter(|mode| *mode != winner);
        let leads = rivals.map(|rival| self.lead_probability(evidence.slots(), winner, rival));
        let confidence = leads.fold(1.0, f64::min);
        (self.verdict(decision, confidence), confidence)
    }

    fn lead_probability(&self, slots: &[Slot], winner: Mode, rival: Mode) -> f64 {
        let lead = |utility: [f64; 3]| utility[winner as usize] - utility[rival as usize];
        let (mut mean, mut square, mut unknown) = (0.0, 0.0, 0.0);
        for criterion in &self.criteria {
            let (one, two) = self.moments(criterion.slot, slots, |slot| {
                lead(criterion.utility.given(slots).at(&self.columns[criterion.slot], slot))
            });
            mean += criterion.weight * one;
            square += criterion.weight * two;
        }
        for (slot, tally) in &self.tallies {
            if slots[*slot].is_unknown() {
                let (one, two) = self
                    .moments(*slot, slots, |value| lead(tally.given(slots).at(&self.columns[*slot], value)));
                unknown += two - one * one;
            }
        }
        let spread = (square - mean * mean).max(0.0) / (self.settings.concentration + 1.0) + unknown.max(0.0);
        match spread > 0.0 {
            true => normal_below(mean / spread.sqrt()),
            false if mean > 0.0 => 1.0,
            false => 0.5,
        }
    }

    /// Mean and mean square of `of` over what a slot may be.
    fn moments(&self, index: usize, slots: &[Slot], of: impl Fn(Slot) -> f64) -> (f64, f64) {
        let column = &self.columns[index];
        match (slots[index], &column.scale) {
            (Slot::Unknown(mask), _) if column.has_words() => {
                shares(column, mask).fold((0.0, 0.0), |(one, two), (word, share)| {
                    let value = of(Slot::Word(word));
                    (one + share * value, two + share * value * value)
                })
            }
            (Slot::Unknown(_), Some(anchors)) => {
                // Linear between the anchors with t = u^k: E t = 1/(k+1), E t^2 = 1/(2k+1).
                let (low, high) = (of(Slot::Number(anchors.low)), of(Slot::Number(anchors.high)));
                let (one, two) = (anchors.mean(), 1.0 / (2.0 * anchors.exponent + 1.0));
                let step = high - low;
                (low + step * one, low * low + 2.0 * low * step * one + step * step * two)
            }
            (slot, _) => {
                let value = of(slot);
                (value, value * value)
            }
        }
    }
}

/// The standard normal distribution function, to 1e-7 (Abramowitz and Stegun, 26.2.17).
fn normal_below(x: f64) -> f64 {
    let t = 1.0 / (1.0 + 0.231_641_9 * x.abs());
    let factors = [0.319_381_530, -0.356_563_782, 1.781_477_937, -1.821_255_978, 1.330_274_429];
    let series = factors.iter().rev().fold(0.0, |sum, factor| (sum + factor) * t);
    let tail = (-0.5 * x * x).exp() / (2.0 * std::f64::consts::PI).sqrt() * series;
    if x >= 0.0 { 1.0 - tail } else { tail }
}

#[cfg(test)]
mod tests {
    use super::normal_below;

    #[test]
    fn normal_distribution_matches_printed_tables() {
        for (x, p) in
            [(0.0, 0.5), (1.0, 0.841_344_7), (1.96, 0.975_002_1), (-2.0, 0.022_750_1), (3.0, 0.998_650_1)]
        {
            assert!((normal_below(x) - p).abs() < 2e-7, "{x}");
        }
    }
}

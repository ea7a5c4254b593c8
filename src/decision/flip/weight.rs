//! Flips of weights: how far the weight of one criterion is from changing the decision. Never changes two.

use super::{Cause, Flip};
use crate::architecture::Mode;
use crate::decision::decide::best;
use crate::decision::{Decision, Evidence, Method};

impl Method {
    /// The nearest weight flip of each known criterion in each direction, by the size of the change.
    ///
    /// With lead `L` of the winner over a rival and difference `u` of their utilities, they are level at weight
    /// `w - L/u` (Triantaphyllou and Sanchez, Decision Sciences 28(1), 1997). Dividing by the sum of all weights
    /// afterwards changes no order.
    pub(super) fn weight_flips(&self, evidence: &Evidence, decision: &Decision) -> Vec<Flip> {
        let Some(winner) = decision.recommended else { return Vec::new() };
        let slots = evidence.slots();
        let rivals: Vec<Mode> = decision.feasible().filter(|mode| *mode != winner).collect();
        let mut flips: Vec<(f64, Flip)> = Vec::new();
        for (index, criterion) in self.criteria.iter().enumerate() {
            if !slots[criterion.slot].is_known() {
                continue;
            }
            let utility = self.utility(criterion, slots);
            let change = |rival: &Mode| {
                let lead = decision.score(winner).mean - decision.score(*rival).mean;
                -lead / (utility[winner as usize] - utility[*rival as usize])
            };
            let changes: Vec<f64> = rivals.iter().map(change).filter(|change| change.is_finite()).collect();
            let up = changes.iter().copied().filter(|change| *change >= 0.0).reduce(f64::min);
            let down = changes.iter().copied().filter(|change| *change < 0.0).reduce(f64::max);
            for change in up.into_iter().chain(down) {
                let to = criterion.weight + change;
                let share = to / (1.0 + change);
                if to < 0.0 || share > self.settings.largest_share {
                    continue;
                }
                let outcome = self.with_weight(decision, &utility, beyond(change));
                if outcome != decision.recommended {
                    let cause = Cause::Weight { criterion: index, from: criterion.weight, to };
                    flips.push((change.abs(), Flip { cause, to: outcome }));
                }
            }
        }
        // Rounded, so that equal changes keep the order of the criteria.
        flips.sort_by_key(|(change, _)| (change * 1e9).round() as u64);
        flips.into_iter().map(|(_, flip)| flip).collect()
    }

    fn with_weight(&self, decision: &Decision, utility: &[f64; 3], change: f64) -> Option<Mode> {
        let scores = [0, 1, 2].map(|mode| decision.scores[mode].mean + change * utility[mode]);
        best(&scores, |mode| decision.score(mode).is_feasible())
    }
}

/// A little further than the change at which two modes are level.
fn beyond(change: f64) -> f64 {
    let step = (change.abs() * 1e-6).max(1e-7);
    if change < 0.0 { change - step } else { change + step }
}

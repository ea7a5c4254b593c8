//! Flips of numbers: the nearest value above and below at which the outcome changes. Never jumps over one.
//!
//! Between neighbouring critical points, which are the anchors of the scale and the thresholds of vetoes, every veto
//! is constant and every score is linear in the position. So the best mode keeps its place on one interval of each
//! segment, and it is enough to look at the ends and to halve the first segment that ends differently.

use super::{Cause, Change, Flip, Side, Trial};
use crate::decision::fact::{Slot, unscored_range};
use crate::decision::veto::{Quantity, View};
use crate::facts::FactType;

/// Largest number of whole values that are tried one by one.
const COUNT_LIMIT: f64 = 1000.0;

impl Trial<'_> {
    /// For every known number, the nearest flip below and above.
    pub(super) fn numbers(&mut self) -> Vec<Flip> {
        let mut flips = Vec::new();
        for slot in 0..self.method.columns.len() {
            if let Slot::Number(number) = self.evidence.slots()[slot] {
                flips.extend(self.toward(slot, number, Side::Below));
                flips.extend(self.toward(slot, number, Side::Above));
            }
        }
        flips
    }

    fn toward(&mut self, slot: usize, from: f64, side: Side) -> Option<Flip> {
        let column = &self.method.columns[slot];
        let scale = column.scale.as_ref();
        let (least, most) = scale.map_or(unscored_range(slot), |scale| (scale.least, scale.most));
        let (to, side, outcome) = if column.kind == FactType::Count && most - least <= COUNT_LIMIT {
            self.next_count(slot, from, side, least, most)?
        } else {
            let (to, outcome) = self.next_threshold(slot, from, side, least, most)?;
            (to, side, outcome)
        };
        let change = Change { slot, from: Slot::Number(from), to: Slot::Number(to), side };
        Some(Flip { cause: Cause::Number(change), to: outcome })
    }

    fn next_count(
        &mut self,
        slot: usize,
        from: f64,
        side: Side,
        least: f64,
        most: f64,
    ) -> Option<(f64, Side, Option<crate::architecture::Mode>)> {
        let step = if side == Side::Above { 1.0 } else { -1.0 };
        let mut value = from + step;
        while (least..=most).contains(&value) {
            let outcome = self.at(slot, value);
            if outcome != self.base {
                return Some((value, Side::At, outcome));
            }
            value += step;
        }
        None
    }

    fn next_threshold(
        &mut self,
        slot: usize,
        from: f64,
        side: Side,
        least: f64,
        most: f64,
    ) -> Option<(f64, Option<crate::architecture::Mode>)> {
        let mut reached = from;
        for point in self.critical_points(slot, from, side) {
            if !(least..=most).contains(&point) {
                break;
            }
            let outcome = self.at(slot, point);
            if outcome != self.base {
                return Some(self.halve(slot, reached, point));
            }
            // Vetoes compare strictly, so that the outcome may change only beyond the threshold.
            let beyond = just_beyond(point, side);
            let outcome = self.at(slot, beyond);
            if outcome != self.base {
                return Some((point, outcome));
            }
            reached = beyond;
        }
        None
    }

    /// The end of the stretch from `same`, where the outcome is the base, to `other`, where it is not.
    fn halve(
        &mut self,
        slot: usize,
        mut same: f64,
        mut other: f64,
    ) -> (f64, Option<crate::architecture::Mode>) {
        for _ in 0..200 {
            let middle = same + (other - same) / 2.0;
            if middle == same || middle == other {
                break;
            }
            if self.at(slot, middle) == self.base { same = middle } else { other = middle }
        }
        (other, self.at(slot, other))
    }

    fn at(&mut self, slot: usize, value: f64) -> Option<crate::architecture::Mode> {
        self.outcome(&[(slot, Slot::Number(value))])
    }

    /// Anchors and veto thresholds from `from` outwards, `from` included.
    fn critical_points(&self, slot: usize, from: f64, side: Side) -> Vec<f64> {
        let mut points = Vec::new();
        let scale = self.method.columns[slot].scale.as_ref();
        points.extend(scale.into_iter().flat_map(|scale| [scale.low, scale.high]));
        for veto in &self.method.vetoes {
            veto.condition.comparisons(&mut |left, right| points.extend(self.roots(slot, left, right)));
        }
        let ahead = |point: &f64| if side == Side::Above { *point >= from } else { *point <= from };
        points.retain(ahead);
        points.sort_by(f64::total_cmp);
        if side == Side::Below {
            points.reverse();
        }
        points.dedup();
        points
    }

    /// Where both sides of a comparison meet as the slot varies: they are linear in it, so two values tell.
    fn roots(&self, slot: usize, left: Quantity, right: Quantity) -> Vec<f64> {
        if !left.slots().contains(&slot) && !right.slots().contains(&slot) {
            return Vec::new();
        }
        let mut slots = self.evidence.slots().to_vec();
        let mut gaps = |value: f64| {
            slots[slot] = Slot::Number(value);
            let view = View { slots: &slots, split: self.evidence.partition.split };
            let (left, right) = (left.range(view)?, right.range(view)?);
            Some([left.0 - right.1, left.1 - right.0])
        };
        let (Some(at_zero), Some(at_one)) = (gaps(0.0), gaps(1.0)) else { return Vec::new() };
        let root = |index: usize| -at_zero[index] / (at_one[index] - at_zero[index]);
        [root(0), root(1)].into_iter().filter(|root| root.is_finite()).collect()
    }
}

/// A value beyond `point` that differs enough for vetoes to see it and for nobody else to care.
fn just_beyond(point: f64, side: Side) -> f64 {
    let step = (point.abs() * 1e-9).max(1e-12);
    if side == Side::Below { point - step } else { point + step }
}

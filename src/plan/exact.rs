//! The cheapest set of changes, by comparing all of them in order of cost. Never returns a set that is not the cheapest.

use super::change_set::ChangeSet;
use super::model::Model;

/// Changed graphs that are looked at before the search gives up.
const MOST_LOOKS: usize = 3_000;

/// The first set in order of cost, then of size, then of number, that reaches all aims. `None` where no set with one
/// change per interaction does, or where too many graphs would have to be looked at.
///
/// A change without which all others together fail is part of every solution, because more changes never spoil an aim.
pub(super) fn search(model: &Model) -> Option<ChangeSet> {
    let count = model.changes.len();
    let all = ChangeSet::all(count);
    let needed = |number: &usize| !model.reaches_all(&all.without(*number));
    let needed = (0..count).filter(needed).fold(0_u64, |mask, number| mask | 1 << number);
    let with_needed = (0..1_u64 << count).filter(|mask| mask & needed == needed);
    let mut sets: Vec<(f64, u32, u64)> =
        with_needed.map(|mask| (model.cost(&ChangeSet::of_mask(mask)), mask.count_ones(), mask)).collect();
    sets.sort_by(|one, other| one.0.total_cmp(&other.0).then((one.1, one.2).cmp(&(other.1, other.2))));
    for (_, _, mask) in sets {
        let set = ChangeSet::of_mask(mask);
        if !model.is_twofold(&set) && model.reaches_all(&set) {
            return Some(set);
        }
        if model.looks() > MOST_LOOKS {
            return None;
        }
    }
    None
}

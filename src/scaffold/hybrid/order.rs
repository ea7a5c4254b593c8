//! What comes first among steps. Never lets two steps wait for each other.

use crate::architecture::Step;

/// Per step the indices of those that come first; a predecessor that is unknown, or that waits for the step itself, is
/// left out (both are told as mistakes elsewhere).
pub(super) fn without_cycles(steps: &[Step]) -> Vec<Vec<usize>> {
    let mut after: Vec<Vec<usize>> = vec![Vec::new(); steps.len()];
    for (at, step) in steps.iter().enumerate() {
        for name in &step.after {
            let first = steps.iter().position(|other| other.id.value == name.value);
            if let Some(first) = first.filter(|first| !waits_for(&after, *first, at)) {
                after[at].push(first);
            }
        }
        after[at].sort_unstable();
        after[at].dedup();
    }
    after
}

/// Whether `step` is `wanted` or waits for it.
fn waits_for(after: &[Vec<usize>], step: usize, wanted: usize) -> bool {
    let mut seen = vec![false; after.len()];
    let mut open = vec![step];
    while let Some(step) = open.pop() {
        if step == wanted {
            return true;
        }
        if !std::mem::replace(&mut seen[step], true) {
            open.extend(&after[step]);
        }
    }
    false
}

//! When the vetoes leave no mode: the smallest sets that explain it and the smallest that would end it. Never picks one.

use super::veto::VetoSet;
use super::{Decision, MODES};
use crate::architecture::Mode;

/// What would have to be given up so that a mode becomes possible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relaxation {
    /// All of these vetoes would have to go, as indices.
    pub vetoes: Vec<usize>,
    /// The modes that become possible.
    pub enables: Vec<Mode>,
}

impl Decision {
    /// The minimal conflicts: sets of vetoes that together leave no mode, of which none can be spared. Empty where
    /// a mode is left.
    ///
    /// They are the minimal sets that meet the blocking set of each of the three modes, so none has more than three.
    pub fn conflicts(&self) -> Vec<Vec<usize>> {
        let [sync, asynchronous, hybrid] = self.scores.map(|score| bits(score.blocked_by));
        let mut sets: Vec<VetoSet> = Vec::new();
        for one in &sync {
            for two in &asynchronous {
                sets.extend(hybrid.iter().map(|three| 1 << one | 1 << two | 1 << three));
            }
        }
        let mut minimal = minimal(sets);
        minimal.sort_by_key(|set| (set.count_ones(), bits(*set)));
        minimal.into_iter().map(bits).collect()
    }

    /// The minimal relaxations: the smallest sets of vetoes without which a mode is possible. A mode that two vetoes
    /// block needs both to go. Empty where a mode is left.
    pub fn relaxations(&self) -> Vec<Relaxation> {
        if self.recommended.is_some() {
            return Vec::new();
        }
        let sets = self.scores.map(|score| score.blocked_by);
        let mut minimal = minimal(sets.to_vec());
        minimal.sort_by_key(|set| (set.count_ones(), bits(*set)));
        let enabled = |set: VetoSet| MODES.into_iter().filter(move |mode| sets[*mode as usize] & !set == 0);
        let relaxation = |set| Relaxation { vetoes: bits(set), enables: enabled(set).collect() };
        minimal.into_iter().map(relaxation).collect()
    }
}

/// The sets of which no other is a proper part, each once.
fn minimal(mut sets: Vec<VetoSet>) -> Vec<VetoSet> {
    sets.sort_unstable();
    sets.dedup();
    let smaller = |set: &VetoSet| sets.iter().any(|other| other != set && other & !set == 0);
    sets.iter().copied().filter(|set| !smaller(set)).collect()
}

/// The indices of a set.
pub(super) fn bits(set: VetoSet) -> Vec<usize> {
    (0..64).filter(|index| set & (1 << index) != 0).collect()
}

//! Flips of vetoes: one lifted, one that turns out to hold, or a split declared. Never lifts two.

use super::{Cause, Flip};
use crate::architecture::Mode;
use crate::decision::decide::Suppose;
use crate::decision::{Decision, Evidence, MODES, Method};

/// The veto that only says that there are no two parts.
pub(in crate::decision) const NO_SPLIT: &str = "no-split";

impl Method {
    /// For every veto that rules something out, the outcome without it; for every undecided one that could rule the
    /// winner out, the outcome if it holds.
    pub(super) fn veto_flips(&self, evidence: &Evidence, decision: &Decision) -> Vec<Flip> {
        let blocking = MODES.iter().fold(0, |set, mode| set | decision.score(*mode).blocked_by);
        let mut flips = Vec::new();
        for (index, veto) in self.members(blocking) {
            let suppose = Suppose { lifted: 1 << index, holding: 0 };
            let to = self.outcome(evidence.view(), suppose);
            if to == decision.recommended {
                continue;
            }
            let split = &*veto.id == NO_SPLIT && to == Some(Mode::Hybrid);
            flips.push(Flip { cause: if split { Cause::Split } else { Cause::Lifted(index) }, to });
        }
        let Some(winner) = decision.recommended else { return flips };
        for (index, _) in self.members(decision.undecided).filter(|(_, veto)| veto.blocks[winner as usize]) {
            let to = self.outcome(evidence.view(), Suppose { lifted: 0, holding: 1 << index });
            if to != decision.recommended {
                flips.push(Flip { cause: Cause::Holds(index), to });
            }
        }
        flips
    }
}

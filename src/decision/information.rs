//! What to ask first: the value of knowing one more fact. Never evaluates a decision again.

use super::fact::Slot;
use super::outcome::NONE;
use super::response::shares;
use super::sample::Samples;
use super::{Column, Decision, Evidence, Method};

/// What knowing a fact would be worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Information {
    /// The column of the fact.
    pub slot: usize,
    /// How much likelier the best mode would be the right one once the fact is known, from 0 to 1.
    pub value: f64,
}

impl Method {
    /// What knowing each unknown scored fact would be worth, largest first. Costs the sampling.
    pub fn rank_questions(&self, evidence: &Evidence) -> Vec<Information> {
        self.information(evidence, &self.outcomes(evidence))
    }

    /// The unknown facts of each undecided veto that could rule the recommended mode out.
    pub fn doubts(&self, evidence: &Evidence, decision: &Decision) -> Vec<Vec<usize>> {
        let Some(winner) = decision.recommended else { return Vec::new() };
        let against = self.members(decision.undecided).filter(|(_, veto)| veto.blocks[winner as usize]);
        let unknown = |veto: &super::Veto| {
            let mut slots = Vec::new();
            veto.condition.slots(&mut |slot| {
                if evidence.slots()[slot].is_unknown() && !slots.contains(&slot) {
                    slots.push(slot);
                }
            });
            slots
        };
        against.map(|(_, veto)| unknown(veto)).collect()
    }

    /// What one fact adds to the score of each mode, over all its criteria, in the order sync, async, hybrid.
    pub fn pull(&self, evidence: &Evidence, slot: usize) -> [f64; 3] {
        let tally = self.tallies.iter().find(|(scored, _)| *scored == slot);
        tally.map_or([0.0; 3], |(_, tally)| tally.at(&self.columns[slot], evidence.slots()[slot]))
    }

    /// The value of information of every unknown scored fact, largest first.
    ///
    /// The draws are grouped by the sampled value of the fact, numbers by thirds. Within each group the most frequent
    /// outcome is right as often as it occurs; the mean of that over the groups, less the same without groups, is
    /// the value. Having no mode left counts as an outcome.
    pub(super) fn information(&self, evidence: &Evidence, outcomes: &[u8]) -> Vec<Information> {
        let samples = self.samples();
        let unknown = self.tallies.iter().enumerate().filter_map(|(tally, (slot, _))| {
            let Slot::Unknown(mask) = evidence.slots()[*slot] else { return None };
            let value = value(&self.columns[*slot], mask, tally, samples, outcomes);
            Some(Information { slot: *slot, value })
        });
        let mut all: Vec<_> = unknown.collect();
        all.sort_by(|one, other| other.value.total_cmp(&one.value));
        all
    }
}

fn value(column: &Column, mask: u16, tally: usize, samples: &Samples, outcomes: &[u8]) -> f64 {
    let cuts = cuts(column, mask);
    let mut counts = vec![[0u32; NONE as usize + 1]; cuts.len() + 1];
    for (unit, outcome) in samples.units[tally].iter().zip(outcomes) {
        let group: usize = cuts.iter().map(|cut| usize::from(cut <= unit)).sum();
        counts[group][usize::from(*outcome)] += 1;
    }
    let largest = |counts: &[u32; 4]| counts.iter().copied().max().unwrap_or(0);
    let grouped: u32 = counts.iter().map(largest).sum();
    let mut together = [0; 4];
    counts.iter().for_each(|group| (0..4).for_each(|outcome| together[outcome] += group[outcome]));
    f64::from(grouped - largest(&together)) / outcomes.len().max(1) as f64
}

/// The uniform numbers at which one group ends and the next begins.
fn cuts(column: &Column, mask: u16) -> Vec<f64> {
    if !column.has_words() {
        return vec![1.0 / 3.0, 2.0 / 3.0];
    }
    let mut sum = 0.0;
    let ends = shares(column, mask).map(|(_, share)| {
        sum += share;
        sum
    });
    let mut cuts: Vec<f64> = ends.collect();
    cuts.pop();
    cuts
}

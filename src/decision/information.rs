//! What to ask, the most worthwhile first. Never evaluates a decision again.

use super::fact::Slot;
use super::outcome::NONE;
use super::response::shares;
use super::sample::Samples;
use super::{Column, Decision, Evidence, Method};

/// A fact worth asking for.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// The fact.
    pub fact: Box<str>,
    /// As the questionnaire asks it; nothing for facts that only vetoes use.
    pub text: Option<Box<str>>,
    /// What knowing it is worth; nothing for facts that only vetoes use, as nothing is believed about them.
    pub worth: Option<Worth>,
}

/// What knowing a fact is worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Worth {
    /// How much likelier the best mode would be the right one once the fact is known, from 0 to 1.
    pub value: f64,
    /// How much less doubt would be left, from 0 to 1: doubt is the chance that two draws disagree.
    pub settles: f64,
}

type Counts = [u32; NONE as usize + 1];

impl Method {
    /// The unknown facts that are worth asking for, the most worthwhile first; empty where nothing is left to settle.
    ///
    /// First those whose answer could change the mode, by the value of that; then those that would only make it surer,
    /// by the doubt they would settle; then those that could still rule the mode out and about which nothing is
    /// believed, in the order of the facts. Asked and entered one after the other, the list ends.
    pub fn questions(&self, evidence: &Evidence, decision: &Decision) -> Vec<Question> {
        match decision.recommended {
            Some(_) => self.questions_after(evidence, decision, &self.outcomes(evidence)),
            None => Vec::new(),
        }
    }

    /// The same where the draws are evaluated already.
    pub(super) fn questions_after(
        &self,
        evidence: &Evidence,
        decision: &Decision,
        outcomes: &[u8],
    ) -> Vec<Question> {
        let Some(winner) = decision.recommended else { return Vec::new() };
        if !decision.at_risk && (decision.dominates || decision.is_forced()) {
            return Vec::new();
        }
        let mut asked = self.worthwhile(evidence, outcomes);
        for (_, veto) in self.members(decision.undecided).filter(|(_, veto)| veto.blocks[winner as usize]) {
            veto.condition.slots(&mut |slot| {
                if evidence.slots()[slot].is_unknown() && !asked.iter().any(|(known, _)| *known == slot) {
                    asked.push((slot, None));
                }
            });
        }
        asked.into_iter().map(|(slot, worth)| self.question(slot, worth)).collect()
    }

    fn worthwhile(&self, evidence: &Evidence, outcomes: &[u8]) -> Vec<(usize, Option<Worth>)> {
        let samples = self.samples();
        let unknown = self.tallies.iter().enumerate().filter_map(|(tally, (slot, _))| {
            let Slot::Unknown(mask) = evidence.slots()[*slot] else { return None };
            Some((*slot, worth(&self.columns[*slot], mask, tally, samples, outcomes)))
        });
        let (least, settling) = (self.settings.least_information, self.settings.least_settled);
        let mut all: Vec<_> =
            unknown.filter(|(_, worth)| worth.value >= least || worth.settles >= settling).collect();
        let key = |worth: &Worth| {
            if worth.value >= least { (worth.value, worth.settles) } else { (0.0, worth.settles) }
        };
        all.sort_by(|(_, one), (_, other)| {
            let (one, other) = (key(one), key(other));
            other.0.total_cmp(&one.0).then(other.1.total_cmp(&one.1))
        });
        all.into_iter().map(|(slot, worth)| (slot, Some(worth))).collect()
    }

    /// What one fact adds to the score of each mode, over all its criteria, in the order sync, async, hybrid.
    pub fn pull(&self, evidence: &Evidence, slot: usize) -> [f64; 3] {
        let tally = self.tallies.iter().find(|(scored, _)| *scored == slot);
        let slots = evidence.slots();
        tally.map_or([0.0; 3], |(_, tally)| tally.given(slots).at(&self.columns[slot], slots[slot]))
    }

    fn question(&self, slot: usize, worth: Option<Worth>) -> Question {
        let asked = self.criteria.iter().find(|criterion| criterion.slot == slot);
        let text = asked.map(|criterion| criterion.question.clone());
        Question { fact: self.columns[slot].name.clone(), text, worth }
    }
}

/// The draws are grouped by the sampled value of the fact, numbers by thirds. The value is the mean share of each
/// group's most frequent outcome, less that of all draws together; what is settled is the chance that two draws of all
/// disagree, less the mean of that over the groups. Having no mode left counts as an outcome. Groups of random draws
/// differ a little by chance alone, which is taken off.
fn worth(column: &Column, mask: u16, tally: usize, samples: &Samples, outcomes: &[u8]) -> Worth {
    let cuts = cuts(column, mask);
    let mut groups: Vec<Counts> = vec![[0; 4]; cuts.len() + 1];
    for (unit, outcome) in samples.units[tally].iter().zip(outcomes) {
        let group: usize = cuts.iter().map(|cut| usize::from(cut <= unit)).sum();
        groups[group][usize::from(*outcome)] += 1;
    }
    let mut together: Counts = [0; 4];
    groups.iter().for_each(|group| (0..4).for_each(|outcome| together[outcome] += group[outcome]));
    let draws = outcomes.len().max(1) as f64;
    let largest = |counts: &Counts| counts.iter().copied().max().unwrap_or(0);
    let value = f64::from(groups.iter().map(largest).sum::<u32>() - largest(&together)) / draws;
    let doubts: f64 = groups.iter().map(|group| doubt(group) * f64::from(group.iter().sum::<u32>())).sum();
    let by_chance = cuts.len() as f64 * doubt(&together) / draws;
    Worth { value, settles: (doubt(&together) - doubts / draws - by_chance).max(0.0) }
}

/// The chance that two draws have different outcomes.
fn doubt(counts: &Counts) -> f64 {
    let sum = f64::from(counts.iter().sum::<u32>()).max(1.0);
    let same: f64 = counts.iter().map(|count| (f64::from(*count) / sum).powi(2)).sum();
    if counts.iter().all(|count| *count == 0) { 0.0 } else { 1.0 - same }
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

//! The core decision: vetoes, scores, intervals, runner-up and conflict index. Never samples and never allocates, so
//! that a whole system can be screened.

use super::evidence::normalise;
use super::fact::Slot;
use super::partition::Split;
use super::veto::{Truth, VetoSet, View};
use super::{Evidence, Method};
use crate::architecture::{Mode, Provenance};

/// All modes, in the order of fewest moving parts, which also breaks ties.
pub const MODES: [Mode; 3] = [Mode::Sync, Mode::Async, Mode::Hybrid];

/// How one mode fares.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Score {
    /// Sum of weight times mean utility, from -1 to 1; also given for a mode that is ruled out.
    pub mean: f64,
    /// The least score over everything that is still possible.
    pub low: f64,
    /// The largest score over everything that is still possible.
    pub high: f64,
    /// The vetoes that rule the mode out.
    pub blocked_by: VetoSet,
}

impl Score {
    /// Whether no veto rules the mode out.
    pub fn is_feasible(&self) -> bool {
        self.blocked_by == 0
    }
}

/// The mode that comes out best, and by how much.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Decision {
    /// The best mode that no veto rules out; nothing where none is left.
    pub recommended: Option<Mode>,
    /// In the order sync, async, hybrid.
    pub scores: [Score; 3],
    /// Vetoes for which not enough is known.
    pub undecided: VetoSet,
    /// Whether an undecided veto could rule the recommended mode out.
    pub at_risk: bool,
    /// The second best mode, or the best one that is ruled out where no second is left.
    pub runner_up: Option<Mode>,
    /// Score of the recommended mode minus that of the runner-up.
    pub margin: Option<f64>,
    /// 0 where all arguments agree, near 1 where strong ones cancel each other.
    pub conflict_index: Option<f64>,
    /// Weight of the criteria whose fact is known or does not apply, from 0 to 1.
    pub coverage: f64,
    /// Whether no completion of the unknown facts lets another feasible mode score higher.
    pub dominates: bool,
    /// Whether more modes would be possible if nothing were assumed where nothing is declared.
    pub hangs_on_defaults: bool,
    /// The mode that would come out best if only the structure of the steps counted and no veto did.
    pub unconstrained: Mode,
}

impl Decision {
    /// Modes that no veto rules out.
    pub fn feasible(&self) -> impl Iterator<Item = Mode> + use<'_> {
        MODES.into_iter().filter(|mode| self.scores[*mode as usize].is_feasible())
    }

    /// The score of a mode.
    pub fn score(&self, mode: Mode) -> &Score {
        &self.scores[mode as usize]
    }

    /// Whether hard conditions leave this mode alone, so that the margin compares with something impossible. Conditions
    /// that hold only because of an assumed value do not force anything.
    pub fn is_forced(&self) -> bool {
        self.feasible().count() == 1 && !self.hangs_on_defaults
    }
}

/// What holds when some vetoes are set aside or taken as given.
#[derive(Clone, Copy, Default)]
pub(super) struct Suppose {
    pub(super) lifted: VetoSet,
    pub(super) holding: VetoSet,
}

impl Method {
    /// Decides one interaction without sampling.
    pub fn decide(&self, evidence: &Evidence) -> Decision {
        let view = evidence.view();
        let means = self.means(view.slots);
        let (blocked, undecided) = self.vetoes_on(view, Suppose::default());
        let recommended = best(&means, |mode| blocked[mode as usize] == 0);
        let structural = |mode: Mode| mode != Mode::Hybrid || view.split.admissible;
        let unconstrained = best(&means, structural).expect("sync is always structurally possible");
        let runner_up = recommended.and_then(|winner| {
            let other = |mode: Mode| mode != winner;
            best(&means, |mode| other(mode) && blocked[mode as usize] == 0)
                .or_else(|| best(&means, |mode| other(mode) && structural(mode)))
        });
        let bounds = self.bounds(view.slots);
        let scores = [0, 1, 2].map(|mode| Score {
            mean: means[mode],
            low: bounds[mode].0,
            high: bounds[mode].1,
            blocked_by: blocked[mode],
        });
        let versus = recommended.zip(runner_up);
        let rivals = |winner: Mode| {
            MODES.into_iter().filter(move |mode| *mode != winner && blocked[*mode as usize] == 0)
        };
        Decision {
            recommended,
            scores,
            undecided,
            at_risk: recommended.is_some_and(|mode| self.could_block(undecided, mode)),
            runner_up,
            margin: versus.map(|(one, other)| means[one as usize] - means[other as usize]),
            conflict_index: versus.map(|(one, other)| self.conflict_index(view.slots, one, other)),
            coverage: self.coverage(view.slots),
            dominates: recommended.is_some_and(|winner| {
                rivals(winner).all(|rival| self.least_lead(view.slots, winner, rival) > 0.0)
            }),
            hangs_on_defaults: self.hangs_on_defaults(evidence, &blocked),
            unconstrained,
        }
    }

    /// Whether a mode is ruled out only because of a value that was assumed.
    fn hangs_on_defaults(&self, evidence: &Evidence, blocked: &[VetoSet; 3]) -> bool {
        if blocked.iter().filter(|set| **set == 0).count() != 1 {
            return false;
        }
        let assumed = |index: &usize| evidence.provenance(*index) == Provenance::Defaulted;
        let mut slots = evidence.slots().to_vec();
        let defaults: Vec<usize> = (0..slots.len()).filter(assumed).collect();
        defaults.into_iter().for_each(|index| slots[index] = self.columns[index].unknown());
        let view = View { slots: &slots, split: evidence.partition.split };
        let (without, _) = self.vetoes_on(view, Suppose::default());
        without.iter().filter(|set| **set == 0).count() > 1
    }

    /// The best feasible mode and nothing else.
    pub(super) fn outcome(&self, view: View<'_>, suppose: Suppose) -> Option<Mode> {
        let (blocked, _) = self.vetoes_on(view, suppose);
        best(&self.means(view.slots), |mode| blocked[mode as usize] == 0)
    }

    /// The best feasible mode with one given slot changed to something else and everything derived again.
    pub(super) fn outcome_with(&self, given: &[Slot], split: Split, scratch: &mut Vec<Slot>) -> Option<Mode> {
        scratch.clear();
        scratch.extend_from_slice(given);
        normalise(scratch, &self.columns, split, |_, _| {});
        self.outcome(View { slots: scratch, split }, Suppose::default())
    }

    /// The vetoes that block each mode, and those that are undecided.
    pub(super) fn vetoes_on(&self, view: View<'_>, suppose: Suppose) -> ([VetoSet; 3], VetoSet) {
        let (mut blocked, mut undecided) = ([0; 3], 0);
        for (index, veto) in self.vetoes.iter().enumerate() {
            let bit = 1 << index;
            let holds = if suppose.lifted & bit != 0 {
                Truth::False
            } else if suppose.holding & bit != 0 {
                Truth::True
            } else {
                veto.condition.evaluate(view)
            };
            match holds {
                Truth::True => (0..3).filter(|mode| veto.blocks[*mode]).for_each(|mode| blocked[mode] |= bit),
                Truth::Unknown => undecided |= bit,
                Truth::False => {}
            }
        }
        (blocked, undecided)
    }

    /// Whether one of the vetoes rules the mode out.
    pub(super) fn could_block(&self, vetoes: VetoSet, mode: Mode) -> bool {
        self.members(vetoes).any(|(_, veto)| veto.blocks[mode as usize])
    }

    /// The vetoes of a set with their bits.
    pub(super) fn members(&self, set: VetoSet) -> impl Iterator<Item = (usize, &super::Veto)> {
        self.vetoes.iter().enumerate().filter(move |(index, _)| set & (1 << index) != 0)
    }

    /// Mean score per mode.
    pub(super) fn means(&self, slots: &[Slot]) -> [f64; 3] {
        let mut means = [0.0; 3];
        for (slot, tally) in &self.tallies {
            let part = tally.given(slots).at(&self.columns[*slot], slots[*slot]);
            (0..3).for_each(|mode| means[mode] += part[mode]);
        }
        means
    }

    /// Exact least and largest score per mode: the score is a sum over facts, and facts vary independently.
    fn bounds(&self, slots: &[Slot]) -> [(f64, f64); 3] {
        let mut bounds = [(0.0, 0.0); 3];
        for (slot, tally) in &self.tallies {
            for (mode, bound) in bounds.iter_mut().enumerate() {
                let (low, high) =
                    tally.bounds(&self.columns[*slot], slots, slots[*slot], |utility| utility[mode]);
                *bound = (bound.0 + low, bound.1 + high);
            }
        }
        bounds
    }

    /// The least by which `winner` leads `rival` over everything that is still possible. Tighter than comparing two
    /// intervals, because one fact moves both modes.
    fn least_lead(&self, slots: &[Slot], winner: Mode, rival: Mode) -> f64 {
        let lead = |utility: [f64; 3]| utility[winner as usize] - utility[rival as usize];
        let parts = self.tallies.iter().map(|(slot, tally)| {
            let (low, _) = tally.bounds(&self.columns[*slot], slots, slots[*slot], lead);
            low
        });
        parts.sum()
    }

    /// Weighted utility of one mode over another, per criterion whose fact is known.
    pub(super) fn contributions(
        &self,
        slots: &[Slot],
        mode: Mode,
        over: Mode,
    ) -> impl Iterator<Item = (usize, f64)> {
        self.criteria.iter().enumerate().filter(|(_, criterion)| slots[criterion.slot].is_known()).map(
            move |(index, criterion)| {
                let utility = self.utility(criterion, slots);
                (index, criterion.weight * (utility[mode as usize] - utility[over as usize]))
            },
        )
    }

    fn conflict_index(&self, slots: &[Slot], mode: Mode, over: Mode) -> f64 {
        let (mut sum, mut total) = (0.0, 0.0);
        for (_, part) in self.contributions(slots, mode, over) {
            sum += part;
            total += part.abs();
        }
        if total > 0.0 { (1.0 - f64::abs(sum) / total).max(0.0) } else { 0.0 }
    }

    fn coverage(&self, slots: &[Slot]) -> f64 {
        let settled = self.criteria.iter().filter(|criterion| !slots[criterion.slot].is_unknown());
        settled.map(|criterion| criterion.weight).sum()
    }
}

/// The mode with the highest score among those allowed. Scores count as equal when they agree to 1e-9; then the mode
/// with fewer moving parts comes first.
pub(super) fn best(scores: &[f64; 3], allowed: impl Fn(Mode) -> bool) -> Option<Mode> {
    let rounded = |mode: Mode| (scores[mode as usize] * 1e9).round();
    let mut best: Option<Mode> = None;
    for mode in MODES.into_iter().filter(|mode| allowed(*mode)) {
        if best.is_none_or(|leader| rounded(mode) > rounded(leader)) {
            best = Some(mode);
        }
    }
    best
}

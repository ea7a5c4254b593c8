//! What would have to be different for the decision to change. Never reports a change that was not tried.

mod number;
mod veto;
mod weight;
mod word;

pub(super) use veto::NO_SPLIT;

use super::column::show_number;
use super::fact::Slot;
use super::{Decision, Evidence, Method};
use crate::architecture::Mode;

/// A change that leads to another outcome; every one was applied and decided again.
#[derive(Debug, Clone, PartialEq)]
pub struct Flip {
    /// What changes.
    pub cause: Cause,
    /// The mode that is then best; nothing where the change leaves none, so that the design breaks.
    pub to: Option<Mode>,
}

/// The kinds of changes.
#[derive(Debug, Clone, PartialEq)]
pub enum Cause {
    /// One known fact has another word.
    Fact(Change),
    /// One known number passes a threshold.
    Number(Change),
    /// Two known facts change together; looked for only where no single change leads to another mode.
    Pair(Change, Change),
    /// A criterion, by index, has another weight.
    Weight {
        /// The criterion.
        criterion: usize,
        /// Its weight.
        from: f64,
        /// The weight beyond which the outcome changes, before weights are divided by their sum again.
        to: f64,
    },
    /// An unknown fact turns out to be this.
    Unknown(Change),
    /// A veto, by index, that rules a mode out is lifted.
    Lifted(usize),
    /// An undecided veto, by index, turns out to hold.
    Holds(usize),
    /// The steps are declared and divide.
    Split,
}

/// One fact with another value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// The column of the fact.
    pub slot: usize,
    /// What it is.
    pub from: Slot,
    /// What it becomes; for numbers the threshold.
    pub to: Slot,
    /// On which side of the threshold.
    pub side: Side,
}

/// The side of a threshold on which a change lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Exactly the value.
    At,
    /// Anything just above.
    Above,
    /// Anything just below.
    Below,
}

/// A change in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownChange {
    /// The fact, `weight of …` for a criterion, `veto …` for a veto, or `split`.
    pub fact: String,
    /// The value it has.
    pub from: String,
    /// The value it would have.
    pub to: String,
}

/// All flips of a decision.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Flips {
    /// Facts, numbers, pairs, weights by the size of the change, unknowns, vetoes, split; in this order.
    pub all: Vec<Flip>,
    /// Whether the search for pairs ended at its bound, so that there may be more.
    pub pairs_cut_short: bool,
}

/// What flips are tried on.
pub(super) struct Trial<'a> {
    pub(super) method: &'a Method,
    pub(super) evidence: &'a Evidence,
    pub(super) base: Option<Mode>,
    given: Vec<Slot>,
    scratch: Vec<Slot>,
}

impl Trial<'_> {
    /// The outcome with these slots changed and everything derived again.
    pub(super) fn outcome(&mut self, changes: &[(usize, Slot)]) -> Option<Mode> {
        let mut given = std::mem::take(&mut self.given);
        let before: Vec<Slot> = changes.iter().map(|(slot, _)| given[*slot]).collect();
        changes.iter().for_each(|(slot, value)| given[*slot] = *value);
        let split = self.evidence.partition.split;
        let outcome = self.method.outcome_with(&given, split, &mut self.scratch);
        changes.iter().zip(before).for_each(|((slot, _), value)| given[*slot] = value);
        self.given = given;
        outcome
    }
}

impl Method {
    /// Everything that would change the outcome of `decision`, which this method made from `evidence`.
    pub fn flips(&self, evidence: &Evidence, decision: &Decision) -> Flips {
        let mut trial = Trial {
            method: self,
            evidence,
            base: decision.recommended,
            given: evidence.given().collect(),
            scratch: Vec::new(),
        };
        let mut all = trial.words();
        all.extend(trial.numbers());
        let mut pairs_cut_short = false;
        if all.iter().all(|flip| flip.to.is_none()) {
            let pairs;
            (pairs, pairs_cut_short) = trial.pairs();
            all.extend(pairs);
        }
        all.extend(self.weight_flips(evidence, decision));
        all.extend(trial.unknowns());
        all.extend(self.veto_flips(evidence, decision));
        Flips { all, pairs_cut_short }
    }
}

impl Flip {
    /// The changes in words.
    pub fn shown(&self, method: &Method) -> Vec<ShownChange> {
        match &self.cause {
            Cause::Fact(change) | Cause::Number(change) | Cause::Unknown(change) => {
                vec![change.shown(method)]
            }
            Cause::Pair(one, other) => vec![one.shown(method), other.shown(method)],
            Cause::Weight { criterion, from, to } => {
                let side = if to > from { "above" } else { "below" };
                vec![ShownChange {
                    fact: format!("weight of {}", method.criteria()[*criterion].id),
                    from: format!("{from:.4}"),
                    to: format!("{side} {to:.4}"),
                }]
            }
            Cause::Lifted(veto) => vec![shown_veto(method, *veto, "holds", "lifted")],
            Cause::Holds(veto) => vec![shown_veto(method, *veto, "undecided", "holds")],
            Cause::Split => {
                vec![ShownChange { fact: "split".into(), from: "false".into(), to: "true".into() }]
            }
        }
    }
}

fn shown_veto(method: &Method, veto: usize, from: &str, to: &str) -> ShownChange {
    ShownChange { fact: format!("veto {}", method.vetoes()[veto].id), from: from.into(), to: to.into() }
}

impl Change {
    fn shown(&self, method: &Method) -> ShownChange {
        let column = &method.columns()[self.slot];
        let to = match (self.to, self.side) {
            (Slot::Number(number), Side::Above) => format!("above {}", show_number(column.kind, number)),
            (Slot::Number(number), Side::Below) => format!("below {}", show_number(column.kind, number)),
            (slot, _) => column.show(slot),
        };
        ShownChange { fact: column.name.to_string(), from: column.show(self.from), to }
    }
}

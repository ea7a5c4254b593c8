//! Vetoes over slots, evaluated in Kleene's three-valued logic. Never weighs.
//!
//! A conjunction is false if any part is, true if all parts are, unknown otherwise. A word that is unknown passes a
//! test if every word still possible does. Sums of times are intervals whose unknown parts reach from 0 to infinity,
//! so that a missed deadline can be proven before everything is known. A comparison with something that does not
//! apply is false.

use super::fact::{self, Slot};
use super::partition::Split;

/// A set of vetoes, one bit each, in the order of [`Method::vetoes`](super::Method).
pub type VetoSet = u64;

/// What is looked at: the slots and the split.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) slots: &'a [Slot],
    pub(super) split: Split,
}

/// True, false or not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Truth {
    False,
    Unknown,
    True,
}

/// A number a condition compares.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Quantity {
    Constant(f64),
    Slot(usize),
    /// Round trip and processing.
    SyncAnswer,
    /// The reply time, or processing, round trip and two hops of the broker as its lower bound.
    AsyncAnswer,
    /// Round trip and the now-part.
    NowAnswer,
    /// The now-part.
    NowWork,
}

/// A compiled condition.
#[derive(Debug, Clone)]
pub(super) enum Condition {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    /// The slot's word is one of the mask.
    Word(usize, u16),
    /// The split is as wanted.
    Split(bool),
    /// A step that needs strong consistency runs later, or none does. Known only when such steps are marked.
    StrongLater(bool),
    /// The left side is more than the right one.
    More(Quantity, Quantity),
    /// The left side is at least the right one.
    AtLeast(Quantity, Quantity),
}

impl Condition {
    pub(super) fn evaluate(&self, view: View<'_>) -> Truth {
        match self {
            Self::All(parts) => least(parts.iter().map(|part| part.evaluate(view))),
            Self::Any(parts) => not(least(parts.iter().map(|part| not(part.evaluate(view))))),
            Self::Not(part) => not(part.evaluate(view)),
            Self::Word(slot, mask) => match view.slots[*slot] {
                Slot::Word(word) => known(mask & (1 << word) != 0),
                Slot::Unknown(possible) if possible & mask == 0 => Truth::False,
                Slot::Unknown(possible) if possible & !mask == 0 => Truth::True,
                Slot::Unknown(_) => Truth::Unknown,
                Slot::NotApplicable | Slot::Number(_) => Truth::False,
            },
            Self::Split(wanted) => known(view.split.admissible == *wanted),
            Self::StrongLater(wanted) if view.split.strong_marked => known(!wanted),
            Self::StrongLater(_) => Truth::Unknown,
            Self::More(left, right) => compare(view, *left, *right, |one, other| one > other),
            Self::AtLeast(left, right) => compare(view, *left, *right, |one, other| one >= other),
        }
    }

    /// Calls `visit` with both sides of every comparison of numbers.
    pub(super) fn comparisons(&self, visit: &mut impl FnMut(Quantity, Quantity)) {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.comparisons(visit)),
            Self::Not(part) => part.comparisons(visit),
            Self::More(left, right) | Self::AtLeast(left, right) => visit(*left, *right),
            Self::Word(..) | Self::Split(_) | Self::StrongLater(_) => {}
        }
    }

    /// Calls `visit` with every slot the condition looks at.
    pub(super) fn slots(&self, visit: &mut impl FnMut(usize)) {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.slots(visit)),
            Self::Not(part) => part.slots(visit),
            Self::Word(slot, _) => visit(*slot),
            Self::Split(_) | Self::StrongLater(_) => {}
            Self::More(left, right) | Self::AtLeast(left, right) => {
                left.slots().iter().chain(right.slots()).for_each(|slot| visit(*slot));
            }
        }
    }
}

impl Quantity {
    /// The slots it is made of.
    pub(super) fn slots(&self) -> &[usize] {
        match self {
            Self::Slot(slot) => std::slice::from_ref(slot),
            Self::SyncAnswer => &[fact::PROCESSING, fact::ROUND_TRIP],
            Self::AsyncAnswer => {
                &[fact::REPLY_TIME, fact::PROCESSING, fact::ROUND_TRIP, fact::BROKER_LATENCY]
            }
            Self::NowAnswer => &[fact::ROUND_TRIP],
            Self::Constant(_) | Self::NowWork => &[],
        }
    }

    /// The least and the largest it can be; nothing where it does not apply.
    pub(super) fn range(self, view: View<'_>) -> Option<(f64, f64)> {
        let sum = |one: (f64, f64), other: (f64, f64)| (one.0 + other.0, one.1 + other.1);
        let part = |slot: usize| range_of(view.slots[slot]).unwrap_or((0.0, 0.0));
        match self {
            Self::Constant(number) => Some((number, number)),
            Self::Slot(slot) => range_of(view.slots[slot]),
            Self::SyncAnswer => Some(sum(part(fact::PROCESSING), part(fact::ROUND_TRIP))),
            Self::AsyncAnswer => match view.slots[fact::REPLY_TIME] {
                Slot::Number(reply) => Some((reply, reply)),
                _ => {
                    let hop = part(fact::BROKER_LATENCY).0;
                    let answer = sum(part(fact::PROCESSING), part(fact::ROUND_TRIP)).0;
                    Some((answer + 2.0 * hop, f64::INFINITY))
                }
            },
            Self::NowAnswer => Some(sum(now_part(view.split), part(fact::ROUND_TRIP))),
            Self::NowWork => Some(now_part(view.split)),
        }
    }
}

fn now_part(split: Split) -> (f64, f64) {
    (split.now_seconds, if split.now_complete { split.now_seconds } else { f64::INFINITY })
}

fn range_of(slot: Slot) -> Option<(f64, f64)> {
    match slot {
        Slot::Number(number) => Some((number, number)),
        Slot::Unknown(_) => Some((0.0, f64::INFINITY)),
        Slot::Word(_) | Slot::NotApplicable => None,
    }
}

fn compare(view: View<'_>, left: Quantity, right: Quantity, holds: fn(f64, f64) -> bool) -> Truth {
    let (Some(left), Some(right)) = (left.range(view), right.range(view)) else { return Truth::False };
    match (holds(left.0, right.1), holds(left.1, right.0)) {
        (true, _) => Truth::True,
        (_, false) => Truth::False,
        _ => Truth::Unknown,
    }
}

fn known(holds: bool) -> Truth {
    if holds { Truth::True } else { Truth::False }
}

fn not(truth: Truth) -> Truth {
    match truth {
        Truth::False => Truth::True,
        Truth::Unknown => Truth::Unknown,
        Truth::True => Truth::False,
    }
}

fn least(truths: impl Iterator<Item = Truth>) -> Truth {
    let mut result = Truth::True;
    for truth in truths {
        match truth {
            Truth::False => return Truth::False,
            Truth::Unknown => result = Truth::Unknown,
            Truth::True => {}
        }
    }
    result
}

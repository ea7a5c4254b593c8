//! The evidence about one interaction: a slot per fact, with provenance, and the split of its steps. Never weighs it.

use super::fact::{self, Slot};
use super::partition::Split;
use super::veto::View;
use super::{Column, Partition};
use crate::architecture::{Coordination, Provenance};
use crate::facts::{Reading, State, Value};

/// Longest time gateways hold a request open, while nothing is declared (our default), in seconds.
pub const DEFAULT_MAX_HOLD: f64 = 30.0;
/// p99 of one publish-to-deliver hop, while nothing is declared (our default), in seconds.
pub const DEFAULT_BROKER_LATENCY: f64 = 0.010;

/// Everything a decision looks at.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    given: Vec<(Slot, Provenance)>,
    slots: Vec<Slot>,
    provenance: Vec<Provenance>,
    /// The parts of a hybrid.
    pub partition: Partition,
    /// How a saga is led, where that is declared.
    pub coordination: Option<Coordination>,
}

impl Evidence {
    pub(super) fn unknown(columns: &[Column]) -> Self {
        let given = columns.iter().map(|column| (column.unknown(), Provenance::Unknown)).collect();
        let mut evidence = Self::of(given, Partition::default(), None);
        evidence.settle(columns);
        evidence
    }

    /// What was given; [`settle`](Self::settle) must follow.
    pub(super) fn of(
        given: Vec<(Slot, Provenance)>,
        partition: Partition,
        coordination: Option<Coordination>,
    ) -> Self {
        let (slots, provenance) = (Vec::with_capacity(given.len()), Vec::with_capacity(given.len()));
        Self { given, slots, provenance, partition, coordination }
    }

    /// One slot per column of the method, with what follows from the others and the defaults filled in.
    pub fn slots(&self) -> &[Slot] {
        &self.slots
    }

    /// One slot per column as it was given.
    pub fn given(&self) -> impl Iterator<Item = Slot> {
        self.given.iter().map(|(slot, _)| *slot)
    }

    /// Where the value of a slot comes from.
    pub fn provenance(&self, index: usize) -> Provenance {
        self.provenance[index]
    }

    /// Enters what is known about a slot; [`settle`](Self::settle) must follow.
    pub(super) fn put(&mut self, index: usize, slot: Slot, provenance: Provenance) {
        self.given[index] = (slot, provenance_of(slot, provenance));
    }

    /// Derives what follows from what was given.
    pub(super) fn settle(&mut self, columns: &[Column]) {
        self.slots.clear();
        self.slots.extend(self.given.iter().map(|(slot, _)| *slot));
        self.provenance.clear();
        self.provenance.extend(self.given.iter().map(|(_, provenance)| *provenance));
        let provenance = &mut self.provenance;
        let split = self.partition.split;
        normalise(&mut self.slots, columns, split, |index, source| provenance[index] = source);
    }

    pub(super) fn view(&self) -> View<'_> {
        View { slots: &self.slots, split: self.partition.split }
    }
}

/// Where a slot comes from: nowhere while it is not known.
pub(super) fn provenance_of(slot: Slot, provenance: Provenance) -> Provenance {
    if slot.is_unknown() { Provenance::Unknown } else { provenance }
}

/// Derives what follows from the facts themselves and fills in the defaults, telling `note` what was filled from
/// where. Doing it twice changes nothing.
///
/// A query is repeatable by nature, has nothing to undo and no order to keep; a single writer has nothing to undo
/// elsewhere; without a waiting caller there is no deadline; steps that run later are work in the
/// background; a caller that never needs the outcome does not have to see it
/// committed.
pub(super) fn normalise(
    slots: &mut [Slot],
    columns: &[Column],
    split: Split,
    mut note: impl FnMut(usize, Provenance),
) {
    let word = |fact: usize, word: &str| columns[fact].word(word).map(Slot::Word);
    let is = |slots: &[Slot], fact: usize, wanted: &str| Some(slots[fact]) == word(fact, wanted);
    let mut fill = |slots: &mut [Slot], index: usize, slot: Option<Slot>, source: Provenance| {
        if let (true, Some(slot)) = (slots[index].is_unknown(), slot) {
            slots[index] = slot;
            note(index, source);
        }
    };
    let not_applicable = Some(Slot::NotApplicable);
    if is(slots, fact::KIND, "query") {
        fill(slots, fact::IDEMPOTENCY, word(fact::IDEMPOTENCY, "natural"), Provenance::Derived);
        fill(slots, fact::COMPENSATION, not_applicable, Provenance::Derived);
        fill(slots, fact::ORDERING, not_applicable, Provenance::Derived);
    }
    if split.admissible {
        fill(slots, fact::BACKGROUND, word(fact::BACKGROUND, "true"), Provenance::Derived);
    }
    if slots[fact::WRITERS] == Slot::Number(1.0) {
        fill(slots, fact::COMPENSATION, not_applicable, Provenance::Derived);
    }
    let unread = is(slots, fact::NEEDS_RESULT, "later") || is(slots, fact::NEEDS_RESULT, "never");
    if unread && is(slots, fact::USER_WAITING, "false") {
        fill(slots, fact::DEADLINE, not_applicable, Provenance::Derived);
    }
    if let (Slot::Unknown(mask), true) = (slots[fact::CONSISTENCY], is(slots, fact::NEEDS_RESULT, "never")) {
        let strict = ["strong", "mixed"].iter().filter_map(|word| columns[fact::CONSISTENCY].word(word));
        slots[fact::CONSISTENCY] = Slot::Unknown(strict.fold(mask, |mask, word| mask & !(1 << word)));
    }
    fill(slots, fact::MAX_HOLD, Some(Slot::Number(DEFAULT_MAX_HOLD)), Provenance::Defaulted);
    fill(slots, fact::BROKER_LATENCY, Some(Slot::Number(DEFAULT_BROKER_LATENCY)), Provenance::Defaulted);
    fill(slots, fact::PAYLOAD_MAY_REST, word(fact::PAYLOAD_MAY_REST, "true"), Provenance::Defaulted);
}

/// The slot for a reading of the facts table. A value that does not fit the column counts as unknown.
pub(super) fn slot_of(column: &Column, reading: &Reading<'_>) -> Slot {
    let known = match &reading.state {
        State::NotApplicable => return Slot::NotApplicable,
        State::Unknown => None,
        State::Known(Value::Flag(flag)) => column.word(if *flag { "true" } else { "false" }).map(Slot::Word),
        State::Known(Value::Text(text)) => column.word(text).map(Slot::Word),
        State::Known(Value::Number(number)) if !column.has_words() && number.is_finite() => {
            Some(Slot::Number(*number))
        }
        State::Known(Value::Number(_) | Value::List(_)) => None,
    };
    known.unwrap_or_else(|| column.unknown())
}

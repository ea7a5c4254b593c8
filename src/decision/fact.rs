//! What a criterion or veto can look at: the slots of the evidence vector and their types. Never reads an
//! architecture.

use crate::facts::FactType;

/// A fact about an interaction as the decision room sees it: a name and a type.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FactSpec {
    /// The name criteria use.
    pub name: &'static str,
    /// Its type, which gives its unit and its words.
    pub kind: FactType,
}

/// What is known about one fact of one interaction.
///
/// Words are indices into [`Column::words`](super::Column), numbers are in base units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Slot {
    /// One of the fact's words.
    Word(u8),
    /// A number in seconds, bytes, or without unit.
    Number(f64),
    /// Not known. For words the bits say which are still possible; for numbers they mean nothing.
    Unknown(u16),
    /// Does not apply, and speaks for no mode.
    NotApplicable,
}

impl Slot {
    /// Whether there is a value.
    pub fn is_known(self) -> bool {
        matches!(self, Self::Word(_) | Self::Number(_))
    }

    /// Whether nothing is known.
    pub fn is_unknown(self) -> bool {
        matches!(self, Self::Unknown(_))
    }
}

const fn spec(name: &'static str, kind: FactType) -> FactSpec {
    FactSpec { name, kind }
}

/// The facts of the built-in criteria and vetoes, in the order of the evidence vector: first the scored ones in
/// the order in which criteria use them, then those that only vetoes use.
pub const FACTS: &[FactSpec] = &[
    spec("user-waiting", FactType::Flag),
    spec("background", FactType::Flag),
    spec("request-response", FactType::Flag),
    spec("needs-result", FactType::Choice(&["now", "later", "never"])),
    spec("kind", FactType::Choice(&["query", "command", "event"])),
    spec("receivers", FactType::Choice(&["one", "many", "open"])),
    spec("consistency", FactType::Choice(&["strong", "mixed", "bounded", "eventual"])),
    spec("staleness", FactType::Duration),
    spec("writers", FactType::Count),
    spec("compensation", FactType::Flag),
    spec("ordering", FactType::Choice(&["total", "key", "none"])),
    spec("idempotency", FactType::Choice(&["impossible", "keyable", "natural"])),
    spec("replay", FactType::Flag),
    spec("high-load", FactType::Flag),
    spec("burst-factor", FactType::Number),
    spec("processing", FactType::Duration),
    spec("payload", FactType::Bytes),
    spec("rate-limited", FactType::Flag),
    spec("distance", FactType::Choice(&["same", "near", "far"])),
    spec("error-budget-share", FactType::Number),
    spec("criticality-gap", FactType::Flag),
    spec("fan-out", FactType::Count),
    spec("messaging", FactType::Choice(&["none", "some", "proven"])),
    spec("fallback", FactType::Flag),
    spec("payload-may-rest", FactType::Flag),
    spec("deadline", FactType::Duration),
    spec("round-trip", FactType::Duration),
    spec("reply-time", FactType::Duration),
    spec("broker-latency", FactType::Duration),
    spec("max-hold", FactType::Duration),
];

/// The slot of a built-in fact.
///
/// # Panics
/// When the name is not in [`FACTS`], which is a mistake in this program.
pub(super) const fn slot(name: &str) -> usize {
    let mut index = 0;
    while index < FACTS.len() {
        if same(FACTS[index].name.as_bytes(), name.as_bytes()) {
            return index;
        }
        index += 1;
    }
    panic!("the name is one of FACTS")
}

const fn same(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let mut index = 0;
    while index < one.len() {
        if one[index] != other[index] {
            return false;
        }
        index += 1;
    }
    true
}

/// Least and largest value that makes sense for a number that no criterion scores, in its base unit (our default).
pub(super) fn unscored_range(slot: usize) -> (f64, f64) {
    match slot {
        DEADLINE | REPLY_TIME => (0.001, 86_400.0),
        ROUND_TRIP | BROKER_LATENCY => (0.0, 60.0),
        MAX_HOLD => (0.1, 86_400.0),
        _ => (0.0, f64::MAX),
    }
}

pub(super) const USER_WAITING: usize = slot("user-waiting");
pub(super) const BACKGROUND: usize = slot("background");
pub(super) const NEEDS_RESULT: usize = slot("needs-result");
pub(super) const KIND: usize = slot("kind");
pub(super) const RECEIVERS: usize = slot("receivers");
pub(super) const CONSISTENCY: usize = slot("consistency");
pub(super) const WRITERS: usize = slot("writers");
pub(super) const COMPENSATION: usize = slot("compensation");
pub(super) const ORDERING: usize = slot("ordering");
pub(super) const IDEMPOTENCY: usize = slot("idempotency");
pub(super) const PROCESSING: usize = slot("processing");
pub(super) const RATE_LIMITED: usize = slot("rate-limited");
pub(super) const DISTANCE: usize = slot("distance");
pub(super) const CRITICALITY_GAP: usize = slot("criticality-gap");
pub(super) const PAYLOAD_MAY_REST: usize = slot("payload-may-rest");
pub(super) const DEADLINE: usize = slot("deadline");
pub(super) const ROUND_TRIP: usize = slot("round-trip");
pub(super) const REPLY_TIME: usize = slot("reply-time");
pub(super) const BROKER_LATENCY: usize = slot("broker-latency");
pub(super) const MAX_HOLD: usize = slot("max-hold");

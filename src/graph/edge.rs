//! The edges: what one interaction makes its caller wait for and depend on. Never looks further than one hop.

use super::NodeId;
use crate::architecture::{
    Architecture, FailureEffect, Interaction, InteractionId, Mode, ServiceId, ServiceKind,
};

/// One edge as seen from one of its ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    node: NodeId,
    interaction: u32,
    marks: Marks,
}

/// Which edges a question is about. Steps within a service belong to every relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Relation {
    /// The caller's request cannot end before the callee's work does.
    Blocking,
    /// The same, and calls whose mode is not declared.
    PossiblyBlocking,
    /// The callee's failure makes the caller's request fail.
    Hard,
    /// What happens at one end may cause something at the other: calls and messages.
    Causing,
}

/// What an edge says, one bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marks(u8);

/// What an interaction ties its caller to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tie {
    pub(super) target: Target,
    pub(super) marks: Marks,
}

/// The other end of a tie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// The interaction's `to`, at the named operation.
    Callee,
    /// A broker on the way.
    Broker(ServiceId),
}

const NO_INTERACTION: u32 = u32::MAX;

impl Edge {
    pub(super) fn call(node: NodeId, interaction: InteractionId, marks: Marks) -> Self {
        Self { node, interaction: interaction.0, marks }
    }

    pub(super) fn within(node: NodeId) -> Self {
        Self { node, interaction: NO_INTERACTION, marks: Marks::WITHIN }
    }

    /// A message, or one half of its way.
    pub(super) fn message(node: NodeId, interaction: InteractionId) -> Self {
        Self::call(node, interaction, Marks::MESSAGE)
    }

    /// A call that the caller waits for.
    pub(super) fn blocking(node: NodeId, interaction: InteractionId) -> Self {
        Self::call(node, interaction, Marks::BLOCKING)
    }

    /// The same edge with another end.
    pub(super) fn towards(self, node: NodeId) -> Self {
        Self { node, ..self }
    }

    /// The end it leads to; in a list of incoming edges, the end it comes from.
    pub fn node(&self) -> NodeId {
        self.node
    }

    /// The interaction; none for a step within a service.
    pub fn interaction(&self) -> Option<InteractionId> {
        (self.interaction != NO_INTERACTION).then_some(InteractionId(self.interaction))
    }

    /// A step between nodes of one service, which no call makes.
    pub fn is_within(&self) -> bool {
        self.marks.has(Marks::WITHIN)
    }

    /// The caller waits.
    pub fn is_blocking(&self) -> bool {
        self.marks.has(Marks::BLOCKING)
    }

    /// The mode is not declared, so the caller may wait.
    pub fn is_undecided(&self) -> bool {
        self.marks.has(Marks::UNDECIDED)
    }

    /// The caller fails with the callee.
    pub fn is_hard(&self) -> bool {
        self.marks.has(Marks::HARD)
    }

    /// It carries a message.
    pub fn is_message(&self) -> bool {
        self.marks.has(Marks::MESSAGE)
    }

    /// It counts as hard because nothing says otherwise.
    pub fn is_assumed(&self) -> bool {
        self.marks.has(Marks::ASSUMED)
    }
}

impl Relation {
    /// Whether an edge belongs to the relation.
    pub fn admits(self, edge: &Edge) -> bool {
        let wanted = match self {
            Self::Blocking => Marks::BLOCKING,
            Self::PossiblyBlocking => Marks::BLOCKING.with(Marks::UNDECIDED),
            Self::Hard => Marks::HARD,
            Self::Causing => Marks::BLOCKING.with(Marks::MESSAGE),
        };
        edge.marks.has(wanted.with(Marks::WITHIN))
    }
}

impl Marks {
    const NONE: Self = Self(0);
    const WITHIN: Self = Self(1);
    const BLOCKING: Self = Self(2);
    const UNDECIDED: Self = Self(4);
    const HARD: Self = Self(8);
    const ASSUMED: Self = Self(16);
    const MESSAGE: Self = Self(32);

    fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn has(self, any_of: Self) -> bool {
        self.0 & any_of.0 != 0
    }

    /// Whether the edge is one on which a caller waits or may wait.
    pub(super) fn is_waited_for(self) -> bool {
        self.has(Self::BLOCKING.with(Self::UNDECIDED))
    }
}

/// What an interaction ties its caller to.
///
/// A broker calls nobody, so what leaves it is messaging. A message makes its publisher depend on the broker unless an
/// outbox stands between them (risk catalogue, R02 step 6 and R36); it blocks only where the publisher waits for the
/// acknowledgement. A request and reply through a broker needs the broker and waits for the callee.
pub(super) fn ties(architecture: &Architecture, interaction: &Interaction) -> impl Iterator<Item = Tie> {
    let is_broker = |service: ServiceId| architecture.service(service).kind() == ServiceKind::Broker;
    let declared = &interaction.declared;
    let via = interaction.via.map(|via| Target::Broker(via.value));
    let callee = |marks| Some(Tie { target: Target::Callee, marks });
    let (first, second) = match declared.mode.map(|mode| mode.value) {
        _ if is_broker(interaction.from) => (None, None),
        None => (callee(Marks::UNDECIDED), None),
        Some(Mode::Sync) => {
            let broker = via.map(|target| Tie { target, marks: hardness(interaction) });
            (callee(Marks::BLOCKING.with(hardness(interaction))), broker)
        }
        Some(Mode::Hybrid) => {
            let later = via.map(|target| Tie { target, marks: publishing_hardness(interaction) });
            (callee(Marks::BLOCKING.with(hardness(interaction))), later)
        }
        Some(Mode::Async) => {
            let target = if is_broker(interaction.to) { Some(Target::Callee) } else { via };
            (target.map(|target| Tie { target, marks: publishing(interaction) }), None)
        }
    };
    [first, second].into_iter().flatten().filter(|tie| tie.marks != Marks::NONE)
}

/// How a publisher depends on the broker.
fn publishing(interaction: &Interaction) -> Marks {
    let declared = &interaction.declared;
    let has_outbox = declared.outbox.is_some_and(|outbox| outbox.value);
    let waits = declared.waits_for_ack.is_some_and(|waits| waits.value);
    let blocking = if waits && !has_outbox { Marks::BLOCKING } else { Marks::NONE };
    blocking.with(publishing_hardness(interaction))
}

fn publishing_hardness(interaction: &Interaction) -> Marks {
    match interaction.declared.outbox.map(|outbox| outbox.value) {
        Some(true) => Marks::NONE,
        Some(false) => hardness(interaction),
        None if hardness(interaction) == Marks::NONE => Marks::NONE,
        None => Marks::HARD.with(Marks::ASSUMED),
    }
}

/// Hard where the caller fails with the callee, and where nothing is declared (risk catalogue, section 1.2).
fn hardness(interaction: &Interaction) -> Marks {
    match interaction.declared.on_failure.map(|effect| effect.value) {
        Some(FailureEffect::Fail) => Marks::HARD,
        Some(FailureEffect::Degrade | FailureEffect::Ignore) => Marks::NONE,
        None => Marks::HARD.with(Marks::ASSUMED),
    }
}

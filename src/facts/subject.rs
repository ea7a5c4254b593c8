//! What facts and findings are about. Never holds a fact.

use crate::architecture::{InteractionId, JourneyId, ServiceId};

/// What a fact is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// The system as a whole.
    System,
    /// A service.
    Service(ServiceId),
    /// An interaction.
    Interaction(InteractionId),
    /// A journey.
    Journey(JourneyId),
    /// A cycle of blocking calls, by its index in the analysis.
    Cycle(u32),
}

/// The kinds of [`Subject`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SubjectKind {
    /// The system as a whole.
    System,
    /// A service.
    Service,
    /// An interaction.
    Interaction,
    /// A journey.
    Journey,
    /// A cycle of blocking calls.
    Cycle,
}

impl Subject {
    /// Its kind.
    pub fn kind(self) -> SubjectKind {
        match self {
            Self::System => SubjectKind::System,
            Self::Service(_) => SubjectKind::Service,
            Self::Interaction(_) => SubjectKind::Interaction,
            Self::Journey(_) => SubjectKind::Journey,
            Self::Cycle(_) => SubjectKind::Cycle,
        }
    }
}

impl SubjectKind {
    /// All kinds with their words.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::System, "system"),
        (Self::Service, "service"),
        (Self::Interaction, "interaction"),
        (Self::Journey, "journey"),
        (Self::Cycle, "cycle"),
    ];

    /// The word for the kind with its article.
    pub fn phrase(self) -> &'static str {
        match self {
            Self::System => "the system",
            Self::Service => "a service",
            Self::Interaction => "an interaction",
            Self::Journey => "a journey",
            Self::Cycle => "a cycle",
        }
    }

    /// The word for the kind.
    pub fn word(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(kind, _)| *kind == self)
            .map(|(_, word)| *word)
            .expect("every kind has a word")
    }
}

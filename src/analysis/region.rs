//! Regions (R13): whether a call leaves its region and how far it goes. Never guesses a distance.

use crate::architecture::{Architecture, Duration, InteractionId, Provenance};

/// How far apart the ends of an interaction are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Distance {
    /// Both ends run in one region.
    SameRegion,
    /// They run in different regions, and `[network]` has the round trip.
    Apart {
        /// One round trip.
        round_trip: Duration,
        /// Where the distance comes from.
        provenance: Provenance,
    },
    /// They run in different regions whose round trip is not declared.
    ApartUnknown,
    /// The region of an end is not declared.
    Unknown,
}

/// The distance between caller and callee.
pub(super) fn distance(architecture: &Architecture, interaction: InteractionId) -> Distance {
    let interaction = architecture.interaction(interaction);
    let region =
        |service| architecture.service(service).declared.region.as_ref().map(|region| &*region.value);
    match (region(interaction.from), region(interaction.to)) {
        (Some(from), Some(to)) if from == to => Distance::SameRegion,
        (Some(from), Some(to)) => match architecture.round_trips.between(from, to) {
            Some(round_trip) => {
                Distance::Apart { round_trip: round_trip.value, provenance: Provenance::Declared }
            }
            None => Distance::ApartUnknown,
        },
        _ => Distance::Unknown,
    }
}

impl Distance {
    /// One round trip in seconds; nothing is added where it is not known.
    pub(super) fn seconds(self) -> f64 {
        match self {
            Self::Apart { round_trip, .. } => round_trip.seconds(),
            Self::SameRegion | Self::ApartUnknown | Self::Unknown => 0.0,
        }
    }
}

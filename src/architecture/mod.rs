//! The architecture: what the user declared, checked and with every name resolved. Never computes a consequence.
//!
//! Text becomes [`written`] tables (what was typed, spans kept), and [`lower`] makes one [`Architecture`] of all
//! files: references resolved, identifiers derived, contradictions reported with both lines.

mod bound;
mod choice;
mod interaction;
mod journey;
pub mod keys;
mod lower;
mod provenance;
mod read;
mod service;
mod system;

pub mod unit;
pub mod written;

pub use bound::Bound;
pub use choice::{
    Access, Choice, Consistency, Coordination, Delivery, FailureEffect, FullPolicy, Idempotency,
    InteractionKind, Messaging, Mode, Ordering, Protocol, Receivers, ResultNeeded, ServiceKind, StepWhen,
};
pub use interaction::{Declared, Interaction, Step};
pub use journey::{Journey, JourneyStep, Slo};
pub use lower::lower;
pub use provenance::Provenance;
pub use read::{LANGUAGE, read};
pub use service::{Service, ServiceFacts};
pub use system::{Allow, Named, Policy, RoundTrips, System};

pub use unit::{Bytes, Date, Duration, Rate, Ratio, Timeout};

use rustc_hash::FxHashMap;

/// Index of a service in [`Architecture::services`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ServiceId(pub u32);

/// Index of an interaction in [`Architecture::interactions`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InteractionId(pub u32);

/// Index of a journey in [`Architecture::journeys`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JourneyId(pub u32);

/// Everything that was declared, in an order that does not depend on the order of tables or files: services by
/// name, interactions and journeys by identifier.
#[derive(Debug, Default)]
pub struct Architecture {
    /// The system as a whole.
    pub system: System,
    /// Limits, weights, severities and defaults of this team.
    pub policy: Policy,
    /// Round trips between regions.
    pub round_trips: RoundTrips,
    /// All services, sorted by name.
    pub services: Vec<Service>,
    /// All interactions, sorted by identifier.
    pub interactions: Vec<Interaction>,
    /// All journeys, sorted by identifier.
    pub journeys: Vec<Journey>,
    service_names: FxHashMap<Box<str>, ServiceId>,
}

impl Architecture {
    /// The service with this identifier.
    pub fn service(&self, id: ServiceId) -> &Service {
        &self.services[id.0 as usize]
    }

    /// The interaction with this identifier.
    pub fn interaction(&self, id: InteractionId) -> &Interaction {
        &self.interactions[id.0 as usize]
    }

    /// The journey with this identifier.
    pub fn journey(&self, id: JourneyId) -> &Journey {
        &self.journeys[id.0 as usize]
    }

    /// Looks a service up by name.
    pub fn service_named(&self, name: &str) -> Option<ServiceId> {
        self.service_names.get(name).copied()
    }

    /// Looks an interaction up by identifier.
    pub fn interaction_named(&self, id: &str) -> Option<InteractionId> {
        let found = self.interactions.binary_search_by(|interaction| (*interaction.id).cmp(id));
        found.ok().map(|index| InteractionId(index as u32))
    }

    /// Looks a journey up by identifier.
    pub fn journey_named(&self, id: &str) -> Option<JourneyId> {
        let found = self.journeys.binary_search_by(|journey| (*journey.id).cmp(id));
        found.ok().map(|index| JourneyId(index as u32))
    }

    /// Identifiers of all services, in order.
    pub fn service_ids(&self) -> impl ExactSizeIterator<Item = ServiceId> + use<> {
        (0..self.services.len() as u32).map(ServiceId)
    }

    /// Identifiers of all interactions, in order.
    pub fn interaction_ids(&self) -> impl ExactSizeIterator<Item = InteractionId> + use<> {
        (0..self.interactions.len() as u32).map(InteractionId)
    }

    /// Identifiers of all journeys, in order.
    pub fn journey_ids(&self) -> impl ExactSizeIterator<Item = JourneyId> + use<> {
        (0..self.journeys.len() as u32).map(JourneyId)
    }
}

//! Which interactions carry messages, and which part of a message's way each of them is. Never follows one further.

use crate::architecture::{Architecture, Interaction, Mode, ServiceId, ServiceKind};

/// The part of a message's way that an interaction declares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Leg {
    /// From the publisher to a broker.
    Publication,
    /// From a broker to a consumer.
    Delivery,
    /// From the publisher to the consumer, with or without a broker in between.
    Whole,
}

impl Leg {
    /// Somebody publishes.
    pub fn publishes(self) -> bool {
        self != Self::Delivery
    }

    /// Somebody consumes.
    pub fn delivers(self) -> bool {
        self != Self::Publication
    }
}

/// Whether an interaction carries a message cannot be said, because its mode is not declared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ModeUnknown;

/// The part that this interaction is: `Ok(None)` where it carries no message, `Err` where its mode would have to be known.
///
/// What goes to a broker or comes from one is a message whatever its mode says. A hybrid carries one after its answer. What
/// is written to a datastore without waiting is not: nobody consumes it.
///
/// # Errors
/// Nothing but the mode is missing.
pub fn leg(architecture: &Architecture, interaction: &Interaction) -> Result<Option<Leg>, ModeUnknown> {
    let kind = |service: ServiceId| architecture.service(service).kind();
    match (kind(interaction.from), kind(interaction.to)) {
        (ServiceKind::Broker, ServiceKind::Broker) => return Ok(None),
        (ServiceKind::Broker, _) => return Ok(Some(Leg::Delivery)),
        (_, ServiceKind::Broker) => return Ok(Some(Leg::Publication)),
        (_, ServiceKind::Datastore | ServiceKind::Cache) => return Ok(None),
        _ => {}
    }
    match interaction.declared.mode.map(|mode| mode.value) {
        Some(Mode::Async | Mode::Hybrid) => Ok(Some(Leg::Whole)),
        Some(Mode::Sync) => Ok(None),
        None if interaction.via.is_some() => Ok(Some(Leg::Whole)),
        None => Err(ModeUnknown),
    }
}

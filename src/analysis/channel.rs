//! Channels: which publications and which deliveries belong together. Never counts one message twice because it has
//! several receivers.

use crate::architecture::{Architecture, Interaction, InteractionId, ServiceId};
use crate::graph::{Leg, ModeUnknown, leg};
use rustc_hash::{FxHashMap, FxHashSet};

/// The two sides of one channel of a broker.
#[derive(Debug, Default)]
struct Sides {
    publications: Vec<InteractionId>,
    deliveries: Vec<InteractionId>,
}

/// What every interaction is to messages, and who stands at the other end of its channel.
#[derive(Debug)]
pub struct Channels {
    legs: Vec<Result<Option<Leg>, ModeUnknown>>,
    leads: Vec<bool>,
    sides: FxHashMap<(ServiceId, Option<Box<str>>), Sides>,
    heard: FxHashMap<ServiceId, Vec<Box<str>>>,
}

impl Channels {
    /// Derives the channels. Linear in interactions.
    pub(super) fn derive(architecture: &Architecture) -> Self {
        let legs: Vec<_> = architecture.interactions.iter().map(|it| leg(architecture, it)).collect();
        let mut sides: FxHashMap<_, Sides> = FxHashMap::default();
        let mut heard: FxHashMap<ServiceId, Vec<Box<str>>> = FxHashMap::default();
        for (id, leg) in architecture.interaction_ids().zip(&legs) {
            let interaction = architecture.interaction(id);
            let name = channel(interaction).map(Into::into);
            match leg {
                Ok(Some(Leg::Publication)) => {
                    sides.entry((interaction.to, name)).or_default().publications.push(id);
                }
                Ok(Some(Leg::Delivery)) => {
                    heard.entry(interaction.from).or_default().extend(name.clone());
                    sides.entry((interaction.from, name)).or_default().deliveries.push(id);
                }
                _ => {
                    if let Some(via) = interaction.via {
                        heard.entry(via.value).or_default().extend(name);
                    }
                }
            }
        }
        for names in heard.values_mut() {
            names.sort_unstable();
            names.dedup();
        }
        let leads = leads(architecture, &legs);
        Self { legs, leads, sides, heard }
    }

    /// The part of a message's way that the interaction is: `Ok(None)` where it carries none.
    ///
    /// # Errors
    /// Nothing but the mode is missing.
    pub fn leg(&self, id: InteractionId) -> Result<Option<Leg>, ModeUnknown> {
        self.legs[id.0 as usize]
    }

    /// Whether it is the first of the interactions that declare one publication: same publisher, operation, broker and
    /// channel, different receivers.
    pub fn is_lead(&self, id: InteractionId) -> bool {
        self.leads[id.0 as usize]
    }

    /// What a broker hands on by this delivery, where publication and delivery are declared apart.
    pub fn publications(&self, architecture: &Architecture, delivery: InteractionId) -> &[InteractionId] {
        let interaction = architecture.interaction(delivery);
        self.sides(interaction.from, interaction).map_or(&[], |sides| &sides.publications)
    }

    /// Who receives what this publication hands to a broker, where both are declared apart.
    pub fn deliveries(&self, architecture: &Architecture, publication: InteractionId) -> &[InteractionId] {
        let interaction = architecture.interaction(publication);
        self.sides(interaction.to, interaction).map_or(&[], |sides| &sides.deliveries)
    }

    fn sides(&self, broker: ServiceId, interaction: &Interaction) -> Option<&Sides> {
        self.sides.get(&(broker, channel(interaction).map(Into::into)))
    }

    /// Whether somebody consumes what this publication hands to a broker. A consumer that names no channel may consume all,
    /// and a publication that names none may be what any consumer gets.
    pub fn is_heard(&self, architecture: &Architecture, publication: InteractionId) -> bool {
        let interaction = architecture.interaction(publication);
        let Some(names) = self.heard.get(&interaction.to) else { return false };
        let consumes_any =
            self.sides.get(&(interaction.to, None)).is_some_and(|it| !it.deliveries.is_empty());
        channel(interaction)
            .is_none_or(|name| consumes_any || names.binary_search_by(|it| (**it).cmp(name)).is_ok())
    }

    /// The channels of a broker that somebody consumes, by name.
    pub fn heard(&self, broker: ServiceId) -> &[Box<str>] {
        self.heard.get(&broker).map_or(&[], Vec::as_slice)
    }
}

fn channel(interaction: &Interaction) -> Option<&str> {
    interaction.declared.channel.as_ref().map(|channel| &*channel.value)
}

fn leads(architecture: &Architecture, legs: &[Result<Option<Leg>, ModeUnknown>]) -> Vec<bool> {
    let mut seen = FxHashSet::default();
    let lead = |(interaction, leg): (&Interaction, &Result<Option<Leg>, ModeUnknown>)| {
        let Ok(Some(leg)) = leg else { return true };
        let Some(channel) = interaction.declared.channel.as_ref() else { return true };
        let broker = if *leg == Leg::Publication {
            Some(interaction.to)
        } else {
            interaction.via.map(|via| via.value)
        };
        let during = interaction.declared.during.as_ref().map(|during| during.value.clone());
        *leg == Leg::Delivery || seen.insert((interaction.from, during, broker, channel.value.clone()))
    };
    architecture.interactions.iter().zip(legs).map(lead).collect()
}

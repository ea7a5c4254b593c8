//! Which services and interactions a flowchart is about. Never decides how they are drawn.

use super::call_view::CallView;
use super::flowchart::Options;
use crate::architecture::{Architecture, Interaction, InteractionId, ServiceId, ServiceKind};
use std::collections::BTreeSet;

/// What is in the picture.
#[derive(Debug)]
pub(super) struct Scope {
    pub(super) services: BTreeSet<ServiceId>,
    pub(super) interactions: Vec<InteractionId>,
}

impl Scope {
    /// Everything, or what the options narrow it to.
    pub(super) fn new(architecture: &Architecture, options: &Options<'_>) -> Self {
        let mut interactions: Vec<_> = architecture.interaction_ids().collect();
        let mut services = BTreeSet::new();
        if let Some(id) = options.journey {
            let start = CallView::start(architecture, id);
            interactions = CallView::new(architecture, &[]).reach(start);
            services.insert(start.service);
        }
        if let Some(focus) = options.focus {
            interactions = neighbourhood(architecture, &interactions, focus);
            services.insert(focus);
        }
        if let Some(only) = options.only {
            interactions.retain(|id| only.contains(id));
        }
        if options.journey.is_none() && options.focus.is_none() && options.only.is_none() {
            services.extend(architecture.service_ids());
        }
        services.extend(interactions.iter().flat_map(|id| ends(architecture.interaction(*id))));
        Self { services, interactions }
    }
}

/// Caller, callee and broker.
pub(super) fn ends(interaction: &Interaction) -> impl Iterator<Item = ServiceId> {
    [interaction.from, interaction.to].into_iter().chain(interaction.via.map(|via| via.value))
}

/// What touches the focus, and, where that is a channel of a broker, who is at its other side.
fn neighbourhood(
    architecture: &Architecture,
    interactions: &[InteractionId],
    focus: ServiceId,
) -> Vec<InteractionId> {
    let channel = |id: InteractionId| {
        let interaction = architecture.interaction(id);
        let name = interaction.declared.channel.as_ref().map(|channel| &*channel.value)?;
        let is_broker = |id: &ServiceId| architecture.service(*id).kind() == ServiceKind::Broker;
        let broker = [interaction.from, interaction.to].into_iter().find(is_broker)?;
        Some((broker, name))
    };
    let touches = |id: &InteractionId| ends(architecture.interaction(*id)).any(|end| end == focus);
    let channels: BTreeSet<_> =
        interactions.iter().filter(|id| touches(id)).filter_map(|id| channel(*id)).collect();
    let near = |id: &InteractionId| touches(id) || channel(*id).is_some_and(|one| channels.contains(&one));
    interactions.iter().copied().filter(near).collect()
}

//! What an architecture names and others run: what stands in for it, and why it is not here. Never scaffolds it.

use super::super::name::Names;
use super::super::names::Named;
use super::super::plan::Plan;
use super::super::text::markdown;
use super::broker::Broker;
use crate::architecture::{Architecture, Choice, ServiceId, ServiceKind};
use serde::Serialize;
use std::collections::BTreeSet;

/// Somebody outside who is called, and for whom something answers on one machine.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Double {
    #[serde(skip)]
    pub(super) id: ServiceId,
    pub(super) package: String,
    pub(super) name_md: String,
    /// The place among the ports: after the services.
    pub(super) offset: usize,
}

/// Who is called by a service of the workspace and has no crate in it.
pub(super) fn doubles(plans: &[Plan], services: usize) -> Vec<Double> {
    let ours: BTreeSet<ServiceId> = plans.iter().map(|plan| plan.service).collect();
    let reached = plans.iter().flat_map(|plan| Named::new(plan).callees.into_keys().collect::<Vec<_>>());
    let called: BTreeSet<ServiceId> = reached.filter(|id| !ours.contains(id)).collect();
    let Some(architecture) = plans.first().map(|plan| plan.architecture) else { return Vec::new() };
    let mut names = Names::default();
    let double = |(at, id): (usize, ServiceId)| {
        let name = &architecture.service(id).name;
        let package = names.snake(name, "external").replace('_', "-");
        Double { id, package, name_md: markdown(name), offset: services + at }
    };
    called.into_iter().enumerate().map(double).collect()
}

/// Everything without code of its own, with the reason.
pub(super) fn left_out(
    architecture: &Architecture,
    doubles: &[Double],
    broker: Option<&Broker>,
) -> Vec<(ServiceId, String)> {
    let why = |id: ServiceId| {
        let stood_in = doubles.iter().any(|double| double.id == id);
        let kind = architecture.service(id).kind();
        Some(match kind {
            ServiceKind::Service | ServiceKind::Gateway => return None,
            _ if stood_in => "others run it; `doubles` answers in its place on this machine".to_owned(),
            ServiceKind::Client => "it starts requests and answers none".to_owned(),
            ServiceKind::Datastore | ServiceKind::Cache => format!("a {}: use its driver", kind.word()),
            ServiceKind::External => "others run it, and no service here waits for it".to_owned(),
            ServiceKind::Broker => match broker {
                Some(broker) => format!("containers use {}, one machine a file", broker.title),
                None => "no service here has messages".to_owned(),
            },
        })
    };
    architecture.service_ids().filter_map(|id| Some((id, why(id)?))).collect()
}

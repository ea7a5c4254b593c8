//! The part of an architecture that some journeys can reach, on which changes are tried out. Never keeps a change.

use super::Change;
use crate::architecture::{
    Architecture, Duration, FailureEffect, Interaction, InteractionId, Journey, JourneyId, JourneyStep, Mode,
    ServiceId, Timeout,
};
use crate::graph::{CallGraph, NodeId};
use crate::source::Spanned;
use rustc_hash::FxHashMap;

/// A smaller architecture in which the same numbers hold for its journeys. Its identifiers are its own.
#[derive(Debug)]
pub(super) struct Reduced {
    architecture: Architecture,
    interactions: Vec<InteractionId>,
    journeys: Vec<JourneyId>,
    services: Vec<ServiceId>,
}

impl Reduced {
    /// What all journeys with an objective reach, with the modes that `decided` knows.
    pub(super) fn with_objectives(
        architecture: &Architecture,
        graph: &CallGraph,
        decided: impl Fn(InteractionId) -> Option<Mode>,
    ) -> Self {
        let has_objective = |id: &JourneyId| {
            let slo = &architecture.journey(*id).slo;
            slo.availability.is_some() || slo.p50.is_some() || slo.p95.is_some() || slo.p99.is_some()
        };
        let journeys = architecture.journey_ids().filter(has_objective).collect();
        Self::of(architecture, graph, journeys, decided)
    }

    /// What these journeys reach; ascending, as all identifiers are.
    pub(super) fn of(
        architecture: &Architecture,
        graph: &CallGraph,
        journeys: Vec<JourneyId>,
        decided: impl Fn(InteractionId) -> Option<Mode>,
    ) -> Self {
        let interactions = reached(graph, &journeys);
        let services = services(architecture, &interactions, &journeys);
        let mut reduced = Self { architecture: Architecture::default(), interactions, journeys, services };
        reduced.architecture = reduced.build(architecture, decided);
        reduced
    }

    /// Everything, under the same identifiers.
    pub(super) fn whole(architecture: &Architecture) -> Self {
        let mut reduced = Self {
            architecture: Architecture::default(),
            interactions: architecture.interaction_ids().collect(),
            journeys: architecture.journey_ids().collect(),
            services: architecture.service_ids().collect(),
        };
        reduced.architecture = reduced.build(architecture, |_| None);
        reduced
    }

    /// The still smaller part that some of its journeys reach; it names the whole as this one does.
    pub(super) fn part(&self, graph: &CallGraph, journeys: Vec<JourneyId>) -> Self {
        let inner = Self::of(&self.architecture, graph, journeys, |_| None);
        Self {
            interactions: inner.interactions.iter().map(|id| self.outside(*id)).collect(),
            journeys: inner.journeys.iter().map(|id| self.journey_outside(*id)).collect(),
            services: inner.services.iter().map(|id| self.service_outside(*id)).collect(),
            architecture: inner.architecture,
        }
    }

    fn build(&self, whole: &Architecture, decided: impl Fn(InteractionId) -> Option<Mode>) -> Architecture {
        let mut part = Architecture::default();
        part.policy = whole.policy.clone();
        part.round_trips = whole.round_trips.clone();
        let number = |id: ServiceId| {
            let at = self.services.binary_search(&id).expect("the service of a kept interaction is kept");
            ServiceId(at as u32)
        };
        part.services = self.services.iter().map(|id| whole.service(*id).clone()).collect();
        let interaction = |id: &InteractionId| {
            let mut kept: Interaction = whole.interaction(*id).clone();
            (kept.from, kept.to) = (number(kept.from), number(kept.to));
            kept.via = kept.via.map(|via| via.map(number));
            kept.declared.mode = kept.declared.mode.or_else(|| Some(Spanned::new(decided(*id)?, kept.span)));
            kept
        };
        part.interactions = self.interactions.iter().map(interaction).collect();
        let journey = |id: &JourneyId| {
            let mut kept: Journey = whole.journey(*id).clone();
            kept.entry = kept.entry.map(number);
            kept.steps = kept.steps.iter().filter_map(|step| self.step(step)).collect();
            kept
        };
        part.journeys = self.journeys.iter().map(journey).collect();
        part
    }

    fn step(&self, step: &JourneyStep) -> Option<JourneyStep> {
        let here = |id: &Spanned<InteractionId>| Some(Spanned::new(self.inside(id.value)?, id.span));
        match step {
            JourneyStep::One(one) => here(one).map(JourneyStep::One),
            JourneyStep::Parallel(group) => {
                Some(JourneyStep::Parallel(group.iter().filter_map(here).collect()))
            }
        }
    }

    /// The smaller architecture as it is.
    pub(super) fn architecture(&self) -> &Architecture {
        &self.architecture
    }

    /// The interaction of the whole that stands behind one of this part.
    pub(super) fn outside(&self, id: InteractionId) -> InteractionId {
        self.interactions[id.0 as usize]
    }

    /// The interaction of this part for one of the whole.
    pub(super) fn inside(&self, id: InteractionId) -> Option<InteractionId> {
        self.interactions.binary_search(&id).ok().map(|at| InteractionId(at as u32))
    }

    fn all_inside(&self, ids: &[InteractionId]) -> Vec<InteractionId> {
        ids.iter().filter_map(|id| self.inside(*id)).collect()
    }

    /// The journey of the whole.
    pub(super) fn journey_outside(&self, id: JourneyId) -> JourneyId {
        self.journeys[id.0 as usize]
    }

    /// The service of the whole.
    pub(super) fn service_outside(&self, id: ServiceId) -> ServiceId {
        self.services[id.0 as usize]
    }

    /// Looks at this part as it would be with some changes, and takes them back. Changes name interactions of the whole.
    pub(super) fn changed<'c, T>(
        &mut self,
        changes: impl Iterator<Item = &'c Change>,
        look: impl FnOnce(&Architecture) -> T,
    ) -> T {
        let mut before = FxHashMap::default();
        for change in changes {
            if let Some(id) = self.inside(change.interaction)
                && change.to == super::Remedy::Hybrid
            {
                self.edit(id, &mut before, |it| it.declared.mode = Some(Spanned::new(Mode::Hybrid, it.span)));
            }
            for id in self.all_inside(&change.frees) {
                self.edit(id, &mut before, |it| {
                    it.declared.mode = Some(Spanned::new(Mode::Async, it.span));
                    it.declared.outbox = Some(Spanned::new(true, it.span));
                });
            }
            for id in self.all_inside(&change.softens) {
                self.edit(id, &mut before, |it| {
                    it.declared.on_failure = Some(Spanned::new(FailureEffect::Degrade, it.span));
                });
            }
            for id in self.all_inside(&change.batches) {
                self.edit(id, &mut before, |it| it.declared.calls = Some(Spanned::new(1, it.span)));
            }
            for id in self.all_inside(&change.together) {
                let group = format!("together {}", change.interaction.0);
                self.edit(id, &mut before, |it| {
                    it.declared.parallel = Some(Spanned::new(group.clone().into(), it.span));
                });
            }
        }
        let seen = look(&self.architecture);
        for (id, interaction) in before {
            self.architecture.interactions[id] = interaction;
        }
        seen
    }

    /// Sets the mode of an interaction of the whole, for good.
    pub(super) fn set_mode(&mut self, id: InteractionId, mode: Mode) {
        if let Some(id) = self.inside(id) {
            let interaction = &mut self.architecture.interactions[id.0 as usize];
            interaction.declared.mode = Some(Spanned::new(mode, interaction.span));
        }
    }

    /// Sets the timeouts of some interactions of the whole, in seconds, for good.
    pub(super) fn set_timeouts(&mut self, timeouts: impl Iterator<Item = (InteractionId, f64)>) {
        for (id, seconds) in timeouts {
            let (Some(id), Some(limit)) = (self.inside(id), Duration::from_seconds(seconds)) else {
                continue;
            };
            let interaction = &mut self.architecture.interactions[id.0 as usize];
            interaction.declared.timeout = Some(Spanned::new(Timeout::After(limit), interaction.span));
        }
    }

    /// Edits an interaction and remembers how it was; what one change frees another cannot bring back.
    fn edit(
        &mut self,
        id: InteractionId,
        before: &mut FxHashMap<usize, Interaction>,
        change: impl FnOnce(&mut Interaction),
    ) {
        let at = id.0 as usize;
        let interaction = &mut self.architecture.interactions[at];
        let is_new = !before.contains_key(&at);
        if is_new {
            before.insert(at, interaction.clone());
        }
        let is_freed = !is_new && interaction.declared.mode.is_some_and(|mode| mode.value == Mode::Async);
        if !is_freed {
            change(interaction);
        }
    }
}

/// All interactions that leave what the journeys reach, whether or not anybody waits for them.
fn reached(graph: &CallGraph, journeys: &[JourneyId]) -> Vec<InteractionId> {
    let mut seen = vec![false; graph.len()];
    let mut open: Vec<NodeId> = journeys.iter().map(|id| graph.entry(*id)).collect();
    let mut found = Vec::new();
    while let Some(node) = open.pop() {
        if std::mem::replace(&mut seen[node.0 as usize], true) {
            continue;
        }
        for edge in graph.out(node) {
            found.extend(edge.interaction());
            open.push(edge.node());
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn services(whole: &Architecture, interactions: &[InteractionId], journeys: &[JourneyId]) -> Vec<ServiceId> {
    let mut services: Vec<ServiceId> = journeys.iter().map(|id| whole.journey(*id).entry.value).collect();
    for interaction in interactions.iter().map(|id| whole.interaction(*id)) {
        services.extend([interaction.from, interaction.to]);
        services.extend(interaction.via.map(|via| via.value));
    }
    services.sort_unstable();
    services.dedup();
    services
}

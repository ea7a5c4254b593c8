//! Decisions made when a rule first asks for them. Never decides otherwise than [`Method::compare`] does.

use super::{Method, Partition};
use crate::architecture::{Architecture, InteractionId, Mode};
use crate::diagnostic::Diagnostic;
use crate::facts::{Decisions, Outline, World};
use std::sync::OnceLock;

/// Decisions of a whole system, none of which is made before somebody wants to know it.
#[derive(Debug)]
pub struct OnRequest<'m> {
    method: &'m Method,
    outlines: Vec<OnceLock<Outline>>,
    verdicts: Vec<OnceLock<&'static str>>,
}

impl<'m> OnRequest<'m> {
    /// Nothing is decided yet.
    pub fn new(method: &'m Method, architecture: &Architecture) -> Self {
        let count = architecture.interactions.len();
        let outlines = (0..count).map(|_| OnceLock::new()).collect();
        Self { method, outlines, verdicts: (0..count).map(|_| OnceLock::new()).collect() }
    }

    /// The mistakes in steps that deciding everything would report, in the order of interactions.
    pub fn mistakes(architecture: &Architecture) -> Vec<Diagnostic> {
        let steps = architecture.interactions.iter().map(|interaction| &interaction.declared.steps);
        steps.filter(|steps| !steps.is_empty()).flat_map(|steps| Partition::of(steps).1).collect()
    }

    /// The method that decides.
    pub fn method(&self) -> &'m Method {
        self.method
    }
}

fn declared(world: &World<'_>, id: InteractionId) -> Option<Mode> {
    world.architecture.interaction(id).declared.mode.map(|mode| mode.value)
}

impl Decisions for OnRequest<'_> {
    fn outline(&self, world: &World<'_>, id: InteractionId) -> Option<Outline> {
        let decide = || self.method.outline(&self.method.evidence(world, id).0, declared(world, id));
        Some(*self.outlines[id.0 as usize].get_or_init(decide))
    }

    fn verdict(&self, world: &World<'_>, id: InteractionId) -> Option<&'static str> {
        let decide = || {
            let (evidence, _) = self.method.evidence(world, id);
            self.method.compare(&evidence, declared(world, id)).1.verdict
        };
        Some(self.verdicts[id.0 as usize].get_or_init(decide))
    }
}

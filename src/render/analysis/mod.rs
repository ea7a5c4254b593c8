//! The numbers of `analyze` and the plan, as text and as JSON. Never computes one that the analysis does not have.

mod change;
mod json;
mod outage;
mod plan;
mod show;
mod slowness;
mod text;

pub use json::analysis_json;
pub use outage::{outage_json, outage_text};
pub use plan::plan_text;
pub(super) use show::{percent, seconds};
pub use slowness::{slowness_json, slowness_text};
pub use text::analysis_text;

use crate::architecture::JourneyId;
use crate::facts::World;
use crate::plan::{Coverage, Plan};
use crate::source::SourceMap;

/// What is shown.
#[derive(Debug, Clone, Copy)]
pub struct AnalysisView<'a> {
    /// What was declared and derived.
    pub world: World<'a>,
    /// The cheapest changes.
    pub plan: &'a Plan,
    /// How much is known.
    pub coverage: Coverage,
    /// Where the lines are.
    pub sources: &'a SourceMap,
    /// Only this journey.
    pub journey: Option<JourneyId>,
}

impl AnalysisView<'_> {
    /// The journeys that are shown, in order.
    fn journeys(&self) -> impl Iterator<Item = JourneyId> + use<> {
        let only = self.journey;
        self.world.architecture.journey_ids().filter(move |id| only.is_none_or(|only| only == *id))
    }
}

//! What the decisions on an interaction were before and after. Never decides.

use super::Version;
use super::measure::by_id;
use crate::architecture::Mode;
use crate::facts::{Subject, SubjectKind};

/// What one version says about an interaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opinion {
    /// The declared mode.
    pub declared: Option<Mode>,
    /// The recommended one; none where the vetoes leave nothing.
    pub recommended: Option<Mode>,
    /// How sure that is, as a word.
    pub verdict: &'static str,
}

/// An interaction on which both versions differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerdictChange {
    /// Its identifier.
    pub interaction: String,
    /// What it was.
    pub before: Opinion,
    /// What it is.
    pub after: Opinion,
}

pub(super) fn changes(before: &Version<'_>, after: &Version<'_>) -> Vec<VerdictChange> {
    let earlier = by_id(&before.world, SubjectKind::Interaction);
    let subjects = after.world.subjects(SubjectKind::Interaction).into_iter();
    let change = |subject: Subject| {
        let interaction = after.world.id(subject);
        let old = opinion(before, *earlier.get(&interaction)?)?;
        let new = opinion(after, subject)?;
        (old != new).then_some(VerdictChange { interaction, before: old, after: new })
    };
    subjects.filter_map(change).collect()
}

fn opinion(version: &Version<'_>, subject: Subject) -> Option<Opinion> {
    let Subject::Interaction(id) = subject else { return None };
    let world = &version.world;
    let (decided, verdict) = (world.decided.outline(world, id)?, world.decided.verdict(world, id)?);
    let declared = world.architecture.interaction(id).declared.mode.map(|mode| mode.value);
    Some(Opinion { declared, recommended: decided.recommended, verdict })
}

//! The numbers that a comparison reports. Never says how they are shown.

use super::NumberChange;
use super::change::direction;
use crate::facts::{FactId, FactType, Subject, SubjectKind, Value, World};
use rustc_hash::FxHashMap;

/// Facts that are compared for every subject, in the order of a report, each with whether more of it is worse.
const COMPARED: &[(SubjectKind, &str, bool)] = &[
    (SubjectKind::Journey, "blocking-depth", true),
    (SubjectKind::Journey, CEILING, false),
    (SubjectKind::Journey, "latency-p99", true),
    (SubjectKind::Journey, "latency-at-least", true),
    (SubjectKind::Journey, "retry-amplification", true),
    (SubjectKind::Interaction, "worst-wait", true),
];

/// Read from the analysis and not from the table: as a fact it is known only where it decides about an objective.
const CEILING: &str = "availability-ceiling";
/// Its name where some availability behind the journey is not known.
const AT_MOST: &str = "availability-at-most";

/// Facts with an order whose direction is plain, for findings that rest on them.
const JUDGED: &[(SubjectKind, &str, bool)] = &[
    (SubjectKind::Interaction, "calls", true),
    (SubjectKind::Interaction, "attempts", true),
    (SubjectKind::Interaction, "margin-over-declared", true),
    (SubjectKind::Interaction, "round-trip-share", true),
    (SubjectKind::Interaction, "tier-gap", true),
    (SubjectKind::Journey, "latency-sum", true),
    (SubjectKind::Journey, "possible-depth", true),
    (SubjectKind::Journey, "services-in-chain", true),
    (SubjectKind::Journey, "unavailability-ratio", true),
    (SubjectKind::Service, "fan-in", true),
    (SubjectKind::Service, "fan-out", true),
    (SubjectKind::Service, "user-count", true),
    (SubjectKind::Service, "writer-count", true),
];

/// All numbers that differ for subjects of both versions.
pub(super) fn changes(before: &World<'_>, after: &World<'_>) -> Vec<NumberChange> {
    let mut changes = Vec::new();
    for kind in [SubjectKind::Journey, SubjectKind::Interaction] {
        let earlier = by_id(before, kind);
        for subject in after.subjects(kind) {
            let Some(old) = earlier.get(&after.id(subject)) else { continue };
            let mut found = Vec::new();
            for (_, name, more_is_worse) in COMPARED.iter().filter(|(about, ..)| *about == kind) {
                found.extend(change(name, *more_is_worse, (before, *old), (after, subject)));
            }
            // What is certain of the latency says nothing new beside the whole.
            if found.iter().any(|it| it.fact == "latency-p99" && it.before.is_some() && it.after.is_some()) {
                found.retain(|it| it.fact != "latency-at-least");
            }
            changes.extend(found);
        }
    }
    changes
}

/// The subjects of a kind by name.
pub(super) fn by_id(world: &World<'_>, kind: SubjectKind) -> FxHashMap<String, Subject> {
    world.subjects(kind).into_iter().map(|subject| (world.id(subject), subject)).collect()
}

/// How a fact that made a finding changed, where it has a plain direction.
pub(super) fn judged(
    name: &str,
    before: (&World<'_>, Subject),
    after: (&World<'_>, Subject),
) -> Option<NumberChange> {
    let kind = after.1.kind();
    let known = COMPARED.iter().chain(JUDGED).find(|(about, fact, _)| *about == kind && *fact == name);
    known.and_then(|(_, fact, worse)| change(fact, *worse, before, after))
}

fn change(
    name: &'static str,
    more_is_worse: bool,
    before: (&World<'_>, Subject),
    after: (&World<'_>, Subject),
) -> Option<NumberChange> {
    let kind = after.1.kind();
    let (old, new) = (read(name, before), read(name, after));
    let direction = direction(old, new, more_is_worse)?;
    let of = FactId::named(kind, name).map_or(FactType::Number, |id| id.fact().kind);
    let name = if name == CEILING && !(is_whole(before) && is_whole(after)) { AT_MOST } else { name };
    Some(NumberChange {
        kind,
        subject: after.0.id(after.1),
        fact: name,
        of,
        before: old,
        after: new,
        direction,
    })
}

/// Whether the ceiling of a journey is known, and not only a limit that it does not exceed.
fn is_whole((world, subject): (&World<'_>, Subject)) -> bool {
    let Subject::Journey(id) = subject else { return false };
    world.analysis.availability(id).ceiling.known().is_some()
}

fn read(name: &str, (world, subject): (&World<'_>, Subject)) -> Option<f64> {
    if let (CEILING, Subject::Journey(id)) = (name, subject) {
        return Some(world.analysis.availability(id).at_most.value);
    }
    let fact = FactId::named(subject.kind(), name).expect("only facts of the table are compared");
    match fact.read(world, subject).value() {
        Some(Value::Number(number)) => Some(*number),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{COMPARED, JUDGED};
    use crate::facts::FactId;

    #[test]
    fn what_is_compared_is_in_the_table_and_has_an_order() {
        for (kind, name, _) in COMPARED.iter().chain(JUDGED) {
            let fact = FactId::named(*kind, name).unwrap_or_else(|| panic!("there is no fact `{name}`"));
            assert!(fact.fact().kind.is_ordered(), "`{name}` has no order");
        }
    }
}

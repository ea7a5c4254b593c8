//! Puts the search in a row: which objectives are missed, which changes bear on each other, the cheapest set. Never offers
//! a change of its own.

use super::change_set::ChangeSet;
use super::model::{Cuts, Model};
use super::net::Net;
use super::outlook::{Goal, Met, Outlook};
use super::permit::Offers;
use super::reduced::Reduced;
use super::report::{self, Plan, Proof};
use super::{Change, Settings, bound, exact, greedy};
use crate::analysis::Analysis;
use crate::architecture::{Architecture, JourneyId};
use crate::graph::{CallGraph, Relation};

/// Plans with the changes that are given, whoever permits them. Interactions without a declared mode are left alone, and
/// the journeys that meet them are not planned for.
pub fn solve(
    architecture: &Architecture,
    graph: &CallGraph,
    changes: Vec<Change>,
    settings: &Settings,
) -> Plan {
    let base = Reduced::with_objectives(architecture, graph, |_| None);
    let before = report::outlooks(base.architecture());
    with_offers(base, Offers { changes, ..Offers::default() }, before, settings)
}

/// An objective that a journey misses, as far as everything it takes is known.
pub(super) type Missed = (JourneyId, Goal, f64);

/// The objectives of a journey that are missed and can be planned for: the number to improve is known.
pub(super) fn missed(architecture: &Architecture, journey: JourneyId, outlook: &Outlook) -> Vec<Missed> {
    let declared = |goal: Goal| Some((journey, goal, goal.objective(architecture.journey(journey))?));
    let is_missed = |(_, goal, objective): &Missed| {
        outlook.meets(*goal, *objective) == Met::No && outlook.value(*goal).is_some()
    };
    Goal::ALL.into_iter().filter_map(declared).filter(is_missed).collect()
}

/// Plans with what is offered.
pub(super) fn with_offers(
    mut base: Reduced,
    offers: Offers,
    before: Vec<Outlook>,
    settings: &Settings,
) -> Plan {
    let (made, proof) = {
        let graph = CallGraph::link(base.architecture());
        let analysis = Analysis::derive(base.architecture(), &graph);
        let mut made = Vec::new();
        let (mut proof, mut least) = (Proof::Exact, 0.0);
        for group in groups(&base, &analysis, &before, &offers.changes) {
            let (changes, how, at_least) = of_group(&base, &graph, group, &offers.changes, settings);
            made.extend(changes);
            proof = proof.max(how);
            least += at_least;
        }
        (made, (proof, least))
    };
    report::report(&mut base, offers, before, made, proof, settings)
}

/// Journeys that share a change, and the changes that bear on them, by number.
struct Group {
    missed: Vec<Missed>,
    changes: Vec<usize>,
}

fn groups(base: &Reduced, analysis: &Analysis<'_>, before: &[Outlook], changes: &[Change]) -> Vec<Group> {
    let cuts = Cuts::of(changes);
    let mut groups: Vec<Group> = Vec::new();
    for journey in base.architecture().journey_ids() {
        let missed = missed(base.architecture(), journey, &before[journey.0 as usize]);
        if missed.is_empty() {
            continue;
        }
        let mut own = Group { changes: bearing(base, analysis, journey, &missed, &cuts), missed };
        let subject = |number: &usize| changes[*number].interaction;
        let shares = |group: &Group| {
            group.changes.iter().any(|one| own.changes.iter().any(|other| subject(one) == subject(other)))
        };
        let (shared, apart): (Vec<_>, Vec<_>) = groups.into_iter().partition(shares);
        for group in shared {
            own.missed.extend(group.missed);
            own.changes.extend(group.changes);
        }
        own.changes.sort_unstable();
        own.changes.dedup();
        groups = apart;
        groups.push(own);
    }
    groups.retain(|group| !group.changes.is_empty());
    groups
}

/// The changes that cut something that the missed objectives of a journey look at.
fn bearing(
    base: &Reduced,
    analysis: &Analysis<'_>,
    journey: JourneyId,
    missed: &[Missed],
    cuts: &Cuts,
) -> Vec<usize> {
    let entry = analysis.graph().entry(journey);
    let mut found = Vec::new();
    if missed.iter().any(|(_, goal, _)| *goal == Goal::Availability) {
        let net = Net::walk(analysis, entry, Relation::Hard, |id| cuts.needing(base.outside(id)));
        found.extend(net.changes());
    }
    if missed.iter().any(|(_, goal, _)| *goal != Goal::Availability) {
        let net = Net::walk(analysis, entry, Relation::Blocking, |id| cuts.waiting(base.outside(id)));
        found.extend(net.changes());
        found.extend(cuts.easing(net.crossed.iter().map(|id| base.outside(*id))));
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn of_group(
    base: &Reduced,
    graph: &CallGraph,
    group: Group,
    changes: &[Change],
    settings: &Settings,
) -> (Vec<usize>, Proof, f64) {
    let mut journeys: Vec<JourneyId> = group.missed.iter().map(|(journey, _, _)| *journey).collect();
    journeys.sort_unstable();
    journeys.dedup();
    let inner = |journey: JourneyId| {
        let at = journeys.binary_search(&journey).expect("the journeys are those of the objectives");
        JourneyId(at as u32)
    };
    let missed = group.missed.iter().map(|(journey, goal, objective)| (inner(*journey), *goal, *objective));
    let own = group.changes.iter().map(|number| changes[*number].clone()).collect();
    let model = Model::new(base.part(graph, journeys.clone()), own, missed.collect());
    let exact =
        (group.changes.len() <= settings.exact_up_to.min(20)).then(|| exact::search(&model)).flatten();
    let proof = if exact.is_some() { Proof::Exact } else { Proof::Greedy };
    let made: ChangeSet = exact.unwrap_or_else(|| greedy::search(&model, settings.bundles));
    let least = if proof == Proof::Exact { model.cost(&made) } else { bound::at_least(&model) };
    (made.iter().map(|number| group.changes[number]).collect(), proof, least)
}

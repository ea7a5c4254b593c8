//! The ways to draw a system, from everything to almost nothing, until one fits. Never writes.

use super::MOST_EDGES;
use super::call_view::CallView;
use super::scope::{Scope, ends};
use crate::architecture::{Architecture, JourneyId, ServiceId};
use crate::diagnostic::Severity;
use crate::facts::Subject;
use crate::rule::Finding;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Services that stay visible in a collapsed picture, at most.
const MOST_KEPT: usize = 128;

/// Edges that can still be read when each interaction has its own.
const READABLE: usize = 40;

/// What the services that do not stay visible become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grouping {
    /// One node per region and owner.
    Owner,
    /// One node per region.
    Region,
    /// One node.
    All,
}

/// Which interactions share an edge, and what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Words {
    /// Only those that look alike share one.
    Each,
    /// All between the same nodes with the same mode share one, with the words of several.
    Listed,
    /// The same, with their number.
    Counted,
    /// The same, and a single one says nothing.
    None,
}

/// One way to draw.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    /// Which interactions share an edge, and what it says.
    pub(super) words: Words,
    /// Edges that are allowed.
    pub(super) most_edges: usize,
    /// Services that stay visible and what the others become; `None` keeps all.
    pub(super) collapse: Option<(BTreeSet<ServiceId>, Grouping)>,
    /// What was done, for people.
    pub(super) notes: Vec<String>,
}

/// The ways to draw, best first: showing fewer services is worse than grouping the others more coarsely. The last one
/// always fits: one node for everything but the focus.
pub(super) fn plans(
    architecture: &Architecture,
    scope: &Scope,
    findings: &[Finding],
    focus: Option<ServiceId>,
) -> Vec<Plan> {
    let merged = "interactions between the same services with the same mode are drawn as one edge";
    let bare = "edges carry numbers instead of words";
    let all = |words, notes: &[&str]| {
        let notes = notes.iter().map(|note| (*note).to_owned()).collect();
        let most_edges = if words == Words::Each { READABLE } else { MOST_EDGES };
        Plan { words, most_edges, collapse: None, notes }
    };
    let mut plans = vec![
        all(Words::Each, &[]),
        all(Words::Listed, &[merged]),
        all(Words::Counted, &[merged, bare]),
        all(Words::None, &[merged, bare]),
    ];
    let stay = match focus {
        Some(_) => "in focus",
        None if architecture.journeys.is_empty() => "with the most interactions",
        None => "nearest to the entries of the worst journeys",
    };
    let ranked = ranked(architecture, scope, findings, focus);
    let least = usize::from(focus.is_some());
    let halves =
        std::iter::successors(Some(ranked.len()), |kept| (*kept > least).then(|| (kept / 2).max(least)));
    for kept in halves {
        let keep: BTreeSet<_> = ranked[..kept].iter().copied().collect();
        for grouping in [Grouping::Owner, Grouping::Region, Grouping::All] {
            let what = collapsed(scope.services.len() - keep.len(), kept, grouping, stay);
            let notes = vec![what, merged.into(), "channels are left out".into(), bare.into()];
            let collapse = Some((keep.clone(), grouping));
            plans.push(Plan { words: Words::None, most_edges: MOST_EDGES, collapse, notes });
        }
    }
    plans
}

/// The services that should stay visible, the most important first: the focus; else those nearest to the entries of
/// the worst journeys; where there are no journeys, those with the most interactions.
fn ranked(
    architecture: &Architecture,
    scope: &Scope,
    findings: &[Finding],
    focus: Option<ServiceId>,
) -> Vec<ServiceId> {
    if let Some(focus) = focus {
        return vec![focus];
    }
    let view = CallView::new(architecture, &[]);
    let mut ranked: Vec<ServiceId> = Vec::new();
    let mut known = BTreeSet::new();
    for journey in worst_journeys(architecture, findings).into_iter().take(MOST_KEPT) {
        let near = view.nearest(CallView::start(architecture, journey), MOST_KEPT);
        ranked.extend(near.into_iter().filter(|id| scope.services.contains(id) && known.insert(*id)));
        if ranked.len() >= MOST_KEPT {
            break;
        }
    }
    if architecture.journeys.is_empty() {
        let mut degree = vec![0_usize; architecture.services.len()];
        for end in scope.interactions.iter().flat_map(|id| ends(architecture.interaction(*id))) {
            degree[end.0 as usize] += 1;
        }
        ranked.extend(&scope.services);
        ranked.sort_by_key(|id| (Reverse(degree[id.0 as usize]), *id));
    }
    ranked.truncate(MOST_KEPT);
    ranked
}

fn worst_journeys(architecture: &Architecture, findings: &[Finding]) -> Vec<JourneyId> {
    let mut marks: Vec<(Option<Severity>, usize)> = vec![(None, 0); architecture.journeys.len()];
    for finding in findings.iter().filter(|finding| finding.allowed.is_none()) {
        if let Subject::Journey(id) = finding.subject {
            let (severity, count) = &mut marks[id.0 as usize];
            *severity = (*severity).max(Some(finding.severity));
            *count += 1;
        }
    }
    let mut journeys: Vec<_> = architecture.journey_ids().collect();
    journeys.sort_by_key(|id| (Reverse(marks[id.0 as usize]), *id));
    journeys
}

fn collapsed(count: usize, kept: usize, grouping: Grouping, stay: &str) -> String {
    let into = match grouping {
        Grouping::Owner => "one node per region and owner",
        Grouping::Region => "one node per region",
        Grouping::All => "one node",
    };
    match kept {
        0 => format!("{count} services are drawn as {into}"),
        1 => format!("the service {stay} stays; {count} others are drawn as {into}"),
        _ => format!("the {kept} services {stay} stay; {count} others are drawn as {into}"),
    }
}

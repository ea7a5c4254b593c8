//! The ways to draw a system, from everything to almost nothing, until one fits. Never writes.

use super::MOST_EDGES;
use super::call_view::{Arrival, CallView};
use super::scope::{Scope, ends};
use crate::architecture::{Architecture, JourneyId, ServiceId};
use crate::diagnostic::Severity;
use crate::facts::Subject;
use crate::rule::Finding;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Journeys that are considered for staying visible in a collapsed picture.
const MOST_JOURNEYS: usize = 32;

/// Edges that can still be read when each interaction has its own.
const READABLE: usize = 40;

/// What the services outside the worst journeys become.
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

/// The ways to draw, best first. The last one always fits: one node for everything but the focus.
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
    let journeys = visible(architecture, scope, findings, focus);
    for grouping in [Grouping::Owner, Grouping::Region, Grouping::All] {
        let mut kept = journeys.len();
        loop {
            let (keep, names) = union(&journeys[..kept], focus);
            let what = collapsed(scope.services.difference(&keep).count(), grouping, &names);
            plans.push(Plan {
                words: Words::None,
                most_edges: MOST_EDGES,
                collapse: Some((keep, grouping)),
                notes: vec![what, merged.into(), "channels are left out".into(), bare.into()],
            });
            if kept == 0 {
                break;
            }
            kept /= 2;
        }
    }
    plans
}

type Kept = (String, BTreeSet<ServiceId>);

fn union(journeys: &[Kept], focus: Option<ServiceId>) -> (BTreeSet<ServiceId>, Vec<&str>) {
    let services = journeys.iter().flat_map(|(_, services)| services.iter().copied());
    (services.chain(focus).collect(), journeys.iter().map(|(name, _)| name.as_str()).collect())
}

/// The worst journeys and the services each of them reaches in the picture.
fn visible(
    architecture: &Architecture,
    scope: &Scope,
    findings: &[Finding],
    focus: Option<ServiceId>,
) -> Vec<Kept> {
    let view = CallView::new(architecture, &[]);
    let worst = worst_journeys(architecture, findings);
    let of = |id: JourneyId| {
        let journey = architecture.journey(id);
        let operation = journey.operation.as_ref().map(|operation| &*operation.value);
        let start = Arrival { service: journey.entry.value, operation, channel: None };
        let reached = view.reach(start);
        let services =
            reached.iter().flat_map(|id| ends(architecture.interaction(*id))).chain([start.service]);
        (journey.id.to_string(), services.filter(|id| scope.services.contains(id)).collect())
    };
    // Around a focus only the focus itself stays.
    if focus.is_some() { Vec::new() } else { worst.into_iter().take(MOST_JOURNEYS).map(of).collect() }
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

fn collapsed(count: usize, grouping: Grouping, journeys: &[&str]) -> String {
    let into = match grouping {
        Grouping::Owner => "one node per region and owner",
        Grouping::Region => "one node per region",
        Grouping::All => "one node",
    };
    match journeys {
        [] => format!("{count} services are drawn as {into}"),
        [one] => format!("{count} services outside the journey `{one}` are drawn as {into}"),
        [first, ..] => {
            format!(
                "{count} services outside `{first}` and {} further journeys are drawn as {into}",
                journeys.len() - 1
            )
        }
    }
}

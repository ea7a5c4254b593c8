//! Which timeout a call should have, as a number (R15, R16). Never suggests one that cuts off the callee's own p99.

use super::group::Groups;
use super::{Analysis, SuggestedTimeout, TimeoutTable, Work};
use crate::architecture::{InteractionId, JourneyId, Timeout};
use crate::graph::{Edge, NodeId};
use rustc_hash::{FxHashMap, FxHashSet};

/// What a service keeps back of its deadline in a table of timeouts, in seconds (our default).
pub const MARGIN: f64 = 0.005;
/// What is kept back of a caller's timeout where no objective gives a table, as a share (our default).
const KEPT_BACK: f64 = 0.05;

/// Good answers that a timeout may cut off, as a share (Brooker, Amazon Builders' Library).
const LOST: f64 = 0.001;

/// A timeout for one attempt, and where it comes from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Suggestion {
    /// Seconds per attempt, of two digits.
    pub timeout: f64,
    /// Why this much.
    pub source: Source,
}

/// Where a suggestion comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The table of the journey: its objective for the p99 handed down.
    Objective(JourneyId),
    /// The shortest timeout among the calls to the operation that makes this one, shared among all that it waits for.
    Caller(InteractionId),
    /// The callee's own p99.9, where it waits for nobody.
    Callee,
}

/// A timeout below a caller that gives up too early, and what it should be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lowered {
    /// The call.
    pub interaction: InteractionId,
    /// Its timeout now.
    pub now: Timeout,
    /// What fits below the caller's timeout, in seconds, rounded down to two digits.
    pub fits: f64,
}

/// What every operation has left for its calls, worked out once for all.
#[derive(Debug)]
pub(super) struct Rooms {
    /// By interaction: the node that makes it.
    caller: Vec<Option<NodeId>>,
    of_node: Vec<Room>,
}

/// What one operation has left.
#[derive(Debug, Clone, Copy, Default)]
struct Room {
    /// The shortest declared timeout among the calls that run it, in seconds, and whose it is.
    above: Option<(f64, InteractionId)>,
    /// Its own p99 and the waits that are declared, in seconds.
    taken: f64,
    /// Attempts of the calls that declare no timeout.
    attempts: f64,
}

impl Rooms {
    /// One pass over the calls into every node and one over those out of it.
    fn derive(analysis: &Analysis<'_>) -> Self {
        let graph = analysis.graph;
        let into = graph.node_ids().map(|node| shortest_into(analysis, node)).collect::<Vec<_>>();
        let mut caller = vec![None; analysis.architecture.interactions.len()];
        let mut of_node = vec![Room::default(); graph.len()];
        for node in graph.node_ids() {
            for id in graph.out(node).iter().filter_map(Edge::interaction) {
                caller[id.0 as usize] = Some(node);
            }
            let service = graph.service(node);
            let entered = graph.entered(service);
            let above = if node == graph.undeclared(service) {
                graph.nodes_of(service).fold(None, |least, node| shorter(least, into[node.0 as usize]))
            } else {
                shorter(into[node.0 as usize], into[entered.0 as usize])
            };
            of_node[node.0 as usize] = Room { above, ..taken(analysis, node) };
        }
        Self { caller, of_node }
    }
}

fn shortest_into(analysis: &Analysis<'_>, node: NodeId) -> Option<(f64, InteractionId)> {
    let limits = analysis.graph.incoming(node).iter().filter(|edge| edge.is_blocking()).map(|edge| {
        let id = edge.interaction()?;
        Some((analysis.call(id).timeout?.after()?.seconds(), id))
    });
    limits.fold(None, shorter)
}

fn shorter(
    one: Option<(f64, InteractionId)>,
    other: Option<(f64, InteractionId)>,
) -> Option<(f64, InteractionId)> {
    let limits = one.into_iter().chain(other);
    limits.min_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)))
}

fn taken(analysis: &Analysis<'_>, node: NodeId) -> Room {
    let service = analysis.architecture.service(analysis.graph.service(node));
    let own = service.declared.p99.map_or(0.0, |p99| p99.value.seconds());
    let mut room = Room { above: None, taken: own, attempts: 0.0 };
    for group in Groups::of(analysis.graph, &analysis.calls, node, &FxHashMap::default()).iter() {
        let (mut longest, mut most) = (0.0_f64, 0.0_f64);
        for grouped in group {
            let call = analysis.call(grouped.id);
            match call.timeout {
                Some(Timeout::After(limit)) => {
                    longest = longest.max(call.calls * call.worst_wait(limit.seconds()));
                }
                _ => most = most.max(call.calls.max(1.0) * call.attempts),
            }
        }
        room.taken += longest;
        room.attempts += most;
    }
    room
}

impl Analysis<'_> {
    /// The timeout that the tightest objective or else the caller's own caller leaves for a call; where neither is declared or
    /// leaves enough, the p99.9 of a callee that waits for nobody. `None` where that is not known either.
    pub fn suggested_timeout(
        &self,
        interaction: InteractionId,
        tightest: Option<JourneyId>,
    ) -> Option<Suggestion> {
        self.by_objective(interaction, tightest)
            .or_else(|| self.by_caller(interaction))
            .or_else(|| self.by_callee(interaction))
    }

    fn by_objective(&self, interaction: InteractionId, tightest: Option<JourneyId>) -> Option<Suggestion> {
        let journey = tightest?;
        let line = self.table_line(journey, interaction)?;
        let timeout = round_down(line.timeout);
        Some(Suggestion { timeout, source: Source::Objective(journey) })
    }

    /// The line of a journey's table, where the whole table is feasible.
    fn table_line(&self, journey: JourneyId, interaction: InteractionId) -> Option<SuggestedTimeout> {
        let table = self.tables[journey.0 as usize].get_or_init(|| self.timeout_table(journey, MARGIN));
        let Some(TimeoutTable::Feasible(lines)) = table else { return None };
        let at = lines.binary_search_by_key(&interaction, |line| line.interaction).ok()?;
        Some(lines[at])
    }

    /// What the shortest declared timeout above leaves: its own p99 and declared waits taken off, the rest shared evenly
    /// among the attempts of the calls that declare no timeout.
    fn by_caller(&self, interaction: InteractionId) -> Option<Suggestion> {
        let rooms = self.rooms();
        let room = rooms.of_node[rooms.caller[interaction.0 as usize]?.0 as usize];
        let (limit, above) = room.above?;
        let rest = (limit * (1.0 - KEPT_BACK) - room.taken) / room.attempts - self.call(interaction).pauses();
        let needed = self.callee_needs(interaction).map_or(0.0, |work| work.at_least);
        let timeout = round_down(rest);
        (timeout > 0.0 && timeout >= needed).then_some(Suggestion { timeout, source: Source::Caller(above) })
    }

    fn by_callee(&self, interaction: InteractionId) -> Option<Suggestion> {
        let callee = self.graph.callee(interaction)?;
        let declared = &self.architecture.service(self.graph.service(callee)).declared;
        let (p50, p99) = (declared.p50?.value.seconds(), declared.p99?.value.seconds());
        let timeout = round_up(super::Lognormal::from_percentiles(p50, p99).quantile(1.0 - LOST));
        self.calls_behind(callee).is_empty().then_some(Suggestion { timeout, source: Source::Callee })
    }

    fn rooms(&self) -> &Rooms {
        self.rooms.get_or_init(|| Rooms::derive(self))
    }

    /// The caller's caller that gives up first while this call goes on without a limit.
    pub fn abandoned_by(&self, interaction: InteractionId) -> Option<(f64, InteractionId)> {
        let rooms = self.rooms();
        rooms.of_node[rooms.caller[interaction.0 as usize]?.0 as usize].above
    }

    /// The calls that a callee makes, with timeouts under which it is done before its caller gives up: each keeps its
    /// share of the work. Largest wait first.
    pub fn lowered_timeouts(&self, interaction: InteractionId) -> Vec<Lowered> {
        let Some(callee) = self.graph.callee(interaction) else { return Vec::new() };
        let Some(Timeout::After(limit)) = self.call(interaction).timeout else { return Vec::new() };
        let Work { at_least, .. } = self.timeouts.work(callee);
        let service = self.architecture.service(self.graph.service(callee));
        let own = service.declared.p99.map_or(0.0, |p99| p99.value.seconds());
        let room = limit.seconds() * (1.0 - KEPT_BACK) - own;
        if room <= 0.0 || at_least <= own {
            return Vec::new();
        }
        let share = room / (at_least - own);
        let mut lowered = Vec::new();
        for id in self.calls_behind(callee) {
            let call = self.call(id);
            if let Some(now @ Timeout::After(timeout)) = call.timeout {
                let fits = (call.worst_wait(timeout.seconds()) * share - call.pauses()) / call.attempts;
                let callee = self.architecture.service(self.architecture.interaction(id).to);
                if fits <= 0.0 || callee.declared.p99.is_some_and(|p99| fits < p99.value.seconds()) {
                    return Vec::new();
                }
                lowered.push((
                    call.calls * timeout.seconds(),
                    Lowered { interaction: id, now, fits: round_down(fits) },
                ));
            }
        }
        lowered.sort_by(|one, other| {
            other.0.total_cmp(&one.0).then(one.1.interaction.cmp(&other.1.interaction))
        });
        lowered.into_iter().map(|(_, lowered)| lowered).collect()
    }

    /// The blocking calls that a request entering at `callee` meets before any other service.
    fn calls_behind(&self, callee: NodeId) -> Vec<InteractionId> {
        let nodes = std::iter::once(callee)
            .chain(self.graph.out(callee).iter().filter(|edge| edge.is_within()).map(Edge::node));
        let edges = nodes.flat_map(|node| self.graph.out(node)).filter(|edge| edge.is_blocking());
        let mut calls = edges.filter_map(Edge::interaction).collect::<Vec<_>>();
        calls.sort_unstable();
        calls.dedup();
        calls
    }

    /// The way along which the longest work behind a call adds up, from the callee down: it ends at the first call whose
    /// own setting says how long it waits.
    pub fn longest_way(&self, interaction: InteractionId) -> Vec<InteractionId> {
        let (mut way, mut seen) = (Vec::new(), FxHashSet::default());
        let mut at = self.graph.callee(interaction);
        while let Some(callee) = at.filter(|callee| seen.insert(*callee)) {
            let longest = self.calls_behind(callee).into_iter().filter_map(|id| {
                let wait = self.worst_wait(id)?;
                let seconds = wait.total.known().map_or(wait.at_least, |known| known.value);
                let seconds = if wait.total == super::Total::Unbounded { f64::INFINITY } else { seconds };
                (seconds > 0.0).then_some((seconds * self.call(id).calls, id))
            });
            let Some((_, id)) =
                longest.max_by(|one, other| one.0.total_cmp(&other.0).then(other.1.cmp(&one.1)))
            else {
                break;
            };
            way.push(id);
            at = self.graph.callee(id).filter(|_| self.call(id).timeout.is_none());
        }
        way
    }

    /// Share of answers that come after the timeout, by the callee's own work alone: at least this many are cut off.
    /// `None` where a timeout or a latency is not declared.
    pub fn cut_off_at_least(&self, interaction: InteractionId) -> Option<f64> {
        let limit = self.call(interaction).timeout?.after()?;
        let declared = &self.architecture.service(self.architecture.interaction(interaction).to).declared;
        let (p50, p99) = (declared.p50?.value.seconds(), declared.p99?.value.seconds());
        Some(super::Lognormal::from_percentiles(p50, p99).exceeding(limit.seconds()))
    }

    /// Timeout over the mean response of the callee. `None` where either is not known.
    pub fn timeout_over_mean(&self, interaction: InteractionId) -> Option<f64> {
        let limit = self.call(interaction).timeout?.after()?;
        let mean = self.mean_response(self.graph.callee(interaction)?)?;
        (mean > 0.0).then(|| limit.seconds() / mean)
    }
}

/// Two significant digits, never more than the number.
fn round_down(seconds: f64) -> f64 {
    if seconds <= 0.0 {
        return seconds;
    }
    let digit = 10_f64.powf(seconds.log10().floor() - 1.0);
    (seconds / digit + 1e-9).floor() * digit
}

/// Two significant digits, never less than the number.
pub fn round_up(seconds: f64) -> f64 {
    if seconds <= 0.0 || !seconds.is_finite() {
        return seconds;
    }
    let digit = 10_f64.powf(seconds.log10().floor() - 1.0);
    (seconds / digit - 1e-9).ceil() * digit
}

#[cfg(test)]
mod tests {
    use super::{Source, round_down, round_up};
    use crate::analysis::fixture::Draft;

    #[test]
    fn rounds_to_two_digits_on_the_safe_side() {
        for (number, below, above) in [(2.85, 2.8, 2.9), (0.0301, 0.030, 0.031), (14.25, 14.0, 15.0)] {
            assert!((round_down(number) - below).abs() < 1e-9 && (round_up(number) - above).abs() < 1e-9);
        }
    }

    /// Bookinfo: 3 s above, 10 s below; 3 s less 5 % leaves 2.8 s. Without the timeout below the caller's leaves the same.
    #[test]
    fn fits_below_the_callers_timeout() {
        let page = Draft::new().services(&["page", "reviews", "ratings"], "").call(
            "page",
            "reviews",
            "mode = \"sync\"\ntimeout = \"3s\"\nattempts = 2",
        );
        page.clone().call("reviews", "ratings", "mode = \"sync\"\ntimeout = \"10s\"\nattempts = 1").check(
            |analysis| {
                let lowered = analysis.lowered_timeouts(analysis.i("page-reviews"));
                assert_eq!(lowered.len(), 1);
                assert!((lowered[0].fits - 2.8).abs() < 1e-9, "{lowered:?}");
                assert_eq!(analysis.longest_way(analysis.i("page-reviews")), [analysis.i("reviews-ratings")]);
            },
        );
        page.call("reviews", "ratings", "mode = \"sync\"\ntimeout = \"none\"").check(|analysis| {
            let found =
                analysis.suggested_timeout(analysis.i("reviews-ratings"), None).expect("3 s are left");
            assert!((found.timeout - 2.8).abs() < 1e-9, "{found:?}");
            assert_eq!(found.source, Source::Caller(analysis.i("page-reviews")));
        });
    }
}

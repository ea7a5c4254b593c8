//! Events that come back (R31): loops of messages between operations, with their gain. Never enumerates loops.
//!
//! Loops are looked for between operations, so that a choreography in which every event leads to another one is none. What
//! only whole services suggest is reported apart. One concrete loop per component is shown, a shortest one.

use super::offspring::Offspring;
use crate::architecture::{Architecture, InteractionId};
use crate::graph::{CallGraph, Causes, Edge, Level, NodeId};
use crate::parallel;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::VecDeque;

/// Messages that lead back to the operation that sent them.
#[derive(Debug, Clone, PartialEq)]
pub struct EventLoop {
    /// Whether operations prove it, or whole services only suggest it.
    pub level: Level,
    /// One concrete way round; the first is the message by which the loop is known.
    pub interactions: Vec<InteractionId>,
    /// How many events one event becomes on its way round; unknown where a part of the way declares no `probability`
    /// and between whole services. Where
    /// several loops share an operation, the spectral radius of the component.
    pub gain: Option<f64>,
    /// How often one event passes on average, the first time included; infinite from a gain of 1.
    pub passes: Option<f64>,
}

/// All loops, those that operations prove first, then by their first message. Linear.
pub(super) fn loops(architecture: &Architecture, graph: &CallGraph) -> Vec<EventLoop> {
    let (mut loops, suggested) = parallel::join(
        || of(architecture, &Causes::between_operations(architecture, graph), Level::Operation),
        || of(architecture, &Causes::between_services(architecture, graph), Level::Service),
    );
    let proven: FxHashSet<_> = loops.iter().flat_map(|it| it.interactions.clone()).collect();
    loops.extend(suggested.into_iter().filter(|it| !it.interactions.iter().any(|id| proven.contains(id))));
    loops.sort_by(|a, b| (a.level, &a.interactions).cmp(&(b.level, &b.interactions)));
    loops
}

fn of(architecture: &Architecture, causes: &Causes, level: Level) -> Vec<EventLoop> {
    let components = causes.components();
    let members = (0..components.len()).map(|component| components.members(component));
    members.filter_map(|members| event_loop(architecture, causes, members, level)).collect()
}

fn event_loop(
    architecture: &Architecture,
    causes: &Causes,
    members: &[NodeId],
    level: Level,
) -> Option<EventLoop> {
    let edges = members.iter().flat_map(|node| causes.inside(*node).map(|edge| (*node, *edge)));
    let edges = edges.collect::<Vec<_>>();
    let messages = edges.iter().filter(|(_, edge)| edge.is_message());
    let (from, first) = *messages.min_by_key(|(_, edge)| edge.interaction())?;
    let mut way = vec![first];
    way.extend(shortest(causes, first.node(), from));
    let (gain, passes) = match level {
        Level::Operation => gain(architecture, causes, members, &edges, from),
        Level::Service => (None, None),
    };
    let interactions = way.iter().filter_map(Edge::interaction).collect();
    Some(EventLoop { level, interactions, gain, passes })
}

/// A shortest way within the component.
fn shortest(causes: &Causes, from: NodeId, to: NodeId) -> Vec<Edge> {
    let mut came: FxHashMap<NodeId, (NodeId, Edge)> = FxHashMap::default();
    let mut open = VecDeque::from([from]);
    while let Some(node) = open.pop_front().filter(|node| *node != to) {
        for edge in causes.inside(node) {
            if edge.node() != from && !came.contains_key(&edge.node()) {
                came.insert(edge.node(), (node, *edge));
                open.push_back(edge.node());
            }
        }
    }
    let mut way = Vec::new();
    let mut at = to;
    while let Some((before, edge)) = came.get(&at).filter(|_| at != from) {
        way.push(*edge);
        at = *before;
    }
    way.reverse();
    way
}

/// Gain and passes of a component, where every edge of it declares how often it is taken.
fn gain(
    architecture: &Architecture,
    causes: &Causes,
    members: &[NodeId],
    edges: &[(NodeId, Edge)],
    start: NodeId,
) -> (Option<f64>, Option<f64>) {
    let gains = edges.iter().map(|(_, edge)| edge_gain(architecture, edge)).collect::<Option<Vec<f64>>>();
    let Some(gains) = gains else { return (None, None) };
    let at = |node: NodeId| members.binary_search(&node).expect("an edge of a component stays in it") as u32;
    let entries = edges.iter().zip(&gains).map(|((from, edge), gain)| (at(*from), at(edge.node()), *gain));
    let offspring = Offspring::new(members.len(), entries.collect());
    let is_simple = members.iter().all(|node| causes.inside(*node).count() == 1);
    let gain = if is_simple { Some(gains.iter().product()) } else { offspring.spectral_radius() };
    let passes = match gain {
        Some(gain) if gain >= 1.0 => Some(f64::INFINITY),
        Some(gain) if is_simple => Some(1.0 / (1.0 - gain)),
        _ => offspring.visits(at(start)).map(|visits| visits[at(start) as usize]),
    };
    (gain, passes)
}

/// Executions of the operation at the end per execution of the one at the start. What a broker hands on arrives once.
fn edge_gain(architecture: &Architecture, edge: &Edge) -> Option<f64> {
    let Some(id) = edge.interaction() else { return Some(1.0) };
    let interaction = architecture.interaction(id);
    let declared = &interaction.declared;
    let calls = declared.calls.map_or(1.0, |calls| f64::from(calls.value));
    match declared.probability {
        Some(probability) => Some(calls * probability.value.get()),
        None if architecture.service(interaction.from).kind() == crate::architecture::ServiceKind::Broker => {
            Some(1.0)
        }
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{EventLoop, loops};
    use crate::analysis::fixture::Draft;
    use crate::graph::{CallGraph, Level};

    fn of(draft: &Draft) -> (Vec<EventLoop>, Vec<Vec<String>>) {
        let architecture = draft.architecture();
        let found = loops(&architecture, &CallGraph::link(&architecture));
        let id = |id: &crate::architecture::InteractionId| architecture.interaction(*id).id.to_string();
        let names = found.iter().map(|it| it.interactions.iter().map(id).collect()).collect();
        (found, names)
    }

    fn event(during: &str, operation: &str, more: &str) -> String {
        format!(
            "mode = \"async\"\nkind = \"event\"\nduring = \"{during}\"\noperation = \"{operation}\"\n{more}"
        )
    }

    fn pair(there: &str, back: &str) -> Draft {
        Draft::new()
            .services(&["a", "b"], "")
            .interaction("there", "a", "b", &event("X", "Y", there))
            .interaction("back", "b", "a", &event("Y", "X", back))
    }

    #[test]
    fn ev_1_and_ev_2_multiply_along_one_loop() {
        let (found, names) = of(&pair("probability = \"100%\"", "probability = \"50%\""));
        assert_eq!(
            (found[0].gain, found[0].passes, found[0].level),
            (Some(0.5), Some(2.0), Level::Operation)
        );
        assert_eq!(names, [["back", "there"]]);
        let (found, _) = of(&pair("probability = \"100%\"\ncalls = 2", "probability = \"50%\""));
        assert_eq!((found[0].gain, found[0].passes), (Some(1.0), Some(f64::INFINITY)));
        assert_eq!(of(&pair("", "probability = \"50%\"")).0[0].gain, None);
    }

    #[test]
    fn a_choreography_is_no_loop_where_operations_are_declared() {
        let draft = Draft::new()
            .services(&["orders", "stock"], "")
            .interaction("placed", "orders", "stock", &event("Place", "OnPlaced", ""))
            .interaction("reserved", "stock", "orders", &event("OnPlaced", "OnReserved", ""));
        assert_eq!(of(&draft).0, []);
    }

    #[test]
    fn whole_services_only_suggest_a_loop() {
        let draft = Draft::new()
            .services(&["orders", "stock"], "")
            .interaction("placed", "orders", "stock", "mode = \"async\"")
            .interaction("reserved", "stock", "orders", "mode = \"async\"");
        let (found, names) = of(&draft);
        assert_eq!(
            (found[0].level, found.len(), &names[0]),
            (Level::Service, 1, &vec!["placed".into(), "reserved".into()])
        );
    }

    #[test]
    fn channels_of_one_broker_do_not_mix() {
        let apart = |read: &str| {
            Draft::new()
                .services(&["a", "b"], "")
                .service("bus", "kind = \"broker\"")
                .interaction("p1", "a", "bus", "mode = \"async\"\nduring = \"X\"\nchannel = \"one\"")
                .interaction("d1", "bus", "b", "mode = \"async\"\noperation = \"Y\"\nchannel = \"one\"")
                .interaction("p2", "b", "bus", "mode = \"async\"\nduring = \"Y\"\nchannel = \"two\"")
                .interaction(
                    "d2",
                    "bus",
                    "a",
                    &format!("mode = \"async\"\noperation = \"{read}\"\nchannel = \"two\""),
                )
        };
        assert_eq!(of(&apart("X")).1, [["d1", "p2", "d2", "p1"]]);
        assert_eq!(of(&apart("Z")).0, []);
    }

    #[test]
    fn a_call_on_the_way_back_closes_a_loop_too() {
        let draft = Draft::new()
            .services(&["a", "b"], "")
            .interaction("there", "a", "b", &event("X", "Y", ""))
            .interaction("back", "b", "a", "mode = \"sync\"\nduring = \"Y\"\noperation = \"X\"");
        assert_eq!(of(&draft).1, [["there", "back"]]);
    }
}

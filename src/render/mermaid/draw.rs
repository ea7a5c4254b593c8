//! Interactions as nodes and edges, after a plan. Never writes Mermaid's syntax.

use super::call_view::mode;
use super::paint::Paint;
use super::plan::{Grouping, Plan};
use super::scope::Scope;
use super::text::label;
use crate::architecture::{
    Architecture, Choice, Interaction, InteractionId, Mode, ServiceId, ServiceKind, StepWhen, Timeout,
};
use crate::diagnostic::Severity;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// What a node stands for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Node<'a> {
    /// A service.
    Service(ServiceId),
    /// A topic, queue or subject, and its broker where one is known.
    Channel(Option<ServiceId>, &'a str),
    /// Services of a region and an owner that are drawn as one.
    Group(Option<&'a str>, Option<&'a str>),
}

/// How an edge is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Line {
    /// The caller waits.
    Sync,
    /// A message.
    Async,
    /// The part of a hybrid for which the caller waits.
    Now,
    /// The part of a hybrid that runs later.
    Later,
    /// No mode was declared.
    Undecided,
}

/// An edge.
#[derive(Debug)]
pub(super) struct Edge<'a> {
    pub(super) from: Node<'a>,
    pub(super) to: Node<'a>,
    pub(super) line: Line,
    /// Escaped words.
    pub(super) words: String,
    pub(super) worst: Option<Severity>,
    /// Interactions it stands for.
    count: usize,
}

/// Nodes and edges, in an order that does not depend on the order of tables.
#[derive(Debug, Default)]
pub(super) struct Picture<'a> {
    /// Nodes with the worst finding and the number of services they stand for.
    pub(super) nodes: BTreeMap<Node<'a>, (Option<Severity>, usize)>,
    pub(super) edges: Vec<Edge<'a>>,
    known: FxHashMap<(Node<'a>, Node<'a>, Line, String), usize>,
}

/// Draws what is in the scope.
pub(super) fn draw<'a>(
    architecture: &'a Architecture,
    scope: &Scope,
    plan: &Plan,
    paint: &Paint,
) -> Picture<'a> {
    let mut picture = Picture::default();
    let mut touched: BTreeSet<ServiceId> = BTreeSet::new();
    for id in &scope.interactions {
        for leg in legs(architecture, architecture.interaction(*id), plan) {
            touched.extend([&leg.0, &leg.1].into_iter().filter_map(|node| match node {
                Node::Service(id) => Some(*id),
                _ => None,
            }));
            picture.edge(leg, *id, plan, paint);
        }
    }
    for id in &scope.services {
        // A broker whose channels are all drawn has nothing left to say.
        let silent = architecture.service(*id).kind() == ServiceKind::Broker && !touched.contains(id);
        let has_channel = || {
            picture.nodes.keys().any(|node| matches!(node, Node::Channel(Some(broker), _) if broker == id))
        };
        if !(silent && has_channel()) {
            let entry = picture.nodes.entry(node(architecture, *id, plan)).or_default();
            entry.0 = entry.0.max(paint.service(*id));
            entry.1 += 1;
        }
    }
    for edge in picture.edges.iter_mut().filter(|edge| plan.merge && edge.count > 1) {
        edge.words = format!("{} interactions", edge.count);
    }
    picture
}

type Leg<'a> = (Node<'a>, Node<'a>, Line, String);

impl<'a> Picture<'a> {
    fn edge(&mut self, (from, to, line, words): Leg<'a>, id: InteractionId, plan: &Plan, paint: &Paint) {
        let worst = paint.interaction(id);
        for end in [&from, &to] {
            if let Node::Channel(..) = end {
                self.nodes.entry(end.clone()).or_default();
            }
        }
        let key = (from.clone(), to.clone(), line, if plan.merge { String::new() } else { words.clone() });
        // Two interactions that look alike stay two, unless they share one leg to or from a channel.
        let shared = plan.merge || matches!(from, Node::Channel(..)) || matches!(to, Node::Channel(..));
        if let Some(at) = self.known.get(&key).filter(|_| shared) {
            let edge = &mut self.edges[*at];
            edge.worst = edge.worst.max(worst);
            edge.count += 1;
            return;
        }
        self.known.insert(key, self.edges.len());
        self.edges.push(Edge { from, to, line, words, worst, count: 1 });
    }
}

/// The edges of an interaction: one, or a message's way through its channel or broker, or both parts of a hybrid.
fn legs<'a>(architecture: &'a Architecture, interaction: &'a Interaction, plan: &Plan) -> Vec<Leg<'a>> {
    let calls = interaction.declared.calls.filter(|calls| calls.value > 1);
    let words = |line| {
        let words = if plan.labels { words(interaction, line) } else { String::new() };
        match calls.filter(|_| plan.labels) {
            Some(calls) if words.is_empty() => format!("×{}", calls.value),
            Some(calls) => format!("{words} · ×{}", calls.value),
            None => words,
        }
    };
    let (from, to) = (node(architecture, interaction.from, plan), node(architecture, interaction.to, plan));
    let direct = |line| (from.clone(), to.clone(), line, words(line));
    let through = |line| message(architecture, interaction, plan, line, words(line));
    match mode(interaction) {
        Some(Mode::Sync) => vec![direct(Line::Sync)],
        Some(Mode::Async) => through(Line::Async),
        Some(Mode::Hybrid) => std::iter::once(direct(Line::Now)).chain(through(Line::Later)).collect(),
        None => vec![direct(Line::Undecided)],
    }
}

fn message<'a>(
    architecture: &'a Architecture,
    interaction: &'a Interaction,
    plan: &Plan,
    line: Line,
    words: String,
) -> Vec<Leg<'a>> {
    let (from, to) = (node(architecture, interaction.from, plan), node(architecture, interaction.to, plan));
    let is_broker = |id: ServiceId| architecture.service(id).kind() == ServiceKind::Broker;
    let via = interaction.via.map(|via| via.value);
    let broker = via.or([interaction.from, interaction.to].into_iter().find(|id| is_broker(*id)));
    let channel = interaction.declared.channel.as_ref().map(|channel| &*channel.value);
    let middle = match (channel, via) {
        _ if plan.collapse.is_some() => None,
        (Some(channel), _) => Some(Node::Channel(broker, channel)),
        (None, Some(via)) => Some(Node::Service(via)),
        (None, None) => None,
    };
    let Some(middle) = middle else {
        return vec![(from, to, line, words)];
    };
    let mut legs = Vec::new();
    if Some(interaction.from) != broker {
        legs.push((from, middle.clone(), line, words.clone()));
    }
    if Some(interaction.to) != broker {
        let words = if legs.is_empty() { words } else { String::new() };
        legs.push((middle, to, line, words));
    }
    legs
}

/// The node that stands for a service.
fn node<'a>(architecture: &'a Architecture, id: ServiceId, plan: &Plan) -> Node<'a> {
    let declared = &architecture.service(id).declared;
    let region = declared.region.as_ref().map(|region| &*region.value);
    let owner = declared.owner.as_ref().map(|owner| &*owner.value);
    match &plan.collapse {
        Some((keep, grouping)) if !keep.contains(&id) => match grouping {
            Grouping::Owner => Node::Group(region, owner),
            Grouping::Region => Node::Group(region, None),
            Grouping::All => Node::Group(None, None),
        },
        _ => Node::Service(id),
    }
}

/// `Charge · grpc · 300ms`.
pub(super) fn words(interaction: &Interaction, line: Line) -> String {
    let declared = &interaction.declared;
    let mut parts = Vec::new();
    match line {
        Line::Undecided => parts.push("#63;".to_owned()),
        Line::Later => parts.extend(steps(interaction, StepWhen::Later).or(Some("later".into()))),
        Line::Now => parts.extend(steps(interaction, StepWhen::Now)),
        Line::Sync | Line::Async => {}
    }
    parts.extend(declared.operation.as_ref().map(|operation| label(&operation.value)));
    parts.extend(declared.protocol.map(|protocol| protocol.value.word().to_owned()));
    if !matches!(line, Line::Async | Line::Later) {
        parts.extend(declared.timeout.map(|timeout| match timeout.value {
            Timeout::None => "no timeout".to_owned(),
            Timeout::After(time) => label(&time.to_string()),
        }));
    }
    parts.join(" · ")
}

/// `later: notify, ship`.
fn steps(interaction: &Interaction, when: StepWhen) -> Option<String> {
    let steps =
        interaction.declared.steps.iter().filter(|step| step.when.is_some_and(|one| one.value == when));
    let names: Vec<_> = steps.map(|step| label(&step.id.value)).collect();
    let more = names.len().saturating_sub(4);
    let mut list = names.into_iter().take(4).collect::<Vec<_>>().join(", ");
    if more > 0 {
        list.push_str(&format!(" and {more} more"));
    }
    (!list.is_empty()).then(|| format!("{}#58; {list}", when.word()))
}

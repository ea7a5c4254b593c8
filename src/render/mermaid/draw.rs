//! Interactions as nodes and edges, after a plan. Never writes Mermaid's syntax.

use super::call_view::mode;
use super::paint::Paint;
use super::plan::{Grouping, Plan, Words};
use super::scope::Scope;
use super::words::with_calls;
use crate::architecture::{Architecture, Interaction, InteractionId, Mode, ServiceId, ServiceKind};
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
    /// The words of its interactions, escaped, each of them once.
    words: Vec<String>,
    pub(super) worst: Option<Severity>,
    /// Interactions it stands for.
    count: usize,
}

impl Edge<'_> {
    /// The label, escaped; empty where there is nothing to say.
    pub(super) fn label(&self, words: Words) -> String {
        let count = format!("{} interactions", self.count);
        let leg = matches!(self.from, Node::Channel(..)) || matches!(self.to, Node::Channel(..));
        match (words, self.words.as_slice()) {
            (Words::Each, [one]) if self.count == 1 || leg => one.clone(),
            (Words::Each | Words::Listed, many) if many.len() <= MOST_LISTED => {
                let repeated = self.count > many.len().max(1) && !leg;
                many.iter().cloned().chain(repeated.then_some(count)).collect::<Vec<_>>().join("<br/>")
            }
            (Words::Each | Words::Listed, many) => {
                let more = format!("and {} more", many.len() - MOST_LISTED + 1);
                many[..MOST_LISTED - 1].iter().cloned().chain([more]).collect::<Vec<_>>().join("<br/>")
            }
            (Words::Counted, [one]) if self.count == 1 => one.clone(),
            (Words::Counted | Words::None, _) if self.count > 1 => count,
            (Words::Counted | Words::None, _) => String::new(),
        }
    }
}

/// Lines of words on one edge, at most.
const MOST_LISTED: usize = 4;

/// Nodes and edges, in an order that does not depend on the order of tables.
#[derive(Debug, Default)]
pub(super) struct Picture<'a> {
    /// Nodes with the worst finding and the number of services they stand for.
    pub(super) nodes: BTreeMap<Node<'a>, (Option<Severity>, usize)>,
    pub(super) edges: Vec<Edge<'a>>,
    known: FxHashMap<(Node<'a>, Node<'a>, Line, String), usize>,
}

/// Draws what is in the scope; stops where there are more edges than the plan allows.
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
        if picture.edges.len() > plan.most_edges {
            return picture;
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
    picture
}

type Leg<'a> = (Node<'a>, Node<'a>, Line, String);

impl<'a> Picture<'a> {
    fn edge(&mut self, (from, to, line, words): Leg<'a>, id: InteractionId, plan: &Plan, paint: &Paint) {
        let worst = paint.interaction(id);
        for end in [&from, &to] {
            if let Node::Channel(broker, _) = end {
                let painted = broker.and_then(|broker| paint.service(broker));
                self.nodes.entry(end.clone()).or_insert((painted, 1));
            }
        }
        let told_apart = if plan.words == Words::Each { words.clone() } else { String::new() };
        let key = (from.clone(), to.clone(), line, told_apart);
        let at = *self.known.entry(key).or_insert(self.edges.len());
        if at == self.edges.len() {
            self.edges.push(Edge { from, to, line, words: Vec::new(), worst, count: 0 });
        }
        let edge = &mut self.edges[at];
        edge.worst = edge.worst.max(worst);
        edge.count += 1;
        // Beyond that only the count is shown, and a thousand edges would be compared with each other.
        if !words.is_empty() && edge.words.len() < 100 && !edge.words.contains(&words) {
            edge.words.push(words);
        }
    }
}

/// The edges of an interaction: one, or a message's way through its channel or broker, or both parts of a hybrid.
fn legs<'a>(architecture: &'a Architecture, interaction: &'a Interaction, plan: &Plan) -> Vec<Leg<'a>> {
    let words = |line| if plan.words == Words::None { String::new() } else { with_calls(interaction, line) };
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

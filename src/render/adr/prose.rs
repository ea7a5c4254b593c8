//! The context of a record in prose: who talks to whom, when, how, and what is known about it. Never judges.

use super::markdown::{inline, name};
use crate::architecture::{
    Choice as _, InteractionId, InteractionKind, Journey, Mode, Protocol, Service, Timeout,
};
use crate::facts::{Provenance, World};
use crate::graph::{CallGraph, NodeId};
use crate::render::decision::{DecisionView, Speaker, clauses_of, join, open_questions};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// Journeys that are named; the others are counted.
const NAMED: usize = 3;

/// The journeys that reach each interaction.
#[derive(Default)]
pub(super) struct Journeys<'a> {
    through: FxHashMap<InteractionId, Vec<&'a Journey>>,
}

impl<'a> Journeys<'a> {
    /// Walks every journey once.
    pub(super) fn of(views: &[DecisionView<'a>]) -> Self {
        let mut journeys = Self::default();
        let Some(World { architecture, graph, .. }) = views.first().map(|view| view.world) else {
            return journeys;
        };
        for id in architecture.journey_ids() {
            for interaction in reached(graph, graph.entry(id)) {
                journeys.through.entry(interaction).or_default().push(architecture.journey(id));
            }
        }
        journeys
    }
}

fn reached(graph: &CallGraph, entry: NodeId) -> BTreeSet<InteractionId> {
    let (mut seen, mut open) = (BTreeSet::from([entry]), vec![entry]);
    let mut interactions = BTreeSet::new();
    while let Some(node) = open.pop() {
        for edge in graph.out(node) {
            interactions.extend(edge.interaction());
            if seen.insert(edge.node()) {
                open.push(edge.node());
            }
        }
    }
    interactions
}

/// Who talks to whom, on whose behalf, and how that is done today.
pub(super) fn situation(view: &DecisionView<'_>, journeys: &Journeys<'_>) -> String {
    let declared = &view.interaction().declared;
    let (from, to) = (introduced(view.from()), introduced(view.to()));
    let operation = declared.operation.as_ref().or(declared.channel.as_ref()).map(|text| name(&text.value));
    let during = declared
        .during
        .as_ref()
        .map_or(String::new(), |text| format!(" while it handles {}", name(&text.value)));
    let what = match (declared.kind.map(|kind| kind.value), operation) {
        (Some(InteractionKind::Query), None) => format!("{from} asks {to} for information{during}."),
        (Some(InteractionKind::Query), Some(it)) => format!("{from} asks {to} for {it}{during}."),
        (Some(InteractionKind::Command), None) => format!("{from} has {to} do something{during}."),
        (Some(InteractionKind::Command), Some(it)) => format!("{from} has {to} do {it}{during}."),
        (Some(InteractionKind::Event), None) => {
            format!("{from} tells {to} that something has happened{during}.")
        }
        (Some(InteractionKind::Event), Some(it)) => {
            format!("{from} tells {to} that something has happened ({it}){during}.")
        }
        (None, None) => format!("{from} uses {to}{during}."),
        (None, Some(it)) => format!("{from} uses {it} of {to}{during}."),
    };
    let mut sentences = vec![what];
    sentences.extend(declared.description.as_ref().map(|text| sentence(&text.value)));
    sentences.push(today(view));
    sentences.extend(part_of(view, journeys));
    sentences.join(" ")
}

/// A service with its description.
fn introduced(service: &Service) -> String {
    let described = service.declared.description.as_ref();
    let described = described.map_or(String::new(), |text| format!(" ({})", inline(&text.value)));
    format!("{}{described}", name(&service.name))
}

fn sentence(text: &str) -> String {
    let text = inline(text);
    if text.ends_with(['.', '!', '?']) { text } else { format!("{text}.") }
}

fn today(view: &DecisionView<'_>) -> String {
    let interaction = view.interaction();
    let declared = &interaction.declared;
    let Some(mode) = view.declared() else { return "How this is to be done is not declared yet.".into() };
    let mut text = match mode {
        Mode::Sync => "It is declared as a synchronous call".to_owned(),
        Mode::Async => "It is declared as a message".to_owned(),
        Mode::Hybrid => "It is declared as a hybrid, partly a call and partly a message".to_owned(),
    };
    if let Some(protocol) = declared.protocol {
        text += &format!(" over {}", protocol_name(protocol.value));
    }
    if let Some(broker) = interaction.via {
        text += &format!(" through {}", name(&view.world.architecture.service(broker.value).name));
    }
    if mode != Mode::Async {
        text += &match declared.timeout.map(|timeout| timeout.value) {
            Some(Timeout::After(timeout)) => format!(" with a timeout of {timeout}"),
            Some(Timeout::None) => " without a timeout".into(),
            None => String::new(),
        };
        if let Some(attempts) = declared.attempts.filter(|attempts| attempts.value > 1) {
            text += &format!(" and up to {} attempts", attempts.value);
        }
    }
    text + "."
}

fn protocol_name(protocol: Protocol) -> &'static str {
    match protocol {
        Protocol::Http => "HTTP",
        Protocol::Grpc => "gRPC",
        Protocol::Graphql => "GraphQL",
        Protocol::Tcp => "TCP",
        Protocol::Kafka => "Kafka",
        Protocol::Amqp => "AMQP",
        Protocol::Nats => "NATS",
        Protocol::Mqtt => "MQTT",
        Protocol::Sql => "SQL",
        Protocol::Redis => "Redis",
        Protocol::Mongodb => "MongoDB",
        Protocol::Websocket | Protocol::Queue | Protocol::File => protocol.word(),
    }
}

fn part_of(view: &DecisionView<'_>, journeys: &Journeys<'_>) -> Option<String> {
    let through = journeys.through.get(&view.id)?;
    let mut named: Vec<String> = through.iter().take(NAMED).map(|journey| promise(journey)).collect();
    if through.len() > NAMED {
        named.push(format!("{} more", through.len() - NAMED));
    }
    let word = if through.len() == 1 { "journey" } else { "journeys" };
    Some(format!("It is part of the {word} {}.", join(&named)))
}

fn promise(journey: &Journey) -> String {
    let p99 = journey.slo.p99.map(|it| format!("99 % of its requests within {}", it.value));
    let availability = journey.slo.availability.map(|it| format!("{} available", it.value));
    let promises: Vec<String> = p99.into_iter().chain(availability).collect();
    let promises =
        if promises.is_empty() { String::new() } else { format!(" (promised: {})", join(&promises)) };
    format!("{}{promises}", name(&journey.id))
}

/// What is known and what is not, grouped by where it comes from, as Markdown paragraphs.
pub(super) fn known(speaker: &Speaker<'_>) -> Vec<String> {
    let clauses = clauses_of(speaker);
    let group = |title: &str, wanted: &[Provenance]| {
        let said = clauses.iter().filter(|clause| wanted.contains(&clause.provenance));
        let said: Vec<&str> = said.map(|clause| clause.text.as_str()).collect();
        (!said.is_empty()).then(|| format!("**{title}:** {}.", said.join("; ")))
    };
    let mut groups: Vec<String> = [
        group("Measured", &[Provenance::Measured]),
        group("Declared", &[Provenance::Declared]),
        group("Read from other configuration", &[Provenance::Imported]),
        group("Follows from the rest of the architecture", &[Provenance::Derived]),
        group("Assumed, as nothing is declared", &[Provenance::Defaulted]),
    ]
    .into_iter()
    .flatten()
    .collect();
    let open = open_questions(speaker);
    if !open.is_empty() {
        groups.push(format!("**Not known:** {}.", open.join("; ")));
    }
    groups
}

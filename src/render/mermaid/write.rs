//! A picture as flowchart text: subgraphs per region, shapes per kind, colours per finding. Never changes a picture.

use super::draw::{Edge, Line, Node, Picture};
use super::legend::{self, severity_class};
use super::plan::{Plan, Words};
use super::text::label;
use crate::architecture::{Architecture, Choice, ServiceId, ServiceKind};
use crate::diagnostic::Severity;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Colour of the lines and borders of a severity; readable on white and on black.
pub(super) fn color(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "#d1242f",
        Severity::Warning => "#bf8700",
        Severity::Info => "#0969da",
    }
}

/// Writes the flowchart, with the notes as comments.
pub(super) fn write<'p>(architecture: &'p Architecture, picture: &Picture<'p>, plan: &Plan) -> String {
    let mut out = String::from("flowchart LR\n");
    for note in &plan.notes {
        let plain: String = note.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
        let _ = writeln!(out, "%% {}", plain.trim());
    }
    let ids = Ids::new(picture);
    nodes(&mut out, architecture, picture, &ids);
    for edge in &picture.edges {
        write_edge(&mut out, edge, &ids, plan.words);
    }
    let undecided = legend::write(&mut out, architecture, picture);
    styles(&mut out, picture, &ids, undecided);
    out
}

/// The synthetic identifiers of nodes: services by their place among all services, the others by their order.
struct Ids<'p>(BTreeMap<Node<'p>, String>);

impl<'p> Ids<'p> {
    fn new(picture: &Picture<'p>) -> Self {
        let (mut channels, mut groups) = (0, 0);
        let number = |counter: &mut usize, letter: char| {
            *counter += 1;
            format!("{letter}{}", *counter - 1)
        };
        let id = |node: &Node<'p>| {
            let id = match node {
                Node::Service(ServiceId(index)) => format!("s{index}"),
                Node::Channel(..) => number(&mut channels, 'c'),
                Node::Group(..) => number(&mut groups, 'g'),
            };
            (node.clone(), id)
        };
        Self(picture.nodes.keys().map(id).collect())
    }

    fn of(&self, node: &Node<'p>) -> &str {
        self.0.get(node).map(String::as_str).expect("every end of an edge is a node")
    }
}

fn region<'a>(architecture: &'a Architecture, node: &Node<'a>) -> Option<&'a str> {
    let of = |id: ServiceId| architecture.service(id).declared.region.as_ref().map(|region| &*region.value);
    match node {
        Node::Service(id) => of(*id),
        Node::Channel(broker, _) => broker.and_then(of),
        Node::Group(region, _) => *region,
    }
}

fn nodes<'p>(out: &mut String, architecture: &'p Architecture, picture: &Picture<'p>, ids: &Ids<'p>) {
    let mut regions: BTreeMap<Option<&str>, Vec<(&Node<'p>, usize)>> = BTreeMap::new();
    for (node, (_, count)) in &picture.nodes {
        regions.entry(region(architecture, node)).or_default().push((node, *count));
    }
    for (index, (region, members)) in regions.iter().enumerate() {
        if let Some(name) = region {
            let _ = writeln!(out, "subgraph r{index}[\"{}\"]", label(name));
        }
        for (node, count) in members {
            let indent = if region.is_some() { "  " } else { "" };
            let _ = writeln!(out, "{indent}{}{}", ids.of(node), shape(architecture, node, *count));
        }
        if region.is_some() {
            out.push_str("end\n");
        }
    }
}

fn shape(architecture: &Architecture, node: &Node<'_>, count: usize) -> String {
    match node {
        Node::Service(id) => service(architecture, *id),
        Node::Channel(None, name) => format!("[/\"{}\"/]:::channel", label(name)),
        Node::Channel(Some(broker), name) => {
            format!("[/\"{}<br/>on {}\"/]:::channel", label(name), label(&architecture.service(*broker).name))
        }
        Node::Group(_, owner) => {
            let noun = if count == 1 { "service" } else { "services" };
            let of = owner.map(|owner| format!("<br/>of {}", label(owner))).unwrap_or_default();
            format!("[[\"{count} {noun}{of}\"]]:::group")
        }
    }
}

fn service(architecture: &Architecture, id: ServiceId) -> String {
    let service = architecture.service(id);
    let kind = service.kind();
    let mut parts = Vec::new();
    parts.extend((!matches!(kind, ServiceKind::Service)).then(|| kind.word().to_owned()));
    parts.extend(service.declared.tier.map(|tier| format!("tier {}", tier.value)));
    let second = if parts.is_empty() { String::new() } else { format!("<br/>{}", parts.join(", ")) };
    let text = format!("\"{}{second}\"", label(&service.name));
    match kind {
        ServiceKind::Client => format!("([{text}])"),
        ServiceKind::Gateway => format!("{{{{{text}}}}}"),
        ServiceKind::Service => format!("[{text}]"),
        ServiceKind::External => format!("({text}):::external"),
        ServiceKind::Datastore => format!("[({text})]"),
        ServiceKind::Cache => format!("[({text})]:::cache"),
        ServiceKind::Broker => format!("[[{text}]]"),
    }
}

fn write_edge<'p>(out: &mut String, edge: &Edge<'p>, ids: &Ids<'p>, words: Words) {
    let (from, to, arrow) = (ids.of(&edge.from), ids.of(&edge.to), arrow(edge.line));
    let _ = match edge.label(words).as_str() {
        "" => writeln!(out, "{from} {arrow} {to}"),
        words => writeln!(out, "{from} {arrow}|\"{words}\"| {to}"),
    };
}

/// Mermaid's arrow for a line.
pub(super) fn arrow(line: Line) -> &'static str {
    match line {
        Line::Sync => "-->",
        Line::Async | Line::Later | Line::Undecided => "-.->",
        Line::Now => "==>",
    }
}

fn styles<'p>(out: &mut String, picture: &Picture<'p>, ids: &Ids<'p>, legend_undecided: Option<usize>) {
    for (class, style) in [
        ("external", "stroke-dasharray:6 3"),
        ("cache", "stroke-dasharray:2 2"),
        ("channel", "stroke-width:1px"),
        ("group", "stroke-width:3px"),
    ] {
        if out.contains(&format!(":::{class}\n")) {
            let _ = writeln!(out, "classDef {class} {style}");
        }
    }
    for severity in [Severity::Error, Severity::Warning, Severity::Info] {
        paint(out, picture, ids, severity);
    }
    let edges = picture.edges.iter().enumerate();
    let undecided = edges.filter(|(_, edge)| edge.line == Line::Undecided && edge.worst.is_none());
    let list: Vec<_> = undecided.map(|(at, _)| at).chain(legend_undecided).map(|at| at.to_string()).collect();
    if !list.is_empty() {
        let _ = writeln!(out, "linkStyle {} stroke:#8c959f,stroke-dasharray:1 4", list.join(","));
    }
}

/// Borders and lines in the colour of a severity, where it is the worst.
fn paint<'p>(out: &mut String, picture: &Picture<'p>, ids: &Ids<'p>, severity: Severity) {
    let (class, color) = (severity_class(severity), color(severity));
    if out.contains(&format!(":::{class}\n")) {
        let _ = writeln!(out, "classDef {class} stroke:{color},stroke-width:4px");
    }
    let nodes = picture.nodes.iter().filter(|(_, (worst, _))| *worst == Some(severity));
    let list: Vec<_> = nodes.map(|(node, _)| ids.of(node)).collect();
    if !list.is_empty() {
        let _ = writeln!(out, "class {} {class}", list.join(","));
    }
    let edges = picture.edges.iter().enumerate().filter(|(_, edge)| edge.worst == Some(severity));
    let list: Vec<_> = edges.map(|(at, _)| at.to_string()).collect();
    if !list.is_empty() {
        let _ = writeln!(out, "linkStyle {} stroke:{color},stroke-width:3px", list.join(","));
    }
}

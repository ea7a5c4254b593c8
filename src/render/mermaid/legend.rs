//! What lines and colours of a flowchart mean; only those that occur. Never explains what is not drawn.

use super::draw::{Line, Node, Picture};
use super::write::arrow;
use crate::architecture::{Architecture, ServiceKind};
use crate::diagnostic::Severity;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Edges the legend needs at most.
pub(super) const MOST_EDGES: usize = 5;

/// Writes the legend as a subgraph of its own. Its edges come after all others; returns the number of the one that
/// stands for an undecided mode, which only a style tells from a message.
pub(super) fn write(out: &mut String, architecture: &Architecture, picture: &Picture<'_>) -> Option<usize> {
    let lines: BTreeSet<_> = picture.edges.iter().map(|edge| edge.line).collect();
    let findings =
        picture.edges.iter().map(|edge| edge.worst).chain(picture.nodes.values().map(|(worst, _)| *worst));
    let severities: BTreeSet<_> = findings.flatten().collect();
    let external = |node: &Node<'_>| match node {
        Node::Service(id) => architecture.service(*id).kind() == ServiceKind::External,
        _ => false,
    };
    let external = picture.nodes.keys().any(external);
    if lines.is_empty() && severities.is_empty() && !external {
        return None;
    }
    out.push_str("subgraph legend[\"legend\"]\n");
    let undecided = lines.iter().position(|line| *line == Line::Undecided);
    for (at, line) in lines.into_iter().enumerate() {
        let _ = writeln!(out, "  l{at}[\" \"] {}|\"{}\"| m{at}[\" \"]", arrow(line), meaning(line));
    }
    for severity in severities.into_iter().rev() {
        let class = severity_class(severity);
        let _ = writeln!(out, "  f{class}[\"worst finding here#58; {}\"]:::{class}", severity.as_str());
    }
    if external {
        out.push_str("  x0(\"outside the system\"):::external\n");
    }
    out.push_str("end\n");
    undecided.map(|at| picture.edges.len() + at)
}

fn meaning(line: Line) -> &'static str {
    match line {
        Line::Sync => "sync, the caller waits",
        Line::Async => "async, a message",
        Line::Now => "hybrid, the part that is waited for",
        Line::Later => "hybrid, the later part",
        Line::Undecided => "#63; mode undecided",
    }
}

/// Name of the class that paints a severity.
pub(super) fn severity_class(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "worstError",
        Severity::Warning => "worstWarning",
        Severity::Info => "worstInfo",
    }
}

//! The summary of `advise`: what an architect reads in thirty seconds. Never lists everything.

use super::{DecisionView, Report};
use crate::architecture::{FailureEffect, InteractionKind, Mode};
use crate::decision::Verdict;
use crate::facts::Subject;
use crate::rule::Finding;
use std::collections::BTreeMap;
use std::fmt::Write;

/// What is summed up.
#[derive(Debug, Clone, Copy)]
pub struct Overview<'a> {
    /// What was found.
    pub report: Report<'a>,
    /// What was decided: all interactions, in order.
    pub views: &'a [DecisionView<'a>],
    /// Columns to fill.
    pub width: usize,
}

/// Kinds of findings that are shown.
const SHOWN: usize = 7;

/// The system in numbers, the decisions that need a look, and what to change first, each with its line.
pub fn summary(overview: &Overview<'_>) -> String {
    let mut out = String::new();
    head(&mut out, overview);
    decisions(&mut out, overview);
    let _ = writeln!(out, "Findings    {}", super::summary_line(&overview.report, true).trim_end());
    if let Some(coverage) = &overview.report.coverage {
        out.push_str(&super::coverage_line(coverage));
    }
    first(&mut out, overview);
    out
}

fn head(out: &mut String, overview: &Overview<'_>) {
    let Some(view) = overview.views.first() else {
        out.push_str("Nothing interacts in this architecture.\n\n");
        return;
    };
    let architecture = view.world.architecture;
    let name = architecture.system.name.as_ref().map_or("The system", |name| &name.value);
    let count =
        |number: usize, one: &str, many: &str| format!("{number} {}", if number == 1 { one } else { many });
    let _ = writeln!(
        out,
        "{name}: {}, {}, {}\n",
        count(architecture.services.len(), "service", "services"),
        count(architecture.interactions.len(), "interaction", "interactions"),
        count(architecture.journeys.len(), "journey", "journeys"),
    );
}

fn decisions(out: &mut String, overview: &Overview<'_>) {
    let questions: Vec<&DecisionView<'_>> =
        overview.views.iter().filter(|view| view.is_a_question()).collect();
    let count =
        |mode: Option<Mode>| questions.iter().filter(|view| view.decision.recommended == mode).count();
    let parts = [
        (count(Some(Mode::Sync)), "sync"),
        (count(Some(Mode::Async)), "async"),
        (count(Some(Mode::Hybrid)), "hybrid"),
        (count(None), "without any mode left"),
    ];
    let parts: Vec<String> = parts
        .iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, what)| format!("{number} {what}"))
        .collect();
    let _ = writeln!(out, "Decisions   {}", parts.join(", "));
    let open = |verdict: Verdict| questions.iter().filter(|view| view.argument.verdict == verdict).count();
    let provisional = open(Verdict::InsufficientFacts);
    if provisional > 0 {
        let _ = writeln!(out, "            {provisional} of them provisional: too few facts are declared");
    }
    let ties = open(Verdict::TossUp);
    if ties > 0 {
        let _ = writeln!(out, "            {ties} of them toss-ups, for people to decide");
    }
    for view in questions.iter().filter(|view| view.deviates() && view.accepted().is_none()) {
        let declared = view.declared().expect("a deviation deviates from a declared mode");
        if let Some(recommended) = view.decision.recommended {
            let _ =
                writeln!(out, "            {} is {declared}, its facts argue for {recommended}", view.name());
        }
    }
}

/// One entry per rule, the most serious first: its most telling finding, and how many more there are.
fn first(out: &mut String, overview: &Overview<'_>) {
    let open = overview.report.open();
    if open.is_empty() {
        out.push('\n');
        return;
    }
    let mut per_subject: BTreeMap<Subject, usize> = BTreeMap::new();
    open.iter().for_each(|finding| *per_subject.entry(finding.subject).or_default() += 1);
    let mut by_rule: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    open.iter().for_each(|finding| by_rule.entry(&*finding.rule).or_default().push(*finding));
    let weight = |finding: &Finding| {
        (finding.severity, finding.class, stakes(overview, finding), per_subject[&finding.subject])
    };
    let mut entries: Vec<(&Finding, usize)> = by_rule
        .into_values()
        .map(|findings| {
            let telling = findings.iter().rev().copied().max_by_key(|finding| weight(finding));
            (telling.expect("a rule is listed for its findings"), findings.len())
        })
        .collect();
    entries.sort_by_key(|(finding, _)| std::cmp::Reverse(weight(finding)));
    out.push_str("\nWhat to change first\n");
    for (index, (finding, count)) in entries.iter().take(SHOWN).enumerate() {
        let more = if *count > 1 { format!(" (and {} more like it)", count - 1) } else { String::new() };
        paragraph(
            out,
            &format!("{:>3}. ", index + 1),
            &format!("{}{more}", capital(&finding.title)),
            overview.width,
        );
        let place = overview.report.sources.location(finding.primary.span);
        let _ = writeln!(out, "     {place}  {} [{}]", finding.severity.as_str(), finding.rule);
        if let Some(help) = &finding.help {
            paragraph(out, "     ", help, overview.width);
        }
    }
    if entries.len() > SHOWN {
        let _ =
            writeln!(out, "     … and {} further kinds of findings in findings.txt", entries.len() - SHOWN);
    }
    out.push('\n');
}

/// What is at stake where a finding is about an interaction: a journey with an objective waits for it, it is a command,
/// the command must not fail.
fn stakes(overview: &Overview<'_>, finding: &Finding) -> u8 {
    let Subject::Interaction(id) = finding.subject else { return 0 };
    let Some(view) = overview.views.get(id.0 as usize) else { return 0 };
    let declared = &view.interaction().declared;
    let command = declared.kind.is_some_and(|kind| kind.value == InteractionKind::Command);
    let hard = declared.on_failure.is_none_or(|effect| effect.value == FailureEffect::Fail);
    let promised = view.world.traffic.tightest_journey(id).is_some();
    4 * u8::from(promised) + u8::from(command) + u8::from(command && hard)
}

/// The text in lines of at most `width` columns, the first after `lead`, the others below its text.
fn paragraph(out: &mut String, lead: &str, text: &str, width: usize) {
    let indent = " ".repeat(lead.chars().count());
    let mut line = lead.to_owned();
    let mut empty = true;
    for word in text.split_whitespace() {
        if !empty && line.chars().count() + 1 + word.chars().count() > width {
            let _ = writeln!(out, "{line}");
            line.clone_from(&indent);
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        line.push_str(word);
        empty = false;
    }
    let _ = writeln!(out, "{line}");
}

/// A title as the beginning of a sentence; names in backticks stay as they are.
fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// What was written where: a line per folder or file.
pub fn contents<'p>(folder: &str, paths: impl Iterator<Item = &'p str>) -> String {
    let mut groups: BTreeMap<&str, usize> = BTreeMap::new();
    for path in paths {
        *groups.entry(path.split_once('/').map_or(path, |(folder, _)| folder)).or_default() += 1;
    }
    let what = |name: &str| match name {
        "adr" => "decision records",
        "analysis.json" | "analysis.txt" => "depth, availability, latency, and the plan",
        "decisions.json" | "decisions.txt" => "every verdict with its argument",
        "diagrams" => "Mermaid: the system, and every journey",
        "findings.json" | "findings.sarif" | "findings.txt" => "what lint found",
        "skeleton" => "a Rust service to start from",
        "summary.txt" => "this summary",
        _ => "",
    };
    let mut text = format!("Written to {folder}\n");
    for (name, count) in groups {
        let shown =
            if count > 1 || !name.contains('.') { format!("{name}/ ({count})") } else { name.to_owned() };
        let _ = writeln!(text, "  {shown:16} {}", what(name));
    }
    text
}

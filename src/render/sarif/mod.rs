//! Findings as SARIF 2.1.0 (OASIS), for code scanning. Never serialises an inner type.
//!
//! Accepted findings are results with a suppression, and so are those of a baseline. What could not be judged is a notification of the invocation,
//! one per rule, because a result needs a place in the text and a missing fact has none.

mod document;

use super::json::{confidence_word, subject_kind};
use super::place::Places;
use super::report::Report;
use crate::diagnostic::{Label, Severity};
use crate::rule::{Class, Finding};
use crate::source::Span;
use document as doc;
use std::collections::BTreeMap;

/// A rule's page, as code scanning shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleMeta<'a> {
    /// Id of the check.
    pub id: &'a str,
    /// Its class; gives the default severity.
    pub class: Class,
    /// One line.
    pub title: &'a str,
    /// What it reports; Markdown, like the next three.
    pub what: &'a str,
    /// Why that is bad.
    pub why: &'a str,
    /// What to do instead.
    pub instead: &'a str,
    /// When not to.
    pub drawbacks: &'a str,
    /// The rule's page in the manual.
    pub help_uri: Option<&'a str>,
}

/// The findings, the accepted and the known ones too, as a SARIF log that ends in a newline. `rules` may be in any order.
pub fn findings_sarif(report: &Report<'_>, rules: &[RuleMeta<'_>]) -> String {
    let places = Places::new(report.sources);
    let mut rules = rules.to_vec();
    rules.sort_by_key(|rule| rule.id);
    let index: BTreeMap<&str, usize> = rules.iter().enumerate().map(|(at, rule)| (rule.id, at)).collect();
    let run = doc::Run {
        tool: doc::Tool { driver: driver(&rules) },
        column_kind: "unicodeCodePoints",
        invocations: [doc::Invocation {
            execution_successful: true,
            tool_execution_notifications: notifications(report, &index),
        }],
        results: (report.sorted().into_iter().map(|finding| (finding, false)))
            .chain(report.sorted_known().into_iter().map(|finding| (finding, true)))
            .map(|(finding, is_known)| result(report, &places, &index, finding, is_known))
            .collect(),
    };
    let log = doc::Log { schema: doc::SCHEMA, version: "2.1.0", runs: [run] };
    serde_json::to_string_pretty(&log).expect("text and numbers have a JSON form") + "\n"
}

fn driver<'a>(rules: &[RuleMeta<'a>]) -> doc::Driver<'a> {
    doc::Driver {
        name: "syncwise",
        semantic_version: env!("CARGO_PKG_VERSION"),
        rules: rules.iter().map(descriptor).collect(),
    }
}

fn descriptor<'a>(rule: &RuleMeta<'a>) -> doc::Descriptor<'a> {
    let sections = [
        ("What it reports", rule.what),
        ("Why it matters", rule.why),
        ("What to do instead", rule.instead),
        ("Drawbacks", rule.drawbacks),
    ];
    let written = sections.into_iter().filter(|(_, text)| !text.trim().is_empty());
    let (text, markdown): (Vec<_>, Vec<_>) = written
        .map(|(head, text)| (format!("{head}: {}", text.trim()), format!("### {head}\n\n{}", text.trim())))
        .unzip();
    doc::Descriptor {
        id: rule.id,
        short_description: doc::Text { text: rule.title.into() },
        full_description: doc::Text {
            text: if rule.what.is_empty() { rule.title } else { rule.what.trim() }.into(),
        },
        help: doc::Help { text: text.join("\n\n"), markdown: markdown.join("\n\n") },
        help_uri: rule.help_uri,
        default_configuration: doc::Configuration { level: level(rule.class.severity()) },
        properties: doc::DescriptorProperties { class: class_word(rule.class), tags: ["architecture"] },
    }
}

fn class_word(class: Class) -> &'static str {
    Class::ALL
        .iter()
        .find(|(known, _)| *known == class)
        .map(|(_, word)| *word)
        .expect("every class has a word")
}

/// SARIF's words for severities.
fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn result<'a>(
    report: &Report<'a>,
    places: &Places<'_>,
    index: &BTreeMap<&str, usize>,
    finding: &'a Finding,
    is_known: bool,
) -> doc::SarifResult<'a> {
    let related = finding.related.iter().enumerate();
    doc::SarifResult {
        rule_id: &finding.rule,
        rule_index: index.get(&*finding.rule).copied(),
        level: level(finding.severity),
        message: doc::Text { text: message(finding) },
        locations: [doc::Location {
            id: None,
            physical_location: physical(report, places, finding.primary.span),
            logical_locations: vec![doc::LogicalLocation {
                name: &finding.subject_id,
                kind: subject_kind(finding.subject),
            }],
            message: words(&finding.primary),
        }],
        related_locations: related
            .map(|(at, label)| doc::Location {
                id: Some(at + 1),
                physical_location: physical(report, places, label.span),
                logical_locations: Vec::new(),
                message: words(label),
            })
            .collect(),
        partial_fingerprints: doc::Fingerprints { syncwise: &finding.fingerprint },
        suppressions: suppressions(report, places, finding, is_known),
        baseline_state: report.baseline.map(|_| if is_known { "unchanged" } else { "new" }),
        properties: doc::ResultProperties {
            confidence: confidence_word(finding.confidence),
            because: finding.because.iter().map(|because| (because.fact, because.value.as_str())).collect(),
        },
    }
}

/// Title, note and help as sentences, because viewers show nothing else.
fn message(finding: &Finding) -> String {
    let parts = [Some(&finding.title), finding.note.as_ref(), finding.help.as_ref()];
    parts.into_iter().flatten().map(|part| part.trim()).collect::<Vec<_>>().join(". ")
}

fn words(label: &Label) -> Option<doc::Text> {
    (!label.text.is_empty()).then(|| doc::Text { text: label.text.clone() })
}

/// An empty list says that the finding is not suppressed; a missing one would say that it is not known.
fn suppressions(
    report: &Report<'_>,
    places: &Places<'_>,
    finding: &Finding,
    is_known: bool,
) -> Vec<doc::Suppression> {
    let accepted = finding.allowed.iter().map(|acceptance| doc::Suppression {
        kind: "inSource",
        justification: acceptance.words(),
        location: Some(doc::Location {
            id: None,
            physical_location: physical(report, places, acceptance.span),
            logical_locations: Vec::new(),
            message: None,
        }),
    });
    let known = report.baseline.filter(|_| is_known).map(|file| doc::Suppression {
        kind: "external",
        justification: format!("known: listed in the baseline {file}"),
        location: None,
    });
    accepted.chain(known).collect()
}

fn physical(report: &Report<'_>, places: &Places<'_>, span: Span) -> doc::PhysicalLocation {
    let (start, end) = places.positions(span);
    doc::PhysicalLocation {
        artifact_location: doc::ArtifactLocation { uri: uri(report.sources.file(span.file).name()) },
        region: doc::Region {
            start_line: start.line,
            start_column: start.column,
            end_line: end.line,
            end_column: end.column,
        },
    }
}

fn notifications(report: &Report<'_>, index: &BTreeMap<&str, usize>) -> Vec<doc::Notification> {
    let unassessed = report.sorted_unassessed();
    let by_rule = unassessed.chunk_by(|one, next| one.rule() == next.rule());
    by_rule
        .map(|group| {
            let mut missing: Vec<_> = group.iter().flat_map(|one| one.missing().into_owned()).collect();
            missing.sort();
            missing.dedup();
            let places = if group.len() == 1 { "place" } else { "places" };
            let facts = if missing.is_empty() { "facts".into() } else { missing.join(", ") };
            let text = format!(
                "`{}` could not be assessed at {} {places}: {facts} not known",
                group[0].rule(),
                group.len()
            );
            doc::Notification {
                level: "note",
                message: doc::Text { text },
                associated_rule: doc::RuleReference {
                    id: group[0].rule().to_string(),
                    index: index.get(group[0].rule()).copied(),
                },
            }
        })
        .collect()
}

/// A file's name as a URI reference: relative names stay relative, everything unusual is percent-encoded.
fn uri(name: &str) -> String {
    let path = name.replace('\\', "/");
    let mut uri = String::with_capacity(path.len());
    if path.starts_with('/') {
        uri.push_str("file://");
    }
    for byte in path.strip_prefix("./").unwrap_or(&path).bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => {
                uri.push(byte.into())
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests;

//! A comparison as JSON, version 1. `null` means not known, never zero; no bound is the text `no bound`. Never
//! serialises an inner type.

use super::ComparisonView;
use crate::architecture::Choice;
use crate::comparison::{Direction, FindingChange, NumberChange, Opinion};
use crate::rule::Finding;
use crate::source::SourceMap;
use serde_json::{Value, json};

/// Everything that is different, as a JSON document that ends in a newline.
pub fn comparison_json(view: &ComparisonView<'_>) -> String {
    let it = view.comparison;
    let findings = |sources, list: &[&Finding]| -> Vec<Value> {
        list.iter().map(|finding| row(sources, finding)).collect()
    };
    let changes = |list: &[FindingChange<'_>]| -> Vec<Value> {
        list.iter().map(|change| changed(view.after, change)).collect()
    };
    let members = it.members.iter().map(|changes| {
        (format!("{}s", changes.kind.word()), json!({ "added": changes.added, "removed": changes.removed }))
    });
    let verdicts = it.verdicts.iter().map(|change| {
        json!({ "interaction": change.interaction, "before": opinion(change.before), "after": opinion(change.after) })
    });
    let document = json!({
        "version": 1,
        "worse": it.is_worse(),
        "findings": {
            "new": findings(view.after, &it.findings.new),
            "worse": changes(&it.findings.worse),
            "better": changes(&it.findings.better),
            "resolved": findings(view.before, &it.findings.resolved),
            "accepted": findings(view.after, &it.findings.accepted),
        },
        "numbers": it.numbers.iter().map(number).collect::<Vec<_>>(),
        "verdicts": verdicts.collect::<Vec<_>>(),
        "members": members.collect::<serde_json::Map<_, _>>(),
    });
    serde_json::to_string_pretty(&document).expect("text and numbers have a JSON form") + "\n"
}

fn row(sources: &SourceMap, finding: &Finding) -> Value {
    let span = finding.primary.span;
    let (start, _) = sources.positions(span);
    json!({
        "rule": finding.rule,
        "severity": finding.severity.as_str(),
        "message": finding.title,
        "file": sources.file(span.file).name(),
        "line": start.line,
        "column": start.column,
        "subject": { "kind": finding.subject.kind().word(), "id": finding.subject_id },
        "fingerprint": finding.fingerprint,
    })
}

fn changed(sources: &SourceMap, change: &FindingChange<'_>) -> Value {
    let mut row = row(sources, change.after);
    row["severity_before"] = change.before.severity.as_str().into();
    row["numbers"] = change.numbers.iter().map(number).collect();
    row
}

fn number(number: &NumberChange) -> Value {
    let value = |value: Option<f64>| match value {
        Some(number) if number.is_finite() => json!(number),
        Some(_) => json!("no bound"),
        None => Value::Null,
    };
    json!({
        "subject": { "kind": number.kind.word(), "id": number.subject },
        "fact": number.fact,
        "unit": unit(number),
        "before": value(number.before),
        "after": value(number.after),
        "change": match number.direction { Direction::Worse => "worse", Direction::Better => "better" },
    })
}

fn unit(number: &NumberChange) -> &'static str {
    use crate::facts::FactType;
    match number.of {
        FactType::Duration => "seconds",
        FactType::Rate => "per second",
        FactType::Ratio => "share",
        FactType::Bytes => "bytes",
        _ => "count",
    }
}

fn opinion(opinion: Opinion) -> Value {
    json!({
        "declared": opinion.declared.map(Choice::word),
        "recommended": opinion.recommended.map(Choice::word),
        "verdict": opinion.verdict,
    })
}

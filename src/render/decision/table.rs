//! Many decisions on a terminal: a row each, what needs attention first. Never leaves one out without counting it.

use super::layout::{Paint, clip, fit, plain, width, wrap};
use super::sides::sides;
use super::speech::Speaker;
use super::verdict::{percent, ruled_out};
use super::{Attention, DecisionView};
use crate::architecture::{Choice as _, Mode, ServiceKind};
use crate::decision::{MODES, Verdict};

/// From here on, a row and its reason fit on one line.
const WIDE: usize = 132;
/// Narrower than this, nothing can be read; the table is then this wide.
const NARROWEST: usize = 60;
const MODES_WIDTH: usize = 16;
const VERDICT_WIDTH: usize = 18;
const CONFIDENCE_WIDTH: usize = 5;

/// What a row says.
struct Row {
    attention: Attention,
    name: String,
    ends: String,
    declared: String,
    recommended: String,
    verdict: &'static str,
    confidence: String,
    reason: String,
}

/// The decisions as a table for a terminal of `columns`: what contradicts itself or its facts first, then what is open,
/// then the rest, each by identifier; a summary at the end. On a narrow terminal a row takes two lines.
pub fn decisions_table(decisions: &[DecisionView<'_>], columns: usize, color: bool) -> String {
    let (judged, folded): (Vec<_>, Vec<_>) = decisions.iter().partition(|view| view.is_a_question());
    let mut rows: Vec<Row> = judged.into_iter().map(row).collect();
    rows.sort_by(|one, other| (one.attention, &one.name).cmp(&(other.attention, &other.name)));
    let columns = columns.max(NARROWEST);
    let mut out = String::new();
    if !rows.is_empty() {
        match columns >= WIDE {
            true => wide(&mut out, &rows, columns, color),
            false => narrow(&mut out, &rows, columns, color),
        }
        out.push('\n');
    }
    let folded = not_judged(&folded);
    for line in wrap(&summary(&rows), columns).into_iter().chain(wrap(&folded, columns)) {
        out.push_str(&line);
        out.push('\n');
    }
    out
}

fn row(view: &DecisionView<'_>) -> Row {
    let word = |mode: Option<Mode>| mode.map_or("–".into(), |mode| mode.word().to_owned());
    Row {
        attention: Attention::of(view),
        name: plain(view.name()),
        ends: plain(&format!("{} → {}", view.from().name, view.to().name)),
        declared: word(view.declared()),
        recommended: word(view.decision.recommended),
        verdict: view.argument.verdict.as_str(),
        confidence: view.argument.confidence.map_or("–".into(), |share| format!("{} %", percent(share))),
        reason: strongest(view),
    }
}

/// What settles it, in one clause.
fn strongest(view: &DecisionView<'_>) -> String {
    let speaker = Speaker::generic(*view);
    let ruled_out = ruled_out(view);
    let veto = |mode: Mode| {
        let (_, vetoes) = ruled_out.iter().find(|(blocked, _)| *blocked == mode)?;
        Some(format!("{mode} is ruled out: {}", view.method.vetoes()[*vetoes.first()?].reason))
    };
    if let Some(text) = view.declared().and_then(veto) {
        return plain(&text);
    }
    let recommended = view.decision.recommended;
    let other = MODES.into_iter().find(|mode| recommended != Some(*mode) && *mode != Mode::Hybrid);
    match view.argument.verdict {
        Verdict::Conflict | Verdict::Forced => plain(&other.and_then(veto).unwrap_or_default()),
        Verdict::InsufficientFacts => {
            let asked = view.argument.ask_first.iter().chain(&view.argument.ask_next).next();
            let asked = asked.map(|question| format!("find out first {}", speaker.open(&question.fact)));
            asked.unwrap_or_else(|| "too few facts are declared".into())
        }
        _ => {
            let pro = sides(view).pro;
            let clause = pro.first().map(|reason| speaker.clause(&reason.fact, &reason.value));
            clause.unwrap_or_else(|| "no argument either way".into())
        }
    }
}

fn wide(out: &mut String, rows: &[Row], columns: usize, color: bool) {
    let most = |of: fn(&Row) -> &str, least: usize| {
        rows.iter().map(|row| width(of(row))).max().unwrap_or(0).clamp(least, 30)
    };
    let (names, ends) = (most(|row| &row.name, 11), most(|row| &row.ends, 9));
    let fixed = 2 + names + 1 + ends + 1 + 9 + 12 + VERDICT_WIDTH + 1 + CONFIDENCE_WIDTH + 2;
    let reasons = columns.saturating_sub(fixed);
    let head = format!(
        "  {} {} {} {} {} {}  {}",
        fit("interaction", names),
        fit("from → to", ends),
        fit("declared", 8),
        fit("recommended", 11),
        fit("verdict", VERDICT_WIDTH),
        fit("sure", CONFIDENCE_WIDTH),
        "strongest reason"
    );
    out.push_str(&Paint::Bold.on(&head, color));
    out.push('\n');
    for row in rows {
        let text = format!(
            "{} {} {} {} {} {:>5}  ",
            fit(&row.name, names),
            fit(&row.ends, ends),
            fit(&row.declared, 8),
            fit(&row.recommended, 11),
            fit(row.verdict, VERDICT_WIDTH),
            row.confidence,
        );
        let reason = Paint::Faint.on(&clip(&row.reason, reasons), color);
        line(out, row, &text, &reason, color);
    }
}

fn narrow(out: &mut String, rows: &[Row], columns: usize, color: bool) {
    let names = columns - 2 - 1 - MODES_WIDTH - 1 - VERDICT_WIDTH - 1 - CONFIDENCE_WIDTH;
    let head = format!(
        "  {} {} {} {}",
        fit("interaction", names),
        fit("declared → best", MODES_WIDTH),
        fit("verdict", VERDICT_WIDTH),
        "sure"
    );
    out.push_str(&Paint::Bold.on(&head, color));
    out.push('\n');
    for row in rows {
        let modes = match row.declared == row.recommended {
            true => row.declared.clone(),
            false => format!("{} → {}", row.declared, row.recommended),
        };
        let modes = fit(&modes, MODES_WIDTH);
        let text = format!(
            "{} {modes} {} {:>5}",
            fit(&row.name, names),
            fit(row.verdict, VERDICT_WIDTH),
            row.confidence
        );
        line(out, row, &text, "", color);
        let detail = clip(&format!("{}: {}", row.ends, row.reason), columns - 4);
        out.push_str(&format!("    {}\n", Paint::Faint.on(&detail, color)));
    }
}

fn line(out: &mut String, row: &Row, text: &str, reason: &str, color: bool) {
    let mark = row.attention.mark();
    let paint = match mark {
        '!' => Some(Paint::Red),
        '?' => Some(Paint::Yellow),
        _ => None,
    };
    let marked = format!("{mark} {text}");
    let marked = if reason.is_empty() { marked.trim_end().to_owned() } else { marked };
    out.push_str(&paint.map_or_else(|| marked.clone(), |paint| paint.on(&marked, color)));
    out.push_str(reason);
    out.push('\n');
}

/// How many interactions have no row, and why; empty where all have one.
fn not_judged(folded: &[&DecisionView<'_>]) -> String {
    let clients = folded.iter().filter(|view| view.from().kind() == ServiceKind::Client).count();
    let stores = folded.len() - clients;
    let parts: Vec<String> = [(stores, "to a datastore or cache"), (clients, "by a client")]
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, whose)| format!("{number} {whose}"))
        .collect();
    match folded.len() {
        0 => String::new(),
        1 => format!("1 more is not judged, as such a call has to be one: {}", parts.join(", ")),
        number => {
            format!("{number} more are not judged, as such calls have to be calls: {}", parts.join(", "))
        }
    }
}

fn summary(rows: &[Row]) -> String {
    let count = |attention: Attention| rows.iter().filter(|row| row.attention == attention).count();
    let some = |attention: Attention, one: &str, many: &str| match count(attention) {
        0 => None,
        1 => Some(format!("1 {one}")),
        number => Some(format!("{number} {many}")),
    };
    let total = match rows.len() {
        1 => "1 interaction".to_owned(),
        number => format!("{number} interactions"),
    };
    let parts: Vec<String> = [
        some(Attention::Conflict, "in which nothing is possible", "in which nothing is possible"),
        some(Attention::Drift, "contradicts its facts", "contradict their facts"),
        some(Attention::Undeclared, "without a declared mode", "without a declared mode"),
        some(Attention::TossUp, "too close to call", "too close to call"),
        some(Attention::TooLittleKnown, "with too few facts", "with too few facts"),
        some(Attention::Accepted, "accepted deviation", "accepted deviations"),
        some(Attention::Settled, "as it should be", "as they should be"),
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() { total } else { format!("{total}: {}", parts.join(", ")) }
}

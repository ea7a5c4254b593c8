//! `explain` and `rules`: the pages of rules, offline. Never evaluates one.

use super::example::wrong_examples;
use super::{Outcome, rule_set};
use crate::architecture::{Choice, Mode, Policy};
use crate::decision::{Method, catalogue};
use crate::diagnostic::{any_error, did_you_mean};
use crate::facts::{FactId, SubjectKind};
use crate::render;
use crate::rule::criterion::Criterion;
use crate::rule::{Check, Notice, Page};
use crate::source::SourceMap;
use anyhow::{Result, bail};
use std::fmt::Write;
use std::path::PathBuf;

/// The page of a check, a criterion or a fact.
///
/// # Errors
/// When a rule file cannot be read, or nothing has this name.
pub fn explain(name: &str, folders: &[PathBuf], color: bool) -> Result<Outcome> {
    let mut sources = SourceMap::new();
    let rules = rule_set(&mut sources, &Policy::default(), folders)?;
    if any_error(&rules.diagnostics) {
        let mut errors = String::new();
        render::diagnostics(&mut errors, &sources, &rules.diagnostics, color);
        return Ok(Outcome::refused(errors));
    }
    let mut pages: Vec<String> = Vec::new();
    pages.extend(rules.checks.iter().filter(|check| &*check.id == name).map(check_page));
    pages.extend(Notice::ALL.iter().filter(|notice| notice.id == name).map(|notice| notice_page(notice)));
    pages.extend(rules.criteria.iter().filter(|criterion| &*criterion.id.value == name).map(criterion_page));
    pages.extend(fact_pages(name));
    if pages.is_empty() {
        let checks = rules.checks.iter().map(|check| &*check.id);
        let checks = checks.chain(Notice::ALL.iter().map(|notice| notice.id));
        let criteria = rules.criteria.iter().map(|criterion| &*criterion.id.value);
        let facts = SubjectKind::ALL
            .into_iter()
            .flat_map(|(kind, _)| FactId::names(kind).map(|name| -> &str { name }));
        let known: Vec<&str> = facts.chain(checks).chain(criteria).collect();
        let near = did_you_mean(name, known);
        bail!(
            "there is no rule or fact `{name}`; {}",
            near.unwrap_or_else(|| "`syncwise rules` lists what there is".into())
        );
    }
    Ok(Outcome::fine(pages.join("\n\n"), String::new()))
}

/// A line per rule.
///
/// # Errors
/// When a rule file cannot be read.
pub fn rules(folders: &[PathBuf], color: bool) -> Result<Outcome> {
    let mut sources = SourceMap::new();
    let rules = rule_set(&mut sources, &Policy::default(), folders)?;
    let (method, mut mistakes) = Method::new(&rules.criteria, &Policy::default(), &catalogue());
    mistakes.extend(rules.diagnostics);
    mistakes.extend(wrong_examples(&rules.checks, &method));
    let mut errors = String::new();
    render::diagnostics(&mut errors, &sources, &mistakes, color);
    if any_error(&mistakes) {
        return Ok(Outcome::refused(errors));
    }
    let mut text = String::from("Checks: what `lint` reports\n");
    for check in &rules.checks {
        let _ =
            writeln!(text, "  {:32} {:9} {}", check.id, check.class.word(), first_sentence(&check.page.what));
    }
    for notice in Notice::ALL {
        let (class, what) = (notice.class.word(), first_sentence(notice.what));
        let _ = writeln!(text, "  {:32} {class:9} {what}", notice.id);
    }
    text += "\nCriteria: what a decision weighs\n";
    for criterion in &rules.criteria {
        let _ =
            writeln!(text, "  {:32} {:9} {}", criterion.id.value, criterion.group.value, criterion.question);
    }
    text += "\n`syncwise explain NAME` shows a page.\n";
    Ok(Outcome::fine(text, errors))
}

fn first_sentence(text: &str) -> String {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    flat.split_once(". ").map_or(flat.clone(), |(first, _)| format!("{first}."))
}

fn check_page(check: &Check) -> String {
    let severity = check.class.severity().as_str();
    let mut text = format!(
        "{} (check, {} = {severity}, looks at every {})\n",
        check.id,
        check.class.word(),
        check.about.word()
    );
    for grade in &check.grades {
        let _ = writeln!(
            text,
            "  also {} = {}, under further conditions",
            grade.class.word(),
            grade.class.severity().as_str()
        );
    }
    push_page(&mut text, &check.page);
    let _ = write!(
        text,
        "\nAccept it where it stands: allow = [{{ rule = \"{}\", reason = \"…\" }}]\n",
        check.id
    );
    text
}

fn notice_page(notice: &Notice) -> String {
    let (class, severity) = (notice.class.word(), notice.class.severity().as_str());
    let mut text = format!("{} (about `allow`, {class} = {severity})\n", notice.id);
    push_page(&mut text, &notice.page());
    text
}

fn push_page(text: &mut String, page: &Page) {
    let parts = [
        ("What", &page.what),
        ("Why", &page.why),
        ("Instead", &page.instead),
        ("Drawbacks", &page.drawbacks),
    ];
    for (heading, part) in parts {
        let _ = write!(text, "\n{heading}\n{}\n", indent(part));
    }
    if !page.sources.is_empty() {
        let _ = write!(text, "\nSources\n{}\n", indent(&page.sources.join("\n")));
    }
}

fn indent(text: &str) -> String {
    text.trim().lines().map(|line| format!("  {}", line.trim_end())).collect::<Vec<_>>().join("\n")
}

fn criterion_page(criterion: &Criterion) -> String {
    let mut text = format!("{} (criterion, group {})\n", criterion.id.value, criterion.group.value);
    let _ = write!(text, "\nQuestion\n{}\n", indent(&criterion.question));
    let _ = write!(text, "\nSpeaks for each mode, from -1 to 1, by `{}`\n", criterion.fact.value);
    let _ = writeln!(
        text,
        "  {:18} {:>6} {:>6} {:>6}",
        "",
        Mode::Sync.word(),
        Mode::Async.word(),
        Mode::Hybrid.word()
    );
    for (value, [sync, asynchronous, hybrid]) in &criterion.utility {
        let _ = writeln!(text, "  {:18} {sync:>6} {asynchronous:>6} {hybrid:>6}", value.value);
    }
    for veto in &criterion.vetoes {
        let blocks: Vec<&str> = veto.blocks.iter().map(|mode| mode.word()).collect();
        let _ = write!(text, "\nRules out {}\n{}\n", blocks.join(" and "), indent(&veto.reason));
    }
    let page = &criterion.page;
    let parts = [
        ("What", &page.what),
        ("Why", &page.why),
        ("Instead", &page.instead),
        ("Drawbacks", &page.drawbacks),
    ];
    for (heading, part) in parts {
        let _ = write!(text, "\n{heading}\n{}\n", indent(part));
    }
    let sources: Vec<&str> = page.sources.iter().map(|source| &**source).collect();
    let _ = write!(text, "\nSources\n{}\n", indent(&sources.join("\n")));
    text
}

fn fact_pages(name: &str) -> Vec<String> {
    let kinds = SubjectKind::ALL.into_iter();
    let facts = kinds.filter_map(|(kind, _)| FactId::named(kind, name)).map(FactId::fact);
    facts
        .map(|fact| {
            format!(
                "{} (fact about {}: {})\n\n  {}\n",
                fact.name,
                fact.about.phrase(),
                fact.kind.describe(),
                fact.means
            )
        })
        .collect()
}

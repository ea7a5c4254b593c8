//! Edits that an editor can make at once: give a call the timeout that fits, accept a finding. Never offers an edit that
//! does not follow from the finding alone.

use super::desk::{Desk, Known};
use super::{place, report};
use crate::architecture::Architecture;
use crate::ask::in_file;
use crate::edit::{self, Edit, Place, Value};
use crate::facts::{self, FactId, Subject, SubjectKind};
use crate::graph::CallGraph;
use crate::rule::Finding;
use crate::run::Study;
use crate::source::{FileId, Span};
use lsp_types::{CodeAction, CodeActionKind, CodeActionParams, TextEdit, WorkspaceEdit};

/// The check whose remedy is a line.
const MISSING_TIMEOUT: &str = "missing-timeout";
/// What stands where people must say something.
const REASON: &str = "TODO: say why";

/// The edits for the findings in a range.
pub(super) fn actions(desk: &mut Desk, it: CodeActionParams) -> Vec<CodeAction> {
    let Some((desk, known, name)) = desk.known(&it.text_document.uri) else { return Vec::new() };
    let Some((id, file)) = known.file(&name) else { return Vec::new() };
    let (start, end) = (place::offset(file, it.range.start), place::offset(file, it.range.end));
    let is_here = |finding: &&Finding| {
        let span = finding.primary.span;
        span.file == id && span.start as usize <= end && start <= span.end as usize
    };
    let here: Vec<&Finding> = known.findings.iter().filter(is_here).collect();
    let fixes = here.iter().filter_map(|finding| timeout(desk, known, finding));
    fixes.chain(here.iter().filter_map(|finding| acceptance(desk, known, finding))).collect()
}

/// Declares the suggested timeout, where there is one.
fn timeout(desk: &Desk, known: &Known, finding: &Finding) -> Option<CodeAction> {
    let Subject::Interaction(_) = finding.subject else { return None };
    if &*finding.rule != MISSING_TIMEOUT {
        return None;
    }
    let architecture = &known.reading.architecture;
    let graph = CallGraph::link(architecture);
    let study = Study::derive(architecture, &graph);
    let fact = FactId::named(SubjectKind::Interaction, "suggested-timeout").expect("the fact exists");
    let reading = fact.read(&study.world(), finding.subject);
    let text = facts::show(reading.value()?, fact.fact().kind);
    let (file, place) = located(architecture, finding)?;
    let title = format!("declare `timeout = \"{text}\"`, once the code has it");
    let edit = Edit::Set { place, key: "timeout".into(), value: Value::Text(text) };
    let action = action(desk, known, finding, title, file, &edit)?;
    Some(CodeAction { is_preferred: Some(true), ..action })
}

/// Accepts the finding where it stands, with a reason that is still to be written.
fn acceptance(desk: &Desk, known: &Known, finding: &Finding) -> Option<CodeAction> {
    let is_check = known.reading.rules.checks.iter().any(|check| check.id == finding.rule);
    let (file, place) = is_check.then(|| located(&known.reading.architecture, finding)).flatten()?;
    let text = |key: &str, value: &str| (key.to_owned(), Value::Text(value.to_owned()));
    let fields = vec![text("rule", &finding.rule), text("reason", REASON)];
    let edit = Edit::Push { place, key: "allow".into(), fields };
    action(desk, known, finding, format!("accept `{}` here, with a reason", finding.rule), file, &edit)
}

/// The table of what the finding is about. A circle has none of its own.
fn located(architecture: &Architecture, finding: &Finding) -> Option<(FileId, Place)> {
    match finding.subject {
        Subject::System => Some((finding.primary.span.file, Place::Top("system"))),
        Subject::Service(id) => {
            let service = architecture.service(id);
            Some((service.span.file, Place::Service(service.name.to_string())))
        }
        Subject::Interaction(id) => {
            let file = architecture.interaction(id).span.file;
            let index = in_file(architecture, file).iter().position(|it| *it == id)?;
            Some((file, Place::Interaction(index)))
        }
        Subject::Journey(id) => {
            let own = architecture.journey(id).span;
            let before = architecture.journeys.iter().map(|it| it.span);
            let index = before.filter(|it| it.file == own.file && it.start < own.start).count();
            Some((own.file, Place::Journey(index)))
        }
        Subject::Cycle(_) => None,
    }
}

fn action(
    desk: &Desk,
    known: &Known,
    finding: &Finding,
    title: String,
    id: FileId,
    edit: &Edit,
) -> Option<CodeAction> {
    let sources = &known.reading.sources;
    let file = sources.file(id);
    let old = file.text();
    let new = edit::apply(old, std::slice::from_ref(edit)).ok()?;
    let (start, end) = common(old, &new);
    let span = Span::new(id, start..old.len() - end);
    let change = TextEdit::new(place::range(file, span), new[start..new.len() - end].to_owned());
    #[expect(
        clippy::mutable_key_type,
        reason = "the protocol's own type; the mutable part is no part of its hash"
    )]
    let changes = [(desk.uri(file.name())?, vec![change])].into();
    Some(CodeAction {
        title,
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![report::finding(desk, sources, finding)]),
        edit: Some(WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() }),
        ..CodeAction::default()
    })
}

/// How many bytes both texts share at their beginning and at their end, whole lines only.
fn common(old: &str, new: &str) -> (usize, usize) {
    let same = |pairs: &mut dyn Iterator<Item = (&str, &str)>| -> usize {
        pairs.take_while(|(a, b)| a == b).map(|(a, _)| a.len()).sum()
    };
    let start = same(&mut old.split_inclusive('\n').zip(new.split_inclusive('\n')));
    let (old, new) = (&old[start..], &new[start..]);
    let end = same(&mut old.split_inclusive('\n').rev().zip(new.split_inclusive('\n').rev()));
    (start, end)
}

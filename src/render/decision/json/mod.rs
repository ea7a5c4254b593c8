//! Decisions as JSON, version 1. Keys may be added; none changes its meaning. Never serialises an inner type.

mod shape;

use super::DecisionView;
use crate::architecture::{Choice as _, Mode};
use crate::decision::{Argument, Flip, Objection, Reason, Relaxation, Saga};
use crate::render::json::confidence_word as provenance_key;
use shape::{
    ChangeRow, Document, FactRow, FlipRow, Intervals, ReasonRow, RelaxationRow, Row, SagaRow, Scores, Shares,
    VetoRow,
};

/// The decisions as a JSON document that ends in a newline, in the order they are given. `null` is not known or not
/// admissible, never zero.
pub fn decisions_json(decisions: &[DecisionView<'_>]) -> String {
    let document = Document { version: 1, decisions: decisions.iter().map(row).collect() };
    serde_json::to_string_pretty(&document).expect("text and finite numbers have a JSON form") + "\n"
}

fn row<'a>(view: &DecisionView<'a>) -> Row<'a> {
    let (decision, argument) = (view.decision, view.argument);
    let split = &view.evidence.partition;
    let veto = |index: &usize| &*view.method.vetoes()[*index].id;
    Row {
        interaction: view.name(),
        from: &view.from().name,
        to: &view.to().name,
        operation: view.interaction().declared.operation.as_ref().map(|operation| &*operation.value),
        declared: word(view.declared()),
        recommended: word(decision.recommended),
        verdict: argument.verdict.as_str(),
        in_question: view.is_a_question(),
        shares: argument.confidence.map(|_| shares(argument)),
        confidence: argument.confidence.map(round),
        margin: decision.margin.map(round),
        conflict_index: decision.conflict_index.map(round),
        coverage: round(decision.coverage),
        scores: scores(view),
        reasons: argument.reasons.iter().map(reason).collect(),
        vetoes: argument.vetoes.iter().map(objection).collect(),
        assumptions: &argument.assumptions,
        flips: argument.flips.all.iter().map(|one| flip(view, one)).collect(),
        ask_first: argument.ask_first.as_ref().map(|question| &*question.fact),
        variant: argument.variant.map(|variant| variant.as_str()),
        runner_up: word(decision.runner_up),
        deviates: view.deviates(),
        accepted: view.accepted().map(|allow| &*allow.reason.value),
        intervals: intervals(view),
        undecided_vetoes: argument.undecided.iter().map(objection).collect(),
        ask_next: argument.ask_next.iter().map(|question| &*question.fact).collect(),
        conflicts: argument.conflicts.iter().map(|set| set.iter().map(veto).collect()).collect(),
        relaxations: relaxations(argument, veto),
        now_steps: if split.split.admissible { split.now_names().collect() } else { Vec::new() },
        later_steps: if split.split.admissible { split.later_names().collect() } else { Vec::new() },
        saga: argument.saga.map(saga),
        obligations: argument.obligations.iter().map(|obligation| obligation.text()).collect(),
        standings: argument
            .obligations
            .iter()
            .map(|it| it.standing(&view.interaction().declared).as_str())
            .collect(),
        statement: argument.statement.as_ref().map(|it| it.sentence(view.name())),
    }
}

/// Six decimals: more would only show how the sum was added up.
fn round(number: f64) -> f64 {
    (number * 1e6).round() / 1e6 + 0.0
}

fn word(mode: Option<Mode>) -> Option<&'static str> {
    mode.map(|mode| mode.word())
}

fn scores(view: &DecisionView<'_>) -> Scores {
    let score = |mode: Mode| {
        let score = view.decision.score(mode);
        score.is_feasible().then(|| round(score.mean))
    };
    Scores { sync: score(Mode::Sync), r#async: score(Mode::Async), hybrid: score(Mode::Hybrid) }
}

fn shares(argument: &Argument) -> Shares {
    let [sync, asynchronous, hybrid, none] = argument.shares.map(round);
    Shares { sync, r#async: asynchronous, hybrid, none }
}

fn intervals(view: &DecisionView<'_>) -> Intervals {
    let interval = |mode: Mode| {
        let score = view.decision.score(mode);
        score.is_feasible().then(|| [round(score.low), round(score.high)])
    };
    Intervals { sync: interval(Mode::Sync), r#async: interval(Mode::Async), hybrid: interval(Mode::Hybrid) }
}

fn reason(reason: &Reason) -> ReasonRow<'_> {
    ReasonRow {
        criterion: &reason.criterion,
        fact: &reason.fact,
        value: &reason.value,
        provenance: provenance_key(reason.provenance),
        favours: reason.favours.word(),
        contribution: round(reason.contribution),
    }
}

fn objection(objection: &Objection) -> VetoRow<'_> {
    VetoRow {
        id: &objection.id,
        criterion: &objection.criterion,
        blocks: objection.blocks.iter().map(|mode| mode.word()).collect(),
        reason: &objection.reason,
        relaxation: &objection.relaxation,
        because: objection.because.iter().map(|(fact, value)| FactRow { fact, value }).collect(),
    }
}

fn flip(view: &DecisionView<'_>, flip: &Flip) -> FlipRow {
    let changes = flip.shown(view.method).into_iter();
    let changes = changes.map(|change| ChangeRow { fact: change.fact, from: change.from, to: change.to });
    FlipRow { changes: changes.collect(), to: word(flip.to) }
}

fn relaxations<'a>(argument: &'a Argument, veto: impl Fn(&usize) -> &'a str) -> Vec<RelaxationRow<'a>> {
    let shown = |relaxation: &Relaxation| RelaxationRow {
        vetoes: relaxation.vetoes.iter().map(&veto).collect(),
        enables: relaxation.enables.iter().map(|mode| mode.word()).collect(),
    };
    argument.relaxations.iter().map(shown).collect()
}

fn saga(saga: &Saga) -> SagaRow {
    SagaRow { code: saga.code, name: saga.name, coupling: saga.coupling }
}

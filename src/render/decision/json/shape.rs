//! The published shape of decisions. Never knows where a value comes from.

use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Document<'a> {
    pub(super) version: u32,
    pub(super) decisions: Vec<Row<'a>>,
}

#[derive(Serialize)]
pub(super) struct Row<'a> {
    pub(super) interaction: &'a str,
    pub(super) from: &'a str,
    pub(super) to: &'a str,
    pub(super) operation: Option<&'a str>,
    pub(super) declared: Option<&'static str>,
    pub(super) recommended: Option<&'static str>,
    pub(super) verdict: &'static str,
    pub(super) in_question: bool,
    pub(super) shares: Option<Shares>,
    pub(super) confidence: Option<f64>,
    pub(super) margin: Option<f64>,
    pub(super) conflict_index: Option<f64>,
    pub(super) coverage: f64,
    pub(super) scores: Scores,
    pub(super) reasons: Vec<ReasonRow<'a>>,
    pub(super) vetoes: Vec<VetoRow<'a>>,
    pub(super) assumptions: &'a [String],
    pub(super) flips: Vec<FlipRow>,
    pub(super) ask_first: Option<&'a str>,

    pub(super) variant: Option<&'static str>,
    pub(super) runner_up: Option<&'static str>,
    pub(super) deviates: bool,
    pub(super) accepted: Option<&'a str>,
    pub(super) intervals: Intervals,
    pub(super) undecided_vetoes: Vec<VetoRow<'a>>,
    pub(super) ask_next: Vec<&'a str>,
    pub(super) conflicts: Vec<Vec<&'a str>>,
    pub(super) relaxations: Vec<RelaxationRow<'a>>,
    pub(super) now_steps: Vec<&'a str>,
    pub(super) later_steps: Vec<&'a str>,
    pub(super) saga: Option<SagaRow>,
    pub(super) obligations: Vec<&'static str>,
    pub(super) standings: Vec<&'static str>,
    pub(super) statement: Option<String>,
}

#[derive(Serialize)]
pub(super) struct Scores {
    pub(super) sync: Option<f64>,
    pub(super) r#async: Option<f64>,
    pub(super) hybrid: Option<f64>,
}

/// Shares of the draws.
#[derive(Serialize)]
pub(super) struct Shares {
    pub(super) sync: f64,
    pub(super) r#async: f64,
    pub(super) hybrid: f64,
    pub(super) none: f64,
}

#[derive(Serialize)]
pub(super) struct Intervals {
    pub(super) sync: Option<[f64; 2]>,
    pub(super) r#async: Option<[f64; 2]>,
    pub(super) hybrid: Option<[f64; 2]>,
}

#[derive(Serialize)]
pub(super) struct ReasonRow<'a> {
    pub(super) criterion: &'a str,
    pub(super) fact: &'a str,
    pub(super) value: &'a str,
    pub(super) provenance: &'static str,
    pub(super) favours: &'static str,
    pub(super) contribution: f64,
}

#[derive(Serialize)]
pub(super) struct VetoRow<'a> {
    pub(super) id: &'a str,
    pub(super) criterion: &'a str,
    pub(super) blocks: Vec<&'static str>,
    pub(super) reason: &'a str,
    pub(super) relaxation: &'a str,
    pub(super) because: Vec<FactRow<'a>>,
}

#[derive(Serialize)]
pub(super) struct FactRow<'a> {
    pub(super) fact: &'a str,
    pub(super) value: &'a str,
}

#[derive(Serialize)]
pub(super) struct FlipRow {
    pub(super) changes: Vec<ChangeRow>,
    pub(super) to: Option<&'static str>,
}

#[derive(Serialize)]
pub(super) struct ChangeRow {
    pub(super) fact: String,
    pub(super) from: String,
    pub(super) to: String,
}

#[derive(Serialize)]
pub(super) struct RelaxationRow<'a> {
    pub(super) vetoes: Vec<&'a str>,
    pub(super) enables: Vec<&'static str>,
}

#[derive(Serialize)]
pub(super) struct SagaRow {
    pub(super) code: &'static str,
    pub(super) name: &'static str,
    pub(super) coupling: &'static str,
}

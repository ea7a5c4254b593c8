//! Rendering: findings, decisions, diagrams and records as text. Never computes and never prints.
//!
//! One file per format. What all formats of `lint` share is in [`report`]; where a byte offset stands on a line is
//! in `place`.

pub mod adr;
pub mod analysis;
pub mod decision;
pub mod mermaid;
pub mod report;

mod coverage;
mod diagnostics;
mod excerpt;
mod full;
mod json;
mod place;
mod sarif;
mod summary;

pub use analysis::{
    AnalysisView, analysis_json, analysis_text, outage_json, outage_text, plan_text, slowness_json,
    slowness_text,
};
pub use coverage::coverage_line;
pub use decision::{DecisionView, PageOptions, decision_page, decisions_json, decisions_table};
pub use diagnostics::{diagnostic, diagnostics};
pub use full::{findings_full, summary_line, unassessed_list};
pub use json::findings_json;
pub use report::Report;
pub use sarif::{RuleMeta, findings_sarif};
pub use summary::{Overview, contents, summary};

//! Rendering: findings, decisions, diagrams and records as text. Never computes and never prints.
//!
//! One file per format. What all formats of `lint` share is in [`report`]; where a byte offset stands on a line is
//! in `place`.

pub mod adr;
pub mod analysis;
pub mod decision;
pub mod mermaid;
pub mod report;
mod schema;
mod settings;

mod comparison;
mod concise;
mod coverage;
mod diagnostics;
mod excerpt;
mod full;
mod github;
mod gitlab;
mod json;
mod junit;
mod markdown;
mod place;
mod rules;
mod sarif;
mod summary;
mod text;
mod unified;

pub use analysis::{
    AnalysisView, analysis_json, analysis_text, outage_json, outage_text, plan_text, slowness_json,
    slowness_text,
};
pub use comparison::{ComparisonView, comparison_json, comparison_text, since_text};
pub use concise::findings_concise;
pub use coverage::coverage_line;
pub use decision::{
    DecisionView, PageOptions, decision_brief, decision_page, decisions_json, decisions_table,
};
pub use diagnostics::{diagnostic, diagnostics};
pub use full::{findings_full, summary_line, unassessed_list};
pub use github::findings_github;
pub use gitlab::findings_gitlab;
pub use json::{findings_json, write_findings_json};
pub use junit::findings_junit;
pub use markdown::findings_markdown;
pub use report::Report;
pub use rules::{DraftSubject, Trial, TrialOutcome, draft, trials};
pub use sarif::{RuleMeta, findings_sarif};
pub use schema::{SchemaKind, schema};
pub use settings::settings;
pub use summary::{Overview, contents, summary};
pub use unified::unified;

//! `diff`: what is new, worse or better between two versions of an architecture. Never reports what stayed as it was.

use super::findings::Findings;
use super::{Common, Input, Outcome, Session, study};
use crate::comparison::{Comparison, Version};
use crate::graph::CallGraph;
use crate::render::{self, ComparisonView};
use anyhow::Result;

/// What `diff` was asked for.
#[derive(Debug, Clone, Default)]
pub struct DiffOptions {
    /// Version 1 of the published shape instead of text.
    pub json: bool,
    /// Exit with 1 where anything got new or worse.
    pub exit_code: bool,
}

/// Compares the architecture at `old` with the one of `common`.
///
/// # Errors
/// When a file cannot be read.
pub fn diff(common: &Common, old: Input, options: &DiffOptions) -> Result<Outcome> {
    let earlier = match Session::open(&Common { inputs: vec![old], ..common.clone() })? {
        Ok(session) => session,
        Err(refused) => return Ok(refused),
    };
    let later = match Session::open(common)? {
        Ok(session) => session,
        Err(refused) => return Ok(refused),
    };
    let graphs = [&earlier, &later].map(|session| CallGraph::link(&session.architecture));
    let then = study(&earlier.architecture, &graphs[0], &earlier.method);
    let now = study(&later.architecture, &graphs[1], &later.method);
    let judgements =
        [then.judge(&earlier.rules.checks, common.today), now.judge(&later.rules.checks, common.today)];
    let findings = judgements.map(|it| Findings::all(&it).list);
    let before = Version { world: then.world(), findings: &findings[0] };
    let after = Version { world: now.world(), findings: &findings[1] };
    let comparison = Comparison::of(&before, &after);
    let view = ComparisonView { comparison: &comparison, before: &earlier.sources, after: &later.sources };
    let output = if options.json { render::comparison_json(&view) } else { render::comparison_text(&view) };
    let code = u8::from(options.exit_code && comparison.is_worse());
    Ok(Outcome { output, errors: later.warnings.clone(), code })
}

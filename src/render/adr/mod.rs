//! Records of decisions in the form of MADR 4 (Markdown Any Decision Records): one per decision that is not trivial, and
//! an overview of all. Never reads the disk, the clock or git.

mod check;
mod effects;
mod existing;
mod facts;
mod guards;
pub mod markdown;
mod number;
mod options;
mod outcome;
mod overview;
mod prose;
mod record;
mod watch;
mod worth;

pub use check::{ChangedFact, Mismatch, Outdated, check};
pub use existing::{About, ExistingRecord, parse_existing};
pub use worth::{Trivial, Worth, worth_recording};

use crate::architecture::{Date, InteractionId};
use crate::plan::Effect;
use crate::render::decision::{DecisionView, capital};
use crate::rule::Finding;
use crate::template::Templates;
use number::Numbering;
use std::collections::BTreeMap;

/// The word by which the overview is found again.
const OVERVIEW: &str = "overview";
const TEMPLATES: [(&str, &str); 2] = [
    ("record", include_str!("../../../templates/adr/record.jinja")),
    ("overview", include_str!("../../../templates/adr/overview.jinja")),
];

/// A record to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its number.
    pub number: u32,
    /// Its name without a folder, such as `0007-checkout-send-confirmation.md`.
    pub file_name: String,
    /// Its title in plain text.
    pub title: String,
    /// What it is about.
    pub about: About,
    /// What became of it.
    pub state: RecordState,
    /// The whole file; nothing where the file that is there is kept.
    pub text: Option<String>,
}

/// How a record relates to what is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordState {
    /// There is none yet.
    New,
    /// What it depends on has changed; number and file stay.
    Updated,
    /// Nothing it depends on has changed; the file stays as it is.
    Kept,
}

/// What records need beside the decisions.
#[derive(Debug, Clone, Copy)]
pub struct RecordContext<'a> {
    /// The day on which they are written.
    pub date: Date,
    /// The least number for a new record.
    pub first_number: u32,
    /// The name of the system; nothing where it has none.
    pub system: Option<&'a str>,
    /// What the checks found, in any order.
    pub findings: &'a [Finding],
    /// What each form of an interaction does to the journeys, as far as that was worked out.
    pub effects: &'a BTreeMap<InteractionId, Vec<Effect>>,
    /// The records that are there already, in any order.
    pub existing: &'a [ExistingRecord],
}

/// The records for an architecture, by number: an overview, and one for every decision that is
/// [worth recording](worth_recording) or has a record already. New ones get the next free numbers, the overview first, the
/// others by identifier. The text depends neither on the order of tables nor on that of the arguments.
pub fn records(decisions: &[DecisionView<'_>], context: &RecordContext<'_>) -> Vec<Record> {
    let templates = Templates::compile(TEMPLATES).expect("the built-in templates compile");
    let mut views: Vec<DecisionView<'_>> = decisions.to_vec();
    views.sort_by_key(|view| view.name());
    let mut numbering = Numbering::new(context);
    let mut records = Vec::new();
    if !views.is_empty() {
        let facts = overview::overview_facts(&views);
        records.push(numbering.record(About::Overview, "interactions-between-services", &facts));
    }
    let journeys = prose::Journeys::of(&views);
    let mut recorded = Vec::new();
    for view in &views {
        let about = About::Interaction(view.name().to_owned());
        if worth_recording(view).is_err() && existing::record_about(context.existing, &about).is_none() {
            continue;
        }
        let facts = facts::facts_of(view, context.date);
        let mut record = numbering.record(about.clone(), view.name(), &facts);
        record.title = outcome::title(view, context.date, str::to_owned);
        if record.state != RecordState::Kept {
            let marks = existing::marks(&about, &facts);
            let page = record::page(view, context, &journeys, &marks);
            record.text = Some(render(&templates, "record", page));
        }
        recorded.push((*view, record));
    }
    if let Some(overview) = records.first_mut() {
        overview.title = overview::title(context.system);
        if overview.state != RecordState::Kept {
            let page = overview::page(&views, &recorded, context);
            overview.text = Some(render(&templates, "overview", page));
        }
    }
    records.extend(recorded.into_iter().map(|(_, record)| record));
    records.sort_by_key(|record| record.number);
    records
}

/// The text of a template, without empty lines at its end and never more than one in a row.
fn render(templates: &Templates, name: &str, page: impl serde::Serialize) -> String {
    let text = templates.render(name, page).expect("every variable of a built-in template is given");
    let mut out = String::with_capacity(text.len());
    let mut empty = 0;
    for line in text.lines().map(str::trim_end) {
        empty = if line.is_empty() { empty + 1 } else { 0 };
        if empty < 2 {
            out.push_str(line);
            out.push('\n');
        }
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

//! Alerts, recordings and what proves them, as values. Never writes them down.

use super::query::Series;

/// A series computed once and used by several rules.
#[derive(Debug, Clone)]
pub(super) struct Recording {
    pub(super) name: String,
    pub(super) labels: Labels,
    pub(super) expression: String,
}

/// Labels in the order in which they are written.
pub(super) type Labels = Vec<(&'static str, String)>;

/// How soon somebody must look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Severity {
    /// Now, at any hour.
    Page,
    /// On the next working day.
    Ticket,
}

impl Severity {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Ticket => "ticket",
        }
    }
}

/// One alert.
#[derive(Debug, Clone)]
pub(super) struct Alert {
    pub(super) severity: Severity,
    /// What it is about, beside the severity.
    pub(super) labels: Labels,
    pub(super) expression: String,
    /// How long the expression must hold.
    pub(super) minutes: u32,
    pub(super) summary: String,
    /// What is measured, against what, and where that is declared.
    pub(super) description: String,
    pub(super) origin: Origin,
}

/// Where to read why it is as it is.
#[derive(Debug, Clone, Default)]
pub(super) struct Origin {
    pub(super) interaction: Option<String>,
    pub(super) record: Option<String>,
    pub(super) evidence: Option<String>,
}

/// Alerts of one name about one thing, with the cases that prove them.
#[derive(Debug, Clone)]
pub(super) struct Family {
    pub(super) name: &'static str,
    /// The thing, for the page.
    pub(super) about: String,
    pub(super) alerts: Vec<Alert>,
    pub(super) cases: Vec<Case>,
}

/// A course of series, and which alerts of the family fire at its end.
#[derive(Debug, Clone)]
pub(super) struct Case {
    pub(super) name: String,
    pub(super) series: Vec<(Written, Values)>,
    pub(super) fires: Vec<usize>,
}

/// A series as a service exports it.
#[derive(Debug, Clone)]
pub(super) struct Written {
    pub(super) name: String,
    pub(super) labels: Labels,
}

/// Values minute by minute.
#[derive(Debug, Clone, Copy)]
pub(super) enum Values {
    /// A counter that rises by so much each minute.
    Rising(f64),
    /// A gauge that stays.
    Steady(f64),
}

/// A series with all of its labels, under the name by which a selector finds it.
pub(super) fn written(series: &Series, labels: &[(&'static str, &str)]) -> Written {
    Written {
        name: series.name(),
        labels: labels.iter().map(|(label, value)| (*label, (*value).to_owned())).collect(),
    }
}

/// Something that is not watched, and what would have to be declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Gap {
    pub(super) about: String,
    pub(super) what: &'static str,
    pub(super) because: String,
}

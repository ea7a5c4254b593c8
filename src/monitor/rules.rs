//! Recording and alert rules as Prometheus reads them. Never decides what is worth an alert.

use super::Section;
use super::alert::{Alert, Labels};
use super::runbook;
use super::scene::{Scene, plain};
use super::yaml::{block, line, literal, pair};
use crate::architecture::ServiceId;

/// The rule file of one service.
pub(super) fn written(scene: &Scene<'_>, service: ServiceId, section: &Section) -> String {
    let name = scene.name(service);
    let mut out = String::new();
    line(
        &mut out,
        0,
        &format!("# Rules about {}, written by `syncwise monitor` from the architecture.", plain(name)),
    );
    line(&mut out, 0, "# What to do when one fires, and what is not watched, is in MONITORS.md.");
    line(&mut out, 0, "groups:");
    if !section.recordings.is_empty() {
        pair(&mut out, 2, "- name", &format!("{name}: shares"));
        line(&mut out, 4, "rules:");
        for recording in &section.recordings {
            pair(&mut out, 6, "- record", &recording.name);
            block(&mut out, 8, "expr", &recording.expression);
            // Prometheus expands templates in alerts only.
            pairs(&mut out, 8, "labels", &recording.labels, str::to_owned);
        }
    }
    pair(&mut out, 2, "- name", &format!("{name}: alerts"));
    line(&mut out, 4, "rules:");
    for family in &section.families {
        for alert in &family.alerts {
            pair(&mut out, 6, "- alert", family.name);
            block(&mut out, 8, "expr", &alert.expression);
            line(&mut out, 8, &format!("for: {}m", alert.minutes));
            pairs(&mut out, 8, "labels", &labels(alert), literal);
            pairs(&mut out, 8, "annotations", &annotations(family.name, alert), literal);
        }
    }
    out
}

/// A mapping of texts.
pub(super) fn pairs(out: &mut String, indent: usize, key: &str, pairs: &Labels, text: fn(&str) -> String) {
    line(out, indent, &format!("{key}:"));
    for (name, value) in pairs {
        pair(out, indent + 2, name, &text(value));
    }
}

/// The labels of an alert, its severity first.
pub(super) fn labels(alert: &Alert) -> Labels {
    let severity = ("severity", alert.severity.word().to_owned());
    std::iter::once(severity).chain(alert.labels.iter().cloned()).collect()
}

/// What is told with an alert.
pub(super) fn annotations(name: &str, alert: &Alert) -> Labels {
    let origin = &alert.origin;
    let first = runbook::of(name).steps[0];
    let mut told = vec![
        ("summary", plain(&alert.summary)),
        ("description", plain(&alert.description)),
        ("first", first.to_owned()),
        ("runbook", format!("MONITORS.md#{}", name.to_lowercase())),
    ];
    let further =
        [("interaction", &origin.interaction), ("decision", &origin.record), ("evidence", &origin.evidence)];
    told.extend(further.into_iter().filter_map(|(key, text)| Some((key, plain(text.as_ref()?)))));
    told
}

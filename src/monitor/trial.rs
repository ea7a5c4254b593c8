//! Unit tests of rules as `promtool test rules` reads them: each alert fires in one case and not in another.
//! Never tests a rule with the numbers of another.

use super::Section;
use super::alert::{Case, Family, Values, Written};
use super::query::{number, string};
use super::rules::{annotations, labels, pairs};
use super::scene::{Scene, plain};
use super::yaml::{line, pair};
use crate::architecture::ServiceId;
use std::collections::BTreeMap;

/// Minutes of samples before anything is looked at, beside what an alert waits for: the shortest window, and one more.
const LEAD: u32 = 6;

/// The tests of one service's rule file.
pub(super) fn written(scene: &Scene<'_>, service: ServiceId, file: &str, section: &Section) -> String {
    let mut out = String::new();
    let name = plain(scene.name(service));
    line(&mut out, 0, &format!("# Tests of the rules about {name}: promtool test rules {file}.yml"));
    line(&mut out, 0, "rule_files:");
    line(&mut out, 2, &format!("- ../rules/{file}.yml"));
    line(&mut out, 0, "evaluation_interval: 1m");
    line(&mut out, 0, "tests:");
    let mut by_name: BTreeMap<&str, Vec<&Family>> = BTreeMap::new();
    for family in &section.families {
        by_name.entry(family.name).or_default().push(family);
    }
    for families in by_name.values() {
        let most = families.iter().map(|family| family.cases.len()).max().unwrap_or(0);
        for at in 0..most {
            let cases = families.iter().filter_map(|family| Some((*family, family.cases.get(at)?)));
            test(&mut out, &cases.collect::<Vec<_>>());
        }
    }
    out
}

/// One case of each family of a name. They are about different things, so that none disturbs another.
fn test(out: &mut String, cases: &[(&Family, &Case)]) {
    let name = cases[0].0.name;
    let alerts = cases.iter().flat_map(|(family, _)| &family.alerts);
    let minutes = LEAD + alerts.map(|alert| alert.minutes).max().unwrap_or(0);
    let others = if cases.len() > 1 { format!(" (and {} more)", cases.len() - 1) } else { String::new() };
    let (family, case) = cases[0];
    pair(out, 2, "- name", &format!("{name}: {}: {}{others}", plain(&family.about), plain(&case.name)));
    line(out, 4, "interval: 1m");
    let series: Vec<_> = cases.iter().flat_map(|(_, case)| &case.series).collect();
    line(out, 4, if series.is_empty() { "input_series: []" } else { "input_series:" });
    for (series, values) in series {
        pair(out, 6, "- series", &selector(series));
        let values = match values {
            Values::Rising(by) => format!("0+{}x{minutes}", number(*by)),
            Values::Steady(value) => format!("{}+0x{minutes}", number(*value)),
        };
        pair(out, 8, "values", &values);
    }
    line(out, 4, "alert_rule_test:");
    line(out, 6, &format!("- eval_time: {minutes}m"));
    pair(out, 8, "alertname", name);
    let firing = cases.iter().flat_map(|(family, case)| case.fires.iter().map(|at| &family.alerts[*at]));
    let firing: Vec<_> = firing.collect();
    line(out, 8, if firing.is_empty() { "exp_alerts: []" } else { "exp_alerts:" });
    for alert in firing {
        line(out, 10, "-");
        pairs(out, 12, "exp_labels", &labels(alert), str::to_owned);
        pairs(out, 12, "exp_annotations", &annotations(name, alert), str::to_owned);
    }
}

fn selector(series: &Written) -> String {
    let labels: Vec<_> =
        series.labels.iter().map(|(label, value)| format!("{label}={}", string(value))).collect();
    format!("{}{{{}}}", series.name, labels.join(","))
}

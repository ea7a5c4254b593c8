//! Bounds of buckets in code. Never decides which are needed.

use super::outbound::in_code;
use super::plan::Plan;

/// Elements of the list of bounds: the metric's constant and a duration.
pub(super) fn bounds(plan: &Plan) -> Vec<String> {
    let bounds = plan.context.bounds.get(&plan.service).into_iter().flatten();
    bounds.map(|(metric, bound)| format!("(metrics::{}, {})", constant(metric), in_code(*bound))).collect()
}

/// The constant of a metric: its name without what says what it counts in.
fn constant(metric: &str) -> String {
    let base = metric.strip_suffix("_seconds").or_else(|| metric.strip_suffix("_total")).unwrap_or(metric);
    base.to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::constant;

    #[test]
    fn a_metric_is_called_by_its_constant() {
        let table = include_str!("../../templates/scaffold/runtime/metrics/table.rs");
        for metric in ["server_request_duration_seconds", "client_attempts_total", "queue_depth"] {
            let line = format!("{} = \"{metric}\"", constant(metric));
            assert!(table.contains(&line), "{line}");
        }
    }
}

//! The table of metrics that generated services export. Never adds one.

use crate::markdown::{code, table as markdown_table};
use syncwise::monitor::metric::{Kind, METRICS};

/// All metrics.
pub(crate) fn table() -> String {
    let rows = METRICS.iter().map(|metric| {
        let kind = match metric.kind {
            Kind::Counter => "counter",
            Kind::Gauge => "gauge",
            Kind::Seconds { .. } => "histogram",
        };
        let labels: Vec<String> = metric.labels.iter().map(|label| code(label)).collect();
        vec![code(metric.name), kind.into(), labels.join(", "), metric.help.into()]
    });
    markdown_table(&["metric", "kind", "labels", "meaning"], rows)
}

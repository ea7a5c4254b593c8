//! A dashboard for Grafana: a row per journey, call, channel and service. Never shows a number that no service exports.

use super::Section;
use super::journey::objectives;
use super::metric::*;
use super::query::{Series, series};
use super::scene::{Scene, Shape, plain};
use crate::architecture::ServiceId;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The version of the format: Grafana 10 and later read it as it is.
const SCHEMA: u32 = 39;
/// Columns of the grid.
const WIDE: u32 = 24;
const HIGH: u32 = 7;

/// One line in a panel: what is drawn, and how it is called.
type Line = (String, String);

struct Board {
    panels: Vec<Value>,
    y: u32,
}

/// The dashboard as JSON.
pub(super) fn written(scene: &Scene<'_>, sections: &BTreeMap<ServiceId, Section>) -> String {
    let mut board = Board { panels: Vec::new(), y: 0 };
    journeys(scene, sections, &mut board);
    calls(scene, sections, &mut board);
    channels(scene, sections, &mut board);
    services(scene, sections, &mut board);
    let name = scene.architecture().system.name.as_ref().map_or("System", |name| &name.value);
    let title = plain(name);
    let dashboard = json!({
        "uid": format!("syncwise-{:016x}", fingerprint(&title)),
        "title": title,
        "description": "Written by syncwise monitor from the architecture.",
        "tags": ["syncwise"],
        "schemaVersion": SCHEMA,
        "version": 1,
        "editable": true,
        "refresh": "30s",
        "time": { "from": "now-3h", "to": "now" },
        "templating": { "list": [{
            "name": "datasource", "label": "Prometheus", "type": "datasource", "query": "prometheus",
            "refresh": 1, "hide": 0, "multi": false, "includeAll": false, "options": [], "current": {}
        }] },
        "annotations": { "list": [] },
        "panels": board.panels,
    });
    let text = serde_json::to_string_pretty(&dashboard).expect("a dashboard is made of texts and numbers");
    text + "\n"
}

fn journeys(scene: &Scene<'_>, sections: &BTreeMap<ServiceId, Section>, board: &mut Board) {
    let (objectives, _) = objectives(scene);
    let mut shown = BTreeSet::new();
    for objective in objectives.iter().filter(|objective| sections.contains_key(&objective.service)) {
        if !shown.insert((objective.service, objective.operation)) {
            continue;
        }
        let requests = || {
            series(SERVER_REQUEST_DURATION)
                .with("service", scene.name(objective.service))
                .with("operation", objective.operation)
        };
        let journey = &scene.architecture().journey(objective.journey).id;
        let bounds = objectives
            .iter()
            .filter(|it| (it.service, it.operation) == (objective.service, objective.operation));
        let bounds: Vec<f64> = bounds.filter_map(|it| it.bound).collect();
        let rate = by("outcome", &requests().count());
        board.row(
            &format!("Journey {}", plain(journey)),
            &[
                panel("Requests", "reqps", &[(rate, "{{outcome}}".into())], &[]),
                panel("Response time", "s", &quantiles(&requests().buckets()), &bounds),
            ],
        );
    }
}

fn calls(scene: &Scene<'_>, sections: &BTreeMap<ServiceId, Section>, board: &mut Board) {
    for id in scene.architecture().interaction_ids() {
        let interaction = scene.interaction(id);
        if !matches!(scene.shape(id), Shape::Call | Shape::Accepted)
            || !sections.contains_key(&interaction.from)
        {
            continue;
        }
        let of = |metric| {
            series(metric).with("service", scene.name(interaction.from)).with("interaction", scene.id(id))
        };
        let timeout: Vec<f64> = scene.timeout(id).into_iter().collect();
        let title = format!(
            "Call {} ({} → {})",
            plain(&interaction.id),
            plain(scene.name(interaction.from)),
            plain(scene.name(interaction.to))
        );
        let breaker = (format!("max({})", of(CIRCUIT_BREAKER_OPEN).now()), "breaker open".to_owned());
        let degraded = (of(CLIENT_DEGRADED).rate("5m"), "went on with less".to_owned());
        let held = (format!("max({})", of(BULKHEAD_IN_FLIGHT).now()), "in the bulkhead".to_owned());
        let room = (format!("max({})", of(BULKHEAD_LIMIT).now()), "room in the bulkhead".to_owned());
        let suppressed = (of(CLIENT_RETRIES_SUPPRESSED).rate("5m"), "retries left out".to_owned());
        board.row(
            &title,
            &[
                panel(
                    "Attempts",
                    "reqps",
                    &[(by("outcome", &of(CLIENT_ATTEMPTS)), "{{outcome}}".into())],
                    &[],
                ),
                panel(
                    "Time of the whole call",
                    "s",
                    &quantiles(&of(CLIENT_CALL_DURATION).buckets()),
                    &timeout,
                ),
                panel("Guards", "short", &[breaker, suppressed, degraded, held, room], &[]),
            ],
        );
    }
}

fn channels(scene: &Scene<'_>, sections: &BTreeMap<ServiceId, Section>, board: &mut Board) {
    let ids = scene.architecture().interaction_ids().filter(|id| scene.shape(*id) == Shape::Message);
    let touched = ids.filter(|id| {
        let interaction = scene.interaction(*id);
        sections.contains_key(&interaction.from) || sections.contains_key(&interaction.to)
    });
    let names: BTreeSet<&str> = touched.map(|id| scene.channel(id)).collect();
    for name in names {
        let of = |metric: Metric| series(metric).with("channel", name);
        let most = |metric, label: &str| format!("max by ({label}) ({})", of(metric).now());
        board.row(
            &format!("Channel {}", plain(name)),
            &[
                panel(
                    "Waiting",
                    "short",
                    &[
                        (most(QUEUE_DEPTH, "group"), "queue of {{group}}".into()),
                        (most(OUTBOX_PENDING, "service"), "outbox of {{service}}".into()),
                        (most(DEAD_LETTERS, "service"), "dead letters of {{service}}".into()),
                    ],
                    &[],
                ),
                panel(
                    "Age of the oldest",
                    "s",
                    &[
                        (most(QUEUE_OLDEST_MESSAGE_AGE, "group"), "queue of {{group}}".into()),
                        (most(OUTBOX_OLDEST_AGE, "service"), "outbox of {{service}}".into()),
                    ],
                    &[],
                ),
                panel(
                    "Handled",
                    "ops",
                    &[
                        (by("outcome", &of(MESSAGE_PROCESSING_DURATION).count()), "{{outcome}}".into()),
                        (of(MESSAGES_PUBLISHED).rate("5m"), "published".into()),
                        (of(MESSAGES_REDELIVERED).rate("5m"), "came again".into()),
                        (of(MESSAGES_DEAD_LETTERED).rate("5m"), "given up".into()),
                    ],
                    &[],
                ),
            ],
        );
    }
}

fn services(scene: &Scene<'_>, sections: &BTreeMap<ServiceId, Section>, board: &mut Board) {
    for id in sections.keys() {
        let of = |metric| series(metric).with("service", scene.name(*id));
        let flight = (
            format!("max({})", of(SERVER_REQUESTS_IN_FLIGHT).now()),
            "in flight, fullest instance".to_owned(),
        );
        let limit =
            (format!("max({})", of(SERVER_CONCURRENCY_LIMIT).now()), "limit of an instance".to_owned());
        let up = (format!("min by (dependency) ({})", of(DEPENDENCY_UP).now()), "{{dependency}}".to_owned());
        let open = (
            format!("sum by (operation) ({})", of(STATUS_OPEN).now()),
            "{{operation}} not completed".to_owned(),
        );
        board.row(
            &format!("Service {}", plain(scene.name(*id))),
            &[
                panel("Requests in flight", "short", &[flight, limit, open], &[]),
                panel("Dependencies (1 is up)", "short", &[up], &[]),
            ],
        );
    }
}

fn by(label: &str, series: &Series) -> String {
    format!("sum by ({label}) (rate({}[5m]))", series.now())
}

fn quantiles(buckets: &Series) -> Vec<Line> {
    let quantile = |(q, name): (f64, &str)| {
        (format!("histogram_quantile({q}, sum by (le) (rate({}[5m])))", buckets.now()), name.to_owned())
    };
    [(0.5, "p50"), (0.95, "p95"), (0.99, "p99")].map(quantile).into()
}

/// A panel without its place; `bounds` are drawn as lines.
fn panel(title: &str, unit: &str, lines: &[Line], bounds: &[f64]) -> Value {
    let targets: Vec<Value> = lines
        .iter()
        .enumerate()
        .map(|(at, (expression, legend))| {
            json!({
                "refId": char::from(b'A' + at as u8).to_string(),
                "datasource": { "type": "prometheus", "uid": "${datasource}" },
                "expr": expression,
                "legendFormat": legend,
                "range": true,
            })
        })
        .collect();
    let mut steps = vec![json!({ "color": "green", "value": null })];
    steps.extend(bounds.iter().map(|bound| json!({ "color": "red", "value": bound })));
    let style = if bounds.is_empty() { "off" } else { "line" };
    json!({
        "type": "timeseries",
        "title": title,
        "datasource": { "type": "prometheus", "uid": "${datasource}" },
        "targets": targets,
        "fieldConfig": {
            "defaults": {
                "unit": unit,
                "min": 0,
                "custom": { "thresholdsStyle": { "mode": style } },
                "thresholds": { "mode": "absolute", "steps": steps },
            },
            "overrides": [],
        },
        "options": { "legend": { "displayMode": "list", "placement": "bottom", "showLegend": true } },
    })
}

impl Board {
    /// A collapsed row; its panels stand beside each other.
    fn row(&mut self, title: &str, panels: &[Value]) {
        let width = WIDE / panels.len() as u32;
        let id = |at: usize| self.panels.len() * 10 + at + 1;
        let inner: Vec<Value> = panels
            .iter()
            .enumerate()
            .map(|(at, panel)| {
                let mut panel = panel.clone();
                panel["id"] = json!(id(at + 1));
                panel["gridPos"] = json!({ "x": at as u32 * width, "y": self.y + 1, "w": width, "h": HIGH });
                panel
            })
            .collect();
        let row = json!({
            "type": "row", "id": id(0), "title": title, "collapsed": true, "panels": inner,
            "gridPos": { "x": 0, "y": self.y, "w": WIDE, "h": 1 },
        });
        self.panels.push(row);
        self.y += 1;
    }
}

/// FNV-1a, so that a dashboard that is imported again replaces the old one.
fn fingerprint(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

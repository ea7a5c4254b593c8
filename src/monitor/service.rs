//! What a service shows about itself: that it is there, that it is not full, that its buckets fit the rules.
//! Never watches a service whose code is somebody else's.

use super::Section;
use super::alert::{Alert, Case, Family, Gap, Origin, Severity, Values, written};
use super::metric::{DEPENDENCY_UP, Metric, SERVER_CONCURRENCY_LIMIT, SERVER_REQUESTS_IN_FLIGHT};
use super::query::{le, number, series};
use super::scene::{Scene, joined, quoted, severity};
use crate::architecture::ServiceId;

/// The alerts of one service.
pub(super) fn watch(scene: &Scene<'_>, id: ServiceId, section: &mut Section) {
    let declared = &scene.architecture().service(id).declared;
    let name = scene.name(id);
    let about = format!("service {}", quoted(name));
    let evidence = joined(declared.evidence.iter().map(|place| &*place.value));
    let alert = |severity, expression, minutes, says: &str, description| Alert {
        severity,
        labels: scene.labels(id),
        expression,
        minutes,
        summary: format!("{about}: {says}"),
        description,
        origin: Origin { evidence: evidence.clone(), ..Origin::default() },
    };
    let family = |name, alert, bad, good| Family {
        name,
        about: about.clone(),
        alerts: vec![alert],
        cases: vec![
            Case { name: "as it must not be".into(), series: bad, fires: vec![0] },
            Case { name: "as it should be".into(), series: good, fires: Vec::new() },
        ],
    };
    let severity = severity(declared.tier.map(|tier| tier.value));
    let used = series(SERVER_REQUESTS_IN_FLIGHT).with("service", name);
    let in_flight = |value| (written(&used, &[("service", name)]), Values::Steady(value));
    section.families.push(family(
        "MetricsMissing",
        alert(
            severity,
            format!("absent({})", used.now()),
            5,
            "no instance exports metrics",
            "It is down, or Prometheus does not reach its `/metrics`. No other alert about it can fire meanwhile.".into(),
        ),
        Vec::new(),
        vec![in_flight(0.0)],
    ));
    match declared.concurrency.map(|limit| limit.value) {
        Some(limit) => {
            let most = series(SERVER_CONCURRENCY_LIMIT).with("service", name);
            let limit = f64::from(limit);
            let at =
                |value| vec![in_flight(value), (written(&most, &[("service", name)]), Values::Steady(limit))];
            section.families.push(family(
                "ServiceFull",
                alert(
                    Severity::Ticket,
                    format!("max({} / {}) >= 1", used.now(), most.now()),
                    2,
                    "an instance is full",
                    format!("It has been answering as many requests at once as its declared `concurrency` allows, {}.", number(limit)),
                ),
                at(limit),
                at(limit - 1.0),
            ));
        }
        None => section.gaps.push(Gap {
            about: about.clone(),
            what: "requests in flight",
            because: "no `concurrency` is declared".into(),
        }),
    }
}

/// The probes of what a service with messages keeps them in. Without its database it accepts nothing; without the broker,
/// messages wait in its outbox.
pub(super) fn storage(scene: &Scene<'_>, id: ServiceId, section: &mut Section) {
    let declared = &scene.architecture().service(id).declared;
    let lost = severity(declared.tier.map(|tier| tier.value));
    let name = scene.name(id);
    let kinds = [
        ("database", lost, "Nothing can be accepted without it, so that instances are not ready."),
        (
            "queue",
            Severity::Ticket,
            "Messages wait in the outbox, and none arrives, until the broker is back.",
        ),
    ];
    for (dependency, severity, means) in kinds {
        let up = series(DEPENDENCY_UP).with("service", name).with("dependency", dependency);
        let at = |value| {
            vec![(written(&up, &[("service", name), ("dependency", dependency)]), Values::Steady(value))]
        };
        let about = format!("{dependency} of {}", quoted(name));
        let mut labels = scene.labels(id);
        labels.push(("dependency", dependency.to_owned()));
        let alert = Alert {
            severity,
            labels,
            expression: format!("min({}) == 0", up.now()),
            minutes: 1,
            summary: format!("{about}: it cannot be reached"),
            description: format!("Probes by at least one instance of {} fail. {means}", quoted(name)),
            origin: Origin::default(),
        };
        let cases = vec![
            Case { name: "it cannot be reached".into(), series: at(0.0), fires: vec![0] },
            Case { name: "it answers".into(), series: at(1.0), fires: Vec::new() },
        ];
        section.families.push(Family { name: "DependencyDown", about, alerts: vec![alert], cases });
    }
}

/// The buckets that rules rely on: without one, an alert about a time would stay silent for ever.
pub(super) fn buckets(scene: &Scene<'_>, id: ServiceId, section: &mut Section) {
    section.bounds.sort_by(|one, other| one.0.name.cmp(other.0.name).then(one.1.total_cmp(&other.1)));
    section.bounds.dedup();
    let by_metric: Vec<Vec<(Metric, f64)>> =
        section.bounds.chunk_by(|one, other| one.0 == other.0).map(<[_]>::to_vec).collect();
    for bounds in by_metric {
        section.families.push(bucket_family(scene, id, &bounds));
    }
}

/// One alert per bound of a metric.
fn bucket_family(scene: &Scene<'_>, id: ServiceId, bounds: &[(Metric, f64)]) -> Family {
    let name = scene.name(id);
    let about = format!("service {}", quoted(name));
    let metric = bounds[0].0;
    let count = series(metric).with("service", name).count();
    let counted = (written(&count, &[("service", name)]), Values::Rising(60.0));
    let (mut alerts, mut present) = (Vec::new(), vec![counted.clone()]);
    for (_, bound) in bounds {
        let bucket = series(metric).with("service", name).bucket(*bound);
        let mut one = written(&bucket, &[("service", name)]);
        one.labels.push(("le", le(*bound)));
        present.push((one, Values::Rising(60.0)));
        let mut labels = scene.labels(id);
        labels.push(("metric", metric.name.to_owned()));
        labels.push(("bound", le(*bound)));
        alerts.push(Alert {
            severity: Severity::Ticket,
            labels,
            expression: format!("count({}) > 0\nunless\ncount({}) > 0", count.now(), bucket.now()),
            minutes: 5,
            summary: format!("{about}: `{}` has no bucket up to {} s", metric.name, number(*bound)),
            description: "A rule counts what is slower than this, and cannot. Generate the service anew: its buckets follow the architecture.".into(),
            origin: Origin::default(),
        });
    }
    let fires = (0..alerts.len()).collect();
    let cases = vec![
        Case { name: "no such buckets".into(), series: vec![counted], fires },
        Case { name: "all buckets".into(), series: present, fires: Vec::new() },
    ];
    Family { name: "BucketMissing", about, alerts, cases }
}

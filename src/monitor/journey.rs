//! What a journey promises: too many failures, too many slow answers. Never watches a journey without an objective.

use super::Section;
use super::alert::{Gap, Labels, Origin, written};
use super::burn::{Burn, Part, SPEEDS, percent};
use super::metric::SERVER_REQUEST_DURATION;
use super::query::{Series, le, number, series};
use super::scene::{Scene, joined, quoted, severity};
use crate::architecture::{JourneyId, ServiceId};
use std::collections::BTreeMap;

const BAD: &[&str] = &["failed", "timeout", "rejected"];
const WAITED: &[&str] = &["ok", "timeout"];

/// An objective that is measured at one operation.
pub(super) struct Objective<'a> {
    pub(super) journey: JourneyId,
    pub(super) service: ServiceId,
    pub(super) operation: &'a str,
    /// `availability`, `p50`, `p95` or `p99`.
    pub(super) kind: &'static str,
    /// The share that may be bad.
    pub(super) budget: f64,
    /// The bound of the response time in seconds; none for availability.
    pub(super) bound: Option<f64>,
    /// Journeys that begin with the same operation and promise no more.
    pub(super) shared_by: Vec<JourneyId>,
}

/// All objectives, each operation's strictest one of each kind, with what cannot be measured.
pub(super) fn objectives<'a>(scene: &Scene<'a>) -> (Vec<Objective<'a>>, Vec<Gap>) {
    let (mut found, mut gaps) = (BTreeMap::<(ServiceId, &str, &str), Objective<'a>>::new(), Vec::new());
    for id in scene.architecture().journey_ids() {
        let journey = scene.architecture().journey(id);
        let about = format!("journey {}", quoted(&journey.id));
        let gap = |what, because: String| Gap { about: about.clone(), what, because };
        let slo = &journey.slo;
        if slo.availability.is_none() {
            gaps.push(gap("share of failures", "its `slo` declares no `availability`".into()));
        }
        if slo.p50.or(slo.p95).or(slo.p99).is_none() {
            gaps.push(gap("response time", "its `slo` declares no `p99`, `p95` or `p50`".into()));
        }
        let times = [("p50", 0.5, slo.p50), ("p95", 0.05, slo.p95), ("p99", 0.01, slo.p99)];
        let times = times
            .into_iter()
            .filter_map(|(kind, budget, time)| Some((kind, budget, Some(time?.value.seconds()))));
        let availability = slo.availability.map(|it| ("availability", 1.0 - it.value.get(), None));
        let promised: Vec<_> = availability.into_iter().chain(times).collect();
        if promised.is_empty() {
            continue;
        }
        let (service, operation) = match scene.measured_at(id) {
            Ok(place) => place,
            Err(because) => {
                gaps.push(gap("objectives", because));
                continue;
            }
        };
        for (kind, budget, bound) in promised {
            if budget <= 0.0 {
                gaps.push(gap("share of failures", "an objective of 100% leaves no budget to burn".into()));
                continue;
            }
            let new =
                Objective { journey: id, service, operation, kind, budget, bound, shared_by: Vec::new() };
            keep(&mut found, new);
        }
    }
    (found.into_values().collect(), gaps)
}

/// Keeps the stricter of two objectives of one kind at one operation: metrics cannot tell the journeys apart.
fn keep<'a>(found: &mut BTreeMap<(ServiceId, &'a str, &'static str), Objective<'a>>, mut new: Objective<'a>) {
    let key = (new.service, new.operation, new.kind);
    let Some(old) = found.get_mut(&key) else {
        found.insert(key, new);
        return;
    };
    let strictness = |it: &Objective<'_>| it.bound.unwrap_or(it.budget);
    if strictness(&new) < strictness(old) {
        std::mem::swap(old, &mut new);
        old.shared_by = std::mem::take(&mut new.shared_by);
    }
    old.shared_by.push(new.journey);
}

/// The alerts of one objective.
pub(super) fn watch(scene: &Scene<'_>, objective: &Objective<'_>, section: &mut Section) {
    let journey = scene.architecture().journey(objective.journey);
    let about = format!("journey {}", quoted(&journey.id));
    let tier = journey.tier.or(scene.architecture().service(objective.service).declared.tier);
    let requests = || at(scene, objective);
    let mut labels = scene.labels(objective.service);
    labels.push(("journey", journey.id.to_string()));
    let evidence = joined(journey.evidence.iter().map(|place| &*place.value));
    let shared: Vec<String> =
        objective.shared_by.iter().map(|id| quoted(&scene.architecture().journey(*id).id)).collect();
    let shared = if shared.is_empty() {
        String::new()
    } else {
        format!(" The same requests begin {}.", shared.join(", "))
    };
    let place = format!("{} of {}", quoted(objective.operation), quoted(scene.name(objective.service)));
    let mut key: Labels = vec![("journey", journey.id.to_string())];
    let burn = Burn {
        name: "JourneyFails",
        about: about.clone(),
        recorded: "journey:failed",
        key: key.clone(),
        labels: labels.clone(),
        part: requests().count().among("outcome", BAD),
        inverted: false,
        all: requests().count(),
        budget: objective.budget,
        speeds: SPEEDS,
        severity: severity(tier.map(|tier| tier.value)),
        says: "requests fail, time out or are refused".into(),
        promised: format!(
            "Measured at {place}; the objective is an availability of {}.{shared}",
            percent(1.0 - objective.budget)
        ),
        origin: Origin { evidence, ..Origin::default() },
        course: vec![
            counted(scene, objective, "failed", Part::Bad),
            counted(scene, objective, "ok", Part::Good),
        ],
    };
    let burn = match objective.bound {
        None => burn,
        Some(bound) => {
            section.bounds.push((SERVER_REQUEST_DURATION, bound));
            key.push(("objective", objective.kind.to_owned()));
            labels.push(("objective", objective.kind.to_owned()));
            let quick = requests().bucket(bound).among("outcome", WAITED);
            let mut within = written(
                &quick,
                &[
                    ("service", scene.name(objective.service)),
                    ("operation", objective.operation),
                    ("outcome", "ok"),
                ],
            );
            within.labels.push(("le", le(bound)));
            Burn {
                name: "JourneySlow",
                recorded: "journey:slow",
                key,
                labels,
                part: quick,
                inverted: true,
                all: requests().count().among("outcome", WAITED),
                says: format!("answers take longer than {} s", number(bound)),
                promised: format!(
                    "Measured at {place}; the objective is a {} of {} s, so {} may take longer.{shared}",
                    objective.kind,
                    number(bound),
                    percent(objective.budget)
                ),
                course: vec![(within, Part::Good), counted(scene, objective, "ok", Part::All)],
                ..burn
            }
        }
    };
    let (recordings, family, impossible) = burn.built();
    section.recordings.extend(recordings);
    section.families.push(family);
    if !impossible.is_empty() {
        let factors: Vec<String> = impossible.into_iter().map(number).collect();
        section.gaps.push(Gap {
            about,
            what: "fast burning",
            because: format!(
                "of {} requests may be bad, so burning {} times too fast cannot happen",
                percent(objective.budget),
                factors.join(" or ")
            ),
        });
    }
}

fn at(scene: &Scene<'_>, objective: &Objective<'_>) -> Series {
    series(SERVER_REQUEST_DURATION)
        .with("service", scene.name(objective.service))
        .with("operation", objective.operation)
}

fn counted(
    scene: &Scene<'_>,
    objective: &Objective<'_>,
    outcome: &str,
    part: Part,
) -> (super::alert::Written, Part) {
    let labels = [
        ("service", scene.name(objective.service)),
        ("operation", objective.operation),
        ("outcome", outcome),
    ];
    (written(&at(scene, objective).count(), &labels), part)
}

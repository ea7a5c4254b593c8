//! What a caller sees of a call: timeouts, failures, retries, an open breaker, a full bulkhead, a callee that is gone.
//! Never holds a call against a promise that nobody made.

use super::Section;
use super::alert::{Alert, Case, Family, Gap, Labels, Values, Written, written};
use super::burn::{Burn, Part, SPEEDS, percent};
use super::metric::{
    BULKHEAD_IN_FLIGHT, BULKHEAD_LIMIT, CIRCUIT_BREAKER_OPEN, CLIENT_ATTEMPTS, CLIENT_CALL_DURATION,
    CLIENT_RETRIES_SUPPRESSED, DEPENDENCY_UP, Metric,
};
use super::query::{Series, number, series};
use super::scene::{Scene, quoted};
use crate::architecture::{InteractionId, ServiceId};
use std::collections::BTreeMap;

const OTHER_FAILURES: &[&str] = &["refused", "unreachable", "open", "full", "unreadable"];

/// One call, as it is watched.
struct Call<'s, 'a> {
    scene: &'s Scene<'a>,
    id: InteractionId,
    caller: &'a str,
    callee: &'a str,
    name: &'a str,
}

/// The share of calls that may fail, and who promised it.
struct Promise {
    budget: f64,
    promised: String,
}

/// The alerts of one call.
pub(super) fn watch(scene: &Scene<'_>, id: InteractionId, section: &mut Section) {
    let interaction = scene.interaction(id);
    let call = Call {
        scene,
        id,
        caller: scene.name(interaction.from),
        callee: scene.name(interaction.to),
        name: scene.id(id),
    };
    if let Some(timeout) = scene.timeout(id) {
        section.bounds.push((CLIENT_CALL_DURATION, timeout));
    }
    match call.promise() {
        Some(promise) => call.failures(&promise, section),
        None => section.gaps.push(call.gap(
            "timeouts and failures",
            "no journey with an `availability` objective fails with it, and its callee declares no `availability`",
        )),
    }
    call.retries(section);
    let declared = &interaction.declared;
    if declared.circuit_breaker.is_some_and(|on| on.value) {
        section.families.push(call.breaker());
    }
    match declared.bulkhead {
        Some(limit) => section.families.push(call.bulkhead(limit.value)),
        None => section.gaps.push(call.gap("calls in flight", "no `bulkhead` is declared")),
    }
}

impl<'a> Call<'_, 'a> {
    fn about(&self) -> String {
        format!("call {}", quoted(self.name))
    }

    fn gap(&self, what: &'static str, because: &str) -> Gap {
        Gap { about: self.about(), what, because: because.to_owned() }
    }

    fn labels(&self) -> Labels {
        let mut labels = self.scene.labels(self.scene.interaction(self.id).from);
        labels.push(("interaction", self.name.to_owned()));
        labels.push(("callee", self.callee.to_owned()));
        labels
    }

    /// Series of a metric of this call.
    fn of(&self, metric: Metric) -> Series {
        series(metric).with("service", self.caller).with("interaction", self.name)
    }

    fn written(&self, series: &Series, outcome: Option<&str>) -> Written {
        let mut labels = vec![("service", self.caller), ("interaction", self.name), ("callee", self.callee)];
        labels.extend(outcome.map(|outcome| ("outcome", outcome)));
        written(series, &labels)
    }

    fn promise(&self) -> Option<Promise> {
        if let Some((journey, objective)) = self.scene.strictest(self.id) {
            let journey = quoted(&self.scene.architecture().journey(journey).id);
            let promised = format!(
                "Journey {journey} fails with it and promises an availability of {}.",
                percent(objective)
            );
            return Some(Promise { budget: 1.0 - objective, promised })
                .filter(|promise| promise.budget > 0.0);
        }
        let callee = self.scene.architecture().service(self.scene.interaction(self.id).to);
        let availability = callee.declared.availability?.value.get();
        let promised = format!(
            "The callee {} is declared with an availability of {}.",
            quoted(self.callee),
            percent(availability)
        );
        Some(Promise { budget: 1.0 - availability, promised }).filter(|promise| promise.budget > 0.0)
    }

    fn failures(&self, promise: &Promise, section: &mut Section) {
        let timeout = self
            .scene
            .timeout(self.id)
            .map(|timeout| format!(" after {} s", number(timeout)))
            .unwrap_or_default();
        let kinds: [(&str, &str, &[&str], String); 2] = [
            (
                "CallTimesOut",
                "call:timeout",
                &["timeout"],
                format!("calls to {} time out{timeout}", quoted(self.callee)),
            ),
            ("CallFails", "call:failed", OTHER_FAILURES, format!("calls to {} fail", quoted(self.callee))),
        ];
        for (name, recorded, outcomes, says) in kinds {
            let all = self.of(CLIENT_CALL_DURATION).count();
            let burn = Burn {
                name,
                about: self.about(),
                recorded,
                key: vec![("interaction", self.name.to_owned())],
                labels: self.labels(),
                part: all.clone().among("outcome", outcomes),
                inverted: false,
                course: vec![
                    (self.written(&all, Some(outcomes[0])), Part::Bad),
                    (self.written(&all, Some("ok")), Part::Good),
                ],
                all,
                budget: promise.budget,
                speeds: &SPEEDS[..2],
                severity: self.scene.severity_of_cause(self.id),
                says,
                promised: promise.promised.clone(),
                origin: self.scene.origin(self.id),
            };
            let (recordings, family, _) = burn.built();
            section.recordings.extend(recordings);
            section.families.push(family);
        }
    }

    /// One alert with one case for and one against it.
    fn single(
        &self,
        name: &'static str,
        minutes: u32,
        expression: String,
        says: String,
        description: String,
        cases: [Vec<(Written, Values)>; 2],
    ) -> Family {
        let [bad, good] = cases;
        let alert = Alert {
            severity: self.scene.severity_of_cause(self.id),
            labels: self.labels(),
            expression,
            minutes,
            summary: format!("{}: {says}", self.about()),
            description,
            origin: self.scene.origin(self.id),
        };
        let cases = vec![
            Case { name: says.clone(), series: bad, fires: vec![0] },
            Case { name: format!("not: {says}"), series: good, fires: Vec::new() },
        ];
        Family { name, about: self.about(), alerts: vec![alert], cases }
    }

    fn retries(&self, section: &mut Section) {
        let declared = &self.scene.interaction(self.id).declared;
        let Some(attempts) =
            declared.attempts.map(|attempts| attempts.value).filter(|attempts| *attempts > 1)
        else {
            return;
        };
        if let Some(budget) = declared.retry_budget {
            section.families.push(self.budget_spent(budget.value.get()));
            return;
        }
        let callee = self.scene.architecture().service(self.scene.interaction(self.id).to);
        let Some(availability) = callee.declared.availability.map(|it| it.value.get()) else {
            section.gaps.push(self.gap(
                "attempts per call",
                "neither `retry-budget` nor the `availability` of its callee is declared",
            ));
            return;
        };
        section.families.extend(self.multiplied(attempts, 1.0 - availability));
    }

    fn budget_spent(&self, budget: f64) -> Family {
        let suppressed = self.of(CLIENT_RETRIES_SUPPRESSED);
        let at = |rate| vec![(self.written(&suppressed, None), Values::Rising(rate))];
        self.single(
            "RetryBudgetSpent",
            2,
            format!("{} > 0", suppressed.increase("5m")),
            "its retry budget is spent".into(),
            format!("Retries were left out because they would be more than the declared `retry-budget` of {} of all calls: {} fails more often than retries can hide.", percent(budget), quoted(self.callee)),
            [at(6.0), at(0.0)],
        )
    }

    /// More attempts per call than failures at 14.4 times the promised rate would cause.
    fn multiplied(&self, attempts: u32, unavailability: f64) -> Option<Family> {
        let failing = SPEEDS[0].factor * unavailability;
        let expected = |failing: f64| (0..attempts).map(|attempt| failing.powi(attempt as i32)).sum::<f64>();
        let most = f64::from(attempts);
        let limit = (expected(failing) * 1e4).ceil() / 1e4;
        if failing >= 1.0 || limit >= most || unavailability <= 0.0 {
            return None;
        }
        let tried = self
            .of(CLIENT_ATTEMPTS)
            .among("outcome", &["ok", "refused", "unreachable", "timeout", "unreadable"]);
        let calls = self.of(CLIENT_CALL_DURATION).count();
        let course = |per_call: f64| {
            vec![
                (self.written(&self.of(CLIENT_ATTEMPTS), Some("timeout")), Values::Rising(6000.0 * per_call)),
                (self.written(&calls, Some("ok")), Values::Rising(6000.0)),
            ]
        };
        Some(self.single(
            "RetriesMultiply",
            2,
            format!("{} / {} > {}", tried.rate("10m"), calls.rate("10m"), number(limit)),
            "retries multiply its load".into(),
            format!(
                "More than {} attempts per call, of at most {attempts}: that many are needed where {} of the attempts fail, 14.4 times what {} is declared to. Retries hide this from users and double the load on a callee that is in trouble.",
                number(limit),
                percent(failing),
                quoted(self.callee)
            ),
            [course(most), course(expected(unavailability))],
        ))
    }

    fn breaker(&self) -> Family {
        let open = self.of(CIRCUIT_BREAKER_OPEN);
        let at = |value| vec![(self.written(&open, None), Values::Steady(value))];
        self.single(
            "BreakerOpen",
            1,
            format!("max({}) == 1", open.now()),
            "its circuit breaker is open".into(),
            format!(
                "{} refuses calls to {} because too many failed; it lets one through now and then.",
                quoted(self.caller),
                quoted(self.callee)
            ),
            [at(1.0), at(0.0)],
        )
    }

    fn bulkhead(&self, limit: u32) -> Family {
        let (used, most) = (self.of(BULKHEAD_IN_FLIGHT), self.of(BULKHEAD_LIMIT));
        let at = |value| {
            vec![
                (self.written(&used, None), Values::Steady(value)),
                (self.written(&most, None), Values::Steady(f64::from(limit))),
            ]
        };
        self.single(
            "BulkheadFull",
            2,
            format!("max({} / {}) >= 1", used.now(), most.now()),
            "its bulkhead is full".into(),
            format!(
                "All of the declared {limit} calls to {} are in flight; further ones are refused.",
                quoted(self.callee)
            ),
            [at(f64::from(limit)), at(f64::from(limit) - 1.0)],
        )
    }
}

/// The probes of the callees of one service.
pub(super) fn dependencies(
    scene: &Scene<'_>,
    service: ServiceId,
    calls: &[InteractionId],
    section: &mut Section,
) {
    let mut by_callee: BTreeMap<ServiceId, Vec<InteractionId>> = BTreeMap::new();
    for id in calls {
        by_callee.entry(scene.interaction(*id).to).or_default().push(*id);
    }
    for (callee, ids) in by_callee {
        let hard = ids.iter().copied().find(|id| scene.is_hard(*id)).unwrap_or(ids[0]);
        let call = Call {
            scene,
            id: hard,
            caller: scene.name(service),
            callee: scene.name(callee),
            name: scene.id(hard),
        };
        let up = series(DEPENDENCY_UP).with("service", call.caller).with("dependency", call.callee);
        let at = |value| {
            let labels = [("service", call.caller), ("dependency", call.callee)];
            vec![(written(&up, &labels), Values::Steady(value))]
        };
        let names: Vec<String> = ids.iter().map(|id| quoted(&scene.interaction(*id).id)).collect();
        let family = call.single(
            "DependencyDown",
            1,
            format!("min({}) == 0", up.now()),
            format!("{} cannot be reached", quoted(call.callee)),
            format!(
                "Probes by at least one instance of {} fail. Needed for {}.",
                quoted(call.caller),
                names.join(", ")
            ),
            [at(0.0), at(1.0)],
        );
        let mut family = Family {
            about: format!("dependency {} of {}", quoted(call.callee), quoted(call.caller)),
            ..family
        };
        for alert in &mut family.alerts {
            alert.labels = scene.labels(service);
            alert.labels.push(("dependency", call.callee.to_owned()));
            alert.summary = format!("{}: it cannot be reached", family.about);
        }
        section.families.push(family);
    }
}

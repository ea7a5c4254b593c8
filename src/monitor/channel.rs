//! What a channel shows: old messages, a backlog that grows, dead letters, an outbox that is stuck, completions that fail.
//! Never guesses how old a message may be.

use super::Section;
use super::alert::{Alert, Case, Family, Gap, Severity, Values, Written, written};
use super::metric::{
    COMPLETION_DURATION, DEAD_LETTERS, MESSAGE_AGE, MESSAGES_PUBLISHED, OUTBOX_OLDEST_AGE, QUEUE_DEPTH,
    QUEUE_OLDEST_MESSAGE_AGE,
};
use super::query::{le, number, series};
use super::scene::{Scene, quoted, severity};
use crate::architecture::{Declared, InteractionId, ServiceId};

/// One channel as one service sees it: the interactions that arrive, or leave, by it.
pub(super) struct Channel<'s, 'a> {
    pub(super) scene: &'s Scene<'a>,
    pub(super) service: ServiceId,
    pub(super) name: &'a str,
    pub(super) interactions: Vec<InteractionId>,
}

/// A declared quantity with the key that declares it.
type Limit = (f64, &'static str);

/// What is said about an alert, and what proves it.
struct Text {
    name: &'static str,
    severity: Severity,
    minutes: u32,
    expression: String,
    says: String,
    description: String,
    bad: Vec<(Written, Values)>,
    good: Vec<(Written, Values)>,
}

/// How old a message may be when it is handled: the strictest declaration.
fn oldest(declared: &Declared) -> Option<Limit> {
    let time_to_live = declared.time_to_live.and_then(|bound| bound.value.limit());
    declared
        .staleness
        .map(|it| (it.value.seconds(), "staleness"))
        .or_else(|| declared.deadline.map(|it| (it.value.seconds(), "deadline")))
        .or_else(|| time_to_live.map(|it| (it.seconds(), "time-to-live")))
}

impl<'a> Channel<'_, 'a> {
    fn about(&self) -> String {
        format!("channel {}", quoted(self.name))
    }

    fn service_name(&self) -> &'a str {
        self.scene.name(self.service)
    }

    fn declared(&self) -> impl Iterator<Item = &'a Declared> {
        self.interactions.iter().map(|id| &*self.scene.interaction(*id).declared)
    }

    fn strictest(&self, limit: impl Fn(&Declared) -> Option<Limit>) -> Option<Limit> {
        self.declared().filter_map(limit).min_by(|(one, _), (other, _)| one.total_cmp(other))
    }

    fn severity(&self) -> Severity {
        severity(self.interactions.iter().filter_map(|id| self.scene.tier(*id)).min())
    }

    fn gap(&self, what: &'static str, because: &str) -> Gap {
        Gap {
            about: format!("{} at {}", self.about(), quoted(self.service_name())),
            what,
            because: because.to_owned(),
        }
    }

    fn family(&self, text: Text) -> Family {
        let mut labels = self.scene.labels(self.service);
        labels.push(("channel", self.name.to_owned()));
        let alert = Alert {
            severity: text.severity,
            labels,
            expression: text.expression,
            minutes: text.minutes,
            summary: format!("{}: {}", self.about(), text.says),
            description: text.description,
            origin: self.scene.origin(self.interactions[0]),
        };
        let cases = vec![
            Case { name: text.says.clone(), series: text.bad, fires: vec![0] },
            Case { name: format!("not: {}", text.says), series: text.good, fires: Vec::new() },
        ];
        Family { name: text.name, about: self.about(), alerts: vec![alert], cases }
    }

    /// The consumer's side.
    pub(super) fn consumed(&self, section: &mut Section) {
        let limit = self.strictest(oldest);
        match limit {
            Some((seconds, key)) => {
                section.bounds.push((MESSAGE_AGE, seconds));
                section.families.push(self.too_old(seconds, key));
            }
            None => section.gaps.push(
                self.gap("age of messages", "none of `staleness`, `deadline` and `time-to-live` is declared"),
            ),
        }
        match self.capacity() {
            Some(capacity) => section.families.push(self.grows(capacity)),
            None => section.gaps.push(
                self.gap("growth of the backlog", "`consumers` and `service-time` are not both declared"),
            ),
        }
        if let (Some(capacity), Some((seconds, key))) = (self.capacity(), limit) {
            section.families.push(self.too_long(capacity, seconds, key));
        }
        let full = |declared: &Declared| {
            let limit = declared.queue_limit.and_then(|limit| limit.value.limit())?;
            Some((f64::from(limit), "queue-limit"))
        };
        if let Some((limit, _)) = self.strictest(full) {
            section.families.push(self.full(limit));
        }
        section.families.push(self.dead_letters());
    }

    /// Messages per second that the declared consumers can handle.
    fn capacity(&self) -> Option<f64> {
        let each = |declared: &Declared| {
            let time = declared.service_time?.value.seconds();
            Some((f64::from(declared.consumers?.value) / time, "consumers")).filter(|_| time > 0.0)
        };
        self.strictest(each).map(|(capacity, _)| capacity)
    }

    fn queue(&self, metric: super::metric::Metric, value: f64) -> (Written, Values) {
        let (channel, service) = (self.name, self.service_name());
        let labels = [("service", service), ("channel", channel), ("group", self.group())];
        (written(&self.waiting(metric), &labels), Values::Steady(value))
    }

    /// The group of consumers: the name of the service, as it is declared.
    fn group(&self) -> &'a str {
        &self.scene.architecture().service(self.service).name
    }

    fn waiting(&self, metric: super::metric::Metric) -> super::query::Series {
        series(metric).with("channel", self.name).with("group", self.group())
    }

    fn too_old(&self, seconds: f64, key: &str) -> Family {
        self.family(Text {
            name: "MessagesTooOld",
            severity: self.severity(),
            minutes: 1,
            expression: format!(
                "max({}) > {}",
                self.waiting(QUEUE_OLDEST_MESSAGE_AGE).now(),
                number(seconds)
            ),
            says: format!("messages wait longer than {} s", number(seconds)),
            description: format!(
                "The oldest message that waits for {} is older than the declared `{key}` of {} s.",
                quoted(self.service_name()),
                number(seconds)
            ),
            bad: vec![self.queue(QUEUE_OLDEST_MESSAGE_AGE, seconds * 1.05)],
            good: vec![self.queue(QUEUE_OLDEST_MESSAGE_AGE, seconds * 0.95)],
        })
    }

    fn grows(&self, capacity: f64) -> Family {
        let published = series(MESSAGES_PUBLISHED).with("channel", self.name);
        let arriving = |rate: f64| {
            vec![(
                written(&published, &[("service", "any"), ("channel", self.name)]),
                Values::Rising(rate * 60.0),
            )]
        };
        self.family(Text {
            name: "BacklogGrows",
            severity: Severity::Ticket,
            minutes: 5,
            expression: format!("{} > {}", published.rate("5m"), number(capacity)),
            says: "more arrives than its consumers can handle".into(),
            description: format!(
                "More than {} messages per second are published, which is what the declared `consumers` handle in the declared `service-time`. The backlog grows for as long as this lasts.",
                number(capacity)
            ),
            bad: arriving(capacity * 1.1),
            good: arriving(capacity * 0.9),
        })
    }

    fn too_long(&self, capacity: f64, seconds: f64, key: &str) -> Family {
        let most = capacity * seconds;
        self.family(Text {
            name: "BacklogTooLong",
            severity: Severity::Ticket,
            minutes: 1,
            expression: format!("max({}) > {}", self.waiting(QUEUE_DEPTH).now(), number(most)),
            says: "its backlog takes too long to work off".into(),
            description: format!(
                "More than {} messages wait for {}. The declared `consumers` with the declared `service-time` need more than the declared `{key}` of {} s for them, even if nothing else arrives.",
                number(most),
                quoted(self.service_name()),
                number(seconds)
            ),
            bad: vec![self.queue(QUEUE_DEPTH, most * 1.1)],
            good: vec![self.queue(QUEUE_DEPTH, most * 0.9)],
        })
    }

    fn full(&self, limit: f64) -> Family {
        self.family(Text {
            name: "QueueFull",
            severity: self.severity(),
            minutes: 1,
            expression: format!("max({}) >= {}", self.waiting(QUEUE_DEPTH).now(), number(limit)),
            says: "its queue is full".into(),
            description: format!(
                "{} messages wait, which is the declared `queue-limit`: further ones are refused or lost.",
                number(limit)
            ),
            bad: vec![self.queue(QUEUE_DEPTH, limit)],
            good: vec![self.queue(QUEUE_DEPTH, limit - 1.0)],
        })
    }

    fn dead_letters(&self) -> Family {
        let letters = series(DEAD_LETTERS).with("service", self.service_name()).with("channel", self.name);
        let at = |value| {
            let labels = [("service", self.service_name()), ("channel", self.name)];
            vec![(written(&letters, &labels), Values::Steady(value))]
        };
        self.family(Text {
            name: "DeadLetters",
            severity: Severity::Ticket,
            minutes: 1,
            expression: format!("max({}) > 0", letters.now()),
            says: "messages were given up".into(),
            description: format!("{} could not handle them after the last delivery. They are kept until somebody deals with them.", quoted(self.service_name())),
            bad: at(1.0),
            good: at(0.0),
        })
    }

    /// The publisher's side.
    pub(super) fn published(&self, section: &mut Section) {
        let relay =
            |declared: &Declared| Some((2.0 * declared.relay_interval?.value.seconds(), "relay-interval"));
        let Some((seconds, key)) = self.strictest(relay).or_else(|| self.strictest(oldest)) else {
            section.gaps.push(self.gap(
                "age of the outbox",
                "none of `relay-interval`, `staleness`, `deadline` and `time-to-live` is declared",
            ));
            return;
        };
        let outbox =
            series(OUTBOX_OLDEST_AGE).with("service", self.service_name()).with("channel", self.name);
        let at = |value| {
            let labels = [("service", self.service_name()), ("channel", self.name)];
            vec![(written(&outbox, &labels), Values::Steady(value))]
        };
        let against = match key {
            "relay-interval" => format!(
                "twice the declared `relay-interval`, {} s: a whole round did not move it",
                number(seconds)
            ),
            _ => format!("the declared `{key}` of {} s", number(seconds)),
        };
        let family = self.family(Text {
            name: "OutboxStuck",
            severity: self.severity(),
            minutes: 2,
            expression: format!("max({}) > {}", outbox.now(), number(seconds)),
            says: format!("{} does not get its messages out", quoted(self.service_name())),
            description: format!("The oldest message in the outbox is older than {against}. Nothing is lost, but nobody sees it."),
            bad: at(seconds * 1.05),
            good: at(seconds * 0.95),
        });
        section.families.push(family);
    }
}

/// What becomes of requests that were accepted and are completed later.
pub(super) fn completions(scene: &Scene<'_>, id: InteractionId, section: &mut Section) {
    let interaction = scene.interaction(id);
    let (service, operation) = (scene.name(interaction.to), scene.operation(id));
    let channel = Channel { scene, service: interaction.to, name: operation, interactions: vec![id] };
    let about = format!("operation {} of {}", quoted(operation), quoted(service));
    let all = series(COMPLETION_DURATION).with("service", service).with("operation", operation).count();
    let course = |outcome, rate| {
        let labels = [("service", service), ("operation", operation), ("outcome", outcome)];
        (written(&all, &labels), Values::Rising(rate))
    };
    let named = |family: Family| {
        let mut family = Family { about: about.clone(), ..family };
        for alert in &mut family.alerts {
            alert.labels.retain(|(label, _)| *label != "channel");
            alert.labels.push(("operation", operation.to_owned()));
            alert.summary = alert.summary.replacen(&channel.about(), &about, 1);
        }
        family
    };
    let failed = all.clone().with("outcome", "failed");
    section.families.push(named(channel.family(Text {
        name: "CompletionFails",
        severity: channel.severity(),
        minutes: 1,
        expression: format!("{} > 0", failed.increase("10m")),
        says: "accepted requests are not completed".into(),
        description: "A step was given up after the caller had been told that the request is accepted. What was done is undone where a `compensation` is declared.".into(),
        bad: vec![course("failed", 1.0)],
        good: vec![course("failed", 0.0), course("completed", 600.0)],
    })));
    let Some(deadline) = interaction.declared.deadline.map(|deadline| deadline.value.seconds()) else {
        section.gaps.push(Gap {
            about,
            what: "time to completion",
            because: "no `deadline` is declared".into(),
        });
        return;
    };
    section.bounds.push((COMPLETION_DURATION, deadline));
    let within =
        series(COMPLETION_DURATION).with("service", service).with("operation", operation).bucket(deadline);
    let bucket = |rate| {
        let mut written =
            written(&within, &[("service", service), ("operation", operation), ("outcome", "completed")]);
        written.labels.push(("le", le(deadline)));
        (written, Values::Rising(rate))
    };
    section.families.push(named(channel.family(Text {
        name: "CompletionLate",
        severity: channel.severity(),
        minutes: 1,
        expression: format!("{} - {} > 0", all.increase("10m"), within.increase("10m")),
        says: format!("accepted requests take longer than {} s", number(deadline)),
        description: format!(
            "Requests were completed, or failed, later than the declared `deadline` of {} s.",
            number(deadline)
        ),
        bad: vec![course("completed", 600.0), bucket(540.0)],
        good: vec![course("completed", 600.0), bucket(600.0)],
    })));
}

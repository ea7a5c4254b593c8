//! How channels are received: what all interactions of one channel and one receiver say together. Never invents a
//! limit that nobody declared; what the runtime needs beyond that is the runtime's own default.

use super::outbound::in_code;
use super::plan::{Plan, Shape};
use super::refuse::is_ours;
use super::text::literal;
use crate::architecture::{Declared, Delivery, InteractionId, Ordering, ServiceId};

/// Messages in flight for each worker, so that a worker never waits for the broker.
const IN_FLIGHT: u32 = 8;

/// What one receiver of a channel declares.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Receiving {
    order: Option<Ordering>,
    workers: Option<u32>,
    /// Absent: not declared. `None` inside: no limit.
    deliveries: Option<Option<u32>>,
    keeps_dead_letters: Option<bool>,
    at_most_once: bool,
    queue_limit: Option<u32>,
    /// In seconds.
    time_to_live: Option<f64>,
    /// The p99 of handling one, in seconds.
    processing: Option<f64>,
}

/// The interactions that bring messages of `channel` to `receiver`.
fn arriving(plan: &Plan, channel: &str, receiver: ServiceId) -> Vec<InteractionId> {
    let arrives = |id: &InteractionId| match plan.shape(*id) {
        Shape::Message(other) => other == channel && plan.interaction(*id).to == receiver,
        Shape::Deferred(other) => other == channel && plan.interaction(*id).from == receiver,
        Shape::Call | Shape::LeftOut(_) => false,
    };
    plan.architecture.interaction_ids().filter(arrives).collect()
}

/// The services with code of their own that receive what is published on `channel`.
pub(super) fn receivers(plan: &Plan, channel: &str) -> Vec<ServiceId> {
    let mut found: Vec<ServiceId> = plan
        .architecture
        .interaction_ids()
        .filter(|id| plan.shape(*id) == Shape::Message(channel.to_owned()))
        .map(|id| plan.interaction(id).to)
        .filter(|to| is_ours(plan.architecture.service(*to).kind()))
        .collect();
    found.sort();
    found.dedup();
    found
}

/// Whether messages of a channel are sent with a key.
pub(super) fn is_keyed(plan: &Plan, channel: &str) -> bool {
    let mut ids = plan.architecture.interaction_ids();
    ids.any(|id| {
        let declared = &plan.interaction(id).declared;
        let keyed = declared.ordering.is_some_and(|ordering| ordering.value == Ordering::Key)
            || declared.partition_key.is_some_and(|key| key.value);
        keyed && matches!(plan.shape(id), Shape::Message(other) | Shape::Deferred(other) if other == channel)
    })
}

impl Receiving {
    /// The stricter of what the interactions say: the strongest order, the fewest deliveries, the shortest life.
    pub(super) fn of(plan: &Plan, channel: &str, receiver: ServiceId) -> Self {
        let ids = arriving(plan, channel, receiver);
        let all: Vec<&Declared> = ids.iter().map(|id| &*plan.interaction(*id).declared).collect();
        let each = || all.iter();
        let order = each().filter_map(|one| one.ordering).map(|ordering| ordering.value);
        let letters: Vec<bool> = each().filter_map(|one| one.dead_letter).map(|kept| kept.value).collect();
        let once = |one: &&Declared| one.delivery.is_some_and(|one| one.value == Delivery::AtMostOnce);
        let seconds = |least: Option<f64>, one: f64| Some(least.map_or(one, |least: f64| least.min(one)));
        Self {
            order: order.max_by_key(|order| match order {
                Ordering::None => 0,
                Ordering::Key => 1,
                Ordering::Total => 2,
            }),
            workers: each().filter_map(|one| one.consumers).map(|count| count.value.max(1)).max(),
            deliveries: each()
                .filter_map(|one| one.max_deliveries)
                .map(|bound| bound.value.limit().map(|most| most.max(1)))
                .min_by_key(|most| most.unwrap_or(u32::MAX)),
            keeps_dead_letters: letters.iter().copied().reduce(|one, other| one || other),
            at_most_once: !all.is_empty() && all.iter().all(once),
            queue_limit: each().filter_map(|one| one.queue_limit?.value.limit()).min(),
            time_to_live: each()
                .filter_map(|one| one.time_to_live?.value.limit())
                .map(|time| time.seconds())
                .fold(None, seconds),
            processing: each()
                .filter_map(|one| one.processing)
                .map(|time| time.value.seconds())
                .fold(None, |most: Option<f64>, one| Some(most.map_or(one, |most| most.max(one)))),
        }
    }

    /// The subscription as an expression, line by line.
    pub(super) fn subscription(&self, channel: &str, group: &str) -> Vec<String> {
        let mut fields = Vec::new();
        let mut field = |name: &str, value: String| fields.push(format!("    {name}: {value},"));
        if let Some(workers) = self.workers {
            field("in_flight", workers.saturating_mul(IN_FLIGHT).max(16).to_string());
        }
        match self.deliveries {
            Some(Some(most)) => field("max_deliveries", most.to_string()),
            Some(None) => field("max_deliveries", "u32::MAX".into()),
            None => {}
        }
        match self.order {
            Some(Ordering::Key) => field("order", "super::runtime::queue::Order::Key".into()),
            Some(Ordering::Total) => field("order", "super::runtime::queue::Order::Total".into()),
            Some(Ordering::None) | None => {}
        }
        // Four times the p99: whoever takes longer is taken for stuck.
        if let Some(processing) = self.processing.filter(|processing| processing * 4.0 > 30.0) {
            field("redeliver_after", format!("std::time::{}", in_code((processing * 4.0).ceil())));
        }
        if let Some(limit) = self.queue_limit {
            field("queue_limit", format!("Some({limit})"));
        }
        if let Some(time) = self.time_to_live {
            field("time_to_live", format!("Some(std::time::{})", in_code(time)));
        }
        let new = format!("Subscription::new({}, {})", literal(channel), literal(group));
        if fields.is_empty() {
            return vec![new];
        }
        let mut lines = vec!["Subscription {".to_owned()];
        lines.extend(fields);
        lines.push(format!("    ..{new}"));
        lines.push("}".to_owned());
        lines
    }

    /// The fields of a `Consumption` that differ from its default.
    pub(super) fn consumption(&self) -> Vec<String> {
        let mut fields = Vec::new();
        if let Some(workers) = self.workers {
            fields.push(format!("workers: {workers},"));
        }
        if self.keeps_dead_letters == Some(false) {
            fields.push("dead_letters: false,".to_owned());
        }
        if self.at_most_once {
            fields.push("at_most_once: true,".to_owned());
        }
        fields
    }

    /// For people: what happens to a message that fails.
    pub(super) fn failing(&self) -> String {
        if self.at_most_once {
            return "handled at most once; lost when that fails".to_owned();
        }
        let deliveries = match self.deliveries {
            Some(Some(1)) => "not tried again".to_owned(),
            Some(Some(most)) => format!("tried {most} times"),
            Some(None) => return "tried until it works (`max-deliveries = \"none\"`)".to_owned(),
            None => "tried 5 times (our default)".to_owned(),
        };
        match self.keeps_dead_letters {
            Some(false) => format!("{deliveries}, then dropped (`dead-letter = false`)"),
            _ => format!("{deliveries}, then a dead letter"),
        }
    }

    /// A failure is not the end.
    pub(super) fn repeats(&self) -> bool {
        !self.at_most_once && self.deliveries != Some(Some(1))
    }

    /// For people: the order that is kept and by how many workers.
    pub(super) fn working(&self) -> String {
        let workers = match self.workers {
            Some(1) | None => "one worker".to_owned(),
            Some(workers) => format!("{workers} workers"),
        };
        match self.order {
            Some(Ordering::Key) => format!("{workers}, in order by key"),
            Some(Ordering::Total) => "one after the other, in order".to_owned(),
            Some(Ordering::None) | None => workers,
        }
    }
}

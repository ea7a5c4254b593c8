//! Thresholds come from what is declared; what is not declared has none.

use super::{expressions, of};
use std::collections::BTreeSet;

const SHOP: &str = r#"
[service.shop]
tier = 1
[service.stock]
tier = 2
[[interaction]]
id = "reserve"
from = "shop"
during = "Buy"
to = "stock"
operation = "Reserve"
mode = "sync"
timeout = "300ms"
on-failure = "fail"
"#;

fn alerts(rules: &str) -> BTreeSet<String> {
    expressions(rules).into_iter().map(|(name, _)| name).filter(|name| !name.contains(':')).collect()
}

fn named<'a>(all: &'a [(String, String)], name: &str) -> Vec<&'a str> {
    all.iter().filter(|(other, _)| other == name).map(|(_, expression)| &**expression).collect()
}

#[test]
fn without_a_promise_there_is_no_threshold() {
    let files = of(SHOP);
    assert_eq!(
        alerts(&files["rules/shop.yml"]),
        BTreeSet::from(["BucketMissing".into(), "DependencyDown".into(), "MetricsMissing".into()])
    );
    let page = &files["MONITORS.md"];
    let gap = "| timeouts and failures | call `reserve` | no journey with an `availability` objective fails with it, and its callee declares no `availability` |";
    assert!(page.contains(gap), "{page}");
}

/// Site Reliability Workbook, table 5-8 and the rules after it: for 99.9%, 14.4 × 0.001 over 1 h and 5 min, 6 × 0.001
/// over 6 h and 30 min, 3 × 0.001 over 1 d and 2 h, 1 × 0.001 over 3 d and 6 h.
#[test]
fn an_objective_burns_as_the_workbook_says() {
    let journey = r#"
[[journey]]
id = "buy"
entry = "shop"
operation = "Buy"
slo = { availability = "99.9%" }
"#;
    let files = of(&format!("{SHOP}{journey}"));
    let all = expressions(&files["rules/shop.yml"]);
    let over = |window: &str, factor: &str| {
        format!("journey:failed:ratio_rate{window}{{journey=\"buy\"}} > {factor} * 0.001")
    };
    let wanted = [("14.4", "1h", "5m"), ("6", "6h", "30m"), ("3", "1d", "2h"), ("1", "3d", "6h")];
    let wanted: Vec<String> = wanted
        .iter()
        .map(|(factor, long, short)| format!("{} and {}", over(long, factor), over(short, factor)))
        .collect();
    assert_eq!(named(&all, "JourneyFails"), wanted);
    // The call fails the journey, so the journey's objective is its measure, and the journey wakes people, not the call.
    assert_eq!(named(&all, "CallTimesOut").len(), 2);
    assert!(
        files["MONITORS.md"].contains("Journey `buy` fails with it and promises an availability of 99.9%.")
    );
    let call = files["rules/shop.yml"].split("- alert: \"CallTimesOut\"").nth(1).expect("there is one");
    assert!(call.split("- alert").next().expect("a part").contains("severity: \"ticket\""));
}

#[test]
fn a_budget_that_cannot_burn_so_fast_is_told() {
    let journey = r#"
[[journey]]
id = "buy"
entry = "shop"
operation = "Buy"
slo = { availability = "90%" }
"#;
    let files = of(&format!("{SHOP}{journey}"));
    assert_eq!(named(&expressions(&files["rules/shop.yml"]), "JourneyFails").len(), 3);
    assert!(files["MONITORS.md"].contains("so burning 14.4 times too fast cannot happen"));
}

#[test]
fn one_operation_keeps_the_stricter_of_two_objectives() {
    let journeys = r#"
[[journey]]
id = "calm"
entry = "shop"
operation = "Buy"
slo = { p99 = "2s" }
[[journey]]
id = "hasty"
entry = "shop"
operation = "Buy"
slo = { p99 = "700ms" }
"#;
    let files = of(&format!("{SHOP}{journeys}"));
    let all = expressions(&files["rules/shop.yml"]);
    let slow = named(&all, "JourneySlow");
    assert!(!slow.is_empty() && slow.iter().all(|it| it.contains("journey=\"hasty\"")), "{slow:?}");
    assert!(files["MONITORS.md"].contains("The same requests begin `calm`."));
    let recorded = named(&all, "journey:slow:ratio_rate5m");
    assert!(recorded[0].contains("le=\"0.7\""), "{recorded:?}");
}

/// Two consumers that need 250 ms for a message handle 8 a second, and 240 in the 30 s that data may be old.
#[test]
fn a_channel_is_held_against_staleness_and_consumers() {
    let files = of(r#"
[service.orders]
[service.mails]
[[interaction]]
id = "confirm"
from = "orders"
to = "mails"
mode = "async"
channel = "confirmations"
staleness = "30s"
consumers = 2
service-time = "250ms"
relay-interval = "2s"
"#);
    let all = expressions(&files["rules/mails.yml"]);
    let queue = r#"{channel="confirmations",group="mails"}"#;
    assert_eq!(named(&all, "MessagesTooOld"), [format!("max(queue_oldest_message_age_seconds{queue}) > 30")]);
    assert_eq!(
        named(&all, "BacklogGrows"),
        ["sum(rate(messages_published_total{channel=\"confirmations\"}[5m])) > 8"]
    );
    assert_eq!(named(&all, "BacklogTooLong"), [format!("max(queue_depth{queue}) > 240")]);
    let outbox = expressions(&files["rules/orders.yml"]);
    assert_eq!(
        named(&outbox, "OutboxStuck"),
        ["max(outbox_oldest_age_seconds{service=\"orders\",channel=\"confirmations\"}) > 4"]
    );
}

/// What the publisher's code does: a queue of its own, from which it makes the call.
#[test]
fn a_call_that_is_put_off_is_watched_at_its_publisher() {
    let files = of(r#"
[service.orders]
[service.mailer]
kind = "external"
availability = "99.5%"
[[interaction]]
id = "confirm"
from = "orders"
to = "mailer"
mode = "async"
protocol = "http"
staleness = "1min"
"#);
    assert!(!files.contains_key("rules/mailer.yml"), "somebody else's service exports nothing of ours");
    let all = expressions(&files["rules/orders.yml"]);
    assert_eq!(
        named(&all, "MessagesTooOld"),
        ["max(queue_oldest_message_age_seconds{channel=\"orders.confirm\",group=\"orders\"}) > 60"]
    );
    assert_eq!(named(&all, "CallFails").len(), 2);
}

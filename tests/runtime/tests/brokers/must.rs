//! What every broker must do. Never says which broker it is.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use service_runtime::queue::{Broker, Delivery, Message, Order, Receiver, Subscription};
use tokio::time::timeout;

/// Longest wait for a message that must come.
pub const SOON: Duration = Duration::from_secs(30);
/// How long a message that must not come is waited for.
pub const SHORT: Duration = Duration::from_millis(700);

/// A message whose body is a number.
pub fn message(channel: &str, key: Option<&str>, number: u32) -> Message {
    Message {
        id: uuid::Uuid::now_v7().to_string(),
        channel: channel.to_owned(),
        key: key.map(str::to_owned),
        headers: BTreeMap::new(),
        published: Message::moment(1_700_000_000_123),
        body: number.to_string().into_bytes(),
    }
}

pub fn number(message: &Message) -> u32 {
    let text = std::str::from_utf8(&message.body).expect("a number");
    text.parse().expect("a number")
}

/// With a quick repetition for receivers that died.
pub fn subscription(channel: &str, group: &str) -> Subscription {
    Subscription {
        redeliver_after: Duration::from_secs(2),
        ..Subscription::new(channel, group)
    }
}

pub async fn next(receiver: &mut Box<dyn Receiver>) -> Delivery {
    let next = timeout(SOON, receiver.next())
        .await
        .expect("a message comes");
    next.expect("receiving works").expect("it is not closed")
}

/// The next message, settled.
pub async fn settled(receiver: &mut Box<dyn Receiver>) -> Message {
    let delivery = next(receiver).await;
    delivery.settle.done().await.expect("it settles");
    delivery.message
}

pub async fn nothing(receiver: &mut Box<dyn Receiver>) {
    let next = timeout(SHORT, receiver.next()).await;
    assert!(next.is_err(), "a message came");
}

/// Tries until the broker takes it, as the outbox does.
pub async fn publish(broker: &Arc<dyn Broker>, message: &Message) {
    let begin = Instant::now();
    while let Err(error) = broker.publish(message).await {
        assert!(begin.elapsed() < SOON, "{error}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

pub async fn keeps_what_comes_before_the_first_receiver(broker: &Arc<dyn Broker>) {
    let subscription = subscription("early", "late-riser");
    broker.ensure(&subscription).await.expect("it declares");
    let mut sent = message("early", Some("ключ\n\"1\" %"), 7);
    sent.headers.insert(
        "traceparent".to_owned(),
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01".to_owned(),
    );
    sent.body = "{\"text\": \"grüß\u{0}\"}".into();
    broker.publish(&sent).await.expect("it is stored");
    let mut receiver = broker.subscribe(&subscription).await.expect("it receives");
    let delivery = next(&mut receiver).await;
    assert_eq!(delivery.message, sent);
    assert!(
        delivery.deliveries <= 1,
        "{} deliveries",
        delivery.deliveries
    );
    delivery.settle.done().await.expect("it settles");
    nothing(&mut receiver).await;
}

pub async fn delivers_again_what_is_dropped(broker: &Arc<dyn Broker>) {
    let subscription = subscription("dropped", "reader");
    let mut receiver = broker.subscribe(&subscription).await.expect("it receives");
    publish(broker, &message("dropped", None, 1)).await;
    let first = next(&mut receiver).await;
    let id = first.message.id.clone();
    drop(first);
    let second = next(&mut receiver).await;
    assert_eq!(second.message.id, id);
    assert!(
        second.deliveries != 1,
        "a repetition is told as the first delivery"
    );
    // The receiver goes with it, as in a process that dies in order.
    drop(second);
    drop(receiver);
    let mut receiver = broker.subscribe(&subscription).await.expect("it receives");
    let third = next(&mut receiver).await;
    assert_eq!(third.message.id, id);
    third.settle.done().await.expect("it settles");
    nothing(&mut receiver).await;
}

pub async fn claims_are_renewed(broker: &Arc<dyn Broker>) {
    let subscription = Subscription {
        redeliver_after: Duration::from_millis(500),
        ..subscription("slow", "reader")
    };
    let mut receiver = broker.subscribe(&subscription).await.expect("it receives");
    publish(broker, &message("slow", None, 1)).await;
    let held = next(&mut receiver).await;
    let again = timeout(Duration::from_secs(2), receiver.next()).await;
    assert!(
        again.is_err(),
        "what is being worked on was delivered a second time"
    );
    held.settle.done().await.expect("it settles");
    nothing(&mut receiver).await;
}

pub async fn waits_before_it_delivers_again(broker: &Arc<dyn Broker>) {
    let mut receiver = broker
        .subscribe(&subscription("again", "reader"))
        .await
        .expect("it receives");
    publish(broker, &message("again", None, 1)).await;
    let first = next(&mut receiver).await;
    let begin = Instant::now();
    first
        .settle
        .again(Duration::from_millis(800))
        .await
        .expect("it settles");
    publish(broker, &message("again", None, 2)).await;
    let other = next(&mut receiver).await;
    assert_eq!(number(&other.message), 2, "others need not wait");
    other.settle.done().await.expect("it settles");
    let second = next(&mut receiver).await;
    assert_eq!(number(&second.message), 1);
    assert!(
        begin.elapsed() >= Duration::from_millis(790),
        "after {:?}",
        begin.elapsed()
    );
    assert!(
        second.deliveries != 1,
        "a repetition is told as the first delivery"
    );
    second.settle.done().await.expect("it settles");
}

pub async fn gives_each_group_everything(broker: &Arc<dyn Broker>) {
    let groups = [subscription("fan", "first"), subscription("fan", "second")];
    for group in &groups {
        broker.ensure(group).await.expect("it declares");
    }
    let sent: Vec<Message> = (0..100)
        .map(|number| message("fan", None, number))
        .collect();
    let published = broker.publish_all(&sent).await;
    assert!(published.failed.is_none(), "{:?}", published.failed);
    assert_eq!(published.stored, 100);
    for group in &groups {
        let mut receiver = broker.subscribe(group).await.expect("it receives");
        let mut seen = BTreeSet::new();
        while seen.len() < 100 {
            let delivery = next(&mut receiver).await;
            assert!(
                seen.insert(number(&delivery.message)),
                "delivered twice to {}",
                group.group
            );
            delivery.settle.done().await.expect("it settles");
        }
        nothing(&mut receiver).await;
    }
}

/// Two receivers of a group, messages of five keys, and every seventh delivery fails.
pub async fn keeps_the_order(broker: &Arc<dyn Broker>, order: Order) {
    let channel = if order == Order::Key {
        "by-key"
    } else {
        "in-order"
    };
    let subscription = Subscription {
        order,
        ..subscription(channel, "reader")
    };
    broker.ensure(&subscription).await.expect("it declares");
    let sent: Vec<Message> = (0..200)
        .map(|number| message(channel, Some(&format!("key-{}", number % 5)), number))
        .collect();
    let published = broker.publish_all(&sent).await;
    assert!(published.failed.is_none(), "{:?}", published.failed);
    let (done, mut settled) = tokio::sync::mpsc::unbounded_channel();
    let mut readers = tokio::task::JoinSet::new();
    for _ in 0..2 {
        let mut receiver = broker.subscribe(&subscription).await.expect("it receives");
        let done = done.clone();
        readers.spawn(async move {
            let mut count = 0_u32;
            while let Ok(Some(delivery)) = receiver.next().await {
                count += 1;
                if count.is_multiple_of(7) {
                    delivery
                        .settle
                        .again(Duration::from_millis(20))
                        .await
                        .expect("it settles");
                    continue;
                }
                let seen = (
                    delivery.message.key.clone().expect("it has a key"),
                    number(&delivery.message),
                );
                done.send(seen).expect("somebody listens");
                delivery.settle.done().await.expect("it settles");
            }
        });
    }
    let mut last: BTreeMap<String, u32> = BTreeMap::new();
    for _ in 0..200 {
        let (key, number) = timeout(SOON, settled.recv())
            .await
            .expect("a message comes")
            .expect("readers live");
        let key = if order == Order::Total {
            String::new()
        } else {
            key
        };
        let before = last.insert(key.clone(), number);
        assert!(
            before.is_none_or(|before| before < number),
            "{key}: {number} after {before:?}"
        );
    }
    readers.shutdown().await;
}

/// `oldest` says whether this broker tells how old the oldest waiting message is.
pub async fn tells_its_depth(broker: &Arc<dyn Broker>, oldest: bool) {
    let subscription = Subscription {
        in_flight: 1,
        ..subscription("deep", "reader")
    };
    broker.ensure(&subscription).await.expect("it declares");
    let empty = broker.depth(&subscription).await.expect("it tells");
    assert_eq!((empty.waiting, empty.oldest), (0, None));
    for number in 0..5 {
        let published = SystemTime::now() - Duration::from_secs(100);
        publish(
            broker,
            &Message {
                published,
                ..message("deep", None, number)
            },
        )
        .await;
    }
    // RabbitMQ counts with a delay.
    let mut depth = broker.depth(&subscription).await.expect("it tells");
    let begin = Instant::now();
    while depth.waiting != 5 && begin.elapsed() < SOON {
        tokio::time::sleep(Duration::from_millis(50)).await;
        depth = broker.depth(&subscription).await.expect("it tells");
    }
    assert_eq!(depth.waiting, 5);
    assert_eq!(depth.oldest.is_some(), oldest);
    assert!(
        depth
            .oldest
            .is_none_or(|oldest| (100..110).contains(&oldest.as_secs())),
        "{:?}",
        depth.oldest
    );
}

pub async fn refuses_when_full(broker: &Arc<dyn Broker>) {
    let subscription = Subscription {
        queue_limit: Some(10),
        ..subscription("full", "reader")
    };
    broker.ensure(&subscription).await.expect("it declares");
    let mut refused = None;
    for number in 0..50 {
        if let Err(error) = broker.publish(&message("full", None, number)).await {
            refused = Some((number, error));
            break;
        }
    }
    let (stored, error) = refused.expect("the queue becomes full");
    assert!(
        matches!(error, service_runtime::queue::BrokerError::Full { .. }),
        "{error}"
    );
    // RabbitMQ's limit is approximate.
    assert!((10..20).contains(&stored), "full after {stored}");
    let mut receiver = broker.subscribe(&subscription).await.expect("it receives");
    for _ in 0..stored {
        next(&mut receiver)
            .await
            .settle
            .done()
            .await
            .expect("it settles");
    }
    publish(broker, &message("full", None, 99)).await;
    assert_eq!(number(&settled(&mut receiver).await), 99);
}

pub async fn takes_any_name(broker: &Arc<dyn Broker>) {
    let long = "very-long-".repeat(40);
    let names = [
        "a b",
        "a.b",
        "a-b",
        "a_b",
        "a>",
        "*",
        "übergröße",
        "名",
        "$JS.API",
        "amq.fanout",
        "a/b",
        "..",
        long.as_str(),
    ];
    for (number, name) in (0..).zip(names) {
        let group = format!("group of {name}");
        broker
            .ensure(&subscription(name, &group))
            .await
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        publish(broker, &message(name, None, number)).await;
    }
    for (expected, name) in (0..).zip(names) {
        let mut receiver = broker
            .subscribe(&subscription(name, &format!("group of {name}")))
            .await
            .expect("it receives");
        let delivery = next(&mut receiver).await;
        assert_eq!(
            (number(&delivery.message), delivery.message.channel.as_str()),
            (expected, name)
        );
        delivery.settle.done().await.expect("it settles");
        let more = timeout(Duration::from_millis(50), receiver.next()).await;
        assert!(more.is_err(), "{name} shares a channel with another name");
    }
}

/// `kill` stops the server hard, `start` starts it again. Nothing that was stored is lost, and what is done stays done.
pub async fn survives_a_restart(
    broker: &Arc<dyn Broker>,
    kill: impl FnOnce(),
    start: impl FnOnce() + Send + 'static,
) {
    let subscription = subscription("restart", "reader");
    let mut receiver = broker.subscribe(&subscription).await.expect("it receives");
    let all: Vec<Message> = (0..200)
        .map(|number| message("restart", None, number))
        .collect();
    for message in &all[..100] {
        publish(broker, message).await;
    }
    let mut seen: BTreeMap<u32, u32> = BTreeMap::new();
    for _ in 0..30 {
        let delivery = next(&mut receiver).await;
        *seen.entry(number(&delivery.message)).or_default() += 1;
        delivery.settle.done().await.expect("it settles");
    }
    let held = next(&mut receiver).await;
    // RabbitMQ 3.10 keeps the names of new quorum queues in memory for some seconds. Killed before they are written, it
    // comes back with an empty queue of that name.
    tokio::time::sleep(Duration::from_secs(5)).await;
    kill();
    broker
        .publish(&all[100])
        .await
        .expect_err("nobody stores it");
    broker.probe().await.expect_err("nobody answers");
    tokio::task::spawn_blocking(start).await.expect("it starts");
    for message in &all[100..] {
        publish(broker, message).await;
    }
    *seen.entry(number(&held.message)).or_default() += 1;
    // Over a connection that is gone: it may come again, which the consumer's record makes harmless.
    let _ = held.settle.done().await;
    while seen.len() < 200 {
        let delivery = next(&mut receiver).await;
        *seen.entry(number(&delivery.message)).or_default() += 1;
        delivery.settle.done().await.expect("it settles");
    }
    broker.probe().await.expect("it answers");
    let repeated = seen.values().filter(|count| **count > 1).count();
    assert!(
        repeated <= 31,
        "{repeated} of the 31 settled before came again"
    );
}

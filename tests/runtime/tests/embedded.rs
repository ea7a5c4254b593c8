//! The embedded queue against a model, under random orders of events. The time is the model's.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, SystemTime};

use fastrand::Rng;
use service_runtime::queue::embedded::table;
use service_runtime::queue::{Message, Order, Subscription};
use sqlx::{Connection, SqliteConnection};

const LEASE: i64 = 100;

/// What must be true of one group.
#[derive(Default)]
struct Group {
    /// Published and not settled, in order: (number, key).
    waiting: Vec<(u32, String)>,
    done: BTreeSet<u32>,
    /// Who holds what, as far as each receiver knows: number to (copy, deliveries).
    held: BTreeMap<&'static str, BTreeMap<u32, (i64, u32)>>,
    lives: BTreeMap<&'static str, i64>,
    /// What a receiver was given and has lost with its lease, without knowing it: (receiver, number, copy).
    stale: Vec<(&'static str, u32, (i64, u32))>,
}

fn message(number: u32) -> Message {
    Message {
        id: number.to_string(),
        channel: "c".into(),
        key: Some(format!("k{}", number % 3)),
        headers: BTreeMap::new(),
        published: SystemTime::UNIX_EPOCH,
        body: Vec::new(),
    }
}

async fn check(seed: u64, order: Order) {
    let mut random = Rng::with_seed(seed);
    let mut connection = SqliteConnection::connect("sqlite::memory:")
        .await
        .expect("it opens");
    let connection = &mut connection;
    for statement in table::TABLES {
        let created = sqlx::query(*statement).execute(&mut *connection).await;
        created.expect("tables are created");
    }
    let names = ["first", "second"];
    let subscriptions = names.map(|name| Subscription {
        order,
        redeliver_after: Duration::from_millis(100),
        ..Subscription::new("c", name)
    });
    let mut groups = [Group::default(), Group::default()];
    for subscription in &subscriptions {
        let ensured = table::ensure(connection, subscription).await;
        ensured.expect("it is ensured");
    }
    let (mut now, mut next) = (1_000, 0);
    // Each group's receivers have names of their own, and another one after each death.
    let mut names_of = [["x1", "y1", "z1"], ["x2", "y2", "z2"]];
    for step in 0..300 {
        let at = random.usize(..2);
        let (subscription, group) = (&subscriptions[at], &mut groups[at]);
        let receiver = random.usize(..3);
        let name = names_of[at][receiver];
        match random.u32(..100) {
            0..30 => {
                let count = random.u32(1..4);
                let messages: Vec<_> = (next..next + count).map(message).collect();
                let stored = table::publish(connection, &messages).await;
                assert_eq!(stored.expect("it is published"), messages.len());
                // What is published again while it waits is not there twice.
                let again = table::publish(connection, &messages[..1]).await;
                again.expect("it is published");
                for number in next..next + count {
                    for group in &mut groups {
                        group.waiting.push((number, format!("k{}", number % 3)));
                    }
                }
                next += count;
            }
            30..60 => {
                renew(connection, subscription, group, name, now).await;
                let most = random.u32(1..5);
                let claims = table::claim(connection, subscription, name, now, most).await;
                let claims = claims.expect("it is claimed");
                assert!(claims.len() <= usize::try_from(most).expect("it is small"));
                for claim in claims {
                    let number: u32 = claim.message.id.parse().expect("it is a number");
                    let context = format!("seed {seed}, step {step}, {order:?}, message {number}");
                    assert!(
                        !group.done.contains(&number),
                        "delivered after done: {context}"
                    );
                    let others = (group.held.iter()).filter(|(other, held)| {
                        **other != name
                            && held.contains_key(&number)
                            && group.lives.get(*other).is_some_and(|until| *until >= now)
                    });
                    assert_eq!(others.count(), 0, "held by a living receiver: {context}");
                    check_order(group, order, name, number, now, &context);
                    group
                        .held
                        .entry(name)
                        .or_default()
                        .insert(number, (claim.seq, claim.deliveries));
                }
            }
            60..85 => {
                // Settles something that it was given, although it may have lost it meanwhile.
                let stale = group.stale.iter().position(|(owner, ..)| *owner == name);
                let settled = match stale.filter(|_| random.bool()) {
                    Some(at) => {
                        let (_, number, copy) = group.stale.swap_remove(at);
                        Some((number, copy))
                    }
                    None => group.held.entry(name).or_default().pop_first(),
                };
                let Some((number, (seq, deliveries))) = settled else {
                    continue;
                };
                if random.bool() || order != Order::None {
                    let done = table::done(connection, seq).await;
                    done.expect("it is settled");
                    group.done.insert(number);
                    group.waiting.retain(|(other, _)| *other != number);
                } else {
                    let again =
                        table::again(connection, seq, deliveries, now + random.i64(0..50)).await;
                    again.expect("it is given back");
                }
            }
            85..92 => {
                // Dies: forgets everything, and is not heard of before its lease is over.
                group.held.remove(name);
                group.stale.retain(|(owner, ..)| *owner != name);
                now = now.max(group.lives.remove(name).unwrap_or(now) + 1);
                names_of[at][receiver] = String::leak(format!("{name}'"));
            }
            92..95 => {
                let left = table::leave(connection, subscription, name).await;
                left.expect("it leaves");
                group.held.remove(name);
                group.lives.remove(name);
                names_of[at][receiver] = String::leak(format!("{name}'"));
            }
            _ => now += random.i64(0..LEASE),
        }
    }
    drain(connection, &subscriptions, &mut groups, next, seed).await;
}

async fn renew(
    connection: &mut SqliteConnection,
    subscription: &Subscription,
    group: &mut Group,
    name: &'static str,
    now: i64,
) {
    let renewed = table::renew(connection, subscription, name, now, now + LEASE).await;
    renewed.expect("it is renewed");
    let dead: Vec<_> = (group.lives.iter())
        .filter(|(other, until)| **other != name && **until < now)
        .map(|(dead, _)| *dead)
        .collect();
    for dead in dead {
        group.lives.remove(dead);
        let held = group.held.remove(dead).unwrap_or_default();
        let stale = held.into_iter().map(|(number, copy)| (dead, number, copy));
        group.stale.extend(stale);
    }
    group.lives.insert(name, now + LEASE);
}

/// Nothing that must come before `number` may be with somebody else who lives.
fn check_order(group: &Group, order: Order, name: &str, number: u32, now: i64, context: &str) {
    let same = |key: &str| match order {
        Order::None => false,
        Order::Key => key == format!("k{}", number % 3),
        Order::Total => true,
    };
    let before = (group.waiting.iter()).filter(|(other, key)| *other < number && same(key));
    for (other, _) in before {
        let elsewhere = group.held.iter().any(|(holder, held)| {
            *holder != name
                && held.contains_key(other)
                && group.lives.get(holder).is_some_and(|until| *until >= now)
        });
        assert!(!elsewhere, "{other} is with somebody else: {context}");
        let here = group
            .held
            .get(name)
            .is_some_and(|held| held.contains_key(other));
        assert!(here, "{other} was passed over: {context}");
    }
}

/// Everybody dies; one receiver gets all that was not settled, and nothing else.
async fn drain(
    connection: &mut SqliteConnection,
    subscriptions: &[Subscription],
    groups: &mut [Group],
    published: u32,
    seed: u64,
) {
    let later = i64::MAX / 4;
    for (subscription, group) in subscriptions.iter().zip(groups) {
        let renewed = table::renew(connection, subscription, "last", later, later + LEASE).await;
        renewed.expect("it is renewed");
        let claims = table::claim(connection, subscription, "last", later, 100_000).await;
        let rest: Vec<u32> = (claims.expect("it is claimed").iter())
            .map(|claim| claim.message.id.parse().expect("it is a number"))
            .collect();
        let expected: Vec<u32> = (0..published)
            .filter(|number| !group.done.contains(number))
            .collect();
        assert_eq!(rest, expected, "seed {seed}");
    }
}

#[tokio::test]
async fn nothing_is_lost_nothing_comes_after_done_and_order_is_kept() {
    for seed in 0..20 {
        for order in [Order::None, Order::Key, Order::Total] {
            check(seed, order).await;
        }
    }
}

#[tokio::test]
async fn what_is_published_before_the_first_group_is_kept_for_it() {
    let mut connection = SqliteConnection::connect("sqlite::memory:")
        .await
        .expect("it opens");
    let connection = &mut connection;
    for statement in table::TABLES {
        let created = sqlx::query(*statement).execute(&mut *connection).await;
        created.expect("tables are created");
    }
    let stored = table::publish(connection, &[message(1)]).await;
    stored.expect("it is published");
    for (name, expected) in [("first", 1), ("second", 0)] {
        let subscription = Subscription::new("c", name);
        let ensured = table::ensure(connection, &subscription).await;
        ensured.expect("it is ensured");
        let claims = table::claim(connection, &subscription, "x", 0, 9).await;
        assert_eq!(claims.expect("it is claimed").len(), expected);
    }
}

//! Deliveries kept in this process for brokers that cannot delay a repetition or keep the order through one. Stores
//! nothing: what is here is still unsettled at the broker, and comes again when this process dies.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::Instant;

use super::{BoxFuture, BrokerError, Delivery, Message, Order, Settle};

/// What a broker wants to hear when a message is done.
pub trait Token: Send + Sync + 'static {
    /// Tells it. `false`: the connection over which the message came is gone, so that it will come again.
    fn acknowledge(self) -> BoxFuture<'static, bool>;
}

/// The messages of one receiver, in the order in which they came.
pub struct Lanes<T> {
    order: Order,
    in_flight: usize,
    entries: Mutex<Entries<T>>,
    changed: Notify,
}

struct Entries<T> {
    arrivals: u64,
    connection: u64,
    all: BTreeMap<u64, Entry<T>>,
}

struct Entry<T> {
    message: Message,
    deliveries: u32,
    /// One for each time that the broker has delivered it over the present connection.
    tokens: Vec<T>,
    place: Place,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Waiting,
    Held(Instant),
    Out,
    /// Done, but the broker does not know: it was told over this connection, which was gone.
    Untold(u64),
}

impl<T: Token> Lanes<T> {
    /// Empty lanes, out of which `in_flight` messages may be at the same time.
    pub fn new(order: Order, in_flight: u32) -> Arc<Self> {
        Arc::new(Self {
            order,
            in_flight: usize::try_from(in_flight).unwrap_or(1).max(1),
            entries: Mutex::new(Entries {
                arrivals: 0,
                connection: 0,
                all: BTreeMap::new(),
            }),
            changed: Notify::new(),
        })
    }

    /// Takes in what the broker has delivered. Gives the token back when the message is done already.
    pub fn push(&self, message: Message, deliveries: u32, token: T) -> Option<T> {
        let mut entries = self.lock();
        let known = entries
            .all
            .iter()
            .find(|(_, entry)| entry.message.id == message.id);
        if let Some((&arrival, entry)) = known {
            if matches!(entry.place, Place::Untold(_)) {
                entries.all.remove(&arrival);
                return Some(token);
            }
            if let Some(entry) = entries.all.get_mut(&arrival) {
                entry.tokens.push(token);
            }
            return None;
        }
        let arrival = entries.arrivals;
        entries.arrivals += 1;
        entries.all.insert(
            arrival,
            Entry {
                message,
                deliveries,
                tokens: vec![token],
                place: Place::Waiting,
            },
        );
        None
    }

    /// The next message that may be worked on now.
    pub fn take(self: &Arc<Self>) -> Option<Delivery> {
        let mut entries = self.lock();
        let out = entries
            .all
            .values()
            .filter(|entry| entry.place == Place::Out)
            .count();
        if out >= self.in_flight {
            return None;
        }
        let arrival = self.free(&entries)?;
        let entry = entries.all.get_mut(&arrival)?;
        entry.place = Place::Out;
        let settle = LaneSettle {
            lanes: Arc::clone(self),
            arrival,
            settled: false,
        };
        Some(Delivery {
            message: entry.message.clone(),
            deliveries: entry.deliveries,
            settle: Box::new(settle),
        })
    }

    /// The first message that waits no more and has no predecessor in its lane.
    fn free(&self, entries: &Entries<T>) -> Option<u64> {
        let now = Instant::now();
        let mut taken = BTreeSet::new();
        for (&arrival, entry) in &entries.all {
            let lane = match self.order {
                Order::None => None,
                Order::Key => entry.message.key.as_deref(),
                Order::Total => Some(""),
            };
            let ready = match entry.place {
                Place::Waiting => true,
                Place::Held(until) => until <= now,
                Place::Out => false,
                Place::Untold(_) => continue,
            };
            if ready && lane.is_none_or(|lane| !taken.contains(lane)) {
                return Some(arrival);
            }
            taken.extend(lane);
        }
        None
    }

    /// Until something changes: a message is settled, or one that was held back is due.
    pub async fn changed(&self) {
        let due = self
            .lock()
            .all
            .values()
            .filter_map(|entry| match entry.place {
                Place::Held(until) => Some(until),
                _ => None,
            })
            .min();
        let due = async {
            match due {
                Some(due) => tokio::time::sleep_until(due).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            () = self.changed.notified() => {}
            () = due => {}
        }
    }

    /// Messages that are unsettled.
    #[cfg(feature = "kafka")]
    pub fn len(&self) -> usize {
        self.lock().all.len()
    }

    /// Forgets what the broker will deliver again, because the connection is gone or the claim was given up: the
    /// messages of which `lost` says so. What is being worked on is kept, so that it is not handed out a second time.
    pub fn reset(&self, lost: impl Fn(&T) -> bool) {
        let mut entries = self.lock();
        entries.connection += 1;
        let before = entries.connection - 1;
        entries.all.retain(|_, entry| {
            entry.tokens.retain(|token| !lost(token));
            match entry.place {
                Place::Waiting | Place::Held(_) => !entry.tokens.is_empty(),
                Place::Out => true,
                Place::Untold(connection) => connection >= before,
            }
        });
        drop(entries);
        self.changed.notify_one();
    }

    /// Hands out nothing more, and waits until what is out is settled.
    #[cfg(feature = "kafka")]
    pub async fn drained(&self) {
        loop {
            let out = {
                let mut entries = self.lock();
                entries.all.retain(|_, entry| entry.place == Place::Out);
                entries.all.len()
            };
            if out == 0 {
                return;
            }
            self.changed.notified().await;
        }
    }

    async fn done(&self, arrival: u64) {
        let (tokens, connection) = {
            let mut entries = self.lock();
            let connection = entries.connection;
            let Some(entry) = entries.all.get_mut(&arrival) else {
                return;
            };
            entry.place = Place::Untold(connection);
            (std::mem::take(&mut entry.tokens), connection)
        };
        self.changed.notify_one();
        let mut told = !tokens.is_empty();
        for token in tokens {
            told &= token.acknowledge().await;
        }
        let mut entries = self.lock();
        if told {
            entries.all.remove(&arrival);
        } else {
            tracing::debug!(
                connection,
                "a message is done, and its broker will hear it when it comes again"
            );
        }
    }

    fn again(&self, arrival: u64, after: Duration) {
        let mut entries = self.lock();
        let Some(entry) = entries.all.get_mut(&arrival) else {
            return;
        };
        if entry.tokens.is_empty() {
            entries.all.remove(&arrival);
        } else {
            // 0 stands for unknown, and stays so.
            entry.deliveries = entry
                .deliveries
                .saturating_add(u32::from(entry.deliveries > 0));
            entry.place = Place::Held(Instant::now() + after);
        }
        drop(entries);
        self.changed.notify_one();
    }

    fn lock(&self) -> MutexGuard<'_, Entries<T>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct LaneSettle<T: Token> {
    lanes: Arc<Lanes<T>>,
    arrival: u64,
    settled: bool,
}

impl<T: Token> Settle for LaneSettle<T> {
    fn done(mut self: Box<Self>) -> BoxFuture<'static, Result<(), BrokerError>> {
        self.settled = true;
        Box::pin(async move {
            self.lanes.done(self.arrival).await;
            Ok(())
        })
    }

    fn again(mut self: Box<Self>, after: Duration) -> BoxFuture<'static, Result<(), BrokerError>> {
        self.settled = true;
        self.lanes.again(self.arrival, after);
        Box::pin(std::future::ready(Ok(())))
    }
}

impl<T: Token> Drop for LaneSettle<T> {
    fn drop(&mut self) {
        if !self.settled {
            self.lanes.again(self.arrival, Duration::ZERO);
        }
    }
}

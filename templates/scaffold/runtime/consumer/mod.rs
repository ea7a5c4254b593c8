//! Handles messages: at least once each, with the effects in the store exactly once. Never stops because of a message,
//! and never handles two messages at once whose order must be kept.
//!
//! The record that a message was processed is written in the transaction of its effects, and a message with a record
//! is not handled again. What a handler does to others (a call, a mail) can happen again, when the process dies after
//! it and before the commit: give others [`Work::id`] as an idempotency key.
//!
//! A message that fails is tried again after a pause, [`Subscription::max_deliveries`] times in all. Then, or at once
//! where it is invalid, it goes to the table `dead_letters`, once, and a copy to the channel `<channel>.dead`. Where
//! order is kept, a message that is tried again holds back those behind it.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Mutex, mpsc};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::failure::Failure;
use super::metrics;
use super::queue::{BoxFuture, Broker, Delivery, Message, Order, Receiver, Subscription};
use super::store::{Store, Transaction};

mod attempt;
mod record;
mod work;

pub use record::{DeadLetter, dead_letters, redeliver};
pub use work::Work;

/// Handles the messages of one channel.
pub trait Handler: Send + Sync + 'static {
    /// Handles a message. Its record is committed after `Ok`, with everything that was written in
    /// [`Work::begin`]; `Err` and a panic take it back. [`Failure::Invalid`]: never try again.
    fn handle<'a>(
        &'a self,
        message: &'a Message,
        work: &'a mut Work,
    ) -> BoxFuture<'a, Result<(), Failure>>;

    /// A message becomes a dead letter, for this reason. What is written in the transaction happens exactly once, with
    /// it.
    fn given_up<'a>(
        &'a self,
        message: &'a Message,
        reason: &'a str,
        transaction: &'a mut Transaction,
    ) -> BoxFuture<'a, Result<(), Failure>> {
        let _ = (message, reason, transaction);
        Box::pin(std::future::ready(Ok(())))
    }
}

/// How one channel is consumed.
#[derive(Debug, Clone)]
pub struct Consumption {
    /// What is received.
    pub subscription: Subscription,
    /// Messages handled at the same time. Where order is kept by key, messages of one key are handled by the same
    /// worker; where all order is kept, there is one.
    pub workers: u32,
    /// The pause before the second attempt; it doubles with each further one, up to `longest_backoff`.
    pub backoff: Duration,
    /// The longest pause.
    pub longest_backoff: Duration,
    /// Handling takes at most this long; then it counts as failed.
    pub time_limit: Duration,
    /// A message that cannot be handled is kept as a dead letter, and else dropped.
    pub dead_letters: bool,
    /// A message is settled before it is handled: it may get lost, and never comes again.
    pub at_most_once: bool,
    /// Records of processed messages are kept for this time. A message that comes again later than that is handled
    /// again, so it must be longer than any publisher, broker or consumer is ever down.
    pub remembers: Duration,
}

impl Consumption {
    /// One worker, dead letters, pauses from 100 ms to 10 s, 30 s for one message, a memory of 7 days.
    pub fn new(subscription: Subscription) -> Self {
        Self {
            time_limit: subscription.redeliver_after,
            subscription,
            workers: 1,
            backoff: Duration::from_millis(100),
            longest_backoff: Duration::from_secs(10),
            dead_letters: true,
            at_most_once: false,
            remembers: Duration::from_secs(7 * 24 * 60 * 60),
        }
    }

    /// The longest pause before the attempt after `attempts`.
    fn pause(&self, attempts: u32) -> Duration {
        let doublings = attempts.saturating_sub(1).min(20);
        let longest = self.backoff.saturating_mul(1 << doublings);
        longest.min(self.longest_backoff)
    }
}

/// What everything that handles messages of one channel shares.
struct Shared {
    store: Store,
    consumption: Consumption,
    handler: Arc<dyn Handler>,
    stop: CancellationToken,
    /// Messages that are handled and of which the broker is being told so.
    settling: TaskTracker,
}

/// A channel that is being consumed.
pub struct Consumer {
    shared: Arc<Shared>,
    broker: Arc<dyn Broker>,
}

impl Consumer {
    /// A consumer that begins with [`Consumer::run`].
    pub fn new(
        store: Store,
        broker: Arc<dyn Broker>,
        consumption: Consumption,
        handler: Arc<dyn Handler>,
        stop: CancellationToken,
    ) -> Self {
        let shared = Shared {
            store,
            consumption,
            handler,
            stop,
            settling: TaskTracker::new(),
        };
        Self {
            shared: Arc::new(shared),
            broker,
        }
    }

    /// Consumes until it is told to stop; then finishes the messages in hand, within `drain`, and gives back the rest.
    /// A broker that does not answer is asked again.
    pub async fn run(self, drain: Duration) {
        let workers = TaskTracker::new();
        let dropped = CancellationToken::new();
        let chores = self.chores();
        let mut lanes = self.lanes(&workers, &dropped);
        tokio::select! {
            () = self.dispatch(&mut lanes) => {}
            () = chores => {}
        }
        drop(lanes);
        workers.close();
        self.shared.settling.close();
        let finished = async {
            workers.wait().await;
            self.shared.settling.wait().await;
        };
        if tokio::time::timeout(drain, finished).await.is_err() {
            let channel = &self.shared.consumption.subscription.channel;
            tracing::warn!(%channel, "messages in hand are given up and will come again");
            dropped.cancel();
            workers.wait().await;
        }
    }

    /// Receives and distributes until told to stop.
    async fn dispatch(&self, lanes: &mut Lanes) {
        let subscription = &self.shared.consumption.subscription;
        let channel = &subscription.channel;
        let mut pause = Duration::from_millis(100);
        while !self.shared.stop.is_cancelled() {
            let receiver = tokio::select! {
                receiver = self.broker.subscribe(subscription) => receiver,
                () = self.shared.stop.cancelled() => return,
            };
            match receiver {
                Ok(receiver) => {
                    self.receive(receiver, lanes).await;
                    pause = Duration::from_millis(100);
                }
                Err(error) => tracing::error!(%channel, %error, "cannot subscribe"),
            }
            tokio::select! {
                () = tokio::time::sleep(pause) => pause = (pause * 2).min(Duration::from_secs(10)),
                () = self.shared.stop.cancelled() => return,
            }
        }
    }

    async fn receive(&self, mut receiver: Box<dyn Receiver>, lanes: &mut Lanes) {
        loop {
            let next = tokio::select! {
                biased;
                () = self.shared.stop.cancelled() => return,
                next = receiver.next() => next,
            };
            match next {
                Ok(Some(delivery)) => lanes.send(delivery).await,
                Ok(None) => return,
                Err(error) => {
                    let channel = &self.shared.consumption.subscription.channel;
                    tracing::warn!(%channel, %error, "cannot receive");
                    return;
                }
            }
        }
    }

    fn lanes(&self, workers: &TaskTracker, dropped: &CancellationToken) -> Lanes {
        let consumption = &self.shared.consumption;
        let (order, count) = (consumption.subscription.order, consumption.workers.max(1));
        // (lanes, workers of each lane)
        let (many, each) = match order {
            Order::None => (1, count),
            Order::Key => (count, 1),
            Order::Total => (1, 1),
        };
        let room = usize::try_from(consumption.subscription.in_flight)
            .unwrap_or(1)
            .max(1);
        let lanes = (0..many).map(|_| {
            let (sender, receiver) = mpsc::channel(room);
            let receiver = Arc::new(Mutex::new(receiver));
            for _ in 0..each {
                let worker = work_off(Arc::clone(&self.shared), Arc::clone(&receiver));
                workers.spawn(dropped.clone().run_until_cancelled_owned(worker));
            }
            sender
        });
        Lanes(lanes.collect())
    }

    /// Says what waits, and forgets what is long past. Never ends.
    async fn chores(&self) {
        let Consumption {
            subscription,
            remembers,
            ..
        } = &self.shared.consumption;
        let (channel, group) = (&subscription.channel, &subscription.group);
        let mut ticks = tokio::time::interval(Duration::from_secs(5));
        // Not before what came again after a long pause has had the time to be recognised.
        let mut forget = tokio::time::Instant::now() + Duration::from_secs(60 * 60);
        loop {
            ticks.tick().await;
            match self.broker.depth(subscription).await {
                Ok(depth) => {
                    metrics::queue(channel.clone(), group.clone(), depth.waiting, depth.oldest)
                }
                Err(error) => tracing::warn!(%channel, %error, "the queue cannot be measured"),
            }
            if let Err(error) = record::measure(&self.shared.store, channel).await {
                tracing::warn!(%channel, %error, "dead letters cannot be counted");
            }
            if forget <= tokio::time::Instant::now() {
                forget = tokio::time::Instant::now() + Duration::from_secs(60 * 60);
                if let Err(error) = record::forget(&self.shared.store, channel, *remembers).await {
                    tracing::warn!(%channel, %error, "old records stay");
                }
            }
        }
    }
}

/// Handles one message here and now, as its first attempt and without a broker: for tests of handlers.
///
/// # Errors
/// What the handler says, and what the database says.
pub async fn handle_once(
    store: &Store,
    handler: &dyn Handler,
    message: &Message,
) -> Result<(), Failure> {
    let mut work = Work::new(store, message, 1, false);
    handler.handle(message, &mut work).await?;
    Ok(work.commit().await?)
}

/// One queue per sequence of messages.
struct Lanes(Vec<mpsc::Sender<Delivery>>);

impl Lanes {
    /// Puts a message behind those that must come before it.
    async fn send(&self, delivery: Delivery) {
        let mut hasher = DefaultHasher::new();
        let message = &delivery.message;
        message
            .key
            .as_ref()
            .unwrap_or(&message.id)
            .hash(&mut hasher);
        let lanes = u64::try_from(self.0.len()).unwrap_or(1);
        let lane = usize::try_from(hasher.finish() % lanes).unwrap_or_default();
        // Refused only when all workers have ended: the message is dropped unsettled, and comes again.
        let _ = self.0[lane].send(delivery).await;
    }
}

/// One worker: message after message of one lane.
async fn work_off(shared: Arc<Shared>, lane: Arc<Mutex<mpsc::Receiver<Delivery>>>) {
    loop {
        let next = lane.lock().await.recv().await;
        match next {
            Some(delivery) if shared.stop.is_cancelled() => attempt::give_back(delivery).await,
            Some(delivery) => attempt::attempt(&shared, delivery).await,
            None => return,
        }
    }
}

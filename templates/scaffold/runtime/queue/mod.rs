//! Messages between services, and what a broker must do with them. Delivers at least once: a message may come again,
//! and only the record that [`super::consumer`] keeps makes its effects happen once.

#[cfg(any(feature = "nats", feature = "rabbitmq", feature = "kafka"))]
mod adapter;
pub mod embedded;
#[cfg(feature = "kafka")]
mod kafka;
#[cfg(any(feature = "rabbitmq", feature = "kafka"))]
mod lanes;
#[cfg(feature = "nats")]
mod nats;
#[cfg(feature = "rabbitmq")]
mod rabbitmq;

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use uuid::Uuid;

/// A future that a trait object can return.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// One message, the same at every broker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// A UUID of version 7, given once, when the message is put into the outbox. A repetition carries the same one.
    pub id: String,
    /// Topic, queue or subject.
    pub channel: String,
    /// Messages of one key are kept in order where the subscription says so.
    pub key: Option<String>,
    /// What travels beside the body, such as `traceparent`.
    pub headers: BTreeMap<String, String>,
    /// When it was put into the outbox, to the millisecond.
    pub published: SystemTime,
    /// JSON.
    pub body: Vec<u8>,
}

impl Message {
    /// A new message without key and headers.
    pub fn new(channel: impl Into<String>, body: Vec<u8>) -> Self {
        Self {
            id: Uuid::now_v7().to_string(),
            channel: channel.into(),
            key: None,
            headers: BTreeMap::new(),
            published: SystemTime::now(),
            body,
        }
    }

    /// [`Message::published`] as milliseconds since 1970.
    pub fn published_millis(&self) -> i64 {
        let since = self.published.duration_since(UNIX_EPOCH);
        i64::try_from(since.unwrap_or_default().as_millis()).unwrap_or(i64::MAX)
    }

    /// The moment that [`Message::published_millis`] gives for it. What lies before 1970 becomes 1970.
    pub fn moment(millis: i64) -> SystemTime {
        UNIX_EPOCH + Duration::from_millis(u64::try_from(millis).unwrap_or_default())
    }

    /// How long ago it was put into the outbox; zero where clocks disagree.
    pub fn age(&self) -> Duration {
        self.published.elapsed().unwrap_or_default()
    }
}

/// Which order of messages is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// None.
    #[default]
    None,
    /// Messages of the same key stay in order.
    Key,
    /// All messages of the channel stay in order.
    Total,
}

/// What one service wants to receive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscription {
    /// The channel.
    pub channel: String,
    /// The service that consumes. Every group gets every message; the instances of one group share them.
    pub group: String,
    /// Messages that may be delivered and not settled, at most.
    pub in_flight: u32,
    /// How often handling a message is attempted. The consumer counts; a broker that counts as well must not give up
    /// earlier.
    pub max_deliveries: u32,
    /// The order that must hold across all receivers of the group.
    pub order: Order,
    /// A message whose receiver has died is delivered again after this time, at the latest. While a [`Delivery`] is held by a living
    /// receiver, its broker renews the claim and never delivers the message a second time.
    pub redeliver_after: Duration,
    /// Messages that wait in the group's queue, at most; further ones are refused with [`BrokerError::Full`].
    pub queue_limit: Option<u64>,
    /// Older messages may be dropped by the broker. The consumer drops them in any case.
    pub time_to_live: Option<Duration>,
}

impl Subscription {
    /// A subscription without order and limits: 16 messages in flight, 5 deliveries, 30 s until a dead receiver's
    /// messages come again.
    pub fn new(channel: impl Into<String>, group: impl Into<String>) -> Self {
        Self {
            channel: channel.into(),
            group: group.into(),
            in_flight: 16,
            max_deliveries: 5,
            order: Order::None,
            redeliver_after: Duration::from_secs(30),
            queue_limit: None,
            time_to_live: None,
        }
    }
}

/// What waits for one group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Depth {
    /// Messages that are neither delivered nor settled.
    pub waiting: u64,
    /// How long the oldest of them has been published; absent where none waits or the broker does not tell.
    pub oldest: Option<Duration>,
}

/// What became of a batch.
#[derive(Debug)]
pub struct Published {
    /// So many messages from the start of the batch are certainly stored.
    pub stored: usize,
    /// Why the next one is not, or not certainly.
    pub failed: Option<BrokerError>,
}

/// Where messages are kept between services.
pub trait Broker: Send + Sync + 'static {
    /// Stores a message durably (publisher confirm, acknowledged by all). Where it can, the broker drops a second
    /// message of the same id.
    fn publish<'a>(&'a self, message: &'a Message) -> BoxFuture<'a, Result<(), BrokerError>>;

    /// Stores messages in this order. A broker that can do better than one by one overrides it, and stores nothing
    /// behind a message that failed.
    fn publish_all<'a>(&'a self, messages: &'a [Message]) -> BoxFuture<'a, Published> {
        Box::pin(async move {
            for (stored, message) in messages.iter().enumerate() {
                if let Err(error) = self.publish(message).await {
                    return Published {
                        stored,
                        failed: Some(error),
                    };
                }
            }
            Published {
                stored: messages.len(),
                failed: None,
            }
        })
    }

    /// Makes channel and group exist, so that nothing is lost that is published before somebody receives.
    fn ensure<'a>(
        &'a self,
        subscription: &'a Subscription,
    ) -> BoxFuture<'a, Result<(), BrokerError>>;

    /// Begins to receive, after [`Broker::ensure`].
    fn subscribe<'a>(
        &'a self,
        subscription: &'a Subscription,
    ) -> BoxFuture<'a, Result<Box<dyn Receiver>, BrokerError>>;

    /// What waits for the group.
    fn depth<'a>(
        &'a self,
        subscription: &'a Subscription,
    ) -> BoxFuture<'a, Result<Depth, BrokerError>>;

    /// Whether the broker answers.
    fn probe(&self) -> BoxFuture<'_, Result<(), BrokerError>>;
}

/// Receives the messages of one subscription. What it has delivered can be settled after it is dropped.
pub trait Receiver: Send {
    /// The next message; waits until there is one and reconnects by itself. `None`: closed for good. Nothing is lost
    /// when the future is dropped.
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Delivery>, BrokerError>>;
}

/// A message that is being delivered.
pub struct Delivery {
    /// The message.
    pub message: Message,
    /// Deliveries, this one included: 1 is the first, 0 says that the broker does not know.
    pub deliveries: u32,
    /// Ends the delivery. Dropped unused, the message comes again.
    pub settle: Box<dyn Settle>,
}

/// The end of one delivery.
pub trait Settle: Send {
    /// Never deliver it to this group again.
    fn done(self: Box<Self>) -> BoxFuture<'static, Result<(), BrokerError>>;

    /// Deliver it again, not before this time is over.
    fn again(self: Box<Self>, after: Duration) -> BoxFuture<'static, Result<(), BrokerError>>;
}

/// Why a broker did not do what it was asked for.
#[derive(Debug, thiserror::Error)]
pub enum BrokerError {
    /// The URL is no broker's, or not one that is compiled in.
    #[error("QUEUE_URL: {0}")]
    Url(String),
    /// The group's queue has as many messages as it may have.
    #[error("the queue of channel {channel} is full")]
    Full {
        /// The channel.
        channel: String,
    },
    /// The broker did not answer, or refused.
    #[error("{doing}: {source}")]
    Failed {
        /// What was tried.
        doing: &'static str,
        /// What it said.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl BrokerError {
    /// For `map_err`: what was tried, then what the broker said.
    pub fn failed<E: Into<Box<dyn std::error::Error + Send + Sync>>>(
        doing: &'static str,
    ) -> impl FnOnce(E) -> Self {
        move |source| Self::Failed {
            doing,
            source: source.into(),
        }
    }
}

/// The broker at this URL. `client` is the name under which it shows this service.
///
/// # Errors
/// No broker has this scheme, its feature is not compiled in, or it does not answer.
pub async fn connect(url: &str, client: &str) -> Result<Arc<dyn Broker>, BrokerError> {
    let scheme = url.split(':').next().unwrap_or_default();
    tracing::debug!(scheme, client, "connects to the broker");
    match scheme {
        "sqlite" => Ok(Arc::new(embedded::Queue::open(url).await?)),
        #[cfg(feature = "nats")]
        "nats" | "tls" => Ok(Arc::new(nats::Nats::connect(url, client).await?)),
        #[cfg(feature = "kafka")]
        "kafka" => Ok(Arc::new(kafka::Kafka::connect(url, client)?)),
        #[cfg(feature = "rabbitmq")]
        "amqp" | "amqps" => Ok(Arc::new(rabbitmq::Rabbit::connect(url, client)?)),
        _ => Err(BrokerError::Url(match feature_of(scheme) {
            Some(feature) => format!("`{scheme}:` needs the cargo feature `{feature}`"),
            None => format!("`{scheme}:` is none of sqlite:, nats:, amqp:, kafka:"),
        })),
    }
}

/// The cargo feature that compiles the broker of this scheme in.
fn feature_of(scheme: &str) -> Option<&'static str> {
    match scheme {
        "nats" | "tls" => Some("nats"),
        "amqp" | "amqps" => Some("rabbitmq"),
        "kafka" => Some("kafka"),
        _ => None,
    }
}

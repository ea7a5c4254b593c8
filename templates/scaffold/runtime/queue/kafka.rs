//! Kafka. A channel is a topic, a group a consumer group. Never commits past a message that is not settled.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, SystemTime};

use rdkafka::Offset;
use rdkafka::admin::{AdminClient, AdminOptions, NewTopic, TopicReplication};
use rdkafka::client::ClientContext;
use rdkafka::config::ClientConfig;
use rdkafka::consumer::{BaseConsumer, Consumer, ConsumerContext, Rebalance, StreamConsumer};
use rdkafka::error::KafkaError;
use rdkafka::message::{BorrowedMessage, Header, Headers, Message as _, OwnedHeaders};
use rdkafka::producer::{DeliveryFuture, FutureProducer, FutureRecord, Producer};
use rdkafka::topic_partition_list::TopicPartitionList;
use rdkafka::types::RDKafkaErrorCode;

use super::adapter::{back_off, decode, header, plain};
use super::lanes::{Lanes, Token};
use super::{
    BoxFuture, Broker, BrokerError, Delivery, Depth, Message, Order, Published, Receiver,
    Subscription,
};

/// Longest wait for an answer.
const ANSWER: Duration = Duration::from_secs(5);
/// Messages that are sent before their acknowledgements are awaited, where the order is free.
const BATCH: usize = 256;
/// Partitions of a topic, unless the URL says `partitions=`.
const PARTITIONS: i32 = 16;

/// A cluster.
pub struct Kafka {
    shared: Arc<Shared>,
}

struct Shared {
    config: ClientConfig,
    partitions: i32,
    replication: i32,
    producer: FutureProducer,
    /// Topics that are known to exist, by channel.
    topics: Mutex<BTreeSet<String>>,
    channels: Mutex<BTreeMap<String, Order>>,
    /// One for each group, to ask how far it is. They never join it.
    askers: Mutex<BTreeMap<String, Arc<BaseConsumer>>>,
}

impl Kafka {
    /// A client of the cluster at `kafka://host:port,host:port`. After a `?` follow librdkafka's settings, such as
    /// `security.protocol=SSL`, and `partitions` and `replication` for topics that it creates. Does not wait for an
    /// answer, so that a service can start and take work into its outbox while the cluster is down.
    ///
    /// # Errors
    /// The URL cannot be read, or librdkafka knows no such setting.
    pub fn connect(url: &str, client: &str) -> Result<Self, BrokerError> {
        let rest = url.strip_prefix("kafka://").unwrap_or(url);
        let (servers, settings) = rest.split_once('?').unwrap_or((rest, ""));
        let mut config = ClientConfig::new();
        config
            .set("bootstrap.servers", servers.trim_end_matches('/'))
            .set("client.id", client);
        let (mut partitions, mut replication) = (PARTITIONS, -1);
        for setting in settings.split('&').filter(|setting| !setting.is_empty()) {
            let (name, value) = setting.split_once('=').unwrap_or((setting, ""));
            let number = || {
                value
                    .parse()
                    .map_err(|_| BrokerError::Url(format!("`{name}` is not a number")))
            };
            match name {
                "partitions" => partitions = number()?,
                "replication" => replication = number()?,
                _ => {
                    config.set(name, decode(value));
                }
            }
        }
        let producer = config
            .clone()
            .set("enable.idempotence", "true")
            .set("acks", "all")
            .set("linger.ms", "0")
            .set("message.timeout.ms", ANSWER.as_millis().to_string())
            .create()
            .map_err(|error: KafkaError| BrokerError::Url(error.to_string()))?;
        let shared = Shared {
            config,
            partitions,
            replication,
            producer,
            topics: Mutex::default(),
            channels: Mutex::default(),
            askers: Mutex::default(),
        };
        Ok(Self {
            shared: Arc::new(shared),
        })
    }
}

impl Shared {
    /// Makes the topic exist. Brokers with `auto.create.topics.enable` may create it when they are asked for it.
    async fn topic(self: &Arc<Self>, channel: &str) -> Result<(), BrokerError> {
        if locked(&self.topics).contains(channel) {
            return Ok(());
        }
        let name = topic_name(channel);
        if !self.exists(&name).await? {
            let admin: AdminClient<_> = self
                .config
                .create()
                .map_err(BrokerError::failed("create a topic"))?;
            let topic = NewTopic::new(
                &name,
                self.partitions,
                TopicReplication::Fixed(self.replication),
            );
            let options = AdminOptions::new()
                .request_timeout(Some(ANSWER))
                .operation_timeout(Some(ANSWER));
            let created = admin.create_topics([&topic], &options).await;
            for result in created.map_err(BrokerError::failed("create a topic"))? {
                match result {
                    Ok(_) | Err((_, RDKafkaErrorCode::TopicAlreadyExists)) => {}
                    Err((_, code)) => {
                        return Err(BrokerError::failed("create a topic")(KafkaError::AdminOp(
                            code,
                        )));
                    }
                }
            }
        }
        locked(&self.topics).insert(channel.to_owned());
        Ok(())
    }

    async fn exists(self: &Arc<Self>, name: &str) -> Result<bool, BrokerError> {
        let (shared, name) = (Arc::clone(self), name.to_owned());
        blocking("read a topic", move || {
            let metadata = shared
                .producer
                .client()
                .fetch_metadata(Some(&name), ANSWER)?;
            Ok(metadata
                .topics()
                .iter()
                .any(|topic| topic.error().is_none() && !topic.partitions().is_empty()))
        })
        .await
    }

    async fn ensure(self: &Arc<Self>, subscription: &Subscription) -> Result<(), BrokerError> {
        self.topic(&subscription.channel).await?;
        let mut channels = locked(&self.channels);
        let order = channels.entry(subscription.channel.clone()).or_default();
        match (*order, subscription.order) {
            (_, Order::Total) => *order = Order::Total,
            (Order::None, asked) => *order = asked,
            _ => {}
        }
        Ok(())
    }

    fn order(&self, channel: &str) -> Option<Order> {
        locked(&self.channels).get(channel).copied()
    }

    async fn send(self: &Arc<Self>, message: &Message) -> Result<DeliveryFuture, BrokerError> {
        self.topic(&message.channel).await?;
        let topic = topic_name(&message.channel);
        let mut record: FutureRecord<'_, str, Vec<u8>> = FutureRecord::to(&topic)
            .payload(&message.body)
            .timestamp(message.published_millis())
            .headers(headers(message));
        if let Some(key) = &message.key {
            record = record.key(key);
        }
        if self.order(&message.channel) == Some(Order::Total) {
            record = record.partition(0);
        }
        self.producer
            .send_result(record)
            .map_err(|(error, _)| BrokerError::failed("publish")(error))
    }

    async fn acknowledged(&self, channel: &str, sent: DeliveryFuture) -> Result<(), BrokerError> {
        let result = match sent.await {
            Ok(Ok(_)) => return Ok(()),
            Ok(Err((error, _))) => BrokerError::failed("publish")(error),
            Err(_) => BrokerError::failed("publish")("the producer is closed"),
        };
        locked(&self.topics).remove(channel);
        Err(result)
    }

    async fn publish_batch(self: &Arc<Self>, batch: &[Message]) -> Published {
        let mut sent = Vec::with_capacity(batch.len());
        let mut failed = None;
        for message in batch {
            match self.send(message).await {
                Ok(delivery) => sent.push(delivery),
                Err(error) => {
                    failed = Some(error);
                    break;
                }
            }
        }
        let mut stored = 0;
        for (delivery, message) in sent.into_iter().zip(batch) {
            if let Err(error) = self.acknowledged(&message.channel, delivery).await {
                return Published {
                    stored,
                    failed: Some(error),
                };
            }
            stored += 1;
        }
        Published { stored, failed }
    }

    fn asker(&self, subscription: &Subscription) -> Result<Arc<BaseConsumer>, KafkaError> {
        let group = group_name(subscription);
        let mut askers = locked(&self.askers);
        if let Some(asker) = askers.get(&group) {
            return Ok(Arc::clone(asker));
        }
        let asker: Arc<BaseConsumer> =
            Arc::new(self.config.clone().set("group.id", &group).create()?);
        askers.insert(group, Arc::clone(&asker));
        Ok(asker)
    }

    /// Messages that are not committed: those that are being worked on are among them.
    async fn depth(self: &Arc<Self>, subscription: &Subscription) -> Result<Depth, BrokerError> {
        let (shared, subscription) = (Arc::clone(self), subscription.clone());
        blocking("read how far a group is", move || {
            let asker = shared.asker(&subscription)?;
            let topic = topic_name(&subscription.channel);
            let metadata = asker.fetch_metadata(Some(&topic), ANSWER)?;
            let mut asked = TopicPartitionList::new();
            for partition in metadata
                .topics()
                .iter()
                .flat_map(|topic| topic.partitions())
            {
                asked.add_partition(&topic, partition.id());
            }
            let mut waiting = 0;
            for committed in asker.committed_offsets(asked, ANSWER)?.elements() {
                let (low, high) = asker.fetch_watermarks(&topic, committed.partition(), ANSWER)?;
                let first = match committed.offset() {
                    Offset::Offset(offset) => offset.max(low),
                    _ => low,
                };
                waiting += u64::try_from(high - first).unwrap_or_default();
            }
            Ok(Depth {
                waiting,
                oldest: None,
            })
        })
        .await
    }

    async fn probe(self: &Arc<Self>) -> Result<(), BrokerError> {
        let shared = Arc::clone(self);
        blocking("ask Kafka", move || {
            shared
                .producer
                .client()
                .fetch_metadata(None, ANSWER)
                .map(drop)
        })
        .await
    }
}

impl Broker for Kafka {
    fn publish<'a>(&'a self, message: &'a Message) -> BoxFuture<'a, Result<(), BrokerError>> {
        Box::pin(async move {
            let published = self
                .shared
                .publish_batch(std::slice::from_ref(message))
                .await;
            published.failed.map_or(Ok(()), Err)
        })
    }

    fn publish_all<'a>(&'a self, messages: &'a [Message]) -> BoxFuture<'a, Published> {
        Box::pin(async move {
            let free = |message: &Message| self.shared.order(&message.channel) == Some(Order::None);
            let size = if messages.iter().all(free) { BATCH } else { 1 };
            let mut stored = 0;
            for batch in messages.chunks(size) {
                let published = self.shared.publish_batch(batch).await;
                stored += published.stored;
                if published.failed.is_some() {
                    return Published {
                        stored,
                        ..published
                    };
                }
            }
            Published {
                stored,
                failed: None,
            }
        })
    }

    fn ensure<'a>(
        &'a self,
        subscription: &'a Subscription,
    ) -> BoxFuture<'a, Result<(), BrokerError>> {
        Box::pin(self.shared.ensure(subscription))
    }

    fn subscribe<'a>(
        &'a self,
        subscription: &'a Subscription,
    ) -> BoxFuture<'a, Result<Box<dyn Receiver>, BrokerError>> {
        Box::pin(async move {
            self.shared.ensure(subscription).await?;
            let lanes = Lanes::new(subscription.order, subscription.in_flight);
            let progress = Progress {
                topic: topic_name(&subscription.channel),
                ..Progress::default()
            };
            let progress = Arc::new(Mutex::new(progress));
            // Brokers take 6 s to 30 min by default.
            let (shortest, longest) = (Duration::from_secs(6), Duration::from_secs(30 * 60));
            let session = subscription.redeliver_after.clamp(shortest, longest);
            let context = Group {
                lanes: Arc::clone(&lanes),
                progress: Arc::clone(&progress),
            };
            let consumer: StreamConsumer<Group> = self
                .shared
                .config
                .clone()
                .set("group.id", group_name(subscription))
                .set("auto.offset.reset", "earliest")
                .set("enable.auto.commit", "true")
                .set("auto.commit.interval.ms", "500")
                .set("enable.auto.offset.store", "false")
                .set("session.timeout.ms", session.as_millis().to_string())
                .set(
                    "heartbeat.interval.ms",
                    (session / 3).as_millis().to_string(),
                )
                .set("partition.assignment.strategy", "cooperative-sticky")
                // As long as RabbitMQ waits for an acknowledgement: a message may take so long.
                .set("max.poll.interval.ms", longest.as_millis().to_string())
                .create_with_context(context)
                .map_err(BrokerError::failed("receive"))?;
            let topic = topic_name(&subscription.channel);
            consumer
                .subscribe(&[&topic])
                .map_err(BrokerError::failed("receive"))?;
            let consumer = Arc::new(consumer);
            let ahead = usize::try_from(subscription.in_flight).unwrap_or(1).max(1) * 4;
            let channel = subscription.channel.clone();
            Ok(Box::new(KafkaReceiver {
                consumer,
                lanes,
                progress,
                channel,
                ahead,
                failures: 0,
            }) as Box<dyn Receiver>)
        })
    }

    fn depth<'a>(
        &'a self,
        subscription: &'a Subscription,
    ) -> BoxFuture<'a, Result<Depth, BrokerError>> {
        Box::pin(self.shared.depth(subscription))
    }

    fn probe(&self) -> BoxFuture<'_, Result<(), BrokerError>> {
        Box::pin(self.shared.probe())
    }
}

/// How far the partitions are that this process has.
#[derive(Default)]
struct Progress {
    topic: String,
    partitions: BTreeMap<i32, Partition>,
}

#[derive(Default)]
struct Partition {
    open: BTreeSet<i64>,
    next: i64,
}

impl Progress {
    fn opened(&mut self, partition: i32, offset: i64) {
        let partition = self.partitions.entry(partition).or_default();
        partition.open.insert(offset);
        partition.next = partition.next.max(offset + 1);
    }

    /// The offset up to which everything is settled, after this one is.
    fn settled(&mut self, partition: i32, offset: i64) -> Option<i64> {
        let partition = self.partitions.get_mut(&partition)?;
        partition
            .open
            .remove(&offset)
            .then(|| partition.open.first().copied().unwrap_or(partition.next))
    }
}

/// Hears of partitions that come and go.
struct Group {
    lanes: Arc<Lanes<Place>>,
    progress: Arc<Mutex<Progress>>,
}

impl ClientContext for Group {}

impl ConsumerContext for Group {
    fn pre_rebalance(&self, _: &BaseConsumer<Self>, rebalance: &Rebalance<'_>) {
        let Rebalance::Revoke(revoked) = rebalance else {
            return;
        };
        let revoked: BTreeSet<i32> = revoked
            .elements()
            .iter()
            .map(|partition| partition.partition())
            .collect();
        let mut progress = locked(&self.progress);
        progress
            .partitions
            .retain(|partition, _| !revoked.contains(partition));
        drop(progress);
        self.lanes.reset(|place| revoked.contains(&place.partition));
    }
}

/// Where a message lies, for as long as its partition is this process's.
struct Place {
    /// Weak, because the consumer's own context leads here.
    consumer: Weak<StreamConsumer<Group>>,
    progress: Arc<Mutex<Progress>>,
    partition: i32,
    offset: i64,
}

impl Token for Place {
    fn acknowledge(self) -> BoxFuture<'static, bool> {
        let told = {
            let mut progress = locked(&self.progress);
            let settled = progress.settled(self.partition, self.offset);
            let topic = progress.topic.clone();
            // Stored under the lock, so that a smaller offset never follows a greater one.
            settled.is_some_and(|offset| {
                let mut offsets = TopicPartitionList::new();
                let added =
                    offsets.add_partition_offset(&topic, self.partition, Offset::Offset(offset));
                let consumer = self.consumer.upgrade();
                added.is_ok()
                    && consumer.is_some_and(|consumer| consumer.store_offsets(&offsets).is_ok())
            })
        };
        Box::pin(std::future::ready(told))
    }
}

struct KafkaReceiver {
    consumer: Arc<StreamConsumer<Group>>,
    lanes: Arc<Lanes<Place>>,
    progress: Arc<Mutex<Progress>>,
    channel: String,
    ahead: usize,
    failures: u32,
}

impl KafkaReceiver {
    async fn next(&mut self) -> Result<Option<Delivery>, BrokerError> {
        loop {
            if let Some(delivery) = self.lanes.take() {
                return Ok(Some(delivery));
            }
            if self.lanes.len() >= self.ahead {
                self.lanes.changed().await;
                continue;
            }
            let received = tokio::select! {
                received = self.consumer.recv() => received,
                () = self.lanes.changed() => continue,
            };
            match received {
                Ok(record) => {
                    self.failures = 0;
                    self.take_in(&record).await;
                }
                Err(error) => {
                    self.failures = self.failures.saturating_add(1);
                    tracing::warn!(channel = self.channel, %error, "receiving from Kafka is interrupted");
                    tokio::time::sleep(back_off(self.failures)).await;
                }
            }
        }
    }
}

impl KafkaReceiver {
    async fn take_in(&self, record: &BorrowedMessage<'_>) {
        let (partition, offset) = (record.partition(), record.offset());
        locked(&self.progress).opened(partition, offset);
        let consumer = Arc::downgrade(&self.consumer);
        let place = Place {
            consumer,
            progress: Arc::clone(&self.progress),
            partition,
            offset,
        };
        if let Some(done) = self.lanes.push(read(&self.channel, record), 0, place) {
            done.acknowledge().await;
        }
    }
}

impl Receiver for KafkaReceiver {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Delivery>, BrokerError>> {
        Box::pin(self.next())
    }
}

impl Drop for KafkaReceiver {
    /// Leaves the group when what is being worked on is settled, so that its offsets are committed. Leaving blocks.
    fn drop(&mut self) {
        let Ok(runtime) = tokio::runtime::Handle::try_current() else {
            return;
        };
        let (consumer, lanes) = (Arc::clone(&self.consumer), Arc::clone(&self.lanes));
        runtime.spawn(async move {
            lanes.drained().await;
            drop(lanes);
            let _ = tokio::task::spawn_blocking(move || drop(consumer)).await;
        });
    }
}

async fn blocking<T: Send + 'static>(
    doing: &'static str,
    what: impl FnOnce() -> Result<T, KafkaError> + Send + 'static,
) -> Result<T, BrokerError> {
    let result = tokio::task::spawn_blocking(what)
        .await
        .map_err(BrokerError::failed(doing))?;
    result.map_err(BrokerError::failed(doing))
}

fn locked<T>(what: &Mutex<T>) -> MutexGuard<'_, T> {
    what.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Without underscores: Kafka takes `a.b` and `a_b` for the same name in its metrics, and refuses the second.
fn topic_name(channel: &str) -> String {
    plain(channel, ".", 200)
}

/// A group of Kafka for each topic, so that a change in one does not interrupt the others.
fn group_name(subscription: &Subscription) -> String {
    format!(
        "{}:{}",
        plain(&subscription.group, "._", 100),
        topic_name(&subscription.channel)
    )
}

fn headers(message: &Message) -> OwnedHeaders {
    let published = message.published_millis().to_string();
    let own = [
        (header::ID, &message.id),
        (header::CHANNEL, &message.channel),
        (header::PUBLISHED, &published),
    ];
    let others = message
        .headers
        .iter()
        .map(|(name, value)| (name.as_str(), value));
    others
        .chain(own)
        .fold(OwnedHeaders::new(), |headers, (key, value)| {
            headers.insert(Header {
                key,
                value: Some(value.as_str()),
            })
        })
}

fn read(channel: &str, record: &BorrowedMessage<'_>) -> Message {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let mut headers: BTreeMap<String, String> = BTreeMap::new();
    for header in record.headers().iter().flat_map(|headers| headers.iter()) {
        headers.insert(
            header.key.to_owned(),
            header.value.map(text).unwrap_or_default(),
        );
    }
    let id = headers.remove(header::ID);
    let published = headers
        .remove(header::PUBLISHED)
        .and_then(|millis| millis.parse().ok());
    headers.retain(|name, _| !header::OWN.contains(&name.as_str()));
    let stamp = record.timestamp().to_millis();
    Message {
        id: id.unwrap_or_else(|| {
            format!(
                "{}-{}-{}",
                record.topic(),
                record.partition(),
                record.offset()
            )
        }),
        channel: channel.to_owned(),
        key: record.key().map(text),
        headers,
        published: published
            .or(stamp)
            .map_or_else(SystemTime::now, Message::moment),
        body: record.payload().unwrap_or_default().to_vec(),
    }
}

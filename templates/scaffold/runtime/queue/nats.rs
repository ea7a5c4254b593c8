//! NATS JetStream. A channel is a stream in files, a group a durable pull consumer on it. Never relies on JetStream's
//! own limits of deliveries or age: the consumer counts and decides.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use async_nats::Event;
use async_nats::connection::State;
use async_nats::header::{HeaderMap, HeaderName, HeaderValue, NATS_MESSAGE_ID};
use async_nats::jetstream::consumer::{AckPolicy, Consumer, DeliverPolicy, Info, pull};
use async_nats::jetstream::context::{PublishAckFuture, PublishError, PublishErrorKind};
use async_nats::jetstream::message::Acker;
use async_nats::jetstream::stream::{Config, DiscardPolicy, RetentionPolicy, StorageType};
use async_nats::jetstream::{self, AckKind, Context};
use futures::StreamExt;
use futures::stream::{BoxStream, SelectAll, unfold};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinHandle;

use super::adapter::{back_off, decode, encode, header, partition, plain};
use super::{
    BoxFuture, Broker, BrokerError, Delivery, Depth, Message, Order, Published, Receiver, Settle,
    Subscription,
};

/// Subjects of a stream. The messages of a key share one, and a group that keeps the order by key has one message of
/// each subject in flight. Publishers and consumers must agree on it.
const PARTITIONS: u64 = 16;
/// Longest wait for an answer.
const ANSWER: Duration = Duration::from_secs(5);
/// Messages that are sent before their acknowledgements are awaited, where the order is free.
const BATCH: usize = 256;
/// A claim that is not renewed for so long is over, also where a subscription allows more: while a message is being
/// worked on, its claim is renewed, and until it is over, those of the same key wait.
const CLAIM: Duration = Duration::from_secs(5);
/// How long a request for messages stays at the server.
const REQUEST: Duration = Duration::from_secs(5);

/// A server or cluster with JetStream.
pub struct Nats {
    shared: Arc<Shared>,
}

struct Shared {
    context: Context,
    /// Counts connections: a new one knows nothing of the requests made on the one before.
    connections: watch::Receiver<u64>,
    /// Channels whose stream is known to exist since the connection was made, and whether a group keeps an order.
    channels: Mutex<BTreeMap<String, Channel>>,
}

#[derive(Clone, Copy, Default)]
struct Channel {
    exists: bool,
    groups: bool,
    ordered: bool,
}

impl Nats {
    /// A client of the servers at `url`, several separated by commas. Returns before they answer, so that a service can
    /// start and take work into its outbox while they are down.
    ///
    /// # Errors
    /// The URL cannot be read.
    pub async fn connect(url: &str, client: &str) -> Result<Self, BrokerError> {
        let servers: Result<Vec<async_nats::ServerAddr>, _> =
            url.split(',').map(str::parse).collect();
        let servers = servers.map_err(|error| BrokerError::Url(error.to_string()))?;
        let (count, connections) = watch::channel(0);
        let client = async_nats::ConnectOptions::new()
            .name(client)
            .retry_on_initial_connect()
            .connection_timeout(ANSWER)
            .request_timeout(Some(ANSWER))
            .ping_interval(Duration::from_secs(10))
            .reconnect_delay_callback(|attempts| {
                back_off(u32::try_from(attempts).unwrap_or(u32::MAX))
            })
            .event_callback(move |event| {
                if event == Event::Connected {
                    count.send_modify(|connections| *connections += 1);
                }
                std::future::ready(())
            })
            .connect(servers)
            .await
            .map_err(BrokerError::failed("connect to NATS"))?;
        let context = jetstream::context::ContextBuilder::new()
            .timeout(ANSWER)
            .build(client);
        Ok(Self {
            shared: Arc::new(Shared {
                context,
                connections,
                channels: Mutex::default(),
            }),
        })
    }
}

impl Shared {
    fn channel(&self, channel: &str) -> Channel {
        let channels = self.channels.lock().unwrap_or_else(PoisonError::into_inner);
        channels.get(channel).copied().unwrap_or_default()
    }

    fn note(&self, channel: &str, change: impl FnOnce(&mut Channel)) {
        let mut channels = self.channels.lock().unwrap_or_else(PoisonError::into_inner);
        change(channels.entry(channel.to_owned()).or_default());
    }

    /// Fails at once when the connection is lost: the client would keep what it is given and send it later, perhaps
    /// behind its successors. The first connection is waited for.
    async fn connected(&self) -> Result<(), BrokerError> {
        if self.context.client().connection_state() == State::Pending {
            let mut connections = self.connections.clone();
            let made = connections.wait_for(|connections| *connections > 0);
            let _ = tokio::time::timeout(ANSWER, made).await;
        }
        match self.context.client().connection_state() {
            State::Connected => Ok(()),
            state => Err(BrokerError::failed("reach NATS")(format!(
                "the connection is {state}"
            ))),
        }
    }

    /// The stream's configuration. With groups, a message goes when all of them have settled it; without, it stays.
    fn stream(channel: &str, groups: bool, limit: Option<u64>) -> Config {
        let name = stream_name(channel);
        Config {
            subjects: vec![format!("{name}.*")],
            description: Some(channel.chars().take(200).collect()),
            retention: if groups {
                RetentionPolicy::Interest
            } else {
                RetentionPolicy::Limits
            },
            storage: StorageType::File,
            discard: DiscardPolicy::New,
            max_messages: limit
                .and_then(|limit| i64::try_from(limit).ok())
                .unwrap_or(-1),
            num_replicas: 1,
            name,
            ..Config::default()
        }
    }

    async fn ensure(&self, subscription: &Subscription) -> Result<(), BrokerError> {
        self.connected().await?;
        let wanted = Self::stream(&subscription.channel, true, subscription.queue_limit);
        let mut stream = self
            .context
            .get_or_create_stream(wanted.clone())
            .await
            .map_err(BrokerError::failed("declare a stream"))?;
        let present = stream
            .info()
            .await
            .map_err(BrokerError::failed("read a stream"))?
            .config
            .clone();
        if subscription.queue_limit.is_some() && present.max_messages != wanted.max_messages {
            let changed = Config {
                max_messages: wanted.max_messages,
                ..present
            };
            self.context
                .update_stream(changed)
                .await
                .map_err(BrokerError::failed("limit a stream"))?;
        }
        for consumer in consumers(subscription) {
            stream
                .create_consumer(consumer)
                .await
                .map_err(BrokerError::failed("declare a consumer"))?;
        }
        self.note(&subscription.channel, |channel| {
            channel.exists = true;
            channel.groups = true;
            channel.ordered |= subscription.order != Order::None;
        });
        Ok(())
    }

    /// Makes sure that there is a stream that keeps what is published: without a group, it keeps everything.
    async fn keep(&self, channel: &str) -> Result<(), BrokerError> {
        self.connected().await?;
        if self.channel(channel).exists {
            return Ok(());
        }
        let stream = self
            .context
            .get_or_create_stream(Self::stream(channel, false, None))
            .await
            .map_err(BrokerError::failed("declare a stream"))?;
        let info = stream.cached_info();
        if info.config.retention == RetentionPolicy::Interest && info.state.consumer_count == 0 {
            return Err(BrokerError::failed("publish")(format!(
                "nobody would receive what is sent to {channel}"
            )));
        }
        self.note(channel, |channel| channel.exists = true);
        Ok(())
    }

    async fn send(&self, message: &Message) -> Result<PublishAckFuture, BrokerError> {
        self.keep(&message.channel).await?;
        let of = message.key.as_deref().unwrap_or(&message.id);
        let subject = format!(
            "{}.{}",
            stream_name(&message.channel),
            partition(of, PARTITIONS)
        );
        self.context
            .publish_with_headers(subject, headers(message)?, message.body.clone().into())
            .await
            .map_err(|error| self.refused(&message.channel, error))
    }

    fn refused(&self, channel: &str, error: PublishError) -> BrokerError {
        // Read the stream again before the next one: it may be gone, or its groups.
        self.note(channel, |channel| channel.exists = false);
        let text = std::error::Error::source(&error)
            .map(ToString::to_string)
            .unwrap_or_default();
        if error.kind() == PublishErrorKind::Other && text.contains("maximum messages") {
            return BrokerError::Full {
                channel: channel.to_owned(),
            };
        }
        BrokerError::failed("publish")(error)
    }

    async fn publish(&self, message: &Message) -> Result<(), BrokerError> {
        let stored = self.send(message).await?.await;
        stored
            .map(drop)
            .map_err(|error| self.refused(&message.channel, error))
    }

    /// Sends a batch before it awaits the acknowledgements. What is behind a failed message may be stored.
    async fn publish_freely(&self, messages: &[Message]) -> Published {
        let mut stored = 0;
        for batch in messages.chunks(BATCH) {
            let mut sent = Vec::with_capacity(batch.len());
            let mut failed = None;
            for message in batch {
                match self.send(message).await {
                    Ok(acknowledgement) => sent.push(acknowledgement),
                    Err(error) => {
                        failed = Some(error);
                        break;
                    }
                }
            }
            for (acknowledgement, message) in sent.into_iter().zip(batch) {
                if let Err(error) = acknowledgement.await {
                    return Published {
                        stored,
                        failed: Some(self.refused(&message.channel, error)),
                    };
                }
                stored += 1;
            }
            if failed.is_some() {
                return Published { stored, failed };
            }
        }
        Published {
            stored,
            failed: None,
        }
    }

    /// One stream of deliveries from all consumers of the group.
    async fn open(
        &self,
        subscription: &Subscription,
    ) -> Result<SelectAll<Deliveries>, BrokerError> {
        self.ensure(subscription).await?;
        let mut streams = SelectAll::new();
        for config in consumers(subscription) {
            let slots = match subscription.order {
                Order::None => usize::try_from(subscription.in_flight).unwrap_or(1).max(1),
                Order::Key | Order::Total => 1,
            };
            let consumer = self
                .context
                .create_consumer_on_stream(config, stream_name(&subscription.channel))
                .await
                .map_err(BrokerError::failed("declare a consumer"))?;
            let requests = Requests {
                consumer,
                connections: self.connections.clone(),
                slots: Arc::new(Semaphore::new(slots)),
                batch: None,
            };
            streams.push(
                unfold(requests, |mut requests| async {
                    Some((requests.next().await, requests))
                })
                .boxed(),
            );
        }
        Ok(streams)
    }

    async fn oldest(&self, stream: &jetstream::stream::Stream, info: &Info) -> Option<SystemTime> {
        if info.num_pending == 0 {
            return None;
        }
        let subject = match info.config.filter_subject.as_str() {
            "" => format!("{}.*", info.stream_name),
            subject => subject.to_owned(),
        };
        let first = info.delivered.stream_sequence + 1;
        let message = stream
            .get_first_raw_message_by_subject(subject, first)
            .await
            .ok()?;
        published(&message.headers).or_else(|| Some(message.time.into()))
    }

    async fn depth(&self, subscription: &Subscription) -> Result<Depth, BrokerError> {
        self.connected().await?;
        let name = stream_name(&subscription.channel);
        let stream = self
            .context
            .get_stream(&name)
            .await
            .map_err(BrokerError::failed("read a stream"))?;
        let mut waiting = 0;
        let mut oldest: Option<SystemTime> = None;
        for config in consumers(subscription) {
            let consumer = config.durable_name.unwrap_or_default();
            let info = stream
                .consumer_info(consumer)
                .await
                .map_err(BrokerError::failed("read a consumer"))?;
            waiting += info.num_pending;
            oldest = oldest
                .into_iter()
                .chain(self.oldest(&stream, &info).await)
                .min();
        }
        Ok(Depth {
            waiting,
            oldest: oldest.map(|published| published.elapsed().unwrap_or_default()),
        })
    }

    async fn probe(&self) -> Result<(), BrokerError> {
        self.connected().await?;
        // Not parsed: servers differ in what they tell of an account.
        let answer = self
            .context
            .client()
            .request("$JS.API.INFO", String::new().into())
            .await
            .map_err(BrokerError::failed("ask JetStream"))?;
        let answer = String::from_utf8_lossy(&answer.payload);
        if answer.contains("\"error\"") {
            return Err(BrokerError::failed("ask JetStream")(answer.into_owned()));
        }
        Ok(())
    }
}

impl Broker for Nats {
    fn publish<'a>(&'a self, message: &'a Message) -> BoxFuture<'a, Result<(), BrokerError>> {
        Box::pin(self.shared.publish(message))
    }

    fn publish_all<'a>(&'a self, messages: &'a [Message]) -> BoxFuture<'a, Published> {
        Box::pin(async move {
            let free = |message: &Message| {
                let channel = self.shared.channel(&message.channel);
                channel.groups && !channel.ordered
            };
            if messages.iter().all(free) {
                return self.shared.publish_freely(messages).await;
            }
            for (stored, message) in messages.iter().enumerate() {
                if let Err(error) = self.shared.publish(message).await {
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
            let messages = self.shared.open(subscription).await?;
            let receiver = NatsReceiver {
                shared: Arc::clone(&self.shared),
                subscription: subscription.clone(),
                messages: Some(messages),
                failures: 0,
            };
            Ok(Box::new(receiver) as Box<dyn Receiver>)
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

/// A message, and the slot that it takes until it is settled.
type Received = (jetstream::Message, OwnedSemaphorePermit);
type Deliveries = BoxStream<'static, Result<Received, async_nats::Error>>;

/// Asks for as many messages as there are free slots: what waited in this process beyond them would be claimed here and
/// worked on by nobody.
struct Requests {
    consumer: Consumer<pull::Config>,
    connections: watch::Receiver<u64>,
    slots: Arc<Semaphore>,
    batch: Option<(pull::Batch, OwnedSemaphorePermit)>,
}

impl Requests {
    async fn next(&mut self) -> Result<Received, async_nats::Error> {
        loop {
            let Some((batch, slots)) = &mut self.batch else {
                self.batch = Some(self.request().await?);
                continue;
            };
            let received = tokio::select! {
                biased;
                received = batch.next() => received,
                _ = self.connections.changed() => None,
            };
            match (received, slots.split(1)) {
                (Some(Ok(message)), Some(slot)) => return Ok((message, slot)),
                (Some(Err(error)), _) => {
                    self.batch = None;
                    return Err(error);
                }
                (Some(Ok(_)), None) | (None, _) => self.batch = None,
            }
        }
    }

    async fn request(&mut self) -> Result<(pull::Batch, OwnedSemaphorePermit), async_nats::Error> {
        self.connections.mark_unchanged();
        let mut slots = Arc::clone(&self.slots).acquire_owned().await?;
        if let Ok(more) = Arc::clone(&self.slots).try_acquire_many_owned(self.free()) {
            slots.merge(more);
        }
        let batch = self
            .consumer
            .batch()
            .max_messages(slots.num_permits())
            .expires(REQUEST)
            .messages()
            .await?;
        Ok((batch, slots))
    }

    fn free(&self) -> u32 {
        u32::try_from(self.slots.available_permits()).unwrap_or(u32::MAX)
    }
}

struct NatsReceiver {
    shared: Arc<Shared>,
    subscription: Subscription,
    messages: Option<SelectAll<Deliveries>>,
    failures: u32,
}

impl NatsReceiver {
    async fn next(&mut self) -> Result<Option<Delivery>, BrokerError> {
        loop {
            let Some(messages) = &mut self.messages else {
                self.reopen().await;
                continue;
            };
            match messages.next().await {
                Some(Ok(message)) => {
                    self.failures = 0;
                    return Ok(Some(self.delivery(message)));
                }
                Some(Err(error)) => {
                    tracing::warn!(channel = self.subscription.channel, %error, "receiving from NATS is interrupted");
                    self.messages = None;
                }
                None => self.messages = None,
            }
        }
    }

    async fn reopen(&mut self) {
        self.failures = self.failures.saturating_add(1);
        tokio::time::sleep(back_off(self.failures)).await;
        match self.shared.open(&self.subscription).await {
            Ok(messages) => self.messages = Some(messages),
            Err(error) => {
                tracing::warn!(channel = self.subscription.channel, %error, "cannot receive from NATS yet");
            }
        }
    }

    fn delivery(&self, (message, slot): Received) -> Delivery {
        let info = message.info().ok();
        let deliveries = info
            .as_ref()
            .and_then(|info| u32::try_from(info.delivered).ok())
            .unwrap_or(0);
        let sequence = info
            .as_ref()
            .map(|info| info.stream_sequence)
            .unwrap_or_default();
        let stored = info.map(|info| SystemTime::from(info.published));
        let (message, acker) = message.split();
        let headers = message.headers.unwrap_or_default();
        let text = |name: &str| headers.get(name).map(|value| decode(value.as_str()));
        let id = headers
            .get(NATS_MESSAGE_ID)
            .map(|value| decode(value.as_str()));
        let message = Message {
            id: id.unwrap_or_else(|| format!("{}-{sequence}", message.subject)),
            channel: self.subscription.channel.clone(),
            key: text(header::KEY),
            published: published(&headers)
                .or(stored)
                .unwrap_or_else(SystemTime::now),
            body: message.payload.to_vec(),
            headers: others(&headers),
        };
        let acker = Arc::new(acker);
        let claim = tokio::spawn(renew(Arc::clone(&acker), claim_of(&self.subscription) / 3));
        let settle = NatsSettle {
            client: self.shared.context.client(),
            claim: Some((acker, claim)),
            _slot: slot,
        };
        Delivery {
            message,
            deliveries,
            settle: Box::new(settle),
        }
    }
}

impl Receiver for NatsReceiver {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Delivery>, BrokerError>> {
        Box::pin(self.next())
    }
}

/// Tells the server again and again that the message is being worked on.
async fn renew(acker: Arc<Acker>, every: Duration) {
    loop {
        tokio::time::sleep(every).await;
        if let Err(error) = acker.ack_with(AckKind::Progress).await {
            tracing::debug!(%error, "the claim on a message was not renewed");
        }
    }
}

struct NatsSettle {
    client: async_nats::Client,
    claim: Option<(Arc<Acker>, JoinHandle<()>)>,
    _slot: OwnedSemaphorePermit,
}

impl NatsSettle {
    async fn tell(mut self: Box<Self>, kind: AckKind) -> Result<(), BrokerError> {
        if let Some((acker, claim)) = self.claim.take() {
            claim.abort();
            acker
                .ack_with(kind)
                .await
                .map_err(BrokerError::failed("settle a message"))?;
        }
        self.client
            .flush()
            .await
            .map_err(BrokerError::failed("settle a message"))
    }
}

impl Settle for NatsSettle {
    fn done(self: Box<Self>) -> BoxFuture<'static, Result<(), BrokerError>> {
        Box::pin(self.tell(AckKind::Ack))
    }

    fn again(self: Box<Self>, after: Duration) -> BoxFuture<'static, Result<(), BrokerError>> {
        Box::pin(self.tell(AckKind::Nak(Some(after))))
    }
}

impl Drop for NatsSettle {
    fn drop(&mut self) {
        let Some((acker, claim)) = self.claim.take() else {
            return;
        };
        claim.abort();
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move { acker.ack_with(AckKind::Nak(None)).await });
        }
    }
}

fn claim_of(subscription: &Subscription) -> Duration {
    subscription
        .redeliver_after
        .clamp(Duration::from_millis(100), CLAIM)
}

fn stream_name(channel: &str) -> String {
    plain(channel, "_", 120)
}

/// The consumers of a group: one, or one for each partition where the order by key is kept. One message in flight keeps
/// an order through every redelivery and across all instances of the service.
fn consumers(subscription: &Subscription) -> Vec<pull::Config> {
    let group = plain(&subscription.group, "_", 120);
    let consumer = |name: String, filter_subject: String, in_flight: u32| pull::Config {
        durable_name: Some(name),
        deliver_policy: DeliverPolicy::All,
        ack_policy: AckPolicy::Explicit,
        ack_wait: claim_of(subscription),
        max_ack_pending: i64::from(in_flight.max(1)),
        filter_subject,
        ..pull::Config::default()
    };
    match subscription.order {
        // Room for many instances, and for the claims of those that died; each instance limits its own.
        Order::None => {
            vec![consumer(
                group,
                String::new(),
                subscription.in_flight.saturating_mul(64).max(1000),
            )]
        }
        Order::Total => vec![consumer(group, String::new(), 1)],
        Order::Key => {
            let stream = stream_name(&subscription.channel);
            let of =
                |number| consumer(format!("{group}={number}"), format!("{stream}.{number}"), 1);
            (0..PARTITIONS).map(of).collect()
        }
    }
}

fn headers(message: &Message) -> Result<HeaderMap, BrokerError> {
    let mut headers = HeaderMap::new();
    let own = [
        (header::CHANNEL, Some(message.channel.clone())),
        (header::KEY, message.key.clone()),
        (
            header::PUBLISHED,
            Some(message.published_millis().to_string()),
        ),
    ];
    let others = message
        .headers
        .iter()
        .map(|(name, value)| (name.as_str(), Some(value.clone())));
    for (name, value) in others.chain(own) {
        let Some(value) = value else { continue };
        let name: HeaderName = name.parse().map_err(BrokerError::failed("name a header"))?;
        let value: HeaderValue = encode(&value)
            .parse()
            .map_err(BrokerError::failed("write a header"))?;
        headers.insert(name, value);
    }
    let id: HeaderValue = encode(&message.id)
        .parse()
        .map_err(BrokerError::failed("write a header"))?;
    headers.insert(NATS_MESSAGE_ID, id);
    Ok(headers)
}

fn published(headers: &HeaderMap) -> Option<SystemTime> {
    let millis = headers.get(header::PUBLISHED)?.as_str().parse().ok()?;
    Some(Message::moment(millis))
}

fn others(headers: &HeaderMap) -> BTreeMap<String, String> {
    headers
        .iter()
        .map(|(name, values)| (name.to_string(), values))
        .filter(|(name, _)| !header::OWN.contains(&name.as_str()) && !name.starts_with("Nats-"))
        .filter_map(|(name, values)| Some((name, decode(values.last()?.as_str()))))
        .collect()
}

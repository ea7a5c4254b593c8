//! RabbitMQ. A channel is a durable fanout exchange, a group a quorum queue bound to it. Never lets the broker requeue a
//! message while this process lives: it holds back what shall come again, so that delays and the order are kept.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use futures::StreamExt;
use lapin::options::{
    BasicAckOptions, BasicConsumeOptions, BasicPublishOptions, BasicQosOptions,
    ConfirmSelectOptions, ExchangeDeclareOptions, QueueBindOptions, QueueDeclareOptions,
};
use lapin::protocol::{AMQPErrorKind, AMQPSoftError};
use lapin::types::{AMQPValue, FieldTable, ShortString};
use lapin::uri::AMQPUri;
use lapin::{
    Acker, BasicProperties, Confirmation, Connection, ConnectionProperties, Consumer, ErrorKind,
    ExchangeKind, PublisherConfirm,
};

use super::adapter::{back_off, header, plain};
use super::lanes::{Lanes, Token};
use super::{
    BoxFuture, Broker, BrokerError, Delivery, Depth, Message, Order, Published, Receiver,
    Subscription,
};

/// Longest wait for an answer.
const ANSWER: Duration = Duration::from_secs(5);
/// Seconds after which a silent connection is given up, unless the URL says `heartbeat=`.
const HEARTBEAT: u16 = 10;
/// Messages that are sent before their confirmations are awaited.
const BATCH: usize = 256;
/// Deliveries after which a quorum queue drops a message. RabbitMQ 4 would do it after 20; here, the consumer counts.
const DELIVERY_LIMIT: i32 = 1_000_000;

/// A broker that speaks AMQP 0-9-1 with RabbitMQ's extensions.
pub struct Rabbit {
    shared: Arc<Shared>,
}

struct Shared {
    uri: AMQPUri,
    client: String,
    publishing: tokio::sync::Mutex<Option<Arc<Publishing>>>,
    /// A connection of its own: the broker stops reading from one that publishes too fast, and would not see
    /// acknowledgements on it.
    receiving: tokio::sync::Mutex<Option<Arc<Connection>>>,
    channels: Mutex<BTreeMap<String, Channel>>,
}

/// What is known of a channel's groups.
#[derive(Clone, Copy, Default)]
struct Channel {
    ordered: bool,
    limited: bool,
}

/// A connection, and its channel in confirm mode.
struct Publishing {
    connection: Connection,
    channel: lapin::Channel,
    declared: Mutex<BTreeSet<String>>,
}

impl Rabbit {
    /// A client of the broker at `url`. Connects when it is first needed, so that a service can start and take work
    /// into its outbox while the broker is down.
    ///
    /// # Errors
    /// The URL cannot be read.
    pub fn connect(url: &str, client: &str) -> Result<Self, BrokerError> {
        let mut uri: AMQPUri = url.parse().map_err(BrokerError::Url)?;
        uri.query.heartbeat.get_or_insert(HEARTBEAT);
        let shared = Shared {
            uri,
            client: client.to_owned(),
            publishing: tokio::sync::Mutex::default(),
            receiving: tokio::sync::Mutex::default(),
            channels: Mutex::default(),
        };
        Ok(Self {
            shared: Arc::new(shared),
        })
    }
}

impl Shared {
    async fn connect(&self) -> Result<Connection, BrokerError> {
        let properties =
            ConnectionProperties::default().with_connection_name(self.client.as_str().into());
        answered(
            "connect to RabbitMQ",
            Connection::connect_uri(self.uri.clone(), properties),
        )
        .await
    }

    async fn publishing(&self) -> Result<Arc<Publishing>, BrokerError> {
        let mut present = self.publishing.lock().await;
        if let Some(publishing) = present.as_ref()
            && publishing.connection.status().connected()
            && publishing.channel.status().connected()
        {
            return Ok(Arc::clone(publishing));
        }
        *present = None;
        let connection = self.connect().await?;
        let channel = answered("open a channel", connection.create_channel()).await?;
        answered(
            "ask for confirmations",
            channel.confirm_select(ConfirmSelectOptions::default()),
        )
        .await?;
        let publishing = Arc::new(Publishing {
            connection,
            channel,
            declared: Mutex::default(),
        });
        *present = Some(Arc::clone(&publishing));
        Ok(publishing)
    }

    async fn receiving(&self) -> Result<Arc<Connection>, BrokerError> {
        let mut present = self.receiving.lock().await;
        if let Some(connection) = present
            .as_ref()
            .filter(|connection| connection.status().connected())
        {
            return Ok(Arc::clone(connection));
        }
        *present = None;
        let connection = Arc::new(self.connect().await?);
        *present = Some(Arc::clone(&connection));
        Ok(connection)
    }

    fn channel(&self, channel: &str) -> Channel {
        let channels = self.channels.lock().unwrap_or_else(PoisonError::into_inner);
        channels.get(channel).copied().unwrap_or_default()
    }

    async fn ensure(
        &self,
        connection: &Connection,
        subscription: &Subscription,
    ) -> Result<(), BrokerError> {
        declare_exchange(connection, &subscription.channel).await?;
        declare_queue(connection, subscription).await?;
        let mut channels = self.channels.lock().unwrap_or_else(PoisonError::into_inner);
        let channel = channels.entry(subscription.channel.clone()).or_default();
        channel.ordered |= subscription.order != Order::None;
        channel.limited |= subscription.queue_limit.is_some();
        Ok(())
    }

    async fn send(
        &self,
        publishing: &Publishing,
        message: &Message,
    ) -> Result<PublisherConfirm, BrokerError> {
        let exchange = exchange_name(&message.channel);
        let declared = {
            let declared = publishing
                .declared
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            declared.contains(&exchange)
        };
        if !declared {
            declare_exchange(&publishing.connection, &message.channel).await?;
            let mut declared = publishing
                .declared
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            declared.insert(exchange.clone());
        }
        let routing_key =
            ShortString::try_new(message.key.as_deref().unwrap_or_default()).unwrap_or_default();
        let options = BasicPublishOptions {
            mandatory: true,
            immediate: false,
        };
        let sent = publishing.channel.basic_publish(
            short(exchange),
            routing_key,
            options,
            &message.body,
            properties(message),
        );
        answered("publish", sent).await
    }

    async fn confirmed(
        &self,
        message: &Message,
        confirmation: PublisherConfirm,
    ) -> Result<(), BrokerError> {
        match answered("await a confirmation", confirmation).await? {
            Confirmation::Ack(None) | Confirmation::NotRequested => Ok(()),
            Confirmation::Ack(Some(_)) => {
                let text = format!("nobody would receive what is sent to {}", message.channel);
                Err(BrokerError::failed("publish")(text))
            }
            Confirmation::Nack(_) if self.channel(&message.channel).limited => {
                Err(BrokerError::Full {
                    channel: message.channel.clone(),
                })
            }
            Confirmation::Nack(_) => Err(BrokerError::failed("publish")(
                "RabbitMQ refused the message",
            )),
        }
    }

    async fn publish(&self, message: &Message) -> Result<(), BrokerError> {
        let published = self.publish_batch(std::slice::from_ref(message)).await;
        published.failed.map_or(Ok(()), Err)
    }

    /// Sends a batch over one AMQP channel before the confirmations are awaited. A quorum queue keeps that order, and a
    /// lost connection loses an end of the batch.
    async fn publish_batch(&self, batch: &[Message]) -> Published {
        let publishing = match self.publishing().await {
            Ok(publishing) => publishing,
            Err(error) => {
                return Published {
                    stored: 0,
                    failed: Some(error),
                };
            }
        };
        let published = self.publish_over(&publishing, batch).await;
        if matches!(published.failed, Some(BrokerError::Failed { .. })) {
            // A quorum queue that was starting may have lost what this AMQP channel sent, and waits for it before it
            // confirms anything more. Only a new channel starts afresh.
            let mut present = self.publishing.lock().await;
            if present
                .as_ref()
                .is_some_and(|present| Arc::ptr_eq(present, &publishing))
            {
                *present = None;
            }
        }
        published
    }

    async fn publish_over(&self, publishing: &Publishing, batch: &[Message]) -> Published {
        let mut sent = Vec::with_capacity(batch.len());
        let mut failed = None;
        for message in batch {
            match self.send(publishing, message).await {
                Ok(confirmation) => sent.push(confirmation),
                Err(error) => {
                    failed = Some(error);
                    break;
                }
            }
        }
        let mut stored = 0;
        for (confirmation, message) in sent.into_iter().zip(batch) {
            if let Err(error) = self.confirmed(message, confirmation).await {
                return Published {
                    stored,
                    failed: Some(error),
                };
            }
            stored += 1;
        }
        Published { stored, failed }
    }

    async fn consume(
        &self,
        subscription: &Subscription,
    ) -> Result<(lapin::Channel, Consumer), BrokerError> {
        let connection = self.receiving().await?;
        self.ensure(&connection, subscription).await?;
        let channel = answered("open a channel", connection.create_channel()).await?;
        // More than may be in flight: what is held back, or waits for its predecessor, must not keep others waiting.
        let ahead = subscription.in_flight.max(1).saturating_mul(4);
        let ahead = u16::try_from(ahead).unwrap_or(u16::MAX);
        answered(
            "limit a channel",
            channel.basic_qos(ahead, BasicQosOptions::default()),
        )
        .await?;
        let consumer = channel.basic_consume(
            queue_name(subscription),
            ShortString::default(),
            BasicConsumeOptions::default(),
            FieldTable::default(),
        );
        let consumer = answered("receive", consumer).await?;
        Ok((channel, consumer))
    }

    async fn depth(&self, subscription: &Subscription) -> Result<Depth, BrokerError> {
        let connection = self.receiving().await?;
        let channel = answered("open a channel", connection.create_channel()).await?;
        let passive = QueueDeclareOptions {
            passive: true,
            ..QueueDeclareOptions::durable()
        };
        let queue = channel.queue_declare(queue_name(subscription), passive, FieldTable::default());
        let queue = answered("read a queue", queue).await?;
        // AMQP does not tell how old the messages are.
        Ok(Depth {
            waiting: u64::from(queue.message_count()),
            oldest: None,
        })
    }

    async fn probe(&self) -> Result<(), BrokerError> {
        let publishing = self.publishing().await?;
        answered("open a channel", publishing.connection.create_channel())
            .await
            .map(drop)
    }
}

impl Broker for Rabbit {
    fn publish<'a>(&'a self, message: &'a Message) -> BoxFuture<'a, Result<(), BrokerError>> {
        Box::pin(self.shared.publish(message))
    }

    fn publish_all<'a>(&'a self, messages: &'a [Message]) -> BoxFuture<'a, Published> {
        Box::pin(async move {
            // A full queue refuses one message and may take the next: an order needs them one by one then.
            let alone = |message: &Message| {
                let channel = self.shared.channel(&message.channel);
                channel.ordered && channel.limited
            };
            let size = if messages.iter().any(alone) { 1 } else { BATCH };
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
        Box::pin(async move {
            let connection = self.shared.receiving().await?;
            self.shared.ensure(&connection, subscription).await
        })
    }

    fn subscribe<'a>(
        &'a self,
        subscription: &'a Subscription,
    ) -> BoxFuture<'a, Result<Box<dyn Receiver>, BrokerError>> {
        Box::pin(async move {
            let receiver = RabbitReceiver {
                shared: Arc::clone(&self.shared),
                consumer: Some(self.shared.consume(subscription).await?),
                lanes: Lanes::new(subscription.order, subscription.in_flight),
                subscription: subscription.clone(),
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

/// How RabbitMQ hears that a message is done. Keeps the AMQP channel open as long as somebody may have to say it.
struct Tag {
    acker: Acker,
    _channel: lapin::Channel,
}

impl Token for Tag {
    fn acknowledge(self) -> BoxFuture<'static, bool> {
        Box::pin(async move {
            self.acker
                .ack(BasicAckOptions::default())
                .await
                .unwrap_or(false)
        })
    }
}

struct RabbitReceiver {
    shared: Arc<Shared>,
    subscription: Subscription,
    consumer: Option<(lapin::Channel, Consumer)>,
    lanes: Arc<Lanes<Tag>>,
    failures: u32,
}

impl RabbitReceiver {
    async fn next(&mut self) -> Result<Option<Delivery>, BrokerError> {
        loop {
            if let Some(delivery) = self.lanes.take() {
                return Ok(Some(delivery));
            }
            let Some((channel, consumer)) = &mut self.consumer else {
                self.reopen().await;
                continue;
            };
            let received = tokio::select! {
                received = consumer.next() => received,
                () = self.lanes.changed() => continue,
            };
            match received {
                Some(Ok(delivery)) => {
                    self.failures = 0;
                    let tag = Tag {
                        acker: delivery.acker.clone(),
                        _channel: channel.clone(),
                    };
                    let (message, deliveries) = read(&self.subscription.channel, delivery);
                    if let Some(done) = self.lanes.push(message, deliveries, tag) {
                        done.acknowledge().await;
                    }
                }
                other => {
                    let error = other.and_then(Result::err).map(|error| error.to_string());
                    let error =
                        error.unwrap_or_else(|| "RabbitMQ cancelled the consumer".to_owned());
                    tracing::warn!(
                        channel = self.subscription.channel,
                        error,
                        "receiving from RabbitMQ is interrupted"
                    );
                    self.consumer = None;
                    self.lanes.reset(|_| true);
                }
            }
        }
    }

    async fn reopen(&mut self) {
        self.failures = self.failures.saturating_add(1);
        tokio::time::sleep(back_off(self.failures)).await;
        match self.shared.consume(&self.subscription).await {
            Ok(consumer) => self.consumer = Some(consumer),
            Err(error) => {
                tracing::warn!(channel = self.subscription.channel, %error, "cannot receive from RabbitMQ yet");
            }
        }
    }
}

impl Receiver for RabbitReceiver {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Delivery>, BrokerError>> {
        Box::pin(self.next())
    }
}

/// The result, or an error after [`ANSWER`].
async fn answered<T>(
    doing: &'static str,
    what: impl Future<Output = Result<T, lapin::Error>>,
) -> Result<T, BrokerError> {
    match tokio::time::timeout(ANSWER, what).await {
        Ok(answer) => answer.map_err(BrokerError::failed(doing)),
        Err(elapsed) => Err(BrokerError::failed(doing)(elapsed)),
    }
}

fn exchange_name(channel: &str) -> String {
    plain(channel, "._", 100)
}

/// A colon is in neither part, so that two pairs never have the same name.
fn queue_name(subscription: &Subscription) -> ShortString {
    short(format!(
        "{}:{}",
        exchange_name(&subscription.channel),
        plain(&subscription.group, "._", 100)
    ))
}

fn short(name: String) -> ShortString {
    ShortString::try_new(name).unwrap_or_default()
}

async fn declare_exchange(connection: &Connection, channel: &str) -> Result<(), BrokerError> {
    let amqp = answered("open a channel", connection.create_channel()).await?;
    let durable = ExchangeDeclareOptions {
        durable: true,
        ..ExchangeDeclareOptions::default()
    };
    let name = short(exchange_name(channel));
    let declared = amqp.exchange_declare(
        name.clone(),
        ExchangeKind::Fanout,
        durable,
        FieldTable::default(),
    );
    answered("declare an exchange", declared).await?;
    if channel.ends_with(".dead") {
        // Read by people, not by a service: kept in a queue of the same name.
        let queue = amqp.queue_declare(
            name.clone(),
            QueueDeclareOptions::durable(),
            arguments(None),
        );
        answered("declare a queue", queue).await?;
        let options = QueueBindOptions::default();
        let bound = amqp.queue_bind(
            name.clone(),
            name,
            ShortString::default(),
            options,
            FieldTable::default(),
        );
        answered("bind a queue", bound).await?;
    }
    Ok(())
}

/// A queue's arguments cannot be changed. If it exists with other ones, it is used as it is.
async fn declare_queue(
    connection: &Connection,
    subscription: &Subscription,
) -> Result<(), BrokerError> {
    let name = queue_name(subscription);
    let mut amqp = answered("open a channel", connection.create_channel()).await?;
    let durable = QueueDeclareOptions::durable();
    let declared = amqp
        .queue_declare(name.clone(), durable, arguments(Some(subscription)))
        .await;
    if let Err(error) = declared {
        if !is_precondition(&error) {
            return Err(BrokerError::failed("declare a queue")(error));
        }
        tracing::warn!(queue = name.as_str(), %error, "the queue was declared otherwise, and is used as it is");
        amqp = answered("open a channel", connection.create_channel()).await?;
        let passive = QueueDeclareOptions {
            passive: true,
            ..durable
        };
        answered(
            "read a queue",
            amqp.queue_declare(name.clone(), passive, FieldTable::default()),
        )
        .await?;
    }
    let exchange = short(exchange_name(&subscription.channel));
    let options = QueueBindOptions::default();
    let bound = amqp.queue_bind(
        name,
        exchange,
        ShortString::default(),
        options,
        FieldTable::default(),
    );
    answered("bind a queue", bound).await
}

fn is_precondition(error: &lapin::Error) -> bool {
    match error.kind() {
        ErrorKind::ProtocolError(error) => {
            matches!(
                error.kind(),
                AMQPErrorKind::Soft(AMQPSoftError::PRECONDITIONFAILED)
            )
        }
        _ => false,
    }
}

fn arguments(subscription: Option<&Subscription>) -> FieldTable {
    let mut arguments = FieldTable::default();
    arguments.insert(
        "x-queue-type".into(),
        AMQPValue::LongString("quorum".into()),
    );
    arguments.insert(
        "x-delivery-limit".into(),
        AMQPValue::LongInt(DELIVERY_LIMIT),
    );
    let Some(subscription) = subscription else {
        return arguments;
    };
    if subscription.order != Order::None {
        arguments.insert("x-single-active-consumer".into(), AMQPValue::Boolean(true));
    }
    if let Some(limit) = subscription.queue_limit {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        arguments.insert("x-max-length".into(), AMQPValue::LongLongInt(limit));
        arguments.insert(
            "x-overflow".into(),
            AMQPValue::LongString("reject-publish".into()),
        );
    }
    arguments
}

fn properties(message: &Message) -> BasicProperties {
    let mut headers = FieldTable::default();
    let own = [
        (header::CHANNEL, Some(&message.channel)),
        (header::KEY, message.key.as_ref()),
    ];
    let others = message
        .headers
        .iter()
        .map(|(name, value)| (name.as_str(), Some(value)));
    for (name, value) in others.chain(own) {
        if let (Ok(name), Some(value)) = (ShortString::try_new(name), value) {
            headers.insert(name, AMQPValue::LongString(value.as_str().into()));
        }
    }
    headers.insert(
        header::PUBLISHED.into(),
        AMQPValue::LongLongInt(message.published_millis()),
    );
    BasicProperties::default()
        .with_message_id(short(message.id.clone()))
        .with_content_type("application/json".into())
        .with_delivery_mode(2)
        .with_timestamp(u64::try_from(message.published_millis() / 1000).unwrap_or_default())
        .with_headers(headers)
}

fn read(channel: &str, delivery: lapin::message::Delivery) -> (Message, u32) {
    let properties = delivery.properties;
    let mut headers = BTreeMap::new();
    let mut published = None;
    let mut before = 0;
    for (name, value) in properties.headers().iter().flat_map(FieldTable::inner) {
        match (name.as_str(), value) {
            (header::PUBLISHED, AMQPValue::LongLongInt(millis)) => {
                published = Some(Message::moment(*millis))
            }
            ("x-delivery-count", value) => before = count(value),
            (name, AMQPValue::LongString(text)) => {
                headers.insert(
                    name.to_owned(),
                    String::from_utf8_lossy(text.as_bytes()).into_owned(),
                );
            }
            _ => {}
        }
    }
    let seconds = properties
        .timestamp()
        .and_then(|seconds| i64::try_from(seconds).ok());
    let stamp = seconds.map(|seconds| Message::moment(seconds.saturating_mul(1000)));
    let key = headers.remove(header::KEY);
    headers.retain(|name, _| !header::OWN.contains(&name.as_str()));
    let id = properties
        .message_id()
        .as_ref()
        .map(|id| id.as_str().to_owned());
    let message = Message {
        id: id.unwrap_or_else(|| uuid::Uuid::now_v7().to_string()),
        channel: channel.to_owned(),
        key,
        headers,
        published: published.or(stamp).unwrap_or_else(SystemTime::now),
        body: delivery.data,
    };
    (message, before.saturating_add(1))
}

fn count(value: &AMQPValue) -> u32 {
    match value {
        AMQPValue::LongLongInt(count) => u32::try_from(*count).unwrap_or_default(),
        AMQPValue::LongInt(count) => u32::try_from(*count).unwrap_or_default(),
        AMQPValue::ShortInt(count) => u32::try_from(*count).unwrap_or_default(),
        AMQPValue::ShortShortInt(count) => u32::try_from(*count).unwrap_or_default(),
        _ => 0,
    }
}

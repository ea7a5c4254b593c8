//! Everything that runs for a service's messages: one relay, and a consumer per channel. Never fails because the broker
//! does not answer; messages wait in the outbox until it does.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::consumer::{Consumer, Consumption, Handler};
use super::metrics;
use super::outbox::Relay;
use super::queue::{Broker, BrokerError, Subscription, connect};
use super::store::Store;

/// The longest pause before the broker is asked again.
const LONGEST_PAUSE: Duration = Duration::from_secs(10);

/// The messages of one service.
pub struct Messaging {
    store: Store,
    url: String,
    service: &'static str,
    reaches: Vec<Subscription>,
    consumers: Vec<(Consumption, Arc<dyn Handler>)>,
    interval: Option<Duration>,
    broker: watch::Sender<Option<Arc<dyn Broker>>>,
}

impl Messaging {
    /// Messages between this store and the broker at this URL, on which the service shows under its name.
    pub fn new(store: Store, url: &str, service: &'static str) -> Self {
        Self {
            store,
            url: url.to_owned(),
            service,
            reaches: Vec::new(),
            consumers: Vec::new(),
            interval: None,
            broker: watch::Sender::new(None),
        }
    }

    /// A group that others receive in: it exists before something is published, so that nothing is lost.
    #[must_use]
    pub fn reaches(mut self, subscriptions: impl IntoIterator<Item = Subscription>) -> Self {
        self.reaches.extend(subscriptions);
        self
    }

    /// Handles the messages of a channel.
    #[must_use]
    pub fn consumes(mut self, consumption: Consumption, handler: Arc<dyn Handler>) -> Self {
        self.consumers.push((consumption, handler));
        self
    }

    /// The outbox is looked at this often, beside after each commit.
    #[must_use]
    pub fn relays_every(mut self, interval: Duration) -> Self {
        self.interval = Some(interval);
        self
    }

    /// For asking how the broker is.
    pub fn link(&self) -> Link {
        Link(self.broker.subscribe())
    }

    /// Runs in the background. Where the URL is wrong everything is told to stop, because nothing would ever be sent.
    pub fn start(
        self,
        stop: CancellationToken,
        drain: Duration,
    ) -> JoinHandle<Result<(), BrokerError>> {
        tokio::spawn(async move {
            let run = self.run(stop.clone(), drain).await;
            if run.is_err() {
                stop.cancel();
            }
            run
        })
    }

    /// Connects, then relays and consumes until told to stop. Messages in hand are finished within `drain`.
    ///
    /// # Errors
    /// The URL is no broker's that is compiled in.
    pub async fn run(self, stop: CancellationToken, drain: Duration) -> Result<(), BrokerError> {
        for subscription in &self.reaches {
            metrics::announce_published(subscription.channel.clone());
        }
        for (consumption, _) in &self.consumers {
            metrics::announce_consumed(consumption.subscription.channel.clone());
        }
        let connected = tokio::select! {
            connected = self.connect() => connected?,
            () = stop.cancelled() => return Ok(()),
        };
        self.broker.send_replace(Some(Arc::clone(&connected)));
        let running = TaskTracker::new();
        for (consumption, handler) in self.consumers {
            let (store, broker) = (self.store.clone(), Arc::clone(&connected));
            let consumer = Consumer::new(store, broker, consumption, handler, stop.clone());
            running.spawn(consumer.run(drain));
        }
        // Stopped last: what the last messages send is still sent.
        let relays = CancellationToken::new();
        let mut relay = Relay::new(self.store, connected);
        if let Some(interval) = self.interval {
            relay = relay.every(interval);
        }
        let relay = tokio::spawn(relay.run(relays.clone()));
        stop.cancelled().await;
        running.close();
        running.wait().await;
        relays.cancel();
        if relay.await.is_err() {
            tracing::error!("the relay has ended unexpectedly");
        }
        Ok(())
    }

    /// The broker, with everything declared that must exist.
    async fn connect(&self) -> Result<Arc<dyn Broker>, BrokerError> {
        let mut pause = Duration::from_millis(100);
        loop {
            match self.try_connect().await {
                Err(error @ BrokerError::Url(_)) => return Err(error),
                Err(error) => tracing::warn!(%error, ?pause, "the broker is asked again"),
                Ok(broker) => return Ok(broker),
            }
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    async fn try_connect(&self) -> Result<Arc<dyn Broker>, BrokerError> {
        let broker = connect(&self.url, self.service).await?;
        let own = (self.consumers.iter()).map(|(consumption, _)| &consumption.subscription);
        for subscription in self.reaches.iter().chain(own) {
            broker.ensure(subscription).await?;
        }
        Ok(broker)
    }
}

/// The connection to the broker, seen from outside.
#[derive(Clone)]
pub struct Link(watch::Receiver<Option<Arc<dyn Broker>>>);

impl Link {
    /// Whether the broker answers.
    ///
    /// # Errors
    /// It does not, or it has not been reached yet.
    pub async fn probe(&self) -> Result<(), BrokerError> {
        let mut connections = self.0.clone();
        // A service that has just started is given a moment.
        let connected = connections.wait_for(Option::is_some);
        let connected = tokio::time::timeout(Duration::from_millis(500), connected).await;
        let broker = connected.ok().and_then(|connected| connected.ok()?.clone());
        match broker {
            Some(broker) => broker.probe().await,
            None => Err(BrokerError::failed("connect")("not connected yet")),
        }
    }
}

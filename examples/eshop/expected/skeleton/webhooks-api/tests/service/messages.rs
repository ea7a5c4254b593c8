//! Do messages take the way that the architecture declares? Follows the architecture; change nothing here by hand.

use std::sync::Mutex;
use std::sync::Arc;
use std::time::Duration;

use webhooks_api::generated::messages::Consumer;
use webhooks_api::generated::messages;
use webhooks_api::generated::runtime::consumer::Work;
use webhooks_api::generated::runtime::failure::Failure;
use webhooks_api::generated::runtime::queue::Message;
use webhooks_api::generated::runtime::queue::{Broker, connect};
use webhooks_api::generated::runtime::shutdown::CancellationToken;
use webhooks_api::generated::runtime::store::Store;
use webhooks_api::payload;

/// A database and a queue that nobody else uses.
struct World {
    folder: tempfile::TempDir,
    store: Store,
    broker: Arc<dyn Broker>,
}

impl World {
    async fn new() -> Self {
        let folder = tempfile::tempdir().expect("temporary folders can be made");
        let store = Store::open("sqlite::memory:").await.expect("a database in memory opens");
        let broker = connect(&Self::queue(&folder), "test").await.expect("the queue opens");
        Self { folder, store, broker }
    }

    fn queue(folder: &tempfile::TempDir) -> String {
        format!("sqlite://{}/queue.db?mode=rwc", folder.path().display())
    }
}

/// Waits for what must come.
async fn soon<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(20), what).await.expect("it happens in time")
}

/// Notes what it is given, and writes nothing but the record.
#[derive(Default)]
struct Noting(Mutex<Vec<&'static str>>);

impl Noting {
    fn note(&self, channel: &'static str) {
        self.0.lock().expect("nobody panicked").push(channel);
    }

    fn noted(&self) -> Vec<&'static str> {
        self.0.lock().expect("nobody panicked").clone()
    }
}

impl Consumer for Noting {
    async fn on_order_status_changed_to_paid_integ_1ddb0377(&self, _message: payload::OrderStatusChangedToPaidIntegrationEventMessage, work: &mut Work) -> Result<(), Failure> {
        work.begin().await?;
        self.note("OrderStatusChangedToPaidIntegrationEvent");
        Ok(())
    }
    async fn on_order_status_changed_to_shipped_in_db957d84(&self, _message: payload::OrderStatusChangedToShippedIntegDfd381b3Message, work: &mut Work) -> Result<(), Failure> {
        work.begin().await?;
        self.note("OrderStatusChangedToShippedIntegrationEvent");
        Ok(())
    }
    async fn on_product_price_changed_integration_event(&self, _message: payload::ProductPriceChangedIntegrationEventMessage, work: &mut Work) -> Result<(), Failure> {
        work.begin().await?;
        self.note("ProductPriceChangedIntegrationEvent");
        Ok(())
    }
}

#[tokio::test]
async fn what_arrives_twice_is_handled_once_by_its_own_function() {
    let world = World::new().await;
    let noting = Arc::new(Noting::default());
    let messaging = messages::messaging(&world.store, &World::queue(&world.folder), &noting);
    let stop = CancellationToken::new();
    let running = messaging.start(stop.clone(), Duration::from_secs(5));
    let mut sent = Vec::new();
    for (channel, consumption, body) in [
        ("OrderStatusChangedToPaidIntegrationEvent", messages::on_order_status_changed_to_paid_integ_1ddb0377(), serde_json::to_vec(&payload::OrderStatusChangedToPaidIntegrationEventMessage::default())),
        ("OrderStatusChangedToShippedIntegrationEvent", messages::on_order_status_changed_to_shipped_in_db957d84(), serde_json::to_vec(&payload::OrderStatusChangedToShippedIntegDfd381b3Message::default())),
        ("ProductPriceChangedIntegrationEvent", messages::on_product_price_changed_integration_event(), serde_json::to_vec(&payload::ProductPriceChangedIntegrationEventMessage::default())),
    ] {
        sent.push(channel);
        let message = Message::new(channel, body.expect("it is JSON"));
        world.broker.ensure(&consumption.subscription).await.expect("the group exists");
        world.broker.publish(&message).await.expect("it is published");
        soon(async {
            while noting.noted().len() < sent.len() {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        })
        .await;
        world.broker.publish(&message).await.expect("it is published");
        soon(async {
            while world.broker.depth(&consumption.subscription).await.expect("it is measured").waiting > 0 {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        })
        .await;
    }
    stop.cancel();
    soon(running).await.expect("it ends").expect("it ran");
    assert_eq!(noting.noted(), sent);
}

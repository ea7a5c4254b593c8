//! Do messages take the way that the architecture declares? Follows the architecture; change nothing here by hand.

use std::sync::Arc;
use std::time::Duration;

use orders::generated::messages;
use orders::generated::publish;
use orders::generated::runtime::queue::{Broker, connect};
use orders::generated::runtime::shutdown::CancellationToken;
use orders::generated::runtime::store::Store;
use orders::payload;

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

#[tokio::test]
async fn order_created_reaches_every_receiver_once_it_is_committed() {
    let world = World::new().await;
    let message = payload::OrderCreatedMessage::default();
    let mut transaction = world.store.begin().await.expect("it begins");
    let id = publish::order_created(&mut transaction, &message).await.expect("it is written");
    transaction.commit().await.expect("it is committed");
    let messaging = messages::messaging(&world.store, &World::queue(&world.folder));
    let stop = CancellationToken::new();
    let running = messaging.start(stop.clone(), Duration::from_secs(5));
    let own = "orders";
    for subscription in publish::receivers().into_iter().filter(|one| one.channel == "order.created" && one.group != own) {
        let mut receiver = world.broker.subscribe(&subscription).await.expect("it is received");
        let delivery = soon(receiver.next()).await.expect("it is received").expect("it is open");
        assert_eq!((delivery.message.id.as_str(), delivery.deliveries), (id.as_str(), 1));
        assert_eq!(delivery.message.key.as_deref(), None);
        delivery.settle.done().await.expect("it is settled");
    }
    stop.cancel();
    soon(running).await.expect("it ends").expect("it ran");
}

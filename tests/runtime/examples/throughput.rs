//! How many messages per second go from an outbox through a broker to a consumer's store: the one of `QUEUE_URL`, or the
//! embedded queue.
//!
//!     cargo run --release --features nats,rabbitmq --example throughput -- [MESSAGES] [WORKERS]

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use service_runtime::consumer::{Consumer, Consumption, Handler, Work};
use service_runtime::failure::Failure;
use service_runtime::outbox::{self, Outgoing, Relay};
use service_runtime::queue::{BoxFuture, Message, Subscription, connect};
use service_runtime::store::Store;
use tokio_util::sync::CancellationToken;

struct Writes(AtomicU32);

impl Handler for Writes {
    fn handle<'a>(
        &'a self,
        message: &'a Message,
        work: &'a mut Work,
    ) -> BoxFuture<'a, Result<(), Failure>> {
        Box::pin(async move {
            let transaction = work.begin().await?;
            sqlx::query("INSERT INTO effects (text) VALUES ($1)")
                .bind(message.id.as_str())
                .execute(&mut **transaction)
                .await?;
            self.0.fetch_add(1, Ordering::Relaxed);
            Ok(())
        })
    }
}

fn number(at: usize, default: u32) -> u32 {
    let given = std::env::args().nth(at);
    given.map_or(default, |text| text.parse().expect("a number"))
}

fn tell(what: &str, messages: u32, since: Instant) {
    let rate = f64::from(messages) / since.elapsed().as_secs_f64();
    println!("{what}: {rate:.0} messages per second");
}

#[tokio::main]
async fn main() {
    let (messages, workers) = (number(1, 10_000), number(2, 4));
    let folder = tempfile::tempdir().expect("temporary folders can be made");
    let url = |name: &str| format!("sqlite://{}/{name}.db?mode=rwc", folder.path().display());
    let publisher = Store::open(&url("publisher")).await.expect("it opens");
    let consumer = Store::open(&url("consumer")).await.expect("it opens");
    let table = "CREATE TABLE effects (number {serial}, text TEXT NOT NULL)";
    consumer
        .migrate("test", &[table])
        .await
        .expect("it is made");
    let queue = std::env::var("QUEUE_URL").unwrap_or_else(|_| url("queue"));
    let broker = connect(&queue, "test").await.expect("it opens");
    let subscription = Subscription {
        in_flight: workers * 16,
        ..Subscription::new("orders", "consumer")
    };
    broker.ensure(&subscription).await.expect("it is made");

    let since = Instant::now();
    for _ in 0..messages {
        let mut transaction = publisher.begin().await.expect("it begins");
        let outgoing = Outgoing {
            channel: "orders",
            key: None,
            body: &"a body of forty characters, or nearly so",
        };
        outbox::put(&mut transaction, outgoing)
            .await
            .expect("it is put");
        transaction.commit().await.expect("it is committed");
    }
    tell("put into the outbox, a transaction each", messages, since);

    let stop = CancellationToken::new();
    let since = Instant::now();
    let relay = Relay::new(publisher.clone(), Arc::clone(&broker));
    let relay = tokio::spawn(relay.run(stop.clone()));
    while broker
        .depth(&subscription)
        .await
        .expect("it is measured")
        .waiting
        < u64::from(messages)
    {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    tell("relayed", messages, since);

    let since = Instant::now();
    let handler = Arc::new(Writes(AtomicU32::new(0)));
    let consumption = Consumption {
        workers,
        ..Consumption::new(subscription)
    };
    let consumer = Consumer::new(consumer, broker, consumption, handler.clone(), stop.clone());
    let consumer = tokio::spawn(consumer.run(Duration::from_secs(5)));
    while handler.0.load(Ordering::Relaxed) < messages {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    tell(
        &format!("handled by {workers} workers, a transaction each"),
        messages,
        since,
    );
    stop.cancel();
    relay.await.expect("it ends");
    consumer.await.expect("it ends");
}

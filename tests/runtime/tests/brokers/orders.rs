//! Outbox, relay and consumer over Kafka's mock cluster, interrupted again and again. Never shows the death of a process:
//! the cluster lives in this one, so that its parts are torn down instead, in the middle of whatever they do.

use std::sync::Arc;
use std::time::{Duration, Instant};

use rdkafka::mocking::MockCluster;
use service_runtime::consumer::{Consumption, Handler, Work};
use service_runtime::failure::Failure;
use service_runtime::messaging::Messaging;
use service_runtime::outbox::{self, Outgoing};
use service_runtime::queue::{BoxFuture, Message, Order, Subscription};
use service_runtime::store::Store;
use tokio::runtime::Runtime;
use tokio_util::sync::CancellationToken;

const ORDERS: i64 = 10_000;
/// Every so many orders one is poisoned.
const POISON: i64 = 250;
/// Orders placed in one transaction.
const PLACED: i64 = 10;

/// One row for each order that is processed; a second one would be seen.
struct Effects;

impl Handler for Effects {
    fn handle<'a>(
        &'a self,
        message: &'a Message,
        work: &'a mut Work,
    ) -> BoxFuture<'a, Result<(), Failure>> {
        Box::pin(async move {
            let number: i64 = serde_json::from_slice(&message.body).map_err(Failure::internal)?;
            if number % POISON == 0 {
                return Err(Failure::Invalid("nobody can process it".to_owned()));
            }
            sqlx::query("INSERT INTO effects (number, customer) VALUES ($1, $2)")
                .bind(number)
                .bind(message.key.as_deref())
                .execute(&mut **work.begin().await?)
                .await?;
            Ok(())
        })
    }
}

fn subscription() -> Subscription {
    Subscription {
        order: Order::Key,
        redeliver_after: Duration::from_secs(6),
        ..Subscription::new("orders", "reader")
    }
}

/// A part of a service, on threads of its own, that can be torn down.
struct Part {
    database: String,
    url: String,
    consumes: bool,
    running: Option<Runtime>,
}

impl Part {
    fn start(&mut self) {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build();
        let runtime = runtime.expect("threads");
        let (database, url, consumes) = (self.database.clone(), self.url.clone(), self.consumes);
        runtime.spawn(async move {
            let store = Store::open(&database).await.expect("a database");
            let messaging = Messaging::new(store, &url, if consumes { "reader" } else { "writer" });
            let messaging = if consumes {
                let consumption = Consumption {
                    workers: 8,
                    ..Consumption::new(subscription())
                };
                messaging.consumes(consumption, Arc::new(Effects))
            } else {
                messaging.reaches([subscription()])
            };
            let run = messaging
                .run(CancellationToken::new(), Duration::ZERO)
                .await;
            run.expect("it runs until it is torn down");
        });
        self.running = Some(runtime);
    }

    fn tear_down(&mut self) {
        if let Some(runtime) = self.running.take() {
            runtime.shutdown_background();
        }
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        self.tear_down();
    }
}

async fn count(store: &Store, statement: &'static str) -> i64 {
    sqlx::query_scalar(statement)
        .fetch_one(store.pool())
        .await
        .expect("it counts")
}

async fn place(store: &Store, from: i64) {
    let mut transaction = store.begin().await.expect("a transaction");
    for number in from..from + PLACED {
        let customer = format!("customer-{}", number % 32);
        let outgoing = Outgoing {
            channel: "orders",
            key: Some(&customer),
            body: &number,
        };
        outbox::put(&mut transaction, outgoing)
            .await
            .expect("it is written");
    }
    transaction.commit().await.expect("it is committed");
}

#[tokio::test(flavor = "multi_thread")]
async fn have_one_effect_each_whatever_is_interrupted() {
    let folder = tempfile::tempdir().expect("a folder");
    let database = |name: &str| format!("sqlite://{}/{name}.db?mode=rwc", folder.path().display());
    let cluster = MockCluster::new(3).expect("a cluster");
    let url = format!("kafka://{}", cluster.bootstrap_servers());
    let part = |name: &str, consumes| Part {
        database: database(name),
        url: url.clone(),
        consumes,
        running: None,
    };
    let (mut writer, mut reader) = (part("writer", false), part("reader", true));
    let sends = Store::open(&writer.database).await.expect("a database");
    let processes = Store::open(&reader.database).await.expect("a database");
    let table = "CREATE TABLE effects (seq INTEGER PRIMARY KEY, number BIGINT NOT NULL, customer TEXT NOT NULL)";
    sqlx::query(table)
        .execute(processes.pool())
        .await
        .expect("a table");
    writer.start();
    reader.start();
    let mut unsent = 0;
    for from in (0..ORDERS).step_by(10) {
        place(&sends, from).await;
        if from % 1000 == 500 {
            writer.tear_down();
            unsent =
                unsent.max(count(&sends, "SELECT COUNT(*) FROM outbox WHERE sent IS NULL").await);
            writer.start();
        }
        if from % 2500 == 1000 {
            reader.tear_down();
            reader.start();
        }
    }
    assert!(
        unsent > 0,
        "the writer was never torn down between commit and publish"
    );
    let begin = Instant::now();
    let done =
        "SELECT (SELECT COUNT(DISTINCT number) FROM effects) + (SELECT COUNT(*) FROM dead_letters)";
    while count(&processes, done).await < ORDERS {
        assert!(
            begin.elapsed() < Duration::from_secs(240),
            "{} done",
            count(&processes, done).await
        );
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    reader.tear_down();
    assert_eq!(
        count(&processes, "SELECT COUNT(*) FROM effects").await,
        ORDERS - ORDERS / POISON
    );
    assert_eq!(
        count(&processes, "SELECT COUNT(*) FROM dead_letters").await,
        ORDERS / POISON
    );
    let turned = "SELECT COUNT(*) FROM effects AS later JOIN effects AS earlier \
                  ON earlier.customer = later.customer AND earlier.number > later.number AND earlier.seq < later.seq";
    assert_eq!(count(&processes, turned).await, 0, "out of order");
}

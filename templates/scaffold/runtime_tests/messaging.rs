//! What holds for every message, whoever sends it: nothing is lost, effects in the store happen once, order is kept
//! where it must be. Needs no broker: the embedded queue in a temporary folder. With `TEST_POSTGRES_URL` the stores are
//! PostgreSQL's, else SQLite's.

use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::future::Future;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use sqlx::{Executor, Row};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::runtime::consumer::{Consumer, Consumption, Handler, Work, dead_letters, redeliver};
use crate::runtime::failure::Failure;
use crate::runtime::outbox::{self, Outgoing, Relay};
use crate::runtime::queue::{BoxFuture, Broker, Message, Order, Subscription, connect};
use crate::runtime::store::Store;

const CHANNEL: &str = "orders";
const PATIENCE: Duration = Duration::from_secs(20);

/// A publisher's store, a consumer's store, and the queue between them.
struct World {
    /// Removed with it.
    _folder: Option<tempfile::TempDir>,
    publisher: Store,
    consumer: Store,
    broker: Arc<dyn Broker>,
}

impl World {
    async fn new() -> Self {
        let folder = tempfile::tempdir().expect("temporary folders can be made");
        let world = Self::of(folder.path()).await;
        Self {
            _folder: Some(folder),
            ..world
        }
    }

    /// What is in this folder.
    async fn of(folder: &Path) -> Self {
        let queue = format!("sqlite://{}/queue.db?mode=rwc", folder.display());
        let broker = connect(&queue, "test").await.expect("the queue opens");
        let (publisher, consumer) = (store(folder, "publisher"), store(folder, "consumer"));
        let (publisher, consumer) = (publisher.await, consumer.await);
        let effects = "CREATE TABLE effects (number {serial}, text TEXT NOT NULL)";
        let migrated = consumer.migrate("test", &[effects]).await;
        migrated.expect("the table is made");
        let ensured = broker.ensure(&subscription()).await;
        ensured.expect("the group is made");
        Self {
            _folder: None,
            publisher,
            consumer,
            broker,
        }
    }

    /// Commits messages to the outbox, each in a transaction of its own.
    async fn put(&self, texts: &[&str]) {
        for text in texts {
            let mut transaction = self.publisher.begin().await.expect("it begins");
            let key = text.split('-').next();
            let outgoing = Outgoing {
                channel: CHANNEL,
                key,
                body: text,
            };
            outbox::put(&mut transaction, outgoing)
                .await
                .expect("it is put");
            transaction.commit().await.expect("it is committed");
        }
    }

    fn relay(&self) -> Running {
        let relay = Relay::new(self.publisher.clone(), Arc::clone(&self.broker));
        let stop = CancellationToken::new();
        let task = tokio::spawn(relay.every(Duration::from_millis(20)).run(stop.clone()));
        Running { stop, task }
    }

    fn consume(&self, consumption: Consumption, handler: impl Handler) -> Running {
        let stop = CancellationToken::new();
        let consumer = Consumer::new(
            self.consumer.clone(),
            Arc::clone(&self.broker),
            consumption,
            Arc::new(handler),
            stop.clone(),
        );
        let task = tokio::spawn(consumer.run(Duration::from_secs(5)));
        Running { stop, task }
    }

    /// The effects in the consumer's store, in the order in which they happened.
    async fn effects(&self) -> Vec<String> {
        let rows = sqlx::query("SELECT text FROM effects ORDER BY number");
        let rows = rows
            .fetch_all(self.consumer.pool())
            .await
            .expect("effects are read");
        rows.iter().map(|row| row.get("text")).collect()
    }

    async fn until_effects(&self, count: usize) -> Vec<String> {
        until(|| async { self.effects().await.len() >= count }).await;
        self.effects().await
    }

    async fn until_empty(&self) {
        until(|| async {
            let depth = self
                .broker
                .depth(&subscription())
                .await
                .expect("the queue is measured");
            let pending = "SELECT COUNT(*) FROM outbox WHERE sent IS NULL";
            let pending: i64 = sqlx::query_scalar(pending)
                .fetch_one(self.publisher.pool())
                .await
                .expect("the outbox is read");
            depth.waiting == 0 && pending == 0
        })
        .await;
    }
}

/// Opens a store that nobody else uses.
async fn store(folder: &Path, name: &str) -> Store {
    let Ok(url) = std::env::var("TEST_POSTGRES_URL") else {
        let url = format!("sqlite://{}/{name}.db?mode=rwc", folder.display());
        return Store::open(&url).await.expect("the store opens");
    };
    let schema = folder
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or_default();
    let schema: String = schema.chars().filter(char::is_ascii_alphanumeric).collect();
    let schema = format!("{name}_{}", schema.to_lowercase());
    sqlx::any::install_default_drivers();
    let admin = sqlx::AnyPool::connect(&url)
        .await
        .expect("PostgreSQL answers");
    let create = format!("CREATE SCHEMA IF NOT EXISTS {schema}");
    admin
        .execute(sqlx::raw_sql(sqlx::AssertSqlSafe(create)))
        .await
        .expect("the schema is made");
    admin.close().await;
    let separator = if url.contains('?') { '&' } else { '?' };
    let url = format!("{url}{separator}options=-c%20search_path%3D{schema}");
    Store::open(&url).await.expect("the store opens")
}

/// A task that stops when it is told to.
struct Running {
    stop: CancellationToken,
    task: JoinHandle<()>,
}

impl Running {
    async fn stop(self) {
        self.stop.cancel();
        self.task.await.expect("the task ends by itself");
    }
}

async fn until<F: Future<Output = bool>>(mut holds: impl FnMut() -> F) {
    let waiting = async {
        while !holds().await {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    let waited = tokio::time::timeout(PATIENCE, waiting).await;
    assert!(waited.is_ok(), "it did not happen within {PATIENCE:?}");
}

fn subscription() -> Subscription {
    let subscription = Subscription::new(CHANNEL, "consumer");
    Subscription {
        redeliver_after: Duration::from_millis(300),
        max_deliveries: 3,
        ..subscription
    }
}

fn consumption() -> Consumption {
    let mut consumption = Consumption::new(subscription());
    consumption.backoff = Duration::from_millis(1);
    consumption.longest_backoff = Duration::from_millis(5);
    consumption.time_limit = Duration::from_secs(10);
    consumption
}

fn message(text: &str) -> Message {
    Message {
        id: format!("id-of-{text}"),
        channel: CHANNEL.to_owned(),
        key: None,
        headers: BTreeMap::new(),
        published: SystemTime::now(),
        body: serde_json::to_vec(text).expect("text is JSON"),
    }
}

/// What a handler does with a text, at this attempt.
type Plan = fn(&str, u32) -> Result<(), Failure>;

/// Writes the text of each message to the consumer's store, unless the plan says otherwise.
struct Recorder(Plan);

fn fine(_: &str, _: u32) -> Result<(), Failure> {
    Ok(())
}

impl Handler for Recorder {
    fn handle<'a>(
        &'a self,
        message: &'a Message,
        work: &'a mut Work,
    ) -> BoxFuture<'a, Result<(), Failure>> {
        Box::pin(async move {
            let text: String = serde_json::from_slice(&message.body).map_err(Failure::internal)?;
            let attempt = work.attempt();
            let transaction = work.begin().await?;
            sqlx::query("INSERT INTO effects (text) VALUES ($1)")
                .bind(&text)
                .execute(&mut **transaction)
                .await?;
            // Refused after the effect was written, so that a failure has something to take back.
            (self.0)(&text, attempt)
        })
    }
}

#[tokio::test]
async fn a_second_delivery_has_no_second_effect() {
    let world = World::new().await;
    let running = world.consume(consumption(), Recorder(fine));
    for text in ["a", "a", "b"] {
        world
            .broker
            .publish(&message(text))
            .await
            .expect("it is published");
        world.until_empty().await;
    }
    assert_eq!(world.until_effects(2).await, ["a", "b"]);
    world
        .broker
        .publish(&message("a"))
        .await
        .expect("it is published");
    world
        .broker
        .publish(&message("c"))
        .await
        .expect("it is published");
    assert_eq!(world.until_effects(3).await, ["a", "b", "c"]);
    running.stop().await;
}

#[tokio::test]
async fn a_poison_message_is_set_aside_and_the_next_is_handled() {
    let world = World::new().await;
    let plan: Plan = |text, _| match text {
        "poison" => Err(Failure::Invalid("no such product".into())),
        "worse" => panic!("the handler cannot take it"),
        _ => Ok(()),
    };
    let (relay, running) = (world.relay(), world.consume(consumption(), Recorder(plan)));
    world.put(&["poison", "worse", "good"]).await;
    assert_eq!(world.until_effects(1).await, ["good"]);
    until(|| async {
        dead_letters(&world.consumer, CHANNEL)
            .await
            .expect("they are read")
            .len()
            == 2
    })
    .await;
    let letters = dead_letters(&world.consumer, CHANNEL)
        .await
        .expect("they are read");
    let found: Vec<_> = (letters.iter())
        .map(|letter| {
            (
                letter.message.body.as_slice(),
                letter.reason.as_str(),
                letter.attempts,
            )
        })
        .collect();
    assert!(
        found.contains(&(br#""poison""#.as_slice(), "no such product", 1)),
        "{found:?}"
    );
    assert!(
        found.contains(&(
            br#""worse""#.as_slice(),
            "panicked: the handler cannot take it",
            3
        )),
        "{found:?}"
    );
    running.stop().await;
    relay.stop().await;

    let copies = "SELECT COUNT(*) FROM outbox WHERE channel = 'orders.dead'";
    let copies: i64 = sqlx::query_scalar(copies)
        .fetch_one(world.consumer.pool())
        .await
        .expect("the outbox is read");
    assert_eq!(copies, 2, "each dead letter has its copy for the broker");
}

#[tokio::test]
async fn a_failing_message_is_tried_again_and_then_given_up() {
    let world = World::new().await;
    static TRIED: AtomicU32 = AtomicU32::new(0);
    let plan: Plan = |text, attempt| match (text, attempt) {
        ("never", _) => {
            TRIED.fetch_add(1, Ordering::SeqCst);
            Err(Failure::internal("no luck"))
        }
        ("later", 1 | 2) => Err(Failure::internal("not yet")),
        _ => Ok(()),
    };
    let running = world.consume(consumption(), Recorder(plan));
    world
        .broker
        .publish(&message("later"))
        .await
        .expect("it is published");
    world
        .broker
        .publish(&message("never"))
        .await
        .expect("it is published");
    assert_eq!(world.until_effects(1).await, ["later"]);
    until(|| async {
        dead_letters(&world.consumer, CHANNEL)
            .await
            .expect("they are read")
            .len()
            == 1
    })
    .await;
    assert_eq!(TRIED.load(Ordering::SeqCst), 3, "`max_deliveries` is 3");

    // Its cause is gone: it is sent again by hand, and handled.
    running.stop().await;
    let (id, relay) = (
        message("never").id,
        Relay::new(world.consumer.clone(), Arc::clone(&world.broker)),
    );
    assert!(
        redeliver(&world.consumer, CHANNEL, &id)
            .await
            .expect("it is sent again")
    );
    assert!(
        !redeliver(&world.consumer, CHANNEL, &id)
            .await
            .expect("it was sent again")
    );
    let stop = CancellationToken::new();
    let relay = Running {
        task: tokio::spawn(relay.run(stop.clone())),
        stop,
    };
    let running = world.consume(consumption(), Recorder(fine));
    assert_eq!(world.until_effects(2).await, ["later", "never"]);
    running.stop().await;
    relay.stop().await;
}

#[tokio::test]
async fn nothing_is_sent_when_the_transaction_is_rolled_back() {
    let world = World::new().await;
    let (relay, running) = (world.relay(), world.consume(consumption(), Recorder(fine)));
    for text in ["dropped", "taken back"] {
        let mut transaction = world.publisher.begin().await.expect("it begins");
        let outgoing = Outgoing {
            channel: CHANNEL,
            key: None,
            body: &text,
        };
        outbox::put(&mut transaction, outgoing)
            .await
            .expect("it is put");
        if text == "taken back" {
            transaction.rollback().await.expect("it is rolled back");
        }
    }
    world.put(&["committed"]).await;
    world.until_effects(1).await;
    world.until_empty().await;
    assert_eq!(world.effects().await, ["committed"]);
    running.stop().await;
    relay.stop().await;
}

#[tokio::test]
async fn a_crash_between_commit_and_publishing_loses_nothing() {
    let folder = tempfile::tempdir().expect("temporary folders can be made");
    let world = World::of(folder.path()).await;
    // No relay runs: as if the process died after the commit.
    world.put(&["a", "b"]).await;
    let running = world.consume(consumption(), Recorder(fine));
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(world.effects().await.is_empty());

    // Now it dies after the broker has got the message, and before that is marked.
    let rows = sqlx::query("SELECT id FROM outbox ORDER BY seq").fetch_all(world.publisher.pool());
    let id: String = rows.await.expect("the outbox is read")[0].get("id");
    let first = Message {
        id,
        body: br#""a""#.to_vec(),
        ..message("a")
    };
    world.broker.publish(&first).await.expect("it is published");
    assert_eq!(world.until_effects(1).await, ["a"]);

    let again = store(folder.path(), "publisher").await;
    let relay = Relay::new(again, Arc::clone(&world.broker));
    let stop = CancellationToken::new();
    let relay = Running {
        task: tokio::spawn(relay.run(stop.clone())),
        stop,
    };
    world.until_effects(2).await;
    world.until_empty().await;
    assert_eq!(world.effects().await, ["a", "b"]);
    running.stop().await;
    relay.stop().await;
}

/// A consumer that dies without a word, this long after its start: a process of its own, killed. A runtime that is
/// dropped would not do: what it leaves behind can hold the locks of the database.
async fn dies(folder: &Path, handler: &str, after: Duration) {
    let module = module_path!();
    let module = module.split_once("::").map_or(module, |(_, inner)| inner);
    let started = folder.join("started");
    let _ = std::fs::remove_file(&started);
    let mut process = Command::new(std::env::current_exe().expect("a test is a program"))
        .args(["--ignored", "--exact"])
        .arg(format!("{module}::consumes_until_it_is_killed"))
        .env(DIES_IN, folder)
        .env(DIES_WITH, handler)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("a test can be started");
    until(|| async { started.exists() }).await;
    tokio::time::sleep(after).await;
    process.kill().expect("it is killed");
    process.wait().expect("it has ended");
}

const DIES_IN: &str = "MESSAGING_TEST_DIES_IN";
const DIES_WITH: &str = "MESSAGING_TEST_DIES_WITH";

#[tokio::test]
#[ignore = "the other half of `dies`: never ends"]
async fn consumes_until_it_is_killed() {
    let Some(folder) = std::env::var_os(DIES_IN).map(PathBuf::from) else {
        return;
    };
    let world = World::of(&folder).await;
    let _running = match std::env::var(DIES_WITH).as_deref() {
        Ok("hangs") => world.consume(consumption(), Hangs(folder.join("begun"))),
        _ => world.consume(consumption(), Recorder(fine)),
    };
    std::fs::write(folder.join("started"), "").expect("the folder is writable");
    std::future::pending().await
}

/// Says how often it was begun, one byte each, and never ends.
struct Hangs(PathBuf);

impl Handler for Hangs {
    fn handle<'a>(
        &'a self,
        _message: &'a Message,
        _work: &'a mut Work,
    ) -> BoxFuture<'a, Result<(), Failure>> {
        let begun = OpenOptions::new().create(true).append(true).open(&self.0);
        let told = begun.and_then(|mut file| file.write_all(b"."));
        told.expect("the folder is writable");
        Box::pin(std::future::pending())
    }
}

#[tokio::test]
async fn a_message_that_takes_the_process_with_it_is_given_up_too() {
    let folder = tempfile::tempdir().expect("temporary folders can be made");
    let world = World::of(folder.path()).await;
    let published = world.broker.publish(&message("deadly")).await;
    published.expect("it is published");
    let begun = || std::fs::read(folder.path().join("begun")).map_or(0, |begun| begun.len());
    let deaths = 3;
    while begun() < deaths {
        dies(folder.path(), "hangs", Duration::from_millis(400)).await;
    }
    let running = world.consume(consumption(), Recorder(fine));
    let letters = || async { dead_letters(&world.consumer, CHANNEL).await };
    until(|| async { letters().await.expect("they are read").len() == 1 }).await;
    let letters = letters().await.expect("they are read");
    assert_eq!(usize::try_from(letters[0].attempts), Ok(deaths));
    assert!(world.effects().await.is_empty());
    running.stop().await;
}

#[tokio::test]
async fn a_crash_of_the_consumer_loses_nothing_and_repeats_nothing() {
    let folder = tempfile::tempdir().expect("temporary folders can be made");
    let world = World::of(folder.path()).await;
    let texts: Vec<String> = (0..300).map(|number| format!("k-{number:03}")).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let relay = world.relay();
    world.put(&texts).await;
    for death in 1..6 {
        dies(folder.path(), "records", Duration::from_millis(10 * death)).await;
    }
    let running = world.consume(consumption(), Recorder(fine));
    let mut effects = world.until_effects(texts.len()).await;
    world.until_empty().await;
    effects.sort();
    assert_eq!(effects, texts);
    let letters = dead_letters(&world.consumer, CHANNEL).await;
    assert!(letters.expect("they are read").is_empty());
    running.stop().await;
    relay.stop().await;
}

async fn check_order(order: Order) {
    let world = World::new().await;
    let texts: Vec<String> = (0..60)
        .map(|number| format!("k{}-{number:02}", number % 7))
        .collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let mut consumption = consumption();
    consumption.subscription.order = order;
    consumption.workers = 4;
    // Every fourth message fails at first, which must hold back those behind it.
    let plan: Plan = |text, attempt| match text.ends_with(['0', '4', '8']) && attempt == 1 {
        true => Err(Failure::internal("not yet")),
        false => Ok(()),
    };
    // Two instances of the consumer share the messages.
    let instances = [(); 2].map(|()| world.consume(consumption.clone(), Recorder(plan)));
    let relay = world.relay();
    world.put(&texts).await;
    let effects = world.until_effects(texts.len()).await;
    let by_key = |all: &[&str]| {
        let mut keys: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for text in all {
            let key = text.split('-').next().unwrap_or_default();
            keys.entry(key.to_owned())
                .or_default()
                .push((*text).to_owned());
        }
        keys
    };
    let effects: Vec<&str> = effects.iter().map(String::as_str).collect();
    match order {
        Order::Total => assert_eq!(effects, texts),
        _ => assert_eq!(by_key(&effects), by_key(&texts)),
    }
    for running in instances {
        running.stop().await;
    }
    relay.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn order_by_key_is_kept_with_several_workers_and_instances() {
    check_order(Order::Key).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn total_order_is_kept_with_several_instances() {
    check_order(Order::Total).await;
}

/// Says that it has begun, and takes its time.
struct Slow(Arc<Mutex<Option<tokio::sync::oneshot::Sender<()>>>>);

impl Handler for Slow {
    fn handle<'a>(
        &'a self,
        message: &'a Message,
        work: &'a mut Work,
    ) -> BoxFuture<'a, Result<(), Failure>> {
        Box::pin(async move {
            if let Some(begun) = self.0.lock().expect("nobody panicked").take() {
                let _ = begun.send(());
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
            Recorder(fine).handle(message, work).await
        })
    }
}

#[tokio::test]
async fn shutdown_finishes_the_message_in_hand_and_gives_back_the_others() {
    let world = World::new().await;
    for text in ["in hand", "waiting"] {
        world
            .broker
            .publish(&message(text))
            .await
            .expect("it is published");
    }
    let (begun, begins) = tokio::sync::oneshot::channel();
    let running = world.consume(consumption(), Slow(Arc::new(Mutex::new(Some(begun)))));
    begins.await.expect("it begins");
    running.stop().await;
    assert_eq!(world.effects().await, ["in hand"]);
    let depth = world
        .broker
        .depth(&subscription())
        .await
        .expect("the queue is measured");
    assert_eq!(depth.waiting, 1);
    let running = world.consume(consumption(), Recorder(fine));
    assert_eq!(world.until_effects(2).await, ["in hand", "waiting"]);
    running.stop().await;
}

#[tokio::test]
async fn a_handler_that_hangs_is_stopped() {
    let world = World::new().await;
    let mut consumption = consumption();
    consumption.time_limit = Duration::from_millis(50);
    world
        .broker
        .publish(&message("hangs"))
        .await
        .expect("it is published");
    let running = world.consume(consumption, Slow(Arc::default()));
    until(|| async {
        dead_letters(&world.consumer, CHANNEL)
            .await
            .expect("they are read")
            .len()
            == 1
    })
    .await;
    assert!(world.effects().await.is_empty());
    running.stop().await;
}

#[tokio::test]
async fn what_is_declared_otherwise_is_done_otherwise() {
    let plan: Plan = |text, _| match text {
        "fails" => Err(Failure::internal("no luck")),
        _ => Ok(()),
    };
    let world = World::new().await;
    let mut at_most_once = consumption();
    at_most_once.at_most_once = true;
    let running = world.consume(at_most_once, Recorder(plan));
    for text in ["fails", "works", "works"] {
        world
            .broker
            .publish(&message(text))
            .await
            .expect("it is published");
        world.until_empty().await;
    }
    assert_eq!(world.until_effects(1).await, ["works"]);
    running.stop().await;
    assert!(
        dead_letters(&world.consumer, CHANNEL)
            .await
            .expect("they are read")
            .is_empty()
    );

    let mut no_letters = consumption();
    no_letters.dead_letters = false;
    no_letters.subscription.time_to_live = Some(Duration::from_secs(60));
    let old = Message {
        published: SystemTime::now() - Duration::from_secs(61),
        ..message("too old")
    };
    world.broker.publish(&old).await.expect("it is published");
    for text in ["fails again", "last"] {
        world
            .broker
            .publish(&message(text))
            .await
            .expect("it is published");
    }
    let plan: Plan = |text, _| match text {
        "fails again" => Err(Failure::Invalid("no luck".into())),
        _ => Ok(()),
    };
    let running = world.consume(no_letters, Recorder(plan));
    assert_eq!(world.until_effects(2).await, ["works", "last"]);
    world.until_empty().await;
    assert!(
        dead_letters(&world.consumer, CHANNEL)
            .await
            .expect("they are read")
            .is_empty()
    );
    running.stop().await;
}

#[tokio::test]
async fn a_full_queue_refuses_and_the_outbox_keeps() {
    let world = World::new().await;
    let full = Subscription {
        queue_limit: Some(2),
        ..subscription()
    };
    world
        .broker
        .ensure(&full)
        .await
        .expect("the group is changed");
    let relay = world.relay();
    world.put(&["a", "b", "c", "d"]).await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    let depth = world
        .broker
        .depth(&full)
        .await
        .expect("the queue is measured");
    assert_eq!(depth.waiting, 2);
    let consumption = Consumption {
        subscription: full,
        ..consumption()
    };
    let running = world.consume(consumption, Recorder(fine));
    assert_eq!(world.until_effects(4).await, ["a", "b", "c", "d"]);
    running.stop().await;
    relay.stop().await;
}

#[tokio::test]
async fn two_relays_of_one_service_keep_the_order_and_publish_once() {
    let world = World::new().await;
    let relays = [world.relay(), world.relay()];
    let texts: Vec<String> = (0..200).map(|number| format!("k-{number:03}")).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let (first, second) = texts.split_at(100);
    world.put(first).await;
    world.until_published(100).await;
    // Whichever relays at the moment is stopped; the other goes on.
    let [one, other] = relays;
    one.stop().await;
    world.put(second).await;
    world.until_published(200).await;
    other.stop().await;
    let mut consumption = consumption();
    consumption.subscription.order = Order::Total;
    let running = world.consume(consumption, Recorder(fine));
    assert_eq!(world.until_effects(200).await, texts);
    running.stop().await;
}

impl World {
    async fn until_published(&self, count: u64) {
        until(|| async {
            let depth = self
                .broker
                .depth(&subscription())
                .await
                .expect("the queue is measured");
            depth.waiting >= count
        })
        .await;
    }
}

#[tokio::test]
async fn each_group_gets_every_message() {
    let world = World::new().await;
    let other = Subscription::new(CHANNEL, "other");
    world
        .broker
        .ensure(&other)
        .await
        .expect("the group is made");
    world
        .broker
        .publish(&message("a"))
        .await
        .expect("it is published");
    for group in [subscription(), other] {
        let mut receiver = world
            .broker
            .subscribe(&group)
            .await
            .expect("it is received");
        let delivery = receiver
            .next()
            .await
            .expect("it is received")
            .expect("it is open");
        assert_eq!(
            (delivery.message.id.as_str(), delivery.deliveries),
            ("id-of-a", 1)
        );
        delivery.settle.done().await.expect("it is settled");
    }
}

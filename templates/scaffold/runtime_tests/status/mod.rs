//! What holds for every operation that goes on after its answer: what is accepted is completed, or fails and is undone,
//! wherever the process dies. Needs no broker: the embedded queue in a temporary folder.

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};
use sqlx::Row;
use tokio::runtime::Runtime;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::runtime::accepted::{State, StepState};
use crate::runtime::consumer::{Consumer, Consumption, Handler, Work, dead_letters};
use crate::runtime::failure::Failure;
use crate::runtime::outbox::{self, Outgoing, Relay};
use crate::runtime::outcome::Answering;
use crate::runtime::queue::{BoxFuture, Broker, Message, Subscription, connect};
use crate::runtime::status::{self, Answer, Entry, Operation, Progress, Step, Steps, Turn, When};
use crate::runtime::store::Store;

const PATIENCE: Duration = Duration::from_secs(20);

/// Reserve at once, then pay, then credit and ship.
static PLACE: Operation = Operation {
    name: "Place",
    path: "/place/status",
    steps: &[
        step("reserve", When::Now, &[], true),
        step("pay", When::Later("place.pay"), &["reserve"], true),
        step("credit", When::Later("place.credit"), &["pay"], true),
        step("ship", When::Later("place.ship"), &["credit"], false),
    ],
    estimate: Some(Duration::from_secs(3)),
    completed: "place.completed",
    failed: "place.failed",
    undo: "place.undo",
};

/// Two steps side by side, one of which another service does.
static SPLIT: Operation = Operation {
    name: "Split",
    path: "/split/status",
    steps: &[
        step("own", When::Later("split.own"), &[], true),
        step(
            "other",
            When::Awaited("split.other", "other.outcome"),
            &[],
            true,
        ),
    ],
    estimate: None,
    completed: "split.completed",
    failed: "split.failed",
    undo: "split.undo",
};

const fn step(name: &'static str, when: When, after: &'static [&'static str], undo: bool) -> Step {
    Step {
        name,
        when,
        after,
        undo,
    }
}

/// How a step fails: so many times, and how.
#[derive(Clone, Copy)]
enum Fails {
    Times(u32),
    Refuses,
    Hangs,
}

/// Steps that write down what they do.
#[derive(Clone, Default)]
struct Script {
    begun: Arc<Mutex<Vec<&'static str>>>,
    done: Arc<Mutex<Vec<String>>>,
    fails: Arc<Mutex<BTreeMap<&'static str, Fails>>>,
}

impl Script {
    fn failing(self, step: &'static str, how: Fails) -> Self {
        self.fails.lock().expect("no test panics").insert(step, how);
        self
    }

    fn done(&self) -> Vec<String> {
        self.done.lock().expect("no test panics").clone()
    }

    /// Whether an attempt at this step was begun.
    fn begun(&self, step: &'static str) -> bool {
        self.begun.lock().expect("no test panics").contains(&step)
    }

    fn write(&self, what: String) {
        self.done.lock().expect("no test panics").push(what);
    }

    /// Whether this attempt fails.
    fn fails(&self, step: &'static str) -> Option<Fails> {
        let mut fails = self.fails.lock().expect("no test panics");
        match fails.get_mut(step)? {
            Fails::Times(0) => None,
            Fails::Times(left) => {
                *left -= 1;
                Some(Fails::Times(*left))
            }
            other => Some(*other),
        }
    }

    async fn work(&self, step: &'static str, turn: &mut Turn<'_>) -> Result<Progress, Failure> {
        let request: Value = turn.request()?;
        assert_eq!(request["item"], "book");
        self.begun.lock().expect("no test panics").push(step);
        match self.fails(step) {
            Some(Fails::Times(_)) => return Err(Failure::internal("not now")),
            Some(Fails::Refuses) => {
                // Taken back with the refusal.
                turn.note("refused", &true)?;
                effect(turn, "refused").await?;
                return Err(Failure::Conflict("no money".into()));
            }
            Some(Fails::Hangs) => std::future::pending().await,
            None => {}
        }
        self.write(step.to_owned());
        turn.note(step, &turn.key())?;
        effect(turn, step).await?;
        if step == "other" {
            let outgoing = Outgoing {
                channel: "other",
                key: None,
                body: &json!({}),
            };
            return Ok(Progress::Sent(
                outbox::put(turn.begin().await?, outgoing).await?,
            ));
        }
        Ok(Progress::Completed)
    }
}

async fn effect(turn: &mut Turn<'_>, text: &str) -> Result<(), Failure> {
    sqlx::query("INSERT INTO effects (text) VALUES ($1)")
        .bind(text)
        .execute(&mut **turn.begin().await?)
        .await?;
    Ok(())
}

impl Steps for Script {
    fn run<'a>(
        &'a self,
        step: &'static str,
        turn: &'a mut Turn<'_>,
    ) -> BoxFuture<'a, Result<Progress, Failure>> {
        Box::pin(self.work(step, turn))
    }

    fn undo<'a>(
        &'a self,
        step: &'static str,
        turn: &'a mut Turn<'_>,
    ) -> BoxFuture<'a, Result<(), Failure>> {
        Box::pin(async move {
            let key: Option<String> = turn.noted(step)?;
            assert_eq!(
                key.is_some(),
                step != "reserve",
                "what {step} noted is known"
            );
            self.write(format!("undo {step}"));
            effect(turn, &format!("undo {step}")).await
        })
    }
}

/// Another service, which does what it is told or refuses.
struct Other {
    refuses: bool,
}

impl Handler for Other {
    fn handle<'a>(&'a self, _: &'a Message, _: &'a mut Work) -> BoxFuture<'a, Result<(), Failure>> {
        let refused = Err(Failure::Conflict("sold out".into()));
        Box::pin(std::future::ready(if self.refuses {
            refused
        } else {
            Ok(())
        }))
    }
}

/// One service with its store and the queue.
struct World {
    folder: Arc<tempfile::TempDir>,
    store: Store,
    broker: Arc<dyn Broker>,
}

impl World {
    async fn new() -> Self {
        let folder = tempfile::tempdir().expect("temporary folders can be made");
        Self::of(Arc::new(folder)).await
    }

    /// What is in this folder: a process that starts anew.
    async fn of(folder: Arc<tempfile::TempDir>) -> Self {
        let url = |name| format!("sqlite://{}/{name}.db?mode=rwc", folder.path().display());
        let broker = connect(&url("queue"), "test")
            .await
            .expect("the queue opens");
        let store = Store::open(&url("store")).await.expect("the store opens");
        status::prepare(&store).await.expect("the tables are made");
        let effects = "CREATE TABLE effects (number {serial}, text TEXT NOT NULL)";
        let migrated = store.migrate("test", &[effects]).await;
        migrated.expect("the table is made");
        Self {
            folder,
            store,
            broker,
        }
    }

    /// A request with an idempotency key.
    async fn accept(
        &self,
        operation: &'static Operation,
        key: Option<&str>,
    ) -> Result<Answer, Failure> {
        match status::enter(&self.store, operation, key, &json!({ "item": "book" })).await? {
            Entry::Known(answer) => Ok(answer),
            Entry::New(mut accept) => {
                let handled = accept.begin().await.map(drop).map_err(Failure::from);
                accept.finish(handled).await
            }
        }
    }

    /// Starts relay and consumers; another service consumes `other` where it is said how.
    async fn run(&self, script: &Script, refuses: bool) -> Vec<Running> {
        let steps = || Arc::new(script.clone()) as Arc<dyn Steps>;
        let operations = vec![(&PLACE, steps()), (&SPLIT, steps())];
        let mut consumers = status::consumers(&self.store, operations);
        let other = Answering::new(Arc::new(Other { refuses }), "other");
        consumers.push(("other", Arc::new(other)));
        let mut running = Vec::new();
        for (channel, handler) in consumers {
            let mut subscription = Subscription::new(channel, "test");
            subscription.redeliver_after = Duration::from_millis(300);
            subscription.max_deliveries = 3;
            let mut consumption = Consumption::new(subscription.clone());
            consumption.backoff = Duration::from_millis(10);
            consumption.time_limit = PATIENCE;
            let ensured = self.broker.ensure(&subscription).await;
            ensured.expect("the group is made");
            let (store, broker) = (self.store.clone(), Arc::clone(&self.broker));
            let stop = CancellationToken::new();
            let consumer = Consumer::new(store, broker, consumption, handler, stop.clone());
            let task = tokio::spawn(consumer.run(Duration::from_secs(5)));
            running.push(Running { stop, task });
        }
        let relay = Relay::new(self.store.clone(), Arc::clone(&self.broker));
        let stop = CancellationToken::new();
        let task = tokio::spawn(relay.every(Duration::from_millis(20)).run(stop.clone()));
        running.push(Running { stop, task });
        running
    }

    /// Waits until the status is this one.
    async fn until(&self, operation: &'static Operation, id: &str, state: State) {
        until(|| async {
            let found = status::status(&self.store, operation, id).await;
            found.expect("the status is there").status.status == state
        })
        .await;
    }

    async fn states(&self, operation: &'static Operation, id: &str) -> Vec<StepState> {
        let found = status::status(&self.store, operation, id).await;
        let status = found.expect("the status is there").status;
        status.steps.iter().map(|step| step.state).collect()
    }

    async fn column(&self, statement: &'static str) -> Vec<String> {
        let rows = sqlx::query(statement).fetch_all(self.store.pool()).await;
        rows.expect("it is read")
            .iter()
            .map(|row| row.get(0))
            .collect()
    }

    async fn effects(&self) -> Vec<String> {
        self.column("SELECT text FROM effects ORDER BY number")
            .await
    }

    /// The events that were put into the outbox.
    async fn events(&self) -> Vec<String> {
        self.column(
            "SELECT channel FROM outbox WHERE channel LIKE '%.completed' \
             OR channel LIKE '%.failed' ORDER BY seq",
        )
        .await
    }
}

/// Something that runs.
struct Running {
    stop: CancellationToken,
    task: JoinHandle<()>,
}

async fn stop(running: Vec<Running>) {
    running.iter().for_each(|part| part.stop.cancel());
    for part in running {
        part.task.await.expect("it ends");
    }
}

async fn until<F: Future<Output = bool>>(reached: impl Fn() -> F) {
    let waited = async {
        while !reached().await {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    let reached = tokio::time::timeout(PATIENCE, waited).await;
    reached.expect("it is reached in time");
}

#[tokio::test]
async fn what_is_accepted_is_completed() {
    let world = World::new().await;
    let script = Script::default().failing("credit", Fails::Times(2));
    let answer = world.accept(&PLACE, None).await.expect("accepted");
    assert_eq!(answer.accepted.status, State::Pending);
    assert_eq!(
        answer.location,
        format!("/place/status/{}", answer.accepted.id)
    );
    assert_eq!(answer.ask_again, Duration::from_secs(3));
    assert!(answer.accepted.estimated_completion.is_some());
    let running = world.run(&script, false).await;
    world
        .until(&PLACE, &answer.accepted.id, State::Completed)
        .await;
    stop(running).await;
    assert_eq!(script.done(), ["pay", "credit", "ship"]);
    assert_eq!(world.effects().await, ["pay", "credit", "ship"]);
    assert_eq!(world.events().await, ["place.completed"]);
    let found = status::status(&world.store, &PLACE, &answer.accepted.id).await;
    assert_eq!(found.expect("the status is there").ask_again, None);
}

#[tokio::test]
async fn what_cannot_be_done_is_undone_in_reverse_order() {
    let world = World::new().await;
    let script = Script::default().failing("ship", Fails::Times(u32::MAX));
    let answer = world.accept(&PLACE, None).await.expect("accepted");
    let running = world.run(&script, false).await;
    world
        .until(&PLACE, &answer.accepted.id, State::Compensated)
        .await;
    stop(running).await;
    let expected = ["pay", "credit", "undo credit", "undo pay", "undo reserve"];
    assert_eq!(script.done(), expected);
    assert_eq!(world.effects().await, expected);
    assert_eq!(world.events().await, ["place.failed"]);
    let letters = dead_letters(&world.store, "place.ship").await;
    assert_eq!(letters.expect("they are read")[0].attempts, 3);
    let undone = [
        StepState::Undone,
        StepState::Undone,
        StepState::Undone,
        StepState::Failed,
    ];
    assert_eq!(world.states(&PLACE, &answer.accepted.id).await, undone);
}

#[tokio::test]
async fn a_refusal_ends_it_at_once_and_the_caller_may_read_why() {
    let world = World::new().await;
    let script = Script::default().failing("pay", Fails::Refuses);
    let answer = world.accept(&PLACE, None).await.expect("accepted");
    let running = world.run(&script, false).await;
    world
        .until(&PLACE, &answer.accepted.id, State::Compensated)
        .await;
    stop(running).await;
    let found = status::status(&world.store, &PLACE, &answer.accepted.id).await;
    let reason = found.expect("the status is there").status.reason;
    assert_eq!(reason.as_deref(), Some("no money"));
    assert_eq!(
        world.effects().await,
        ["undo reserve"],
        "what was refused has no effect"
    );
    let letters = dead_letters(&world.store, "place.pay").await;
    assert_eq!(letters.expect("they are read"), []);
    use StepState::{Failed, Skipped, Undone};
    let states = [Undone, Failed, Skipped, Skipped];
    assert_eq!(world.states(&PLACE, &answer.accepted.id).await, states);
}

#[tokio::test]
async fn a_crash_after_the_answer_loses_nothing() {
    let world = World::new().await;
    let answer = world.accept(&PLACE, None).await.expect("accepted");
    let folder = Arc::clone(&world.folder);
    drop(world);
    let world = World::of(folder).await;
    let script = Script::default();
    let running = world.run(&script, false).await;
    world
        .until(&PLACE, &answer.accepted.id, State::Completed)
        .await;
    stop(running).await;
    assert_eq!(world.effects().await, ["pay", "credit", "ship"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crash_within_a_step_goes_on_with_it() {
    let world = World::new().await;
    let answer = world.accept(&PLACE, None).await.expect("accepted");
    let folder = Arc::clone(&world.folder);
    let script = Script::default().failing("credit", Fails::Hangs);
    let (seen, begun) = (script.clone(), Arc::clone(&folder));
    let died = tokio::task::spawn_blocking(move || {
        let process = Runtime::new().expect("a runtime starts");
        process.block_on(async {
            let world = World::of(begun).await;
            let mut running = world.run(&script, false).await;
            until(|| async { script.begun("credit") }).await;
            // It gives back its lease, so that the test need not wait for the end of it.
            stop(running.pop().into_iter().collect()).await;
        });
        process.shutdown_background();
    });
    died.await.expect("it dies as it should");
    assert_eq!(seen.done(), ["pay"]);
    let world = World::of(folder).await;
    let script = Script::default();
    let running = world.run(&script, false).await;
    world
        .until(&PLACE, &answer.accepted.id, State::Completed)
        .await;
    stop(running).await;
    assert_eq!(
        script.done(),
        ["credit", "ship"],
        "what was committed is not done again"
    );
    assert_eq!(world.effects().await, ["pay", "credit", "ship"]);
}

#[tokio::test]
async fn one_idempotency_key_is_one_operation() {
    let world = World::new().await;
    let first = world.accept(&PLACE, Some("k")).await.expect("accepted");
    let again = world.accept(&PLACE, Some("k")).await.expect("accepted");
    assert_eq!(first, again);
    let other = world.accept(&PLACE, Some("l")).await.expect("accepted");
    assert_ne!(first.accepted.id, other.accepted.id);
    let misused = status::enter(&world.store, &PLACE, Some("k"), &json!({ "item": "pen" })).await;
    assert!(matches!(misused, Err(Failure::Conflict(_))), "{misused:?}");
    assert_eq!(world.column("SELECT id FROM status").await.len(), 2);
    assert_eq!(world.column("SELECT id FROM outbox").await.len(), 2);
}

#[tokio::test]
async fn one_idempotency_key_at_the_same_time_is_one_operation() {
    let world = World::new().await;
    let request = json!({});
    let enter = || status::enter(&world.store, &PLACE, Some("k"), &request);
    let (first, second) = (enter().await, enter().await);
    let (Ok(Entry::New(mut first)), Ok(Entry::New(mut second))) = (first, second) else {
        panic!("both are new");
    };
    let handled = first.begin().await.map(drop).map_err(Failure::from);
    let first = first.finish(handled).await.expect("accepted");
    let handled = second.begin().await.map(drop).map_err(Failure::from);
    assert!(handled.is_err());
    let second = second.finish(handled).await.expect("accepted before");
    assert_eq!(first, second);
    assert_eq!(world.column("SELECT id FROM outbox").await.len(), 1);
}

#[tokio::test]
async fn what_is_not_accepted_leaves_nothing_behind() {
    let world = World::new().await;
    let entry = status::enter(&world.store, &PLACE, Some("k"), &json!({})).await;
    let Ok(Entry::New(mut accept)) = entry else {
        panic!("it is new");
    };
    accept.begin().await.expect("it begins");
    let refused = accept
        .finish(Err(Failure::Invalid("no stock".into())))
        .await;
    assert!(matches!(refused, Err(Failure::Invalid(_))), "{refused:?}");
    assert_eq!(world.column("SELECT id FROM status").await.len(), 0);
    assert_eq!(world.column("SELECT id FROM outbox").await.len(), 0);
    let unknown = status::status(&world.store, &PLACE, "x").await;
    assert!(matches!(unknown, Err(Failure::NotFound(_))));
}

#[tokio::test]
async fn the_outcome_of_another_service_completes_a_step() {
    let world = World::new().await;
    let script = Script::default();
    let answer = world.accept(&SPLIT, None).await.expect("accepted");
    assert_eq!(answer.accepted.estimated_completion, None);
    let running = world.run(&script, false).await;
    world
        .until(&SPLIT, &answer.accepted.id, State::Completed)
        .await;
    stop(running).await;
    assert_eq!(world.events().await, ["split.completed"]);
}

#[tokio::test]
async fn what_another_service_refuses_undoes_what_was_done_beside_it() {
    let world = World::new().await;
    // Done late, so that it is undone after its operation has failed.
    let script = Script::default().failing("own", Fails::Times(2));
    let answer = world.accept(&SPLIT, None).await.expect("accepted");
    let running = world.run(&script, true).await;
    let id = &answer.accepted.id;
    until(|| async {
        let states = world.states(&SPLIT, id).await;
        matches!(states[0], StepState::Undone | StepState::Skipped)
    })
    .await;
    stop(running).await;
    let found = status::status(&world.store, &SPLIT, id).await;
    let status = found.expect("the status is there").status;
    assert_eq!(status.reason.as_deref(), Some("sold out"));
    assert_eq!(status.steps[1].state, StepState::Failed);
    let effects = world.effects().await;
    let undone = effects
        .iter()
        .filter(|effect| *effect == "undo own")
        .count();
    assert_eq!(
        undone,
        effects.iter().filter(|effect| *effect == "own").count()
    );
    assert_eq!(world.events().await, ["split.failed"]);
}

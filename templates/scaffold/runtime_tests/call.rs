//! A call keeps to its policy. Time is tokio's own, so that nothing here waits and nothing depends on the machine.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use crate::runtime::breaker::Threshold;
use crate::runtime::call::{Caller, Cause, Policy, Refusal};
use crate::runtime::{deadline, idempotency};
use tokio::time::Instant;

const SECOND: Duration = Duration::from_secs(1);

/// Everything is off; one attempt.
const BARE: Policy = Policy {
    interaction: "reserve",
    callee: "inventory",
    timeout: None,
    attempts: 1,
    backoff: None,
    jitter: false,
    repeatable: true,
    retry_budget: None,
    breaker: None,
    bulkhead: None,
    idempotency_key: false,
    passes_deadline: false,
};

fn refused(refusal: Refusal) -> Cause {
    let answer = format!("{refusal:?}");
    Cause::Refused { refusal, answer }
}

fn unreachable(sent: bool) -> Cause {
    let source = std::io::Error::from(std::io::ErrorKind::ConnectionRefused).into();
    Cause::Unreachable { sent, source }
}

/// Makes a call whose attempts all end like this; tells how many there were and how the call ended.
async fn ends(caller: &Caller, end: impl Fn() -> Result<(), Cause>) -> (u32, Result<(), Cause>) {
    let made = AtomicU32::new(0);
    let outcome = caller
        .run(|_| {
            made.fetch_add(1, Ordering::Relaxed);
            std::future::ready(end())
        })
        .await;
    let outcome = outcome.map_err(|error| {
        assert_eq!(error.attempts, made.load(Ordering::Relaxed));
        error.cause
    });
    (made.into_inner(), outcome)
}

#[tokio::test(start_paused = true)]
async fn each_attempt_has_its_timeout_and_each_pause_its_length() {
    let caller = Caller::new(Policy {
        timeout: Some(SECOND),
        attempts: 3,
        backoff: Some(SECOND / 2),
        ..BARE
    });
    let started = Instant::now();
    let outcome = caller
        .run(|_| std::future::pending::<Result<(), Cause>>())
        .await;
    let error = outcome.expect_err("nobody answers");
    assert!(matches!(error.cause, Cause::Timeout(SECOND)), "{error}");
    assert_eq!(error.attempts, 3);
    // Three attempts and the two pauses between them; each timer may be rounded up to the next millisecond.
    let took = started.elapsed();
    assert!(
        (SECOND * 4..SECOND * 4 + SECOND / 100).contains(&took),
        "{took:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn jitter_shortens_pauses_and_never_lengthens_them() {
    let jittery = Policy {
        attempts: 2,
        backoff: Some(SECOND),
        jitter: true,
        ..BARE
    };
    let mut pauses = Vec::new();
    for _ in 0..50 {
        let started = Instant::now();
        let caller = Caller::new(jittery);
        let (made, _) = ends(&caller, || Err(refused(Refusal::Unavailable))).await;
        assert_eq!(made, 2);
        pauses.push(started.elapsed());
    }
    assert!(
        pauses.iter().all(|pause| *pause <= SECOND + SECOND / 500),
        "{pauses:?}"
    );
    assert!(pauses.iter().any(|pause| *pause != pauses[0]), "{pauses:?}");
}

#[tokio::test]
async fn what_will_not_pass_is_not_repeated() {
    let caller = Caller::new(Policy {
        attempts: 4,
        ..BARE
    });
    for refusal in [
        Refusal::Invalid,
        Refusal::NotFound,
        Refusal::Conflict,
        Refusal::Failed,
    ] {
        let (made, _) = ends(&caller, || Err(refused(refusal))).await;
        assert_eq!(made, 1, "{refusal:?}");
    }
    for refusal in [Refusal::Overloaded, Refusal::Unavailable, Refusal::Late] {
        let (made, _) = ends(&caller, || Err(refused(refusal))).await;
        assert_eq!(made, 4, "{refusal:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_must_not_happen_twice_is_repeated_only_if_it_was_never_sent() {
    let once = Policy {
        attempts: 3,
        repeatable: false,
        timeout: Some(SECOND),
        ..BARE
    };
    let caller = Caller::new(once);
    assert_eq!(ends(&caller, || Err(unreachable(false))).await.0, 3);
    assert_eq!(ends(&caller, || Err(unreachable(true))).await.0, 1);
    assert_eq!(
        ends(&caller, || Err(refused(Refusal::Unavailable))).await.0,
        1
    );
    let late = caller
        .run(|_| std::future::pending::<Result<(), Cause>>())
        .await;
    assert_eq!(late.expect_err("nobody answers").attempts, 1);
}

#[tokio::test(start_paused = true)]
async fn the_deadline_cuts_an_attempt_and_what_is_left_shrinks() {
    let caller = Caller::new(Policy {
        timeout: Some(SECOND * 2),
        attempts: 5,
        passes_deadline: true,
        ..BARE
    });
    let told = std::sync::Mutex::new(Vec::new());
    let started = Instant::now();
    let work = deadline::within(Some(SECOND * 3 + SECOND / 2), async {
        let outcome = caller.run(|attempt| {
            told.lock().expect("nothing panics").push(attempt.told());
            std::future::pending::<Result<(), Cause>>()
        });
        outcome.await.expect_err("nobody answers")
    });
    // The call notices by itself, or its surroundings do: at the same moment.
    if let Ok(error) = work.await {
        assert!(matches!(error.cause, Cause::Deadline), "{error}");
    }
    let took = started.elapsed();
    assert!(took < SECOND * 4, "{took:?}");
    let told = told.into_inner().expect("nothing panics");
    assert_eq!(told.len(), 2, "{told:?}");
    assert_eq!(
        told[0],
        Some(SECOND * 2),
        "never more than the attempt's own time"
    );
    let left = told[1].expect("it is told again");
    assert!(left <= SECOND * 3 / 2 && left > SECOND, "{left:?}");
}

#[tokio::test(start_paused = true)]
async fn nothing_is_begun_after_the_deadline_and_no_pause_outlasts_it() {
    let caller = Caller::new(Policy {
        attempts: 5,
        backoff: Some(SECOND * 10),
        ..BARE
    });
    let started = Instant::now();
    let made = deadline::within(Some(SECOND), ends(&caller, || Err(refused(Refusal::Late)))).await;
    assert_eq!(made.expect("it ends in time").0, 1);
    assert_eq!(started.elapsed(), Duration::ZERO);
}

#[tokio::test(start_paused = true)]
async fn a_breaker_opens_and_closes_again() {
    let threshold = Threshold {
        at_least: 4,
        ..Threshold::HYSTRIX
    };
    let caller = Caller::new(Policy {
        breaker: Some(threshold),
        ..BARE
    });
    for _ in 0..2 {
        assert!(ends(&caller, || Ok(())).await.1.is_ok());
        assert_eq!(ends(&caller, || Err(refused(Refusal::Failed))).await.0, 1);
    }
    // Half of four have failed: it is open, and nobody is asked.
    let (made, outcome) = ends(&caller, || Ok(())).await;
    assert!(
        made == 0 && matches!(outcome, Err(Cause::Open)),
        "{outcome:?}"
    );
    tokio::time::advance(threshold.pause).await;
    // One attempt fails: open again, for as long.
    assert_eq!(ends(&caller, || Err(unreachable(true))).await.0, 1);
    assert_eq!(ends(&caller, || Ok(())).await.0, 0);
    tokio::time::advance(threshold.pause).await;
    for _ in 0..3 {
        assert_eq!(ends(&caller, || Ok(())).await.0, 1);
    }
}

#[tokio::test(start_paused = true)]
async fn a_wrong_request_opens_no_breaker_and_old_failures_are_forgotten() {
    let threshold = Threshold {
        at_least: 2,
        ..Threshold::HYSTRIX
    };
    let caller = Caller::new(Policy {
        breaker: Some(threshold),
        ..BARE
    });
    for _ in 0..10 {
        assert_eq!(ends(&caller, || Err(refused(Refusal::Invalid))).await.0, 1);
    }
    let caller = Caller::new(Policy {
        breaker: Some(threshold),
        ..BARE
    });
    for _ in 0..10 {
        assert_eq!(ends(&caller, || Err(refused(Refusal::Failed))).await.0, 1);
        tokio::time::advance(threshold.window).await;
    }
}

#[tokio::test(start_paused = true)]
async fn one_attempt_at_a_time_tries_whether_a_callee_is_back() {
    let threshold = Threshold {
        at_least: 1,
        ..Threshold::HYSTRIX
    };
    let caller = Caller::new(Policy {
        breaker: Some(threshold),
        ..BARE
    });
    assert_eq!(ends(&caller, || Err(refused(Refusal::Failed))).await.0, 1);
    tokio::time::advance(threshold.pause).await;
    let silent = caller.run(|_| std::future::pending::<Result<(), Cause>>());
    let mut silent = Box::pin(silent);
    assert!(is_pending(&mut silent).await);
    assert!(matches!(ends(&caller, || Ok(())).await.1, Err(Cause::Open)));
    // Whoever gives up makes room for another try.
    drop(silent);
    assert!(ends(&caller, || Ok(())).await.1.is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_full_bulkhead_refuses_at_once_and_frees_its_places() {
    let caller = Caller::new(Policy {
        bulkhead: Some(2),
        ..BARE
    });
    let mut held: Vec<_> = (0..2)
        .map(|_| Box::pin(caller.run(|_| std::future::pending::<Result<(), Cause>>())))
        .collect();
    for one in &mut held {
        assert!(is_pending(one).await);
    }
    let (made, outcome) = ends(&caller, || Ok(())).await;
    assert!(
        made == 0 && matches!(outcome, Err(Cause::Full)),
        "{outcome:?}"
    );
    held.pop();
    assert!(ends(&caller, || Ok(())).await.1.is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_spent_budget_stops_retries() {
    let caller = Caller::new(Policy {
        attempts: 3,
        retry_budget: Some(0.2),
        ..BARE
    });
    let mut made = 0;
    for _ in 0..100 {
        made += ends(&caller, || Err(refused(Refusal::Unavailable))).await.0;
    }
    // Without a budget it would be 300; a fifth of 100 calls may be repeated.
    assert_eq!(made, 120);
}

#[tokio::test]
async fn all_attempts_carry_one_key_and_two_calls_carry_two() {
    let caller = Caller::new(Policy {
        attempts: 2,
        idempotency_key: true,
        ..BARE
    });
    let seen = std::sync::Mutex::new(Vec::new());
    let call = || async {
        let outcome = caller.run(|attempt| {
            let mut headers = axum::http::HeaderMap::new();
            attempt.mark(&mut headers);
            let key = headers.get(idempotency::HEADER).cloned();
            seen.lock()
                .expect("nothing panics")
                .push(key.expect("there is a key"));
            std::future::ready(Err::<(), _>(refused(Refusal::Unavailable)))
        });
        outcome.await.expect_err("it is refused")
    };
    for _ in 0..2 {
        idempotency::within(Some("order-7".into()), async {
            call().await;
            call().await;
        })
        .await;
    }
    let seen = seen.into_inner().expect("nothing panics");
    assert!(
        seen[0] == seen[1] && seen[2] == seen[3] && seen[0] != seen[2],
        "{seen:?}"
    );
    assert_eq!(
        seen[..4],
        seen[4..],
        "a repetition of the whole request repeats its keys"
    );
}

/// Polls once; whether it is still pending.
async fn is_pending<F: Future + Unpin>(future: &mut F) -> bool {
    std::future::poll_fn(|context| {
        let polled = std::pin::Pin::new(&mut *future).poll(context);
        std::task::Poll::Ready(polled.is_pending())
    })
    .await
}

//! Health, observed while dependencies go and come back.

use super::*;
use std::sync::atomic::AtomicU32;

const FAST: Pace = Pace {
    every: Duration::from_millis(5),
    patience: Duration::from_millis(50),
    failures: 2,
};

/// A probe that a test switches off and on.
fn switched(on: &Arc<AtomicBool>) -> Probe {
    let on = Arc::clone(on);
    probe(move || {
        let up = on.load(Ordering::Relaxed);
        async move { if up { Ok(()) } else { Err("off") } }
    })
}

async fn becomes(health: &Health, status: Status) {
    let waiting = async {
        while health.report().status != status {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    };
    let waited = tokio::time::timeout(Duration::from_secs(5), waiting).await;
    assert!(
        waited.is_ok(),
        "{:?} instead of {status:?}",
        health.report()
    );
}

async fn code(health: &Health) -> u16 {
    ready(State(health.clone())).await.0.as_u16()
}

#[tokio::test]
async fn what_others_lack_degrades_and_what_it_lacks_itself_stops_it() {
    let (store, callee) = (
        Arc::new(AtomicBool::new(true)),
        Arc::new(AtomicBool::new(true)),
    );
    let health = Dependencies::default()
        .with("store", Need::Own, switched(&store))
        .with("payment", Need::Hard, switched(&callee))
        .watch(FAST);
    assert_eq!(
        (health.report().status, code(&health).await),
        (Status::Starting, 503)
    );
    becomes(&health, Status::Ready).await;
    callee.store(false, Ordering::Relaxed);
    becomes(&health, Status::Degraded).await;
    assert_eq!(code(&health).await, 200);
    store.store(false, Ordering::Relaxed);
    becomes(&health, Status::Unavailable).await;
    assert_eq!(code(&health).await, 503);
    store.store(true, Ordering::Relaxed);
    callee.store(true, Ordering::Relaxed);
    becomes(&health, Status::Ready).await;
    health.stop();
    assert_eq!(
        (health.report().status, code(&health).await),
        (Status::Stopping, 503)
    );
}

#[tokio::test]
async fn one_failure_is_not_down_and_a_silent_probe_fails() {
    let asked = Arc::new(AtomicU32::new(0));
    let counting = Arc::clone(&asked);
    let second_fails = probe(move || {
        let fails = counting.fetch_add(1, Ordering::Relaxed) == 1;
        async move { if fails { Err("once") } else { Ok(()) } }
    });
    let silent = probe(std::future::pending::<Result<(), String>>);
    let health = Dependencies::default()
        .with("steady", Need::Own, second_fails)
        .with("silent", Need::Soft, silent)
        .watch(FAST);
    becomes(&health, Status::Degraded).await;
    while asked.load(Ordering::Relaxed) < 4 {
        assert_ne!(health.report().dependencies[0].state, Condition::Down);
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    assert_eq!(health.report().dependencies[1].state, Condition::Down);
}

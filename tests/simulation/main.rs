//! Predictions against a simulation that shares no code with them, in `docs/validation.md`. Never lets a row that fails
//! go unmentioned. `SYNCWISE_WRITE=1 cargo test --test simulation` writes the page anew.

mod build;
mod compare;
mod known;
mod page;
mod predicted;
mod published;
mod region;
mod text;
mod topologies;

use compare::{Row, compare};
use std::path::Path;
use std::sync::{LazyLock, Mutex};

/// All rows, simulated once: two topologies at a time.
static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let topologies = topologies::topologies();
    let next = Mutex::new(topologies.iter().enumerate());
    let found = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let taken = next.lock().expect("no thread panics while it holds the lock").next();
                    let Some((at, topology)) = taken else { break };
                    let rows = compare(topology);
                    found.lock().expect("no thread panics while it holds the lock").push((at, rows));
                }
            });
        }
    });
    let mut found = found.into_inner().expect("no thread panics while it holds the lock");
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().flat_map(|(_, rows)| rows).collect()
});

#[test]
fn every_row_holds_or_has_a_known_reason() {
    let wrong = ROWS.iter().filter(|row| !row.holds() && known::reason(row).is_none());
    let wrong = wrong.map(|row| format!("{row:?}")).collect::<Vec<_>>();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for reason in known::Reason::ALL {
        let is_met = |row: &&Row| !row.holds() && known::reason(row) == Some(reason);
        assert!(ROWS.iter().any(|row| is_met(&row)), "nothing deviates any more because of {reason:?}");
    }
}

#[test]
fn the_page_is_fresh() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/validation.md");
    let page = std::fs::read_to_string(&path).expect("the page is readable");
    let fresh = page::fill(&page, &ROWS);
    if std::env::var_os("SYNCWISE_WRITE").is_some() {
        std::fs::write(&path, fresh).expect("the page can be written");
        return;
    }
    assert!(
        page == fresh,
        "docs/validation.md is stale; `SYNCWISE_WRITE=1 cargo test --test simulation` writes it"
    );
}

#[test]
fn at_least_twenty_topologies_under_three_loads() {
    let topologies = topologies::topologies();
    assert!(topologies.len() >= 20);
    for topology in &topologies {
        for load in compare::Load::ALL {
            let is = |row: &&Row| row.topology == topology.name && row.load == load;
            assert!(ROWS.iter().any(|row| is(&row)), "{} {load:?}", topology.name);
        }
    }
}

//! The topologies that are compared. They were fixed before the first comparison; never drop one because it disagrees.

use super::build::{Draft, Topology};
use simulator::WhenFull::{Queue, Reject};
use simulator::{Time, WhenFull};

/// A limit that healthy calls hardly ever meet.
fn once(draft: &mut Draft<'_>) {
    draft.limit(400.0, 1);
}

/// All topologies.
pub(crate) fn topologies() -> Vec<Topology> {
    let mut all = vec![
        pair(),
        chain("chain of 3", 3),
        chain("chain of 5", 5),
        chain("chain of 8", 8),
        fan_out("fan-out to 3", 3),
        fan_out("fan-out to 10", 10),
        sequence(),
        diamond(),
        shared_database(),
        serial_then_parallel(),
        optional(),
        chatty(),
        soft(),
        messages("message with an outbox", true),
        messages("message without an outbox", false),
        layers("2 layers of 3 attempts", 2, 3),
        layers("3 layers of 4 attempts", 3, 4),
        bookinfo(),
        regions(),
        checkout(),
    ];
    all.extend([
        cascade("two pools, long timeouts", 10_000.0, 5_000.0),
        cascade("two pools, timeout inversion", 2_000.0, 5_000.0),
        cascade("two pools, short timeouts", 1_000.0, 500.0),
        one_pool("a queue before 10 places, half taken", 10, 100.0, Queue),
        one_pool("a queue before 4 places, 85 % taken", 4, 73.0, Queue),
        one_pool("10 places that reject", 10, 100.0, Reject),
    ]);
    all
}

fn pair() -> Topology {
    Topology::new("pair", "b", 0.2, 1.0)
        .service("a", 5.0, 25.0)
        .service("b", 10.0, 100.0)
        .all_available(0.97)
        .call("a", "b", |call| {
            call.limit(400.0, 2).pause(50.0);
        })
        .journey("j", "a", 50.0)
}

fn chain(name: &'static str, services: usize) -> Topology {
    const NAMES: [&str; 8] = ["s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8"];
    let mut topology = Topology::new(name, NAMES[services - 1], 0.2, 1.0);
    for at in &NAMES[..services] {
        topology = topology.service(at, 10.0, 60.0);
    }
    for pair in NAMES[..services].windows(2) {
        topology = topology.call(pair[0], pair[1], |call| {
            call.limit(if pair[1] == NAMES[services - 1] { 400.0 } else { 5_000.0 }, 1);
        });
    }
    topology.all_available(0.98).journey("j", "s1", 50.0)
}

const LEAVES: [&str; 10] = ["l1", "l2", "l3", "l4", "l5", "l6", "l7", "l8", "l9", "l10"];

fn fan_out(name: &'static str, leaves: usize) -> Topology {
    let mut topology = Topology::new(name, "l1", 0.2, 1.0).service("root", 5.0, 25.0);
    for leaf in &LEAVES[..leaves] {
        topology = topology.service(leaf, 10.0, 100.0);
    }
    topology.all_available(0.98).together("root", &LEAVES[..leaves], once).journey("j", "root", 50.0)
}

fn sequence() -> Topology {
    let mut topology = Topology::new("4 calls in a row", "l4", 0.2, 1.0).service("root", 5.0, 25.0);
    for leaf in &LEAVES[..4] {
        topology = topology.service(leaf, 10.0, 100.0);
    }
    topology = topology.all_available(0.98);
    LEAVES[..4].iter().fold(topology, |all, leaf| all.call("root", leaf, once)).journey("j", "root", 50.0)
}

fn diamond() -> Topology {
    Topology::new("diamond", "d", 0.1, 1.0)
        .service("a", 5.0, 25.0)
        .service("b", 10.0, 60.0)
        .service("c", 10.0, 60.0)
        .service("d", 10.0, 100.0)
        .all_available(0.95)
        .together("a", &["b", "c"], |call| {
            call.limit(3_000.0, 1);
        })
        .call("b", "d", once)
        .call("c", "d", once)
        .journey("j", "a", 50.0)
}

fn shared_database() -> Topology {
    let mut topology = Topology::new("database of 3", "db", 0.1, 1.0).service("web", 5.0, 25.0);
    for name in ["x", "y", "z"] {
        topology = topology.service(name, 5.0, 40.0);
    }
    topology = topology.service("db", 2.0, 20.0).all_available(0.98).available("db", 0.96);
    for name in ["x", "y", "z"] {
        topology = topology
            .call("web", name, |call| {
                call.limit(3_000.0, 1);
            })
            .call(name, "db", once);
    }
    topology.journey("j", "web", 50.0)
}

fn serial_then_parallel() -> Topology {
    Topology::new("one, then 3 at once", "r", 0.2, 1.0)
        .service("root", 10.0, 100.0)
        .service("p", 10.0, 100.0)
        .service("q", 10.0, 100.0)
        .service("r", 10.0, 100.0)
        .all_available(0.98)
        .together("root", &["p", "q", "r"], once)
        .journey("j", "root", 50.0)
}

fn optional() -> Topology {
    Topology::new("call in 30 % of requests", "b", 0.2, 1.0)
        .service("a", 10.0, 100.0)
        .service("b", 10.0, 100.0)
        .all_available(0.97)
        .call("a", "b", |call| {
            call.limit(400.0, 2).sometimes(0.3);
        })
        .journey("j", "a", 50.0)
}

fn chatty() -> Topology {
    Topology::new("5 calls per request", "b", 0.1, 1.0)
        .service("a", 5.0, 25.0)
        .service("b", 5.0, 40.0)
        .all_available(0.97)
        .call("a", "b", |call| {
            call.limit(400.0, 1).times(5);
        })
        .journey("j", "a", 50.0)
}

fn soft() -> Topology {
    Topology::new("soft dependency", "ads", 0.15, 1.0)
        .service("web", 5.0, 25.0)
        .service("ads", 10.0, 100.0)
        .service("stock", 10.0, 60.0)
        .all_available(0.96)
        .call("web", "ads", |call| {
            call.limit(200.0, 1).soft();
        })
        .call("web", "stock", once)
        .journey("j", "web", 50.0)
}

fn messages(name: &'static str, outbox: bool) -> Topology {
    Topology::new(name, "mail", 0.02, 0.035)
        .service("web", 5.0, 25.0)
        .service("orders", 10.0, 60.0)
        .service("mail", 5.0, 20.0)
        .service("bus", 1.0, 5.0)
        .all_available(0.97)
        .call("web", "orders", |call| {
            call.limit(2_000.0, 1);
        })
        .call("orders", "mail", |call| {
            call.over(3, outbox);
        })
        .journey("j", "web", 50.0)
}

/// Attempts multiply; every layer gives up long before the one below it is done trying.
pub(crate) fn layers(name: &'static str, count: usize, attempts: u32) -> Topology {
    const NAMES: [&str; 4] = ["l0", "l1", "l2", "l3"];
    let mut topology = Topology::new(name, NAMES[count], 0.1, 1.0);
    for at in &NAMES[..=count] {
        topology = topology.service(at, 5.0, 25.0);
    }
    for pair in NAMES[..=count].windows(2) {
        topology = topology.call(pair[0], pair[1], |call| {
            call.limit(500.0, attempts);
        });
    }
    topology.all_available(0.99).journey("j", "l0", 20.0)
}

fn bookinfo() -> Topology {
    Topology::new("Bookinfo", "ratings", 2.0, 7.0)
        .service("productpage", 10.0, 50.0)
        .service("details", 5.0, 20.0)
        .service("reviews", 10.0, 50.0)
        .service("ratings", 5.0, 30.0)
        .all_available(0.98)
        .call("productpage", "details", |call| {
            call.limit(3_000.0, 2);
        })
        .call("productpage", "reviews", |call| {
            call.limit(3_000.0, 2);
        })
        .call("reviews", "ratings", |call| {
            call.limit(10_000.0, 1);
        })
        .journey("j", "productpage", 20.0)
}

fn regions() -> Topology {
    Topology::new("two regions", "c", 0.2, 1.0)
        .service("a", 5.0, 25.0)
        .service("b", 10.0, 60.0)
        .service("c", 10.0, 60.0)
        .all_available(0.98)
        .call("a", "b", |call| {
            call.limit(2_000.0, 1).wire(80.0);
        })
        .call("b", "c", |call| {
            call.limit(400.0, 1).wire(2.0);
        })
        .journey("j", "a", 50.0)
}

fn checkout() -> Topology {
    Topology::new("checkout", "bank", 0.8, 5.0)
        .service("web", 5.0, 25.0)
        .service("orders", 10.0, 60.0)
        .service("stock", 8.0, 50.0)
        .service("payment", 10.0, 60.0)
        .service("fraud", 20.0, 150.0)
        .service("bank", 150.0, 700.0)
        .service("ads", 20.0, 100.0)
        .all_available(0.99)
        .call("web.pay", "orders", |call| {
            call.limit(4_000.0, 2).pause(100.0);
        })
        .call("orders", "stock", once)
        .call("orders", "payment", |call| {
            call.limit(3_500.0, 1);
        })
        .together("payment", &["fraud", "bank"], |call| {
            call.limit(1_500.0, 2).pause(50.0);
        })
        .call("web.look", "ads", |call| {
            call.limit(200.0, 1).soft();
        })
        .call("web.look", "stock", once)
        .journey("pay", "web.pay", 20.0)
        .journey("look", "web.look", 60.0)
}

/// Entry, mid and leaf of the published cascade: 400 requests per second at the entry, a quarter of them through mid and
/// leaf, and 400 others at mid. Mid's timeouts differ a little: equal ones keep the pools in step for an hour.
pub(crate) fn cascade(name: &'static str, entry: f64, mid: f64) -> Topology {
    Topology::new(name, "leaf", 2.0, 20.0)
        .working("entry", Time::Exponential(0.01))
        .working("mid", Time::Exponential(0.01))
        .working("leaf", Time::Constant(0.05))
        .pool("entry", 100, Reject)
        .pool("mid", 100, Reject)
        .all_available(0.99)
        .call("entry.long", "mid.long", |call| {
            call.limit(entry, 1);
        })
        .call("mid.long", "leaf", |call| {
            call.limit(mid, 1).jitter(0.05);
        })
        .journey("long", "entry.long", 100.0)
        .journey("entry-only", "entry.short", 300.0)
        .journey("mid-only", "mid.short", 400.0)
}

/// A pool that two kinds of requests share; a tenth of them calls the leaf.
fn one_pool(name: &'static str, places: usize, rate: f64, when_full: WhenFull) -> Topology {
    Topology::new(name, "leaf", 0.3, 2.0)
        .service("shop", 35.0, 200.0)
        .service("leaf", 5.0, 20.0)
        .pool("shop", places, when_full)
        .all_available(0.98)
        .call("shop.buy", "leaf", |call| {
            call.limit(1_000.0, 1);
        })
        .journey("buy", "shop.buy", rate * 0.1)
        .journey("look", "shop.look", rate * 0.9)
}

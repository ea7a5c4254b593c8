//! Depth, cycles and levels on small systems whose answer is plain, among them the traps of the risk catalogue. Never
//! tests numbers.

use super::CycleKind;
use super::fixture::Draft;
use crate::graph::Level;

const SYNC: &str = "mode = \"sync\"";

/// Trap A, Robot Shop: payment only deletes the cart, and deleting does not call the catalogue.
#[test]
fn a_chain_that_no_request_walks_is_not_counted() {
    Draft::new()
        .services(&["payment", "cart", "catalogue"], "")
        .between("payment.pay", "cart.delete")
        .between("cart.add", "catalogue.product")
        .journey("payment", "operation = \"pay\"")
        .check(|analysis| {
            let journey = analysis.j("payment");
            assert_eq!(analysis.blocking_depth(journey), 2);
            assert_eq!(analysis.depth_level(journey), Level::Operation);
            assert_eq!(analysis.names(&analysis.worst_chain(journey).services), ["payment", "cart"]);
        });
}

#[test]
fn a_chain_through_an_unnamed_operation_is_service_level() {
    let draft = Draft::new()
        .services(&["payment", "cart", "catalogue"], "")
        .between("cart.add", "catalogue.product")
        .journey("payment", "operation = \"pay\"");
    let pay = "mode = \"sync\"\nduring = \"pay\"";
    draft.clone().interaction("pay", "payment", "cart", pay).check(|analysis| {
        let journey = analysis.j("payment");
        assert_eq!(analysis.blocking_depth(journey), 3);
        assert_eq!(analysis.depth_level(journey), Level::Service);
        assert_eq!(analysis.worst_chain(journey).level, Level::Service);
        assert_eq!(
            analysis.ids(&analysis.worst_chain(journey).interactions),
            ["pay", "cart.add-catalogue.product"]
        );
    });
    draft.interaction("pay", "payment", "catalogue", pay).check(|analysis| {
        let journey = analysis.j("payment");
        assert_eq!(analysis.blocking_depth(journey), 2);
        assert_eq!(analysis.depth_level(journey), Level::Operation, "catalogue calls nobody");
    });
}

#[test]
fn storage_clients_and_messages_add_no_depth() {
    Draft::new()
        .services(&["a", "b", "c"], "")
        .service("app", "kind = \"client\"")
        .service("db", "kind = \"datastore\"")
        .service("bus", "kind = \"broker\"")
        .call("app", "a", SYNC)
        .call("a", "b", SYNC)
        .call("b", "db", SYNC)
        .call("b", "bus", "mode = \"async\"")
        .interaction("consume", "bus", "c", "mode = \"async\"")
        .journey("app", "")
        .check(|analysis| {
            let journey = analysis.j("app");
            assert_eq!(analysis.blocking_depth(journey), 2);
            assert_eq!(analysis.names(&analysis.worst_chain(journey).services), ["a", "b"]);
            assert_eq!(analysis.names(&analysis.hard_services(journey)), ["a", "b", "bus", "db"]);
            assert_eq!(analysis.names(&analysis.blast_radius(analysis.s("db"))), ["a", "app", "b"]);
        });
}

#[test]
fn an_undeclared_mode_is_possible_depth_only() {
    Draft::new()
        .services(&["a", "b", "c"], "")
        .call("a", "b", SYNC)
        .call("b", "c", "")
        .journey("a", "")
        .check(|analysis| {
            let journey = analysis.j("a");
            assert_eq!((analysis.blocking_depth(journey), analysis.possible_depth(journey)), (2, 3));
            assert!(!analysis.availability(journey).complete);
            assert_eq!(analysis.ids(&analysis.possible_chain(journey).interactions), ["a-b", "b-c"]);
        });
}

fn only_cycle(draft: &Draft) -> (CycleKind, Level, bool, Vec<String>, Vec<String>) {
    let mut found = None;
    draft.check(|analysis| {
        let [cycle] = analysis.cycles() else { panic!("{:?}", analysis.cycles()) };
        let own = |names: Vec<&str>| names.into_iter().map(String::from).collect::<Vec<_>>();
        let (members, calls) = (analysis.names(&cycle.members), analysis.ids(&cycle.interactions));
        found = Some((cycle.kind, cycle.level, cycle.all_blocking, own(members), own(calls)));
    });
    found.expect("the check ran")
}

#[test]
fn tells_the_kinds_of_cycles_apart() {
    let draft = Draft::new().services(&["seat", "travel"], "");
    let recursion = draft.clone().between("travel.query", "seat.left").between("seat.left", "travel.query");
    let (kind, level, _, members, calls) = only_cycle(&recursion);
    assert_eq!((kind, level), (CycleKind::Operation, Level::Operation));
    assert_eq!(members, ["seat", "travel"]);
    assert_eq!(calls, ["seat.left-travel.query", "travel.query-seat.left"]);

    // Trap A, TrainTicket: the operations differ, but a request holds two threads of travel.
    let twice = draft.clone().between("travel.query", "seat.left").between("seat.left", "travel.routes");
    let (kind, level, _, _, calls) = only_cycle(&twice);
    assert_eq!((kind, level), (CycleKind::Reentrant, Level::Operation));
    assert_eq!(calls, ["travel.query-seat.left", "seat.left-travel.routes"]);

    // Trap A, Social Network: each calls an operation of the other that calls nobody further.
    let apart = draft.clone().between("travel.query", "seat.left").between("seat.book", "travel.routes");
    let (kind, level, _, _, calls) = only_cycle(&apart);
    assert_eq!((kind, level), (CycleKind::ServiceOnly, Level::Service));
    assert_eq!(calls, ["seat.book-travel.routes", "travel.query-seat.left"]);

    let services = draft.clone().call("travel", "seat", SYNC).call("seat", "travel", SYNC);
    let (kind, level, all_blocking, ..) = only_cycle(&services);
    assert_eq!((kind, level, all_blocking), (CycleKind::Operation, Level::Service, true));

    let possible = draft.clone().call("travel", "seat", SYNC).call("seat", "travel", "");
    let (kind, _, all_blocking, ..) = only_cycle(&possible);
    assert_eq!((kind, all_blocking), (CycleKind::Operation, false));

    let (kind, level, ..) = only_cycle(&draft.clone().between("seat.left", "seat.left"));
    assert_eq!((kind, level), (CycleKind::Operation, Level::Operation));
    let (kind, _, _, members, calls) = only_cycle(&draft.between("seat.left", "seat.right"));
    assert_eq!(kind, CycleKind::Reentrant);
    assert_eq!((members, calls), (vec!["seat".into()], vec!["seat.left-seat.right".into()]));
}

#[test]
fn a_cycle_counts_once_and_makes_retries_endless() {
    let call = "mode = \"sync\"\nattempts = 2";
    Draft::new()
        .services(&["a", "b", "c", "d"], "")
        .call("a", "b", call)
        .call("b", "c", call)
        .call("c", "b", call)
        .call("c", "d", call)
        .journey("a", "")
        .check(|analysis| {
            let journey = analysis.j("a");
            assert_eq!((analysis.blocking_depth(journey), analysis.possible_depth(journey)), (3, 4));
            assert_eq!(analysis.ids(&analysis.worst_chain(journey).interactions), ["a-b", "b-c", "c-d"]);
            assert!(analysis.retry_factor(journey).value.is_infinite());
            let attempts = analysis.attempts(journey).expect("a calls b");
            assert!(attempts.attempts.value.is_infinite());
            assert!(analysis.latency_bounds(journey).hops.is_infinite());
        });
}

#[test]
fn the_least_critical_tier_is_found_behind_others() {
    Draft::new()
        .service("a", "tier = 1")
        .service("b", "")
        .service("c", "tier = 3")
        .service("d", "tier = 4")
        .call("a", "b", SYNC)
        .call("b", "c", SYNC)
        .call("b", "d", "mode = \"sync\"\non-failure = \"degrade\"")
        .check(|analysis| {
            assert_eq!(analysis.worst_tier(analysis.s("a")), Some(3));
            assert_eq!(analysis.ids(&analysis.worst_tier_path(analysis.s("a")).interactions), ["a-b", "b-c"]);
            assert_eq!(analysis.worst_tier_behind(analysis.i("b-c")), Some(3));
        });
}

//! The examples that tell a story, with the results they must have.

use std::path::Path;
use syncwise::architecture::{Date, JourneyId, Mode};
use syncwise::graph::CallGraph;
use syncwise::plan::{Change, Fate, Goal, Inquiry, Met, Plan, Proof, Remedy, Settings, outage, plan};
use syncwise::run::{Common, Input, Session, Study, study};

/// Reads an example and looks at it with its study and its plan.
fn example(name: &str, look: impl FnOnce(&Session, &Study<'_>, &Plan)) {
    let common = Common {
        inputs: vec![Input::Path(Path::new("examples").join(name).join("architecture.toml"))],
        rules: Vec::new(),
        today: Date::new(2026, 11, 24).expect("a day that exists"),
        color: false,
        width: 100,
        config: Default::default(),
    };
    let session = Session::open(&common).expect("the example can be read");
    let session = session.unwrap_or_else(|refused| panic!("{name}: {}", refused.errors));
    let graph = CallGraph::link(&session.architecture);
    let study = study(&session.architecture, &graph, &session.method);
    let inquiry = Inquiry {
        architecture: &session.architecture,
        graph: &graph,
        method: &session.method,
        evidence: &study.evidence,
        decisions: &study.decisions,
    };
    look(&session, &study, &plan(&inquiry, &Settings::default()));
}

#[test]
fn the_article_gets_a_call_a_message_and_both() {
    example("article", |session, study, _| {
        let wanted =
            [("get-user-order", Mode::Sync), ("order-created", Mode::Async), ("process-order", Mode::Hybrid)];
        for (id, mode) in wanted {
            let id = session.architecture.interaction_named(id).expect("the interaction is declared");
            assert_eq!(study.decisions[id.0 as usize].recommended, Some(mode));
        }
    });
}

#[test]
fn bookinfo_gives_up_after_three_seconds_on_ten() {
    example("bookinfo", |session, study, plan| {
        let judgement =
            study.judge(&session.rules.checks, Date::new(2026, 11, 24).expect("a day that exists"));
        let inversions: Vec<_> =
            judgement.open().filter(|finding| &*finding.rule == "timeout-inversion").collect();
        assert_eq!(inversions.len(), 1);
        let title = &inversions[0].title;
        assert!(title.contains("productpage") && title.contains("3s") && title.contains("10s"), "{title}");
        let text = format!("{:?}", inversions[0]);
        assert!(text.contains("each of 2 attempts ends after 3s"), "{text}");
        assert!(plan.changes.is_empty() && plan.journeys.is_empty(), "Bookinfo promises nothing");
    });
}

#[test]
fn the_seed_shop_keeps_its_promises_after_the_plan() {
    example("seed-shop", |session, _, plan| {
        let name = |change: &Change| {
            (session.architecture.interaction(change.interaction).id.to_string(), change.to)
        };
        let changes: Vec<_> = plan.changes.iter().map(name).collect();
        let wanted = [("get-recommendations", Remedy::Soft), ("place-order", Remedy::Hybrid)];
        assert_eq!(changes, wanted.map(|(id, to)| (id.to_owned(), to)));
        assert_eq!(plan.proof, Proof::Exact);
        assert_eq!(plan.meets_after(), Some(true));
        let checkout = session.architecture.journey_named("checkout").expect("the journey is declared");
        let of = |id: JourneyId| plan.journeys.iter().find(|it| it.journey == id).expect("it has objectives");
        let (before, after) = (of(checkout).before, of(checkout).after);
        // By hand: all eight services before; storefront, orders and inventory after.
        let all = 0.9999 * 0.9998 * 0.9998 * 0.9995 * 0.999 * 0.998 * 0.995 * 0.995;
        assert!((before.availability.expect("all are declared") - all).abs() < 1e-12);
        let three = 0.9999 * 0.9998 * 0.9998;
        assert!((after.availability.expect("all are declared") - three).abs() < 1e-12);
        assert_eq!(before.meets(Goal::P99, 0.5), Met::No);
        assert!(after.value(Goal::P99).expect("all are declared") < 0.1);
    });
}

#[test]
fn an_outage_of_the_bank_travels_up_to_the_shopper() {
    example("seed-shop", |session, study, _| {
        let bank = session.architecture.service_named("bank").expect("the service is declared");
        let outage = outage(&study.analysis, bank);
        let steps: Vec<_> = outage
            .spread
            .iter()
            .map(|it| (it.step, session.architecture.interaction(it.interaction).id.to_string()))
            .collect();
        let wanted = [(1, "charge-card"), (2, "request-payment"), (3, "place-order")];
        assert_eq!(steps, wanted.map(|(step, id)| (step, id.to_owned())));
        let fates: Vec<_> = outage
            .hits
            .iter()
            .map(|hit| (session.architecture.journey(hit.journey).id.to_string(), hit.fate))
            .collect();
        let wanted =
            [("checkout", Fate::Fails), ("browse", Fate::Unaffected), ("order-status", Fate::Unaffected)];
        assert_eq!(fates, wanted.map(|(id, fate)| (id.to_owned(), fate)));
    });
}

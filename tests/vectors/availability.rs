//! Group `availability`. Never multiplies what the program is asked to multiply.

use super::case::{Case, list, number, text};
use super::draft::{Draft, SYNC, call, journey, percent};
use serde_json::Value;

const MINUTES_PER_YEAR: f64 = 365.0 * 24.0 * 60.0;

/// A client that needs services with these availabilities.
fn star(availabilities: &[f64]) -> Draft {
    let client = Draft::new().service("entry", "kind = \"client\"").journey("entry", "");
    availabilities.iter().enumerate().fold(client, |draft, (at, availability)| {
        let name = format!("d{at}");
        draft.up(&name, *availability).call("entry", &name, SYNC)
    })
}

/// Services by the input `a`, and the journey `j`.
fn services(case: &Case) -> Draft {
    let all = case.input("a").as_object().expect("services by name");
    let entry = case.input("entry").as_str().expect("a name");
    let draft = Draft::new().journey(entry, "");
    all.iter().fold(draft, |draft, (name, availability)| draft.up(name, number(availability)))
}

fn edges(draft: Draft, edges: &Value, keys: &str) -> Draft {
    list(edges).iter().fold(draft, |draft, edge| draft.call(text(&edge[0]), text(&edge[1]), keys))
}

pub(crate) fn product(case: &Case) {
    let ceiling = star(&case.numbers("a")).ceiling();
    case.is("availability", ceiling);
    if case.expects("down_hours_per_30d") {
        case.is("down_hours_per_30d", (1.0 - ceiling) * 30.0 * 24.0);
    }
}

pub(crate) fn whole_journey(case: &Case) {
    let ceiling = edges(services(case), case.input("edges"), SYNC).ceiling();
    case.is("availability", ceiling);
    for wrong in ["wrong_tree_product", "wrong_path_product", "wrong_if_db_counted_three_times"] {
        if case.expects(wrong) {
            case.is_not(wrong, ceiling);
        }
    }
}

/// A fallback that answers a share `fallback_success` of its requests: that share of the requests meets the system with a
/// soft edge, the rest one with a hard edge.
pub(crate) fn soft(case: &Case) {
    let hard = edges(services(case), case.input("hard"), SYNC);
    let soft = &list(case.input("soft"))[0];
    let more = |draft: Draft| match case.id.as_str() {
        "AV-09" => edges(draft, case.input("more_hard"), SYNC),
        _ => draft,
    };
    let with = |keys: &str| more(hard.clone().call(text(&soft["from"]), text(&soft["to"]), keys)).ceiling();
    let (survives, fails) = (with("mode = \"sync\"\non-failure = \"degrade\""), with(SYNC));
    let success = number(&soft["fallback_success"]);
    let ceiling = success * survives + (1.0 - success) * fails;
    case.is("availability", ceiling);
    if case.expects("wrong_if_db_counted_again") {
        case.is_not("wrong_if_db_counted_again", ceiling);
    }
}

pub(crate) fn message(case: &Case) {
    let name = |service: &str| case.input("a")[service].as_f64().expect("a number");
    let draft = Draft::new()
        .journey("entry", "")
        .up("entry", name("entry"))
        .up("orders", name("orders"))
        .up("email", name("email"))
        .service("bus", &format!("kind = \"broker\"\navailability = \"{}%\"", percent(name("broker"))));
    let draft = edges(draft, case.input("sync"), SYNC);
    let with = |keys: &str| edges(draft.clone(), case.input("async"), keys).ceiling();
    case.is("email_sync", with(SYNC));
    let publish = "mode = \"async\"\nvia = \"bus\"\n";
    case.is("email_async_without_outbox", with(&format!("{publish}outbox = false")));
    case.is("email_async_with_outbox", with(&format!("{publish}outbox = true")));
}

/// A step that commits and publishes: it needs the database, and the bus too where there is no outbox.
pub(crate) fn dual_write(case: &Case) {
    let draft = Draft::new()
        .service("step", "kind = \"client\"")
        .service("db", &format!("kind = \"datastore\"\navailability = \"{}%\"", percent(case.number("a_db"))))
        .service("bus", &format!("kind = \"broker\"\navailability = \"{}%\"", percent(case.number("a_bus"))))
        .service("consumer", "")
        .call("step", "db", SYNC)
        .journey("step", "");
    let with = |outbox: bool| {
        let keys = format!("mode = \"async\"\nvia = \"bus\"\noutbox = {outbox}");
        draft.clone().call("step", "consumer", &keys).ceiling()
    };
    case.is("without_outbox", with(false));
    case.is("with_outbox", with(true));
}

pub(crate) fn lower_bound(case: &Case) {
    star(&case.numbers("a")).look(|analysis| {
        let availability = analysis.availability(journey(analysis));
        let at_least = availability.at_least.known().expect("every availability is declared").value;
        case.is("lower_bound", at_least);
        assert!(at_least <= availability.at_most.value);
    });
}

pub(crate) fn error_budget(case: &Case) {
    let draft = star(&case.numbers("a"));
    let budget = (1.0 - case.number("slo")) * MINUTES_PER_YEAR;
    let spent = (1.0 - draft.ceiling()) * MINUTES_PER_YEAR;
    case.is("budget_min_per_year", budget);
    case.is("dependencies_min_per_year", spent);
    case.is("remaining_min_per_year", budget - spent);
}

pub(crate) fn failed_requests(case: &Case) {
    let ceiling = star(&[case.number("availability")]).ceiling();
    case.is("failures_per_day", case.number("requests_per_day") * (1.0 - ceiling));
}

/// Each dependency may use a tenth of the budget: the share that the program derives per call.
pub(crate) fn extra_nine(case: &Case) {
    let slo = case.number("slo");
    case.is("max_unavailability_each", 0.1 * (1.0 - slo));
    let objective = format!("slo = {{ availability = \"{}%\" }}", percent(slo));
    let availabilities = case.numbers("a");
    let client = Draft::new().service("entry", "kind = \"client\"").journey("entry", &objective);
    let draft = availabilities.iter().enumerate().fold(client, |draft, (at, availability)| {
        let name = format!("d{at}");
        draft.up(&name, *availability).call("entry", &name, SYNC)
    });
    draft.look(|analysis| {
        for (at, passes) in list(case.expected("passes")).iter().enumerate() {
            let share = analysis.error_budget_share(call(analysis, &format!("entry-d{at}")));
            let share = share.expect("both are declared").value;
            assert_eq!(
                share <= 0.1 + 1e-9,
                passes.as_bool().expect("yes or no"),
                "{} {at}: {share}",
                case.id
            );
        }
    });
}

/// The sum over all states in which `works` holds; `up` says which of the parts are up.
fn enumerate(availabilities: &[f64], works: impl Fn(u32) -> bool) -> f64 {
    let probability = |up: u32| {
        let each = availabilities.iter().enumerate();
        each.map(|(at, a)| if up >> at & 1 == 1 { *a } else { 1.0 - a }).product::<f64>()
    };
    (0..1 << availabilities.len()).filter(|up| works(*up)).map(probability).sum()
}

pub(crate) fn m_of_n(case: &Case) {
    let copies = vec![case.number("a"); case.number("n") as usize];
    case.is("availability", enumerate(&copies, |up| f64::from(up.count_ones()) >= case.number("m")));
}

pub(crate) fn alternatives(case: &Case) {
    let all = case.input("a").as_object().expect("services by name");
    let names = all.keys().collect::<Vec<_>>();
    let availabilities = all.values().map(number).collect::<Vec<_>>();
    let bit = |name: &Value| 1_u32 << names.iter().position(|it| *it == text(name)).expect("a service");
    let parts = list(case.input("all"));
    let needed = bit(&parts[0]);
    let ways = list(&parts[1]["any"]).iter();
    let ways = ways.map(|way| list(way).iter().map(bit).sum::<u32>()).collect::<Vec<_>>();
    let works = |up: u32| up & needed == needed && ways.iter().any(|way| up & way == *way);
    let availability = enumerate(&availabilities, works);
    case.is("availability", availability);
    case.is_not("wrong_if_alternatives_independent", availability);
}

/// A request fails once with `f`, or is slower than its timeout; a share `rho` of failures repeats in every attempt.
pub(crate) fn after_retries(case: &Case) {
    let once = enumerate(&[1.0 - case.number("f"), case.number("F_T")], |up| up != 3);
    case.is("q1", once);
    let attempts = vec![1.0 - once; case.number("attempts") as usize];
    let all_fail = enumerate(&attempts, |up| up == 0);
    case.is("q_independent", all_fail);
    let same = enumerate(&[1.0 - case.number("rho")], |up| up == 0);
    case.is("q_eff", same * once + (1.0 - same) * all_fail);
}

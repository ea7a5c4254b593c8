//! Plans of hybrids of the examples, as declared and as advised, and of names that are no names. Never writes code.

use super::{Hybrid, Moves, StepSource, at_callee, is_awaited};
use crate::architecture::{Architecture, Mode, lower, read};
use crate::diagnostic::any_error;
use crate::scaffold::Context;
use crate::scaffold::plan::Plan;
use crate::source::SourceMap;

const SEED_SHOP: &str = include_str!("../../../examples/seed-shop/architecture.toml");
const ARTICLE: &str = include_str!("../../../examples/article/architecture.toml");

fn architecture(text: &str) -> Architecture {
    let mut sources = SourceMap::new();
    let file = sources.add("architecture.toml", text);
    let (written, mut diagnostics) = read(&sources, file);
    let (architecture, more) = lower(vec![written]);
    diagnostics.extend(more);
    assert!(!any_error(&diagnostics), "{diagnostics:#?}");
    architecture
}

/// The text with the mode of these interactions declared anew.
fn declared(text: &str, modes: &[(&str, &str)]) -> String {
    let mut text = text.to_owned();
    for (id, mode) in modes {
        let start = text.find(&format!("id = \"{id}\"\nfrom")).expect("the interaction is there");
        let at = start + text[start..].find("mode = ").expect("its mode is declared");
        let end = at + text[at..].find('\n').expect("lines end");
        text.replace_range(at..end, &format!("mode = \"{mode}\""));
    }
    text
}

fn plan<'a>(architecture: &'a Architecture, context: &'a Context, service: &str) -> Plan<'a> {
    let service = architecture.service_named(service).expect("it is declared");
    Plan::new(architecture, service, context)
}

fn hybrid(plan: &Plan) -> Hybrid {
    let mut hybrids = plan.triggers.iter().filter_map(|trigger| Hybrid::of(plan, trigger));
    let one = hybrids.next().expect("there is a hybrid");
    assert_eq!(hybrids.next(), None);
    one
}

/// `step later(after) what`, one line per step.
fn told(plan: &Plan, hybrid: &Hybrid) -> Vec<String> {
    let name = |id| &*plan.interaction(id).id;
    let line = |step: &super::HybridStep| {
        let when = if step.later { "later" } else { "now" };
        let after: Vec<&str> = step.after.iter().map(|at| hybrid.steps[*at].id.as_str()).collect();
        let moves = match &step.moves {
            Moves::Call(id) => format!("calls {}", name(*id)),
            Moves::Answered(id, channel) => format!("sends {} on {channel}, awaited", name(*id)),
            Moves::Handed(id) => format!("sends {}", name(*id)),
            Moves::Own => "own".to_owned(),
        };
        let undo = step.compensation.as_ref().map_or_else(String::new, |text| format!("; undo: {text}"));
        format!("{} {when}({}) {moves}{undo}", step.id, after.join(", "))
    };
    hybrid.steps.iter().map(line).collect()
}

#[test]
fn the_seed_shop_with_the_hybrid_alone() {
    let architecture = architecture(&declared(SEED_SHOP, &[("place-order", "hybrid")]));
    let context = Context::default();
    let plan = plan(&architecture, &context, "orders");
    let hybrid = hybrid(&plan);
    assert_eq!(
        told(&plan, &hybrid),
        [
            "reserve-stock now() calls reserve-stock; undo: release the stock",
            "request-payment later(reserve-stock) calls request-payment; undo: refund",
            "credit-points later(request-payment) calls credit-points",
            "send-confirmation later(request-payment) calls send-confirmation",
        ]
    );
    assert_eq!(hybrid.estimate, None, "nobody says how long payment takes with all it calls");
}

#[test]
fn the_seed_shop_as_advised() {
    let modes = [
        ("place-order", "hybrid"),
        ("request-payment", "async"),
        ("credit-points", "async"),
        ("send-confirmation", "async"),
    ];
    let architecture = architecture(&declared(SEED_SHOP, &modes));
    let context = Context::default();
    let orders = plan(&architecture, &context, "orders");
    let hybrid = hybrid(&orders);
    assert_eq!(
        told(&orders, &hybrid),
        [
            "reserve-stock now() calls reserve-stock; undo: release the stock",
            "request-payment later(reserve-stock) sends request-payment on Pay, awaited; undo: refund",
            "credit-points later(request-payment) sends credit-points",
            "send-confirmation later(request-payment) sends send-confirmation",
        ]
    );
    let id = |name| architecture.interaction_named(name).expect("it is declared");
    assert!(hybrid.makes_later(id("request-payment")) && !hybrid.makes_later(id("reserve-stock")));
    assert!(is_awaited(&plan(&architecture, &context, "payment"), id("request-payment")));
    assert!(!is_awaited(&plan(&architecture, &context, "loyalty"), id("credit-points")));
    let storefront = plan(&architecture, &context, "storefront");
    assert_eq!(at_callee(&storefront, id("place-order")), Some(hybrid));
    assert_eq!(at_callee(&storefront, id("get-order")), None);
}

#[test]
fn the_article_as_recommended() {
    let architecture = architecture(ARTICLE);
    let id = architecture.interaction_named("process-order").expect("it is declared");
    let context = Context { recommended: [(id, Mode::Hybrid)].into(), ..Context::default() };
    let plan = plan(&architecture, &context, "orders");
    let hybrid = hybrid(&plan);
    assert_eq!(hybrid.source, StepSource::Declared(id));
    assert_eq!(
        told(&plan, &hybrid),
        ["check-inventory now() own; undo: release the goods", "request-payment later(check-inventory) own",]
    );
    assert_eq!(hybrid.estimate, Some(2.0));
}

const TWO: &str = "syncwise = 1\n[service.a]\n[service.b]\n[service.c]\nlatency = { p99 = \"1s\" }\n\
    [[interaction]]\nid = \"go\"\nfrom = \"a\"\nto = \"b\"\noperation = \"Go\"\nmode = \"hybrid\"\n";

#[test]
fn without_steps_what_is_called_is_divided() {
    let call = |id: &str, rest: &str| {
        format!("[[interaction]]\nid = \"{id}\"\nfrom = \"b\"\nto = \"c\"\nduring = \"Go\"\n{rest}\n")
    };
    let (now, later) = (call("x", "mode = \"sync\""), call("y", "mode = \"sync\"\nneeds-result = \"later\""));
    let context = Context::default();
    let mixed = architecture(&format!("{TWO}{now}{later}"));
    let mixed = plan(&mixed, &context, "b");
    assert_eq!(told(&mixed, &hybrid(&mixed)), ["x now() calls x", "y later() calls y"]);
    assert_eq!((hybrid(&mixed).source, hybrid(&mixed).estimate), (StepSource::Calls, Some(1.0)));
    let calls = architecture(&format!("{TWO}{now}"));
    let calls = plan(&calls, &context, "b");
    assert_eq!(told(&calls, &hybrid(&calls)), ["x now() calls x", "fulfil later() own"]);
    let bare = architecture(TWO);
    let bare = plan(&bare, &context, "b");
    assert_eq!(told(&bare, &hybrid(&bare)), ["validate now() own", "fulfil later() own"]);
    assert_eq!((hybrid(&bare).source, hybrid(&bare).estimate), (StepSource::Assumed, None));
}

#[test]
fn steps_that_wait_for_each_other_are_put_in_some_order() {
    let steps = "[[interaction.step]]\nid = \"one\"\nafter = [\"two\", \"\u{202e}\"]\nwhen = \"later\"\n\
        [[interaction.step]]\nid = \"two\"\nafter = [\"one\", \"two\", \"one\"]\nwhen = \"later\"\n\
        [[interaction.step]]\nid = \"../../x\"\n[[interaction.step]]\nid = \"支払い\"\nafter = \"../../x\"\n";
    let architecture = architecture(&format!("{TWO}{steps}"));
    let context = Context::default();
    let plan = plan(&architecture, &context, "b");
    assert_eq!(
        told(&plan, &hybrid(&plan)),
        ["one later(two) own", "two later() own", "../../x now() own", "支払い now(../../x) own"]
    );
}

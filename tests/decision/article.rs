//! The article's three situations and two of every day, from the text of an architecture to the verdict.

use crate::common::criteria;
use syncwise::analysis::{Analysis, Traffic};
use syncwise::architecture::{Architecture, Mode, lower, read};
use syncwise::decision::{Argument, Cause, Decision, Evidence, Method, Verdict, catalogue, contradictions};
use syncwise::facts::{Decided, Undecided, World};
use syncwise::graph::CallGraph;
use syncwise::source::SourceMap;

const SHOP: &str = r#"
syncwise = 1

[service.shop]
[service.orders]
[service.bank]
kind = "external"
[service.mail]

[[interaction]]
id = "get-user-order"
from = "shop"
to = "orders"
kind = "query"
user-waiting = true
needs-result = "now"
request-response = true
consistency = "strong"
background = false
high-load = false

[[interaction]]
id = "order-created"
from = "orders"
to = "mail"
kind = "event"
channel = "order.created"
receivers = "open"
user-waiting = false
request-response = false
consistency = "eventual"
background = true
high-load = true
idempotency = "keyable"

[[interaction]]
id = "process-order"
from = "shop"
to = "orders"
operation = "Process"
kind = "command"
user-waiting = true
needs-result = "now"
request-response = false
consistency = "mixed"
background = true
high-load = true
idempotency = "keyable"
compensation = true
writers = 3

[[interaction.step]]
id = "check-inventory"
kind = "check"
strong = true
latency = { p99 = "60ms" }

[[interaction.step]]
id = "request-payment"
when = "later"
after = ["check-inventory"]
latency = { p99 = "2s" }

[[interaction]]
id = "charge-card"
from = "orders"
to = "bank"
kind = "command"
mode = "async"
user-waiting = true
needs-result = "now"
request-response = true
background = false
idempotency = "keyable"

[[interaction]]
id = "confirmation-mail"
from = "orders"
to = "mail"
operation = "Confirm"
kind = "command"
mode = "sync"
user-waiting = false
needs-result = "never"
background = true
consistency = "eventual"
on-failure = "ignore"
"#;

struct Shop {
    architecture: Architecture,
    method: Method,
}

impl Shop {
    fn new() -> Self {
        let mut sources = SourceMap::new();
        let file = sources.add("architecture.toml", SHOP);
        let (written, mistakes) = read(&sources, file);
        assert_eq!(mistakes, []);
        let (architecture, mistakes) = lower(vec![written]);
        assert_eq!(mistakes, []);
        let (method, mistakes) = Method::new(&criteria(), &architecture.policy, &catalogue());
        assert_eq!(mistakes, []);
        Self { architecture, method }
    }

    fn judged(&self, id: &str) -> (Evidence, Decision, Argument, Decided) {
        let architecture = &self.architecture;
        let graph = CallGraph::link(architecture);
        let traffic = Traffic::derive(architecture, &graph);
        let analysis = Analysis::derive(architecture, &graph);
        let world = World {
            architecture,
            graph: &graph,
            analysis: &analysis,
            traffic: &traffic,
            decided: &Undecided,
        };
        let id = architecture.interaction_named(id).expect("it is declared");
        let interaction = architecture.interaction(id);
        assert_eq!(contradictions(interaction), []);
        let (evidence, mistakes) = self.method.evidence(&world, id);
        assert_eq!(mistakes, []);
        let declared = interaction.declared.mode.map(|mode| mode.value);
        let (decision, decided) = self.method.compare(&evidence, declared);
        let argument = self.method.argue(&evidence, &decision);
        (evidence, decision, argument, decided)
    }
}

#[test]
fn reading_an_order_is_synchronous() {
    let (_, decision, argument, _) = Shop::new().judged("get-user-order");
    assert_eq!((decision.recommended, argument.verdict), (Some(Mode::Sync), Verdict::Forced));
    assert!(argument.vetoes.iter().any(|veto| &*veto.id == "strong-consistency"));
    assert_eq!(&*argument.reasons[0].criterion, "user-waiting");
}

#[test]
fn announcing_an_order_is_asynchronous() {
    let (_, decision, argument, _) = Shop::new().judged("order-created");
    assert_eq!((decision.recommended, argument.verdict), (Some(Mode::Async), Verdict::Forced));
    assert!(argument.obligations.iter().any(|obligation| obligation.text().starts_with("an outbox")));
}

#[test]
fn processing_an_order_is_split() {
    let (evidence, decision, argument, _) = Shop::new().judged("process-order");
    assert_eq!(decision.recommended, Some(Mode::Hybrid));
    assert!(argument.verdict.is_firm());
    assert_eq!(evidence.partition.now_names().collect::<Vec<_>>(), ["check-inventory"]);
    assert_eq!(evidence.partition.later_names().collect::<Vec<_>>(), ["request-payment"]);
    assert_eq!(argument.saga.map(|saga| saga.name), Some("Parallel Saga"));
    let sentence = argument.statement.expect("a mode was decided for").sentence("process-order");
    insta::assert_snapshot!(sentence);
}

#[test]
fn a_card_is_charged_while_the_buyer_waits() {
    let (_, decision, argument, decided) = Shop::new().judged("charge-card");
    assert_eq!(decision.recommended, Some(Mode::Sync));
    assert!(argument.verdict.is_firm(), "{}", argument.verdict);
    assert!(decided.margin_over_declared.is_some_and(|margin| margin > 0.05), "declared async deviates");
    assert_eq!(decided.verdict, argument.verdict.as_str(), "what is reported has been sampled");
}

#[test]
fn a_mail_after_the_order_does_not_hold_it_up() {
    let (_, decision, argument, decided) = Shop::new().judged("confirmation-mail");
    assert_eq!(decision.recommended, Some(Mode::Async));
    assert!(argument.verdict.is_firm(), "{}", argument.verdict);
    assert!(!decided.declared_is_vetoed);
    let lead =
        |flip: &syncwise::decision::Flip| matches!(flip.cause, Cause::Fact(_)) && flip.to == Some(Mode::Sync);
    assert!(argument.flips.all.iter().any(lead), "strong consistency would make it synchronous");
}

//! Skeletons: what is written for a service, whatever it and its neighbours are called. Never runs cargo;
//! `tests/skeleton.sh` does.

use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use syncwise::architecture::{Architecture, Mode, lower, read};
use syncwise::diagnostic::any_error;
use syncwise::scaffold::{Context, Owner, Skeleton, skeleton, system};
use syncwise::source::SourceMap;

const SMALL: &str = include_str!("scaffold/small.toml");
const HOSTILE: &str = include_str!("scaffold/hostile.toml");

fn architecture(text: &str) -> Architecture {
    let mut sources = SourceMap::new();
    let file = sources.add("architecture.toml", text);
    let (written, mut diagnostics) = read(&sources, file);
    let (architecture, more) = lower(vec![written]);
    diagnostics.extend(more);
    assert!(!any_error(&diagnostics), "{diagnostics:#?}");
    architecture
}

fn with(architecture: &Architecture, service: &str, context: &Context) -> Skeleton {
    let id = architecture.service_named(service).expect("the service is declared");
    skeleton(architecture, id, context).expect("the service can be scaffolded")
}

fn text<'a>(skeleton: &'a Skeleton, path: &str) -> &'a str {
    let file = skeleton.files.iter().find(|file| file.path == path);
    &file.unwrap_or_else(|| panic!("{path} is written")).text
}

#[test]
fn a_small_service_as_a_whole() {
    let skeleton = with(&architecture(SMALL), "checkout", &Context::default());
    let mut whole = String::new();
    for file in &skeleton.files {
        let owner = if file.owner == Owner::Syncwise { "generated" } else { "yours" };
        // The runtime is written as it is in `templates/scaffold/runtime`, whatever the architecture.
        let verbatim = file.path.contains("/runtime/") && !file.path.ends_with("/runtime/mod.rs");
        let text = if verbatim { "" } else { &file.text };
        whole.push_str(&format!("######## {} ({owner})\n{text}\n", file.path));
    }
    insta::assert_snapshot!(whole);
}

#[test]
fn a_decision_is_followed_and_named() {
    let architecture = architecture(SMALL);
    let id = architecture.interaction_named("send-confirmation").expect("the interaction is declared");
    let undecided = with(&architecture, "checkout", &Context::default());
    assert!(text(&undecided, "src/handlers.rs").contains("sync until somebody decides"));

    let context =
        Context { recommended: [(id, Mode::Async)].into(), records: [(id, 7)].into(), ..Context::default() };
    let decided = with(&architecture, "checkout", &context);
    assert!(!text(&decided, "src/generated/outbound/email.rs").contains("send_confirmation"));
    let messages = text(&decided, "src/generated/publish.rs");
    assert!(messages.contains("async is recommended") && messages.contains("ADR-0007"), "{messages}");

    let declared = architecture.interaction_named("charge-card").expect("the interaction is declared");
    let against = Context { recommended: [(declared, Mode::Async)].into(), ..Context::default() };
    let kept = with(&architecture, "checkout", &against);
    assert!(text(&kept, "src/generated/outbound/payment.rs").contains("fn charge_card"));
}

#[test]
fn no_timeout_is_invented() {
    let skeleton = with(&architecture(SMALL), "checkout", &Context::default());
    let ads = text(&skeleton, "src/generated/outbound/ads.rs");
    assert!(
        ads.contains("declares no timeout for `get-ads`")
            && ads.contains("GET_ADS_TIMEOUT: Option<Duration> = None;")
    );
}

#[test]
fn what_has_no_code_of_its_own_is_refused_with_a_way_out() {
    let architecture = architecture(SMALL);
    for name in ["orders-db", "redpanda"] {
        let id = architecture.service_named(name).expect("it is declared");
        let refused = skeleton(&architecture, id, &Context::default()).expect_err("it is no service");
        assert_eq!(refused.len(), 1);
        assert!(refused[0].title.contains(name) && refused[0].help[0].contains("`checkout`"), "{refused:?}");
    }
}

#[test]
fn the_order_of_tables_changes_nothing() {
    let (head, tables) = SMALL.split_at(SMALL.find("[service.frontend]").expect("the fixture has it"));
    let (services, interactions) =
        tables.split_at(tables.find("[[interaction]]").expect("the fixture has some"));
    let mut parts: Vec<&str> = interactions.split_inclusive("\n\n").collect();
    parts.reverse();
    let turned = format!("{head}{}\n\n{services}", parts.join("\n\n"));
    let (one, other) = (architecture(SMALL), architecture(&turned));
    let (one, other) =
        (with(&one, "checkout", &Context::default()), with(&other, "checkout", &Context::default()));
    assert_eq!(one, other);
    assert_eq!(one, with(&architecture(SMALL), "checkout", &Context::default()));
}

/// Rust's grammar of identifiers as far as skeletons use it, without the keywords.
fn is_identifier(name: &str) -> bool {
    const KEYWORDS: &str = "abstract as async await become box break const continue crate do dyn else enum extern \
        false final fn for gen if impl in let loop macro match mod move mut override priv pub ref return self static \
        struct super trait true try type typeof union unsafe unsized use virtual where while yield";
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && name.len() <= 100
        && !KEYWORDS.split_whitespace().any(|keyword| keyword == name)
}

/// Every name that a file declares with one of these words before it.
fn declared<'a>(text: &'a str, word: &str) -> Vec<&'a str> {
    let names = text.lines().filter_map(|line| line.trim_start().strip_prefix(word));
    names.map(|rest| rest.split(['(', ':', ';', '<', ' ']).next().unwrap_or(rest)).collect()
}

fn check_names(skeleton: &Skeleton) {
    let paths: BTreeSet<_> = skeleton.files.iter().map(|file| file.path.to_lowercase()).collect();
    assert_eq!(paths.len(), skeleton.files.len(), "paths differ in more than case");
    for file in &skeleton.files {
        let parts = || file.path.split('/');
        let plain = |c: char| c.is_ascii_alphanumeric() || "_-.".contains(c);
        assert!(
            parts().all(|part| !part.is_empty() && !part.starts_with("..") && part.chars().all(plain)),
            "{}",
            file.path
        );
        let invisible = |c: char| c.is_control() && c != '\n' || ('\u{202a}'..='\u{202e}').contains(&c);
        assert!(!file.text.contains(invisible), "{}", file.path);
        // The runtime names nothing of the architecture.
        if file.path.contains("/runtime/") {
            continue;
        }
        for word in ["pub fn ", "async fn ", "pub async fn ", "pub mod ", "pub const ", "placeholder!"] {
            for name in declared(&file.text, word).into_iter().filter(|name| !name.is_empty()) {
                assert!(is_identifier(name), "{word}{name} in {}", file.path);
            }
        }
    }
    for path in ["src/generated/outbound/mod.rs", "src/payload.rs", "src/generated/inbound.rs"] {
        let Some(file) = skeleton.files.iter().find(|file| file.path == path) else { continue };
        for word in ["pub mod ", "pub const ", "placeholder!(", "fn "] {
            let names = declared(&file.text, word);
            let distinct: BTreeSet<_> = names.iter().collect();
            assert_eq!(distinct.len(), names.len(), "{word} in {path}: {names:?}");
        }
    }
}

/// What follows the architecture and is made of interactions; what is left only says how the parts are put together.
#[test]
fn every_generated_module_names_its_interactions() {
    const WITHOUT: [&str; 5] = ["mod.rs", "settings.rs", "start.rs", "proto.rs", "service.rs"];
    let architecture = architecture(SMALL);
    let records: BTreeMap<_, _> = architecture.interaction_ids().zip(1..).collect();
    let made =
        system(&architecture, &Context { records, ..Context::default() }).expect("it can be scaffolded");
    let mut looked_at = 0;
    for (id, package) in &made.members {
        let folder = format!("services/{package}/src/generated/");
        let ends = |id| [architecture.interaction(id).from, architecture.interaction(id).to];
        let own: Vec<_> = architecture.interaction_ids().filter(|at| ends(*at).contains(id)).collect();
        for file in made.files.iter().filter(|file| file.path.starts_with(&folder)) {
            let name = file.path.rsplit('/').next().expect("a path has a last part");
            let arrives = own.iter().any(|at| architecture.interaction(*at).to == *id);
            if WITHOUT.contains(&name)
                || own.is_empty()
                || name == "inbound.rs" && !arrives
                || name == "messages.rs" && !file.text.contains("pub trait")
            {
                continue;
            }
            let named = own.iter().any(|id| file.text.contains(&*architecture.interaction(*id).id));
            assert!(named && file.text.contains("ADR-"), "{}:\n{}", file.path, file.text);
            looked_at += 1;
        }
    }
    assert!(looked_at > 5, "only {looked_at} files were looked at");
}

#[test]
fn a_system_of_hostile_names_has_distinct_crates_and_ports() {
    let made = system(&architecture(HOSTILE), &Context::default()).expect("it can be scaffolded");
    let whole = Skeleton { package: String::new(), files: made.files.clone() };
    let paths: BTreeSet<_> = whole.files.iter().map(|file| file.path.to_lowercase()).collect();
    assert_eq!(paths.len(), whole.files.len(), "paths differ in more than case");
    let packages: BTreeSet<_> = made.members.values().collect();
    assert!(packages.len() == made.members.len() && packages.len() > 10, "{packages:?}");
    for package in &packages {
        assert!(is_identifier(&package.replace('-', "_")), "{package}");
        let manifest = text(&whole, &format!("services/{package}/Cargo.toml"));
        assert!(manifest.contains(&format!("name = \"{package}\"")), "{manifest}");
    }
    let compose = text(&whole, "compose.yaml");
    let ports: Vec<_> = compose.lines().filter(|line| line.contains("ports: [")).collect();
    assert_eq!(ports.iter().collect::<BTreeSet<_>>().len(), ports.len());
    let everything = made.members.len() + made.left_out.len();
    assert_eq!(everything, architecture(HOSTILE).services.len(), "each service has a crate or a reason");
}

#[test]
fn the_broker_of_containers_is_what_most_declare() {
    let compose = |text: &str| {
        let made = system(&architecture(text), &Context::default()).expect("it can be scaffolded");
        let file = made.files.into_iter().find(|file| file.path == "compose.yaml");
        file.expect("it is written").text
    };
    let system = |protocols: &[&str]| {
        let mut text = "syncwise = 1\n[service.a]\n[service.b]\n".to_owned();
        for (at, protocol) in protocols.iter().enumerate() {
            text += &format!(
                "[[interaction]]\nid = \"i{at}\"\nfrom = \"a\"\nto = \"b\"\nmode = \"async\"\n{protocol}\n"
            );
        }
        compose(&text)
    };
    let [kafka, amqp] = ["protocol = \"kafka\"", "protocol = \"amqp\""];
    for (protocols, broker) in [(&[kafka, kafka, amqp][..], "kafka"), (&[amqp], "rabbitmq"), (&[""], "nats")]
    {
        let text = system(protocols);
        assert!(text.contains(&format!("FEATURES: {broker}")) && text.contains("QUEUE_URL: "), "{text}");
    }
    assert!(!compose("syncwise = 1\n[service.a]\n").contains("QUEUE_URL"));
}

#[test]
fn hostile_names_become_valid_and_distinct_ones() {
    let architecture = architecture(HOSTILE);
    for id in architecture.service_ids() {
        if let Ok(skeleton) = skeleton(&architecture, id, &Context::default()) {
            check_names(&skeleton);
        }
    }
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z0-9_./ -]{1,12}",
        "\\PC{1,20}",
        "[a-z-]{40,60}",
        Just("type".to_owned()),
        Just("../../x".to_owned()),
        Just("*/ {{ x }} \"'`".to_owned()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_names_do(names in prop::collection::btree_set(name(), 2..6), operations in prop::collection::vec(name(), 6)) {
        let quoted = |name: &str| serde_json::to_string(name).expect("a string is JSON").replace('\u{7f}', "\\u007f");
        let names: Vec<_> = names.into_iter().filter(|name| !name.trim().is_empty()).collect();
        prop_assume!(names.len() >= 2);
        let mut text = "syncwise = 1\n".to_owned();
        for name in &names {
            text.push_str(&format!("[service.{}]\n", quoted(name)));
        }
        for (at, operation) in operations.iter().enumerate() {
            let (from, to) = (&names[at % 2], &names[1 - at % 2]);
            let (mode, during) = (["sync", "async"][at / 2 % 2], &operations[(at + 3) % operations.len()]);
            text.push_str(&format!(
                "[[interaction]]\nid = {}\nfrom = {}\nto = {}\nmode = \"{mode}\"\noperation = {}\nduring = {}\n",
                quoted(&format!("{operation}{at}")), quoted(from), quoted(to), quoted(operation), quoted(during),
            ));
        }
        let mut sources = SourceMap::new();
        let file = sources.add("architecture.toml", text);
        let (written, _) = read(&sources, file);
        let (architecture, _) = lower(vec![written]);
        for id in architecture.service_ids() {
            let once = skeleton(&architecture, id, &Context::default()).expect("services can be scaffolded");
            check_names(&once);
            prop_assert_eq!(once, skeleton(&architecture, id, &Context::default()).expect("again"));
        }
    }
}

/// Two interactions that bring messages of one channel, and one that is delivered at most once.
const CHANNELS: &str = r#"
syncwise = 1
[service.a]
[service.b]
[service.c]
[service.bus]
kind = "broker"
[[interaction]]
id = "first"
from = "a"
to = "c"
mode = "async"
channel = "x"
ordering = "key"
consumers = 2
max-deliveries = "none"
dead-letter = false
[[interaction]]
id = "second"
from = "b"
to = "c"
mode = "async"
channel = "x"
ordering = "none"
consumers = 6
max-deliveries = 4
dead-letter = true
delivery = "at-most-once"
[[interaction]]
id = "in"
from = "a"
to = "bus"
channel = "y"
mode = "async"
[[interaction]]
id = "out"
from = "bus"
to = "c"
channel = "y"
mode = "async"
delivery = "at-most-once"
dead-letter = false
"#;

#[test]
fn the_strictest_interaction_of_a_channel_counts_on_both_sides() {
    let architecture = architecture(CHANNELS);
    let consumer = with(&architecture, "c", &Context::default());
    let messages = text(&consumer, "src/generated/messages.rs");
    for expected in [
        "max_deliveries: 4,",
        "order: super::runtime::queue::Order::Key,",
        "in_flight: 48,",
        "workers: 6,",
        "..Subscription::new(\"x\", \"c\")",
        "Subscription::new(\"y\", \"c\");",
        "at_most_once: true,",
    ] {
        assert!(messages.contains(expected), "{expected} in {messages}");
    }
    // Of `x` somebody keeps dead letters, and not everybody says that it is delivered at most once.
    assert_eq!(messages.matches("dead_letters: false,").count(), 1);
    assert_eq!(messages.matches("at_most_once: true,").count(), 1);

    // The publisher makes the group exist as the consumer does, also behind a broker that the architecture names.
    let publisher = with(&architecture, "a", &Context::default());
    let publish = text(&publisher, "src/generated/publish.rs");
    for expected in
        ["max_deliveries: 4,", "..Subscription::new(\"x\", \"c\")", "Subscription::new(\"y\", \"c\"),"]
    {
        assert!(publish.contains(expected), "{expected} in {publish}");
    }
    assert!(publish.contains("key: &str,\n    message: &payload::XMessage"), "{publish}");
}

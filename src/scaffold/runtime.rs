//! The runtime of scaffolded services: plain Rust, written as it is. Never names a service; what an architecture says
//! is in the wiring that the other templates make.
//!
//! A module stands once in [`MODULES`], with the parts that need it, the modules it refers to and the crates it names.

use super::part::{Part, Parts};
use super::{File, Owner};

/// One module of the runtime.
#[derive(Debug)]
pub(super) struct Module {
    /// Its path below `runtime`, without `.rs`. A folder's own module is `folder/mod`; modules inside of a folder are
    /// declared by it.
    pub(super) name: &'static str,
    /// The whole text.
    pub(super) text: &'static str,
    /// Whether a service with these parts needs it for itself.
    needed_by: &'static [Part],
    /// The modules that its text refers to, or that belong to it.
    uses: &'static [&'static str],
    /// The crates that its text refers to, beyond [`super::crates::ALWAYS`].
    pub(super) crates: &'static [&'static str],
    /// Its tests, which a generated project carries too.
    pub(super) tests: Option<&'static str>,
}

macro_rules! module {
    ($name:literal, $needed_by:expr, uses $uses:expr, crates $crates:expr) => {
        Module {
            name: $name,
            text: include_str!(concat!("../../templates/scaffold/runtime/", $name, ".rs")),
            needed_by: $needed_by,
            uses: &$uses,
            crates: &$crates,
            tests: None,
        }
    };
    ($name:literal, $needed_by:expr, uses $uses:expr, crates $crates:expr, tested) => {
        Module {
            tests: Some(include_str!(concat!("../../templates/scaffold/runtime_tests/", $name, ".rs"))),
            ..module!($name, $needed_by, uses $uses, crates $crates)
        }
    };
}

/// Every service.
const ALL: &[Part] = &[
    Part::ServesHttp,
    Part::ServesGrpc,
    Part::CallsHttp,
    Part::CallsGrpc,
    Part::Publishes,
    Part::Consumes,
    Part::Hybrid,
    Part::CallsHybrid,
    Part::Answers,
];

/// Sorted by name.
pub(super) const MODULES: &[Module] = &[
    module!("accepted", &[Part::CallsHybrid], uses [], crates []),
    module!("breaker", &[], uses [], crates []),
    module!(
        "call", &[Part::CallsHttp, Part::CallsGrpc],
        uses ["breaker", "deadline", "failure", "idempotency", "metrics/mod", "telemetry"], crates [], tested
    ),
    module!("consumer/attempt", &[], uses [], crates ["fastrand", "futures"]),
    module!(
        "consumer/mod",
        &[],
        uses [
            "consumer/attempt",
            "consumer/record",
            "consumer/work",
            "deadline",
            "failure",
            "idempotency",
            "metrics/mod",
            "outbox",
            "queue/mod",
            "store",
            "telemetry",
        ],
        crates ["tokio-util"]
    ),
    module!("consumer/record", &[], uses [], crates ["sqlx", "uuid"]),
    module!("consumer/work", &[], uses [], crates []),
    module!("deadline", &[], uses [], crates []),
    module!("failure", ALL, uses ["metrics/mod"], crates []),
    module!(
        "grpc_call", &[Part::CallsGrpc], uses ["call", "grpc_serve", "settings"],
        crates ["prost", "tonic", "tonic-prost"], tested
    ),
    module!("grpc_serve", &[Part::ServesGrpc], uses ["failure"], crates ["prost", "tonic", "tonic-prost"]),
    module!("health/mod", ALL, uses ["health/probe", "health/tests", "metrics/mod"], crates []),
    module!("health/probe", &[], uses [], crates []),
    module!("health/tests", &[], uses [], crates []),
    module!("http", &[Part::CallsHttp], uses ["call", "deadline", "settings"], crates ["reqwest"]),
    module!("idempotency", &[], uses [], crates ["fastrand"]),
    module!("input", &[Part::ServesHttp], uses ["failure"], crates []),
    module!(
        "messaging",
        &[Part::Publishes, Part::Consumes, Part::Hybrid],
        uses ["consumer/mod", "failure", "metrics/mod", "outbox", "queue/mod", "store"],
        crates ["tokio-util"],
        tested
    ),
    module!("metrics/mod", &[], uses ["metrics/outcome", "metrics/table"], crates ["metrics", "metrics-exporter-prometheus"]),
    module!("metrics/outcome", &[], uses [], crates []),
    module!("metrics/table", &[], uses [], crates []),
    module!(
        "outbox",
        &[],
        uses ["metrics/mod", "queue/mod", "store", "telemetry"],
        crates ["sqlx", "tokio-util", "uuid"]
    ),
    module!(
        "outcome",
        &[Part::Answers],
        uses ["consumer/mod", "failure", "outbox", "queue/mod", "store"],
        crates []
    ),
    module!("queue/adapter", &[], uses [], crates []),
    module!("queue/embedded", &[], uses [], crates ["sqlx", "uuid"]),
    module!("queue/embedded/desk", &[], uses [], crates ["uuid"]),
    module!("queue/embedded/table", &[], uses [], crates ["sqlx"]),
    module!("queue/kafka", &[], uses [], crates ["rdkafka"]),
    module!("queue/lanes", &[], uses [], crates []),
    module!(
        "queue/mod",
        &[],
        uses [
            "queue/adapter",
            "queue/embedded",
            "queue/embedded/desk",
            "queue/embedded/table",
            "queue/kafka",
            "queue/lanes",
            "queue/nats",
            "queue/rabbitmq",
        ],
        crates ["uuid"]
    ),
    module!("queue/nats", &[], uses [], crates ["async-nats", "futures"]),
    module!("queue/rabbitmq", &[], uses [], crates ["futures", "lapin"]),
    module!(
        "serve", ALL,
        uses ["deadline", "failure", "idempotency", "metrics/mod", "telemetry"], crates [], tested
    ),
    module!("settings", ALL, uses [], crates [], tested),
    module!("shutdown", ALL, uses [], crates ["tokio-util"]),
    module!("status/accept", &[], uses [], crates ["humantime", "uuid"]),
    module!(
        "status/mod",
        &[Part::Hybrid],
        uses [
            "accepted",
            "consumer/mod",
            "failure",
            "idempotency",
            "metrics/mod",
            "outbox",
            "outcome",
            "queue/mod",
            "status/accept",
            "status/outcomes",
            "status/record",
            "status/step",
            "status/transition",
            "status/watch",
            "store",
        ],
        crates ["sqlx"],
        tested
    ),
    module!("status/outcomes", &[], uses [], crates []),
    module!("status/record", &[], uses [], crates ["sqlx"]),
    module!("status/step", &[], uses [], crates []),
    module!("status/transition", &[], uses [], crates []),
    module!("status/watch", &[], uses [], crates ["tokio-util"]),
    module!("store", &[], uses["failure"], crates["sqlx"]),
    module!(
        "telemetry", &[], uses [],
        crates ["http", "opentelemetry", "opentelemetry-otlp", "opentelemetry_sdk", "tracing-opentelemetry"]
    ),
];

/// The modules that a service with these parts needs, each once, sorted by name.
pub(super) fn needed(parts: &Parts) -> Vec<&'static Module> {
    let mut names: Vec<&str> = Vec::new();
    // A service without any part still starts, reads its settings and stops.
    let own = |module: &&Module| module.needed_by == ALL || parts.has_any(module.needed_by);
    let mut open: Vec<&str> = MODULES.iter().filter(own).map(|module| module.name).collect();
    while let Some(name) = open.pop() {
        if !names.contains(&name) {
            names.push(name);
            open.extend(named(name).uses);
        }
    }
    MODULES.iter().filter(|module| names.contains(&module.name)).collect()
}

/// Whether there is such a module.
pub(super) fn exists(name: &str) -> bool {
    MODULES.iter().any(|module| module.name == name)
}

fn named(name: &str) -> &'static Module {
    MODULES.iter().find(|module| module.name == name).expect("modules refer to modules of the table")
}

/// The names of modules that the runtime's root declares.
pub(super) fn declared(modules: &[&'static Module]) -> Vec<&'static str> {
    let root = |module: &&Module| {
        module.name.strip_suffix("/mod").or_else(|| (!module.name.contains('/')).then_some(module.name))
    };
    modules.iter().filter_map(root).collect()
}

/// The modules of the tests that come with these modules.
pub(super) fn tests(modules: &[&'static Module]) -> Vec<String> {
    let tested = modules.iter().filter(|module| module.tests.is_some());
    tested.map(|module| test_name(module)).collect()
}

fn test_name(module: &Module) -> String {
    module.name.strip_suffix("/mod").unwrap_or(module.name).replace('/', "_")
}

/// Texts of modules and of their tests, below `code` and `tests`.
pub(super) fn files(modules: &[&'static Module], code: &str, tests: &str) -> Vec<File> {
    let file = |path: String, text: &str| File { path, text: text.to_owned(), owner: Owner::Syncwise };
    let mut files = Vec::new();
    for module in modules {
        files.push(file(format!("{code}/{}.rs", module.name), module.text));
        files.extend(module.tests.map(|text| file(format!("{tests}/{}.rs", test_name(module)), text)));
    }
    files
}

#[cfg(test)]
mod tests {
    use super::{MODULES, named, needed};
    use crate::scaffold::crates;
    use crate::scaffold::part::Parts;

    #[test]
    fn the_table_is_sorted_and_refers_to_what_exists() {
        assert!(MODULES.is_sorted_by_key(|module| module.name));
        for module in MODULES {
            module.uses.iter().for_each(|used| assert_ne!(named(used).name, module.name));
            module
                .crates
                .iter()
                .for_each(|name| assert!(crates::is_known(name), "{name} of {}", module.name));
        }
    }

    #[test]
    fn a_module_names_no_module_that_it_does_not_declare_as_used() {
        for module in MODULES {
            for used in module.text.split("super::").skip(1) {
                let name: String = used.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
                let depth = module.name.matches('/').count();
                let known = module
                    .uses
                    .iter()
                    .any(|other| *other == name || other.strip_suffix("/mod") == Some(&name));
                assert!(known || name.is_empty() || depth > 0, "{} names super::{name}", module.name);
            }
        }
    }

    #[test]
    fn a_service_without_parts_has_what_all_have() {
        let names: Vec<_> = needed(&Parts::default()).iter().map(|module| module.name).collect();
        assert!(names.contains(&"settings") && !names.contains(&"call"), "{names:?}");
    }
}

//! The crates that generated code depends on, each with its version and features. Never lists one twice.

use super::runtime::Module;

/// A line of `[dependencies]`: the name and what follows `=`.
type Crate = (&'static str, &'static str);

/// Sorted by name.
#[rustfmt::skip]
const CRATES: &[Crate] = &[
    ("async-nats", r#"{ version = "0.51", default-features = false, features = ["jetstream", "ring"], optional = true }"#),
    ("axum", r#"{ version = "0.8", default-features = false, features = ["http1", "http2", "json", "matched-path", "query", "tokio"] }"#),
    ("fastrand", r#""2""#),
    ("futures", r#"{ version = "0.3", default-features = false, features = ["async-await", "std"] }"#),
    ("http", r#""1""#),
    ("humantime", r#""2""#),
    ("lapin", r#"{ version = "4", default-features = false, features = ["tokio"], optional = true }"#),
    ("metrics", r#""0.24""#),
    ("metrics-exporter-prometheus", r#"{ version = "0.18", default-features = false }"#),
    ("opentelemetry", r#"{ version = "0.33", default-features = false, features = ["trace"] }"#),
    ("opentelemetry-otlp", r#"{ version = "0.33", default-features = false, features = ["grpc-tonic", "trace"] }"#),
    ("opentelemetry_sdk", r#"{ version = "0.33", default-features = false, features = ["trace"] }"#),
    ("prost", r#""0.14""#),
    ("rdkafka", r#"{ version = "0.39", default-features = false, features = ["libz", "tokio"], optional = true }"#),
    ("reqwest", r#"{ version = "0.13", default-features = false, features = ["json"] }"#),
    ("serde", r#"{ version = "1", features = ["derive"] }"#),
    ("serde_json", r#""1""#),
    (
        "sqlx",
        r#"{ version = "0.9", default-features = false, features = ["any", "postgres", "runtime-tokio", "sqlite"] }"#,
    ),
    ("thiserror", r#""2""#),
    (
        "tokio",
        r#"{ version = "1", features = ["macros", "net", "rt-multi-thread", "signal", "sync", "time"] }"#,
    ),
    ("tokio-util", r#"{ version = "0.7", features = ["rt"] }"#),
    ("tonic", r#"{ version = "0.14", default-features = false, features = ["channel", "server"] }"#),
    ("tonic-prost", r#""0.14""#),
    ("tower", r#"{ version = "0.5", default-features = false, features = ["limit", "load-shed", "retry", "util"] }"#),
    ("tracing", r#""0.1""#),
    ("tracing-opentelemetry", r#"{ version = "0.34", default-features = false }"#),
    ("tracing-subscriber", r#"{ version = "0.3", default-features = false, features = ["ansi", "env-filter", "fmt", "json"] }"#),
    ("uuid", r#"{ version = "1", features = ["v7"] }"#),
];

/// What every generated crate names, whatever its parts.
pub(super) const ALWAYS: &[&str] =
    &["axum", "serde", "serde_json", "thiserror", "tokio", "tower", "tracing", "tracing-subscriber"];

/// The lines of `[dependencies]` for code with these modules, sorted.
pub(super) fn lines(modules: &[&Module]) -> Vec<String> {
    let wanted =
        |name: &str| ALWAYS.contains(&name) || modules.iter().any(|module| module.crates.contains(&name));
    CRATES.iter().filter(|(name, _)| wanted(name)).map(|(name, spec)| format!("{name} = {spec}")).collect()
}

/// What a service names itself where its runtime is a crate of its own.
const DIRECT: &[&str] = &["prost", "reqwest", "sqlx"];

/// The lines of `[dependencies]` for a service beside the runtime's crate, which has these modules.
pub(super) fn beside(modules: &[&Module]) -> Vec<String> {
    let named = |line: &String| {
        let name = line.split(' ').next().unwrap_or_default();
        ALWAYS.contains(&name) || DIRECT.contains(&name)
    };
    lines(modules).into_iter().filter(named).collect()
}

/// The crates behind the adapters of brokers, as the cargo features that turn them on.
const BROKERS: &[(&str, &str)] = &[("kafka", "rdkafka"), ("nats", "async-nats"), ("rabbitmq", "lapin")];

/// The lines of `[features]` that brokers have in the crate with these modules; none without messages.
pub(super) fn brokers(modules: &[&Module]) -> Vec<String> {
    let used = |krate: &str| modules.iter().any(|module| module.crates.contains(&krate));
    let used = BROKERS.iter().filter(|(_, krate)| used(krate));
    used.map(|(feature, krate)| format!("{feature} = [\"dep:{krate}\"]")).collect()
}

/// The same for a service beside the runtime's crate.
pub(super) fn brokers_beside(modules: &[&Module]) -> Vec<String> {
    let used = |krate: &str| modules.iter().any(|module| module.crates.contains(&krate));
    let used = BROKERS.iter().filter(|(_, krate)| used(krate));
    used.map(|(feature, _)| format!("{feature} = [\"service-runtime/{feature}\"]")).collect()
}

/// The oldest Rust that all of these crates compile with, as they say themselves.
pub(super) fn rust_version(modules: &[&Module]) -> &'static str {
    if modules.iter().any(|module| module.crates.contains(&"sqlx")) { "1.94" } else { "1.88" }
}

/// Whether the table has a crate of this name.
#[cfg(test)]
pub(super) fn is_known(name: &str) -> bool {
    CRATES.iter().any(|(known, _)| *known == name)
}

#[cfg(test)]
mod tests {
    use super::{ALWAYS, CRATES, is_known};
    use crate::scaffold::name::Names;

    #[test]
    fn the_table_is_sorted_and_whole() {
        assert!(CRATES.is_sorted_by_key(|(name, _)| *name));
        assert!(ALWAYS.iter().all(|name| is_known(name)));
    }

    #[test]
    fn no_service_gets_the_name_of_a_crate() {
        for (name, _) in CRATES {
            let own = name.replace('-', "_");
            assert_ne!(Names::default().snake(name, "service"), own, "add `{own}` to the taken words");
        }
    }
}

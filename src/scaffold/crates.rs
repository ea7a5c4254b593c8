//! The crates that generated code depends on, each with its version and features. Never lists one twice.

use super::runtime::Module;

/// A line of `[dependencies]`: the name and what follows `=`.
type Crate = (&'static str, &'static str);

/// Sorted by name.
#[rustfmt::skip]
const CRATES: &[Crate] = &[
    ("axum", r#"{ version = "0.8", default-features = false, features = ["http1", "http2", "json", "matched-path", "query", "tokio"] }"#),
    ("fastrand", r#""2""#),
    ("http", r#""1""#),
    ("metrics", r#""0.24""#),
    ("metrics-exporter-prometheus", r#"{ version = "0.18", default-features = false }"#),
    ("opentelemetry", r#"{ version = "0.33", default-features = false, features = ["trace"] }"#),
    ("opentelemetry-otlp", r#"{ version = "0.33", default-features = false, features = ["grpc-tonic", "trace"] }"#),
    ("opentelemetry_sdk", r#"{ version = "0.33", default-features = false, features = ["trace"] }"#),
    ("reqwest", r#"{ version = "0.13", default-features = false, features = ["json"] }"#),
    ("serde", r#"{ version = "1", features = ["derive"] }"#),
    ("serde_json", r#""1""#),
    ("thiserror", r#""2""#),
    ("tokio", r#"{ version = "1", features = ["macros", "net", "rt-multi-thread", "signal", "time"] }"#),
    ("tokio-util", r#"{ version = "0.7", features = ["rt"] }"#),
    ("tower", r#"{ version = "0.5", default-features = false, features = ["limit", "load-shed", "retry", "util"] }"#),
    ("tracing", r#""0.1""#),
    ("tracing-opentelemetry", r#"{ version = "0.34", default-features = false }"#),
    ("tracing-subscriber", r#"{ version = "0.3", default-features = false, features = ["ansi", "env-filter", "fmt", "json"] }"#),
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

    #[test]
    fn the_table_is_sorted_and_whole() {
        assert!(CRATES.is_sorted_by_key(|(name, _)| *name));
        assert!(ALWAYS.iter().all(|name| is_known(name)));
    }
}

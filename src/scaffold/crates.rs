//! The crates that generated code depends on, each with its version and features. Never lists one twice.

use super::runtime::Module;

/// A line of `[dependencies]`: the name and what follows `=`.
type Crate = (&'static str, &'static str);

/// Sorted by name.
const CRATES: &[Crate] = &[
    (
        "axum",
        r#"{ version = "0.8", default-features = false, features = ["http1", "http2", "json", "matched-path", "query", "tokio"] }"#,
    ),
    ("fastrand", r#""2""#),
    ("reqwest", r#"{ version = "0.13", default-features = false, features = ["json"] }"#),
    ("serde", r#"{ version = "1", features = ["derive"] }"#),
    ("serde_json", r#""1""#),
    ("thiserror", r#""2""#),
    ("tokio", r#"{ version = "1", features = ["macros", "net", "rt-multi-thread", "signal", "time"] }"#),
    ("tokio-util", r#"{ version = "0.7", features = ["rt"] }"#),
    ("tower", r#"{ version = "0.5", default-features = false, features = ["limit", "load-shed", "util"] }"#),
    ("tracing", r#""0.1""#),
    ("tracing-subscriber", r#"{ version = "0.3", default-features = false, features = ["ansi", "fmt"] }"#),
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

//! What the environment says.

use std::net::SocketAddr;

/// Where to listen and whom to call.
#[derive(Debug, Clone)]
pub struct Settings {
    /// From `BIND`; 127.0.0.1:8080 where it is not set.
    pub bind: SocketAddr,
}

/// Everything that is wrong with the environment.
#[derive(Debug, PartialEq, thiserror::Error)]
#[error("{}", .0.join("; "))]
pub struct SettingsError(pub Vec<String>);

impl Settings {
    /// Reads the variables through `get`.
    ///
    /// # Errors
    /// All variables that are missing or make no sense.
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Result<Self, SettingsError> {
        let mut wrong = Vec::new();
        let bind = get("BIND").unwrap_or_else(|| "127.0.0.1:8080".into());
        let bind = bind.parse::<SocketAddr>().map_err(|_| wrong.push("BIND is no address such as 127.0.0.1:8080".into())).ok();
        bind.map(|bind| Self { bind }).ok_or(SettingsError(wrong))
    }
}

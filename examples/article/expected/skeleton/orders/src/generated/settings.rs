//! What the environment says.

use std::net::SocketAddr;

use super::runtime::settings::{SettingsError, parsed};

/// Where to listen and whom to call.
#[derive(Debug, Clone)]
pub struct Settings {
    /// From `BIND`; 127.0.0.1:8080 where it is not set.
    pub bind: SocketAddr,
}

impl Settings {
    /// Reads the variables through `get`.
    ///
    /// # Errors
    /// All variables that are missing or make no sense.
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Result<Self, SettingsError> {
        let mut wrong = Vec::new();
        let bind = parsed("BIND", get("BIND"), Some("127.0.0.1:8080")).map_err(|error| wrong.push(error)).ok();
        bind.map(|bind| Self { bind }).ok_or(SettingsError(wrong))
    }
}

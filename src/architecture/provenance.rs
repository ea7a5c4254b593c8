//! Where a value comes from. Never says what it is worth.

/// Where a value comes from, from strongest to weakest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Provenance {
    /// Observed in the running system.
    Measured,
    /// Written by the user.
    Declared,
    /// Read from another system's configuration.
    Imported,
    /// Computed from other values.
    Derived,
    /// Assumed, because nothing was declared.
    Defaulted,
    /// Not known.
    Unknown,
}

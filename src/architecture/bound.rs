//! A limit that may be declared not to exist. Never says what the limit is on.

use std::fmt;

/// At most this much, or known to have no limit. Nothing declared is neither.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub enum Bound<T> {
    /// There is no limit.
    None,
    /// There is this one.
    At(T),
}

impl<T: Copy> Bound<T> {
    /// The limit, where there is one.
    pub fn limit(self) -> Option<T> {
        match self {
            Self::None => None,
            Self::At(limit) => Some(limit),
        }
    }
}

impl<T: fmt::Display> fmt::Display for Bound<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("none"),
            Self::At(limit) => limit.fmt(f),
        }
    }
}

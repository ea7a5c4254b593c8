//! Three-valued logic after Kleene: unknown is not false. Never guesses.

/// What is known about a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Truth {
    /// It holds.
    True,
    /// It does not hold.
    False,
    /// What is known does not settle it.
    Unknown,
}

impl Truth {
    /// False as soon as one part is false; true when all are.
    pub fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut whole = Self::True;
        for part in parts {
            match part {
                Self::False => return Self::False,
                Self::Unknown => whole = Self::Unknown,
                Self::True => {}
            }
        }
        whole
    }

    /// True as soon as one part is true; false when none can be.
    pub fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        !Self::all(parts.into_iter().map(|part| !part))
    }
}

impl std::ops::Not for Truth {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
            Self::Unknown => Self::Unknown,
        }
    }
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Self {
        if holds { Self::True } else { Self::False }
    }
}

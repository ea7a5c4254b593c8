//! What crosses the wire.

use serde::{Deserialize, Serialize};

/// An order.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct OrderPlacedMessage {
    pub order: String,
    pub customer: String,
    pub number: i64,
    /// Empty, or why nobody can process it: `invalid`, `failing`.
    pub poison: String,
}

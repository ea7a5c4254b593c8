//! What crosses the wire.

use serde::{Deserialize, Serialize};

/// An order. Sent again with the same number, it is the same order.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct PostOrdersRequest {
    pub order: String,
    pub customer: String,
    pub number: i64,
    /// Empty, or why nobody can process it: `invalid`, `failing`.
    pub poison: String,
}

/// Nothing.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct PostOrdersResponse {}

/// The order, for others.
pub type OrderPlacedMessage = PostOrdersRequest;

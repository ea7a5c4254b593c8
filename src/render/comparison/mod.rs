//! What is different between two versions of an architecture, as text and as JSON. Never compares.

mod json;
mod text;

pub use json::comparison_json;
pub use text::{comparison_text, since_text};

use crate::comparison::Comparison;
use crate::source::SourceMap;

/// A comparison with the text that its findings point into.
#[derive(Debug, Clone, Copy)]
pub struct ComparisonView<'a> {
    /// What is different.
    pub comparison: &'a Comparison<'a>,
    /// The text of the earlier version.
    pub before: &'a SourceMap,
    /// The text of the later version.
    pub after: &'a SourceMap,
}

//! Diagrams as Mermaid text that Mermaid accepts, whatever the names are and however large the system is.
//! Never draws more than Mermaid's own limits allow, and says in the diagram and in its notes what was left out.

mod call_view;
mod draw;
mod flowchart;
mod legend;
mod paint;
mod plan;
mod scope;
mod script;
mod sequence;
mod text;
mod words;
mod write;

pub use call_view::CallView;
pub use flowchart::{Options, flowchart};
pub use sequence::sequence;

/// Mermaid refuses a flowchart with more edges.
const MOST_EDGES: usize = 500;
/// Mermaid refuses a longer text; counted in UTF-16 units, as JavaScript does.
const MOST_UNITS: usize = 50_000;

/// A diagram.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagram {
    /// Mermaid's text, which ends in a newline.
    pub text: String,
    /// What the reader must know about it: what was collapsed or left out. Also in the text, as comments.
    pub notes: Vec<String>,
}

/// The length of a text as Mermaid counts it.
fn units(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

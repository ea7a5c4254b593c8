//! Decisions for people and machines: a table of many, a page about one, and JSON. Never decides anything.

mod attention;
mod flips;
mod json;
mod layout;
mod page;
mod speech;
mod table;
mod verdict;
mod view;
mod words;

pub use attention::Attention;
pub use json::decisions_json;
pub use page::{PageOptions, decision_page};
pub use table::decisions_table;
pub use view::DecisionView;

pub(super) use flips::{ShownFlip, nearest_flips};
pub(super) use speech::{Speaker, clauses_of, join};
pub(super) use verdict::{
    agreement, conflict_words, mode_phrase, provenance_word, trials, verdict_sentence,
};

//! Decisions for people and machines: a table of many, a page about one, and JSON. Never decides anything.

mod assumed;
mod attention;
mod brief;
mod flips;
mod json;
mod layout;
mod page;
mod sides;
mod speech;
mod table;
mod verdict;
mod view;
mod words;

pub use attention::Attention;
pub use brief::decision_brief;
pub use json::decisions_json;
pub use page::{PageOptions, decision_page};
pub use table::decisions_table;
pub use view::DecisionView;

pub(super) use assumed::risky_assumptions;
pub(super) use flips::nearest_flips;
pub(super) use sides::{Sides, sides};
pub(super) use speech::{Speaker, clauses_of, join, open_questions};
pub(super) use verdict::{blocking, capital, conflict_words, mode_phrase, verdict_sentence};
pub(super) use view::DRIFT;

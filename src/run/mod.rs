//! Runs the commands: the only room that touches files, the clock and git. Never decides and never lays out text.

mod adr;
mod advise;
mod analyze;
mod ask;
mod clock;
mod decide;
mod diagram;
mod example;
mod explain;
mod input;
mod lint;
mod output;
mod portrait;
mod replace;
mod rules;
mod scaffold;
mod schema;
mod session;
mod study;

pub use adr::{AdrOptions, adr};
pub use advise::{Advice, AdviseOptions, advice, advise};
pub use analyze::{AnalyzeOptions, analyze};
pub use ask::{AskFormat, AskOptions, Subject, ask};
pub use clock::today;
pub use decide::{DecideOptions, decide};
pub use diagram::{DiagramOptions, diagram};
pub use example::{ExampleOutcome, run_example};
pub use explain::{explain, rules};
pub use input::{Input, Loaded, load};
pub use lint::{FailOn, LintFormat, LintOptions, lint};
pub use output::{Fate, NewFile, Written, write_files};
pub use rules::{RuleSet, rule_set};
pub use scaffold::{ScaffoldOptions, scaffold};
pub use schema::schema;
pub use session::{Common, Outcome, Session};
pub use study::{Study, study};

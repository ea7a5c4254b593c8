//! The metrics that generated services export: the very table they are compiled with. Never a second list.

#[rustfmt::skip]
#[path = "../../templates/scaffold/runtime/metrics/table.rs"]
mod table;

pub use table::*;

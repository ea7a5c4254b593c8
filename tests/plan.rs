//! Plans: the published example, the laws, and the systems of `examples/`. Never trusts the search it tests: sets are
//! compared by brute force on a relinked architecture.

#[path = "plan/cascade.rs"]
mod cascade;
#[path = "plan/common.rs"]
mod common;
#[path = "plan/laws.rs"]
mod laws;
#[path = "plan/permits.rs"]
mod permits;
#[path = "plan/stories.rs"]
mod stories;
#[path = "plan/vector.rs"]
mod vector;

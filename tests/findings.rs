//! Findings outside of one run: their published form, and their identity. Never looks at how they are shown to people.

#[path = "findings/identity.rs"]
mod identity;
#[path = "findings/schema.rs"]
mod schema;
#[path = "findings/shuffle.rs"]
mod shuffle;

//! `schema`: the JSON Schema of one kind of file, for editors. Never writes a file.

use super::Outcome;
use crate::render::{self, SchemaKind};

/// The schema on standard output.
pub fn schema(kind: SchemaKind) -> Outcome {
    Outcome::fine(render::schema(kind), String::new())
}

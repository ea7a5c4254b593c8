//! From a name to where it is declared. Never guesses at a name that is misspelt.

use super::desk::{Desk, Spot};
use super::place;
use crate::architecture::keys;
use crate::document::Part;
use crate::source::Span;
use lsp_types::{GotoDefinitionParams, Location};

/// Where the service or the interaction at the place is declared.
pub(super) fn definition(desk: &mut Desk, it: GotoDefinitionParams) -> Option<Location> {
    let spot = desk.spot(&it.text_document_position_params)?;
    let span = declared(&spot)?;
    let file = spot.known.reading.sources.file(span.file);
    Some(Location::new(spot.desk.uri(file.name())?, place::range(file, span)))
}

fn declared(spot: &Spot<'_>) -> Option<Span> {
    let (cursor, architecture) = (&spot.cursor, &spot.known.reading.architecture);
    if cursor.part != Part::Value {
        return None;
    }
    match keys::named(&cursor.path)? {
        key if key.takes == "service" => {
            Some(architecture.service(architecture.service_named(cursor.word)?).span)
        }
        key if key.name == "steps" => {
            Some(architecture.interaction(architecture.interaction_named(cursor.word)?).span)
        }
        _ => None,
    }
}

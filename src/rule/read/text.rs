//! Reads the plain values of rule files. Never knows which rule it is in.

use crate::diagnostic::Diagnostic;
use crate::document::{Item, Table};
use crate::source::Spanned;

/// The text under a key, trimmed.
pub(super) fn text(
    key: &str,
    item: Item<'_, '_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Spanned<String>> {
    match item.text(key) {
        Ok(text) => Some(Spanned::new(text.trim().to_owned(), item.span)),
        Err(diagnostic) => {
            diagnostics.push(*diagnostic);
            None
        }
    }
}

/// The text under a key that must be there and must say something.
pub(super) fn required_text(
    table: Table<'_, '_>,
    key: &str,
    place: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Spanned<String>> {
    let Some(item) = table.get(key) else {
        diagnostics.push(Diagnostic::error("missing-key", format!("{place} without `{key}`"), table.span));
        return None;
    };
    let text = text(key, item, diagnostics)?;
    if text.value.is_empty() {
        diagnostics.push(Diagnostic::error("empty-text", format!("`{key}` of {place} is empty"), item.span));
        return None;
    }
    Some(text)
}

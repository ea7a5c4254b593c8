//! Tables of the keys of the language. Never says what the reader does with a key; `tests/language.rs` compares both.

use crate::markdown::{code, table as markdown_table};
use syncwise::architecture::keys::{self, Key};

/// The tables of the language by the names that pages use.
const TABLES: [(&str, &[Key]); 8] = [
    ("root", keys::ROOT),
    ("system", keys::SYSTEM),
    ("policy", keys::POLICY),
    ("service", keys::SERVICE),
    ("interaction", keys::INTERACTION),
    ("step", keys::STEP),
    ("journey", keys::JOURNEY),
    ("allow", keys::ALLOW),
];

/// The keys of one table of the language.
pub(crate) fn table(name: &str) -> Option<String> {
    let (_, keys) = TABLES.iter().find(|(known, _)| *known == name)?;
    let rows = keys.iter().map(|key| vec![code(key.name), key.takes.into(), key.means.into()]);
    Some(markdown_table(&["key", "takes", "means"], rows))
}

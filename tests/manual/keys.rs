//! Tables of the keys of the language. Never says what the reader does with a key; `tests/language.rs` compares both.

use crate::markdown::{code, table as markdown_table};
use syncwise::architecture::keys::{self, Key};
use syncwise::settings::keys as settings;

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

/// The settings of one table of `syncwise.toml`; `top` is what stands above it.
pub(crate) fn settings(table: &str) -> Option<String> {
    let table = if table == "top" { "" } else { table };
    let keys = settings::keys(table);
    let rows = keys.iter().map(|key| {
        let default =
            settings::of_table(table).find(|it| it.key().name == key.name).and_then(|it| it.default);
        vec![code(key.name), key.takes.into(), default.map(code).unwrap_or_default(), key.means.into()]
    });
    Some(markdown_table(&["key", "takes", "default", "means"], rows))
}

/// The keys of one table of the language.
pub(crate) fn table(name: &str) -> Option<String> {
    let (_, keys) = TABLES.iter().find(|(known, _)| *known == name)?;
    let rows = keys.iter().map(|key| vec![code(key.name), key.takes.into(), key.means.into()]);
    Some(markdown_table(&["key", "takes", "means"], rows))
}

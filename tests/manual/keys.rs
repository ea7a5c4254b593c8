//! Tables of the keys of the language. Never lists a key that the reader refuses.

use crate::markdown::{code, table as markdown_table};
use syncwise::architecture::keys::{self, Key};
use syncwise::architecture::read;
use syncwise::source::SourceMap;

/// The tables of the language: name, keys, and a file with `KEY` in that place.
const TABLES: [(&str, &[Key], &str); 8] = [
    ("root", keys::ROOT, "KEY"),
    ("system", keys::SYSTEM, "[system]\nKEY"),
    ("policy", keys::POLICY, "[policy]\nKEY"),
    ("service", keys::SERVICE, "[service.a]\nKEY"),
    ("interaction", keys::INTERACTION, "[[interaction]]\nKEY"),
    ("step", keys::STEP, "[[interaction]]\n[[interaction.step]]\nKEY"),
    ("journey", keys::JOURNEY, "[[journey]]\nKEY"),
    ("allow", keys::ALLOW, "[[service.a.allow]]\nKEY"),
];

/// The keys of one table of the language.
pub(crate) fn table(name: &str) -> Option<String> {
    let (_, keys, _) = TABLES.iter().find(|(known, ..)| *known == name)?;
    let rows = keys.iter().map(|key| vec![code(key.name), key.takes.into(), key.means.into()]);
    Some(markdown_table(&["key", "takes", "means"], rows))
}

/// The codes of what is wrong with a file.
fn mistakes(text: &str) -> Vec<&'static str> {
    let mut sources = SourceMap::new();
    let file = sources.add("architecture.toml", text);
    read(&sources, file).1.into_iter().map(|mistake| mistake.code).collect()
}

#[test]
fn every_listed_key_is_read() {
    for (name, keys, file) in TABLES {
        assert!(keys.windows(2).all(|pair| pair[0].name < pair[1].name), "{name} is sorted");
        for key in keys {
            let found = mistakes(&format!("{} = 0\n", file.replace("KEY", key.name)));
            assert!(!found.contains(&"unknown-key"), "`{}` of {name} is listed and not read", key.name);
        }
        let found = mistakes(&format!("{} = 0\n", file.replace("KEY", "no-such-key")));
        assert!(found.contains(&"unknown-key"), "{name} takes any key");
    }
}

//! Records that are there already: their numbers and what they depend on, written to and read from comments. Never reads
//! the disk.

use super::OVERVIEW;
use super::facts::{Facts, hash_of};

const MARK: &str = "<!-- syncwise: ";
const FACTS: &str = "<!-- syncwise-facts:";
const END: &str = "-->";

/// A file of the folder of records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExistingRecord {
    /// Its number.
    pub number: u32,
    /// Its name without a folder.
    pub file_name: String,
    /// What it is about.
    pub about: About,
    /// The hash over what it depends on; empty for a record that was written by hand.
    pub hash: String,
    /// What it depends on, by name.
    pub(super) facts: Facts,
}

impl ExistingRecord {
    /// Whether it is an overview in which an interaction stands.
    pub fn lists(&self, interaction: &str) -> bool {
        self.about == About::Overview && self.facts.contains_key(interaction)
    }
}

/// What a record is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// All interactions.
    Overview,
    /// One interaction, by identifier.
    Interaction(String),
    /// Something else: it was not written by this program and only takes a number.
    Other,
}

/// Reads what is needed of a file in the folder of records; nothing for a file whose name does not begin with a number.
pub fn parse_existing(file_name: &str, text: &str) -> Option<ExistingRecord> {
    let stem = file_name.strip_suffix(".md")?;
    let (number, _) = stem.split_once('-').unwrap_or((stem, ""));
    let number = number.parse().ok().filter(|_| number.bytes().all(|byte| byte.is_ascii_digit()))?;
    let mut record = ExistingRecord {
        number,
        file_name: file_name.to_owned(),
        about: About::Other,
        hash: String::new(),
        facts: Facts::new(),
    };
    for line in text.lines() {
        if let Some((about, hash)) = line.strip_prefix(MARK).and_then(parse_mark) {
            (record.about, record.hash) = (about, hash);
        } else if let Some(facts) = line.strip_prefix(FACTS).and_then(|line| line.strip_suffix(END)) {
            record.facts = facts.split_whitespace().filter_map(parse_fact).collect();
        }
    }
    Some(record)
}

fn parse_mark(rest: &str) -> Option<(About, String)> {
    let mut words = rest.strip_suffix(END)?.split_whitespace();
    let (about, facts) = (words.next()?, words.next()?);
    let about = match about.strip_prefix("interaction=") {
        Some(id) => About::Interaction(decode(id)),
        None if about == OVERVIEW => About::Overview,
        None => return None,
    };
    Some((about, facts.strip_prefix("facts=")?.to_owned()))
}

fn parse_fact(word: &str) -> Option<(String, String)> {
    let (name, value) = word.split_once('=')?;
    Some((decode(name), decode(value)))
}

/// The lines by which a record is found again and compared.
pub(super) fn marks(about: &About, facts: &Facts) -> String {
    let hash = hash_of(facts);
    let about = match about {
        About::Interaction(id) => format!("interaction={}", encode(id)),
        About::Overview | About::Other => OVERVIEW.to_owned(),
    };
    let facts: String =
        facts.iter().map(|(name, value)| format!(" {}={}", encode(name), encode(value))).collect();
    format!("{MARK}{about} facts={hash} {END}\n{FACTS}{facts} {END}")
}

/// Percent encoding of everything that could end a comment or a word.
fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'.' | b'/' | b':' | b'-' => {
                out.push(byte as char)
            }
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out.replace("--", "-%2D")
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend_from_slice(before.as_bytes());
        let byte = after.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(byte.unwrap_or(b'%'));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The record about something with the lowest number, where there is one.
pub(super) fn record_about<'e>(existing: &'e [ExistingRecord], about: &About) -> Option<&'e ExistingRecord> {
    let about_it = existing.iter().filter(|record| record.about == *about);
    about_it.min_by(|one, other| (one.number, &one.file_name).cmp(&(other.number, &other.file_name)))
}

#[cfg(test)]
mod tests {
    use super::{About, decode, encode, parse_existing};
    use proptest::prelude::*;

    #[test]
    fn finds_records_of_its_own_and_counts_others() {
        let own = parse_existing("0007-a.md", "# x\n\n<!-- syncwise: interaction=a%20b facts=00ff -->\n");
        let own = own.expect("the name has a number");
        assert_eq!((own.number, own.about, own.hash.as_str()), (7, About::Interaction("a b".into()), "00ff"));
        let other = parse_existing("12-use-postgres.md", "# Use Postgres\n").expect("the name has a number");
        assert_eq!((other.number, other.about), (12, About::Other));
        for name in ["README.md", "0001-a.txt", "+1-a.md", "99999999999-a.md", "-a.md"] {
            assert_eq!(parse_existing(name, ""), None, "{name}");
        }
    }

    proptest! {
        #[test]
        fn encoded_text_comes_back_and_ends_no_comment(text in any::<String>()) {
            let encoded = encode(&text);
            prop_assert!(!encoded.contains("--") && !encoded.contains(['>', ' ', '\n', '=']));
            prop_assert_eq!(decode(&encoded), text);
        }

        #[test]
        fn any_file_can_be_parsed(name in any::<String>(), text in any::<String>()) {
            let _ = parse_existing(&format!("1-{name}.md"), &format!("<!-- syncwise: {text}\n{text} -->"));
        }
    }
}

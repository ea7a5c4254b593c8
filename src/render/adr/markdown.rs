//! Text of users inside Markdown: names, sentences and cells that stay what they are. Never lets a name become markup.

/// Running text on one line: everything that Markdown, HTML or a table would read as markup is escaped, line breaks and
/// control characters become spaces, and marks that reorder text are dropped.
pub fn inline(text: &str) -> String {
    let clean = one_line(text);
    let mut out = String::with_capacity(clean.len() + 8);
    let chars: Vec<char> = clean.chars().collect();
    for (index, c) in chars.iter().copied().enumerate() {
        let before = index.checked_sub(1).map(|index| chars[index]);
        let after = chars.get(index + 1).copied();
        match c {
            '|' => out.push_str("&#124;"),
            '<' => out.push_str("&lt;"),
            '&' if after.is_some_and(|c| c == '#' || c.is_ascii_alphanumeric()) => out.push_str("&amp;"),
            '\\' | '`' | '*' | '[' | ']' | '~' | '$' => escape(&mut out, c),
            '_' if !(is_word(before) && is_word(after)) => escape(&mut out, c),
            '#' | '+' | '-' | '=' | '>' if before.is_none() => escape(&mut out, c),
            '.' | ')' if ends_word(after) && is_list_number(&chars[..index]) => escape(&mut out, c),
            c => out.push(c),
        }
    }
    out
}

/// A name: in code font where that is safe, as escaped text otherwise. Works in running text and in cells.
pub fn name(text: &str) -> String {
    let tame = |c: char| c.is_alphanumeric() || " _-./:{}@=,+()#→".contains(c);
    let clean = one_line(text);
    if !clean.is_empty() && clean.chars().all(tame) { format!("`{clean}`") } else { inline(text) }
}

/// Text for a cell of a table; a dash where there is none.
pub fn cell(text: &str) -> String {
    let text = inline(text);
    if text.is_empty() { "–".into() } else { text }
}

/// A part of a file name: lower-case ASCII letters, digits and single hyphens; never empty, never more than 60 characters.
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        if slug.len() == 60 {
            break;
        }
        match c {
            'a'..='z' | '0'..='9' => slug.push(c),
            _ if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            _ => {}
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "interaction".into() } else { slug.into() }
}

/// One line without control characters, without marks that reorder text, with single spaces.
fn one_line(text: &str) -> String {
    let reorders = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    let spaced = text.chars().filter(|c| !reorders(*c));
    let spaced: String = spaced.map(|c| if c.is_control() { ' ' } else { c }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn escape(out: &mut String, c: char) {
    out.push('\\');
    out.push(c);
}

fn is_word(c: Option<char>) -> bool {
    c.is_some_and(char::is_alphanumeric)
}

fn ends_word(after: Option<char>) -> bool {
    after.is_none_or(|c| c == ' ')
}

fn is_list_number(before: &[char]) -> bool {
    (1..10).contains(&before.len()) && before.iter().all(char::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::{cell, inline, name, slug};
    use proptest::prelude::*;

    /// What a reader of Markdown shows for escaped text; `None` where something is still markup.
    fn shown(markdown: &str) -> Option<String> {
        let mut out = String::new();
        let mut chars = markdown.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '\\' => out.push(chars.next().filter(char::is_ascii_punctuation)?),
                '&' if chars.peek().is_some_and(|c| *c == '#' || c.is_ascii_alphanumeric()) => {
                    let entity: String = chars.by_ref().take_while(|c| *c != ';').collect();
                    out.push(match entity.as_str() {
                        "#124" => '|',
                        "lt" => '<',
                        "amp" => '&',
                        _ => return None,
                    });
                }
                '|' | '<' | '`' | '*' | '[' | ']' | '\n' | '\r' => return None,
                c => out.push(c),
            }
        }
        Some(out)
    }

    #[test]
    fn escapes_what_would_be_markup() {
        for (text, markdown) in [
            ("place_order", "place_order"),
            ("_x_", "\\_x\\_"),
            ("a|b", "a&#124;b"),
            ("# title", "\\# title"),
            ("C# and a - b", "C# and a - b"),
            ("1. first", "1\\. first"),
            ("1.2s", "1.2s"),
            ("<b>&amp;", "&lt;b>&amp;amp;"),
            ("two\nlines\u{202e}", "two lines"),
            ("[x](y)", "\\[x\\](y)"),
        ] {
            assert_eq!(inline(text), markdown);
        }
        assert_eq!((name("a b"), name("a`b"), cell("\n")), ("`a b`".into(), "a\\`b".into(), "–".into()));
        assert_eq!(slug("GET /cart/{id}"), "get-cart-id");
        assert_eq!(
            (slug("../../etc"), slug("漢字"), slug("Ünit")),
            ("etc".into(), "interaction".into(), "nit".into())
        );
    }

    proptest! {
        #[test]
        fn text_comes_out_as_it_was(text in any::<String>()) {
            let expected = super::one_line(&text);
            prop_assert_eq!(shown(&inline(&text)), Some(expected));
        }

        #[test]
        fn hostile_text_stays_text(text in "[\\\\`*_|<>#&~$\\[\\]()!a1 .\n-]{0,24}") {
            let markdown = inline(&text);
            prop_assert_eq!(shown(&markdown), Some(super::one_line(&text)));
            prop_assert!(!markdown.starts_with(['#', '-', '+', '>', '=', ' ']));
            prop_assert!(!cell(&text).contains('|') && !cell(&text).is_empty());
            prop_assert!(!name(&text).contains(['|', '<', '\n']));
        }

        #[test]
        fn slugs_are_safe_in_every_file_system(text in any::<String>()) {
            let slug = slug(&text);
            prop_assert!((1..=60).contains(&slug.len()));
            prop_assert!(slug.chars().all(|c| matches!(c, 'a'..='z' | '0'..='9' | '-')));
            prop_assert!(!slug.starts_with('-') && !slug.ends_with('-'));
        }
    }
}

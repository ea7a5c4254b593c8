//! Names as label text that Mermaid takes literally. Never lets a character through that has a meaning in Mermaid.

/// Longest label part, in characters.
const LONGEST: usize = 60;

/// A name as the inside of a label, in flowcharts (between double quotes) and in sequence diagrams (bare).
///
/// Letters, digits, spaces and a few marks stay; every other character becomes a numeric entity. That also covers what
/// only Mermaid's preprocessing knows: directives (`%%{`), icons (`fa:`), formulas (`$$`), Markdown, and the
/// placeholder letters it puts in the place of entities. Invisible and bidirectional controls are dropped.
pub(super) fn label(name: &str) -> String {
    let mut visible = Vec::new();
    for character in name.chars().filter(|character| !is_invisible(*character)).take(LONGEST + 1) {
        let space = character.is_whitespace() || character.is_control();
        visible.push(if space { ' ' } else { character });
    }
    if visible.len() > LONGEST {
        visible.truncate(LONGEST - 1);
        visible.push('…');
    }
    let (mut out, trimmed) = (String::new(), trim(&visible));
    for (at, character) in trimmed.iter().enumerate() {
        if stays(trimmed, at) {
            out.push(*character);
        } else {
            out.push_str(&format!("#{};", u32::from(*character)));
        }
    }
    if out.is_empty() { "unnamed".into() } else { out }
}

fn trim(characters: &[char]) -> &[char] {
    let start = characters.iter().position(|c| *c != ' ').unwrap_or(characters.len());
    let end = characters.iter().rposition(|c| *c != ' ').map_or(start, |at| at + 1);
    &characters[start..end]
}

fn stays(text: &[char], at: usize) -> bool {
    let letter = |at: usize| text.get(at).is_some_and(|c| c.is_alphanumeric());
    let between = at > 0 && letter(at - 1) && letter(at + 1);
    match text[at] {
        // `end` closes blocks, at least for some of Mermaid's grammars; one letter of the word is enough to hide it.
        'e' | 'E' => !is_word(text, at, "end"),
        // Begins the placeholders of Mermaid's own entity encoding.
        'ﬂ' => false,
        // "1. item" and "1) item" would be a list.
        '.' => between && text[..at].iter().any(|c| !c.is_numeric()),
        '_' | '-' => between,
        ' ' | '…' | '·' | '×' | ',' | '/' => true,
        character => character.is_alphanumeric(),
    }
}

fn is_word(text: &[char], at: usize, word: &str) -> bool {
    let end = at + word.len();
    let same =
        end <= text.len() && text[at..end].iter().zip(word.chars()).all(|(c, w)| c.eq_ignore_ascii_case(&w));
    let bounded = |edge: Option<&char>| edge.is_none_or(|c| !c.is_alphanumeric());
    same && bounded(at.checked_sub(1).and_then(|before| text.get(before))) && bounded(text.get(end))
}

fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff0}'..='\u{ffff}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::label;

    #[test]
    fn hides_what_means_something() {
        for (name, expected) in [
            ("check-out_2 v1.2", "check-out_2 v1.2"),
            ("end", "#101;nd"),
            ("the END.", "the #69;ND#46;"),
            ("friend ends", "friend ends"),
            ("\"]--><b>;#", "#34;#93;#45;#45;#62;#60;b#62;#59;#35;"),
            ("%%{init: {}}%%", "#37;#37;#123;init#58; #123;#125;#125;#37;#37;"),
            ("1. one", "1#46; one"),
            ("- one", "#45; one"),
            ("a\nb\u{202e}c", "a bc"),
            ("größe 漢字", "größe 漢字"),
            (" \n ", "unnamed"),
        ] {
            assert_eq!(label(name), expected, "{name:?}");
        }
        assert_eq!(label(&"x".repeat(5_000)).chars().count(), 60);
    }
}

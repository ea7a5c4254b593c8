//! Names of people in plain text: with nothing in them that a terminal obeys. Never shortens.

/// Control characters as their pictures, marks that turn the direction of writing as the sign of the unknown. New lines
/// stay: notes have several.
pub(super) fn visible(c: char) -> char {
    match c {
        '\n' => c,
        '\0'..='\u{1f}' => char::from_u32(0x2400 + c as u32).expect("every control character has a picture"),
        '\u{7f}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        _ => c,
    }
}

/// The same on one line.
pub(super) fn visible_line(text: &str) -> String {
    text.chars().map(visible).map(|c| if c == '\n' { '␊' } else { c }).collect()
}

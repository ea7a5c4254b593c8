//! Lays text out in columns of a terminal: widths, padding, shortening, wrapping, colour. Never knows what it says.

/// Text without what could move the cursor, break a line or reorder what is read.
pub(super) fn plain(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_whitespace() || c.is_control() => clean.push(' '),
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => {}
            c => clean.push(c),
        }
    }
    clean
}

/// Columns that text takes on a terminal: nothing for marks that combine, two for wide scripts and pictures.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(width_of).sum()
}

fn width_of(c: char) -> usize {
    match u32::from(c) {
        0..0x300 => 1,
        0x300..0x370 | 0x483..0x48a | 0x591..0x5be | 0x610..0x61b | 0x64b..0x660 | 0x200b..0x2010 => 0,
        0x20d0..0x2100 | 0xfe00..0xfe10 | 0xfe20..0xfe30 | 0xfeff | 0xe0100..0xe01f0 => 0,
        0x1100..0x1160 | 0x2e80..0x303f | 0x3041..0xa4d0 | 0xa960..0xa97d | 0xac00..0xd7a4 => 2,
        0xf900..0xfb00 | 0xfe30..0xfe70 | 0xff01..0xff61 | 0xffe0..0xffe7 => 2,
        0x1f300..0x1f650 | 0x1f680..0x1f700 | 0x1f900..0x1fb00 | 0x20000..0x40000 => 2,
        _ => 1,
    }
}

/// Text of at most `columns`, with `…` in the middle where it was longer, so that both ends stay readable.
pub(super) fn shorten(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let Some(room) = columns.checked_sub(1) else { return String::new() };
    let (head, tail) = (take(text.chars(), room.div_ceil(2)), take(text.chars().rev(), room / 2));
    head.into_iter().chain(['…']).chain(tail.into_iter().rev()).collect()
}

/// Text of at most `columns`, with `…` at the end where it was longer.
pub(super) fn clip(text: &str, columns: usize) -> String {
    match columns.checked_sub(1) {
        _ if width(text) <= columns => text.to_owned(),
        Some(room) => take(text.chars(), room).into_iter().chain(['…']).collect(),
        None => String::new(),
    }
}

fn take(chars: impl Iterator<Item = char>, columns: usize) -> Vec<char> {
    let mut used = 0;
    let mut taken = Vec::new();
    for c in chars {
        used += width_of(c);
        if used > columns {
            break;
        }
        taken.push(c);
    }
    taken
}

/// Text shortened or filled with spaces to exactly `columns`.
pub(super) fn fit(text: &str, columns: usize) -> String {
    let mut text = shorten(text, columns);
    text.extend(std::iter::repeat_n(' ', columns.saturating_sub(width(&text))));
    text
}

/// Lines of at most `columns`, broken at spaces; a longer word gets a line of its own.
pub(super) fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut left = 0;
    for word in text.split_whitespace() {
        let needed = width(word);
        match lines.last_mut() {
            Some(line) if needed < left => {
                line.push(' ');
                line.push_str(word);
                left -= needed + 1;
            }
            _ => {
                lines.push(word.to_owned());
                left = columns.saturating_sub(needed);
            }
        }
    }
    lines
}

/// The colours that reports use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paint {
    Bold,
    Faint,
    Green,
    Yellow,
    Red,
}

impl Paint {
    /// The text in this colour, where colour is wanted.
    pub(super) fn on(self, text: &str, color: bool) -> String {
        let code = match self {
            Self::Bold => 1,
            Self::Faint => 2,
            Self::Green => 32,
            Self::Yellow => 33,
            Self::Red => 31,
        };
        if color && !text.is_empty() { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::{fit, plain, shorten, width, wrap};
    use proptest::prelude::*;

    #[test]
    fn counts_columns() {
        for (text, columns) in
            [("abc", 3), ("é", 1), ("e\u{301}", 1), ("漢字", 4), ("🚀", 2), ("→", 1), ("", 0)]
        {
            assert_eq!(width(text), columns, "{text}");
        }
    }

    #[test]
    fn shortens_in_the_middle() {
        assert_eq!(shorten("recommendationservice", 11), "recom…rvice");
        assert_eq!(shorten("漢字漢字", 5), "漢…字");
        assert_eq!(shorten("abc", 0), "");
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
    }

    proptest! {
        #[test]
        fn fitted_text_fills_its_columns(text in any::<String>(), columns in 0usize..40) {
            prop_assert_eq!(width(&fit(&plain(&text), columns)), columns);
        }

        #[test]
        fn wrapped_lines_keep_all_words(text in any::<String>(), columns in 1usize..40) {
            let lines = wrap(&text, columns);
            prop_assert!(lines.iter().all(|line| width(line) <= columns || !line.contains(' ')));
            let words: Vec<&str> = lines.iter().flat_map(|line| line.split_whitespace()).collect();
            prop_assert_eq!(words, text.split_whitespace().collect::<Vec<_>>());
        }
    }
}

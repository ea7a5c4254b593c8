//! Text of people on one line. Never loses what makes a name recognisable.

/// One line of plain text: white space collapsed, invisible and control characters shown as escapes, at most `most`
/// characters.
pub fn plain(text: &str, most: usize) -> String {
    let collapsed = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut plain = String::new();
    for (at, c) in collapsed.chars().enumerate() {
        if at == most {
            plain.push('…');
            break;
        }
        match c {
            '\'' | '"' | '\\' => plain.push(c),
            _ => plain.extend(c.escape_debug()),
        }
    }
    plain
}

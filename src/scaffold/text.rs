//! Text of the architecture inside generated files: one line, and nothing in it can end the comment, the string or
//! the cell it stands in. Never loses what makes a name recognisable.

pub(super) use crate::template::plain;

/// A Markdown and rustdoc code span.
pub(super) fn code(text: &str) -> String {
    format!("`{}`", plain(text, 120).replace('`', "'"))
}

/// Text inside Markdown, a table cell included.
pub(super) fn markdown(text: &str) -> String {
    let mut escaped = String::new();
    for c in plain(text, 400).chars() {
        if "\\`*_[]<>#|!~&".contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// A code span inside a Markdown table cell.
pub(super) fn code_cell(text: &str) -> String {
    code(text).replace('|', "\\|")
}

/// A Rust string literal.
pub(super) fn literal(text: &str) -> String {
    format!("{text:?}")
}

/// A TOML basic string: after [`plain`] only quotes and backslashes are left to escape.
pub(super) fn toml(text: &str) -> String {
    format!("\"{}\"", plain(text, 200).replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::{code, markdown, plain, toml};

    #[test]
    fn nothing_breaks_out() {
        assert_eq!(plain("a\r\n\tb  */ \u{202e}c\u{200b}", 40), "a b */ \\u{202e}c\\u{200b}");
        assert_eq!(plain("abcdef", 3), "abc…");
        assert_eq!(code("a`b`\n```"), "`a'b' '''`");
        assert_eq!(markdown("<b>|x|"), "\\<b\\>\\|x\\|");
        assert_eq!(toml("say \"hi\"\\\u{7f}"), "\"say \\\"hi\\\"\\\\\\\\u{7f}\"");
    }
}

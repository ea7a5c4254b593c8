//! YAML, as much as rules and their tests need. Never lets a text be read as something else.

use super::query::is_invisible;
use std::fmt::Write;

/// A double-quoted scalar: always a string, on one line, whatever is in it.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted += "\\n",
            _ if c.is_control() || is_invisible(c) => {
                let _ = write!(quoted, "\\U{:08x}", u32::from(c));
            }
            _ => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// A key or a word that needs no quotes.
pub(super) fn line(out: &mut String, indent: usize, text: &str) {
    let _ = writeln!(out, "{:indent$}{text}", "");
}

/// A key with a quoted value.
pub(super) fn pair(out: &mut String, indent: usize, key: &str, value: &str) {
    line(out, indent, &format!("{key}: {}", quoted(value)));
}

/// A key with a text of several lines, each as it is. The text must be printable ASCII but for what is in its strings.
pub(super) fn block(out: &mut String, indent: usize, key: &str, text: &str) {
    line(out, indent, &format!("{key}: |-"));
    for part in text.lines() {
        line(out, indent + 2, part);
    }
}

/// A text that a Go template must leave as it is, in labels and annotations of rules.
pub(super) fn literal(text: &str) -> String {
    text.replace("{{", "{{ \"{{\" }}")
}

#[cfg(test)]
mod tests {
    use super::{literal, quoted};

    #[test]
    fn nothing_is_read_as_something_else() {
        assert_eq!(
            quoted("no: \"x\" # \\ \n\u{7}\u{2028}é"),
            "\"no: \\\"x\\\" # \\\\ \\n\\U00000007\\U00002028é\""
        );
        assert_eq!(literal("a {{ .Value }} b"), "a {{ \"{{\" }} .Value }} b");
    }
}
